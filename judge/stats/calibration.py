"""Whether a probability means what it says: of the items given .3, do three in ten turn out flagged?

From sums (..., 3 B + 3) of the rows of `cells`, B bins of equal width; any axes before them replicates. ``nan`` is
undefined. The bins are fixed beforehand, so that the data cannot choose them.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from judge.stats.resampling import Floats
from judge.stats.tables import divide

BINS = 10
"""So many bins of equal width from 0 to 1; the last holds 1."""
NO_SPREAD_OF_FLAGS = "the reference flags every item or none: there is nothing to be better than"
_COUNT, _PROBABILITY, _FLAGGED = range(3)
_ROUNDING = 1e-9


def bins(probabilities: Floats) -> NDArray[np.int64]:
    """Each item's bin; -1 where there is no probability. A share such as 3/10 is in the bin that begins there.

    >>> bins(np.array([0.0, 0.3, 0.9999, 1.0])).tolist()
    [0, 3, 9, 9]
    """
    known = ~np.isnan(probabilities)
    place = np.floor(np.where(known, probabilities, 0) * BINS + _ROUNDING).astype(np.int64)
    return np.where(known, np.clip(place, 0, BINS - 1), -1)


def cells(probabilities: Floats, flags: Floats) -> Floats:
    """Each item's row of numbers to be summed: items x (3 B + 3); zero where either is ``nan``.

    For each bin the items in it, their probabilities and their flags; then the same of all, with the squared distance
    of the two in the place of the count of flags.
    """
    both = ~np.isnan(probabilities) & ~np.isnan(flags)
    p, y = np.where(both, probabilities, 0), np.where(both, flags, 0)
    of_bin = (bins(p)[:, None] == np.arange(BINS)) & both[:, None]
    each = of_bin[:, :, None] * np.stack([both, p, y], axis=1)[:, None, :]
    return np.concatenate([each.reshape(len(p), 3 * BINS), np.stack([both, (p - y) ** 2, y], axis=1)], axis=1).astype(
        np.float64
    )


def _of_bins(sums: Floats) -> Floats:
    return sums[..., : 3 * BINS].reshape(*sums.shape[:-1], BINS, 3)


def brier_of_flags(sums: Floats) -> Floats:
    """The mean squared distance of the probability of *flagged* from what was found: 0 to 1 (Brier 1950, halved).

    0 is a sure and right score, .25 one that says .5 of everything. Low wherever flags are rare: see `brier_skill`.

    >>> float(brier_of_flags(cells(np.array([0.8, 0.4]), np.array([1.0, 0.0])).sum(axis=0)).round(9))
    0.1
    """
    return divide(sums[..., 3 * BINS + 1], sums[..., 3 * BINS])


def brier_skill(sums: Floats) -> Floats:
    """How much of the distance is saved against whoever gives every item the share of flagged ones: 1 all, 0 nothing.

    Below 0 the score is further off than that share would be. Undefined where all items are flagged, or none.
    """
    share = divide(sums[..., 3 * BINS + 2], sums[..., 3 * BINS])
    return 1 - divide(brier_of_flags(sums), share * (1 - share))


def calibration_error(sums: Floats) -> Floats:
    """The expected calibration error: how far each bin's mean probability is from its share of flagged items.

    The mean over bins, each counting by its items (Naeini, Cooper and Hauskrecht 2015). Never negative, so that chance
    alone makes it positive: with few items in a bin it is too high.

    >>> p = np.array([0.25, 0.25, 0.25, 0.25, 0.9, 0.9])
    >>> float(calibration_error(cells(p, np.array([0.0, 0, 0, 1, 1, 0])).sum(axis=0)).round(9))
    0.133333333
    """
    apart = np.abs(_of_bins(sums)[..., _PROBABILITY] - _of_bins(sums)[..., _FLAGGED]).sum(axis=-1)
    return divide(apart, sums[..., 3 * BINS])


def calibration_bias(sums: Floats) -> Floats:
    """The mean probability less the share of flagged items: positive for a score that is too high on the whole."""
    of_bins = _of_bins(sums).sum(axis=-2)
    return divide(of_bins[..., _PROBABILITY] - of_bins[..., _FLAGGED], of_bins[..., _COUNT])


CALIBRATION: Mapping[str, Callable[[Floats], Floats]] = {
    "brier_of_flags": brier_of_flags,
    "brier_skill": brier_skill,
    "calibration_error": calibration_error,
    "calibration_bias": calibration_bias,
}
"""By the name tables call it."""
