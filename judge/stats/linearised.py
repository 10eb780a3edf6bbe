"""What dependence between items costs an estimator: its variance from the influence of each item, summed by cluster."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from judge.stats.intervals import Z_95

Floats = NDArray[np.float64]
Places = NDArray[np.integer]
"""The cluster of each item, as a number from 0."""

FEW_CLUSTERS = 30
"""Below so many clusters a normal quantile is too short."""


def design_effect(influence: Floats, clusters: Places) -> float:
    """How many times larger an estimator's variance is than if its items were independent; never below 1.

    *influence* is what each item adds to the estimator's error (its linearisation). The variance is the sum of squares
    of the influences added up in each cluster (Miller 2024, as statsmodels' ``cov_type="cluster"``), times G / (G - 1)
    of G clusters where some cluster holds several items. It is divided by the sum of squares of the influences
    themselves, which is the published formula for independent items. Where nothing varies there is nothing to learn
    from, and the number of items per cluster is taken: as if all items of a cluster were one.

    >>> scores = np.array([1, 1, 0, 1, 0, 0, 1, 1, 1, 0.0])
    >>> round(design_effect((scores - 0.6) / 10, np.array([0, 0, 0, 1, 1, 2, 2, 2, 3, 3])), 6)
    1.0
    >>> round(design_effect((scores - 0.6) / 10, np.array([0, 0, 2, 0, 2, 2, 1, 1, 1, 2])), 6)
    5.4
    """
    used = np.bincount(clusters)
    n_clusters = int(np.count_nonzero(used))
    alone = float((influence**2).sum())
    if alone <= 0:
        return influence.size / n_clusters if n_clusters else 1.0
    together = float((np.bincount(clusters, influence) ** 2).sum())
    if 1 < n_clusters < influence.size:
        together *= n_clusters / (n_clusters - 1)
    return max(1.0, together / alone)


def reach(clusters: Places) -> float:
    """How many standard errors a 95 % interval reaches to each side.

    The normal quantile; with fewer than 30 clusters of which some hold several items that of t with one degree of
    freedom less than there are clusters. Items on their own take the normal quantile, as the published formulas do.
    """
    used = np.bincount(clusters)
    n_clusters = int(np.count_nonzero(used))
    if n_clusters == clusters.size or not 1 < n_clusters < FEW_CLUSTERS:
        return Z_95
    return float(stdtrit(n_clusters - 1, 0.975))
