"""Inspect's logs: ``.eval`` (a ZIP of JSON) and ``.json``; each score is a judgment, the grader's message its reply."""

from collections.abc import Iterator, Sequence
from math import isnan
from pathlib import Path
from types import MappingProxyType
from typing import Any

from judge.judgment import State
from judge.readers.identity import made_id
from judge.readers.imports.found import Found, Wanted
from judge.readers.imports.sources import (
    Plain,
    Questions,
    load,
    load_object,
    passed_over_notes,
    said,
    tags_in,
    turns_in,
)
from judge.readers.imports.zipped import read_parts
from judge.readers.row import RawRow
from judge.scenario import Response, Turn

_MEANINGS = {"c": "1", "i": "0"}
"""*Correct* and *incorrect*, which are yes and no as far as 1 and 0 are; *partial* and *no answer* mean neither."""
_VALUE = "value"


def read_inspect(path: Path, wanted: Wanted, notes: list[str]) -> Iterator[Found]:
    """Every score of every sample, by sample and epoch.

    A scorer's name, or a key of a score that has several values, is a dimension's name. A score without a value, which
    Inspect calls *unscored*, could not be read there.

    Raises:
        DatasetError: It is no log, or holds no score of a dimension.
    """
    header, samples = _log(path)
    questions = Questions(wanted)
    nothing = True
    for sample in sorted(samples, key=_place(header)):
        response = _response(sample, header, wanted)
        row = RawRow(str(path), f"sample {sample.get('id')}, epoch {sample.get('epoch', 1)}", {})
        for found in _scores(sample, row, response, questions, wanted):
            nothing = False
            yield found
    if nothing:
        raise questions.nothing(path)
    notes += passed_over_notes(questions, path)


def _log(path: Path) -> tuple[Plain, Sequence[Plain]]:
    if path.suffix.lower() == ".json":
        log = load_object(path)
        return log, log.get("samples") or ()
    header = load(read_parts(path, "header.json").get("header.json", b"{}"), str(path))
    parts = read_parts(path, "samples/")
    return header, [load(content, f"{path}, {name}") for name, content in parts.items()]


def _place(header: Plain) -> Any:  # a key to sort by
    ids = (header.get("eval") or {}).get("dataset", {}).get("sample_ids") or ()
    order = {str(name): i for i, name in enumerate(ids)}
    return lambda sample: (order.get(str(sample.get("id")), len(order)), sample.get("epoch", 1))


def _response(sample: Plain, header: Plain, wanted: Wanted) -> Response:
    """What was said: the messages up to the candidate's last, where the log has them, else input and output.

    An epoch asks the candidate anew, so its words are a response of their own.
    """
    candidate = wanted.candidate or str((header.get("eval") or {}).get("model") or "unnamed")
    output = sample.get("output") or {}
    choices = output.get("choices") or [{}]
    answer = output.get("completion") or said((choices[0].get("message") or {}).get("content"))
    turns = turns_in(sample.get("messages"))
    if turns and turns[-1] == Turn("assistant", answer):
        turns = turns[:-1]
    elif isinstance(sample.get("input"), str):
        turns = (Turn("user", sample["input"]),)
    else:
        turns = turns_in(sample.get("input"))
    name = str(sample.get("id"))
    epoch = sample.get("epoch", 1)
    own = f"{name}@{candidate}" + (f"@{epoch}" if epoch != 1 else "")
    tags = MappingProxyType(tags_in(sample.get("metadata")))
    return Response(own, name or made_id("s", turns, None), candidate, turns, answer, tags=tags)


def _scores(sample: Plain, row: RawRow, response: Response, questions: Questions, wanted: Wanted) -> Iterator[Found]:
    for scorer, score in (sample.get("scores") or {}).items():
        values = score.get(_VALUE)
        by_name = values if isinstance(values, dict) else {scorer: values}
        grader, reply = _graded(score)
        for name, value in by_name.items():
            dimension = questions.of(name, scorer)
            if dimension is not None:
                number = _plain(value)
                yield Found(
                    row=RawRow(row.file, row.position, {_VALUE: number}),
                    response=response,
                    judge=wanted.judge or grader or "inspect",
                    dimension=dimension,
                    reply=reply,
                    column="" if number is None else _VALUE,
                    rationale=score.get("explanation") or None,
                    model=grader,
                    meanings=_MEANINGS,
                    state=State.MALFORMED if number is None else None,
                )


def _graded(score: Plain) -> tuple[str | None, str | None]:
    """The model that graded, and what it wrote."""
    messages = (score.get("metadata") or {}).get("grading") or ()
    replies = [m for m in messages if isinstance(m, dict) and m.get("role") == "assistant"]
    if not replies:
        return None, None
    return replies[-1].get("model") or None, said(replies[-1].get("content"))


def _plain(value: object) -> object:
    """A score as people write it, ``1`` for ``1.0``; ``None`` where there is none."""
    if isinstance(value, float):
        return None if isnan(value) else int(value) if value.is_integer() else value
    return value
