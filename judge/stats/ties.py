"""Who is told apart from whom, and how often each comes first."""

from collections.abc import Sequence
from itertools import combinations
from string import ascii_lowercase

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def letters(different: NDArray[np.bool_]) -> list[str]:
    """The compact letter display: two share a letter exactly when they are not told apart.

    *different* is symmetric, one row for each, in the order in which letters are given: the first one has ``a``. By
    inserting each difference and absorbing what is left over (Piepho 2004). The letters are groups of ties, not ranks:
    one may belong to several.

    >>> letters(np.array([[0, 0, 1], [0, 0, 0], [1, 0, 0]], bool))
    ['a', 'ab', 'b']
    """
    n = len(different)
    groups = [frozenset(range(n))] if n else []
    for i, j in combinations(range(n), 2):
        if different[i, j]:
            split = [part for g in groups for part in ((g - {i}, g - {j}) if {i, j} <= g else (g,))]
            groups = [g for g in dict.fromkeys(split) if not any(g < other for other in split)]
    named = sorted(groups, key=sorted)
    return ["".join(_name(k) for k, g in enumerate(named) if i in g) for i in range(n)]


def _name(place: int) -> str:
    letter = ascii_lowercase[place % 26]
    return letter if place < 26 else f"{letter}{place // 26}"  # noqa: PLR2004 - as many letters as there are


def first_shares(replicates: Sequence[Floats]) -> tuple[list[float] | None, int]:
    """In which share of the replicates each has the highest value; those that tie there share it evenly.

    Replicates in which any of them is undefined are left out and counted; with none left there is no share.

    >>> first_shares([np.array([3.0, 2, 1, np.nan]), np.array([1.0, 2, 3, 1])])
    ([0.5, 0.5], 1)
    """
    values = np.stack(replicates)
    kept = values[:, np.isfinite(values).all(axis=0)]
    gone = int(values.shape[1] - kept.shape[1])
    if not kept.shape[1]:
        return None, gone
    first = kept >= kept.max(axis=0) - 1e-12
    shares = (first / first.sum(axis=0)).mean(axis=1)
    return [float(share) for share in shares], gone


def mover(
    value: float, one: tuple[float, float, float], other: tuple[float, float, float], *, reach: float = 1.0
) -> tuple[float, float]:
    """The interval of a difference from the intervals of its two sides: (value, low, high) each.

    The method of variance estimates recovery (Zou & Donner 2008); of two Wilson intervals it is Newcombe's hybrid score
    interval of two independent proportions. Too wide where the two go together. *reach* is how far the two sides can
    lie apart at all: 1 of shares.

    >>> sides = ((56 / 70, 0.692, 0.877), (48 / 80, 0.490, 0.700))
    >>> [round(end, 2) for end in mover(0.2, *sides)]  # Newcombe (1998): .0524 to .3339
    [0.05, 0.33]
    """
    (a, a_low, a_high), (b, b_low, b_high) = one, other
    below = float(np.hypot(a - a_low, b_high - b))
    above = float(np.hypot(a_high - a, b - b_low))
    return max(-reach, value - below), min(reach, value + above)
