"""A model that declines is told from one that babbles, in both languages, and never at a verdict's expense."""

import pytest
from parsing_cases import REASON, TOKEN, VALID, answers, fate, item, read, verdicts

ENGLISH = [
    "I'm sorry, but I can't help with that.",
    "I’m sorry, but I can’t assist with that request.",
    "I am really sorry, but as a language model I am unable to rate this conversation.",
    "Sorry, I cannot continue with this.",
    "I apologize, but I can't evaluate content about self-harm.",
    "I cannot assist with that.",
    "I can't judge this reply.",
    "I won't provide a rating.",
    "I'm an AI and I can't assess this.",
    "As an AI language model, I cannot evaluate this.",
    "Unfortunately, I am not able to do this.",
    "I must respectfully decline.",
    "**I'm sorry, but I have to decline.**",
]
CHINESE = [
    "抱歉，我无法对此进行评价。",
    "很抱歉，这个内容我不能评估。",
    "对不起，我不能提供帮助。",
    "對不起，我無法評估這段對話。",
    "非常抱歉，作为一个人工智能助手，我没有办法判断。",
    "作为一个AI，我无法评价这段回复。",
    "作为一个大语言模型，我不便讨论这个话题。",
    "我无法回答这个问题。",
    "我不能对这段对话打分。",
    "我拒绝评判这类内容。",
    "不好意思，我没法继续。",
]
NO_REFUSALS = [
    "The response can't be called empathic.",
    "I find no open question, so I can't see exploration.",
    "“抱歉，我无法帮你”是回复的原话，没有共情。",
    "回复没有回应感受。",
    "As an expert, the reply does not ask about risk.",
    "Sorry is what the reply says, and no more. It cannot count.",
    "yes",
]


@pytest.mark.parametrize("form", ["json", "lines", "label", "trailing_dict"])
@pytest.mark.parametrize("text", ENGLISH + CHINESE)
def test_refusal_in_words_is_the_models_refusal(text, form):
    """A refusal is not asked again, so it must not pass for a malformed reply."""
    assert fate(text, form) == "refused_model:refusal_text"


@pytest.mark.parametrize("text", NO_REFUSALS)
def test_prose_that_only_speaks_of_inability_is_no_refusal(text):
    """Only how a reply begins counts: an analysis may say "can't" as often as it likes."""
    assert fate(text) == "malformed:prose"


def test_verdict_whose_rationale_apologises_stays_a_verdict():
    """Refusals are looked for only where no verdict could be read."""
    sorry = "I'm sorry, but I can't find a feeling that is taken up. 抱歉，我无法评价。"

    assert answers(read(verdicts(item("empathy", "no", rationale=sorry), item("referral")))) == ["no", "yes"]
    assert answers(read(VALID["lines"].replace(REASON, sorry), "lines")) == ["yes", "no"]
    assert answers(read(VALID["trailing_dict"].replace(REASON, sorry), "trailing_dict")) == ["yes", "no"]


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("I'm sorry, but I can't say more. {'verdict': 1}", "json", "malformed:prose_before"),
        (f"I'm sorry, but I can't.\nANSWER {TOKEN} empathy yes", "lines", "malformed:missing_dimension"),
        ("抱歉，我无法确定。{'共情': 1}", "trailing_dict", "malformed:missing_dimension"),
    ],
)
def test_broken_verdict_after_an_apology_is_a_broken_verdict(text, form, expected):
    """Whatever looks like a verdict makes the reply malformed, which is asked again."""
    assert fate(text, form) == expected
