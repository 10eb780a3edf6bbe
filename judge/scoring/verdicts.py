"""How a judge compares to the experts' own agreement, in one word with its reason."""

from judge.stats.flags import FLAGGED
from judge.stats.pairs import Pairs
from judge.stats.panel import PAIR
from judge.stats.resampling import Floats
from judge.table import Row

BETTER, NO_DIFFERENCE, WORSE, TOO_FEW, NEVER_OBJECTS = (
    "better",
    "no_difference_shown",
    "worse",
    "too_few_to_say",
    "never_objects",
)
VERDICTS = (BETTER, NO_DIFFERENCE, WORSE, TOO_FEW, NEVER_OBJECTS)

MARGIN = 0.2
"""A difference in kappa this large would matter to anybody: an interval that cannot rule it out says nothing."""
FEWEST_CLUSTERS = 30
"""Below so many clusters a bootstrap over clusters says nothing reliable."""

NO_CEILING = "the experts' own agreement is not known"
NO_KAPPA = "the judge's agreement is undefined"
FEW_CLUSTERS = "fewer than 30 clusters"
WIDE = "the interval cannot rule out a difference of 0.2"
SILENT = "the judge flags none of these items, and experts flag some"


def verdict_of(judge: Pairs, experts: Pairs, *, flags: Floats, biased: str | None = None) -> Row:
    """The difference of the judge's mean kappa with each expert to the experts' mean kappa with each other.

    Both are means over pairs, of one plan, so that the difference is paired. *Better* and *worse* where its interval
    leaves 0 out; *no difference shown* only where it also rules out a difference of 0.2 to either side; otherwise, and
    with fewer than 30 clusters, *too few to say*. A judge that flags nothing where experts flag something *never
    objects*, whatever its kappa: no other word would be safe.

    Args:
        judge: The judge with each expert.
        experts: The experts with each other.
        flags: The judge's counts against any expert, (2, 3).
        biased: Why these labels cannot speak of this judge, if they cannot.
    """
    kappa = PAIR["cohen_kappa"]
    own, ceiling = judge.sampled(kappa), experts.sampled(kappa)
    row: Row = dict.fromkeys(
        ("kappa_difference", "kappa_difference_low", "kappa_difference_high", "kappa_difference_method")
    )
    silent = flags[FLAGGED].sum() > 0 and flags[:, FLAGGED].sum() == 0
    if own is None or ceiling is None:
        why = NO_KAPPA if own is None else NO_CEILING
        return row | _said(NEVER_OBJECTS if silent else TOO_FEW, SILENT if silent else why)
    difference = own.minus(ceiling)
    interval = difference.interval()
    row |= {
        "kappa_difference": difference.value,
        "kappa_difference_low": interval.low,
        "kappa_difference_high": interval.high,
        "kappa_difference_method": interval.method,
    }
    if silent:
        return row | _said(NEVER_OBJECTS, SILENT)
    if biased is not None:
        return row | _said(TOO_FEW, biased)
    return row | _word(interval.low, interval.high, interval.reason, difference.clusters)


def _word(low: float | None, high: float | None, reason: str | None, clusters: int) -> Row:
    if clusters < FEWEST_CLUSTERS:
        return _said(TOO_FEW, FEW_CLUSTERS)
    if low is None or high is None:
        return _said(TOO_FEW, reason)
    if low > 0 or high < 0:
        return _said(BETTER if low > 0 else WORSE, None)
    return _said(TOO_FEW, WIDE) if low < -MARGIN or high > MARGIN else _said(NO_DIFFERENCE, None)


def _said(word: str, reason: str | None) -> Row:
    return {"verdict": word, "verdict_reason": reason}
