"""A model that declines in its own words, in English or Chinese."""

import re

_LOOKED_AT = 400
_VERDICT_LIKE = re.compile(r"[{}]|ANSWER")

_CANNOT = (
    r"(?:can ?not|can't|could not|couldn't|won't|will not|am unable to|am not able to|am not comfortable|refuse to)"
)
_DO = (
    r"(?:assist|help|comply|fulfil|provide|engage|participate|continue|respond|answer|discuss|evaluate|assess|rate|"
    r"judge|complete|process|do (?:that|this))"
)
_ENGLISH = (
    (
        r"(?:(?:i'm|i am|we're|we are) )?(?:very |so |really |truly |deeply )?sorry\b[^.!?\n]{0,80}?\b"
        r"(?:can ?not|can't|won't|unable|not able|not comfortable|(?:must|have to|need to) decline)\b"
    ),
    r"(?:i |we )?(?:sincerely )?apologi[sz]e\b[^.!?\n]{0,80}?\b(?:can ?not|can't|won't|unable|not able)\b",
    rf"unfortunately,? (?:i|we) {_CANNOT}\b",
    (
        rf"(?:as|i am|i'm) an? (?:ai|artificial intelligence|large language model|language model)\b[^.!?\n]{{0,80}}?\b"
        rf"{_CANNOT}"
    ),
    rf"(?:i|we) {_CANNOT} (?:to )?{_DO}",
    r"(?:i|we) (?:must|have to|need to) (?:respectfully |politely )?decline\b",
)
_UNABLE = r"(?:[无無]法|不能|不可以|[没沒]法|[没沒]有[办辦]法|不便|不[适適]合|拒[绝絕])"
_CHINESE = (
    rf"(?:非常|很|十分|真的)?(?:抱歉|[对對]不起|不好意思|[遗遺]憾)[^。！？!?\n]{{0,30}}?{_UNABLE}",
    rf"(?:我是|作[为為])(?:一[个個名款位])?(?:AI|人工智能|人工智慧|大?[语語]言模型|大?模型)[^。！？!?\n]{{0,40}}?{_UNABLE}",
    rf"作[为為][^。！？!?\n]{{0,20}}?助[手理][^。！？!?\n]{{0,10}}?我{_UNABLE}",
    (
        rf"我{_UNABLE}[^。！？!?\n]{{0,20}}?(?:回答|提供|[评評][价價估判分]|[协協]助|[帮幫]助|完成|[继繼][续續]|[讨討][论論]|[处處]理|[参參][与與]|"
        r"[满滿]足|打分|判[断斷])"
    ),
)
_REFUSAL = re.compile(r"[\s*_>#]*(?:" + "|".join((*_ENGLISH, *_CHINESE)) + ")", re.IGNORECASE)


def is_refusal(text: str) -> bool:
    """Whether *text*, in which no verdict could be read, declines to give one.

    Only how it begins counts, and only when it holds nothing like a verdict: a broken object after an apology is a
    broken object. Asked only after the form's reader has failed, so that a verdict whose reasoning says "I can't"
    stays a verdict.
    """
    if _VERDICT_LIKE.search(text):
        return False
    return _REFUSAL.match(text[:_LOOKED_AT].replace("’", "'")) is not None
