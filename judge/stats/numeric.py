"""Two columns of numbers: how far apart they are, item by item.

Every function takes sums (..., 10) of the rows of `cells`, any axes before them replicates, and gives (...); ``nan`` is
undefined. Only items both rated enter. The errors are in the scale's own steps; `bias` is positive where the second
(the judge) is higher.
"""

from collections.abc import Callable, Mapping

import numpy as np

from judge.stats.resampling import Floats
from judge.stats.tables import divide

ONE_CONSTANT = "no variation: one of the two gave every item the same number"

_N, _X, _Y, _XX, _YY, _XY, _APART, _ABSOLUTE, _SQUARED, CLOSE = range(10)
_ROUNDING = 1e-9
"""Two numbers this close are one step apart when they are meant to be."""


def cells(reference: Floats, judge: Floats) -> Floats:
    """Each item's row of numbers to be summed: items x 10; zero where either is ``nan``.

    Both columns are taken from their means first, which changes no correlation and keeps sums of squares exact; the
    differences are of the numbers as they are.
    """
    both = ~(np.isnan(reference) | np.isnan(judge))
    x, y = np.where(both, reference, 0.0), np.where(both, judge, 0.0)
    apart = y - x
    close = both & (np.abs(apart) <= 1 + _ROUNDING)
    n = max(1, np.count_nonzero(both))
    x, y = np.where(both, x - x.sum() / n, 0.0), np.where(both, y - y.sum() / n, 0.0)
    return np.stack([both, x, y, x * x, y * y, x * y, apart, np.abs(apart), apart**2, close], axis=1).astype(np.float64)


def mean_absolute_error(sums: Floats) -> Floats:
    """How many steps the two are apart on average.

    >>> float(mean_absolute_error(cells(np.array([1.0, 2, 3]), np.array([1.0, 4, 2])).sum(axis=0)))
    1.0
    """
    return divide(sums[..., _ABSOLUTE], sums[..., _N])


def root_mean_squared_error(sums: Floats) -> Floats:
    """The same with large distances weighing more: the root of the mean squared distance."""
    return np.sqrt(divide(sums[..., _SQUARED], sums[..., _N]))


def within_1(sums: Floats) -> Floats:
    """The share of items on which the two are at most one step apart.

    High on any short scale: of three answers, a rater who always gives the middle one reaches 1.
    """
    return divide(sums[..., CLOSE], sums[..., _N])


def bias(sums: Floats) -> Floats:
    """The mean difference, judge less reference: positive where the judge is higher. Errors both ways cancel out."""
    return divide(sums[..., _APART], sums[..., _N])


def pearson(sums: Floats) -> Floats:
    """Pearson's correlation. Undefined with fewer than two items, and when one of the two never varies.

    A judge two steps too high throughout correlates perfectly: read `bias` beside it.

    >>> round(float(pearson(cells(np.array([1.0, 2, 3, 4]), np.array([2.0, 1, 4, 3])).sum(axis=0))), 6)
    0.6
    """
    n, x, y = sums[..., _N], sums[..., _X], sums[..., _Y]
    first, second = n * sums[..., _XX] - x * x, n * sums[..., _YY] - y * y
    shared = n * sums[..., _XY] - x * y
    first = np.where(first > 1e-12 * n * sums[..., _XX], first, 0.0)
    second = np.where(second > 1e-12 * n * sums[..., _YY], second, 0.0)
    return np.clip(divide(shared, np.sqrt(first) * np.sqrt(second), 0.0), -1, 1)


NUMERIC: Mapping[str, Callable[[Floats], Floats]] = {
    "pearson": pearson,
    "mae": mean_absolute_error,
    "rmse": root_mean_squared_error,
    "within_1": within_1,
    "bias": bias,
}
"""By the name tables call it."""
