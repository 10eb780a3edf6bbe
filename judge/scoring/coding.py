"""Ratings as arrays: one column of codes for each rater, repeat and dimension.

Counting happens on these; a rating is looked at once. A code of 0 or more is the place of the answer in its dimension's
answers; below 0 there is no answer, and the code says why.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from judge.dimension import Dimension
from judge.errors import InputError, near_miss
from judge.ratings import Rating, Ratings, Status, Unit
from judge.stats.matrix import Matrix

ABSENT = -1
"""No rating at all: never asked of a judge, not labelled by an expert."""
NOT_APPLICABLE = -2
ABSTAINED = -3
REFUSED = -4
FAILED = -5
GATED = -6

_CODES = {
    Status.NOT_APPLICABLE: NOT_APPLICABLE,
    Status.ABSTAINED: ABSTAINED,
    Status.REFUSED: REFUSED,
    Status.FAILED: FAILED,
    Status.GATED: GATED,
}

Codes = NDArray[np.int16]
Mask = NDArray[np.bool_]
Panel = tuple[str, str]
"""A judge and its way of asking."""


@dataclass(frozen=True)
class Coded:
    """The one table as columns, each as long as there are units."""

    units: tuple[Unit, ...]
    clusters: NDArray[np.int64]
    """Units with the same number are not independent of each other."""
    judges: Mapping[Panel, Mapping[int, Mapping[str, Codes]]]
    """By judge and way of asking, repeat and dimension."""
    experts: Mapping[str, Mapping[str, Codes]]
    """By expert and dimension; only dimensions the expert labelled."""
    unmatched: int
    """Labels of responses that the run does not hold."""

    def column(self, panel: Panel, repeat: int, dimension: str) -> Codes:
        """A judge's codes, all `ABSENT` where it was never asked about *dimension*."""
        column = self.judges[panel][repeat].get(dimension)
        return np.full(len(self.units), ABSENT, np.int16) if column is None else column


def code(ratings: Ratings) -> Coded:
    """Read every rating once.

    Labels of unknown responses are counted and left out.

    Raises:
        InputError: A rating names a dimension or an answer the rubric does not have, a judgment an unknown response, or
            one rater rated one item twice.
    """
    units = tuple(ratings.units.values())
    place = {name: i for i, name in enumerate(ratings.units)}
    coder = _Coder(ratings.rubric.dimensions)
    columns: dict[tuple[str, str, int, str], list[int]] = defaultdict(lambda: [ABSENT] * len(units))
    for r in ratings.judges:
        if r.response_id not in place:
            raise InputError(f"judge {r.rater!r} rated the response {r.response_id!r}, which is none of the run's")
        coder.put(columns[r.rater, r.ask, r.repeat, r.dimension], place[r.response_id], r)
    labels: dict[tuple[str, str], list[int]] = defaultdict(lambda: [ABSENT] * len(units))
    unmatched = 0
    for r in ratings.experts:
        if r.response_id in place:
            coder.put(labels[r.rater, r.dimension], place[r.response_id], r)
        else:
            unmatched += 1
    return Coded(units, _clusters(units), _by_panel(columns), _by_expert(labels), unmatched)


class _Coder:
    """Turns a rating into its code."""

    def __init__(self, dimensions: tuple[Dimension, ...]) -> None:
        self.answers = {d.id: {a: i for i, a in enumerate(d.answer_ids)} for d in dimensions}

    def put(self, column: list[int], at: int, rating: Rating) -> None:
        if column[at] != ABSENT:
            raise InputError(
                f"{rating.rater!r} rated {rating.dimension!r} of response {rating.response_id!r} twice",
                hint="keep one row per rater, response and dimension",
            )
        column[at] = self._code(rating)

    def _code(self, rating: Rating) -> int:
        answers = self.answers.get(rating.dimension)
        if answers is None:
            raise InputError(
                f"{rating.rater!r} rated {rating.dimension!r}, which is no dimension of the rubric",
                hint=near_miss(rating.dimension, self.answers),
            )
        if rating.status is not Status.OBSERVED:
            return _CODES[rating.status]
        if rating.answer not in answers:
            raise InputError(
                f"{rating.rater!r} answered {rating.answer!r} to {rating.dimension!r} of response"
                f" {rating.response_id!r}, which is none of its answers",
                hint=near_miss(rating.answer or "", answers),
            )
        return answers[rating.answer]


def _clusters(units: tuple[Unit, ...]) -> NDArray[np.int64]:
    number: dict[str, int] = {}
    return np.array([number.setdefault(u.cluster, len(number)) for u in units], np.int64)


def _by_panel(columns: Mapping[tuple[str, str, int, str], list[int]]) -> dict[Panel, dict[int, dict[str, Codes]]]:
    judges: dict[Panel, dict[int, dict[str, Codes]]] = {}
    for (judge, ask, repeat, dimension), column in columns.items():
        judges.setdefault((judge, ask), {}).setdefault(repeat, {})[dimension] = np.array(column, np.int16)
    return {panel: dict(sorted(repeats.items())) for panel, repeats in judges.items()}


def _by_expert(labels: Mapping[tuple[str, str], list[int]]) -> dict[str, dict[str, Codes]]:
    experts: dict[str, dict[str, Codes]] = {}
    for (rater, dimension), column in labels.items():
        experts.setdefault(rater, {})[dimension] = np.array(column, np.int16)
    return experts


def observed(codes: Codes) -> Matrix:
    """Codes as a statistic takes them: ``nan`` where there is no answer."""
    return np.where(codes >= 0, codes, np.nan).astype(np.float64)


def failing(dimension: Dimension) -> tuple[int, ...]:
    """The codes of the answers that speak against a response."""
    return tuple(i for i, a in enumerate(dimension.answer_ids) if not dimension.passed(a))


def as_flags(codes: Codes, dimension: Dimension) -> Matrix:
    """Codes as flags: 1 for a failing answer, 0 for a passing one, ``nan`` where there is no answer."""
    return np.where(codes >= 0, np.isin(codes, failing(dimension)), np.nan).astype(np.float64)
