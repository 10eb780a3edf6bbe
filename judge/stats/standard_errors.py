"""Standard errors without resampling: closed forms, there at once, for a look before a report or for planning.

They take large samples for granted and stretch to both sides alike; the intervals of reports come from `sampled`, which
need not. Each function says which published formula it is. Undefined is ``None``, with the reason.
"""

from collections.abc import Callable, Mapping
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from judge.errors import InputError
from judge.record import dataclass
from judge.stats import group, tables
from judge.stats.estimate import NO_ITEM, NO_PAIR, NO_VARIATION
from judge.stats.intervals import Z_95
from judge.stats.metrics import METRICS, Metric, identity
from judge.stats.resampling import Floats
from judge.stats.sampled import NO_SPREAD, TOO_FEW, Sampled

Codes = NDArray[np.integer]
"""Raters x items: places of answers, below 0 where there is none."""

ONE_ITEM = "a standard error needs two items"
UNDEFINED_WITHOUT = "undefined without one of the clusters"


@dataclass(frozen=True, slots=True)
class Approximate:
    """A coefficient with its standard error and the symmetrical 95 % interval, cut at 1."""

    value: float | None
    error: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str | None = None
    """Why one of them is missing."""


def _around(value: float, error: float, quantile: float) -> Approximate:
    if error <= 1e-12:  # noqa: PLR2004 - rounding
        return Approximate(value, reason=NO_SPREAD)
    return Approximate(value, error, value - quantile * error, min(1.0, value + quantile * error))


def _t(items: int) -> float:
    return float(stdtrit(items - 1, 0.975))


def cohen_kappa(table: ArrayLike, weights: Floats | None = None) -> Approximate:
    """Cohen's kappa with its large-sample error (Fleiss, Cohen and Everitt 1969), with *weights* the weighted one.

    Items are taken as independent. No error where kappa is 1: the formula gives 0, which would be a lie.

    >>> found = cohen_kappa([[20, 5], [10, 15]])
    >>> round(found.error, 6), round(found.low, 6), round(found.high, 6)
    (0.126996, 0.151092, 0.648908)
    """
    counts = np.asarray(table, np.float64)
    n = float(counts.sum())
    value = float(tables.cohen_kappa(counts, weights))
    if not np.isfinite(value):
        return Approximate(None, reason=NO_VARIATION if n else NO_ITEM)
    weights = identity(len(counts)) if weights is None else weights
    shares = counts / n
    first, second = shares.sum(axis=1), shares.sum(axis=0)
    chance = float(first @ weights @ second)
    away = weights - ((weights @ second)[:, None] + (first @ weights)[None, :]) * (1 - value)
    variance = ((shares * away**2).sum() - (value - chance * (1 - value)) ** 2) / (n * (1 - chance) ** 2)
    return _around(value, sqrt(max(float(variance), 0.0)), Z_95)


@dataclass(frozen=True)
class _Rated:
    """The items that anybody rated, as each adds to the coefficients of a group."""

    cells: Floats
    layout: group.Layout
    weights: Floats

    @classmethod
    def of(cls, codes: Codes, answers: int, weights: Floats | None) -> "_Rated":
        rated = codes[:, (codes >= 0).any(axis=0)]
        given = identity(answers) if weights is None else np.asarray(weights, np.float64)
        return cls(group.cells(rated, answers), group.Layout(len(codes), answers), given)

    @property
    def sums(self) -> Floats:
        return np.asarray(self.cells.sum(axis=0), np.float64)

    @property
    def shares(self) -> Floats:
        """Items x answers."""
        return self.layout.shares(self.cells)

    @property
    def agreed(self) -> Floats:
        """Each item's share of agreeing pairs; 0 without a pair."""
        return np.nan_to_num(self.layout.agreed(self.cells, self.weights))


Chance = Callable[[_Rated], tuple[float, Floats]]
"""The agreement that chance gives, and what each item adds to it: linearised, so that its mean is the chance."""


def _even(rated: _Rated) -> tuple[float, Floats]:
    chance = float(rated.weights.sum()) / rated.layout.answers**2
    return chance, np.full(len(rated.cells), chance)


def _shrinking(rated: _Rated) -> tuple[float, Floats]:
    q, common = rated.layout.answers, rated.layout.shares(rated.sums)
    rate = float(rated.weights.sum()) / (q * (q - 1))
    return rate * float((common * (1 - common)).sum()), rate * rated.shares @ (1 - common)


def _pooled(rated: _Rated) -> tuple[float, Floats]:
    common = rated.layout.shares(rated.sums)
    met = (rated.weights + rated.weights.T) @ common / 2
    return float(common @ met), rated.shares @ met


def _own(rated: _Rated) -> tuple[float, Floats]:
    """Of pairs of raters with each one's own habits; a rater's share of an answer is a ratio of two sums over items."""
    habits, present = rated.layout.habits(rated.sums)
    habits, n = habits[present], len(rated.cells)
    raters, answers = habits.shape
    own = rated.cells[:, 2 + rated.layout.answers + rated.layout.answers**2 :].reshape(n, -1, answers)[:, present]
    gave = own.sum(axis=2)
    how_often = gave.mean(axis=0)
    ratios = (own - (gave - how_often)[:, :, None] * habits) / how_often[None, :, None]
    others = habits.sum(axis=0) - habits
    met = others @ (rated.weights + rated.weights.T) / 2
    pairs = raters * (raters - 1)
    return float((habits * met).sum()) / pairs, np.einsum("igk,gk->i", ratios, met) / pairs


CHANCES: Mapping[str, Chance] = {
    "brennan_prediger": _even,
    "conger_kappa": _own,
    "fleiss_kappa": _pooled,
    "gwet_ac1": _shrinking,
}
"""The coefficients of any number of raters with a closed-form error, by the names tables call them."""


def of_group(name: str, codes: Codes, answers: int, *, weights: Floats | None = None) -> Approximate:
    """A coefficient of `CHANCES` with Gwet's linearised error (2008; 2014), any ratings missing.

    With *weights* (V, V) the weighted one: ``gwet_ac1`` is then AC2. Items nobody rated are out; items one rater alone
    rated count in the chance. Items are taken as independent; the interval takes t with one degree of freedom less than
    there are items.

    Four raters, five answers, twelve items (Gwet 2014): AC1 .775, error .143, from .461.

    >>> ratings = ["012210301...", "0122113014..", ".22212311402", "01221330140."]
    >>> codes = np.array([[".01234".index(letter) - 1 for letter in rater] for rater in ratings])
    >>> found = of_group("gwet_ac1", codes, 5)
    >>> round(found.value, 3), round(found.error, 3), round(found.low, 3)
    (0.775, 0.143, 0.461)
    """
    rated = _Rated.of(codes, answers, weights)
    n, shared = len(rated.cells), float(rated.layout.shared(rated.sums))
    reason = _why_not(rated.sums, rated.layout)
    if reason is not None:
        return Approximate(None, reason=reason)
    chance, each = CHANCES[name](rated)
    value = (float(rated.agreed.sum()) / shared - chance) / (1 - chance)
    several = rated.layout.shared(rated.cells)
    linear = n / shared * (rated.agreed - chance * several) - 2 * (1 - value) * (each - chance)
    return _of_linear(value, value, linear / (1 - chance))


def _why_not(sums: Floats, layout: group.Layout) -> str | None:
    if not layout.shared(sums):
        return NO_PAIR
    return NO_VARIATION if np.count_nonzero(layout.shares(sums)) < 2 else None  # noqa: PLR2004 - two to differ


def _of_linear(value: float, centre: float, linear: Floats) -> Approximate:
    n = linear.size
    if n < 2:  # noqa: PLR2004 - a spread needs two
        return Approximate(value, reason=ONE_ITEM)
    return _around(value, sqrt(float(((linear - centre) ** 2).sum()) / (n * (n - 1))), _t(n))


def krippendorff_alpha(codes: Codes, answers: int, *, weights: Floats | None = None) -> Approximate:
    """Krippendorff's alpha with Gwet's linearised error (2014), as his package irrCAC 0.4.4 has it.

    With *weights* (V, V) instead of a metric: identity is nominal alpha, quadratic is interval alpha of equal steps.
    Items with one rating drop out. `infinitesimal_jackknife` is the error for alpha of any metric and for clusters.
    """
    counts = group.answer_counts(codes, answers)
    counts = counts[counts.sum(axis=1) > 1]
    if not len(counts):
        return Approximate(None, reason=NO_PAIR)
    if np.count_nonzero(counts.sum(axis=0)) < 2:  # noqa: PLR2004 - two to differ
        return Approximate(None, reason=NO_VARIATION)
    weights = identity(answers) if weights is None else np.asarray(weights, np.float64)
    m = counts.sum(axis=1)
    mean, few = float(m.mean()), 1 / float(m.sum())
    agreed = (counts * (counts @ weights.T - 1)).sum(axis=1) / (mean * (m - 1))
    common = counts.mean(axis=0) / mean
    met = (weights + weights.T) @ common / 2
    chance, seen = float(common @ met), float(agreed.mean())
    corrected = (1 - few) * seen + few
    large_sample = (seen - chance) / (1 - chance)
    longer = (m - mean) / mean
    each = counts @ met / mean - chance * longer
    linear = agreed - corrected * longer - chance - 2 * (1 - large_sample) * (each - chance)
    return _of_linear((corrected - chance) / (1 - chance), large_sample, linear / (1 - chance))


def jackknife(sampled: Sampled) -> Approximate:
    """Any statistic with its delete-one-cluster jackknife error (Efron 1982): what it is made of is already there.

    Every cluster of the plan counts as one that was drawn, also one that holds nothing of the statistic. No error where
    the statistic is undefined without some cluster, or never changes. The interval takes t with one degree of freedom
    less than there are clusters.
    """
    if not sampled.defined:
        return Approximate(None, reason=NO_VARIATION)
    n = sampled.without.size
    if n < 2 or sampled.clusters < 2:  # noqa: PLR2004 - two to differ
        return Approximate(sampled.value, reason=TOO_FEW)
    away = sampled.without - sampled.without.mean()
    if not np.isfinite(away).all():
        return Approximate(sampled.value, reason=UNDEFINED_WITHOUT)
    return _around(sampled.value, sqrt((n - 1) / n * float((away**2).sum())), _t(n))


def alpha_influences(coincidences: Floats, metric: Metric = "nominal", values: Floats | None = None) -> Floats:
    """How much alpha grows with each cluster's weight: clusters, from their coincidences (clusters, V, V).

    The derivative of alpha by the weight of a cluster, at weight 1; for the ordinal metric with its change too. ``nan``
    where alpha is undefined.
    """
    whole = coincidences.sum(axis=0)
    numbers = np.arange(len(whole), dtype=np.float64) if values is None else np.asarray(values, np.float64)
    given, each = whole.sum(axis=1), coincidences.sum(axis=2)
    apart, n = METRICS[metric](given, numbers), float(whole.sum())
    observed, expected = float((whole * apart).sum()), float(given @ apart @ given)
    if expected <= 0:
        return np.full(len(coincidences), np.nan)
    d_observed = (coincidences * apart).sum(axis=(1, 2))
    d_expected = 2 * each @ (apart @ given)
    if metric == "ordinal":
        upto, d_upto = np.cumsum(given) - given / 2, np.cumsum(each, axis=1) - each / 2
        d_apart = 2 * (upto[:, None] - upto) * (d_upto[:, :, None] - d_upto[:, None, :])
        d_observed = d_observed + (whole * d_apart).sum(axis=(1, 2))
        d_expected = d_expected + np.einsum("v,cvw,w->c", given, d_apart, given)
    grown: Floats = each.sum(axis=1) * observed + (n - 1) * (d_observed - observed * d_expected / expected)
    return -grown / expected


def infinitesimal_jackknife(coincidences: Floats, metric: Metric = "nominal", values: Floats | None = None) -> float:
    """The error of alpha from its influences (Jaeckel 1972): clusters, from their coincidences (clusters, V, V).

    Every row is a cluster that was drawn, also an empty one. A little too small with few clusters, where the plain
    `jackknife` is larger. ``nan`` where alpha is undefined.
    """
    influence = alpha_influences(coincidences, metric, values)
    return float(np.sqrt(((influence - influence.mean()) ** 2).sum()))


def clustered_mean(scores: ArrayLike, clusters: ArrayLike, *, corrected: bool = True) -> Approximate:
    """A mean with its cluster-robust error (Miller 2024): deviations add up inside a cluster before they are squared.

    *corrected* multiplies the variance of G clusters by G / (G - 1), as statsmodels does; the interval then takes t
    with G - 1 degrees of freedom, the normal quantile otherwise. Scores that are not numbers are out. The interval is
    cut at 1: scores are shares.

    >>> scores, clusters = [1, 1, 0, 1, 0, 0, 1, 1, 1, 0], [0, 0, 0, 1, 1, 2, 2, 2, 3, 3]
    >>> [round(clustered_mean(scores, clusters, corrected=c).error, 12) for c in (False, True)]
    [0.04, 0.046188021535]

    Raises:
        InputError: There are not as many clusters as scores.
    """
    given, places = np.asarray(scores, np.float64), np.asarray(clusters)
    if given.ndim != 1 or given.shape != places.shape:
        raise InputError(f"each score needs its cluster: {given.size} scores, {places.size} clusters")
    there = ~np.isnan(given)
    if not there.any():
        return Approximate(None, reason=NO_ITEM)
    kept, (names, place) = given[there], np.unique(places[there], return_inverse=True)
    value, g = float(kept.mean()), names.size
    if g < 2:  # noqa: PLR2004 - two to differ
        return Approximate(value, reason=TOO_FEW)
    together = np.bincount(place, kept - value)
    variance = float((together**2).sum()) / kept.size**2 * (g / (g - 1) if corrected else 1)
    return _around(value, sqrt(variance), _t(g) if corrected else Z_95)
