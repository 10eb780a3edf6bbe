"""What the labels there are say about how many more are needed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from judge.record import dataclass
from judge.scoring.plans.planned import Conditions, experts_row, precision_rows
from judge.scoring.raters.asked import Asked, asked
from judge.scoring.references import Labelled, majority
from judge.scoring.rows import EXPERTS
from judge.scoring.study import Study
from judge.stats.estimate import NO_CLEARED, NO_FLAG, NO_SIDES
from judge.stats.flags import CLEARED, FLAGGED
from judge.stats.group import coincidences
from judge.stats.planning import noise_share, resemblance
from judge.stats.precision import Quality
from judge.stats.tables import alpha_of_coincidences
from judge.table import Row

NO_ALPHA = "the experts' own agreement is not known, or not between 0 and 1"
MORE_REPEATS = (1, 3)
"""How many repeats are planned for where the pilot shows that asking again adds noise."""


@dataclass(frozen=True)
class Pilot:
    """A judge on the labelled items of one dimension, as a plan needs it."""

    quality: Quality
    conditions: Conditions
    items: int
    clusters: int

    @classmethod
    def of(cls, judge: Asked) -> "Pilot | str":
        """From a run's own data, or the reason why not.

        The reference is the experts' majority. Shares are (k + 1)/(n + 2): a judge that erred nowhere in a pilot would
        plan for no items at all. Resemblance within conversations and noise are those of its errors.
        """
        if not judge.items.dimension.has_sides:
            return NO_SIDES
        reference = majority(judge.items).flags
        flags = judge.items.flags_of(judge.codes)
        used = ~np.isnan(flags) & ~np.isnan(reference)
        truth = np.broadcast_to(reference, flags.shape)
        counts = [[int((used & (truth == t) & (flags == f)).sum()) for f in (CLEARED, FLAGGED)] for t in (0, 1)]
        if not sum(counts[FLAGGED]) or not sum(counts[CLEARED]):
            return NO_CLEARED if sum(counts[FLAGGED]) else NO_FLAG
        found, quiet = (_smoothed(counts[side][side], sum(counts[side])) for side in (FLAGGED, CLEARED))
        decided = reference[~np.isnan(reference)]
        wrong = np.where(used, flags != truth, np.nan)
        read = np.asarray(used.any(axis=0))
        mean = np.nansum(wrong, axis=0)[read] / used.sum(axis=0)[read]
        icc, size = resemblance(mean, judge.items.clusters[read])
        prevalence = _smoothed(int((decided == 1).sum()), decided.size)
        conditions = Conditions(size=size, icc=icc, noise=noise_share(wrong))
        return cls(Quality(prevalence, found, quiet), conditions, int(read.sum()), judge.items.n_clusters(read))

    @property
    def row(self) -> Row:
        """What was found."""
        return {
            "prevalence": self.quality.prevalence,
            "sensitivity": self.quality.sensitivity,
            "specificity": self.quality.specificity,
            "pilot_items": self.items,
            "pilot_conversations": self.clusters,
            "items_per_conversation": self.conditions.size,
            "icc": self.conditions.icc,
            "noise": self.conditions.noise,
        }


def pilot_rows(
    study: Study,
    half_width: float,
    statistics: Sequence[str] = (),
    *,
    experts: int | None = None,
    repeats: Sequence[int] = MORE_REPEATS,
) -> list[Row]:
    """A row for each dimension, judge and statistic, and one for the experts' own alpha; undefined ones with a reason.

    Where a judge was asked several times and does not always answer alike, also for each number of *repeats*.

    Raises:
        InputError: A statistic cannot be planned for, or the half-width is not between 0 and 1.
    """
    rows: list[Row] = []
    for items in study.labelled:
        if items.at.size:
            for judge in asked(study, items):
                rows += _judge_rows(judge, half_width, statistics, repeats)
            rows.append(_experts(items, half_width, experts))
    return rows


def _judge_rows(judge: Asked, half_width: float, statistics: Sequence[str], repeats: Sequence[int]) -> Iterator[Row]:
    about = {"dimension": judge.items.dimension.id, "judge": judge.judge, "ask": judge.ask}
    pilot = Pilot.of(judge)
    if isinstance(pilot, str):
        yield {**about, "statistic": None, "status": "undefined", "reason": pilot}
        return
    for number in repeats if pilot.conditions.noise > 0 else (1,):
        conditions = replace(pilot.conditions, repeats=number)
        for row in precision_rows(pilot.quality, half_width, statistics, conditions):
            yield {**about, **row, "status": "ok", "reason": None, **pilot.row}


def _experts(items: Labelled, half_width: float, experts: int | None) -> Row:
    width = len(items.dimension.answers)
    about = {"dimension": items.dimension.id, "judge": EXPERTS, "ask": ""}
    sums = coincidences(items.codes, width).sum(axis=0).reshape(width, width)
    alpha = float(alpha_of_coincidences(sums))
    reference = majority(items).flags
    decided = reference[~np.isnan(reference)]
    if not items.dimension.has_sides or not 0 < alpha < 1 or not decided.size:
        why = NO_ALPHA if items.dimension.has_sides else NO_SIDES
        return {**about, "statistic": None, "status": "undefined", "reason": why}
    prevalence = _smoothed(int((decided == 1).sum()), decided.size)
    _, size = resemblance(decided, items.clusters[~np.isnan(reference)])
    flags = items.flags
    split = np.nansum(flags, axis=0) % np.maximum((~np.isnan(flags)).sum(axis=0), 1) != 0
    icc, _ = resemblance(split.astype(np.float64), items.clusters)
    number = experts or max(2, len(items.names))
    row = experts_row(number, alpha, prevalence, half_width, Conditions(size=size, icc=icc))
    return {**about, **row, "status": "ok", "reason": None, "prevalence": prevalence, "icc": icc}


def _smoothed(k: int, n: int) -> float:
    return (k + 1) / (n + 2)
