"""Whether a judge's reasons end in another answer than the one it gave.

A detector made to be right when it speaks, and to say nothing otherwise. It reads the last sentence only, and an answer
only where the judge names it (by id, name or alias) in the place where answers are named: after *the answer is*,
*judged*, *therefore*, an arrow, ``答案是``, ``判为``, ``因此``, or alone. What it cannot read is undecided: a
conclusion in other words ("so nothing of the kind is asked"), one that is negated, conditional or hedged, two answers
in one sentence, a sentence somebody else is quoted with.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from judge.dimension import ALWAYS_OFFERED, Dimension
from judge.scoring.rationales.sentences import folded, last_sentence, own_words

Concluded = Literal["same", "other", "undecided"]
CONCLUDED: tuple[Concluded, ...] = ("same", "other", "undecided")

YES_NO = {"是": "yes", "否": "no"}
"""Words that answer any question of yes and no, whatever the rubric calls its answers."""
_ALWAYS = {"not applicable": "not_applicable", "不适用": "not_applicable", "不确定": "unclear", "无法判断": "unclear"}

_THEREFORE = (
    r"(?:(?:so|therefore|thus|hence|accordingly|consequently|overall|finally|in (?:sum|short|conclusion)|to conclude)\b"
    r"|因此|所以|故|综上所述|综上|总之|可见|据此|由此)"
)
_NOUN = r"(?:answer|verdict|conclusion|judge?ment|rating|decision|label|class(?:ification)?|category)"
_NOUN_ZH = r"(?:答案|结论|判断结果|判断|判定|评定|评判|裁定|评级|类别|归类|分类|最终结果|结果)"
_SAID = rf"{_NOUN}(?: (?:here|to (?:this|the) question|(?:for|on) this (?:question|dimension|item|point)))?"
_IS = r"(?:is|:|=|-+>|→|must be|should be|has to be|remains)\s*(?:(?:therefore|thus|hence|clearly|still)\b,?\s*)?"
_VERB = r"(?:answer|conclude|judge|rate|choose|select|decide on|mark)"
_WHAT = r"(?: (?:this|it|the response|the question))?(?: (?:as|with|for))?"
_JUDGED = r"(?:judged|rated|marked|classified|labelled|labeled)"
_BEFORE = (
    rf"{_SAID}\s*{_IS}",
    rf"\b(?:i|we) (?:(?:therefore|thus|hence|must|have to) )*{_VERB}{_WHAT}\s*:?\s*",
    rf"\b(?:is|was|be) (?:therefore |thus |hence )?{_JUDGED}(?: as)?\s*:?\s*",
    r"(?:-+>|=>|→|⇒)\s*",
    rf"{_THEREFORE}\s*[,:]?\s*(?:(?:it|this|that) is\b|it's\b|{_NOUN} is\b)?\s*",
    rf"{_NOUN_ZH}(?:应当|应该|应|因此|故|仍|只能)?\s*(?:判为|定为|记为|归为|属于|是|为|:|→|-+>)\s*:?\s*",
    r"(?:判为|判定为|判断为|判作|评为|评定为|定为|归为|归入|应判|应答|应选|应为|记为)\s*:?\s*",
    rf"(?:^|[,;:。]|{_THEREFORE})\s*(?:本题|此题|这里|最后|最终)?(?:回答|作答|答|选择|选)\s*:?\s*",
    rf"{_THEREFORE}\s*[,:]?\s*(?:判|为|属于|结论)?\s*:?\s*",
)
"""What an answer must stand behind to be a conclusion; as folded text has it."""
_AFTER = r"(?=\s*(?:$|[,.;:!?。、)\]—–\ufffc(]|(?:because|since|as|for|given)\b|因))"

_ASKING_IF = re.compile(r"\b(?:ask\w*|wonder\w*|know\w*|see|check\w*|find out|finds out|explor\w*) if\b")
_CONDITIONAL = re.compile(r"\b(?:if|unless|otherwise)\b|如果|假如|倘若|若|除非|否则|要是")
_HEDGED = re.compile(
    r"\b(?:might|may|could|would|perhaps|possibly|probably|arguably|maybe|almost|nearly)\b"
    r"|可能|也许|或许|似乎|本应|本该|本可|几乎|接近"
)
_NEGATED = re.compile(r"(?:\b(?:not|never|cannot|neither|nor|without)\b|n't\b|[不未非没无难别])[^,;。]{0,24}$")
_OWN = "".join(f"(?<!{own})" for own in ("维度", "本题", "此题", "该项", "本项", "问题", "我", "最终", "最后"))
_OTHERS = re.compile(rf"(?:'s|\b(?:his|her|their|your|whose)|{_OWN}的|另一[位个]?)\s*$")


def conclude(reason: str, dimension: Dimension, answer: str) -> Concluded:
    """Whether the last sentence of *reason* names *answer*, names another answer, or cannot be told to name any.

    Args:
        reason: The judge's reasons.
        dimension: What was asked.
        answer: The id of the answer given; ``unclear`` and ``not_applicable`` are answers too.
    """
    stated = stated_answer(reason, dimension)
    return "undecided" if stated is None else "same" if stated == answer else "other"


def stated_answer(reason: str, dimension: Dimension) -> str | None:
    """The one answer that the last sentence of *reason* names as its conclusion; ``None`` where nobody can be sure."""
    words = _words(dimension)
    sentence = last_sentence(own_words(reason, words))
    if not sentence or _CONDITIONAL.search(_ASKING_IF.sub("", sentence)):
        return None
    alone, placed = _patterns(tuple(words))
    found = [alone.fullmatch(sentence), *placed.finditer(sentence)]
    stated = {words[match["word"]] for match in found if match}
    doubtful = any(_doubtful(sentence, match) for match in found if match)
    return next(iter(stated)) if len(stated) == 1 and not doubtful else None


def _doubtful(sentence: str, match: re.Match[str]) -> bool:
    """Whether the place is negated, hedged, or speaks of somebody else's conclusion."""
    before = sentence[: match.start("word")]
    clause = re.split(r"[,;:。]", sentence[: match.start()])[-1]
    return bool(_HEDGED.search(clause + match[0]) or _NEGATED.search(clause) or _OTHERS.search(before[: match.start()]))


def _words(dimension: Dimension) -> Mapping[str, str]:
    words = {folded(w): a.id for a in dimension.answers for w in (a.id, *a.aliases, *(a.name or {}).values())}
    general = {**{a: a for a in ALWAYS_OFFERED}, **_ALWAYS, **(YES_NO if dimension.is_yes_no else {})}
    return {**general, **words}


@lru_cache(maxsize=256)
def _patterns(words: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An answer alone, and an answer in the place of a conclusion."""
    ordered = sorted(words, key=len, reverse=True)
    word = r"(?<![a-z0-9_])(?P<word>" + "|".join(map(re.escape, ordered)) + r")(?![a-z0-9_]|-[a-z0-9])"
    alone = rf"[\W_]*(?:{_THEREFORE})?[\W_]*{word}[\W_]*(?:\([\w ]*\))?[\W_]*"
    mark = r"[\s(*_\[]*"
    placed = rf"(?:{'|'.join(_BEFORE)}){mark}{word}[\s*_]*(?:\([a-z_ ]{{1,24}}\))?{_AFTER}"
    return re.compile(alone), re.compile(placed)
