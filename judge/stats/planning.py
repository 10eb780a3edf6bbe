"""How much to label before labelling it: items, conversations, experts and repeats for a wished bound or power.

Everything here is arithmetic before the data: it is as right as what is put in, so put in the least favourable values
that are plausible. Results are whole numbers, rounded up.
"""

from math import ceil, floor, log, log1p, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from judge.errors import InputError

_GRAIN = 1e-9
"""Rounded up, a number this close above a whole one is that one."""


def within(name: str, value: float, *, above: float, below: float, closed: bool = False) -> None:
    """Refuse a *value* that is not between its ends; *closed*: that may be one of them.

    Raises:
        InputError: It is not.
    """
    if not (above <= value <= below if closed else above < value < below):
        raise InputError(f"{name} must lie between {above:g} and {below:g}, not be {value!r}")


def items_for_bound(bound: float, *, level: float = 0.95) -> int:
    """How many items without a single failure show that failures are rarer than *bound*.

    The exact binomial, one-sided: (1 - bound)^n <= 1 - level; the "rule of three" 3/n is its approximation. For misses
    these are *flagged* items.

    >>> items_for_bound(0.05)
    59

    Raises:
        InputError: The bound is not between 0 and 1.
    """
    within("the bound", bound, above=0, below=1)
    return up(log(1 - level) / log1p(-bound))


def bound_of(items: int, *, level: float = 0.95) -> float:
    """What *items* without a single failure bound failures by: the other way round.

    >>> [round(bound_of(n), 4) for n in (30, 100, 300, 1000)]
    [0.095, 0.0295, 0.0099, 0.003]
    """
    return 1 - float((1 - level) ** (1 / items)) if items > 0 else 1.0


def design_effect(size: float, icc: float) -> float:
    """How many times as many items are needed because those of one conversation resemble each other (Kish 1965).

    1 + (*size* - 1) x *icc*, never below 1: so many items a conversation, and their intraclass correlation.

    >>> round(design_effect(9, 0.3), 6)
    3.4

    Raises:
        InputError: Fewer than one item a conversation, or a correlation outside 0 to 1.
    """
    within("the intraclass correlation", icc, above=0, below=1, closed=True)
    if size < 1:
        raise InputError(f"a conversation holds at least one item, not {size!r}")
    return 1 + (size - 1) * icc


def resemblance(values: NDArray[np.floating], clusters: NDArray[np.integer]) -> tuple[float, float]:
    """How much items of one conversation resemble each other, and how many items a conversation counts for.

    The intraclass correlation by analysis of variance (Donner and Koval 1980), between 0 and 1; and the mean size of an
    item's conversation (sum of squared sizes over items), which is what `design_effect` needs when sizes differ. 0
    where no conversation holds two items, or nothing varies.

    Two conversations of two, alike within and not between:

    >>> resemblance(np.array([1.0, 1, 0, 0]), np.array([4, 4, 7, 7]))
    (1.0, 2.0)
    """
    _, place = np.unique(clusters, return_inverse=True)
    sizes = np.bincount(place)
    n, groups = values.size, sizes.size
    if n == 0:
        return 0.0, 1.0
    size = float((sizes**2).sum() / n)
    if groups < 2 or groups == n:  # noqa: PLR2004 - within and between
        return 0.0, size
    means = np.bincount(place, values) / sizes
    between = float((sizes * (means - values.mean()) ** 2).sum()) / (groups - 1)
    within_ = float(((values - means[place]) ** 2).sum()) / (n - groups)
    spread = between + ((n - size) / (groups - 1) - 1) * within_
    return (min(max((between - within_) / spread, 0.0), 1.0) if spread > 0 else 0.0), size


def noise_share(values: NDArray[np.floating]) -> float:
    """The share of an item's variance that comes from asking again: repeats x items of 0 and 1, ``nan`` left out.

    0 where nothing varies, or nothing was asked twice.

    >>> noise_share(np.array([[1.0, 0, 1, 0], [1, 0, 0, 1]]))
    0.875
    """
    several = (~np.isnan(values)).sum(axis=0) > 1
    if not several.any():
        return 0.0
    again = float(np.nanvar(values[:, several], axis=0, ddof=1).mean())
    whole = float(np.nanvar(values[:, several], ddof=1))
    return min(again / whole, 1.0) if whole > 0 else 0.0


def repeats_effect(repeats: int, noise: float) -> float:
    """What asking the judge *repeats* times saves: 1 - noise + noise / repeats (Miller 2024).

    *noise* is the share of an item's variance that comes from asking again, not from the item. No number of repeats
    makes up for few items once it is small.
    """
    within("the share of noise", noise, above=0, below=1, closed=True)
    return 1 - noise + noise / repeats


def items_for_power(
    difference: float, discordance: float, *, power: float = 0.8, level: float = 0.95, effect: float = 1.0
) -> int:
    """How many items McNemar's test needs to find a *difference* between two judges (Connor 1987).

    *discordance* is the share of items on which exactly one of the two is right.

    >>> [items_for_power(d, 0.2) for d in (0.03, 0.05, 0.1)]
    [1742, 626, 155]

    Raises:
        InputError: The power is not between 0 and 1, or the difference is 0 or larger than the discordance.
    """
    within("the power", power, above=0, below=1)
    _possible(difference, discordance)
    reach = _z(level) * sqrt(discordance) + float(ndtri(power)) * sqrt(discordance - difference**2)
    return up(effect * (reach / difference) ** 2)


def power_of(items: float, difference: float, discordance: float, *, level: float = 0.95) -> float:
    """How often McNemar's test finds a *difference* with so many *items* (Connor 1987): the other way round.

    >>> round(power_of(626, 0.05, 0.2), 2)
    0.8

    Raises:
        InputError: The difference is 0 or larger than the discordance.
    """
    _possible(difference, discordance)
    left = sqrt(discordance - difference**2)
    short = abs(difference) * sqrt(items) - _z(level) * sqrt(discordance)
    return float(ndtr(short / left)) if left else float(short >= 0)


def items_for_scores(
    difference: float,
    between: float,
    first: tuple[float, int] = (0.0, 1),
    second: tuple[float, int] = (0.0, 1),
    *,
    power: float = 0.8,
    level: float = 0.95,
) -> int:
    """How many items a paired *difference* of mean scores needs, each judge asked several times (Miller 2024).

    (z + z')^2 (between + a / K_a + b / K_b) / difference^2: *between* is the variance over items of the difference of
    the two expected scores; *first* and *second* are each judge's variance within an item, and its repeats.

    >>> items_for_scores(0.03, 1 / 9, (1 / 6, 10), (1 / 6, 10))
    1260

    Raises:
        InputError: The power is not between 0 and 1, the difference is 0, or a judge is asked less than once.
    """
    within("the power", power, above=0, below=1)
    if not difference or min(first[1], second[1]) < 1:
        raise InputError("a paired comparison needs a difference other than 0 and at least one repeat of each judge")
    variance = between + first[0] / first[1] + second[0] / second[1]
    return up((_z(level) + float(ndtri(power))) ** 2 * variance / difference**2)


def panel_reliability(experts: int, alpha: float) -> float:
    """How reliable the mean vote of several experts is, from how far two of them agree (Spearman 1910, Brown 1910).

    k a / (1 + (k - 1) a). It takes the experts as interchangeable and their errors as independent: experts who share a
    blind spot agree without being right.

    >>> round(panel_reliability(3, 0.6), 4)
    0.8182
    """
    within("the experts' alpha", alpha, above=0, below=1)
    return experts * alpha / (1 + (experts - 1) * alpha)


def experts_for_reliability(reliability: float, alpha: float) -> int:
    """How many experts make their mean vote so *reliable*: `panel_reliability` the other way round.

    >>> experts_for_reliability(0.8, 0.5)
    4

    Raises:
        InputError: Reliability or alpha are not between 0 and 1.
    """
    within("the reliability", reliability, above=0, below=1)
    within("the experts' alpha", alpha, above=0, below=1)
    return max(1, up(reliability * (1 - alpha) / (alpha * (1 - reliability))))


def up(items: float) -> int:
    """The next whole number; one that is whole but for rounding stays."""
    return floor(items) if items - floor(items) < _GRAIN * max(1.0, items) else ceil(items)


def _possible(difference: float, discordance: float) -> None:
    within("the discordance", discordance, above=0, below=1, closed=True)
    if not 0 < abs(difference) <= discordance:
        raise InputError(
            f"a difference of {difference!r} needs at least that share of items on which the two differ, not"
            f" {discordance!r}",
            hint="raise --discordance, or lower --difference",
        )


def _z(level: float) -> float:
    return float(ndtri((1 + level) / 2))
