"""What a response scores of the criteria that its scenario brings along (HealthBench, Arora et al. 2025).

The points of what it meets, those below 0 included, over the points that it could have earned. A response's own score
may be below 0; the mean over responses is cut to 0..1.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from judge.record import dataclass
from judge.scoring.candidates.cells import Cells
from judge.scoring.coding import ABSENT, GATED, Coded, Codes, Mask
from judge.stats.resampling import Plan, Sums, sum_by_cluster
from judge.stats.sampled import Sampled
from judge.stats.tables import divide
from judge.table import Row

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

FIELDS = ("share_unclipped", "share_low", "share_high", "share_method", "share_reason", "worst_share", "best_share")
"""What a row ``total`` of such a rubric says beside what all of them do."""


@dataclass(frozen=True)
class Held:
    """The verdicts of one judge on criteria, response by response: repeats x wholes x groups of criteria."""

    met: Codes
    """Repeats x units: the codes of the one question."""
    yes: int
    """The code of *met*."""
    points: Floats
    """Of each unit, its criterion's."""
    whole: Places
    """Of each unit, which response it is held against, in order of first appearance; those of one are one whole."""
    group: Places
    """Of each unit, the cell of the table it belongs to."""
    n_groups: int

    @classmethod
    def of(cls, coded: Coded, met: Codes, group: Places, n_groups: int) -> "Held":
        """From the codes of the rubric's one question."""
        (question,) = coded.rubric.dimensions
        numbers: dict[str, int] = {}
        whole = np.array([numbers.setdefault(u.whole_id, len(numbers)) for u in coded.units], np.int64)
        points = np.array([u.points or 0.0 for u in coded.units])
        return cls(met, question.answer_ids.index("yes"), points, whole, group, n_groups)

    def _summed(self, per_unit: Floats) -> Floats:
        """Repeats x wholes x groups: the sum over the units of each."""
        size = (int(self.whole.max(initial=-1)) + 1) * self.n_groups
        place = self.whole * self.n_groups + self.group
        found = [np.bincount(place, row, size) for row in np.atleast_2d(per_unit)]
        return np.stack(found).astype(np.float64).reshape(len(found), -1, self.n_groups)

    @cached_property
    def open(self) -> Mask:
        """Repeats x units: asked, not gated, and without an answer."""
        return np.asarray((self.met < ABSENT) & (self.met != GATED))

    @cached_property
    def applies(self) -> Mask:
        """Repeats x units: asked and not taken out by a gate."""
        return np.asarray((self.met >= 0) | self.open)

    @cached_property
    def earned(self) -> Floats:
        """Points of what was met."""
        return self._summed(np.where(self.met == self.yes, self.points, 0.0))

    @cached_property
    def reachable(self) -> Floats:
        """Points that could be earned."""
        return self._summed(np.where(self.applies, np.maximum(self.points, 0), 0.0))

    @cached_property
    def counted(self) -> Mask:
        """Those with anything to earn: of the others there is no score."""
        return self.reachable > 0

    @cached_property
    def complete(self) -> Mask:
        """Of these, where every criterion was answered."""
        return np.asarray(self.counted & (self._summed(self.open.astype(np.float64)) == 0))

    def bound(self, *, best: bool) -> Floats:
        """Points if what is open had come out as it pays most, or as it costs most."""
        least, most = np.minimum(self.points, 0), np.maximum(self.points, 0)
        return self.earned + self._summed(np.where(self.open, most if best else least, 0.0))

    def share(self, points: Floats) -> Floats:
        """*points* over those that could be earned; 0 where there are none."""
        return np.divide(points, self.reachable, out=np.zeros_like(points), where=self.counted)

    def first_units(self) -> Places:
        """For each whole and group the place of its first unit, and -1 where it has none: what stands for it."""
        found = np.full((int(self.whole.max(initial=-1)) + 1, self.n_groups), -1, np.int64)
        for at in range(self.whole.size - 1, -1, -1):
            found[self.whole[at], self.group[at]] = at
        return found


def held_totals(coded: Coded, codes: Codes, cells: Cells, plan: Plan) -> list[Row]:
    """The row ``total`` of each cell where criteria come with the scenario; *codes* are repeats x 1 x units.

    ``mean_share`` is over complete responses, cut to 0..1 as HealthBench does, with an interval by drawing scenarios
    anew; ``share_unclipped`` is the same uncut. ``worst_share`` and ``best_share`` are over all: what was not answered
    counts as it costs or pays most. A response whose criteria here are all below 0 has no score.
    """
    held = Held.of(coded, codes[:, 0], cells.of_unit, len(cells.names))
    means = {
        "mean_points": _mean(held.earned, held.complete),
        "worst_points": _mean(held.bound(best=False), held.counted),
        "best_points": _mean(held.bound(best=True), held.counted),
        "worst_share": np.clip(_mean(held.share(held.bound(best=False)), held.counted), 0, 1),
        "best_share": np.clip(_mean(held.share(held.bound(best=True)), held.counted), 0, 1),
    }
    counts = {"n_responses": held.counted, "n_complete": held.complete}
    sampled = Sampled.of_each(_sums(coded, held, plan), clipped_mean)
    unclipped = _mean(held.share(held.earned), held.complete)
    return [
        {
            **{name: int(mask[:, :, i].sum()) for name, mask in counts.items()},
            "responses_vetoed": 0,
            "responses_vetoed_worst": 0,
            **{name: _plain(values[i]) for name, values in means.items()},
            **_share_fields(sampled[i]),
            "share_unclipped": _plain(unclipped[i]),
        }
        for i in range(len(cells.names))
    ]


def share_columns(coded: Coded, codes: Codes, members: Mask) -> Floats:
    """Units x 2: of *members*, each response's shares summed over repeats and in how many it is complete.

    They stand at the response's first unit, so that whatever counts units counts a response once.
    """
    held = Held.of(coded, codes[:, 0], np.where(members, 0, 1), 2)
    columns = np.zeros((members.size, 2))
    first = held.first_units()[:, 0]
    there = first >= 0
    shares = (held.share(held.earned) * held.complete)[:, :, 0].sum(axis=0)
    columns[first[there]] = np.stack([shares, held.complete[:, :, 0].sum(axis=0)], axis=1)[there]
    return columns


def clipped_mean(sums: Floats) -> Floats:
    """A mean cut to 0..1, of a sum and a number."""
    return np.clip(divide(sums[..., 0], sums[..., 1]), 0, 1)


def _mean(values: Floats, used: Mask) -> Floats:
    """Over repeats and wholes, of each group; ``nan`` where there is none."""
    return divide((values * used).sum(axis=(0, 1)), used.sum(axis=(0, 1)))


def _sums(coded: Coded, held: Held, plan: Plan) -> list[Sums]:
    first = held.first_units()
    shares, complete = ((held.share(held.earned) * held.complete).sum(axis=0), held.complete.sum(axis=0))
    columns = np.zeros((coded.clusters.size, 2 * held.n_groups))
    for group in range(held.n_groups):
        there = first[:, group] >= 0
        at = first[there, group]
        columns[at, 2 * group] = shares[there, group]
        columns[at, 2 * group + 1] = complete[there, group]
    every = Sums.of(sum_by_cluster(columns, coded.clusters, plan.clusters), plan)
    return [every.part(slice(2 * i, 2 * i + 2)) for i in range(held.n_groups)]


def _share_fields(sampled: Sampled) -> Row:
    interval = sampled.interval()
    return {
        "mean_share": sampled.value if sampled.defined else None,
        "share_low": interval.low,
        "share_high": interval.high,
        "share_method": interval.method,
        "share_reason": interval.reason,
    }


def _plain(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
