"""Answers that are values: their mean on a scale, and how often each was given, where passing or failing says less."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from judge.dimension import Dimension
from judge.record import dataclass
from judge.scoring.candidates.cells import Cells
from judge.scoring.candidates.rates import rate_of
from judge.scoring.coding import ABSENT, GATED, Codes
from judge.stats.resampling import Plan, Sums, sum_by_cluster
from judge.stats.sampled import Sampled
from judge.stats.tables import divide
from judge.table import Row

Floats = NDArray[np.float64]

MEAN_FIELDS = ("mean_value", "mean_low", "mean_high", "mean_method", "mean_reason", "mean_lowest", "mean_highest")
"""What a row says of a dimension on a scale; ``None`` elsewhere."""
FIELDS = (*MEAN_FIELDS, "answers")


@dataclass(frozen=True)
class Values:
    """The answers of one judge to one dimension, in every cell."""

    dimension: Dimension
    codes: Codes
    """Repeats x units."""
    cells: Cells
    clusters: NDArray[np.int64]
    plan: Plan

    def rows(self) -> list[Row]:
        """For each cell its mean and its answers; both ``None`` where the dimension passes or fails and has no order.

        The mean of everything scored, with an interval by drawing clusters anew: a response asked several times brings
        no new one. ``mean_lowest`` and ``mean_highest`` take what was asked, not gated and not scored for the lowest
        answer, or for the highest: which end is the good one, only the rubric knows.
        """
        n = len(self.cells.names)
        if self.dimension.scale == "nominal" and self.dimension.has_sides:
            return [dict.fromkeys(FIELDS) for _ in range(n)]
        return [{**self._mean(i), "answers": self._answers(i)} for i in range(n)]

    @cached_property
    def sums(self) -> Floats:
        """Of each unit, the sum of its values over the repeats, and in how many it was scored."""
        return unit_values(self.dimension, self.codes)

    @cached_property
    def _sampled(self) -> Sequence[Sampled]:
        of_cell = [np.where(self.cells.of_unit[:, None] == i, self.sums, 0.0) for i in range(len(self.cells.names))]
        columns = np.concatenate(of_cell, axis=1)
        every = Sums.of(sum_by_cluster(columns, self.clusters, self.plan.clusters), self.plan)
        parts = [every.part(slice(2 * i, 2 * i + 2)) for i in range(len(of_cell))]
        return Sampled.of_each(parts, mean_of_sums)

    def _mean(self, cell: int) -> Row:
        if self.dimension.scale == "nominal":
            return dict.fromkeys(MEAN_FIELDS)
        sampled = self._sampled[cell]
        interval = sampled.interval()
        here = self.codes[:, self.cells.of_unit == cell]
        put = int(((here != ABSENT) & (here != GATED)).sum())
        total, scored = (float(s) for s in self.sums[self.cells.of_unit == cell].sum(axis=0))
        low, high = self.dimension.values[0], self.dimension.values[-1]
        return {
            "mean_value": sampled.value if sampled.defined else None,
            "mean_low": interval.low,
            "mean_high": interval.high,
            "mean_method": interval.method,
            "mean_reason": interval.reason,
            "mean_lowest": (total + (put - scored) * low) / put if put else None,
            "mean_highest": (total + (put - scored) * high) / put if put else None,
        }

    def _answers(self, cell: int) -> list[Row]:
        here = self.cells.of_unit == cell
        codes, clusters = self.codes[:, here], self.cells.parts[here] - self.cells.bounds[cell]
        size = int(self.cells.bounds[cell + 1] - self.cells.bounds[cell])
        scored = codes >= 0
        below = np.bincount(clusters, scored.sum(axis=0), size).astype(np.float64)
        responses = int(np.any(scored, axis=0).sum())
        found = []
        for place, answer in enumerate(self.dimension.answer_ids):
            given = codes == place
            above = np.bincount(clusters, given.sum(axis=0), size).astype(np.float64)
            rate = rate_of(above, below, responses)
            named = {"share": rate["rate"], **{k: rate[k] for k in ("low", "high", "interval_method")}}
            found.append({"answer": answer, "n": int(given.sum()), **named})
        return found


def unit_values(dimension: Dimension, codes: Codes) -> Floats:
    """Units x 2: the sum of each unit's values over its repeats, and in how many repeats it was scored."""
    scored = codes >= 0
    numbers = np.where(scored, np.asarray(dimension.values)[np.maximum(codes, 0)], 0.0)
    return np.stack([numbers.sum(axis=0), scored.sum(axis=0)], axis=1).astype(np.float64)


def mean_of_sums(sums: Floats) -> Floats:
    """A mean, of the sum of values and their number."""
    return divide(sums[..., 0], sums[..., 1])
