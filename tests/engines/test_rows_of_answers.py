"""Questions of several answers before one judge: rows that stand or fall together, gates on them, silence."""

import asyncio
from dataclasses import replace

import pytest

from judge.completing import completed
from judge.engines.docket import Walk
from judge.engines.manner import Manner
from judge.judges.constant import ConstantJudge
from judge.judgment import Judgment, State, unread
from judge.rubric import Rubric
from judge.scenario import Response, Turn
from judge.store.dockets import Docket

TEXT = {"en": "x"}


def dimension(id_, **more):
    return {"id": id_, "name": {"en": id_}, "question": TEXT, **more}


MOVES = dimension("moves", choose="any", answers=["question", "advice", "other"])
RISK = dimension(
    "risk", choose="any", answers=["self", "others", {"id": "none_now", "alone": True}], passes_on=["none_now"],
    exclusive=["self", "others", "none_now"],
)  # fmt: skip
FOLLOW = dimension("follow", passes_on=["yes"], applies_when={"dimension": "moves", "answer": ["question"]})


def rubric(*dimensions, **more):
    body = {"id": "r", "version": "1", "title": TEXT, "dimensions": list(dimensions), **more}
    return Rubric.model_validate(body)


def walk(of, *, text="hello", known=(), **manner):
    response = Response("r", "s", "c", (Turn("user", "hi"),), text, language="en")
    return Walk(Docket(0, 0, 0, response, dict(known)), Manner(of, secret=b"s", **manner))


def given(**answers):
    """Judgments by row; ``__`` stands for the dot."""
    return [
        Judgment("r", row.replace("__", "."), 0, answer if isinstance(answer, State) else State.SCORED, None,
                 None if isinstance(answer, State) else answer)
        for row, answer in answers.items()
    ]  # fmt: skip


def ends(entries):
    return {e.judgment.dimension: e.judgment.answer or e.judgment.state.value for e in entries}


def test_one_question_is_asked_and_every_row_of_it_is_entered():
    going = walk(rubric(MOVES))
    case = going.next_case()

    entries = going.take(case, given(moves__question="yes", moves__advice="no", moves__other="no"), "call")

    assert [d.id for d in case.dimensions] == ["moves"]
    assert ends(entries) == {"moves.question": "yes", "moves.advice": "no", "moves.other": "no"}
    assert going.next_case() is None


def test_a_row_that_is_missing_takes_all_of_them_along_and_the_question_is_asked_again():
    going = walk(rubric(MOVES), reasks=1)
    case = going.next_case()
    partly = given(moves__question="yes", moves__advice="no")

    first = going.take(case, partly, "call")
    second = going.take(going.next_case(), partly, "call")

    assert set(ends(first).values()) == {"malformed"}
    assert [e.final for e in first] == [False] * 3
    assert [e.final for e in second] == [True] * 3
    assert going.next_case() is None


def test_a_gate_on_an_answer_holds_when_it_was_chosen():
    for answer, wanted in (("yes", None), ("no", "not_applicable")):
        going = walk(rubric(MOVES, FOLLOW), per="dimension")
        going.take(going.next_case(), given(moves__question=answer, moves__advice="yes", moves__other="no"), "call")

        found = ends(going.settle())
        assert found.get("follow") == wanted
        assert (going.next_case() is not None) is (wanted is None)


def test_a_gate_on_a_question_that_was_not_read_is_undecided():
    going = walk(rubric(MOVES, FOLLOW), per="dimension", reasks=0)
    case = going.next_case()
    going.take(case, unread(case, State.REFUSED_MODEL, "refusal_text"), "call")

    assert ends(going.settle()) == {"follow": "withheld"}


def test_the_class_follows_by_precedence():
    going = walk(rubric(RISK))
    both = given(risk__self="yes", risk__others="yes", risk__none_now="no")

    assert ends(going.take(going.next_case(), both, "call"))["risk"] == "self"


def test_a_judge_that_knows_the_class_alone_has_chosen_that_answer_alone():
    going = walk(rubric(RISK))

    entries = going.take(going.next_case(), given(risk="others"), None)

    assert ends(entries) == {"risk.self": "no", "risk.others": "yes", "risk.none_now": "no", "risk": "others"}
    assert [e.judgment.passed for e in entries] == [True, False, False, False]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ({"risk__self": State.ABSTAINED, "risk__others": "yes", "risk__none_now": "no"}, "abstained"),
        ({"risk__self": "yes", "risk__others": State.ABSTAINED, "risk__none_now": "no"}, "self"),
        ({"risk__self": "no", "risk__others": "no", "risk__none_now": "no"}, "abstained"),
    ],
)
def test_the_class_is_open_where_what_comes_first_is_open(rows, wanted):
    question = rubric(RISK).asked[0]
    by_row = {j.dimension: j for j in given(**rows)}

    last = completed(question, by_row, lambda row: Judgment("r", row.id, 0, State.MALFORMED))[-1]

    assert (last.dimension, last.answer or last.state.value) == ("risk", wanted)


def test_a_class_keeps_the_probabilities_that_came_with_it_and_takes_none_of_another():
    """A classifier says how sure it is of its class; a class that follows from the rows alone has no probabilities."""
    question = rubric(RISK).asked[0]
    sure = {"self": 0.7, "others": 0.2, "none_now": 0.1}
    rows = given(risk__self="yes", risk__others="no", risk__none_now="no")

    for answer, wanted in (("self", sure), ("others", None)):
        known = {j.dimension: j for j in [*rows, replace(given(risk=answer)[0], probabilities=sure)]}
        last = completed(question, known, lambda row: Judgment("r", row.id, 0, State.MALFORMED))[-1]
        assert (last.answer, last.probabilities) == ("self", wanted)


def test_silence_chooses_none_of_them():
    assert ends(walk(rubric(RISK), text="...").settle())["risk"] == "none_now"
    assert set(ends(walk(rubric(MOVES), text="").settle()).values()) == {"no"}
    scale = dimension("depth", scale="ordinal", answers=["low", "high"])
    assert ends(walk(rubric(scale), text="").settle()) == {"depth": "abstained"}
    turns = rubric(RISK, unit="user_turn")
    assert walk(turns, text="...").settle() == []


def test_what_is_asked_together_and_not_read_is_split_to_single_questions():
    going = walk(rubric(MOVES, RISK), reasks=0)
    case = going.next_case()
    going.take(case, unread(case, State.MALFORMED, "json"), "call")

    assert [d.id for d in case.dimensions] == ["moves", "risk"]
    assert [d.id for d in going.next_case().dimensions] == ["moves"]


def test_a_constant_judge_says_nothing_that_contradicts_itself():
    async def decided(judge, case):
        return [j async for j in judge.decide([case])]

    for passes, wanted in ((True, "none_now"), (False, "self")):
        going = walk(rubric(RISK))
        case = going.next_case()
        said = asyncio.run(decided(ConstantJudge(passes=passes), case))

        assert ends(going.take(case, said, None))["risk"] == wanted
