"""The statistics of numbers by the names tables call them, each with the reason why it may have no value.

``item_``: over items. ``system_``: over candidates, each of which is one number for the judge and one for the experts;
at fewer than three there is nothing to rank, and everything is undefined.
"""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from judge.stats import icc, numeric, rankings, ranks
from judge.stats.estimate import NO_ITEM, Estimate
from judge.stats.family import Family, Statistic
from judge.stats.rankings import ALL_TIED, NO_RANKING, ONE_TIED, Of
from judge.stats.resampling import Floats
from judge.stats.tables import divide, margins

Named = Mapping[str, Statistic]

CANDIDATES_ALIKE = "no variation: all candidates have the same mean"
NONE_APART = "the experts tell no two candidates apart beyond chance"
FEW_SYSTEMS = "fewer than ten candidates: a large-sample p-value would mean nothing"
SHARE_OF_REPLICATES = "it is a share of the replicates itself"

_RANKABLE = 3
_SYSTEMS = 10


def _named(*statistics: Statistic) -> Named:
    return {s.name: s for s in statistics}


def _numeric_why(sums: Floats) -> str:
    if sums[..., 0] == 0:
        return NO_ITEM
    return icc.NO_TWO_ITEMS if sums[..., 0] < 2 else numeric.ONE_CONSTANT  # noqa: PLR2004 - two to differ


def _rank_why(table: Floats) -> str:
    n = margins(table)[2]
    return NO_ITEM if n == 0 else icc.NO_TWO_ITEMS if n < 2 else numeric.ONE_CONSTANT  # noqa: PLR2004 - the same


def _within(sums: Floats) -> tuple[Floats, Floats]:
    return sums[..., numeric.CLOSE], sums[..., 0]


def names_of(statistic: str) -> tuple[str, ...]:
    """Every name a row of this statistic stands under: an intraclass correlation has two.

    >>> names_of("item_icc_2_1")
    ('item_icc_2_1', 'item_icc_a_1')
    """
    level, _, name = statistic.partition("_")
    return (statistic, f"{level}_{icc.ALIASES[name]}") if name in icc.ALIASES else (statistic,)


ITEM_ICC: Named = _named(*(Statistic(f"item_{name}", icc.why_undefined, value) for name, value in icc.ICC.items()))
"""Any number of raters: sums of `judge.stats.icc.cells`."""

ITEM_NUMERIC: Named = _named(
    *(Statistic(f"item_{name}", _numeric_why, v) for name, v in numeric.NUMERIC.items() if name != "within_1"),
    Statistic("item_within_1", _numeric_why, share=_within),
)
"""A reference and a judge: sums of `judge.stats.numeric.cells`."""

ITEM_RANKS: Named = _named(
    Statistic("item_spearman", _rank_why, ranks.spearman),
    Statistic("item_kendall_tau_b", _rank_why, ranks.kendall_tau_b),
)
"""The same: tables of their ordered numbers."""


def means(counts: Floats) -> Floats:
    """Each rater's mean of each candidate (..., raters, C), from (..., 1 + raters, C): how many items, then sums."""
    return divide(counts[..., 1:, :], counts[..., :1, :], 0.0)


def _of_means(value: Of) -> Callable[[Floats], Floats]:
    """*value* of the experts' and the judge's means; ``nan`` where there are too few candidates to rank."""

    def of(counts: Floats) -> Floats:
        both = means(counts)
        known = rankings.known(both[..., 0, :], both[..., 1, :])
        enough = 1.0 if counts.shape[-1] >= _RANKABLE else np.nan
        return value(both[..., 0, :], both[..., 1, :]) * enough * known

    return of


def _of_group(value: Callable[[Floats], Floats]) -> Callable[[Floats], Floats]:
    """*value*, an intraclass correlation, of every rater's means."""

    def of(counts: Floats) -> Floats:
        given = means(counts)
        enough = 1.0 if counts.shape[-1] >= _RANKABLE else np.nan
        return value(rankings.intraclass_sums(given)) * enough

    return of


def _system_why(reason: str) -> Callable[[Floats], str]:
    return lambda counts: NO_RANKING if counts.shape[-1] < _RANKABLE else reason


def _numeric_of(value: Callable[[Floats], Floats]) -> Of:
    return lambda experts, judge: value(rankings.numeric_sums(experts, judge))


SYSTEM_ICC: Named = _named(
    *(Statistic(f"system_{n}", _system_why(CANDIDATES_ALIKE), _of_group(v)) for n, v in icc.ICC.items())
)
"""Any number of raters: (..., 1 + raters, C)."""

SYSTEM: Named = _named(
    *(
        Statistic(f"system_{n}", _system_why(ALL_TIED if n == "pairwise_ranking_accuracy" else ONE_TIED), _of_means(v))
        for n, v in rankings.RANKINGS.items()
    ),
    *(
        Statistic(f"system_{n}", _system_why(NO_ITEM), _of_means(_numeric_of(numeric.NUMERIC[n])))
        for n in ("mae", "rmse", "within_1", "bias")
    ),
)
"""The experts and a judge: (..., 3, C): how many items, the sums of the experts' numbers, of the judge's."""


def significant_pairs(family: Family) -> Statistic:
    """Ranking accuracy over the pairs of candidates that the experts of *family* tell apart."""
    replicates = means(family.sums.replicates.reshape(-1, *family.shape))[:, 0]
    value = partial(rankings.pairwise_ranking_accuracy, pairs=rankings.told_apart(replicates))
    return Statistic("system_pairwise_ranking_accuracy_significant", _system_why(NONE_APART), _of_means(value))


def same_named(family: Family, of: Of) -> Estimate:
    """How likely judge and experts name one candidate as the best, or the worst: the mean over the replicates.

    It is a share of replicates, so it has no interval. Replicates in which a candidate has no item are counted, and
    when they are more than half there is no probability.
    """
    shape = family.shape
    with np.errstate(all="ignore"):
        found = _of_means(of)(family.sums.replicates.reshape(-1, *shape))
    kept = found[np.isfinite(found)]
    gone = found.size - kept.size
    if family.items == 0 or kept.size <= gone:
        why = NO_ITEM if family.items == 0 else _system_why(rankings.MOSTLY_EMPTY)(family.raw)
        return Estimate(None, "undefined", why, n_items=family.items, n_raters=2, replicates_undefined=gone)
    return Estimate(
        float(kept.mean()),
        "ok",
        n_items=family.items,
        n_raters=2,
        interval_reason=SHARE_OF_REPLICATES,
        replicates_undefined=gone,
    )


def p_values(family: Family) -> dict[str, Estimate]:
    """Large-sample p-values of the system's rank correlations: undefined below ten candidates, always."""
    both = means(family.sums.totals.reshape(family.shape))
    few = family.shape[-1] < _SYSTEMS
    known = {} if few or np.isnan(both).any() else rankings.p_values(both[0], both[1])
    return {
        f"system_{name}": Estimate(known[name], "ok", n_items=family.items, n_raters=2)
        if np.isfinite(known.get(name, np.nan))
        else Estimate(None, "undefined", FEW_SYSTEMS if few else ONE_TIED, n_items=family.items, n_raters=2)
        for name in ("spearman_p", "kendall_tau_b_p")
    }
