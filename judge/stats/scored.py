"""Items with a score and a flag, and what statistics of their order come to in every replicate of the plan.

A statistic of an order is no sum over clusters, but a function of running counts (`judge.stats.curves`) that follow
from how often each cluster was drawn. They are made a few replicates at a time, so that neither a million items nor as
many different scores need more memory than the plan does.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from judge.record import dataclass
from judge.stats import curves
from judge.stats.estimate import NO_CLEARED, NO_FLAG, NO_ITEM, Estimate
from judge.stats.family import as_estimate
from judge.stats.resampling import Floats, Plan
from judge.stats.sampled import Sampled

OfOrder = Callable[[Floats, Floats], Floats]
"""From the running counts (..., K) of flagged and of cleared items to a number (...)."""
ORDER: Mapping[str, OfOrder] = {
    "auroc": curves.auroc,
    "average_precision": curves.average_precision,
    **{f"fpr_at_tpr_{r:.2f}": partial(curves.false_positive_rate, recall=r) for r in curves.RECALLS},
}
"""Every statistic of an order by the name tables call it."""
_AT_ONCE = 2**20
"""So many weights of items at once."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What a threshold finds, in items."""

    threshold: float
    needed: int
    """So many flagged items make up the share that was wished for."""
    found: int
    """So many it finds: more than needed where several have its score."""
    false: int
    """So many cleared items it flags."""


@dataclass(frozen=True)
class Scored:
    """Items that have both a score and a flag, in the order of their scores, the highest first."""

    scores: Floats
    flags: NDArray[np.bool_]
    clusters: NDArray[np.integer]
    """Each item's place in the plan."""
    weights: Floats | None = None
    """How much each counts; ``None``: once."""

    @classmethod
    def of(
        cls, scores: Floats, flags: Floats, clusters: NDArray[np.integer], weights: Floats | None = None
    ) -> "Scored":
        """Of items in any order; those whose score or flag is ``nan`` are left out."""
        kept = np.flatnonzero(~np.isnan(scores) & ~np.isnan(flags))
        order = kept[np.argsort(-scores[kept], kind="stable")]
        given = None if weights is None else weights[order]
        return cls(scores[order], flags[order] == 1, clusters[order], given)

    @cached_property
    def starts(self) -> NDArray[np.intp]:
        """Where each different score begins."""
        new = np.ones(self.scores.size, np.bool_)
        new[1:] = self.scores[1:] != self.scores[:-1]
        return np.flatnonzero(new)

    @property
    def thresholds(self) -> Floats:
        """The different scores, the highest first."""
        return self.scores[self.starts]

    @property
    def flagged(self) -> int:
        """How many items the reference flags."""
        return int(self.flags.sum())

    @property
    def cleared(self) -> int:
        """How many it clears."""
        return int(self.flags.size - self.flags.sum())

    @cached_property
    def counts(self) -> tuple[Floats, Floats]:
        """The running counts of the data, unweighted."""
        flagged, cleared = self._running(np.ones((1, self.scores.size)))
        return flagged[0], cleared[0]

    @cached_property
    def weighted(self) -> tuple[Floats, Floats]:
        """The running counts of the data, each item by its weight."""
        weights = np.ones(self.scores.size) if self.weights is None else self.weights
        flagged, cleared = self._running(weights[None])
        return flagged[0], cleared[0]

    def reached(self, recall: float) -> "Reached | None":
        """The highest threshold that finds the share *recall* of the flagged items; ``None`` where there is none.

        Chosen by the weighted counts where items have weights, and told in items.
        """
        if not (self.flagged and self.cleared) or self.starts.size == 1:
            return None
        place = int(curves.reaching(self.weighted[0], recall))
        found, false = (int(counts[place]) for counts in self.counts)
        return Reached(float(self.thresholds[place]), curves.needed(self.flagged, recall), found, false)

    @property
    def why(self) -> str:
        """Why an order of these items says nothing, where that is so."""
        if not self.flags.size:
            return NO_ITEM
        if not self.flagged:
            return NO_FLAG
        return curves.ALL_EQUAL if self.cleared else NO_CLEARED

    def sampled(self, values: Mapping[str, OfOrder], plan: Plan) -> dict[str, Sampled]:
        """Each of *values* with its replicates, all of one pass over the plan."""
        if not self.scores.size:
            nothing = np.full(plan.replicates, np.nan)
            return {name: Sampled(np.nan, nothing, np.empty(0), 0) for name in values}
        held = np.unique(self.clusters)
        found: dict[str, list[Floats]] = {name: [] for name in values}
        for drawn in self._draws(plan, held):
            weights = drawn[:, np.searchsorted(held, self.clusters)]
            flagged, cleared = self._running(weights if self.weights is None else weights * self.weights)
            with np.errstate(all="ignore"):
                for name, value in values.items():
                    found[name].append(value(flagged, cleared))
        rows = {name: np.concatenate(parts) for name, parts in found.items()}
        n = 1 + plan.replicates
        return {name: Sampled(float(row[0]), row[1:n], row[n:], held.size) for name, row in rows.items()}

    def _draws(self, plan: Plan, held: NDArray[np.integer]) -> Iterator[Floats]:
        """How often each cluster *held* counts: in the data, in each replicate, and without one cluster at a time."""
        step = max(1, _AT_ONCE // self.scores.size)
        yield np.ones((1, held.size))
        for start in range(0, plan.replicates, step):
            yield plan.counts[start : start + step, held].astype(np.float64)
        for start in range(0, held.size, step):
            left_out = np.arange(start, min(start + step, held.size))
            drawn = np.ones((left_out.size, held.size))
            drawn[np.arange(left_out.size), left_out] = 0
            yield drawn

    def _running(self, weights: Floats) -> tuple[Floats, Floats]:
        """The running counts of flagged and of cleared items: rows x different scores."""
        sides = (np.where(self.flags, weights, 0), np.where(self.flags, 0, weights))
        counts = [np.add.reduceat(side, self.starts, axis=1).cumsum(axis=1) for side in sides]
        return counts[0], counts[1]

    def estimate(self, sampled: Sampled, *, n_raters: int = 2) -> Estimate:
        """One of these statistics as a result."""
        return as_estimate(sampled, why=self.why, n_items=self.scores.size, n_raters=n_raters)
