"""Judgments on a question made whole: one on each of its rows, which stand or fall together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from judge.choosing import class_row, said, ticks
from judge.dimension import Dimension
from judge.judgment import READ, Judgment, State

Missing = Callable[[Dimension], Judgment]
"""The judgment on a row that nobody gave."""


def counted(row: Dimension, judgment: Judgment) -> Judgment:
    """*judgment* as a table may count it: an answer of *row* where it is scored, and what that answer means."""
    if judgment.state is not State.SCORED:
        means_nothing = judgment.answer is None and judgment.passed is None
        return judgment if means_nothing else replace(judgment, answer=None, passed=None)
    if judgment.answer not in row.answer_ids:
        return replace(judgment, state=State.MALFORMED, reason_code="answer_value", answer=None, passed=None)
    passed = row.passed(judgment.answer)
    return judgment if passed is judgment.passed else replace(judgment, passed=passed)


def rows_of(question: Dimension, judgment: Judgment, chosen: Sequence[str] | None) -> list[Judgment]:
    """*judgment* on the whole of *question*, of which exactly *chosen* were chosen, as one for each row."""
    if question.choose == "one":
        return [judgment]
    answers = said(question, chosen or ()) if judgment.state is State.SCORED else {}
    return [_as(judgment, row, answers.get(row.id)) for row in question.rated]


def completed(question: Dimension, given: Mapping[str, Judgment], missing: Missing) -> list[Judgment]:
    """The judgments on all rows of *question*, made of those *given* by row.

    They stand or fall together: where one row was not read none was. The class follows from the yes and no of its
    answers; a judge that gives nothing but the class has chosen that answer alone.
    """
    if question.choose == "one":
        return [counted(question, given[question.id]) if question.id in given else missing(question)]
    one = class_row(question)
    rows = [row for _, row in ticks(question)]
    if one is not None and one.id in given and not any(row.id in given for row in rows):
        return _of_class(question, counted(one, given[one.id]))
    own = [counted(row, given[row.id]) if row.id in given else missing(row) for row in rows]
    if unread := next((j for j in own if j.state not in READ), None):
        return [_as(unread, row) for row in question.rated]
    return [*own, _as_sure(_class(question, own, one), given.get(one.id))] if one is not None else own


def _of_class(question: Dimension, judgment: Judgment) -> list[Judgment]:
    if judgment.answer is None:
        return [_as(judgment, row) for row in question.rated]
    answers = said(question, [judgment.answer])
    rows = [
        replace(_as(judgment, row, answers[row.id]), probabilities=_of_answer(judgment, answer.id))
        for answer, row in ticks(question)
    ]
    return [*rows, judgment]


def _of_answer(judgment: Judgment, answer: str) -> dict[str, float] | None:
    """What a judge of classes gives the yes or no of one of them: the class's own probability."""
    if judgment.probabilities is None:
        return None
    own = judgment.probabilities.get(answer, 0.0)
    return {"yes": own, "no": 1 - own}


def _class(question: Dimension, own: list[Judgment], row: Dimension) -> Judgment:
    """The first by precedence that was chosen, unless one before it was left open, or nothing was chosen."""
    by_answer = {answer.id: judgment for (answer, _), judgment in zip(ticks(question), own, strict=True)}
    for answer in question.exclusive:
        judgment = by_answer[answer]
        if judgment.state is not State.SCORED:
            return _as(judgment, row)
        if judgment.answer == "yes":
            return _as(judgment, row, answer)
    return replace(_as(own[0], row), state=State.ABSTAINED, reason_code="none_chosen", answer=None, passed=None)


def _as_sure(derived: Judgment, given: Judgment | None) -> Judgment:
    """The class with the probabilities that the judge gave with the same one."""
    if given is None or (given.state, given.answer) != (derived.state, derived.answer):
        return derived
    return replace(derived, probabilities=given.probabilities)


def _as(judgment: Judgment, row: Dimension, answer: str | None = None) -> Judgment:
    """*judgment* as one on *row*, with another *answer*, or with its own state and none."""
    passed = None if answer is None else row.passed(answer)
    return replace(judgment, dimension=row.id, answer=answer, passed=passed, probabilities=None)
