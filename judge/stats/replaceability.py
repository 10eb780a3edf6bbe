"""Whether a judge could stand in for an expert: the Alternative Annotator Test.

Calderon, Reichart and Dror (2025), "The alternative annotator test for LLM-as-a-judge", arXiv 2501.10970. Each expert
in turn is left out, and on each item two are held against the other experts: the judge and the one left out. The test
asks whether the judge is as close to the others as an expert is, give or take a bonus *epsilon* for being cheaper.

It is generous: ties count for both sides, and where one answer is rare a judge that never looks ties nearly always.
So it is never read without the same test of such a judge.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr

from judge.errors import InputError
from judge.stats.matrix import Matrix, matrix
from judge.stats.multiplicity import benjamini_yekutieli
from judge.stats.resampling import Floats
from judge.stats.tables import divide

EPSILONS = (0.05, 0.1, 0.15, 0.2, 0.3)
EPSILON = 0.2
"""What the authors advise where the experts are experts."""
LEAST_ITEMS = 30
"""Below so many items of an expert the t test of that expert is not made."""
DISCOVERY_RATE = 0.05
PASSES = 0.5
"""A judge passes that may replace at least half of the experts."""

TOO_FEW_ITEMS = "fewer than 30 items with the judge, this expert and another: a t test would not hold"
NO_EXPERT_TESTED = "no expert has 30 items with the judge and another expert: a t test would not hold"
SOME_UNTESTED = "experts with fewer than 30 items are not tested; they stay among the others"
NO_OTHERS = "no item was answered by the judge and two experts"
NO_SPREAD = "every item gives the same difference, equal to epsilon: there is nothing to test"


@dataclass(frozen=True)
class Duels:
    """On each item, for each expert left out: who was at least as close to the other experts."""

    judge_wins: Matrix
    """Experts x items: 1 where the judge was at least as close, 0 where not, ``nan`` where nothing is compared."""
    expert_wins: Matrix
    """The same of the expert left out. Both are 1 in a tie."""

    @property
    def differences(self) -> Matrix:
        """Experts x items: 1 where only the expert won, -1 where only the judge did, 0 in a tie."""
        return self.expert_wins - self.judge_wins

    @property
    def n_items(self) -> NDArray[np.int64]:
        """Items compared, of each expert."""
        return np.asarray((~np.isnan(self.judge_wins)).sum(axis=1), np.int64)

    @property
    def tested(self) -> NDArray[np.bool_]:
        """Which experts have enough items."""
        return self.n_items >= LEAST_ITEMS


def duels(ratings: ArrayLike, judge: ArrayLike, *, ordered: bool = False) -> Duels:
    """Hold the judge and each expert, left out in turn, against the other experts.

    *ratings* are experts x items, *judge* is a row of items. Closeness is the share of the others who gave the same
    answer; with *ordered* (codes are then numbers) minus the root mean squared distance. An item enters where the
    judge, the expert and at least one other answered; experts with few items stay in the others' company.

    >>> d = duels([[0, 0, 1, 1], [0, 0, 1, 0], [0, 1, 1, 0]], [0, 0, 0, 0])
    >>> d.judge_wins[0].tolist(), d.expert_wins[0].tolist()
    ([1.0, 1.0, 0.0, 1.0], [1.0, 1.0, 1.0, 0.0])

    Raises:
        InputError: See `judge.stats.matrix`, or the judge's items are not the experts'.
    """
    table = matrix(ratings)
    stand_in = np.asarray(judge, np.float64)
    if stand_in.shape != table.shape[1:]:
        raise InputError(f"the judge rated {stand_in.size} items, the experts {table.shape[1]}")
    return _duels([_duel(_without(table, i), table[i], stand_in, ordered=ordered) for i in range(len(table))], table)


def random_duels(ratings: ArrayLike, *, seed: int = 0, ordered: bool = False) -> Duels:
    """The same of an expert drawn at random for each item, in the judge's place: what one more expert would get.

    The one drawn is never the one left out, and not among those both are held against: an expert agrees with itself.
    So an item needs three experts.

    >>> random_duels([[0, 1, 0], [0, 1, 0]]).n_items.tolist()
    [0, 0]

    Raises:
        InputError: See `judge.stats.matrix`.
    """
    table = matrix(ratings)
    luck = np.random.default_rng(seed).random(table.shape)
    won = []
    for i in range(len(table)):
        others = _without(table, i)
        drawn = np.where(np.isnan(others), -1, luck).argmax(axis=0), np.arange(table.shape[1])
        stand_in = others[drawn]
        others[drawn] = np.nan
        won.append(_duel(others, table[i], stand_in, ordered=ordered))
    return _duels(won, table)


def _without(table: Matrix, expert: int) -> Matrix:
    others = table.copy()
    others[expert] = np.nan
    return others


def _duels(won: list[tuple[Floats, Floats]], table: Matrix) -> Duels:
    judge_wins, expert_wins = np.stack(won, axis=1) if won else np.empty((2, *table.shape))
    return Duels(judge_wins, expert_wins)


def _duel(others: Matrix, expert: Floats, judge: Floats, *, ordered: bool) -> tuple[Floats, Floats]:
    compared = ~np.isnan(judge) & ~np.isnan(expert) & (~np.isnan(others)).any(axis=0)
    # Both are held against the same others, so sums decide as means would, and ties stay exact.
    far_judge, far_expert = (_distance(others, one, ordered=ordered) for one in (judge, expert))
    return (
        np.where(compared, far_judge <= far_expert, np.nan),
        np.where(compared, far_expert <= far_judge, np.nan),
    )


def _distance(others: Matrix, one: Floats, *, ordered: bool) -> Floats:
    apart = (others - one) ** 2
    each = apart if ordered else np.where(np.isnan(apart), np.nan, apart > 0)
    total: Floats = np.nansum(each, axis=0)
    return total


def p_values(
    differences: Matrix,
    epsilon: float,
    *,
    clusters: NDArray[np.integer] | None = None,
    weights: Floats | None = None,
) -> Floats:
    """For each expert how surprising the differences are if the judge were worse than the expert by *epsilon*.

    One-sided t test of mean difference < *epsilon*, an expert a row; ``nan`` items are left out. With *clusters* the
    standard error is that of sums over clusters and the degrees of freedom are clusters - 1; without, each item is its
    own. *weights* let an item count by the inverse of its probability of being labelled. Differences that are all alike
    have a p of 0 or 1. ``nan`` with fewer than 30 items or two clusters, and where all equal *epsilon*.

    Raises:
        InputError: *epsilon* is not from 0 to below 1.
    """
    if not 0 <= epsilon < 1:
        raise InputError(f"epsilon is from 0 to below 1, not {epsilon!r}")
    return np.array([_p_value(row, epsilon, clusters, weights) for row in differences], np.float64)


def _p_value(row: Floats, epsilon: float, clusters: NDArray[np.integer] | None, weights: Floats | None) -> float:
    used = ~np.isnan(row)
    d = row[used]
    w = np.ones(d.size) if weights is None else weights[used]
    place = np.arange(d.size) if clusters is None else np.unique(clusters[used], return_inverse=True)[1]
    groups = int(place.max()) + 1 if place.size else 0
    if d.size < LEAST_ITEMS or groups < 2:  # noqa: PLR2004 - a spread needs two
        return float("nan")
    mean = float((w * d).sum() / w.sum())
    away = np.bincount(place, w * (d - mean), groups)
    error = float(np.sqrt(groups / (groups - 1) * (away**2).sum())) / float(w.sum())
    with np.errstate(all="ignore"):
        return float(stdtr(groups - 1, np.float64(mean - epsilon) / error))


def rejected(p: Floats, *, rate: float = DISCOVERY_RATE) -> NDArray[np.bool_]:
    """Which of the tests speak for the judge, by Benjamini and Yekutieli (2001): false ones are at most *rate* of them.

    ``nan`` is not a test: it is never rejected, and makes the others no harder.

    >>> rejected(np.array([0.001, 0.2, float("nan"), 0.02])).tolist()
    [True, False, False, False]
    """
    with np.errstate(invalid="ignore"):
        return np.asarray(benjamini_yekutieli(p) <= rate, np.bool_)


def winning_rate(p: Floats) -> float:
    """Omega: the share of the tested experts whom the judge may replace; ``nan`` when none was tested."""
    tested = int((~np.isnan(p)).sum())
    return int(rejected(p).sum()) / tested if tested else float("nan")


def advantage_cells(found: Duels) -> Floats:
    """What adds up over items for `advantage`: items x (2 x experts), first the judge's won duels, then all of them."""
    fought = ~np.isnan(found.judge_wins) & found.tested[:, None]
    return np.concatenate([np.where(fought, found.judge_wins, 0), fought]).T.astype(np.float64)


def advantage(sums: Floats) -> Floats:
    """Rho, the average advantage probability: how often the judge is at least as close, averaged over tested experts.

    From sums of `advantage_cells`. Undefined when no expert was tested. Ties count for the judge: high agreement alone
    makes it high.
    """
    won, fought = np.split(np.asarray(sums), 2, axis=-1)
    there = fought > 0
    shares = np.where(there, divide(won, fought), 0)
    return divide(shares.sum(axis=-1), there.sum(axis=-1))
