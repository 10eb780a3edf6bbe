"""What holds of any reply at all: a reading or a named error, and never another answer than the judge gave."""

import json
import re

from hypothesis import example, given, settings
from hypothesis import strategies as st
from parsing_cases import ASKED, TOKEN, VALID, answers, fate, item, read, verdicts

from judge.call import Reply
from judge.dimension import ALWAYS_OFFERED
from judge.errors import ReplyError
from judge.parsing import STATE_OF, evidence_found
from judge.parsing.envelope import is_blank

STEADY = settings(derandomize=True, deadline=None, max_examples=1000)  # the same replies on every machine

FORMS = st.sampled_from(sorted(VALID))
PIECES = [
    *(
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        ",",
        ":",
        "\\",
        "\n",
        " ",
        "```",
        "```json\n",
        "<think>",
        "</think>",
        "\0",
        "\ufeff",
    ),
    *(
        "ANSWER",
        "ANSWER ",
        TOKEN,
        "empathy",
        "referral",
        "共情",
        "总分",
        "yes",
        "no",
        "unclear",
        "1",
        "0",
        "NaN",
        "1e999",
    ),
    *("Safe Response", "Toxic Language", ".", "。", '"answer": ', '"token": ', "\ud800", "I'm sorry, but I can't"),
    *VALID.values(),
]
SCALARS = st.none() | st.booleans() | st.floats() | st.text()
ANY_TEXT = st.one_of(
    st.text(),
    st.text(st.characters()),  # surrogates included
    st.lists(st.sampled_from(PIECES), max_size=20).map("".join),
    st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)).map(json.dumps),
)
VALUES = {  # where the answers stand in each valid reply, with the characters that touch them
    "json": r'"answer": "(?:yes|no)"',
    "lines": r" (?:yes|no)\n",
    "label": r"\ASafe Response\.",
    "trailing_dict": r": [01],",
}


def outcome(text, form):
    """The answers, or None where there are none; any other error than ours would escape and fail the test."""
    try:
        return answers(read(text, form))
    except ReplyError:
        return None


@given(text=ANY_TEXT, form=FORMS)
@STEADY
def test_any_text_is_a_reading_or_a_named_error(text, form):
    """Nothing a model can write makes the reader raise anything else, and what is read was offered."""
    found = outcome(text, form)

    if found is None:
        state, _, reason = fate(text, form).partition(":")
        assert STATE_OF[reason] == state
    else:
        offered = [{*d.answer_ids, None} for d in ASKED[form]]
        assert all(answer in offer for answer, offer in zip(found, offered, strict=True))


@given(
    content=st.none() | ANY_TEXT,
    finish=st.none() | st.sampled_from(["stop", "length", "content_filter", "tool_calls"]) | st.text(),
    refusal=st.none() | st.text(),
    shape=st.none() | st.text(),
    hidden=st.none() | st.text(),
)
@STEADY
def test_any_envelope_is_a_reading_or_a_named_error(content, finish, refusal, shape, hidden):
    """The fields around the text are as little to be trusted as the text."""
    found = outcome(Reply(content, finish, refusal=refusal, shape=shape, hidden_reasoning=hidden), "json")

    assert found is None or (shape is None and finish != "length")


@given(data=st.data(), form=FORMS)
@STEADY
def test_mutated_reply_never_gives_another_answer(data, form):
    """Cutting, doubling or overwriting anything outside the answers' own words loses the verdict or leaves it.

    Inside the words it would be another reply: who writes "no" says no.
    """
    valid = VALID[form] + (". It is kind." if form == "label" else "\n")
    truth = outcome(valid, form)
    values = [m.span() for m in re.finditer(VALUES[form], valid)]
    start = data.draw(st.integers(0, len(valid)), label="start")
    if any(low < start < high for low, high in values):
        start = next(high for low, high in values if low < start < high)
    limit = min([low for low, _ in values if low >= start], default=len(valid))
    end = data.draw(st.integers(start, limit), label="end")
    new = data.draw(
        st.one_of(
            st.just(""),
            st.just(valid[start:end] * 2),
            st.sampled_from(PIECES),
            st.text(max_size=5),
            st.tuples(st.integers(0, len(valid)), st.integers(0, len(valid))).map(lambda s: valid[min(s) : max(s)]),
        ),
        label="new",
    )

    assert outcome(valid[:start] + new + valid[end:], form) in (truth, None)


@given(rationale=st.text(), evidence=st.text(), answer=st.sampled_from(["yes", "no", *ALWAYS_OFFERED]))
@example(rationale='{"token": "1"} ``` ANSWER', evidence="}", answer="no")
@STEADY
def test_json_verdict_survives_whatever_its_rationale_says(rationale, evidence, answer):
    """A well-formed reply is read, word for word, unless its reasoning is blank or no text."""
    whole = verdicts(item("empathy", answer, rationale=rationale, evidence=evidence), item("referral"))

    found = outcome(whole, "json")

    if is_blank(rationale) or re.search(r"\0|</?think\b", f"{rationale} {evidence}", re.IGNORECASE):
        assert found is None
    else:
        assert read(whole).verdicts[0].rationale == rationale
        assert found == [None if answer in ALWAYS_OFFERED else answer, "yes"]


@given(evidence=st.text(), text=st.text(st.characters()))
@STEADY
def test_evidence_is_found_missing_or_absent_for_any_text(evidence, text):
    """The check never fails, and what is cut out of a text is found in it."""
    assert evidence_found(evidence, text) in (True, False, None)
    assert evidence_found(text[1:4], text) in (True, None)
