"""HealthBench's pairwise macro-F1: a judge beside every physician in turn (Arora et al. 2025).

Every function takes sums (..., 4) of the rows of `cells`, any axes before them replicates, and gives (...).
"""

import numpy as np

from judge.stats.resampling import Floats
from judge.stats.tables import divide

ONE_SIDED_PAIRS = "no variation: the pairs hold only one of the two answers"

_BOTH, _ONLY_RATER, _ONLY_OTHER, _NEITHER = range(4)


def cells(rater: Floats, others: Floats) -> Floats:
    """Each item's pairs of *rater* and one of the *others*: items x (both, only rater, only other, neither) flagged.

    Args:
        rater: Items: 1 flagged, 0 cleared, ``nan`` no verdict.
        others: Raters x items, the same.
    """
    own = np.broadcast_to(rater, others.shape)
    return np.stack(
        [((own == mine) & (others == theirs)).sum(axis=0) for mine, theirs in ((1, 1), (1, 0), (0, 1), (0, 0))], axis=1
    ).astype(np.float64)


def pairwise_macro_f1(sums: Floats) -> Floats:
    """The mean of the F1 of flagging and the F1 of clearing, over all pairs of a verdict and a physician's answer.

    An item with more physicians weighs more. Physicians who differ among themselves keep it below 1 for any judge: read
    it beside each physician held against the others. Undefined when one of the two answers is in no pair.

    HealthBench's example: the judge says T F T, the physicians T T F, T F and F.

    >>> by_item = np.array([[1, 1, 0], [1, 0, np.nan], [0, np.nan, np.nan]])
    >>> round(float(pairwise_macro_f1(cells(np.array([1.0, 0, 1]), by_item.T).sum(axis=0))), 6)
    0.485714
    """
    errors = sums[..., _ONLY_RATER] + sums[..., _ONLY_OTHER]
    flagging = divide(2 * sums[..., _BOTH], 2 * sums[..., _BOTH] + errors)
    clearing = divide(2 * sums[..., _NEITHER], 2 * sums[..., _NEITHER] + errors)
    return (flagging + clearing) / 2
