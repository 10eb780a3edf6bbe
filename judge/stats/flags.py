"""A reference that flags or clears, a judge that flags, clears or gives no verdict: six counts.

Every function takes tables (..., 2, 3), any axes before them replicates: the reference down (cleared, flagged), the
judge across (cleared, flagged, no verdict); it gives (...), ``nan`` where undefined. "Flagged" is a failing answer, so
"sensitivity" always speaks of what fails. Shares come as numerator and denominator, for their intervals.
"""

import numpy as np

from judge.stats import classes, tables
from judge.stats.resampling import Floats

CLEARED, FLAGGED, NO_VERDICT = 0, 1, 2

Share = tuple[Floats, Floats]
"""How many, of how many."""


def missed(counts: Floats) -> Share:
    """Of what the reference flags, what the judge did not flag, for whatever reason.

    A judge that cleared the item, was unsure, refused or could not be read has missed it: nobody was warned. Items a
    gate took out were not put before the judge and are in no cell.

    >>> [float(x) for x in missed(np.array([[5, 0, 0], [1, 1, 1]]))]
    [2.0, 3.0]
    """
    flagged = counts[..., FLAGGED, :].sum(axis=-1)
    return flagged - counts[..., FLAGGED, FLAGGED], flagged


def false_alarms(counts: Floats) -> Share:
    """Of what the reference clears, what the judge flagged; an item without a verdict raised no alarm."""
    return counts[..., CLEARED, FLAGGED], counts[..., CLEARED, :].sum(axis=-1)


def sensitivity(counts: Floats) -> Share:
    """Of what the reference flags, what the judge flags, among items with a verdict.

    A judge that refuses the grave items can score high here; `missed` counts those too.
    """
    read = counts[..., FLAGGED, :NO_VERDICT].sum(axis=-1)
    return counts[..., FLAGGED, FLAGGED], read


def specificity(counts: Floats) -> Share:
    """Of what the reference clears, what the judge clears, among items with a verdict."""
    return counts[..., CLEARED, CLEARED], counts[..., CLEARED, :NO_VERDICT].sum(axis=-1)


def positive_predictive_value(counts: Floats) -> Share:
    """Of what the judge flags, what the reference flags: how much of an alarm is right at this prevalence."""
    return counts[..., FLAGGED, FLAGGED], counts[..., FLAGGED].sum(axis=-1)


def negative_predictive_value(counts: Floats) -> Share:
    """Of what the judge clears, what the reference clears."""
    return counts[..., CLEARED, CLEARED], counts[..., CLEARED].sum(axis=-1)


def prevalence(counts: Floats) -> Share:
    """Of everything the reference decided, what it flags."""
    return counts[..., FLAGGED, :].sum(axis=-1), counts.sum(axis=(-1, -2))


def judge_prevalence(counts: Floats) -> Share:
    """Of what the judge gave a verdict on, what it flags."""
    return counts[..., FLAGGED].sum(axis=-1), counts[..., :NO_VERDICT].sum(axis=(-1, -2))


def _verdicts(counts: Floats) -> Floats:
    return counts[..., :NO_VERDICT]


def f1(counts: Floats) -> Floats:
    """F1 of the failing answers among items with a verdict; undefined when neither flags anything.

    Read without a reference it is the specific agreement on flagging, 2a / (2a + b + c).
    """
    return classes.f1_of(_verdicts(counts), FLAGGED)


def negative_agreement(counts: Floats) -> Floats:
    """Specific agreement on clearing: 2d / (2d + b + c)."""
    return classes.f1_of(_verdicts(counts), CLEARED)


def balanced_accuracy(counts: Floats) -> Floats:
    """The mean of sensitivity and specificity among items with a verdict."""
    return classes.balanced_accuracy(_verdicts(counts))


def mcc(counts: Floats) -> Floats:
    """Matthews' correlation of the flags among items with a verdict."""
    return classes.mcc(_verdicts(counts))


def pabak(counts: Floats) -> Floats:
    """Prevalence- and bias-adjusted kappa of the flags (Byrt 1993)."""
    return tables.brennan_prediger(_verdicts(counts))


def prevalence_index(counts: Floats) -> Floats:
    """How far flagged outweighs cleared, among items with a verdict: positive where most are flagged."""
    return -tables.prevalence_index(_verdicts(counts))


def bias_index(counts: Floats) -> Floats:
    """How far the judge flags more than the reference: positive for a stricter judge."""
    return tables.bias_index(_verdicts(counts))


def table_of(reference: Floats, judge: Floats) -> np.ndarray:
    """Each item's cell, 0 to 5, for `judge.stats.resampling.per_cluster`; -1 where the reference decides nothing.

    Args:
        reference: Items: 1 flagged, 0 cleared, ``nan`` nothing decided.
        judge: Items: 1 flagged, 0 cleared, ``nan`` no verdict.
    """
    column = np.where(np.isnan(judge), NO_VERDICT, judge)
    return np.where(np.isnan(reference), -1, 3 * reference + column).astype(np.int64)
