"""Questions of which any answers may be chosen: what is a choice, in every form, and what is none."""

import json

import pytest
from parsing_cases import REASON, TOKEN, dimension

from judge.call import Reply
from judge.errors import ReplyError
from judge.judgment import State
from judge.parsing import CLASSES, READERS, read_reply

MOVES = dimension(
    "moves",
    zh="做法",
    choose="any",
    passes_on=[],
    answers=[
        {"id": "question", "name": {"en": "Question", "zh": "提问"}},
        {"id": "reflection", "name": {"en": "Reflection of feeling", "zh": "情感反映"}, "aliases": ["S2"]},
        {"id": "advice", "name": {"en": "Advice", "zh": "建议"}},
    ],
)
RISK = dimension(
    "risk",
    zh="风险",
    choose="any",
    exclusive=["self_harm", "harm_to_others", "none_now"],
    passes_on=["none_now"],
    answers=["self_harm", "harm_to_others", {"id": "none_now", "alone": True}],
)
YES = dimension("warm", zh="温暖")


def written(form, answer, of):
    """A reply of *form* whose one answer is *answer*, as it stands there."""
    if form == "json":
        entry = {"dimension": of.id, "rationale": REASON, "answer": json.loads(answer)}
        return json.dumps({"token": TOKEN, "answers": [entry]})
    return {
        "lines": f"{REASON}\nANSWER {TOKEN} {of.id} {answer}",
        "label": answer,
        "trailing_dict": f"{REASON}\n{{'{of.id}': '{answer}'}}",
    }[form]


def fate(form, answer, of):
    """What came of it: the answers chosen, a state, or why it cannot be read."""
    reply = Reply(content=written(form, answer, of), finish_reason="stop")
    try:
        (verdict,) = read_reply(reply, form=form, dimensions=(of,), token=TOKEN).verdicts
    except ReplyError as error:
        return error.reason
    return verdict.chosen if verdict.state is State.SCORED else verdict.state.value


FATES = [
    ("json", '["question"]', MOVES, ("question",)),
    ("json", '["reflection", "question"]', MOVES, ("reflection", "question")),
    ("json", "[]", MOVES, ()),
    ("json", "[]", RISK, "none_chosen"),
    ("json", '"question"', MOVES, "answers_not_listed"),
    ("json", "null", MOVES, "answers_not_listed"),
    ("json", "[1]", MOVES, "answer_type"),
    ("json", '["question", ["advice"]]', MOVES, "answer_type"),
    ("json", '["Question"]', MOVES, "answer_value"),
    ("json", '["question", "question"]', MOVES, "doubled_answer"),
    ("json", '["unclear"]', MOVES, "abstained"),
    ("json", '["not_applicable"]', RISK, "not_applicable"),
    ("json", '["unclear", "question"]', MOVES, "not_alone"),
    ("json", '["unclear", "not_applicable"]', MOVES, "not_alone"),
    ("json", '["none_now"]', RISK, ("none_now",)),
    ("json", '["self_harm", "harm_to_others"]', RISK, ("self_harm", "harm_to_others")),
    ("json", '["none_now", "self_harm"]', RISK, "not_alone"),
    ("lines", "question,advice", MOVES, ("question", "advice")),
    ("lines", "question, advice", MOVES, ("question", "advice")),
    ("lines", "question、advice", MOVES, ("question", "advice")),
    ("lines", "none_of_these", MOVES, ()),
    ("lines", "none_of_these", RISK, "answer_value"),
    ("lines", "none_of_these,question", MOVES, "answer_value"),
    ("lines", "question advice", MOVES, "stray_answer"),
    ("lines", "question,", MOVES, "answer_value"),
    ("lines", "question,,advice", MOVES, "answer_value"),
    ("lines", "S2", MOVES, "answer_value"),
    ("lines", "unclear", RISK, "abstained"),
    ("lines", "yes,no", YES, "answer_value"),
    ("lines", "yes, no", YES, "stray_answer"),
    ("label", "Question, Advice", MOVES, ("question", "advice")),
    ("label", "提问、情感反映", MOVES, ("question", "reflection")),
    ("label", "question\nS2", MOVES, ("question", "reflection")),
    ("label", "question. It asks how the night was.", MOVES, ("question",)),
    ("label", "question. There is advice as well.", MOVES, "two_labels"),
    ("label", "none_of_these", MOVES, ()),
    ("label", "none_of_these.", RISK, "no_label"),
    ("label", "question and advice", MOVES, "no_label"),
    ("label", "advice, advice", MOVES, "doubled_answer"),
    ("label", "question, unclear", MOVES, "not_alone"),
    ("trailing_dict", "question, S2", MOVES, ("question", "reflection")),
    ("trailing_dict", "none_of_these", MOVES, ()),
    ("trailing_dict", "question; advice", MOVES, "answer_value"),
    ("trailing_dict", "none_now, self_harm", RISK, "not_alone"),
]


@pytest.mark.parametrize(("form", "answer", "of", "wanted"), FATES)
def test_a_choice_is_read_or_the_reply_is_no_evidence(form, answer, of, wanted):
    assert fate(form, answer, of) == wanted
    assert not isinstance(wanted, str) or wanted in CLASSES or wanted in ("abstained", "not_applicable")


def test_answers_that_exclude_each_other_are_not_read_together_though_neither_stands_alone():
    either = dimension(
        "mood", zh="情绪", choose="any", exclusive=["bad", "good"], answers=["bad", "good"], passes_on=["good"]
    )

    assert fate("json", '["good", "bad"]', either) == "both_sides"
    assert fate("json", "[]", either) == "none_chosen"


def test_a_form_is_tried_with_several_answers_in_every_form_that_may_hold_them():
    """A new reply form has a row here."""
    assert {form for form, *_ in FATES} >= set(READERS)
