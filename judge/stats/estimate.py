"""What a statistic gives back: a number with what it rests on, or the reason why there is none."""

from typing import Literal

from judge.record import dataclass

NO_ITEM = "no item was rated by both"
NO_PAIR = "no item has two ratings"
NO_VARIATION = "no variation: every rating is the same"
ONE_SIDED = "no variation: one of the two gave every item the same answer"
NO_FLAG = "the reference flags no item"
NO_CLEARED = "the reference clears no item"
ONE_CLASS = "the reference gave every item the same answer"
NEVER_FLAGGED = "neither the reference nor the judge flags an item"
NEVER_CLEARED = "neither the reference nor the judge clears an item"
NEVER_FLAGGED_BY_ANY = "no expert flags an item that another answered"
NEVER_CLEARED_BY_ANY = "no expert clears an item that another answered"
NEVER_GIVEN = "neither of the two ever gave this answer"
NO_ALARM = "the judge flags no item"
NO_CLEARANCE = "the judge clears no item"
NO_VERDICT = "the judge gave no verdict on any of these items"
NO_SIDES = "no answer passes here, so that nothing is flagged"


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
    interval_reason: str | None = None
    """Why a value has no interval, where one was looked for."""
    replicates_undefined: int = 0
    """Bootstrap replicates in which the statistic was undefined: left out of the interval, never counted as 0."""


def undefined(reason: str, *, n_items: int = 0, n_raters: int = 2) -> Estimate:
    """No value, and why."""
    return Estimate(None, "undefined", reason, n_items=n_items, n_raters=n_raters)
