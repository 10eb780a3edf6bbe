"""What a statistic gives back: a number with what it rests on, or the reason why there is none."""

from dataclasses import dataclass
from typing import Literal

from judge.stats.intervals import wilson

NO_ITEM = "no item was rated by both"
NO_PAIR = "no item has two ratings"
NO_VARIATION = "no variation: every rating is the same"
ONE_SIDED = "no variation: one of the two gave every item the same answer"
NO_FLAG = "the reference flags no item"
NO_CLEARED = "the reference clears no item"
ONE_CLASS = "the reference gave every item the same answer"
NEVER_FLAGGED = "neither the reference nor the judge flags an item"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A statistic of some ratings.

    Undefined is a state of its own: ``value`` is then ``None``, never 0 or 1, and ``reason`` says why. A mean that had
    to leave undefined parts out is ``ok`` and says so in ``reason`` too.
    """

    value: float | None
    status: Literal["ok", "undefined"]
    reason: str | None = None
    low: float | None = None
    high: float | None = None
    interval_method: str | None = None
    """``None`` when there is no interval."""
    numerator: int | None = None
    """Of a proportion; ``None`` for anything else."""
    denominator: int | None = None
    n_items: int = 0
    """Items that entered the comparison; of a proportion, the denominator may be some of them."""
    n_raters: int = 0
    """Raters whose ratings entered."""


def known(value: float, *, n_items: int, n_raters: int = 2) -> Estimate:
    """A value without an interval."""
    return Estimate(value, "ok", n_items=n_items, n_raters=n_raters)


def undefined(reason: str, *, n_items: int = 0, n_raters: int = 2) -> Estimate:
    """No value, and why."""
    return Estimate(None, "undefined", reason, n_items=n_items, n_raters=n_raters)


def proportion(numerator: int, denominator: int, *, n_items: int, if_empty: str) -> Estimate:
    """*numerator* of *denominator* with its Wilson interval; of nothing it is undefined for the reason *if_empty*."""
    if denominator == 0:
        reason = if_empty if n_items else NO_ITEM
        return Estimate(None, "undefined", reason, numerator=0, denominator=0, n_items=n_items, n_raters=2)
    low, high = wilson(numerator, denominator)
    value = numerator / denominator
    return Estimate(value, "ok", None, low, high, "wilson", numerator, denominator, n_items, 2)
