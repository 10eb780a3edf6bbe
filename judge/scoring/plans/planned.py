"""Plans as rows: what a wished precision, power or bound costs in items, conversations, experts and repeats."""

from collections.abc import Iterator, Sequence
from math import ceil

from judge.errors import InputError, near_miss
from judge.record import dataclass
from judge.stats.planning import (
    bound_of,
    design_effect,
    experts_for_reliability,
    items_for_bound,
    items_for_power,
    panel_reliability,
    power_of,
    repeats_effect,
)
from judge.stats.precision import PLANNED, Quality, expected, items_for_experts_alpha, items_for_half_width
from judge.table import Row

EXPERTS_ALPHA = "experts_alpha"
SHORT = {"kappa": "cohen_kappa", "alpha": "krippendorff_alpha_nominal", "ac1": "gwet_ac1"}
"""What people call them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What makes items count for less or more than independent ones, asked once."""

    size: float = 1.0
    """Items a conversation."""
    icc: float = 0.0
    repeats: int = 1
    noise: float = 0.0
    """The share of an item's variance that comes from asking again."""

    @property
    def effect(self) -> float:
        """What the number of items is multiplied by."""
        return design_effect(self.size, self.icc) * repeats_effect(self.repeats, self.noise)

    def row(self, items: int) -> Row:
        """So many items, in conversations and judgments."""
        return {
            "items": items,
            "conversations": ceil(items / self.size),
            "repeats": self.repeats,
            "judgments": items * self.repeats,
            "design_effect": design_effect(self.size, self.icc),
        }


def named(statistics: Sequence[str]) -> list[str]:
    """The statistics by their full names; all of `PLANNED` when none is given.

    Raises:
        InputError: One is none of those that can be planned for.
    """
    found = [SHORT.get(name, name) for name in statistics]
    for name in found:
        if name not in PLANNED:
            raise InputError(f"no plan for the statistic {name!r}", hint=near_miss(name, [*PLANNED, *SHORT]))
    return found or list(PLANNED)


def precision_rows(
    quality: Quality, half_width: float, statistics: Sequence[str] = (), conditions: Conditions | None = None
) -> Iterator[Row]:
    """A row for each statistic: items for a 95 % interval that reaches no further than *half_width* to either side.

    Raises:
        InputError: A statistic cannot be planned for, or the half-width is not between 0 and 1.
    """
    given = conditions or Conditions()
    for name in named(statistics):
        items = items_for_half_width(name, quality, half_width, effect=given.effect)
        yield {
            "statistic": name,
            "expected": expected(name, quality),
            "half_width": half_width,
            **given.row(items),
            "flagged": ceil(items * quality.prevalence),
        }


def experts_row(
    experts: int, alpha: float, prevalence: float, half_width: float, conditions: Conditions | None = None
) -> Row:
    """Items for the experts' own alpha, and how reliable so many experts are together.

    The judge's repeats save nothing here.
    """
    given = conditions or Conditions()
    whole = Conditions(size=given.size, icc=given.icc)
    items = items_for_experts_alpha(experts, alpha, prevalence, half_width, effect=whole.effect)
    return {
        "statistic": EXPERTS_ALPHA,
        "expected": alpha,
        "half_width": half_width,
        **whole.row(items),
        "judgments": items * experts,
        "flagged": ceil(items * prevalence),
        "experts": experts,
        "reliability": panel_reliability(experts, alpha),
    }


def reliability_row(reliability: float, alpha: float) -> Row:
    """How many experts make their mean vote so reliable, from how far two of them agree."""
    experts = experts_for_reliability(reliability, alpha)
    return {"expert_alpha": alpha, "reliability": panel_reliability(experts, alpha), "experts": experts}


def power_row(
    difference: float,
    discordance: float,
    *,
    power: float | None = None,
    items: int | None = None,
    conditions: Conditions | None = None,
) -> Row:
    """Items for a *power*, or the power of so many *items*, to find a difference between two judges.

    Raises:
        InputError: The power is not between 0 and 1, or the difference is 0 or larger than the discordance.
    """
    given = conditions or Conditions()
    effect = design_effect(given.size, given.icc)
    if items is None:
        items = items_for_power(difference, discordance, power=0.8 if power is None else power, effect=effect)
    return {
        "difference": difference,
        "discordance": discordance,
        "power": power_of(items / effect, difference, discordance),
        **given.row(items),
    }


def bound_row(bound: float, prevalence: float | None = None, conditions: Conditions | None = None) -> Row:
    """Flagged items of which none may be missed to bound misses; with a *prevalence*, items in all.

    Raises:
        InputError: The bound is not between 0 and 1.
    """
    given = conditions or Conditions()
    flagged = ceil(items_for_bound(bound) * design_effect(given.size, given.icc))
    whole = None if prevalence is None else ceil(flagged / prevalence)
    counts = dict.fromkeys(given.row(0)) if whole is None else given.row(whole)
    reached = bound_of(items_for_bound(bound))
    return {"bound": bound, "flagged": flagged, "reached": reached, **counts}
