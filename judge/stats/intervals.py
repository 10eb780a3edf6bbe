"""How far a proportion may lie from what was counted."""

from math import sqrt

import numpy as np
from scipy.special import betaincinv, stdtrit

from judge.errors import InputError
from judge.stats.resampling import Floats

Z_95 = 1.959963984540054
"""The 97.5 % point of the standard normal distribution: two-sided intervals of 95 %."""
_UPPER = 0.975

WILSON = "wilson"
EFFECTIVE = "wilson_effective"
"""Wilson on the effective sample size."""


def wilson(successes: float, trials: float, *, z: float = Z_95) -> tuple[float, float]:
    """Where the true share plausibly lies, given *successes* in so many independent *trials*.

    The score interval of Wilson (1927), which stays inside 0 to 1 and keeps its promise for small samples and rare
    events; the textbook (Wald) interval does neither. Trials that depend on each other make it too narrow: see
    `effective_trials`. *successes* may be fractional, for a share over fewer independent trials than were counted.

    >>> low, high = wilson(81, 263)  # Newcombe (1998): .2553 to .3662
    >>> round(low, 4), round(high, 4)
    (0.2553, 0.3662)

    Raises:
        InputError: There are no trials, or the successes are not between none and all of them.
    """
    if trials <= 0 or not 0 <= successes <= trials:
        raise InputError(f"an interval for {successes!r} successes in {trials!r} trials does not exist")
    share = successes / trials
    scale = 1 + z * z / trials
    centre = share + z * z / (2 * trials)
    half = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    low = 0.0 if successes == 0 else (centre - half) / scale
    high = 1.0 if successes == trials else (centre + half) / scale
    return low, high


def clopper_pearson(successes: int, trials: int, *, level: float = 0.95) -> tuple[float, float]:
    """The exact interval of Clopper and Pearson (1934): never too narrow, often too wide.

    With none in n its upper end is 1 - (1 - level) / 2 to the power 1 / n.

    >>> [round(end, 6) for end in clopper_pearson(15, 148)]  # Newcombe (1998)
    [0.057844, 0.16165]

    Raises:
        InputError: There are no trials, or the successes are not between none and all of them.
    """
    if trials <= 0 or not 0 <= successes <= trials:
        raise InputError(f"an interval for {successes!r} successes in {trials!r} trials does not exist")
    tail = (1 - level) / 2
    low = 0.0 if successes == 0 else float(betaincinv(successes, trials - successes + 1, tail))
    high = 1.0 if successes == trials else float(betaincinv(successes + 1, trials - successes, 1 - tail))
    return low, high


def whole(numbers: Floats) -> bool:
    """Whether these are counts, but for rounding."""
    return bool((numbers == np.rint(numbers)).all()) or np.allclose(numbers, np.rint(numbers))


def effective_trials(successes: Floats, trials: Floats, items: int) -> float:
    """How many independent trials a share rests on, given its numerator and denominator in each cluster.

    Items of one conversation tend to come out alike, so that they count for less: *items* over the design effect
    (never under 1; Kish 1965), times the squared ratio of the two t quantiles, because few clusters tell little about
    their own spread (Korn and Graubard 1998). Where all or none succeeded no spread can be seen, and each cluster with
    a trial counts once. Independent, equally weighted items give *items* itself.

    Args:
        successes: Clusters: the numerator, perhaps weighted.
        trials: Clusters: the denominator, perhaps weighted.
        items: Items in the denominator, unweighted.
    """
    here = trials > 0
    k, n = successes[here], trials[here]
    clusters, total = n.size, float(n.sum())
    if clusters == items and np.ptp(n) == 0:
        return float(items)
    share = float(k.sum()) / total
    if clusters < 2 or share <= 0 or share >= 1:  # noqa: PLR2004 - a spread needs two
        return float(clusters) if whole(n) else min(float(clusters), total**2 / float((n**2).sum()))
    spread = clusters / (clusters - 1) * float(((k - share * n) ** 2).sum()) / total**2
    effect = max(1.0, spread / (share * (1 - share) / (items - 1)))
    few = float(stdtrit(items - 1, _UPPER) / stdtrit(clusters - 1, _UPPER)) ** 2
    return items / effect * min(1.0, few)


def clustered_wilson(successes: Floats, trials: Floats, items: int) -> tuple[float, float, str]:
    """Wilson's interval of a share on its effective sample size, and what to call it.

    Never of no width, and never narrower than for independent items.

    >>> low, high, method = clustered_wilson(np.array([2.0, 0, 2, 0]), np.array([2.0, 2, 2, 2]), 8)
    >>> round(low, 2), round(high, 2), method
    (0.09, 0.91, 'wilson_effective')
    """
    effective = effective_trials(successes, trials, items)
    share = float(successes.sum() / trials.sum())
    low, high = wilson(min(max(share, 0.0), 1.0) * effective, effective)
    return low, high, WILSON if effective == items else EFFECTIVE
