"""Intraclass correlations: how much of what numbers differ by is the items' and not the raters'.

For numbers, not for names: never for yes and no. Every coefficient takes sums (..., K) of the rows of `cells`, any axes
before them replicates, and gives (...); ``nan`` is undefined. Only items that all raters rated enter: an analysis of
variance knows no gaps. Names are Shrout and Fleiss' (1979) and McGraw and Wong's (1996): ``a`` absolute agreement,
``c`` consistency, ``1`` one rater, ``k`` the mean of all of them.
"""

from collections.abc import Callable, Mapping

import numpy as np

from judge.record import dataclass
from judge.stats.resampling import Floats
from judge.stats.tables import divide

NO_TWO_ITEMS = "fewer than two items were rated by all of them"
NO_SPREAD_OF_ITEMS = "no variation: every item was rated the same, so there is nothing to tell apart"
NO_SPREAD_OF_MEANS = "no variation: the items' means hardly differ, so that the reliability of a mean cannot be told"

_ROUNDING = 1e-12
"""A sum of squares below this share of all squares is nothing but rounding."""


def cells(values: Floats) -> Floats:
    """Each item's row of numbers to be summed: items x (raters + 3); zero where any rater did not rate it.

    Args:
        values: Raters x items; ``nan`` is no rating. Taken from their mean first, which changes no coefficient and
            keeps sums of squares exact.
    """
    complete = ~np.isnan(values).any(axis=0)
    centre = values[:, complete].mean() if complete.any() else 0.0
    given = np.where(complete, values - centre, 0.0)
    return np.vstack([complete, given, (given**2).sum(axis=0), given.sum(axis=0) ** 2]).T.astype(np.float64)


@dataclass(frozen=True)
class Variance:
    """The mean squares of items x raters, and how many of each there are."""

    items: Floats
    raters: int
    between: Floats
    """Between items (BMS)."""
    within: Floats
    """Within items (WMS)."""
    by_rater: Floats
    """Between raters (JMS)."""
    rest: Floats
    """What neither explains (EMS)."""

    @classmethod
    def of(cls, sums: Floats) -> "Variance":
        """From sums of the rows of `cells`; ``nan`` with fewer than two items, or when no item differs from another."""
        n, k = sums[..., 0], sums.shape[-1] - 3
        per_rater, squares, squared_rows = sums[..., 1 : k + 1], sums[..., -2], sums[..., -1]
        n = np.where(n > 1, n, np.nan)
        common = per_rater.sum(axis=-1) ** 2 / (n * k)
        all_of_it = _settled(squares - common, squares)
        items = _settled(squared_rows / k - common, squares)
        raters = _settled((per_rater**2).sum(axis=-1) / n - common, squares)
        rest = _settled(all_of_it - items - raters, squares)
        told = np.where(items + rest > 0, 1.0, np.nan)
        return cls(
            n,
            k,
            told * items / (n - 1),
            told * (raters + rest) / (n * (k - 1)),
            told * raters / (k - 1),
            told * rest / ((n - 1) * (k - 1)),
        )


def _settled(squares: Floats, scale: Floats) -> Floats:
    return np.where(squares > _ROUNDING * scale, squares, 0.0)


def icc_1_1(sums: Floats) -> Floats:
    """One rating, each item rated by other raters (one-way random): (BMS - WMS) / (BMS + (k - 1) WMS).

    The example of Shrout and Fleiss (1979), six items and four raters:

    >>> four = np.array([[9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7.0]])
    >>> sums = cells(four).sum(axis=0)
    >>> [round(float(f(sums)), 2) for f in (icc_1_1, icc_2_1, icc_3_1, icc_1_k, icc_2_k, icc_3_k)]
    [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    """
    v = Variance.of(sums)
    return divide(v.between - v.within, v.between + (v.raters - 1) * v.within, 0.0)


def icc_2_1(sums: Floats) -> Floats:
    """One rating, the raters a sample of raters (two-way random): absolute agreement, ICC(A,1).

    A rater who is one step higher throughout lowers it. It is low wherever items hardly differ, at any closeness of the
    ratings: read `judge.stats.numeric.mean_absolute_error` beside it.
    """
    v = Variance.of(sums)
    offset = v.raters * (v.by_rater - v.rest) / v.items
    return divide(v.between - v.rest, v.between + (v.raters - 1) * v.rest + offset, 0.0)


def icc_3_1(sums: Floats) -> Floats:
    """One rating, these very raters (two-way mixed): consistency, ICC(C,1). A rater's constant offset costs nothing."""
    v = Variance.of(sums)
    return divide(v.between - v.rest, v.between + (v.raters - 1) * v.rest, 0.0)


def icc_1_k(sums: Floats) -> Floats:
    """As `icc_1_1`, for the mean of k ratings. Undefined when items have equal means."""
    v = Variance.of(sums)
    return divide(v.between - v.within, v.between, v.within)


def icc_2_k(sums: Floats) -> Floats:
    """As `icc_2_1`, for the mean of all raters: ICC(A,k). Undefined when items have about equal means."""
    v = Variance.of(sums)
    below = _settled(v.between + (v.by_rater - v.rest) / v.items, v.between + (v.by_rater + v.rest) / v.items)
    return divide(v.between - v.rest, np.where(v.between > 0, below, 0.0), 0.0)


def icc_3_k(sums: Floats) -> Floats:
    """As `icc_3_1`, for the mean of all raters: ICC(C,k), Cronbach's alpha. Undefined when items have equal means."""
    v = Variance.of(sums)
    return divide(v.between - v.rest, v.between, v.rest)


def why_undefined(sums: Floats) -> str:
    """The reason why an intraclass correlation of the data's sums has no value, given that it has none."""
    if sums[..., 0] < 2:  # noqa: PLR2004 - two to differ
        return NO_TWO_ITEMS
    with np.errstate(all="ignore"):
        return NO_SPREAD_OF_ITEMS if np.isnan(icc_3_1(sums)) else NO_SPREAD_OF_MEANS


ICC: Mapping[str, Callable[[Floats], Floats]] = {
    "icc_1_1": icc_1_1,
    "icc_2_1": icc_2_1,
    "icc_3_1": icc_3_1,
    "icc_1_k": icc_1_k,
    "icc_2_k": icc_2_k,
    "icc_3_k": icc_3_k,
}
"""By the name tables call it."""
ALIASES: Mapping[str, str] = {
    "icc_2_1": "icc_a_1",
    "icc_3_1": "icc_c_1",
    "icc_2_k": "icc_a_k",
    "icc_3_k": "icc_c_k",
}
"""McGraw and Wong's names of the same numbers."""
