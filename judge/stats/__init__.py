"""Numbers about raters: pure functions of an array, raters x items.

To add one, write a function and name it in the dict of its file.
"""

from collections.abc import Mapping

from judge.stats.agreement import AGREEMENT, Statistic
from judge.stats.estimate import Estimate
from judge.stats.validity import CLASS_STATISTICS, FLAG_STATISTICS

STATISTICS: Mapping[str, Statistic] = {**AGREEMENT, **FLAG_STATISTICS, **CLASS_STATISTICS}
"""Every statistic by the name tables call it."""

__all__ = ["STATISTICS", "Estimate", "Statistic"]
