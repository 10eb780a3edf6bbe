"""HealthBench's graded examples: whether a response meets each of the criteria that its conversation brings along."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from judge.errors import DatasetError
from judge.readers.criteria import default_id
from judge.readers.imports.found import Found, Wanted
from judge.readers.imports.sources import Plain, load_object, said, turns_in
from judge.readers.jsonl import read_jsonl
from judge.readers.row import RawRow
from judge.scenario import Criterion, Response
from judge.unfolding import tags_of

ITEMS = "rubric_items"
_MET = "criteria_met"


def read_healthbench(path: Path, wanted: Wanted, notes: list[str]) -> Iterator[Found]:
    """Every criterion of every example, met or not, with the grader's explanation.

    An example is what simple-evals writes as ``example_level_metadata``: one a line of JSONL, or all in the
    ``metadata`` of an ``_allresults.json``. An example graded again is a repeat.

    Raises:
        DatasetError: It holds no graded examples, or one cannot be read.
    """
    seen: dict[str, int] = {}
    for row in _examples(path, notes):
        response = _response(row, wanted)
        repeat = seen[response.id] = seen.get(response.id, -1) + 1
        for number, item in enumerate(_items(row)):
            met = item.get(_MET)
            words = {_MET: "yes" if met else "no"} if isinstance(met, bool) else {}
            explanation = item.get("explanation")
            yield Found(
                row=RawRow(row.file, f"{row.position}, criterion {number + 1}", words),
                response=response,
                judge=wanted.judge or path.stem,
                repeat=repeat,
                criterion=number,
                column=_MET if words else "",
                rationale=explanation if isinstance(explanation, str) and explanation else None,
            )


def _examples(path: Path, notes: list[str]) -> Iterator[RawRow]:
    if path.suffix.lower() == ".jsonl":
        yield from read_jsonl(path, notes)
        return
    metadata = load_object(path).get("metadata") or {}
    examples = metadata.get("example_level_metadata")
    if not isinstance(examples, list):
        raise DatasetError(f"{path}: holds no graded examples of HealthBench", hint="is it an _allresults.json?")
    for number, example in enumerate(examples, start=1):
        yield RawRow(str(path), f"item {number}", example)


def _items(row: RawRow) -> Sequence[Plain]:
    items = row.fields.get(ITEMS)
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        hint = "an example of HealthBench that was graded has them, with criteria_met in each"
        raise row.error("expected a list of criteria", column=ITEMS, hint=hint)
    return items


def _response(row: RawRow, wanted: Wanted) -> Response:
    prompt, completion = turns_in(row.fields.get("prompt")), row.fields.get("completion")
    words = completion if isinstance(completion, str) else "\n".join(t.content for t in turns_in(completion))
    name = row.needed("prompt_id")
    own = row.word("completion_id") or sha256(f"{name}{words}".encode("utf-8", "surrogatepass")).hexdigest()
    return Response(
        id=own,
        scenario_id=name,
        candidate=wanted.candidate or "unnamed",
        turns=prompt,
        response=words,
        tags=MappingProxyType(tags_of(str(tag) for tag in _listed(row.fields.get("example_tags")))),
        criteria=tuple(_criterion(item, number) for number, item in enumerate(_items(row))),
    )


def _criterion(item: Plain, number: int) -> Criterion:
    points = item.get("points")
    return Criterion(
        id=default_id(number),
        text=said(item.get("criterion")),
        points=float(points) if isinstance(points, int | float) else 0.0,
        tags=tuple(str(tag) for tag in _listed(item.get("tags"))),
    )


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
