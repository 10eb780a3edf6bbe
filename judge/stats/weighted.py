"""Two columns of numbers, few of them alike, whose items count by weights: correlations of every replicate at once.

What `judge.stats.ranks` makes of a table of two codes is made here of the items themselves, for numbers of which hardly
two are the same have a table with as many cells as items squared. Every function takes the two columns (n) and weights
(..., n), any axes before the last replicates, and gives (...); ``nan`` is undefined. An item drawn twice is two items,
which are tied.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from judge.stats.resampling import Floats, Plan
from judge.stats.sampled import Sampled
from judge.stats.tables import divide

MOST_ITEMS = 1000
"""Of more items pairs are not resampled: Kendall's tau-b then has no interval."""
_AT_ONCE = 2**21
"""So many weights are held at once."""
_SPREAD = 1e-12
"""Relative to the numbers, less than this is rounding."""

Correlation = Callable[[Floats, Floats, Floats], Floats]


def pearson(x: Floats, y: Floats, weights: Floats) -> Floats:
    """Pearson's correlation; undefined where either column does not vary.

    >>> round(float(pearson(np.array([1.0, 2, 3, 5]), np.array([2.0, 1, 4, 5]), np.ones(4))), 6)
    0.855236
    """
    n = weights.sum(axis=-1, keepdims=True)
    ones = np.ones_like(weights)
    return _product_moment(x * ones, y * ones, weights, n)


def spearman(x: Floats, y: Floats, weights: Floats) -> Floats:
    """Spearman's rank correlation, tied items sharing their rank; undefined where either column does not vary.

    >>> round(float(spearman(np.array([1.0, 2, 3, 5]), np.array([2.0, 1, 4, 5]), np.ones(4))), 6)
    0.8
    """
    n = weights.sum(axis=-1, keepdims=True)
    return _product_moment(_ranks(x, weights), _ranks(y, weights), weights, n)


def kendall_tau_b(x: Floats, y: Floats, weights: Floats) -> Floats:
    """Kendall's tau-b, ties taken out of both; undefined where either column ties all items.

    scipy's example:

    >>> first, second = np.array([12.0, 2, 1, 12, 2]), np.array([1.0, 4, 7, 1, 0])
    >>> round(float(kendall_tau_b(first, second, np.ones(5))), 6)
    -0.471405
    """
    first, second = _order(x), _order(y)
    alike, untied_x, untied_y = (_over_pairs(m, weights) for m in (first * second, abs(first), abs(second)))
    return np.clip(divide(alike, np.sqrt(untied_x) * np.sqrt(untied_y), 0.0), -1, 1)


def _product_moment(x: Floats, y: Floats, weights: Floats, n: Floats) -> Floats:
    centred = [c - divide((c * weights).sum(axis=-1, keepdims=True), n, 0.0) for c in (x, y)]
    shared = (centred[0] * centred[1] * weights).sum(axis=-1)
    spreads = [(c * c * weights).sum(axis=-1) for c in centred]
    scale = [(c * c * weights).sum(axis=-1) for c in (x, y)]
    known = [
        np.where(s > _SPREAD * np.maximum(whole, _SPREAD), s, 0.0) for s, whole in zip(spreads, scale, strict=True)
    ]
    return np.clip(divide(shared, np.sqrt(known[0]) * np.sqrt(known[1]), 0.0), -1, 1)


def _ranks(column: Floats, weights: Floats) -> Floats:
    """Each item's mean rank among weighted items, from the middle of all ranks."""
    _, code = np.unique(np.round(column, 12), return_inverse=True)
    order = np.argsort(code, kind="stable")
    starts = np.searchsorted(code[order], np.arange(code.max(initial=0) + 1))
    counts = np.add.reduceat(weights[..., order], starts, axis=-1)
    ranks: Floats = np.cumsum(counts, axis=-1) - counts / 2 - counts.sum(axis=-1, keepdims=True) / 2
    return ranks[..., code]


def _order(column: Floats) -> NDArray[np.float32]:
    column = np.round(column, 12)
    return np.sign(column[:, None] - column[None, :]).astype(np.float32)


def _over_pairs(matrix: NDArray[np.float32], weights: Floats) -> Floats:
    summed: Floats = ((weights.astype(np.float32) @ matrix).astype(np.float64) * weights).sum(axis=-1)
    return summed


CORRELATIONS: Mapping[str, Correlation] = {
    "pearson": pearson,
    "spearman": spearman,
    "kendall_tau_b": kendall_tau_b,
}
"""By the name tables call it."""


def sampled(
    correlation: Correlation,
    columns: tuple[Floats, Floats],
    clusters: NDArray[np.integer],
    plan: Plan,
    weights: Floats | None = None,
) -> Sampled:
    """*correlation* of the two *columns*, of each replicate of the *plan*, and without each cluster.

    Only items where both are numbers enter. Pairs of more than `MOST_ITEMS` are not resampled.

    Args:
        correlation: One of `CORRELATIONS`.
        columns: Two numbers for each item; ``nan`` is none.
        clusters: Each item's place in the plan.
        plan: What is drawn how often.
        weights: How much each item counts; ``None``: once.
    """
    both = ~np.isnan(columns[0] + columns[1])
    x, y, at = columns[0][both], columns[1][both], clusters[both]
    own = np.ones(x.size) if weights is None else weights[both]
    held = np.unique(at).size
    if x.size == 0:
        nothing = np.full(plan.replicates, np.nan)
        return Sampled(float("nan"), nothing, np.full(plan.clusters, np.nan), 0)
    value = float(correlation(x, y, own))
    if correlation is kendall_tau_b and x.size > MOST_ITEMS:
        return Sampled(value, np.empty(0), np.empty(0), held)
    step = max(1, _AT_ONCE // x.size)
    drawn = [correlation(x, y, own * plan.counts[i : i + step][:, at]) for i in range(0, plan.replicates, step)]
    parts = [np.arange(i, min(i + step, plan.clusters)) for i in range(0, plan.clusters, step)]
    left = [correlation(x, y, own * (at != part[:, None])) for part in parts]
    return Sampled(value, np.concatenate(drawn), np.concatenate(left), held)
