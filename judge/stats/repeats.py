"""How far a judge that is asked again says the same, and what that means for what it misses.

Repeats are never raters and never items: each stands for itself elsewhere, and only here are they held against each
other. Every function gives one number an item, ``nan`` where there is none; means over items are made from sums
(`judge.stats.soft.cells` and `mean`). Stability is not validity: a judge that always says the same is perfectly stable.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from judge.errors import InputError
from judge.stats.group import answer_counts
from judge.stats.resampling import Floats
from judge.stats.tables import divide


def pass_hat(successes: ArrayLike, repeats: ArrayLike, k: int) -> Floats:
    """pass^k: how probable it is that *k* repeats all succeed (tau-bench 2024), C(c, k) / C(n, k).

    *successes* c of *repeats* n, items. Unbiased for k up to n, ``nan`` above.

    >>> [round(float(pass_hat(c, n, k)), 9) for n, c, k in ((5, 3, 2), (8, 6, 4), (10, 9, 3))]
    [0.3, 0.214285714, 0.7]

    Raises:
        InputError: *k* is below 1.
    """
    return _draws(np.asarray(successes, np.float64), np.asarray(repeats, np.float64), k)


def pass_at(successes: ArrayLike, repeats: ArrayLike, k: int) -> Floats:
    """pass@k: how probable it is that one of *k* repeats succeeds (Chen 2021), 1 - C(n - c, k) / C(n, k).

    >>> [round(float(pass_at(c, n, k)), 9) for n, c, k in ((5, 3, 2), (8, 6, 4), (10, 9, 3))]
    [0.9, 1.0, 1.0]

    Raises:
        InputError: *k* is below 1.
    """
    n = np.asarray(repeats, np.float64)
    return 1 - _draws(n - np.asarray(successes, np.float64), n, k)


def _draws(of: Floats, n: Floats, k: int) -> Floats:
    """How probable it is that *k* drawn of *n* without putting back are all among *of*."""
    if k < 1:
        raise InputError(f"k is at least 1, not {k}")
    chance = np.ones(np.broadcast_shapes(of.shape, n.shape))
    for i in range(k):
        chance = chance * divide(np.maximum(of - i, 0), np.where(n > i, n - i, 0))
    return chance


def flips(codes: NDArray[np.integer], answers: int) -> Floats:
    """The share of pairs of repeats that differ: repeats x items of codes; below 0 is no answer and in no pair.

    ``nan`` with fewer than two answers.

    >>> flips(np.array([[0, 0, 0], [0, 1, -1], [1, 1, 0]]), 2).round(3).tolist()
    [0.667, 0.667, 0.0]
    """
    counts = answer_counts(codes, answers)
    n = counts.sum(axis=1)
    return divide((counts * (n[:, None] - counts)).sum(axis=1), n * (n - 1))


def all_equal(codes: NDArray[np.integer], asked: NDArray[np.bool_]) -> Floats:
    """1 where all repeats that were *asked* gave one and the same answer, 0 where not, ``nan`` with fewer than two.

    A repeat without an answer equals nothing, not even another one.

    >>> all_equal(np.array([[0, 0, 1, -5], [0, 1, -5, -5]]), np.ones((2, 4), bool)).tolist()
    [1.0, 0.0, 0.0, 0.0]
    """
    high = np.where(asked, codes, np.iinfo(np.int16).min).max(axis=0, initial=-1)
    low = np.where(asked, codes, np.iinfo(np.int16).max).min(axis=0, initial=np.iinfo(np.int16).max)
    same = (low == high) & (low >= 0)
    return np.where(asked.sum(axis=0) > 1, same, np.nan).astype(np.float64)


def missed_by_any(flagged: NDArray[np.bool_], asked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where at least one repeat that was *asked* did not flag: what the worst of them misses. Repeats x items."""
    return np.asarray((asked & ~flagged).any(axis=0), np.bool_)


def missed_by_all(flagged: NDArray[np.bool_], asked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where no repeat that was *asked* flagged: what even the best of them misses. Repeats x items."""
    return np.asarray(asked.any(axis=0) & ~(asked & flagged).any(axis=0), np.bool_)
