"""A statistic of the data, of each replicate and without each cluster, and the interval that follows."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from judge.record import dataclass
from judge.stats.resampling import Floats, Sums

Value = Callable[[Floats], Floats]
"""A statistic as arithmetic on sums: the last axis (or axes) are the sums, any before it are replicates. ``nan`` is
undefined, and never anything else."""

BCA = "cluster_bootstrap_bca"
PERCENTILE = "cluster_bootstrap_percentile"

TOO_FEW = "fewer than two clusters: nothing to resample"
NO_SPREAD = "the replicates hardly differ: an interval of no width would be a lie"
MOSTLY_UNDEFINED = "undefined in more than half of the replicates"


_MANY = 200
"""Of fewer clusters it is not worth looking which are alike."""
_EXACT = 2.0**53
"""Whole numbers below this are exact."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Two ends with the method that gave them, or the reason why there are none."""

    low: float | None
    high: float | None
    method: str | None
    reason: str | None = None
    undefined: int = 0
    """Replicates in which the statistic was undefined: left out of the interval, and said."""


@dataclass(frozen=True)
class Sampled:
    """One number with everything its interval needs. Two of one plan can be subtracted: they are paired."""

    value: float
    """``nan`` where undefined."""
    replicates: Floats
    without: Floats
    """Without each cluster, one at a time: what BCa's acceleration is made of."""
    clusters: int
    """How many clusters hold anything of it."""

    @classmethod
    def of(cls, sums: Sums, value: Value) -> "Sampled":
        """A statistic of *sums*."""
        return cls.of_each([sums], value)[0]

    @classmethod
    def of_each(cls, several: Sequence[Sums], value: Value, stacked: "Stack | None" = None) -> "list[Sampled]":
        """A statistic of *several* sums of one plan and one width, computed once; *stacked* are they as `Stack`."""
        stacked = Stack.of(several) if stacked is None else stacked
        with np.errstate(all="ignore"):
            found = value(stacked.rows)
        drawn = 1 + len(several[0].replicates)
        return [
            cls(float(own[0]), own[1:drawn], own[drawn:][kind], sums.clusters)
            for own, kind, sums in zip(found, stacked.kinds, several, strict=True)
        ]

    def minus(self, other: "Sampled") -> "Sampled":
        """The paired difference; both must come from one plan."""
        return Sampled(
            self.value - other.value,
            self.replicates - other.replicates,
            self.without - other.without,
            min(self.clusters, other.clusters),
        )

    @property
    def defined(self) -> bool:
        """Whether there is a value at all."""
        return bool(np.isfinite(self.value))

    def interval(self, *, level: float = 0.95, bca: bool = True) -> Interval:
        """The BCa interval, or the percentile interval by name where BCa does not exist.

        BCa (Efron 1987) moves the percentiles for bias and skew; it does not exist when every replicate lies on one
        side of the value, or when the values without each cluster do not vary. Undefined replicates are left out and
        counted; there is no interval when they are more than half, when fewer than two clusters hold anything, and
        when the replicates hardly differ.
        """
        kept = np.sort(self.replicates[np.isfinite(self.replicates)])
        gone = int(self.replicates.size - kept.size)
        if not self.defined or self.replicates.size == 0:
            return Interval(None, None, None, None, gone)
        if self.clusters < 2:  # noqa: PLR2004 - two to differ
            return Interval(None, None, None, TOO_FEW, gone)
        if kept.size <= gone:
            return Interval(None, None, None, MOSTLY_UNDEFINED, gone)
        if kept[-1] - kept[0] <= 1e-12 * max(1.0, abs(self.value)):
            return Interval(None, None, None, NO_SPREAD, gone)
        tails = (1 - level) / 2, (1 + level) / 2
        corrected = _bca_tails(self.value, kept, self.without, tails) if bca else None
        method = PERCENTILE if corrected is None else BCA
        low, high = (_quantile(kept, tail) for tail in corrected or tails)
        if low == high:
            return Interval(None, None, None, NO_SPREAD, gone)
        return Interval(low, high, method, None, gone)


def _quantile(ordered: Floats, tail: float) -> float:
    """Where the *tail* ends among *ordered* values, between two of them in proportion (numpy's and R's default)."""
    place = tail * (ordered.size - 1)
    under = min(int(place), ordered.size - 2)
    low, high = float(ordered[under]), float(ordered[under + 1])
    return low + (place - under) * (high - low)


def _bca_tails(
    value: float, ordered: Floats, without: Floats, tails: tuple[float, float]
) -> tuple[float, float] | None:
    under, upto = np.searchsorted(ordered, value), np.searchsorted(ordered, value, side="right")
    below = (under + upto) / 2 / ordered.size
    left_out = without[np.isfinite(without)]
    if not 0 < below < 1 or left_out.size < 2:  # noqa: PLR2004 - a spread needs two
        return None
    away = left_out.sum() / left_out.size - left_out
    squares = away * away
    spread = float(squares.sum())
    if spread <= 0:
        return None
    acceleration = float((squares * away).sum()) / (6 * spread**1.5)
    bias = float(ndtri(below))
    shifted = [bias + float(ndtri(tail)) for tail in tails]
    if any(acceleration * shift >= 1 for shift in shifted):
        return None
    low, high = (float(ndtr(bias + shift / (1 - acceleration * shift))) for shift in shifted)
    return (low, high) if low < high else None


@dataclass(frozen=True)
class Stack:
    """What a statistic is computed of in one go, for several sums."""

    rows: Floats
    """Sums x rows x columns: of the data, then of each replicate, then without one cluster of each kind.

    Columns lie together in memory: adding two of them up is one pass, whatever their place in a table.
    """
    kinds: list[NDArray[np.intp]]
    """Each cluster's kind."""

    @classmethod
    def of(cls, several: Sequence[Sums]) -> "Stack":
        """Of sums of one plan and one width."""
        found = [_kinds(sums.per_cluster) for sums in several]
        drawn = 1 + len(several[0].replicates)
        most = max(one.size for one, _ in found)
        columns = np.empty((several[0].per_cluster.shape[1], len(several), drawn + most))
        for i, (sums, (one, _)) in enumerate(zip(several, found, strict=True)):
            columns[:, i] = sums.totals[:, None]
            columns[:, i, 1:drawn] = sums.replicates.T
            columns[:, i, drawn : drawn + one.size] -= sums.per_cluster[one].T
        return cls(columns.transpose(1, 2, 0), [kind for _, kind in found])


def _kinds(per_cluster: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """One cluster of each kind, and each cluster's kind: many small clusters of counts are alike, row for row."""
    clusters, width = per_cluster.shape
    each = np.arange(clusters)
    if clusters < _MANY or width == 0 or not (per_cluster == np.abs(np.rint(per_cluster))).all():
        return each, each
    base = float(per_cluster.max()) + 1
    if base**width > _EXACT:
        return each, each
    _, one, kind = np.unique(per_cluster @ base ** np.arange(width), return_index=True, return_inverse=True)
    return one, kind


def mean_of(parts: Sequence[Sampled]) -> Sampled:
    """The plain mean of several, e.g. over pairs of raters: undefined in a replicate where any of them is."""
    return Sampled(
        float(np.mean([p.value for p in parts])),
        np.mean([p.replicates for p in parts], axis=0),
        np.mean([p.without for p in parts], axis=0),
        min(p.clusters for p in parts),
    )
