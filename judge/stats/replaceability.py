"""Whether a judge could stand in for an expert: the Alternative Annotator Test.

Calderon, Reichart and Dror (2025), "The alternative annotator test for LLM-as-a-judge", arXiv 2501.10970. Each expert
in turn is left out, and on each item two are held against the other experts: the judge and the one left out. The test
asks whether the judge is as close to the others as an expert is, give or take a bonus *epsilon* for being cheaper.

It is generous: ties count for both sides, and where one answer is rare a judge that never looks ties nearly always.
So it is never read without the same test of such a judge.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr

from judge.errors import InputError
from judge.record import dataclass
from judge.stats.group import answer_counts
from judge.stats.matrix import Matrix, codes_of, matrix
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


@dataclass(frozen=True)
class _Company:
    """Everybody's distance from every answer that occurs, so that leaving one out is a subtraction."""

    codes: NDArray[np.int64]
    """Experts x items; below 0 is no answer."""
    apart: Floats
    """How far two answers are from each other."""
    total: Floats
    """Items x answers: how far each answer is from all experts together."""
    present: NDArray[np.int64]
    """How many experts answered each item."""

    @classmethod
    def of(cls, codes: NDArray[np.int64], values: Floats, *, ordered: bool) -> "_Company":
        distance = (values[:, None] - values[None, :]) ** 2
        apart = distance if ordered else (distance > 0).astype(np.float64)
        return cls(codes, apart, answer_counts(codes, len(values)) @ apart, (codes >= 0).sum(axis=0))

    def duel(self, left_out: int, stand_in: NDArray[np.int64], *, among: bool) -> tuple[Floats, Floats]:
        """One expert and whoever stands in, both against the rest; with *among* the stand-in is one of the experts."""
        own = self.codes[left_out]
        gone = (own, stand_in) if among else (own,)
        compared = (own >= 0) & (stand_in >= 0) & (self.present > len(gone))
        # Both are held against the same others, so sums decide as means would, and ties of whole numbers stay exact.
        far_judge, far_expert = (
            self.total[np.arange(own.size), one] - sum(self.apart[other, one] for other in gone)
            for one in (stand_in, own)
        )
        return np.where(compared, far_judge <= far_expert, np.nan), np.where(compared, far_expert <= far_judge, np.nan)


def duels(ratings: ArrayLike, judge: ArrayLike, *, ordered: bool = False) -> Duels:
    """Hold the judge and each expert, left out in turn, against the other experts.

    *ratings* are experts x items, *judge* is a row of items. Closeness is the share of the others who gave the same
    answer; with *ordered* (codes are then whole numbers) minus the root mean squared distance. An item enters where the
    judge, the expert and at least one other answered; experts with few items stay in the others' company.

    >>> d = duels([[0, 0, 1, 1], [0, 0, 1, 0], [0, 1, 1, 0]], [0, 0, 0, 0])
    >>> d.judge_wins[0].tolist(), d.expert_wins[0].tolist()
    ([1.0, 1.0, 0.0, 1.0], [1.0, 1.0, 1.0, 0.0])

    Raises:
        InputError: See `judge.stats.matrix`, or the judge's items are not the experts'.
    """
    table, stand_in = matrix(ratings), np.asarray(judge, np.float64)
    if stand_in.shape != table.shape[1:]:
        raise InputError(f"the judge rated {stand_in.size} items, the experts {table.shape[1]}")
    codes, values = codes_of(np.vstack([table, stand_in]))
    if not values.size:
        return _duels([], table)
    company = _Company.of(codes[:-1], values, ordered=ordered)
    return _duels([company.duel(i, codes[-1], among=False) for i in range(len(table))], table)


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
    codes, values = codes_of(table)
    if not values.size:
        return _duels([], table)
    company = _Company.of(codes, values, ordered=ordered)
    luck = np.where(codes >= 0, np.random.default_rng(seed).random(table.shape), -1)
    won = []
    for i in range(len(table)):
        among_others = luck.copy()
        among_others[i] = -2
        drawn = codes[among_others.argmax(axis=0), np.arange(table.shape[1])]
        won.append(company.duel(i, drawn, among=True))
    return _duels(won, table)


def _duels(won: list[tuple[Floats, Floats]], table: Matrix) -> Duels:
    judge_wins, expert_wins = np.stack(won, axis=1) if won else np.full((2, *table.shape), np.nan)
    return Duels(judge_wins, expert_wins)


@dataclass(frozen=True)
class Spread:
    """What the t tests of each expert are made of; ``nan`` where there is none."""

    mean: Floats
    error: Floats
    freedom: Floats

    def p(self, epsilon: float) -> Floats:
        """For each expert how surprising the differences are if the judge were worse than the expert by *epsilon*.

        Differences that are all alike have a p of 0 or 1; ``nan`` where they all equal *epsilon*.

        Raises:
            InputError: *epsilon* is not from 0 to below 1.
        """
        if not 0 <= epsilon < 1:
            raise InputError(f"epsilon is from 0 to below 1, not {epsilon!r}")
        with np.errstate(all="ignore"):
            return np.asarray(stdtr(self.freedom, (self.mean - epsilon) / self.error), np.float64)


def spread(
    differences: Matrix, *, clusters: NDArray[np.integer] | None = None, weights: Floats | None = None
) -> Spread:
    """The mean difference of each expert (a row), its standard error and degrees of freedom; ``nan`` items are out.

    For the one-sided t test of mean difference < epsilon. With *clusters* the error is that of sums over clusters and
    the degrees of freedom are clusters - 1; without, each item is its own. *weights* let an item count by the inverse
    of its probability of being labelled. There is no test with fewer than 30 items or two clusters.
    """
    used = ~np.isnan(differences)
    w = used * (1.0 if weights is None else weights)
    total = w.sum(axis=1)
    with np.errstate(all="ignore"):
        mean = (w * np.where(used, differences, 0)).sum(axis=1) / total
        away = w * (np.where(used, differences, 0) - mean[:, None])
        if clusters is not None and clusters.size:
            size = int(clusters.max()) + 1
            away = np.array([np.bincount(clusters, row, size) for row in away]).reshape(-1, size)
            used_there = np.array([np.bincount(clusters, row, size) for row in used]).reshape(-1, size)
        else:
            used_there = used.astype(np.float64)
        groups = (used_there > 0).sum(axis=1).astype(np.float64)
        error = np.sqrt(groups / (groups - 1) * (away**2).sum(axis=1)) / total
    tested = (used.sum(axis=1) >= LEAST_ITEMS) & (groups > 1)
    return Spread(*(np.where(tested, each, np.nan) for each in (mean, error, groups - 1)))


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
