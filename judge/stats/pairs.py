"""A two-rater statistic over several pairs of raters: its plain mean, with the interval of that mean."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from judge.record import dataclass
from judge.stats.estimate import NO_ITEM, Estimate
from judge.stats.family import Family, Statistic, as_estimate
from judge.stats.intervals import clustered_wilson
from judge.stats.sampled import Sampled, mean_of

MOST_PAIRS = 300
"""Of more pairs there is no mean, nor of some of them: the coefficients of the whole group say the same for less."""
TOO_MANY = "more than 300 pairs of raters: see the coefficients of the whole group"


@dataclass(frozen=True)
class Pairs:
    """Pairs of raters with a common item, each with its table of counts."""

    families: Sequence[Family]
    items: int
    """Items in at least one pair."""
    raters: int
    too_many: bool = False
    """More than `MOST_PAIRS`: none of them was counted."""

    def mean(self, statistic: Statistic) -> Estimate:
        """The unweighted mean of *statistic* over the pairs.

        One pair alone is that pair's estimate. A pair for which the statistic is undefined is left out and counted in
        ``reason``; when all are, so is the mean. Of more than 300 pairs it is undefined.
        """
        if self.too_many:
            return Estimate(None, "undefined", TOO_MANY, n_items=self.items, n_raters=self.raters)
        if not self.families:
            return Estimate(None, "undefined", NO_ITEM, n_raters=self.raters)
        if len(self.families) == 1:
            return self.families[0].estimate(statistic)
        sampled = [family.sampled(statistic.number) for family in self.families]
        known = [s for s in sampled if s.defined]
        gone = [statistic.why(f.raw) for f, s in zip(self.families, sampled, strict=True) if not s.defined]
        why = f"{len(gone)} of {len(sampled)} pairs undefined: {gone[0]}" if gone else None
        if not known:
            return Estimate(None, "undefined", why, n_items=self.items, n_raters=self.raters)
        mean = mean_of(known)
        if statistic.share is not None:
            return self._share(statistic, mean, why)
        return as_estimate(mean, why=NO_ITEM, n_items=self.items, n_raters=self.raters, remark=why)

    def sampled(self, statistic: Statistic) -> Sampled | None:
        """The same mean with its replicates, over the pairs for which it is defined; ``None`` when there is none."""
        known = [s for s in (family.sampled(statistic.number) for family in self.families) if s.defined]
        return mean_of(known) if known else None

    def _share(self, statistic: Statistic, mean: Sampled, remark: str | None) -> Estimate:
        """A mean of shares: Wilson on the clusters' mean numerators and denominators."""
        assert statistic.share is not None  # noqa: S101 - for the type checker: the only caller has looked
        parts = [statistic.share(f.sums.per_cluster.reshape(-1, *f.shape)) for f in self.families]
        shares = [(k / n.sum(), n / n.sum()) for k, n in parts if n.sum() > 0]
        above, below = (self.items / len(shares) * np.sum(side, axis=0) for side in zip(*shares, strict=True))
        low, high, method = clustered_wilson(above, below, self.items)
        return Estimate(mean.value, "ok", remark, low, high, method, n_items=self.items, n_raters=self.raters)


def paired(codes: NDArray[np.integer], first: int, second: int) -> NDArray[np.bool_]:
    """The items both raters answered."""
    both: NDArray[np.bool_] = (codes[first] >= 0) & (codes[second] >= 0)
    return both
