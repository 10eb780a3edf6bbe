"""One seeded draw of clusters behind every interval of a report.

A *cluster* is what was drawn independently: a conversation or a scenario with everything that was judged in it. A
replicate draws as many clusters as there are, with replacement; how often each was drawn is a row of weights. Because
every statistic here is arithmetic on sums over clusters, a replicate of any of them is one matrix product away, and two
statistics of the same plan are paired: their difference has an interval of its own.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from judge.errors import InputError
from judge.record import dataclass
from judge.stats.drawing import multinomial_counts

Floats = NDArray[np.float64]

REPLICATES = 1000
"""How many replicates a report draws unless told otherwise."""
_WEIGHTS, _MOST_WEIGHTS = 2**18, 2**24
"""So many weights as floats stay in a processor's cache; and there are never more than so many."""
_ROWS = 64
"""Fewer replicates at once make a matrix product slow."""
_ROUNDING = 1e-13
"""Relative to the number, less than this beside a whole one is rounding."""
_SCALES = (1, 60, 2520)
"""What makes whole numbers of the shares that 2, 6 or 10 raters give."""
_EXACT = 2**24
"""Whole numbers below this add up exactly even in single precision."""


@dataclass(frozen=True)
class Plan:
    """How often each cluster stands in each replicate: drawn once, shared by everything."""

    clusters: int
    replicates: int = REPLICATES
    seed: int = 0

    def __post_init__(self) -> None:
        if self.clusters < 0 or self.replicates < 1:
            raise InputError(f"cannot draw {self.replicates} replicates of {self.clusters} clusters")

    @cached_property
    def counts(self) -> NDArray[np.uint8]:
        """Replicates x clusters: how often each cluster was drawn; each row sums to the number of clusters.

        See `judge.stats.drawing`: a seed means the same counts for ever.
        """
        return multinomial_counts(self.clusters, self.replicates, self.seed)

    def resample(self, per_cluster: Floats) -> Floats:
        """The sums of each replicate: replicates x columns, from clusters x columns.

        Counts, and shares of counts, are summed as whole numbers in single precision, which is exact and takes half the
        time; everything else in double precision.
        """
        scale = _whole(per_cluster)
        columns: NDArray[np.floating] = per_cluster
        if scale is not None:
            columns = np.rint(per_cluster * scale).astype(np.float32)
        sums = np.empty(
            (per_cluster.shape[1], self.replicates)
        ).T  # those of a column together, as statistics take them
        width = max(1, self.clusters)
        step = max(1, _WEIGHTS // width, min(_ROWS, _MOST_WEIGHTS // width))
        for start in range(0, self.replicates, step):
            part = slice(start, start + step)
            weights: NDArray[np.floating] = self.counts[part].astype(columns.dtype)
            sums[part] = weights @ columns
        return sums if scale is None else sums / scale


def _whole(per_cluster: Floats) -> int | None:
    """By what to multiply so that all are whole numbers whose sums stay exact; ``None`` where nothing does."""
    largest = float(np.abs(per_cluster).max(initial=0))
    for scale in _SCALES:
        if largest * scale * len(per_cluster) >= _EXACT:
            break
        scaled = per_cluster * scale
        if (np.abs(scaled - np.rint(scaled)) <= _ROUNDING * (1 + np.abs(scaled))).all():
            return scale
    return None


@dataclass(frozen=True)
class Sums:
    """What adds up over items, summed in each cluster: of the data, of each replicate, without each cluster."""

    per_cluster: Floats
    """Clusters x columns."""
    replicates: Floats
    """Replicates x columns."""

    @classmethod
    def of(cls, per_cluster: Floats, plan: Plan) -> "Sums":
        """The sums of each cluster with their replicates under *plan*."""
        return cls(per_cluster, plan.resample(per_cluster))

    def part(self, columns: slice) -> "Sums":
        """Some of the columns: several statistics share one matrix product."""
        return Sums(self.per_cluster[:, columns], self.replicates[:, columns])

    @cached_property
    def totals(self) -> Floats:
        """The sums of the data."""
        return np.asarray(self.per_cluster.sum(axis=0), np.float64)

    @cached_property
    def clusters(self) -> int:
        """How many clusters hold anything."""
        return int(np.count_nonzero((self.per_cluster != 0).any(axis=1)))

    @property
    def without(self) -> Floats:
        """The sums without each cluster, one at a time: clusters x columns."""
        return self.totals - self.per_cluster


def per_cluster(
    cells: NDArray[np.integer], clusters: NDArray[np.integer], shape: tuple[int, int], weights: Floats | None = None
) -> Floats:
    """Count items by their one cell: clusters x cells, from each item's cell and cluster.

    Items whose cell is negative are in none. With *weights* an item counts that much.
    """
    n_clusters, width = shape
    kept = cells >= 0
    place = clusters[kept].astype(np.int64) * width + cells[kept]
    given = None if weights is None else weights[kept]
    return np.bincount(place, given, n_clusters * width).reshape(n_clusters, width).astype(np.float64)


def sum_by_cluster(
    columns: Floats, clusters: NDArray[np.integer], n_clusters: int, weights: Floats | None = None
) -> Floats:
    """Add numbers up: clusters x columns, from items x columns and each item's cluster."""
    given = columns if weights is None else columns * weights[:, None]
    summed = [np.bincount(clusters, column, n_clusters) for column in given.T]
    return np.stack(summed, axis=1) if summed else np.empty((n_clusters, 0))
