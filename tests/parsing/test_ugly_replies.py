"""Replies that look nearly right. None may yield a verdict by luck."""

import re
from pathlib import Path

import pytest
from parsing_cases import REASON, TOKEN, VALID, fate, item, read, verdicts
from test_malformed_classes import ALL

import judge.parsing
from judge.errors import ReplyError
from judge.parsing import CLASSES, STATE_OF

YES, NO = f"ANSWER {TOKEN} empathy yes", f"ANSWER {TOKEN} referral no"
DICT = "{'共情': 1, '外部支持与干预': 0}"

JSON = {
    "Looking at {'verdict': 1}, I judge it fails.": "malformed:prose_before",
    f"Verdict: {VALID['json']} Done.": "malformed:prose_around",
    f"Quoted: {VALID['json']}. Mine: {VALID['json']}": "malformed:two_objects",
    f"```python\n{VALID['json']}\n```": "malformed:fence",
    f"```json\n{VALID['json']}": "malformed:fence",
    f"```json\n{VALID['json']}\n```\nHope this helps.": "malformed:prose_after",
    f"Here:\n```json\n{VALID['json']}\n```": "malformed:prose_before",
    f"```json\n{VALID['json'][:60]}": "truncated:unterminated",
    "```\nempathy: yes\n```": "malformed:fence",
    VALID["json"].replace("Names", 'He "said" it'): "malformed:json",
    VALID["json"].replace("Names", 'He said 5" it'): "malformed:json",
    VALID["json"].replace("Names", "a\nb"): "malformed:json",
    VALID["json"].replace('"no"', "1e999"): "malformed:nonfinite",
    VALID["json"].replace('"no"', "7" * 5000): "malformed:nonfinite",
    VALID["json"].replace('"no"', "7" * 200): "malformed:answer_type",
    VALID["json"].replace("Names", "<think>"): "malformed:think",
    f"<think>a <think>b</think> c</think>{VALID['json']}": "malformed:think",
    f"{VALID['json']}<think>wait, no</think>": "malformed:think",
    f"reasoning</think>{VALID['json']}": "malformed:think",
    f"<think>hm</think><think>hm</think>{VALID['json']}": "malformed:think",
    "<think>hm</think>  ": "empty:only_thinking",
    "<html><body>error</body></html>": "malformed:html",
    "yes": "malformed:prose",
    "true": "malformed:not_an_object",
    "[]": "malformed:array",
    '"yes"': "malformed:not_an_object",
    '"': "malformed:prose",
    "{": "truncated:unterminated",
    "}": "malformed:prose",
    "[" * 100_000: "malformed:json",
    '{"a":' * 100_000: "malformed:json",
    verdicts(verdicts()): "malformed:item_type",
    verdicts(item("empathy", "yes\u200b"), item("referral")): "malformed:answer_value",
    verdicts(item("empathy", "unclear."), item("referral")): "malformed:answer_value",
    verdicts(item("empathy\u200b"), item("referral")): "malformed:extra_dimension",
    verdicts(item("empathy", rationale="\u200b\u2060"), item("referral")): "malformed:no_rationale",
    verdicts(Token=TOKEN): "malformed:extra_key",
    VALID["lines"]: "malformed:prose",
}
LINES = {
    "I think yes.": "malformed:no_answer_line",
    f"{YES}\n{NO}": "malformed:no_rationale",
    f"{REASON}\n{YES}": "malformed:missing_dimension",
    f"{REASON}\n{YES}\n{NO}\n{NO}": "malformed:doubled_dimension",
    f"{REASON}\n{YES}\n{NO.replace('referral', 'EMPATHY')}": "malformed:doubled_dimension",
    f"{REASON}\n{YES}\n{NO}\nANSWER {TOKEN} warmth yes": "malformed:extra_dimension",
    f"{REASON}\n{YES}\nand then\n{NO}": "malformed:answer_not_last",
    f"{REASON}\n{YES}\n{NO}\nI hope this helps.": "malformed:answer_not_last",
    f"{REASON}\n```\n{YES}\n{NO}\n```": "malformed:answer_not_last",
    f"The reply says ANSWER: yes.\n{YES}\n{NO}": "malformed:stray_answer",
    f"{REASON}\n**{YES}**\n{NO}": "malformed:stray_answer",
    f"{REASON}\n{YES}.\n{NO}": "malformed:answer_value",
    f"{REASON}\n {YES}\n{NO}": "malformed:stray_answer",
    f"{REASON}\n{YES} or no\n{NO}": "malformed:stray_answer",
    f"{REASON}\n{YES}\u2028{NO}": "malformed:stray_answer",
    f"{REASON}\n{YES.replace(' ', '  ')}\n{NO}": "malformed:stray_answer",
    f"{REASON}\nANSWER empathy yes\n{NO}": "malformed:no_token",
    f"{REASON}\nANSWER 000000 empathy yes\n{NO}": "malformed:wrong_token",
    f"{REASON}\nANSWER 000000 empathy no\n{YES}\n{NO}": "malformed:wrong_token",
    f"{REASON}\n{YES.replace('yes', 'Yes')}\n{NO}": "malformed:answer_value",
    f"{REASON}\n{YES.replace('yes', '1')}\n{NO}": "malformed:answer_value",
    f"{REASON}\n{YES.lower()}\n{NO.lower()}": "malformed:no_answer_line",
    VALID["json"]: "malformed:no_answer_line",
}
LABEL = {
    "": "empty:no_content",
    ".": "malformed:no_label",
    "Thought process:": "malformed:no_label",
    "Label: Safe Response": "malformed:no_label",
    "**Safe Response**": "malformed:no_label",
    "[Safe Response]": "malformed:no_label",
    "Safe, I think": "malformed:no_label",
    "Safe Response!": "malformed:no_label",
    "Safe Response because it is kind": "malformed:no_label",
    "Safe Response / Nonsense": "malformed:no_label",
    "Not Safe Response": "malformed:no_label",
    "Safe Response. Toxic Language.": "malformed:two_labels",
    "Safe Response.Nonsense": "malformed:two_labels",
    "Safe Response. Some might say toxic language.": "malformed:two_labels",
    "安全。也可能是语言忽视": "malformed:two_labels",
    "安全。不安全语言": "malformed:two_labels",
    "Safe Response. Yet it is unclear.": "malformed:two_labels",
    "It is a Safe Response.": "malformed:no_label",
    "7": "malformed:no_label",
    VALID["json"]: "malformed:no_label",
}
TRAILING = {
    "The score is 1.": "malformed:no_dict",
    DICT: "malformed:no_rationale",
    f"```python\n{DICT}\n```": "malformed:no_rationale",
    f"{REASON} {DICT} so the total is 1": "malformed:prose_after",
    f"{REASON} {DICT}。": "malformed:prose_after",
    f"{REASON} {DICT} {DICT}": "malformed:two_objects",
    f"The reply ends in {{'共情': 1}}. {DICT}": "malformed:two_objects",
    f"{REASON} }} {DICT}": "malformed:two_objects",
    f"```\nquoted\n```\n{REASON}\n```\n{DICT}\n```": "malformed:two_fences",
    f"{REASON}\n```python\n{DICT}": "malformed:fence",
    f"{REASON}\n{DICT}\n```": "malformed:fence",
    f"{REASON} {DICT[:12]}": "truncated:unterminated",
    f"{REASON} {{'共情': {{'分': 1}}}}": "malformed:nested",
    f"{REASON} {{'共情': [1], '外部支持与干预': 0}}": "malformed:answer_type",
    f"{REASON} {{'共情': 1 '外部支持与干预': 0}}": "malformed:dict",
    f"{REASON} {{共情: 1, 外部支持与干预: 0}}": "malformed:dict",
    f"{REASON} {{'共情'：1，'外部支持与干预'：0}}": "malformed:dict",
    f"{REASON} {{,}}": "malformed:dict",
    f"{REASON} {{}}": "malformed:missing_dimension",
    f"{REASON} {{'共情': 1}}": "malformed:missing_dimension",
    f"{REASON} {{'共情': 1, '外部支持与干预': 0, '安全': 1}}": "malformed:extra_dimension",
    f"{REASON} {{'共情': 1, '外部支持与干预': 0, '共情': 0}}": "malformed:duplicate_key",
    f"{REASON} {{'共情': 1, '外部支持与干预': 0, 'empathy': 0}}": "malformed:doubled_dimension",
    f"{REASON} {{'共情': 1, '外部支持与干预': 0, '总分': 1, '总分': 2}}": "malformed:duplicate_key",
    f"{REASON} {{'共情': True, '外部支持与干预': 0}}": "malformed:answer_type",
    f"{REASON} {{'共情': 2, '外部支持与干预': 0}}": "malformed:answer_type",
    f"{REASON} {{'共情': 1.0, '外部支持与干预': 0}}": "malformed:answer_type",
    f"{REASON} {{'共情': yes, '外部支持与干预': 0}}": "malformed:answer_type",
    f"{REASON} {{'共情': 0x1, '外部支持与干预': 0}}": "malformed:answer_type",
    f"{REASON} {{'共情': '1', '外部支持与干预': 0}}": "malformed:answer_value",
    f"{REASON} {{'共情': 'yes ', '外部支持与干预': 0}}": "malformed:answer_value",
    f"{REASON} {{'共情': 'yes/no', '外部支持与干预': 0}}": "malformed:answer_value",
    f"{REASON} {{'共情': '１', '外部支持与干预': 0}}": "malformed:answer_value",
    f"{REASON} {{'共情': １, '外部支持与干预': 0}}": "malformed:answer_type",
    "抱歉，我无法评价。": "refused_model:refusal_text",
}
UGLY = {"json": JSON, "lines": LINES, "label": LABEL, "trailing_dict": TRAILING}
ROWS = [(form, text, expected) for form, table in UGLY.items() for text, expected in table.items()]


@pytest.mark.parametrize(("form", "text", "expected"), ROWS, ids=[f"{f}-{i}" for i, (f, _, _) in enumerate(ROWS)])
def test_ugly_reply_is_named_and_not_read(form, text, expected):
    """Each is refused under its own name."""
    assert fate(text, form) == expected


@pytest.mark.parametrize("form", ["json", "lines", "trailing_dict"])
def test_cut_reply_is_never_read(form):
    """Whatever the place of the cut, a reply that misses its end gives no verdict."""
    fates = {fate(VALID[form][:end], form) for end in range(len(VALID[form]))}

    assert "read" not in fates


def test_cut_in_a_closing_answer_word_is_not_another_answer():
    """A reply of lines that loses letters of its last word is not read, for ``n`` is no answer."""
    assert fate(VALID["lines"][:-1], "lines") == "malformed:answer_value"


def test_every_reason_code_is_declared_and_reached():
    """`CLASSES` is public: no code of the source is missing from it, and each one is shown by some reply here."""
    source = "".join(p.read_text("utf-8") for p in Path(judge.parsing.__path__[0]).glob("*.py"))
    tables = [*(expected for _, expected in ALL.values()), *(expected for _, _, expected in ROWS)]
    shown = {expected.partition(":")[2] for expected in tables} - {""}
    elsewhere = {  # test_reply_forms.py, and the envelope's own table
        *("token_type", "answers_type", "item_type", "dimension_type", "dimension_order", "rationale_type"),
        *("evidence_type", "missing_key", "answer_before_rationale", "label_needs_one_dimension", "digit_on_harm"),
        *("thinking_budget", "unknown_shape"),
        "evidence_not_listed",  # test_spans.py
        *("answers_not_listed", "doubled_answer", "not_alone", "both_sides", "none_chosen"),  # test_several_answers.py
        *("guard_lines", "guard_safety", "guard_category", "guard_uncategorised", "guard_contradiction"),
    }

    assert set(re.findall(r'fault\(\s*"([a-z_]+)"', source)) <= set(CLASSES)
    assert shown | elsewhere == set(CLASSES)


def test_message_of_an_error_says_what_its_class_means():
    """A person who reads the message needs no table; only the first few words of a value are shown."""
    with pytest.raises(ReplyError, match="the answer is none of the words offered") as caught:
        read(VALID["json"].replace('"no"', f'"{"y" * 5000}"'))

    assert len(str(caught.value)) < 250
    assert caught.value.state == STATE_OF["answer_value"]
