"""The 64 ways in which a reply is no verdict, and the class of each: the names are public."""

import json

import pytest
from parsing_cases import REASON, TOKEN, VALID, fate, item, verdicts

from judge.call import Reply
from judge.parsing import MAX_BYTES

WHOLE = VALID["json"]
FENCE = f"```json\n{WHOLE}\n```"
HALF_A_PAIR = "\ud83d"

# The transport sees the envelope and sets `Reply.shape`; "no choices" at all it may report as a failed call instead.
ENVELOPE = {
    "no choices": (Reply(None, shape="no_choices"), "empty:no_choices"),
    "empty choices": (Reply(None, finish_reason=None, shape="no_choices"), "empty:no_choices"),
    "null message": (Reply(None, shape="null_message"), "empty:null_message"),
    "list content": (Reply(WHOLE, "stop", shape="content_parts"), "malformed:content_parts"),
    "tool call instead of text": (Reply(None, "stop", shape="tool_call"), "malformed:tool_call"),
    "refusal field": (Reply(None, "stop", refusal="I won't.", shape="null_message"), "refused_model:refusal_field"),
    "two choices": (Reply(WHOLE, "stop", shape="two_choices"), "malformed:two_choices"),
    "audio": (Reply(None, "stop", shape="audio"), "malformed:audio"),
    "wrong role": (Reply(WHOLE, "stop", shape="wrong_role"), "malformed:wrong_role"),
    "20 MB": (WHOLE.replace(REASON, "x" * 20_000_000), "malformed:oversize"),
}
FINISH = {
    "length": (Reply(WHOLE, "length"), "truncated:length"),
    "filter": (Reply(WHOLE, "content_filter"), "refused_provider:content_filter"),
    "unknown, and not a verdict": (Reply("Certainly.", "flux_capacitor"), "malformed:prose"),
    "null, and not a verdict": (Reply("Certainly.", None), "malformed:prose"),
    "tool_calls": (Reply(WHOLE, "tool_calls"), "malformed:tool_call"),
    "context window": (Reply(WHOLE, "model_context_window_exceeded"), "truncated:context_window"),
}
TEXT = {
    "empty": ("", "empty:no_content"),
    "blank": (" ", "empty:blank"),
    "whitespace only": ("\n\t\r\n\u3000\u200b", "empty:blank"),
    "BOM": ("\ufeff" + WHOLE, "malformed:bom"),
    "NUL": (WHOLE.replace("Names", "Na\0mes"), "malformed:nul"),
    "surrogate": (WHOLE.replace("Names", HALF_A_PAIR), "malformed:bad_unicode"),
    "answered in another language": (verdicts(item("empathy", "oui"), item("referral")), "malformed:answer_value"),
    "HTML": ("<!DOCTYPE html><html><body>502 Bad Gateway</body></html>", "malformed:html"),
}
PROSE = {
    "refusal in English": ("I'm sorry, but I can't help with that.", "refused_model:refusal_text"),
    "refusal in Chinese": ("抱歉，我无法对这段内容进行评价。", "refused_model:refusal_text"),
    "prose before": (f"Here is my verdict:\n{WHOLE}", "malformed:prose_before"),
    "prose after": (f"{WHOLE}\nI hope this helps.", "malformed:prose_after"),
    "two objects": (f"{WHOLE}\n{WHOLE}", "malformed:two_objects"),
    "two fences": (f"{FENCE}\n{FENCE}", "malformed:two_fences"),
    "<think> with a verdict inside": (f"<think>{WHOLE}</think>", "empty:only_thinking"),
    "unclosed <think>": (f"<think>so it is a yes\n{WHOLE}", "malformed:think"),
    "Markdown table": ("| dimension | answer |\n|---|---|\n| empathy | yes |", "malformed:prose"),
}
JSON = {
    "cut in a key": (WHOLE[:5], "truncated:unterminated"),
    "cut in the rationale": (WHOLE[: WHOLE.index("weariness")], "truncated:unterminated"),
    "cut after the verdict": (WHOLE[: WHOLE.index('"referral"')], "truncated:unterminated"),
    "cut before the last bracket": (WHOLE[:-1], "truncated:unterminated"),
    "single quotes": (str(json.loads(WHOLE)), "malformed:single_quotes"),
    "trailing comma": (WHOLE.replace("}]}", "},]}"), "malformed:trailing_comma"),
    "comment": (WHOLE.replace('"answers"', '/* mine */ "answers"'), "malformed:comment"),
    "duplicate key, same value": (
        WHOLE.replace('"answer": "no"', '"answer": "no", "answer": "no"'),
        "malformed:duplicate_key",
    ),
    "duplicate key, other value": (
        WHOLE.replace('"answer": "no"', '"answer": "no", "answer": "yes"'),
        "malformed:duplicate_key",
    ),
    "NaN": (WHOLE.replace('"no"', "NaN"), "malformed:nonfinite"),
    "Infinity": (WHOLE.replace('"no"', "-Infinity"), "malformed:nonfinite"),
    "deep": ('{"token": ' + "[" * 5000 + "]" * 5000 + "}", "malformed:json"),
}
SHAPE = {
    "array": (f"[{WHOLE}]", "malformed:array"),
    "missing dimension": (verdicts(item("empathy")), "malformed:missing_dimension"),
    "extra dimension": (verdicts(item("empathy"), item("referral"), item("warmth")), "malformed:extra_dimension"),
    "doubled by case": (verdicts(item("empathy"), item("referral"), item("Empathy")), "malformed:doubled_dimension"),
    "nested one level": (f'{{"verdict": {WHOLE}}}', "malformed:nested"),
    "string-encoded JSON": (json.dumps(WHOLE), "malformed:string_encoded"),
    "extra key": (verdicts(confidence=0.9), "malformed:extra_key"),
    "wrong nonce": (verdicts(token="482914"), "malformed:wrong_token"),
    "no nonce": (json.dumps({"answers": json.loads(WHOLE)["answers"]}), "malformed:no_token"),
    "empty object": ("{}", "malformed:empty_object"),
}
VALUE = {
    "true": (True, "malformed:answer_type"),
    "1": (1, "malformed:answer_type"),
    '"1"': ("1", "malformed:answer_value"),
    "Yes": ("Yes", "malformed:answer_value"),
    "yes and a space": ("yes ", "malformed:answer_value"),
    "yes/no": ("yes/no", "malformed:answer_value"),
    "null": (None, "malformed:answer_type"),
    "list": (["yes"], "malformed:answer_type"),
    "number": (0.7, "malformed:answer_type"),
    "full width": ("ｙｅｓ", "malformed:answer_value"),
}
ALL = {
    **ENVELOPE,
    **FINISH,
    **TEXT,
    **PROSE,
    **JSON,
    **SHAPE,
    **{f"value {name}": (verdicts(item("empathy"), item("referral", v)), code) for name, (v, code) in VALUE.items()},
}


@pytest.mark.parametrize(("reply", "expected"), ALL.values(), ids=ALL)
def test_every_malformed_class_has_its_name(reply, expected):
    """Each of the 64 ends in its one state with its one reason code, and never in a verdict."""
    assert fate(reply) == expected


def test_all_of_the_malformed_classes_are_here():
    """The table is the published list: 64 classes in seven groups; the refusal has a row in each language."""
    assert [len(g) for g in (ENVELOPE, FINISH, TEXT, PROSE, JSON, SHAPE, VALUE)] == [10, 6, 8, 9, 12, 10, 10]


@pytest.mark.parametrize("finish", [None, "stop", "STOP", "end_turn", "flux_capacitor"])
def test_finish_reason_nobody_knows_does_not_spoil_a_strict_verdict(finish):
    """Libraries rename finish reasons and invent ``stop``, so the text decides."""
    assert fate(Reply(WHOLE, finish)) == "read"


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(None, "length", hidden_reasoning="so, first..."), "truncated:thinking_budget"),
        (Reply("", "length", reasoning_tokens=4096), "truncated:thinking_budget"),
        (Reply("<think>so, first...", "max_tokens"), "truncated:thinking_budget"),
        (Reply("", "length"), "truncated:length"),
        (Reply("", "stop", hidden_reasoning="so, first..."), "empty:only_thinking"),
        (Reply(" ", "stop", hidden_reasoning="so, first..."), "empty:only_thinking"),
        (Reply(None, "content_filter", shape="null_message"), "refused_provider:content_filter"),
        (Reply(None, "SAFETY"), "refused_provider:content_filter"),
        (Reply(None, "stop", refusal=" "), "empty:no_content"),
        (Reply(WHOLE, "stop", refusal="No."), "refused_model:refusal_field"),
        (Reply(WHOLE, "stop", shape="hologram"), "malformed:unknown_shape"),
    ],
)
def test_envelope_speaks_before_the_text(reply, expected):
    """What stopped the reply decides its state, however whole the text looks."""
    assert fate(reply) == expected


def test_size_cap_counts_bytes():
    """Chinese takes three bytes a character: a third of the cap in characters is already too large."""
    padding = "好" * (MAX_BYTES // 3)

    assert fate(WHOLE.replace(REASON, padding, 1)) == "malformed:oversize"
    assert fate(WHOLE.replace(REASON, padding[:-200], 1)) == "read"


def test_escapes_cannot_smuggle_what_text_may_not_hold():
    r"""``\ud83d`` and ``\u0000`` are plain ASCII on the wire, and no text once decoded."""
    assert fate(WHOLE.replace("Names", r"\ud83d")) == "malformed:bad_unicode"
    assert fate(WHOLE.replace("Names", r"\u0000")) == "malformed:nul"
    assert fate(WHOLE.replace("Names", r"\ud83d\ude42")) == "read"


def test_token_is_text_of_six_digits_not_a_number():
    """A number that reads the same is still not the token."""
    assert fate(WHOLE.replace(f'"{TOKEN}"', TOKEN)) == "malformed:token_type"
