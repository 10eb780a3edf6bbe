"""How candidates stand to each other: differences paired by scenario, ties, and how often each comes first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from judge.record import dataclass
from judge.stats.resampling import Plan, Sums
from judge.stats.sampled import Interval, Sampled, Value
from judge.stats.ties import first_shares, letters, mover
from judge.table import Row

Floats = NDArray[np.float64]

MOVER = "mover"
"""The interval of a difference made of the two rates' own, where the bootstrap has none."""
FEWEST_DIFFERING = 6
"""Two-sided, the sign test of 5 differences in one direction has p = 2 / 32, of 6 p = 2 / 64."""
NOT_KNOWN = "the candidate has no value to be compared"


@dataclass(frozen=True)
class Entrant:
    """One candidate's value with what it takes to compare it."""

    candidate: str
    columns: Floats
    """Clusters x columns: what the value is arithmetic on."""
    value: Value
    low: float | None = None
    high: float | None = None
    interval_method: str | None = None
    method: str | None = None
    """How the value was corrected; ``None`` for a raw one."""
    reason: str | None = None
    """Why there is no value; such a candidate is listed and compared with nobody."""
    reach: float = 1.0
    """How far two candidates can lie apart: 1 of shares, the whole scale of means."""


@dataclass(frozen=True)
class Standing:
    """A candidate beside the best one."""

    entrant: Entrant
    sampled: Sampled
    ends: Interval
    """Of its own value."""
    tied_group: str | None = None
    first: float | None = None
    best: str | None = None
    difference: float | None = None
    apart: Interval | None = None
    undefined: int = 0

    def fields(self) -> Row:
        """The row of a ranking, without what it is about."""
        known, apart = self.sampled.defined, self.apart
        return {
            "candidate": self.entrant.candidate,
            "value": float(self.sampled.value) if known else None,
            "low": self.ends.low,
            "high": self.ends.high,
            "interval_method": self.ends.method,
            "correction_method": self.entrant.method,
            "reason": None if known else self.entrant.reason or NOT_KNOWN,
            "tied_group": self.tied_group,
            "first_probability": self.first,
            "best": self.best,
            "difference": self.difference,
            "difference_low": apart.low if apart else None,
            "difference_high": apart.high if apart else None,
            "difference_method": apart.method if apart else None,
            "difference_reason": apart.reason if apart else None,
            "n_clusters": self.sampled.clusters,
            "replicates_undefined": self.undefined,
        }


def standings(entrants: Sequence[Entrant], plan: Plan) -> list[Standing]:
    """The candidates from the highest value to the lowest, those without a value last.

    All are resampled by one plan, so that two candidates are compared on the same draws of scenarios. The interval of a
    difference is the cluster bootstrap's (95 %, for each pair by itself; see `difference`). Two whose interval holds 0,
    or who have none, are tied.
    """
    widths = np.cumsum([0, *(e.columns.shape[1] for e in entrants)])
    sums = Sums.of(np.concatenate([e.columns for e in entrants], axis=1), plan)
    found = [
        Standing(e, s, _own(e, s))
        for i, e in enumerate(entrants)
        for s in [Sampled.of(sums.part(slice(widths[i], widths[i + 1])), e.value)]
    ]
    ranked = sorted((s for s in found if s.sampled.defined), key=lambda s: -s.sampled.value)
    return [*_compared(ranked), *(s for s in found if not s.sampled.defined)]


def _compared(ranked: Sequence[Standing]) -> Iterator[Standing]:
    if len(ranked) < 2:  # noqa: PLR2004 - two to compare
        yield from ranked
        return
    apart = {(i, j): difference(ranked[j], ranked[i]) for i, j in combinations(range(len(ranked)), 2)}
    different = np.zeros((len(ranked), len(ranked)), np.bool_)
    for (i, j), interval in apart.items():
        different[i, j] = different[j, i] = _told_apart(interval)
    groups = letters(different)
    first, undefined = first_shares([s.sampled.replicates for s in ranked])
    best = ranked[0]
    for i, standing in enumerate(ranked):
        yield replace(
            standing,
            tied_group=groups[i],
            first=first[i] if first else None,
            best=best.entrant.candidate,
            difference=float(standing.sampled.value - best.sampled.value) if i else None,
            apart=apart.get((0, i)),
            undefined=undefined,
        )


def difference(one: Standing, other: Standing) -> Interval:
    """The interval of *one* minus *other*.

    By the bootstrap, unless the two differ in fewer than six clusters (no sign test could then tell them apart, but a
    bootstrap of so few differences would) or all replicates are the same: then from the two values' own intervals.
    """
    paired = one.sampled.minus(other.sampled).interval()
    enough = _differing(one.entrant.columns, other.entrant.columns) >= FEWEST_DIFFERING
    if (paired.low is not None and enough) or min(one.sampled.clusters, other.sampled.clusters) < 2:  # noqa: PLR2004
        return paired
    sides = [(float(s.sampled.value), s.ends.low, s.ends.high) for s in (one, other)]
    (a, a_low, a_high), (b, b_low, b_high) = sides
    if a_low is None or a_high is None or b_low is None or b_high is None:
        return paired
    reach = max(one.entrant.reach, other.entrant.reach)
    low, high = mover(a - b, (a, a_low, a_high), (b, b_low, b_high), reach=reach)
    return Interval(low, high, MOVER, None, paired.undefined)


def _differing(one: Floats, other: Floats) -> int:
    """In how many clusters the two are not the same."""
    if one.shape != other.shape:
        return int((one.any(axis=1) | other.any(axis=1)).sum())
    return int((one != other).any(axis=1).sum())


def _own(entrant: Entrant, sampled: Sampled) -> Interval:
    if entrant.low is not None and entrant.high is not None:
        return Interval(entrant.low, entrant.high, entrant.interval_method)
    return sampled.interval()


def _told_apart(interval: Interval) -> bool:
    """Whether 0 lies outside."""
    return interval.low is not None and interval.high is not None and not interval.low <= 0 <= interval.high
