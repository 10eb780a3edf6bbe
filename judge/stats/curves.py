"""A score and the threshold above which it is an alarm: what every threshold finds, and at which price.

Every function takes two running counts (..., K): how many flagged, and how many cleared items score at least as high as
each of K thresholds, the highest first; any axes before them are replicates. Items of one score pass a threshold
together, so ties are exact and nothing is interpolated: what a curve promises, a threshold can do. Counts may be
weighted. ``nan`` is undefined: without a flagged or without a cleared item, and where all scores are equal, because
such scores order nothing.
"""

from fractions import Fraction
from math import ceil

import numpy as np
from numpy.typing import NDArray

from judge.stats.resampling import Floats
from judge.stats.tables import divide

RECALLS = (0.9, 0.95)
"""The recalls at which false alarms are counted."""
ALL_EQUAL = "every item has the same score: it orders nothing"
_ROUNDING = 1e-9
"""Relative to the number of flagged items, less than this beside it is rounding."""


def auroc(flagged: Floats, cleared: Floats) -> Floats:
    """How often a flagged item scores higher than a cleared one, equal scores counting half (Hanley and McNeil 1982).

    1 is a score that sets all flagged items above all cleared ones, .5 one that tells nothing, whatever the prevalence.

    Three flagged items score .9, .8 and .5, three cleared .8, .3 and .1: of nine pairs 7 are right and one is a tie.

    >>> float(auroc(*running([0.9, 0.8, 0.5, 0.8, 0.3, 0.1], [1, 1, 1, 0, 0, 0])).round(4))
    0.8333
    """
    before, now = _stepped(flagged)
    under, over = _stepped(cleared)
    area = ((over - under) * (before + now) / 2).sum(axis=-1)
    return divide(area, flagged[..., -1] * cleared[..., -1]) * _ordered(flagged, cleared)


def average_precision(flagged: Floats, cleared: Floats) -> Floats:
    """The precision at each threshold, averaged by what the threshold adds to the recall.

    A score that tells nothing gets about the prevalence, so that it means little without it. No interpolation: the
    plain sum, which the trapezoid beneath a precision-recall curve is too kind to (Davis and Goadrich 2006).

    >>> float(average_precision(*running([0.9, 0.8, 0.7, 0.6], [1, 0, 1, 0])).round(4))
    0.8333
    """
    before, now = _stepped(flagged)
    precision = divide(flagged, flagged + cleared)
    found = (np.where(now > before, (now - before) * np.nan_to_num(precision), 0)).sum(axis=-1)
    return divide(found, flagged[..., -1]) * _ordered(flagged, cleared)


def false_positive_rate(flagged: Floats, cleared: Floats, *, recall: float) -> Floats:
    """Of the cleared items, those above the highest threshold that finds the share *recall* of the flagged ones.

    So many flagged items must be found as make up the share at least: of 42, at .9, it is 38 (`needed`).
    """
    place = reaching(flagged, recall)
    false = np.take_along_axis(cleared, place[..., None], axis=-1)[..., 0]
    return divide(false, cleared[..., -1]) * _ordered(flagged, cleared)


def threshold(flagged: Floats, cleared: Floats, thresholds: Floats, *, recall: float) -> Floats:
    """The highest of the *thresholds* (K) that finds the share *recall* of the flagged items.

    It is the score of an item: an alarm is raised where a score is at least as high.
    """
    found: Floats = thresholds[reaching(flagged, recall)]
    return found * _ordered(flagged, cleared)


def needed(flagged: int, recall: float) -> int:
    """How many of so many *flagged* items make up at least the share *recall*, as the number is written in decimals.

    >>> needed(42, 0.9), needed(42, 0.95), needed(100, 0.07)
    (38, 40, 7)
    """
    return ceil(Fraction(str(recall)) * flagged)


def roc_points(flagged: Floats, cleared: Floats) -> NDArray[np.float64]:
    """The points (false positive rate, recall) of every threshold, from (0, 0) on: K + 1 x 2."""
    origin = np.zeros(1)
    x, y = (divide(counts, counts[-1]) for counts in (cleared, flagged))
    return np.stack([np.concatenate([origin, x]), np.concatenate([origin, y])], axis=1)


def precision_recall_points(flagged: Floats, cleared: Floats) -> NDArray[np.float64]:
    """The points (recall, precision) of every threshold, the highest first: K x 2."""
    return np.stack([divide(flagged, flagged[-1]), divide(flagged, flagged + cleared)], axis=1)


def running(scores: Floats | list[float], flags: Floats | list[int]) -> tuple[Floats, Floats]:
    """The two running counts of items that each count once: for examples and tests."""
    given, marks = np.asarray(scores, np.float64), np.asarray(flags, np.float64)
    _, step = np.unique(-given, return_inverse=True)
    counts = [np.bincount(step, weights).cumsum() for weights in (marks, 1 - marks)]
    return counts[0], counts[1]


def _stepped(counts: Floats) -> tuple[Floats, Floats]:
    """Each running count with the one before it."""
    return np.concatenate([np.zeros((*counts.shape[:-1], 1)), counts[..., :-1]], axis=-1), counts


def reaching(flagged: Floats, recall: float) -> NDArray[np.intp]:
    """The place of the highest threshold that finds the share *recall* of the flagged items."""
    whole = flagged[..., -1:]
    return np.asarray((flagged >= whole * (recall - _ROUNDING)).argmax(axis=-1), np.intp)


def _ordered(flagged: Floats, cleared: Floats) -> Floats:
    """1 where both kinds of item are there and at least two scores, else ``nan``."""
    both = (flagged[..., -1] > 0) & (cleared[..., -1] > 0)
    before, now = _stepped(flagged + cleared)
    return np.where(both & (np.count_nonzero(now > before, axis=-1) > 1), 1.0, np.nan)
