"""Every statistic of an array of ratings, raters x items: for a notebook, and for what is tested against others.

Each item stands for itself here; whoever has conversations takes `judge.agreement`.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from judge.stats import group
from judge.stats.estimate import NO_PAIR, NO_VARIATION, Estimate, undefined
from judge.stats.family import Family, Statistic
from judge.stats.flags import table_of
from judge.stats.matrix import both_observed, codes_of, flags, matrix
from judge.stats.metrics import Metric
from judge.stats.panel import group_statistics
from judge.stats.resampling import Floats, Sums, per_cluster

OfArray = Callable[[ArrayLike], Estimate]


def of_pair(statistic: Statistic, ratings: ArrayLike) -> Estimate:
    """A *statistic* of tables: two rows of codes; only answers that occur are answers.

    Raises:
        InputError: The array is not two rows of numbers.
    """
    pair = both_observed(ratings)
    codes, answers = codes_of(pair)
    width = max(len(answers), 2)
    return _alone(codes[0] * width + codes[1], (width, width)).estimate(statistic)


def of_flags(statistic: Statistic, ratings: ArrayLike) -> Estimate:
    """A *statistic* of flags: the reference first, the judge second, 1 found failing, 0 cleared, ``nan`` no verdict.

    Raises:
        InputError: The array is not two rows of flags.
    """
    pair = flags(ratings)
    return _alone(table_of(pair[0], pair[1]), (2, 3)).estimate(statistic)


def of_group(name: str, ratings: ArrayLike) -> Estimate:
    """A statistic of any number of raters by its *name* in `judge.stats.panel.group_statistics`.

    Raises:
        InputError: The array is not a table of numbers.
    """
    codes, answers = codes_of(matrix(ratings))
    layout = group.Layout(len(codes), max(len(answers), 2))
    columns = group.cells(codes, layout.answers)
    shared = int(columns[:, 1].sum())
    statistic = group_statistics(layout, ordered=True)[name]
    value = _defined(statistic, columns.sum(axis=0))
    if value is None:
        return undefined(statistic.why(columns.sum(axis=0)), n_items=shared, n_raters=len(codes))
    return Estimate(value, "ok", n_items=shared, n_raters=len(codes))


def krippendorff_alpha(ratings: ArrayLike, metric: Metric = "nominal") -> Estimate:
    """Krippendorff's alpha by the *metric* named: any number of raters, any of them missing anywhere.

    1 is full agreement, 0 what chance gives. Items with fewer than two ratings drop out. One deviating rating among
    ratings that are otherwise all alike gives exactly 0. Undefined, with the reason, when no item has two ratings and
    when every rating is the same: raters who were never given a reason to differ have not shown that they agree. The
    value is that of the package krippendorff, which researchers know; resampling uses `judge.stats.tables`.

    The example of Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section A:

    >>> round(krippendorff_alpha([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]).value, 3)
    0.095
    >>> krippendorff_alpha(np.array([[1, 0, 1, 1], [1, 0, 0, 1.0]])).value
    0.5333333333333333

    Raises:
        InputError: The array is not a table of numbers.
    """
    import krippendorff  # noqa: PLC0415 - only these point values need it

    given = matrix(ratings)
    observed = ~np.isnan(given)
    used = given[:, observed.sum(axis=0) > 1]
    n, raters = used.shape[1], int((~np.isnan(used)).any(axis=1).sum())
    if n == 0:
        return undefined(NO_PAIR, n_raters=raters)
    values = used[~np.isnan(used)]
    if (values == values[0]).all():
        return undefined(NO_VARIATION, n_items=n, n_raters=raters)
    with np.errstate(all="ignore"):  # the ratio of 0 to 0
        value = float(krippendorff.alpha(used, level_of_measurement=metric))
    return Estimate(value, "ok", n_items=n, n_raters=raters)


def _alone(cells: np.ndarray, shape: tuple[int, int]) -> Family:
    """Counts of items that each are a cluster, without replicates."""
    width = shape[0] * shape[1]
    kept = cells[cells >= 0]
    sums = per_cluster(kept, np.arange(kept.size), (kept.size, width))
    raw = np.bincount(kept, minlength=width).astype(np.float64).reshape(shape)
    return Family(Sums(sums, np.empty((0, width))), shape, raw, int(kept.size))


def _defined(statistic: Statistic, sums: Floats) -> float | None:
    assert statistic.value is not None  # noqa: S101 - for the type checker: no statistic of a group is a share
    with np.errstate(all="ignore"):
        value = float(statistic.value(sums))
    return value if np.isfinite(value) else None
