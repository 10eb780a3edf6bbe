"""What was so behind the ratings, were there a truth that every rater sees with errors of their own.

The model of Dawid and Skene (1979): each item has one true class, classes have prevalences, and each rater gives each
answer to each true class with a probability of their own, independently of the other raters. It is fitted by
expectation and maximisation (EM) over the distinct patterns of ratings with their counts, so a thousand items with the
same ratings cost as much as one.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from judge.errors import InputError
from judge.record import dataclass
from judge.stats.matrix import Matrix, matrix
from judge.stats.resampling import Floats

MOST_STEPS = 5000
"""A fit that has not settled after so many steps says so."""
TOLERANCE = 1e-10
"""The gain of log-likelihood below which a fit has settled."""
_TINY = 1e-300


@dataclass(frozen=True)
class Patterns:
    """Items collapsed to what was said of them."""

    said: Floats
    """Patterns x (raters x answers): how often each rater gave each answer to such an item."""
    raters: int
    classes: int
    of_item: NDArray[np.intp]
    """The pattern of each item."""
    rated: NDArray[np.bool_]
    """Which patterns hold a rating at all."""

    @classmethod
    def of(cls, ratings: ArrayLike, classes: int, raters: ArrayLike | None = None) -> "Patterns":
        """The patterns of *ratings* (rows x items of codes below *classes*, ``nan`` where there is none).

        Rows with the same number in *raters* are one rater who looked more than once; by default each row is its own.

        Raises:
            InputError: A rating is not one of the *classes*, or see `judge.stats.matrix`.
        """
        table = matrix(ratings)
        given = table[~np.isnan(table)]
        if ((given < 0) | (given >= classes) | (given != np.floor(given))).any():
            raise InputError(f"each rating must be one of 0 to {classes - 1}, or nan")
        who = np.arange(len(table)) if raters is None else np.unique(np.asarray(raters), return_inverse=True)[1]
        # No two nan are equal, so each item with a gap would be a pattern of its own.
        distinct, of_item = np.unique(np.where(np.isnan(table), -1, table), axis=1, return_inverse=True)
        width = int(who.max()) + 1 if who.size else 0
        said = np.zeros((distinct.shape[1], width, classes))
        row, pattern = np.nonzero(distinct >= 0)
        np.add.at(said, (pattern, who[row], distinct[row, pattern].astype(np.intp)), 1.0)
        flat = said.reshape(distinct.shape[1], width * classes)
        return cls(flat, width, classes, of_item.reshape(-1), (flat > 0).sum(axis=1) > 0)

    def counts(self, weights: Floats | None = None) -> Floats:
        """How many items show each pattern, or how much they weigh; items nobody rated count nothing."""
        return np.bincount(self.of_item, weights, len(self.said)).astype(np.float64) * self.rated

    @property
    def shares(self) -> Floats:
        """Where a fit begins: for each pattern the share of its ratings that gave each class."""
        votes: Floats = self.said.reshape(-1, self.raters, self.classes).sum(axis=1)
        shares: Floats = votes / np.maximum(votes.sum(axis=1, keepdims=True), 1)
        return shares


@dataclass(frozen=True)
class Fit:
    """The model fitted, to the data or to many replicates of them at once (the leading axes)."""

    prevalence: Floats
    """(..., classes)"""
    confusion: Floats
    """(..., raters, true class, answer); ``nan`` for a class the rater met no item of."""
    posterior: Floats
    """(..., patterns, classes): how probable each class is of an item with that pattern."""
    log_likelihood: Floats
    steps: int
    converged: bool
    """Whether the last step gained less than the tolerance (in every replicate)."""


def dawid_skene(ratings: ArrayLike, classes: int, *, raters: ArrayLike | None = None) -> tuple[Fit, Matrix]:
    """Prevalences, each rater's confusion matrix, and each item's probability of each class (Dawid and Skene 1979).

    Nominal codes 0 to *classes* - 1; a rating that is missing (``nan``) says nothing. Rows with the same number in
    *raters* are one rater who looked more than once. Starts from each item's shares of votes, so that a class means
    what most raters mean by it; stops when the log-likelihood gains less than 1e-10, or after 5,000 steps, said in
    ``converged``. With two or three raters several truths fit about equally well. Raters who share their errors (two
    judges built on one model) break the model and outvote the others: never put judges and experts in one fit.
    The posterior of an item nobody rated is ``nan``.

    Two raters agree on three items of four; the truth found is theirs:

    >>> fit, posterior = dawid_skene([[0, 0, 1, 1], [0, 0, 1, 1], [0, 0, 1, 0]], 2)
    >>> fit.prevalence.round(6).tolist(), posterior.argmax(axis=1).tolist()
    ([0.5, 0.5], [0, 0, 1, 1])

    Raises:
        InputError: A rating is not one of the *classes*, or see `judge.stats.matrix`.
    """
    patterns = Patterns.of(ratings, classes, raters)
    fit = fitted(patterns, patterns.counts())
    posterior = np.where(patterns.rated[:, None], fit.posterior, np.nan)[patterns.of_item]
    return fit, posterior


def fitted(
    patterns: Patterns,
    counts: Floats,
    *,
    start: Floats | None = None,
    tolerance: float = TOLERANCE,
    most_steps: int = MOST_STEPS,
) -> Fit:
    """The model fitted to *counts* of the patterns: (..., patterns), so many replicates at once.

    Starts from *start*, a posterior of each pattern, by default the shares of votes. Replicates that begin where the
    data ended keep the classes' meaning.
    """
    many = counts.reshape(-1, counts.shape[-1])
    posterior = np.broadcast_to(patterns.shares if start is None else start, (*many.shape, patterns.classes)).copy()
    reached, moving, steps = np.full(len(many), -np.inf), np.arange(len(many)), 0
    with np.errstate(all="ignore"):
        while moving.size and steps < most_steps:
            prevalence, confusion = _maximised(patterns, many[moving], posterior[moving])
            posterior[moving], log_likelihood = _expected(patterns, many[moving], prevalence, confusion)
            gained = log_likelihood - reached[moving]
            reached[moving] = log_likelihood
            moving, steps = moving[gained >= tolerance], steps + 1
        prevalence, confusion = _maximised(patterns, many, posterior)
    shape = counts.shape[:-1]
    return Fit(
        prevalence.reshape(*shape, -1),
        confusion.reshape(*shape, patterns.raters, patterns.classes, patterns.classes),
        posterior.reshape(*shape, *posterior.shape[1:]),
        reached.reshape(shape),
        steps,
        not moving.size,
    )


def _maximised(patterns: Patterns, counts: Floats, posterior: Floats) -> tuple[Floats, Floats]:
    """Prevalences and confusion matrices, given how probable each class is of each pattern."""
    mass = np.swapaxes(counts[..., None] * posterior, -1, -2)
    prevalence = mass.sum(axis=-1) / counts.sum(axis=-1)[..., None]
    given = (mass @ patterns.said).reshape(*mass.shape[:-1], patterns.raters, patterns.classes)
    confusion = np.swapaxes(given / given.sum(axis=-1, keepdims=True), -3, -2)
    return prevalence, confusion


def _expected(patterns: Patterns, counts: Floats, prevalence: Floats, confusion: Floats) -> tuple[Floats, Floats]:
    """How probable each class is of each pattern, and the log-likelihood."""
    flat = np.moveaxis(confusion, -2, -1).reshape(*confusion.shape[:-3], -1, patterns.classes)
    weight = patterns.said @ _log(flat) + _log(prevalence)[..., None, :]
    top = weight.max(axis=-1, keepdims=True)
    share = np.exp(weight - top)
    whole = share.sum(axis=-1, keepdims=True)
    log_likelihood = (counts * (np.log(whole) + top)[..., 0]).sum(axis=-1)
    return share / whole, log_likelihood


def _log(probability: Floats) -> Floats:
    """Of what cannot be, a number so low that it weighs nothing, and that 0 times it is 0."""
    return np.log(np.fmax(probability, _TINY))
