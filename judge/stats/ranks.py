"""Two orders of the same items: how far they are one.

From contingency tables (..., R, C) of two ordered codes, the first down, lowest first, any axes before them replicates;
``nan`` is undefined. Counts may be weighted sums. Only the order of the codes matters, not their distance.
"""

from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from judge.stats.resampling import Floats
from judge.stats.tables import divide, margins


def kendall_tau_b(tables: Floats) -> Floats:
    """Kendall's tau-b (1945): pairs of items ordered alike less pairs ordered otherwise, with ties taken out of both.

    1 is the same order, 0 none in common, -1 the reverse. Undefined when either side gives every item the same code.

    scipy's example, 12 2 1 12 2 against 1 4 7 1 0:

    >>> tau = kendall_tau_b(crossed(np.array([12.0, 2, 1, 12, 2]), np.array([1.0, 4, 7, 1, 0])))
    >>> round(float(tau), 6)
    -0.471405
    """
    tables = np.asarray(tables, np.float64)
    first, second, n = margins(tables)
    alike = (tables * _beyond(tables, same=True)).sum(axis=(-1, -2))
    otherwise = (tables * _beyond(tables, same=False)).sum(axis=(-1, -2))
    pairs = n * n
    untied = _settled(pairs - (first**2).sum(axis=-1), pairs), _settled(pairs - (second**2).sum(axis=-1), pairs)
    return np.clip(divide(2 * (alike - otherwise), np.sqrt(untied[0]) * np.sqrt(untied[1]), 0.0), -1, 1)


def _beyond(tables: Floats, *, same: bool) -> Floats:
    """For each cell the items further down and further right; further down and further left without *same*."""
    turned = tables if same else tables[..., ::-1]
    summed = np.zeros((*turned.shape[:-2], turned.shape[-2] + 1, turned.shape[-1] + 1))
    summed[..., :-1, :-1] = turned[..., ::-1, ::-1].cumsum(axis=-1).cumsum(axis=-2)[..., ::-1, ::-1]
    beyond = summed[..., 1:, 1:]
    return beyond if same else beyond[..., ::-1]


def _settled(value: Floats, scale: Floats) -> Floats:
    return np.where(value > 1e-12 * scale, value, 0.0)


def spearman(tables: Floats) -> Floats:
    """Spearman's rank correlation: Pearson's of the ranks, ties sharing their mean rank.

    Undefined when either side gives every item the same code.

    scipy's example, 1 2 3 4 5 against 5 6 7 8 7:

    >>> round(float(spearman(crossed(np.arange(5.0), np.array([5.0, 6, 7, 8, 7])))), 6)
    0.820783
    """
    tables = np.asarray(tables, np.float64)
    first, second, n = margins(tables)
    down, across = _ranks(first), _ranks(second)
    spread = _spread(first, down, n), _spread(second, across, n)
    shared = np.einsum("...i,...ij,...j->...", down, tables, across)
    return np.clip(divide(shared, np.sqrt(spread[0]) * np.sqrt(spread[1]), 0.0), -1, 1)


def _ranks(counts: Floats) -> Floats:
    """The mean rank of each code's items, from the middle of all ranks."""
    ranks: Floats = np.cumsum(counts, axis=-1) - counts / 2 - counts.sum(axis=-1, keepdims=True) / 2
    return ranks


def _spread(counts: Floats, ranks: Floats, n: Floats) -> Floats:
    return _settled((counts * ranks**2).sum(axis=-1), n**3)


def crossed(first: Floats, second: Floats, weights: Floats | None = None) -> Floats:
    """The contingency table of two columns of numbers, each number a code of its own; ``nan`` is out."""
    cells, shape = crossing(first, second)
    kept = cells >= 0
    given = None if weights is None else weights[kept]
    return np.bincount(cells[kept], given, shape[0] * shape[1]).reshape(shape).astype(np.float64)


def crossing(first: Floats, second: Floats) -> tuple[NDArray[np.int64], tuple[int, int]]:
    """Each item's cell in the contingency table of two columns of numbers, -1 where either is ``nan``; and its shape.

    Numbers that differ by nothing but rounding are one.
    """
    both = ~(np.isnan(first) | np.isnan(second))
    (rows, x), (columns, y) = (np.unique(np.round(c[both], 9), return_inverse=True) for c in (first, second))
    cells = np.full(both.size, -1, np.int64)
    cells[both] = x * len(columns) + y
    return cells, (max(1, len(rows)), max(1, len(columns)))


def spearman_p(rho: float, n: int) -> float:
    """The two-sided p-value of Spearman's *rho* of *n* items by Student's t: a large-sample rule.

    >>> round(spearman_p(0.820782681668, 5), 9)
    0.088587005
    """
    if n < 3 or abs(rho) >= 1:  # noqa: PLR2004 - degrees of freedom
        return 1.0 if n < 3 else 0.0  # noqa: PLR2004 - the same
    t = rho * sqrt((n - 2) / (1 - rho * rho))
    return float(2 * stdtr(n - 2, -abs(t)))


def kendall_p(table: Floats) -> float:
    """The two-sided p-value of tau-b by the normal distribution with ties accounted for (Kendall 1970).

    A large-sample rule. ``nan`` when tau-b is undefined.

    >>> round(kendall_p(crossed(np.array([12.0, 2, 1, 12, 2]), np.array([1.0, 4, 7, 1, 0]))), 9)
    0.28274546
    """
    first, second, n = margins(table)
    pairs = n * (n - 1)
    tied = [
        ((c * (c - 1)).sum(), (c * (c - 1) * (c - 2)).sum(), (c * (c - 1) * (2 * c + 5)).sum()) for c in (first, second)
    ]
    excess = float((table * (_beyond(table, same=True) - _beyond(table, same=False))).sum())
    variance = (pairs * (2 * n + 5) - tied[0][2] - tied[1][2]) / 18 + tied[0][0] * tied[1][0] / (2 * pairs)
    if n > 2:  # noqa: PLR2004 - a third item
        variance += tied[0][1] * tied[1][1] / (9 * pairs * (n - 2))
    return erfc(abs(excess) / sqrt(2 * variance)) if variance > 0 else float("nan")
