"""How often two judges would lie so far apart if it did not matter which is which.

Under that supposition the two may be swapped within any cluster without changing anything; within a cluster everything
is swapped together, so what hangs together stays together. Nothing is assumed of a statistic but that it is arithmetic
on sums over clusters (`judge.stats.sampled`).
"""

from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from judge.errors import InputError
from judge.record import dataclass
from judge.stats.comparison import NEVER_DIFFER, ONE_CLUSTER, PValue
from judge.stats.multiplicity import UNDEFINED
from judge.stats.resampling import Floats
from judge.stats.sampled import Value

EXACT_UP_TO = 12
"""So many clusters can be swapped in every way there is, 4,096."""
DRAWS = 1999
"""How many ways of swapping are drawn where there are too many: the smallest p is then 1/2,000."""

ENUMERATED = "swap_exact"
DRAWN = "swap_drawn"
MOSTLY_UNDEFINED = "the difference is undefined in more than half of the swaps"

_ROUNDING = 1e-10
"""A difference this much smaller than the observed one, relatively, is the same."""
_CHUNK = 20_000_000


@dataclass(frozen=True)
class Swaps:
    """In which clusters two raters change places, once for every way tried: drawn once, shared by every comparison.

    Up to `EXACT_UP_TO` clusters every way there is, else `DRAWS` of them by *seed*.
    """

    clusters: int
    seed: int = 0
    draws: int = DRAWS

    @property
    def exact(self) -> bool:
        """Whether every way is tried."""
        return self.clusters <= EXACT_UP_TO

    @cached_property
    def swapped(self) -> NDArray[np.bool_]:
        """Ways x clusters: whether the two change places there. The first of the exact ones changes nothing."""
        if self.exact:
            ways = np.arange(2**self.clusters)
            return ((ways[:, None] >> np.arange(self.clusters)) & 1).astype(np.bool_)
        rng = np.random.default_rng(self.seed)
        return np.stack([rng.integers(0, 2, self.clusters, dtype=np.uint8) for _ in range(self.draws)]).astype(np.bool_)

    def totals(self, apart: Floats) -> Floats:
        """What the first rater gains in each way: ways x columns, from what it gains in each cluster when swapped."""
        rows = max(1, _CHUNK // max(1, self.clusters))
        ways = self.swapped
        parts = [ways[start : start + rows].astype(np.float64) @ apart for start in range(0, len(ways), rows)]
        return np.concatenate(parts)


def sign_flip(differences: ArrayLike, *, seed: int = 0, draws: int = DRAWS) -> PValue:
    """Whether paired differences by cluster lie off 0 beyond chance: Fisher's randomisation of their signs (1935).

    One number a cluster, e.g. how many more items the first judge got right there. The test counts how often the sum,
    with signs turned at random, is as far from 0 as the observed one. Up to 12 clusters every choice of signs is tried;
    beyond, *draws* by *seed*, and p = (1 + as far) / (1 + draws), so that it is never 0 (Phipson and Smyth 2010).
    Undefined where all differences are 0.

    All of four on one side: 2 of 16 choices are as far.

    >>> sign_flip([1, 2, 1, 1]).p
    0.125

    Raises:
        InputError: It is no row of finite numbers.
    """
    given = np.asarray(differences, np.float64)
    if given.ndim != 1 or not np.isfinite(given).all():
        raise InputError("differences are one finite number a cluster")
    kept = given[given != 0]
    if given.size < 2:  # noqa: PLR2004 - two to differ
        return PValue(None, ENUMERATED, reason=ONE_CLUSTER)
    if not kept.size:
        return PValue(None, ENUMERATED, reason=NEVER_DIFFER)
    swaps = Swaps(kept.size, seed, draws)
    return _p_of(kept.sum() - 2 * swaps.totals(kept[:, None])[:, 0], float(kept.sum()), swaps)


@dataclass(frozen=True)
class Exchange:
    """Two judges on the same items, swapped within clusters in every way tried: any statistic can be tested by it."""

    first: Floats
    """The sums of each cluster, clusters x columns."""
    second: Floats
    swaps: Swaps
    """Over these clusters; where no more than `EXACT_UP_TO` of them differ, every way is tried instead."""

    @cached_property
    def _moving(self) -> NDArray[np.bool_]:
        return np.asarray((self.first != self.second).any(axis=1))

    @cached_property
    def _ways(self) -> Swaps:
        few = int(self._moving.sum())
        return Swaps(few) if few <= EXACT_UP_TO else self.swaps

    @cached_property
    def _gained(self) -> Floats:
        gain = self.second - self.first
        return self._ways.totals(gain[self._moving] if self._ways.exact else gain)

    def test(self, value: Value) -> PValue:
        """Whether the two differ in the statistic that *value* makes of sums.

        For a share of the same items this is `sign_flip`. A way of swapping in which the statistic is undefined counts
        as one that is as far apart: never in favour of a difference. Undefined where the difference is undefined in the
        data or in more than half of the ways, where no cluster differs, and with fewer than two clusters.
        """
        named = ENUMERATED if self._ways.exact else DRAWN
        if np.count_nonzero(np.any((self.first != 0) | (self.second != 0), axis=1)) < 2:  # noqa: PLR2004 - two to differ
            return PValue(None, named, reason=ONE_CLUSTER)
        if not self._moving.any():
            return PValue(None, named, reason=NEVER_DIFFER)
        first, second = self.first.sum(axis=0), self.second.sum(axis=0)
        with np.errstate(all="ignore"):
            observed = float(value(first) - value(second))
            apart = value(first + self._gained) - value(second - self._gained)
        if not np.isfinite(observed):
            return PValue(None, named, reason=UNDEFINED)
        if 2 * np.count_nonzero(~np.isfinite(apart)) > apart.size:
            return PValue(None, named, reason=MOSTLY_UNDEFINED)
        return _p_of(np.where(np.isfinite(apart), apart, np.inf), observed, self._ways)


def _p_of(apart: Floats, observed: float, swaps: Swaps) -> PValue:
    as_far = int(np.count_nonzero(np.abs(apart) >= abs(observed) * (1 - _ROUNDING)))
    if swaps.exact:
        return PValue(as_far / apart.size, ENUMERATED)
    return PValue((1 + as_far) / (1 + apart.size), DRAWN)
