"""What a judge's errors cost, when a miss and a false alarm are not worth the same.

Tables are those of `judge.stats.flags`: (..., 2, 3), the reference down, the judge across, any axes before them
replicates.
"""

from judge.record import dataclass
from judge.stats.flags import Share, false_alarms, missed
from judge.stats.resampling import Floats
from judge.stats.tables import divide


@dataclass(frozen=True, slots=True)
class Weights:
    """What one error costs. Whose values these are is for the reader to be told."""

    miss: float = 1.0
    false_alarm: float = 1.0


def mean_cost(counts: Floats, weights: Weights) -> Floats:
    """The cost of an item on average: each miss and each false alarm at its weight.

    A flagged item without a verdict is a miss: nobody was warned. A cleared one without a verdict costs nothing. It
    grows with how often something is flagged at all: compare judges on the same items only.

    Of ten items two were missed (one of them unread) and one was a false alarm: (2 x 10 + 1) / 10.

    >>> import numpy as np
    >>> float(mean_cost(np.array([[6, 1, 0], [1, 1, 1]]), Weights(miss=10)))
    2.1
    """
    cost = weights.miss * missed(counts)[0] + weights.false_alarm * false_alarms(counts)[0]
    return divide(cost, counts.sum(axis=(-1, -2)))


def errors(counts: Floats) -> Share:
    """Of all items, those missed or falsely flagged: every error at the weight 1."""
    return missed(counts)[0] + false_alarms(counts)[0], counts.sum(axis=(-1, -2))
