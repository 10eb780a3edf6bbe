"""How often each cluster is drawn in each replicate, quickly, and the same for ever.

Drawing G of G clusters one by one and counting them costs a random number and a visit in memory each. Given their sum,
independent Poisson counts are what so many draws would have given; so most of a replicate is looked up, two clusters at
a time, at a rate at which the sum rarely passes G, and what is missing is drawn one by one, or all of it where the sum
did pass. The result is multinomial, exactly, in half the time.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.special import pdtr

Counts = NDArray[np.uint8]

_MARGIN = 3.0
"""The sum of what is looked up is so many standard deviations below the number of clusters: one in 700 passes it."""
_MOST = 32
"""Poisson counts of a rate below 1 are smaller, but for a probability under 1e-35."""
_SLOTS = 2**16
_OPEN = 0xFFFF
"""Stands in a slot of the table that no pair fills alone."""
_AT_ONCE = 2**17
"""So many counts at once stay in a processor's cache. Another number would give a seed another meaning."""


def multinomial_counts(clusters: int, replicates: int, seed: int) -> Counts:
    """Replicates x clusters; each row sums to the number of clusters.

    A seed means the same counts for ever: they are made of the generator's raw bits (PCG64), which numpy promises not
    to change. Those drawn one by one take 32 bits each, which favours no cluster by more than one part in 2**32.
    """
    bits = np.random.PCG64(seed)
    pairs = _Pairs(max(0.0, 1 - _MARGIN / np.sqrt(max(1, clusters))))
    drawn = np.empty((replicates, clusters), np.uint8)
    for part in _parts(replicates, max(1, _AT_ONCE // max(1, clusters))):
        rows = drawn[part]
        counts = pairs.draw(bits, rows.size).reshape(rows.shape)
        short = clusters - counts.sum(axis=1, dtype=np.int64)
        counts[short < 0], short[short < 0] = 0, clusters
        places = _one_by_one(bits, int(short.sum()), clusters)
        places += np.repeat(np.arange(len(rows)) * clusters, short)
        np.add.at(counts.reshape(-1), places, np.uint8(1))
        rows[:] = counts
    return drawn


def _parts(count: int, step: int) -> Iterator[slice]:
    return (slice(start, start + step) for start in range(0, count, step))


def _one_by_one(bits: np.random.PCG64, count: int, clusters: int) -> NDArray[np.int64]:
    """So many clusters, each equally likely (Lemire 2019, without the rejection)."""
    halves = bits.random_raw(-(-count // 2)).astype("<u8", copy=False).view("<u4")[:count]
    places: NDArray[np.int64] = np.multiply(halves, clusters, dtype=np.int64) >> 32
    return places


class _Pairs:
    """Two Poisson counts at once, from 16 bits: a slot for each, and an exact draw for what slots cannot divide."""

    def __init__(self, rate: float) -> None:
        one = np.diff(pdtr(np.arange(_MOST), rate), prepend=0)
        slots = np.outer(one, one).reshape(-1) * _SLOTS
        whole = np.floor(slots).astype(np.int64)
        first, second = np.divmod(np.arange(_MOST**2), _MOST)
        self.packed = (first + 256 * second).astype("<u2")
        self.table = np.full(_SLOTS, _OPEN, "<u2")
        self.table[: whole.sum()] = np.repeat(self.packed, whole)
        self.rest = np.cumsum(slots - whole)

    def draw(self, bits: np.random.PCG64, count: int) -> Counts:
        """So many counts."""
        pairs = -(-count // 2)
        slots = bits.random_raw(-(-pairs // 4)).astype("<u8", copy=False).view("<u2")[:pairs]
        found = self.table.take(slots)
        opened = np.flatnonzero(found == _OPEN)
        shares = (bits.random_raw(opened.size) >> np.uint64(11)) * 2.0**-53
        places = np.searchsorted(self.rest, shares * self.rest[-1], side="right")
        found[opened] = self.packed[np.minimum(places, len(self.packed) - 1)]
        return found.view(np.uint8)[:count]
