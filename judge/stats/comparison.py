"""Whether two raters, or more, differ in how often they are right: tests and intervals of paired yes/no items.

A pair is one item both were asked about; *right* means whatever was counted (found what the reference flags, gave its
answer). Only items on which the two differ carry evidence: *only_first* of them the first alone got right, and
*only_second* the second alone. Every test is two-sided. No test has a value where nobody ever differs: there is nothing
to test then, which does not show that the two are alike.
"""

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtr, chdtrc

from judge.errors import InputError
from judge.record import dataclass
from judge.stats.intervals import wilson

NEVER_DIFFER = "the two never differ: nothing to test"
NOBODY_DIFFERS = "no item on which any two differ: nothing to test"
ONE_CLUSTER = "fewer than two clusters: nothing to compare"

EXACT = "mcnemar_exact"
MID_P = "mcnemar_mid_p"
CHI_SQUARE = "mcnemar_chi2"
CORRECTED = "mcnemar_chi2_corrected"
OBUCHOWSKI = "mcnemar_clustered_obuchowski"
DURKALSKI = "mcnemar_clustered_durkalski"
COCHRAN = "cochran_q"


@dataclass(frozen=True, slots=True)
class PValue:
    """How often chance alone would do as much, or the reason why that cannot be said."""

    p: float | None
    method: str
    statistic: float | None = None
    """What was compared with its distribution under chance; ``None`` where the p-value is counted directly."""
    reason: str | None = None


def mcnemar_exact(only_first: int, only_second: int) -> PValue:
    """McNemar's test by the binomial distribution: two-sided, twice the smaller tail (McNemar 1947).

    Never too small a p, and for few differing items rather too large: read `mcnemar_mid_p` beside it. Items are taken
    as independent. Undefined where the two never differ.

    >>> round(mcnemar_exact(5, 14).p, 12)
    0.063568115234

    Raises:
        InputError: A count is negative.
    """
    n = _counted(only_first, only_second)
    if n == 0:
        return PValue(None, EXACT, reason=NEVER_DIFFER)
    return PValue(min(1.0, 2 * _tail(min(only_first, only_second), n)), EXACT)


def mcnemar_mid_p(only_first: int, only_second: int) -> PValue:
    """McNemar's exact test counting only half of what was observed: close to 5 % at any size (Fagerland 2013).

    Items are taken as independent. Undefined where the two never differ.

    >>> round(mcnemar_mid_p(5, 14).p, 12)
    0.041389465332

    Raises:
        InputError: A count is negative.
    """
    n = _counted(only_first, only_second)
    if n == 0:
        return PValue(None, MID_P, reason=NEVER_DIFFER)
    fewer = min(only_first, only_second)
    below = _tail(fewer - 1, n) if fewer else 0.0
    return PValue(min(1.0, below + _tail(fewer, n)), MID_P)


def mcnemar_chi_square(only_first: int, only_second: int, *, corrected: bool = False) -> PValue:
    """McNemar's chi-square of one degree of freedom: (b - c)^2 / (b + c).

    *corrected* takes 1 off the difference first (Edwards 1948), never past 0. For large counts; below 25 differing
    items take `mcnemar_mid_p`. Items are taken as independent. Undefined where the two never differ.

    >>> round(mcnemar_chi_square(86, 150).statistic, 9), round(mcnemar_chi_square(86, 150, corrected=True).statistic, 9)
    (17.355932203, 16.81779661)

    Raises:
        InputError: A count is negative.
    """
    n = _counted(only_first, only_second)
    method = CORRECTED if corrected else CHI_SQUARE
    if n == 0:
        return PValue(None, method, reason=NEVER_DIFFER)
    apart = max(abs(only_first - only_second) - corrected, 0)
    return _chi_square(apart**2 / n, 1, method)


def mcnemar_obuchowski(only_first: ArrayLike, only_second: ArrayLike) -> PValue:
    """McNemar's test when the items of one conversation are not independent (Obuchowski 1998).

    Both are counts by cluster, one entry for every cluster with an item, also those in which the two never differ. In
    the form of Yang, Sun and Hardin (2010), for K clusters: (K - 1)/K x (sum b_k - c_k)^2 / sum (b_k - c_k)^2, a
    chi-square of one degree of freedom. Every item weighs alike, so it tests the difference that stands beside it; with
    one item a cluster it is McNemar's chi-square times (K - 1)/K. Rests on many clusters: below 30 the permutation test
    is safer.
    Undefined with fewer than two clusters and where no cluster has a difference.

    Three conversations differ by 2, 1 and -1, a fourth by nothing: 3/4 x 2^2 / 6.

    >>> mcnemar_obuchowski([2, 1, 0, 1], [0, 0, 1, 1]).statistic
    0.5

    Raises:
        InputError: The counts are no two rows of one length.
    """
    apart = _apart(only_first, only_second)
    shrunk = 1 - 1 / apart.size if apart.size else 0.0
    return _by_cluster(apart, shrunk, OBUCHOWSKI)


def mcnemar_durkalski(only_first: ArrayLike, only_second: ArrayLike, items: ArrayLike) -> PValue:
    """McNemar's test for clusters by the method of moments, every *cluster* weighing alike (Durkalski et al. 2003).

    As `mcnemar_obuchowski`, with the number of items of each cluster: (sum d_k)^2 / sum d_k^2 with
    d_k = (b_k - c_k)/n_k. With one item a cluster it is McNemar's chi-square exactly.

    Shares of 2/2, 1/2, -1/1 and 0: (1 + 1/2 - 1)^2 / (1 + 1/4 + 1).

    >>> round(mcnemar_durkalski([2, 1, 0, 1], [0, 0, 1, 1], [2, 2, 1, 2]).statistic, 6)
    0.111111

    Raises:
        InputError: The counts are no rows of one length, or a cluster has no item.
    """
    sizes = np.asarray(items, np.float64)
    apart = _apart(only_first, only_second)
    if sizes.shape != apart.shape or (sizes <= 0).any():
        raise InputError("each cluster needs the number of its items, at least one")
    return _by_cluster(apart / sizes, 1.0, DURKALSKI)


def newcombe_paired(both: int, only_first: int, only_second: int, neither: int) -> tuple[float, float]:
    """Where the difference of two proportions of the same items plausibly lies, first minus second.

    Newcombe's method 10 (1998, Statistics in Medicine 17:2635): the Wilson intervals of both, squared and added, with
    their correlation corrected for continuity. Stays inside -1 to 1 and keeps a width where the two never differ. Items
    are taken as independent; with clusters it is too narrow.

    >>> low, high = newcombe_paired(36, 12, 2, 0)  # printed as .0569 to .3404
    >>> round(low, 4), round(high, 4)
    (0.0569, 0.3404)

    Raises:
        InputError: A count is negative, or there are no items.
    """
    counts = (both, only_first, only_second, neither)
    n = sum(counts)
    if min(counts) < 0 or n == 0:
        raise InputError("a paired difference needs four counts of items, none below 0 and not all of them 0")
    first, second = both + only_first, both + only_second
    (low_1, high_1), (low_2, high_2) = wilson(first, n), wilson(second, n)
    share_1, share_2 = first / n, second / n
    phi = _correlation(both, only_first, only_second, neither)
    below, above = (share_1 - low_1, high_2 - share_2), (high_1 - share_1, share_2 - low_2)
    reach = [sqrt(max(0.0, a * a - 2 * phi * a * b + b * b)) for a, b in (below, above)]
    apart = (only_first - only_second) / n
    return apart - reach[0], apart + reach[1]


def cochran_q(right: ArrayLike) -> PValue:
    """Whether any of several raters is right more often than another on the same items (Cochran 1950).

    Raters x items, 1 where right and 0 where not; an item that misses a rater must be left out. A chi-square of raters
    - 1 degrees of freedom; for two it is McNemar's chi-square. Items are taken as independent. Undefined where no item
    has two raters that differ, and with fewer than two raters.

    Two raters, 5 items only one got right and 1 only the other: (5 - 1)^2 / 6.

    >>> round(cochran_q([[1, 1, 1, 1, 1, 0, 1], [0, 0, 0, 0, 0, 1, 1]]).statistic, 6)
    2.666667

    Raises:
        InputError: It is no table of 0 and 1.
    """
    given = np.asarray(right, np.float64)
    if given.ndim != 2 or not np.isin(given, (0, 1)).all():  # noqa: PLR2004 - raters x items
        raise InputError("Cochran's Q takes raters x items of 1 (right) and 0 (not right)")
    raters, by_rater, by_item = len(given), given.sum(axis=1), given.sum(axis=0)
    differing = float((by_item * (raters - by_item)).sum())
    if differing == 0:
        return PValue(None, COCHRAN, reason=NOBODY_DIFFERS)
    spread = raters * float((by_rater**2).sum()) - float(by_rater.sum()) ** 2
    return _chi_square((raters - 1) * spread / differing, raters - 1, COCHRAN)


def _counted(only_first: int, only_second: int) -> int:
    if only_first < 0 or only_second < 0:
        raise InputError(f"counts of differing items cannot be negative: {only_first!r}, {only_second!r}")
    return only_first + only_second


def _tail(successes: int, trials: int) -> float:
    return float(bdtr(successes, trials, 0.5))


def _chi_square(statistic: float, degrees: int, method: str) -> PValue:
    return PValue(float(chdtrc(degrees, statistic)), method, statistic)


def _apart(only_first: ArrayLike, only_second: ArrayLike) -> NDArray[np.float64]:
    first, second = np.asarray(only_first, np.float64), np.asarray(only_second, np.float64)
    if first.ndim != 1 or first.shape != second.shape:
        raise InputError("counts by cluster are two rows of one length, an entry a cluster")
    return first - second


def _by_cluster(apart: NDArray[np.float64], factor: float, method: str) -> PValue:
    if apart.size < 2:  # noqa: PLR2004 - two to differ
        return PValue(None, method, reason=ONE_CLUSTER)
    squares = float((apart**2).sum())
    if squares == 0:
        return PValue(None, method, reason=NEVER_DIFFER)
    return _chi_square(factor * float(apart.sum()) ** 2 / squares, 1, method)


def _correlation(both: int, only_first: int, only_second: int, neither: int) -> float:
    n = both + only_first + only_second + neither
    margins = (both + only_first) * (only_second + neither) * (both + only_second) * (only_first + neither)
    if margins == 0:
        return 0.0
    apart = both * neither - only_first * only_second
    corrected = max(apart - n / 2, 0.0) if apart > 0 else apart
    return float(corrected / sqrt(margins))
