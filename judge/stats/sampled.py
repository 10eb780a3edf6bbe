"""A statistic of the data, of each replicate and without each cluster, and the interval that follows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from judge.stats.resampling import Floats, Sums

Value = Callable[[Floats], Floats]
"""A statistic as arithmetic on sums: the last axis (or axes) are the sums, any before it are replicates. ``nan`` is
undefined, and never anything else."""

BCA = "cluster_bootstrap_bca"
PERCENTILE = "cluster_bootstrap_percentile"

TOO_FEW = "fewer than two clusters: nothing to resample"
NO_SPREAD = "every replicate gives the same value: an interval of no width would be a lie"
MOSTLY_UNDEFINED = "undefined in more than half of the replicates"


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
        with np.errstate(all="ignore"):
            of_all = value(sums.stacked)
        drawn = 1 + len(sums.replicates)
        return cls(float(of_all[0]), of_all[1:drawn], of_all[drawn:], sums.clusters)

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
        when all replicates are equal.
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
        tails = np.array([(1 - level) / 2, (1 + level) / 2])
        corrected = _bca_tails(self.value, kept, self.without, tails) if bca else None
        method = PERCENTILE if corrected is None else BCA
        low, high = _quantiles(kept, tails if corrected is None else corrected)
        return Interval(low, high, method, None, gone)


def _quantiles(ordered: Floats, tails: Floats) -> tuple[float, float]:
    """Where the *tails* end among *ordered* values, between two of them in proportion (numpy's and R's default)."""
    places = tails * (ordered.size - 1)
    under = np.minimum(places.astype(np.int64), ordered.size - 2)
    low, high = ordered[under] + (places - under) * (ordered[under + 1] - ordered[under])
    return float(low), float(high)


def _bca_tails(value: float, ordered: Floats, without: Floats, tails: Floats) -> Floats | None:
    under, upto = np.searchsorted(ordered, value), np.searchsorted(ordered, value, side="right")
    below = (under + upto) / 2 / ordered.size
    left_out = without[np.isfinite(without)]
    if not 0 < below < 1 or left_out.size < 2:  # noqa: PLR2004 - a spread needs two
        return None
    away = left_out.mean() - left_out
    spread = float((away**2).sum())
    if spread <= 0:
        return None
    acceleration = float((away**3).sum()) / (6 * spread**1.5)
    bias = ndtri(below)
    shifted = bias + ndtri(tails)
    corrected: Floats = ndtr(bias + shifted / (1 - acceleration * shifted))
    usable = np.isfinite(corrected).all() and corrected[0] < corrected[1] and (acceleration * shifted < 1).all()
    return corrected if usable else None


def mean_of(parts: Sequence[Sampled]) -> Sampled:
    """The plain mean of several, e.g. over pairs of raters: undefined in a replicate where any of them is."""
    return Sampled(
        float(np.mean([p.value for p in parts])),
        np.mean([p.replicates for p in parts], axis=0),
        np.mean([p.without for p in parts], axis=0),
        min(p.clusters for p in parts),
    )
