"""A run as Label Studio's tasks: what its annotators are shown, with each judge's answers as a prediction.

Only an answer is a choice. What was not obtained stands in a task's ``meta``, with the state that says why, and nowhere
as a value or a number.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice

from judge.choosing import NOTHING, may_be_empty, ticks
from judge.dimension import ALWAYS_OFFERED, NOT_APPLICABLE, UNCLEAR, Dimension
from judge.exports.fields import Row
from judge.exports.labelling import labelled_text, questions
from judge.judgment import State
from judge.rubric import Rubric
from judge.scenario import Response
from judge.store.run import Run

_AT_ONCE = 200
"""So many responses' texts are held together."""
_SAID_OF_ITSELF = {State.ABSTAINED.value: UNCLEAR, State.NOT_APPLICABLE.value: NOT_APPLICABLE}


def tasks(run: Run) -> Iterator[Row]:
    """A task for each response, turn or criterion that was judged, in input order and a few at a time."""
    units = ((name, list(rows)) for name, rows in groupby(run.judgment_rows(), key=lambda row: row["response_id"]))
    while some := list(islice(units, _AT_ONCE)):
        texts = {response.id: response for response in run.responses([name for name, _ in some])}
        yield from (_task(texts[name], rows, run.rubric) for name, rows in some if name in texts)


def _task(response: Response, rows: Sequence[Row], rubric: Rubric) -> Row:
    predictions: list[Row] = []
    missing: list[Row] = []
    for (judge, ask, repeat), given in groupby(rows, key=lambda row: (row["judge"], row["ask"], row["repeat"])):
        by = {"model_version": _model_version(judge, ask, repeat)}
        result, without = _results({row["dimension"]: row for row in given}, rubric)
        predictions += [{**by, "result": result}] if result else []
        missing += [{**by, **one} for one in without]
    about = {name: rows[0][name] for name in ("rubric", "rubric_version", "rubric_sha256", "response_sha256")}
    return {"data": _data(response), "meta": {**about, "without_choice": missing}, "predictions": predictions}


def _data(response: Response) -> Row:
    place: Row = {} if response.turn is None else {"turn": response.turn}
    if response.criterion is not None:
        place |= {"criterion": response.criterion.id, "criterion_text": response.criterion.text}
    said = [{"author": turn.role, "text": turn.content} for turn in response.turns]
    return {
        "response_id": response.whole_id,
        **place,
        "scenario_id": response.scenario_id,
        "candidate": response.candidate,
        "language": response.language,
        "context": said if response.context is None else [{"author": "context", "text": response.context}],
        "response": response.response,
    }


def _model_version(judge: str, ask: str | None, repeat: int) -> str:
    """What Label Studio tells predictions apart by: judge and way of asking, and which repeat after the first."""
    asking = f"{judge} ({ask})" if ask else judge
    return f"{asking}, repeat {repeat + 1}" if repeat else asking


def _results(rows: Mapping[str, Row], rubric: Rubric) -> tuple[list[Row], list[Row]]:
    """The choices of one judge on one response, and its judgments that are none."""
    results, without = [], []
    for question in questions(rubric):
        own = [rows[row.id] for row in question.rated]
        choices = _choices(question, own)
        if choices is None:
            without += [{name: row[name] for name in ("dimension", "state", "reason_code", "answer")} for row in own]
        else:
            results.append(_result(question, choices, own[0], labelled_text(rubric)))
    return results, without


def _result(question: Dimension, choices: list[str], row: Row, to: str) -> Row:
    why = {
        "text": [row["rationale"]] if row["rationale"] else None,
        "evidence": row["evidence"],
        "reason_code": row["reason_code"],
    }
    meta = {name: value for name, value in why.items() if value is not None}
    result = {"id": question.id, "from_name": question.id, "to_name": to, "type": "choices"}
    return {**result, "value": {"choices": choices}, **({"meta": meta} if meta else {})}


def _choices(question: Dimension, rows: Sequence[Row]) -> list[str] | None:
    """What was chosen; ``None`` where that is not known, be it of one part of a question with several answers."""
    if question.choose == "one":
        one = _said(rows[0])
        return None if one is None else [one]
    said = [_said(row) for _, row in zip(question.answers, rows, strict=False)]
    if set(said) <= {"yes", "no"}:
        chosen = [answer.id for (answer, _), on in zip(ticks(question), said, strict=True) if on == "yes"]
        return chosen or ([NOTHING] if may_be_empty(question) else None)
    return next(([word] for word in ALWAYS_OFFERED if set(said) == {word}), None)


def _said(row: Row) -> str | None:
    """The answer, or the judge's own *unclear* or *not applicable*: not a gate's, and none that stands for a gap."""
    if row["state"] == State.SCORED.value:
        return row["answer"]  # type: ignore[no-any-return]  # a value of the store
    return _SAID_OF_ITSELF.get(row["state"]) if row["reason_code"] is None else None
