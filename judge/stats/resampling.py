"""One seeded draw of clusters behind every interval of a report.

A *cluster* is what was drawn independently: a conversation or a scenario with everything that was judged in it. A
replicate draws as many clusters as there are, with replacement; how often each was drawn is a row of weights. Because
every statistic here is arithmetic on sums over clusters, a replicate of any of them is one matrix product away, and two
statistics of the same plan are paired: their difference has an interval of its own.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from judge.errors import InputError

Floats = NDArray[np.float64]

REPLICATES = 1000
"""How many replicates a report draws unless told otherwise."""
_CHUNK = 20_000_000
"""So many weights are held as floats at once."""


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
    def counts(self) -> NDArray[np.integer]:
        """Replicates x clusters: how often each cluster was drawn; each row sums to the number of clusters."""
        rng = np.random.default_rng(self.seed)
        kind = np.uint8 if self.clusters < 256 else np.uint16  # noqa: PLR2004 - what a byte holds
        drawn = np.empty((self.replicates, self.clusters), kind)
        for row in drawn:
            row[:] = np.bincount(rng.integers(0, self.clusters, self.clusters), minlength=self.clusters)
        return drawn

    def resample(self, per_cluster: Floats) -> Floats:
        """The sums of each replicate: replicates x columns, from clusters x columns."""
        rows = max(1, _CHUNK // max(1, self.clusters))
        parts = [
            self.counts[start : start + rows].astype(np.float64) @ per_cluster
            for start in range(0, self.replicates, rows)
        ]
        return np.concatenate(parts)


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

    @property
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
    return np.stack([np.bincount(clusters, column, n_clusters) for column in given.T], axis=1)
