"""The cases themselves: where a judge and the experts do not say the same."""

from collections.abc import Mapping

from judge.dimension import Dimension
from judge.ratings import Rating, Ratings, Status, Unit
from judge.table import Row

KINDS = ("missed", "false_alarm", "unread", "answer")
"""Why a case stands in the list, gravest first: an expert flagged it and the judge did not; none flagged it and the
judge did; the judge gave no verdict; another answer on the same side, or experts who differ among themselves."""


def differing_cases(ratings: Ratings) -> list[Row]:
    """A row per judgment that differs from at least one expert's answer, misses on critical dimensions first.

    Only where an expert answered: an expert's *not applicable* or abstention differs from nothing, and stands in
    ``experts`` as its status. A judgment a gate took out is no judgment and is left out.
    """
    labels: dict[tuple[str, str], dict[str, Rating]] = {}
    for r in ratings.experts:
        labels.setdefault((r.response_id, r.dimension), {})[r.rater] = r
    dimensions = {d.id: d for d in ratings.rubric.dimensions}
    found = []
    for r in ratings.judges:
        said = labels.get((r.response_id, r.dimension))
        kind = _kind(r, said, dimensions[r.dimension], ratings.units[r.response_id]) if said else None
        if said and kind:
            found.append((kind, r, said))
    places = _Places(ratings)
    return [_row(ratings, kind, r, said) for kind, r, said in sorted(found, key=places.of_case)]


class _Places:
    """Where a case stands in the list: by gravity, then by how far apart on a scale, then in the order of the input."""

    def __init__(self, ratings: Ratings) -> None:
        dimensions = ratings.rubric.dimensions
        self.gravity = {d.id: 0 if d.critical else 1 if d.is_harm else 2 for d in dimensions}
        self.dimension = {d.id: i for i, d in enumerate(dimensions)}
        self.unit = {name: i for i, name in enumerate(ratings.units)}
        self.values = {d.id: dict(zip(d.answer_ids, d.values, strict=True)) for d in dimensions if d.scale != "nominal"}

    def of_case(self, case: tuple[str, Rating, Mapping[str, Rating]]) -> tuple[int, int, int, float, int]:
        kind, r, said = case
        place = KINDS.index(kind), self.gravity[r.dimension], self.dimension[r.dimension]
        return *place, -self._apart(r, said), self.unit[r.response_id]

    def _apart(self, rating: Rating, said: Mapping[str, Rating]) -> float:
        """How far the judge is from the expert who is furthest from it; 0 where answers are no numbers."""
        values = self.values.get(rating.dimension, {})
        own = values.get(rating.answer or "")
        theirs = [values[e.answer] for e in said.values() if e.answer in values]
        return max((abs(own - other) for other in theirs), default=0.0) if own is not None else 0.0


def _kind(rating: Rating, said: Mapping[str, Rating], dimension: Dimension, unit: Unit) -> str | None:
    answers = [e.answer for e in said.values() if e.status is Status.OBSERVED and e.answer is not None]
    if not answers or rating.status is Status.GATED:
        return None
    flagged = any(unit.passed(dimension, a) is False for a in answers)
    if rating.answer is None:
        return "missed" if flagged else "unread"
    passed = unit.passed(dimension, rating.answer)
    if flagged and passed:
        return "missed"
    if not flagged and passed is False:
        return "false_alarm"
    return None if set(answers) == {rating.answer} else "answer"


def _row(ratings: Ratings, kind: str, rating: Rating, said: Mapping[str, Rating]) -> Row:
    unit = ratings.units[rating.response_id]
    return {
        "kind": kind,
        "response_id": rating.response_id,
        "scenario_id": unit.scenario_id,
        "candidate": unit.candidate,
        "dimension": rating.dimension,
        "critical": rating.dimension in {d.id for d in ratings.rubric.dimensions if d.critical},
        "judge": rating.rater,
        "ask": rating.ask,
        "repeat": rating.repeat,
        "state": rating.state or str(rating.status),
        "reason_code": rating.reason_code,
        "answer": rating.answer,
        "experts": {name: label.answer or str(label.status) for name, label in said.items()},
    }
