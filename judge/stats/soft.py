"""Experts' disagreement as something to predict: how far a judge is from the shares of experts behind each answer.

Every distance takes two arrays of probabilities (items x answers) and gives one number an item, 0 where they are the
same, ``nan`` where either has none. Means over items are made from sums: `cells`, then `mean`. With few experts the
shares take few values, so no judge reaches 0: read each distance beside an expert's, left out in turn.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from judge.errors import InputError
from judge.stats.group import answer_counts
from judge.stats.resampling import Floats
from judge.stats.tables import divide

LN_2 = float(np.log(2))

Distance = Callable[[Floats, Floats], Floats]


def shares(codes: NDArray[np.integer], answers: int) -> Floats:
    """The share of raters behind each answer: items x answers, from raters (or repeats) x items; below 0 is no answer.

    One rater, or a judge asked once, is sure of one answer. ``nan`` where nobody answered.

    >>> shares(np.array([[0, 1], [0, 0], [1, -1]]), 2).round(3).tolist()
    [[0.667, 0.333], [0.5, 0.5]]
    """
    counts = answer_counts(codes, answers)
    return divide(counts, counts.sum(axis=1, keepdims=True))


def brier(p: Floats, q: Floats) -> Floats:
    """The sum over answers of the squared difference of the shares (Brier 1950, sum form): 0 to 2.

    With two answers twice what the one-answer form gives.

    >>> float(brier(np.array([[0.6, 0.4]]), np.array([[0.8, 0.2]]))[0].round(9))
    0.08
    """
    return np.asarray(((p - q) ** 2).sum(axis=-1), np.float64)


def total_variation(p: Floats, q: Floats) -> Floats:
    """Half of the sum of absolute differences (half of Manhattan): the share of experts to be moved, 0 to 1.

    >>> float(total_variation(np.array([[0.6, 0.4]]), np.array([[0.8, 0.2]]))[0].round(9))
    0.2
    """
    return np.asarray(np.abs(p - q).sum(axis=-1) / 2, np.float64)


def jensen_shannon_nats(p: Floats, q: Floats) -> Floats:
    """Jensen-Shannon divergence in nats (Lin 1991): 0 to ln 2. Not its square root, which is called a distance.

    >>> float(jensen_shannon_nats(np.array([[0.6, 0.4]]), np.array([[0.8, 0.2]]))[0].round(12))
    0.024157256781
    """
    middle = (p + q) / 2
    return (_relative(p, middle) + _relative(q, middle)) / 2


def jensen_shannon_bits(p: Floats, q: Floats) -> Floats:
    """Jensen-Shannon divergence in bits (Lin 1991): 0 to 1.

    >>> float(jensen_shannon_bits(np.array([[0.6, 0.4]]), np.array([[0.8, 0.2]]))[0].round(12))
    0.03485155456
    """
    return jensen_shannon_nats(p, q) / LN_2


def _relative(p: Floats, q: Floats) -> Floats:
    """Kullback-Leibler divergence; an answer nobody gives adds nothing."""
    given = p != 0
    ratio = np.divide(p, q, out=np.ones(np.broadcast_shapes(p.shape, q.shape)), where=given & (q > 0))
    ratio[np.isnan(p + q)] = np.nan
    return np.asarray((p * np.log(ratio)).sum(axis=-1), np.float64)


def cross_entropy(p: Floats, q: Floats, *, smoothing: float) -> Floats:
    """Cross-entropy of the judge's *q* under the experts' *p*, in nats, each share of *q* moved towards even.

    A judge that is sure of another answer than one expert is infinitely far off, so *q* is mixed with *smoothing* of an
    even spread; the number depends on it, so it belongs beside the number. Not 0 but the experts' own entropy where
    both are the same. ``inf`` where *smoothing* is 0 and the judge rules out what an expert said.

    >>> float(cross_entropy(np.array([[0.6, 0.4]]), np.array([[0.8, 0.2]]), smoothing=0)[0].round(12))
    0.777661295762

    Raises:
        InputError: *smoothing* is not from 0 to 1.
    """
    if not 0 <= smoothing <= 1:
        raise InputError(f"smoothing is from 0 to 1, not {smoothing!r}")
    smooth = (1 - smoothing) * q + smoothing / q.shape[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where((p == 0) & ~np.isnan(smooth), 0, -p * np.log(smooth))
    return np.asarray(terms.sum(axis=-1), np.float64)


def left_out(codes: NDArray[np.integer], answers: int, distance: Distance, judge: Floats | None = None) -> Floats:
    """Each item's mean distance to the experts without one of them, each left out in turn: ``nan`` with fewer than two.

    Of the expert left out: how well one more expert does, the ceiling. With *judge* (items x answers) of the judge
    instead, against the same others: what stands fairly beside the ceiling.
    """
    total, count = np.zeros(codes.shape[1]), np.zeros(codes.shape[1])
    for i, own in enumerate(codes):
        others = np.delete(codes, i, axis=0)
        far = distance(shares(others, answers), shares(own[None], answers) if judge is None else judge)
        far = np.where(own >= 0, far, np.nan)
        total += np.nan_to_num(far)
        count += ~np.isnan(far)
    return divide(total, count)


def cells(values: ArrayLike, weights: Floats | None = None) -> Floats:
    """What adds up over items for `mean`: items x (value, 1); an item without a value adds nothing."""
    given = np.asarray(values, np.float64)
    there = ~np.isnan(given)
    both = np.stack([np.where(there, given, 0), there], axis=1).astype(np.float64)
    return both if weights is None else both * weights[:, None]


def mean(sums: Floats) -> Floats:
    """The mean over items that have a value, from sums of `cells`; undefined without any.

    >>> float(mean(cells([0.5, 0.7, float("nan")]).sum(axis=0)))
    0.6
    """
    return divide(sums[..., 0], sums[..., 1])


DISTANCES: Mapping[str, Distance] = {
    "brier": brier,
    "jensen_shannon_bits": jensen_shannon_bits,
    "total_variation": total_variation,
}
