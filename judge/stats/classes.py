"""A reference and a judge, one table: how far the judge gives the reference's answers.

Every function takes contingency tables (..., V, V), the reference down, the judge across, any axes before them
replicates, and gives (...); ``nan`` is undefined.
"""

import numpy as np

from judge.stats.resampling import Floats
from judge.stats.tables import diagonal, divide, margins


def accuracy(tables: Floats) -> Floats:
    """The share of items on which the judge gives the reference's answer.

    >>> round(float(accuracy([[30, 10], [2, 78]])), 4)
    0.9
    """
    return divide(diagonal(tables).sum(axis=-1), margins(tables)[2])


def recalls(tables: Floats) -> Floats:
    """Of each answer the reference gave, the share the judge gave too; ``nan`` for an answer it never gave."""
    return divide(diagonal(tables), margins(tables)[0])


def balanced_accuracy(tables: Floats) -> Floats:
    """The mean, over the reference's answers, of the share of each that the judge finds.

    With two answers the mean of sensitivity and specificity. A judge that always says the same gets 1 / answers,
    however rare the others are. Undefined when the reference has one answer only: nothing is balanced then.

    scikit-learn's example:

    >>> float(balanced_accuracy([[3, 1], [1, 1]]))
    0.625
    """
    present = margins(tables)[0] > 0
    found = np.where(present, recalls(tables), 0).sum(axis=-1)
    count = present.sum(axis=-1)
    return divide(found, np.where(count > 1, count, 0))


def mcc(tables: Floats) -> Floats:
    """Matthews' correlation of the two sets of answers; for more than two answers Gorodkin's R_K (2004).

    1 is full agreement, 0 none beyond chance. Undefined, not 0, when either side gives one answer only.

    scikit-learn's example:

    >>> round(float(mcc([[0, 1], [1, 2]])), 6)
    -0.333333
    """
    supports, said, n = margins(tables)
    first, second = n * n - (supports**2).sum(axis=-1), n * n - (said**2).sum(axis=-1)
    shared = diagonal(tables).sum(axis=-1) * n - (supports * said).sum(axis=-1)
    return divide(shared, np.sqrt(np.maximum(first, 0) * np.maximum(second, 0)), n * n)


def f1_of(tables: Floats, answer: int) -> Floats:
    """F1 of one answer: the harmonic mean of how much of it was found and how much of what was said was right.

    Without a reference it is the specific agreement on that answer (Cicchetti and Feinstein 1990). Undefined when
    neither gave it.

    >>> round(float(f1_of([[80, 10], [5, 5]], 1)), 2)
    0.4
    """
    supports, said, _ = margins(tables)
    return divide(2 * diagonal(tables)[..., answer], supports[..., answer] + said[..., answer])


def _f1s(tables: Floats) -> tuple[Floats, Floats]:
    supports, said, _ = margins(tables)
    used = (supports + said > 0).astype(np.float64)
    return np.where(used, divide(2 * diagonal(tables), supports + said), 0.0), used


def f1_macro(tables: Floats) -> Floats:
    """The plain mean of each answer's F1, over the answers that the reference or the judge used.

    A rare answer weighs as much as a common one.
    """
    scores, used = _f1s(tables)
    return divide(scores.sum(axis=-1), used.sum(axis=-1))


def f1_weighted(tables: Floats) -> Floats:
    """The mean of each answer's F1, weighted by how often the reference gives it: dominated by the common one."""
    supports, _, n = margins(tables)
    return divide((_f1s(tables)[0] * supports).sum(axis=-1), n)


def precision_weighted(tables: Floats) -> Floats:
    """The mean of each answer's precision, weighted by how often the reference gives it.

    An answer the judge never gives counts as precision 0, as in published tables: nothing of it was found.
    """
    supports, said, n = margins(tables)
    precisions = np.where(said > 0, divide(diagonal(tables), said), 0)
    return divide((precisions * supports).sum(axis=-1), n)
