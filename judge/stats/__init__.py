"""Numbers about raters: pure functions of counts, resampled by clusters.

What adds up over items is counted once (`family`), every statistic is arithmetic on the sums (`panel` names them all),
and one seeded draw of clusters (`resampling`) gives each its interval. `STATISTICS` takes an array of ratings instead.
"""

from collections.abc import Callable, Mapping
from functools import partial

from numpy.typing import ArrayLike

from judge.stats.arrays import krippendorff_alpha, of_flags, of_group, of_pair
from judge.stats.estimate import Estimate
from judge.stats.metrics import METRICS
from judge.stats.panel import CLASS, FLAG, ORDERED_PAIR, PAIR

STATISTICS: Mapping[str, Callable[[ArrayLike], Estimate]] = {
    **{name: partial(of_flags, statistic) for name, statistic in FLAG.items()},
    **{name: partial(of_pair, statistic) for name, statistic in {**PAIR, **ORDERED_PAIR, **CLASS}.items()},
    **{name: partial(of_group, name) for name in ("fleiss_kappa", "conger_kappa")},
    **{f"krippendorff_alpha_{metric}": partial(krippendorff_alpha, metric=metric) for metric in METRICS},
}
"""Every statistic by the name tables call it, of an array of ratings: raters x items, ``nan`` where there is none."""

__all__ = ["STATISTICS", "Estimate"]
