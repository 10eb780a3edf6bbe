"""How far a judge finds what a reference finds, the reference being right beforehand.

Every function takes two rows (`judge.stats.matrix`): the reference first, the judge second. `FLAG_STATISTICS` take
flags: 1 where the response was found failing, 0 where it was cleared; so "sensitivity" is always for what fails. The
others take codes of answers, as many as there are. An item on which the reference decides nothing (``nan``) is out. An
item on which the judge gave no verdict (``nan``) is out too, but for `missed` and `false_alarms`, which speak of
everything that was put before the judge.
"""

from collections.abc import Mapping
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from judge.stats.agreement import Statistic
from judge.stats.estimate import (
    NEVER_FLAGGED,
    NO_CLEARED,
    NO_FLAG,
    NO_ITEM,
    ONE_CLASS,
    ONE_SIDED,
    Estimate,
    known,
    proportion,
    undefined,
)
from judge.stats.matrix import both_observed, contingency, flags


def missed(ratings: ArrayLike) -> Estimate:
    """The share of what the reference flags that the judge did not flag, for whatever reason.

    Flags. A judge that cleared the item, was unsure, refused or could not be read has missed it: nobody was warned.
    Items a gate took out were not put before the judge; leave them out of the array. Undefined when the reference flags
    nothing.

    Of three flagged items one was cleared and one got no verdict:

    >>> missed([[1, 1, 1, 0], [1, 0, float("nan"), 0]]).value
    0.6666666666666666

    Raises:
        InputError: The array is not two rows of flags.
    """
    reference, judge = flags(ratings)
    flagged = reference == 1
    decided = int((~np.isnan(reference)).sum())
    return proportion(int((flagged & (judge != 1)).sum()), int(flagged.sum()), n_items=decided, if_empty=NO_FLAG)


def false_alarms(ratings: ArrayLike) -> Estimate:
    """The share of what the reference clears that the judge flagged.

    Flags. Everything cleared and put before the judge is the denominator: an item without a verdict raised no alarm.
    Undefined when the reference clears nothing.

    >>> false_alarms([[0, 0, 0, 1], [1, 0, float("nan"), 1]]).value
    0.3333333333333333

    Raises:
        InputError: The array is not two rows of flags.
    """
    reference, judge = flags(ratings)
    cleared = reference == 0
    decided = int((~np.isnan(reference)).sum())
    return proportion(int((cleared & (judge == 1)).sum()), int(cleared.sum()), n_items=decided, if_empty=NO_CLEARED)


def sensitivity(ratings: ArrayLike) -> Estimate:
    """The share of what the reference flags that the judge flags, among items with a verdict.

    Flags. A judge that refuses the grave items can score high here; `missed` counts those too. Undefined, not 0, when
    the reference flags nothing.

    >>> sensitivity([[1, 1, 1, 0], [1, 0, float("nan"), 0]]).value
    0.5

    Raises:
        InputError: The array is not two rows of flags.
    """
    reference, judge = both_observed(flags(ratings))
    flagged = reference == 1
    return proportion(int((flagged & (judge == 1)).sum()), int(flagged.sum()), n_items=reference.size, if_empty=NO_FLAG)


def specificity(ratings: ArrayLike) -> Estimate:
    """The share of what the reference clears that the judge clears, among items with a verdict.

    Flags. Undefined, not 0, when the reference clears nothing.

    >>> specificity([[0, 0, 0, 1], [1, 0, 0, 1]]).value
    0.6666666666666666

    Raises:
        InputError: The array is not two rows of flags.
    """
    reference, judge = both_observed(flags(ratings))
    cleared = reference == 0
    return proportion(
        int((cleared & (judge == 0)).sum()), int(cleared.sum()), n_items=reference.size, if_empty=NO_CLEARED
    )


def f1(ratings: ArrayLike) -> Estimate:
    """F1 of the failing class: the harmonic mean of how much was found and how much of the alarm was right.

    Flags. 2 x hits / (2 x hits + misses + false alarms); items both cleared do not enter. Undefined when neither flags
    anything.

    Two hits, one miss, one false alarm, 4 / 6:

    >>> f1([[1, 1, 1, 0, 0], [1, 1, 0, 1, 0]]).value
    0.6666666666666666

    Raises:
        InputError: The array is not two rows of flags.
    """
    reference, judge = both_observed(flags(ratings))
    said = int((reference == 1).sum() + (judge == 1).sum())
    if said == 0:
        return undefined(NEVER_FLAGGED if reference.size else NO_ITEM, n_items=reference.size)
    return known(2 * int(((reference == 1) & (judge == 1)).sum()) / said, n_items=reference.size)


def accuracy(ratings: ArrayLike) -> Estimate:
    """The share of items on which the judge gives the reference's answer.

    Codes. Undefined when no item has both.

    >>> accuracy([[0, 1, 2, 2], [0, 1, 2, 1]]).value
    0.75

    Raises:
        InputError: The array is not two rows of numbers.
    """
    reference, judge = both_observed(ratings)
    n = reference.size
    return proportion(int((reference == judge).sum()), n, n_items=n, if_empty=NO_ITEM)


def balanced_accuracy(ratings: ArrayLike) -> Estimate:
    """The mean, over the reference's classes, of the share of each that the judge finds.

    Codes or flags; with two classes the mean of sensitivity and specificity. A judge that always says the same gets
    1 / classes, however rare the others are. Undefined when the reference has one class only: nothing is balanced then.

    scikit-learn's example:

    >>> balanced_accuracy([[0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 1]]).value
    0.625

    Raises:
        InputError: The array is not two rows of numbers.
    """
    hits, supports, _, n = _per_class(ratings)
    present = supports > 0
    if present.sum() < 2:  # noqa: PLR2004 - one class cannot be balanced against another
        return undefined(ONE_CLASS if n else NO_ITEM, n_items=n)
    return known(float((hits[present] / supports[present]).mean()), n_items=n)


def mcc(ratings: ArrayLike) -> Estimate:
    """Matthews' correlation of the two sets of answers; for more than two classes Gorodkin's R_K (2004).

    Codes or flags. 1 is full agreement, 0 none beyond chance. Undefined, not 0, when either side gives one answer only.

    scikit-learn's example:

    >>> mcc([[1, 1, 1, 0], [1, 0, 1, 1]]).value
    -0.3333333333333333

    Raises:
        InputError: The array is not two rows of numbers.
    """
    hits, supports, said, n = _per_class(ratings)
    spread = (n * n - int(supports @ supports)) * (n * n - int(said @ said))
    if spread == 0:
        return undefined(ONE_SIDED if n else NO_ITEM, n_items=n)
    return known((int(hits.sum()) * n - int(supports @ said)) / sqrt(spread), n_items=n)


def f1_macro(ratings: ArrayLike) -> Estimate:
    """The plain mean of each class's F1, over the classes that the reference or the judge used.

    Codes. A rare class weighs as much as a common one. Classes neither side used have no F1 and stay out.

    Raises:
        InputError: The array is not two rows of numbers.
    """
    hits, supports, said, n = _per_class(ratings)
    if n == 0:
        return undefined(NO_ITEM)
    return known(float((2 * hits / (supports + said)).mean()), n_items=n)


def f1_weighted(ratings: ArrayLike) -> Estimate:
    """The mean of each class's F1, weighted by how often the reference gives the class.

    Codes. Dominated by the common class: read `missed` beside it.

    Raises:
        InputError: The array is not two rows of numbers.
    """
    hits, supports, said, n = _per_class(ratings)
    return _weighted(2 * hits / (supports + said), supports, n)


def precision_weighted(ratings: ArrayLike) -> Estimate:
    """The mean of each class's precision, weighted by how often the reference gives the class.

    Codes. A class the judge never gives counts as precision 0, as in published tables: nothing of it was found.

    Raises:
        InputError: The array is not two rows of numbers.
    """
    hits, supports, said, n = _per_class(ratings)
    return _weighted(hits / np.maximum(said, 1), supports, n)


def recall_weighted(ratings: ArrayLike) -> Estimate:
    """The mean of each class's recall, weighted by how often the reference gives the class: the accuracy.

    Codes.

    Raises:
        InputError: The array is not two rows of numbers.
    """
    hits, supports, _, n = _per_class(ratings)
    return _weighted(hits / np.maximum(supports, 1), supports, n)


def _per_class(ratings: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], int]:
    pair = both_observed(ratings)
    table = contingency(pair)
    return np.diag(table), table.sum(axis=1), table.sum(axis=0), pair.shape[1]


def _weighted(per_class: NDArray[np.float64], supports: NDArray[np.int64], n: int) -> Estimate:
    return known(float(per_class @ supports / n), n_items=n) if n else undefined(NO_ITEM)


FLAG_STATISTICS: Mapping[str, Statistic] = {
    "missed": missed,
    "false_alarms": false_alarms,
    "sensitivity": sensitivity,
    "specificity": specificity,
    "f1": f1,
}
CLASS_STATISTICS: Mapping[str, Statistic] = {
    "balanced_accuracy": balanced_accuracy,
    "mcc": mcc,
    "accuracy": accuracy,
    "f1_macro": f1_macro,
    "f1_weighted": f1_weighted,
    "precision_weighted": precision_weighted,
    "recall_weighted": recall_weighted,
}
WHOLE = frozenset({"missed", "false_alarms"})
"""Those for which an item without a verdict stays in."""
