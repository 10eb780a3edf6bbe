"""Two raters, one table: how often each answer of the first met each answer of the second.

Every function takes contingency tables (..., V, V), first rater down, second across, any axes before them replicates,
and gives (...); ``nan`` is undefined. V is the number of answers a dimension declares, occurring or not. Only items
both raters answered are in a table: two ratings that are not observed are never an agreement. Counts may be weighted.
"""

import numpy as np

from judge.stats.metrics import METRICS, Metric
from judge.stats.resampling import Floats

_ROUNDING = 1e-12
"""Relative to what it is a difference of, less than this is nothing."""


def divide(above: Floats | float, below: Floats, scale: Floats | float = 1.0) -> Floats:
    """The quotient, ``nan`` where the divisor is nothing beside *scale*."""
    over, under = np.asarray(above, np.float64), np.asarray(below, np.float64)
    usable = np.abs(under) > _ROUNDING * np.asarray(scale)
    quotient: Floats = np.divide(over, under, out=np.full(np.broadcast(over, under).shape, np.nan), where=usable)
    return quotient


def margins(tables: Floats) -> tuple[Floats, Floats, Floats]:
    """How often the first gave each answer, how often the second did, and the number of items."""
    tables = np.asarray(tables, np.float64)
    first = tables.sum(axis=-1)
    return first, tables.sum(axis=-2), first.sum(axis=-1)


def diagonal(tables: Floats) -> Floats:
    """How often both gave each answer."""
    return np.diagonal(np.asarray(tables, np.float64), axis1=-2, axis2=-1)


def _agreed(tables: Floats, weights: Floats | None) -> Floats:
    """How much agreement there is in all; without *weights*, on how many items."""
    by_answer = diagonal(tables) if weights is None else (np.asarray(tables) * weights).sum(axis=-1)
    agreed: Floats = by_answer.sum(axis=-1)
    return agreed


def _varied(tables: Floats) -> Floats:
    first, second, _ = margins(tables)
    return np.where(np.count_nonzero(first + second, axis=-1) > 1, 1.0, np.nan)


def percent_agreement(tables: Floats) -> Floats:
    """The share of items on which both gave the same answer.

    High wherever one answer is rare, even for a rater who never looks: read it beside `cohen_kappa`.

    >>> float(percent_agreement([[80, 10], [5, 5]]))
    0.85
    """
    return divide(diagonal(tables).sum(axis=-1), margins(tables)[2])


def cohen_kappa(tables: Floats, weights: Floats | None = None) -> Floats:
    """Agreement beyond what each rater's own habits would give by chance (Cohen 1960; weighted 1968).

    1 is full agreement, 0 what chance gives, below 0 worse. A rater who always says the same gets 0 against one who
    does not. Undefined without items, and when both gave one and the same answer throughout. *weights* (V, V) are how
    much of an agreement each pair of answers is; answers are then ordered as they are declared.

    Feinstein and Cicchetti's paradox (1990): the same share of agreement, .85, another kappa.

    >>> [round(float(cohen_kappa(t)), 4) for t in ([[40, 9], [6, 45]], [[80, 10], [5, 5]])]
    [0.6995, 0.3182]
    """
    first, second, n = margins(tables)
    # Whole numbers up to the one division, so that 0 and 1 come out exactly.
    same = n * _agreed(tables, weights)
    expected = second if weights is None else np.einsum("ij,...j->...i", weights, second)
    chance = (first * expected).sum(axis=-1)
    return divide(same - chance, n * n - chance, n * n)


def kappa_max(tables: Floats) -> Floats:
    """The highest kappa that raters with these habits could reach (Cohen 1960): below 1 where their habits differ.

    >>> round(float(kappa_max([[45, 15], [25, 15]])), 6)
    0.782609
    """
    first, second, n = margins(tables)
    same, chance = n * np.minimum(first, second).sum(axis=-1), (first * second).sum(axis=-1)
    return divide(same - chance, n * n - chance, n * n)


def scott_pi(tables: Floats) -> Floats:
    """Agreement beyond the chance that both raters' pooled habits give (Scott 1955): Fleiss' kappa of two raters.

    >>> round(float(scott_pi([[80, 10], [5, 5]])), 6)
    0.314286
    """
    first, second, n = margins(tables)
    chance = ((first + second) ** 2).sum(axis=-1)
    return divide(4 * n * diagonal(tables).sum(axis=-1) - chance, 4 * n * n - chance, n * n)


def gwet_ac(tables: Floats, weights: Floats | None = None) -> Floats:
    """Gwet's AC1 (2008), with *weights* AC2 (2014): agreement beyond a chance that shrinks as one answer gets rare.

    It stays up where kappa sinks, and so it rewards a rater who always says the same: never read it alone. Undefined
    without items and when every rating is the same.

    >>> round(float(gwet_ac([[80, 10], [5, 5]])), 6)
    0.808
    """
    first, second, n = margins(tables)
    width = first.shape[-1]
    whole = width if weights is None else weights.sum()
    share = divide(first + second, 2 * n[..., None])
    chance = whole / (width * (width - 1)) * (share * (1 - share)).sum(axis=-1)
    agreed = divide(_agreed(tables, weights), n)
    return divide(agreed - chance, 1 - chance) * _varied(tables)


def brennan_prediger(tables: Floats, weights: Floats | None = None) -> Floats:
    """Agreement beyond the chance of guessing evenly among the answers (Brennan and Prediger 1981).

    With two answers it is PABAK (Byrt 1993), 2 x the share of agreement - 1: read the prevalence and bias index beside
    it. Undefined without items and when every rating is the same.

    >>> round(float(brennan_prediger([[20, 5], [10, 15]])), 6)
    0.4
    """
    width = np.shape(tables)[-1]
    chance = (width if weights is None else weights.sum()) / width**2
    agreed = divide(_agreed(tables, weights), margins(tables)[2])
    beyond: Floats = (agreed - chance) / (1 - chance) * _varied(tables)
    return beyond


def prevalence_index(tables: Floats) -> Floats:
    """How far one answer outweighs the other: (both first - both second) / items (Byrt 1993). Two answers."""
    same = diagonal(tables)
    return divide(same[..., 0] - same[..., 1], margins(tables)[2])


def bias_index(tables: Floats) -> Floats:
    """How far the raters' habits differ: (only first - only second rater gave the first answer) / items (Byrt 1993)."""
    first, second, n = margins(tables)
    return divide(first[..., 0] - second[..., 0], n)


def krippendorff_alpha(tables: Floats, metric: Metric = "nominal", values: Floats | None = None) -> Floats:
    """Krippendorff's alpha of two raters by the *metric* named (2004; 2011).

    *values* are the answers' numbers, 0, 1, ... when absent. Undefined without items and when every rating is the same.

    >>> round(float(krippendorff_alpha([[20, 5], [10, 15]])), 6)
    0.4
    """
    tables = np.asarray(tables, np.float64)
    return alpha_of_coincidences(tables + np.swapaxes(tables, -1, -2), metric, values)


def alpha_of_coincidences(coincidences: Floats, metric: Metric = "nominal", values: Floats | None = None) -> Floats:
    """Krippendorff's alpha from coincidences (..., V, V): how often each answer stood beside each in one item.

    1 - observed / expected disagreement. A single deviating rating gives exactly 0.
    """
    width = coincidences.shape[-1]
    marginals = coincidences.sum(axis=-1)
    numbers = np.arange(width, dtype=np.float64) if values is None else np.asarray(values, np.float64)
    apart = METRICS[metric](marginals, numbers)
    n = marginals.sum(axis=-1)
    expected = (marginals[..., :, None] * marginals[..., None, :] * apart).sum(axis=(-1, -2))
    observed = (coincidences * apart).sum(axis=(-1, -2))
    scale = apart.max(axis=(-1, -2)) * n * n
    return 1 - divide((n - 1) * observed, expected, scale)
