"""Whether shares differ between groups, and whether who was looked at depends on what was found."""

import numpy as np
from scipy.special import chdtrc, gammaln

from judge.record import dataclass
from judge.stats.linearised import Floats, Places

ONE_GROUP = "only one group holds items: there is nothing to compare"
NO_DIFFERENCE_POSSIBLE = "every item has the same value: there is nothing to compare"


@dataclass(frozen=True, slots=True)
class ChiSquare:
    """A test's statistic with its degrees of freedom; ``None`` with the reason where there is none."""

    statistic: float | None
    df: int
    p: float | None
    reason: str | None = None


def homogeneity(values: Floats, groups: Places, clusters: Places, *, weights: Floats | None = None) -> ChiSquare:
    """Pearson's chi-square test that the mean of *values* (0..1) is the same in all *groups*.

    Where items depend on each other the statistic is divided by the mean design effect of the differences between
    groups (Rao & Scott 1981, first order), which may be below 1 where groups share their clusters; independent items of
    weight 1 give Pearson's. With *weights* an item counts that much. A large p does not show that the shares are equal.

    >>> found = homogeneity(np.repeat([1.0, 0, 1, 0], [18, 2, 12, 8]), np.repeat([0, 1], 20), np.arange(40))
    >>> round(found.statistic, 9), found.df, round(found.p, 9)  # 40 (18 x 8 - 2 x 12)^2 / (20 x 20 x 30 x 10)
    (4.8, 1, 0.028459737)
    """
    w = np.ones(values.size) if weights is None else weights
    used = np.bincount(groups, w) > 0 if values.size else np.zeros(0, np.bool_)
    df = max(0, int(used.sum()) - 1)
    if df == 0:
        return ChiSquare(None, 0, None, ONE_GROUP)
    member = (groups[:, None] == np.flatnonzero(used)) * w[:, None]
    sizes = member.sum(axis=0)
    pooled = float(w @ values / w.sum())
    if not 0 < pooled < 1:
        return ChiSquare(None, df, None, NO_DIFFERENCE_POSSIBLE)
    means = values @ member / sizes
    statistic = float(sizes @ (means - pooled) ** 2 / (pooled * (1 - pooled)))
    away = (member - w[:, None] * sizes / w.sum())[:, :-1] * (values - pooled)[:, None]
    statistic /= _mean_effect(away, clusters)
    return ChiSquare(statistic, df, float(chdtrc(df, statistic)))


def joined(tests: list[ChiSquare]) -> ChiSquare:
    """Several independent tests as one: statistics and degrees of freedom add up; those without one are left out."""
    kept = [t for t in tests if t.statistic is not None]
    if not kept:
        return ChiSquare(None, 0, None, tests[0].reason if tests else ONE_GROUP)
    statistic, df = sum(t.statistic for t in kept if t.statistic is not None), sum(t.df for t in kept)
    return ChiSquare(statistic, df, float(chdtrc(df, statistic)))


def fisher_exact(a: int, b: int, c: int, d: int) -> float:
    """The two-sided p of the table a b / c d given its margins: all tables no likelier than this one.

    1 where a margin is empty: such a table has no other.

    >>> round(fisher_exact(8, 2, 1, 5), 9)  # scipy's documentation: 0.0350
    0.034965035
    """
    row, column, n = a + b, a + c, a + b + c + d
    first = np.arange(max(0, column - (n - row)), min(row, column) + 1)
    chance = _log_choose(row, first) + _log_choose(n - row, column - first) - _log_choose(n, np.array([column]))
    likely = np.exp(chance)
    here = float(likely[a - int(first[0])])
    return min(1.0, float(likely[likely <= here * (1 + 1e-9)].sum()))


def _log_choose(n: int, k: Floats | Places) -> Floats:
    chosen: Floats = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return chosen


def _mean_effect(scores: Floats, clusters: Places) -> float:
    """The mean design effect over the directions of *scores* (items x directions); 1 where it cannot be told."""
    summed = np.stack([np.bincount(clusters, column) for column in scores.T], axis=1)
    alone, together = scores.T @ scores, summed.T @ summed
    effect = float(np.trace(np.linalg.pinv(alone) @ together)) / scores.shape[1]
    return effect if effect > 0 else 1.0
