"""Any number of raters on the same items, any of them missing anywhere: agreement beyond chance.

What adds up over items is laid out once, `cells`; each coefficient is arithmetic on the sums (..., K), ``nan`` where
undefined. Formulas and names are Gwet's (2014); with two complete raters they are those of `judge.stats.tables`. For
ordered answers *weights* (V, V) say how much of an agreement each pair of answers is.
"""

import numpy as np
from numpy.typing import NDArray

from judge.record import dataclass
from judge.stats.metrics import identity
from judge.stats.resampling import Floats
from judge.stats.tables import divide


def answer_counts(codes: NDArray[np.integer], answers: int) -> Floats:
    """How many raters gave each answer: items x answers, from raters x items of codes; below 0 is no answer.

    The items of an answer lie together in memory, and so they do in everything made of it: there are many of them.
    """
    return np.stack([(codes == a).sum(axis=0) for a in range(answers)]).T.astype(np.float64)


def coincidences(codes: NDArray[np.integer], answers: int) -> Floats:
    """Each item's coincidences, flat: items x (answers * answers); zero where fewer than two rated it.

    How often each answer stands beside each other one among the pairs of its raters, over (raters - 1): what
    `judge.stats.tables.alpha_of_coincidences` sums.
    """
    counts = answer_counts(codes, answers)
    return _pairs(counts, divide(1.0, counts.sum(axis=1) - 1))


def _pairs(counts: Floats, each: Floats) -> Floats:
    several = counts.sum(axis=1) > 1
    beside = counts[:, :, None] * (counts[:, None, :] - np.eye(counts.shape[1]))
    shared = beside * np.where(several, each, 0)[:, None, None]
    return shared.reshape(len(counts), counts.shape[1] ** 2)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each sum stands in a row of `cells`."""

    raters: int
    answers: int

    @property
    def width(self) -> int:
        """Columns in all."""
        return 2 + self.answers + self.answers**2 + self.raters * self.answers

    def rated(self, sums: Floats) -> Floats:
        """Items with at least one rating."""
        return sums[..., 0]

    def shared(self, sums: Floats) -> Floats:
        """Items with at least two."""
        return sums[..., 1]

    def shares(self, sums: Floats) -> Floats:
        """(..., V): how common each answer is, each item counting once."""
        return divide(sums[..., 2 : 2 + self.answers], self.rated(sums)[..., None])

    def agreed(self, sums: Floats, weights: Floats) -> Floats:
        """The mean share of agreeing pairs over items with at least two ratings."""
        start = 2 + self.answers
        pairs = sums[..., start : start + self.answers**2]
        return divide(pairs @ weights.reshape(-1), self.shared(sums))

    def habits(self, sums: Floats) -> tuple[Floats, Floats]:
        """(..., R, V): each rater's own shares; and (..., R): whether the rater rated anything."""
        start = 2 + self.answers + self.answers**2
        counts = sums[..., start:].reshape(*sums.shape[:-1], self.raters, self.answers)
        said = counts.sum(axis=-1)
        return np.where(said[..., None] > 0, divide(counts, said[..., None]), 0), said > 0


def cells(codes: NDArray[np.integer], answers: int) -> Floats:
    """What adds up over items: items x ``Layout(raters, answers).width``, from raters x items of codes."""
    counts = answer_counts(codes, answers)
    m = counts.sum(axis=1)
    shares = np.where(m[:, None] > 0, divide(counts, m[:, None]), 0)
    pairs = _pairs(counts, divide(1.0, m * (m - 1)))
    own = (codes.T[:, :, None] == np.arange(answers)).reshape(len(counts), len(codes) * answers)
    head = np.stack([m > 0, m > 1], axis=1)
    return np.concatenate([head, shares, pairs, own], axis=1).astype(np.float64)


def percent_agreement(sums: Floats, layout: Layout) -> Floats:
    """The mean, over items with two ratings or more, of the share of pairs of raters that agree."""
    return layout.agreed(sums, identity(layout.answers))


def _beyond(sums: Floats, layout: Layout, weights: Floats, chance: Floats) -> Floats:
    varied = np.where(np.count_nonzero(layout.shares(sums) > 0, axis=-1) > 1, 1.0, np.nan)
    return divide(layout.agreed(sums, weights) - chance, 1 - chance) * varied


def fleiss_kappa(sums: Floats, layout: Layout, weights: Floats | None = None) -> Floats:
    """Agreement beyond the chance that all raters' pooled habits give (Fleiss 1971), missing ratings allowed."""
    weights = identity(layout.answers) if weights is None else weights
    shares = layout.shares(sums)
    return _beyond(sums, layout, weights, np.einsum("...i,ij,...j->...", shares, weights, shares))


def gwet_ac(sums: Floats, layout: Layout, weights: Floats | None = None) -> Floats:
    """Gwet's AC1, with *weights* AC2: it stays up where one answer is rare, and rewards raters who never look."""
    weights = identity(layout.answers) if weights is None else weights
    shares, q = layout.shares(sums), layout.answers
    chance = weights.sum() / (q * (q - 1)) * (shares * (1 - shares)).sum(axis=-1)
    return _beyond(sums, layout, weights, chance)


def brennan_prediger(sums: Floats, layout: Layout, weights: Floats | None = None) -> Floats:
    """Agreement beyond guessing evenly among the declared answers (Brennan and Prediger 1981; Randolph 2005)."""
    weights = identity(layout.answers) if weights is None else weights
    chance = np.broadcast_to(weights.sum() / layout.answers**2, sums.shape[:-1])
    return _beyond(sums, layout, weights, chance)


def conger_kappa(sums: Floats, layout: Layout, weights: Floats | None = None) -> Floats:
    """Agreement beyond the chance of each rater's own habits (Conger 1980): Cohen's kappa of several raters."""
    weights = identity(layout.answers) if weights is None else weights
    habits, present = layout.habits(sums)
    raters = present.sum(axis=-1)
    mean = divide(habits.sum(axis=-2), raters[..., None])
    together = np.einsum("...i,ij,...j->...", mean, weights, mean)
    apart = np.where(present[..., None], habits - mean[..., None, :], 0)
    spread = divide(np.einsum("...gi,ij,...gj->...", apart, weights, apart), raters - 1)
    return _beyond(sums, layout, weights, together - divide(spread, raters))
