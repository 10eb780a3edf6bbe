"""How far a proportion may lie from what was counted."""

from math import sqrt

from judge.errors import InputError

Z_95 = 1.959963984540054
"""The 97.5 % point of the standard normal distribution: two-sided intervals of 95 %."""


def wilson(successes: float, trials: float, *, z: float = Z_95) -> tuple[float, float]:
    """Where the true share plausibly lies, given *successes* in so many independent *trials*.

    The score interval of Wilson (1927), which stays inside 0 to 1 and keeps its promise for small samples and rare
    events; the textbook (Wald) interval does neither. Trials that depend on each other make it too narrow. *successes*
    may be fractional, for a mean share over fewer independent trials than were counted.

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
