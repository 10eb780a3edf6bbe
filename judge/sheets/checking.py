"""What a file of labels holds, before anything is computed from it."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from judge.errors import DatasetError, near_miss
from judge.inferring import inferred
from judge.label import ExpertLabel, placed
from judge.rubric import Rubric
from judge.scenario import Response
from judge.table import Row, Table


def check_labels(labels: Sequence[ExpertLabel], rubric: Rubric, responses: Iterable[Response] | None = None) -> Table:
    """Count each rater's labels on each dimension.

    ``empty`` counts the responses (turns, where they are given) that the rater labelled on another dimension and left
    empty on this one; a response a rater never touched is not counted, since nobody need label everything.

    Args:
        labels: As read.
        rubric: A row for each dimension that experts are asked for or have labelled.
        responses: When given, every label must speak of one of them.

    Raises:
        DatasetError: A label speaks of a response that is not among *responses*, or contradicts another.
    """
    held = None if responses is None else {r.id for r in responses}
    if held is not None:
        _check_known(placed(labels, rubric), held)
    inferred(labels, rubric)  # refuses what contradicts itself
    asked = {row.id for d in rubric.labelled for row in d.rated} | {label.dimension for label in labels}
    shown = [d.id for d in rubric.dimensions if d.id in asked]
    rows: list[Row] = []
    for rater, role in sorted({(label.rater, label.role) for label in labels}):
        own = [label for label in labels if (label.rater, label.role) == (rater, role)]
        touched = len({(label.response_id, label.turn, label.criterion) for label in own})
        rows += [_row(rater, role, d, [x for x in own if x.dimension == d], touched) for d in shown]
    about = {"rubric": rubric.id, "labels": len(labels), "responses": len({label.response_id for label in labels})}
    return Table(about=about, rows=rows, notes=_notes(labels, rubric))


def _row(rater: str, role: str, dimension: str, labels: Sequence[ExpertLabel], touched: int) -> Row:
    states = Counter(label.state for label in labels)
    return {
        "rater": rater,
        "role": role,
        "dimension": dimension,
        "labelled": states["observed"],
        "not_applicable": states["not_applicable"],
        "abstained": states["abstained"],
        "empty": touched - len(labels),
    }


def _check_known(labels: Iterable[ExpertLabel], held: Collection[str]) -> None:
    unknown = sorted({label.response_id for label in labels} - set(held))
    if unknown:
        more = f" (and {len(unknown) - 1} more)" if len(unknown) > 1 else ""
        hint = near_miss(unknown[0], held) or "are these the responses that were labelled?"
        raise DatasetError(f"labels speak of a response that is not there: {unknown[0]!r}{more}", hint=hint)


def _notes(labels: Sequence[ExpertLabel], rubric: Rubric) -> list[str]:
    notes = []
    versions = Counter(label.rubric_version for label in labels)
    for version, count in sorted((v, n) for v, n in versions.items() if v not in (None, rubric.version)):
        notes.append(f"{count} labels were made with version {version!r} of the rubric; this is {rubric.version!r}")
    if dev := sum(label.split == "dev" for label in labels):
        notes.append(f"{dev} labels are of the split 'dev' and never make a headline")
    if not labels:
        notes.append("there is no label: every answer is empty")
    return notes
