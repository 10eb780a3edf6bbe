"""Labels from Label Studio: its JSON export, an array of tasks with what annotators chose on each."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from judge.readers.choices import question_named
from judge.readers.row import RawRow, kind_of, shown
from judge.rubric import Rubric

_OURS = "label the tasks that judge export --format label-studio writes, or name the response in each task's data"
_EXPORT = "in Label Studio export the project as JSON"
_PLACE = ("response_id", "turn", "criterion")
_SAID = ("annotations", "predictions")
_Left = Counter[str]
"""How many annotations or results of each kind were left out, or are worth a word."""


def is_label_studio(rows: Sequence[RawRow]) -> bool:
    """Whether a file holds tasks: objects with their data, and what was annotated or predicted."""
    first = rows[0]
    return first.columns is None and "data" in first.fields and not first.fields.keys().isdisjoint(_SAID)


def from_label_studio(tasks: Sequence[RawRow], rubric: Rubric, notes: list[str]) -> list[RawRow]:
    """What annotators chose, as rows of the long form: none where nobody has annotated anything.

    An annotation that was skipped is no label, and neither is a prediction.

    Raises:
        DatasetError: A task names no response, an annotation nobody who made it, or a choice cannot be read.
    """
    left = _Left()
    rows = [row for task in tasks for row in _of_task(task, rubric, left)]
    file = tasks[0].file
    if n := left["skipped"]:
        notes.append(f"{file}: {n} annotations were skipped by their annotators (was_cancelled): they are no labels")
    if n := left["ground_truth"]:
        notes.append(f"{file}: {n} annotations are marked as ground truth; they count like everybody's")
    if n := left["other"]:
        notes.append(f"{file}: {n} results are no choices and were not read")
    return rows


def _of_task(task: RawRow, rubric: Rubric, left: _Left) -> Iterator[RawRow]:
    if isinstance(number := task.fields.get("id"), int):
        task = replace(task, position=f"{task.position}, task {number}")
    data, annotations = task.fields.get("data"), task.fields.get("annotations")
    if not isinstance(annotations, list):
        raise task.error(f"expected a list, found {kind_of(annotations)}", column="annotations", hint=_EXPORT)
    for number, annotation in enumerate(annotations, start=1):
        at = replace(task, position=f"{task.position}, annotation {number}")
        if not isinstance(annotation, dict):
            raise at.error(f"expected an object, found {kind_of(annotation)}", hint=_EXPORT)
        at = replace(at, fields=annotation)
        if annotation.get("was_cancelled"):
            left["skipped"] += 1
            continue
        left["ground_truth"] += bool(annotation.get("ground_truth"))
        yield from _of_annotation(at, _named(task, data), rubric, left)


def _named(task: RawRow, data: object) -> Mapping[str, object]:
    if not isinstance(data, dict) or data.get("response_id") is None:
        raise task.error("the task's data have no response_id", column="data", hint=_OURS)
    return {name: data[name] for name in _PLACE if data.get(name) is not None}


def _of_annotation(at: RawRow, place: Mapping[str, object], rubric: Rubric, left: _Left) -> Iterator[RawRow]:
    results = at.fields.get("result")
    if not isinstance(results, list):
        raise at.error(f"expected a list, found {kind_of(results)}", column="result", hint=_EXPORT)
    rater = _rater(at)
    for result in results:
        if not isinstance(result, dict) or result.get("type") != "choices":
            left["other"] += 1
            continue
        name, answer = result.get("from_name"), _answer(at, result, rubric)
        if answer:
            yield replace(at, fields={**place, "rater": rater, "dimension": name, "answer": answer})


def _rater(at: RawRow) -> str:
    """Who annotated: by e-mail where the export has it, else by number."""
    by = at.fields.get("completed_by")
    if isinstance(by, dict):
        by = by.get("email") or by.get("id")
    if isinstance(by, bool) or not isinstance(by, str | int) or not str(by).strip():
        raise at.error("nobody is named who made it", column="completed_by", hint=_EXPORT)
    return str(by)


def _answer(at: RawRow, result: Mapping[str, object], rubric: Rubric) -> str:
    """The answers that were chosen, as a cell has them; empty where none was."""
    name, value = result.get("from_name"), result.get("value")
    choices = value.get("choices") if isinstance(value, dict) else None
    if not isinstance(choices, list) or not all(isinstance(choice, str) for choice in choices):
        raise at.error("expected a list of texts under value.choices", column="result", hint=_EXPORT)
    if len(choices) > 1 and (not isinstance(name, str) or question_named(rubric, name) is None):
        hint = "take all but one of them back in Label Studio; the question needs choose: any to have several"
        raise at.error(f"{len(choices)} answers to {shown(str(name))}, which takes one", column="result", hint=hint)
    return "; ".join(choices)
