"""A handful of candidates in two orders: the judge's and the experts'.

Every function takes two arrays of the candidates' means (..., C), the experts' first, any axes before them replicates,
and gives (...); ``nan`` is undefined, and so is everything of a replicate in which a candidate has no item. Means that
differ by nothing but rounding are tied. With four to eight candidates these numbers take few values: no p-value.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from judge.stats import ranks
from judge.stats.resampling import Floats
from judge.stats.tables import divide

NO_RANKING = "fewer than three candidates: there is no ranking to compare"
ALL_TIED = "no variation: the experts rank all candidates alike"
ONE_TIED = "no variation: one of the two ranks all candidates alike"
MOSTLY_EMPTY = "in more than half of the replicates a candidate has no item"

_ROUNDING = 1e-9
_CHUNK = 4_000_000
"""So many numbers about pairs are held at once."""

Of = Callable[[Floats, Floats], Floats]


def _in_chunks(function: Of, experts: Floats, judge: Floats) -> Floats:
    """*function* of some replicates at a time: there are many more pairs than candidates."""
    shape, width = experts.shape[:-1], experts.shape[-1]
    flat = experts.reshape(-1, width), judge.reshape(-1, width)
    rows = max(1, _CHUNK // max(1, width * width))
    parts = [function(flat[0][i : i + rows], flat[1][i : i + rows]) for i in range(0, max(1, len(flat[0])), rows)]
    return np.concatenate(parts).reshape(shape)


def _order(means: Floats) -> NDArray[np.int8]:
    """For each pair of candidates whether the first is above (1), below (-1) or tied (0)."""
    first, second = np.triu_indices(means.shape[-1], 1)
    apart = means[..., first] - means[..., second]
    scale = np.maximum(np.abs(means[..., first]), 1)
    return np.where(np.abs(apart) > _ROUNDING * scale, np.sign(apart), 0).astype(np.int8)


def known(experts: Floats, judge: Floats) -> Floats:
    """1 where every candidate has a mean by both, else ``nan``."""
    return np.where(np.isnan(experts + judge).any(axis=-1), np.nan, 1.0)


def _correlation(x: Floats, y: Floats) -> Floats:
    x, y = x - x.mean(axis=-1, keepdims=True), y - y.mean(axis=-1, keepdims=True)
    first, second = (x * x).sum(axis=-1), (y * y).sum(axis=-1)
    spread = np.sqrt(first) * np.sqrt(second)
    return np.clip(divide((x * y).sum(axis=-1), spread, 0.0), -1, 1)


def _flat(means: Floats) -> Floats:
    """``nan`` where all candidates are tied, 1 elsewhere."""
    spread = np.ptp(means, axis=-1)
    return np.where(spread > _ROUNDING * np.maximum(np.abs(means).max(axis=-1), 1), 1.0, np.nan)


def pearson(experts: Floats, judge: Floats) -> Floats:
    """Pearson's correlation of the candidates' means; undefined when either side ties them all.

    One candidate far from the others makes it near 1 whatever the order among them is: read `kendall_tau_b` beside it.
    """
    return _correlation(experts, judge) * _flat(experts) * _flat(judge)


def spearman(experts: Floats, judge: Floats) -> Floats:
    """Spearman's rank correlation, tied candidates sharing their rank; undefined when either side ties them all."""
    return _in_chunks(lambda x, y: _correlation(_ranked(x), _ranked(y)), experts, judge) * known(experts, judge)


def _ranked(means: Floats) -> Floats:
    apart = means[..., :, None] - means[..., None, :]
    scale = _ROUNDING * np.maximum(np.abs(means), 1)[..., None]
    ranks_of: Floats = (apart > scale).sum(axis=-1) + (np.abs(apart) <= scale).sum(axis=-1) / 2
    return ranks_of


def kendall_tau_b(experts: Floats, judge: Floats) -> Floats:
    """Kendall's tau-b of the two orders; undefined when either side ties all candidates.

    >>> kendall_tau_b(np.array([1.0, 2, 3, 4]), np.array([1.0, 3, 2, 4])).round(6).tolist()
    0.666667
    """

    def tau(x: Floats, y: Floats) -> Floats:
        first, second = _order(x), _order(y)
        untied = [np.abs(o).sum(axis=-1, dtype=np.float64) for o in (first, second)]
        return divide((first * second).sum(axis=-1, dtype=np.float64), np.sqrt(untied[0] * untied[1]))

    return _in_chunks(tau, experts, judge) * known(experts, judge)


def pairwise_ranking_accuracy(experts: Floats, judge: Floats, pairs: Floats | None = None) -> Floats:
    """Of the pairs of candidates that the experts put in an order, the share the judge puts in the same.

    A pair the judge ties counts half, so a judge that ties everything gets .5, which is what a coin gets; a pair the
    experts tie has no order to find and is out. With *pairs*, weights in the order of ``np.triu_indices``, some pairs
    count more or not at all, e.g. only those that the experts tell apart with confidence. Undefined when no pair is
    left.

    >>> float(pairwise_ranking_accuracy(np.array([1.0, 2, 3]), np.array([1.0, 3, 3])))
    0.8333333333333334
    """

    def share(x: Floats, y: Floats) -> Floats:
        first, second = _order(x), _order(y)
        counted = np.abs(first) * (1.0 if pairs is None else pairs)
        return divide((counted * (1 + first * second) / 2).sum(axis=-1), counted.sum(axis=-1))

    return _in_chunks(share, experts, judge) * known(experts, judge)


def same_best(experts: Floats, judge: Floats) -> Floats:
    """How likely both name one candidate when asked for the best, each drawing lots among those it ties for it.

    >>> float(same_best(np.array([1.0, 2, 3]), np.array([1.0, 3, 3])))
    0.5
    """
    first, second = _top(experts), _top(judge)
    shared = (first & second).sum(axis=-1)
    return divide(shared, first.sum(axis=-1) * second.sum(axis=-1)) * known(experts, judge)


def same_worst(experts: Floats, judge: Floats) -> Floats:
    """The same for the worst."""
    return same_best(-experts, -judge)


def _top(means: Floats) -> NDArray[np.bool_]:
    best = means.max(axis=-1, keepdims=True)
    tops: NDArray[np.bool_] = np.greater_equal(means, best - _ROUNDING * np.maximum(np.abs(best), 1))
    return tops


def told_apart(replicates: Floats, level: float = 0.95) -> Floats:
    """1 for each pair of candidates that the replicates put in one order as surely as a two-sided *level* asks, else 0.

    In the order of ``np.triu_indices``; replicates in which either has no item are left out.
    """
    first, second = np.triu_indices(replicates.shape[-1], 1)
    apart = replicates[:, first] - replicates[:, second]
    known = np.count_nonzero(~np.isnan(apart), axis=0)
    surest = np.maximum((apart > _ROUNDING).sum(axis=0), (apart < -_ROUNDING).sum(axis=0))
    return np.asarray((known > 0) & (surest >= (1 + level) / 2 * known), np.float64)


def intraclass_sums(given: Floats) -> Floats:
    """What `judge.stats.icc` takes, each candidate an item: (..., raters + 3), from means (..., raters, C)."""
    given = given - given.mean(axis=(-1, -2), keepdims=True)
    count = np.where(np.isnan(given).any(axis=(-1, -2)), np.nan, given.shape[-1])
    squares = (given**2).sum(axis=(-1, -2)), (given.sum(axis=-2) ** 2).sum(axis=-1)
    return np.concatenate([count[..., None], given.sum(axis=-1), np.stack(squares, axis=-1)], axis=-1)


def numeric_sums(experts: Floats, judge: Floats) -> Floats:
    """What `judge.stats.numeric` takes of errors, each candidate an item: (..., 10)."""
    apart = judge - experts
    close = np.abs(apart) <= 1 + _ROUNDING
    sums = [np.ones_like(apart), *[np.zeros_like(apart)] * 5, apart, np.abs(apart), apart**2, close]
    return np.stack([np.asarray(s, np.float64).sum(axis=-1) for s in sums], axis=-1)


def p_values(experts: Floats, judge: Floats) -> dict[str, float]:
    """Large-sample p-values of the two rank correlations of one pair of orders."""
    tables = ranks.crossed(_ranked(experts), _ranked(judge))
    rho = float(spearman(experts, judge))
    return {"spearman_p": ranks.spearman_p(rho, len(experts)), "kendall_tau_b_p": ranks.kendall_p(tables)}


RANKINGS: Mapping[str, Of] = {
    "pearson": pearson,
    "spearman": spearman,
    "kendall_tau_b": kendall_tau_b,
    "pairwise_ranking_accuracy": pairwise_ranking_accuracy,
}
"""By the name tables call it; those a bootstrap interval makes sense of."""
