"""What is needed to correct the rates of all candidates on one dimension by one judge."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from judge.dimension import Dimension
from judge.record import dataclass
from judge.scoring.coding import ABSENT, GATED, Coded, Mask, Panel, as_flags
from judge.scoring.grouping import groups
from judge.stats.correction import Calibration
from judge.stats.homogeneity import fisher_exact
from judge.stats.rectification import FAILED, NOT_READ, PASSED, Items

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

RARE_KIND = 0.05
"""A kind of verdict with a smaller share moves a rate little, whatever became of it: bounds stand for its labels."""


@dataclass(frozen=True)
class Question:
    """The responses of one group that were asked about, whatever became of it; what a gate took out is not in it."""

    panel: Panel
    dimension: Dimension
    group: str | None
    repeat: int
    """The judge's first repeat: judge@1, as it would be deployed."""
    candidates: tuple[str, ...]
    candidate: Places
    """Of each response, the place of its candidate."""
    verdicts: Floats
    """1 passed, 0 failed, ``nan`` not read: unclear, the judge's own *not applicable*, refused, unreadable."""
    truth: Floats
    clusters: Places
    weights: Floats | None

    @cached_property
    def labelled(self) -> Mask:
        """Which responses at least one expert answered."""
        return ~np.isnan(self.truth)

    def own(self, candidate: int) -> Items:
        """What was judged of one candidate."""
        here = self.candidate == candidate
        weights = None if self.weights is None else self.weights[here]
        return Items(self.verdicts[here], self.truth[here], self.clusters[here], weights)

    def calibration(self, *, unread: float = 0.0) -> Calibration:
        """All labelled responses; an unread one counts as *unread*."""
        at = self.labelled
        verdicts = np.nan_to_num(self.verdicts[at], nan=unread)
        weights = None if self.weights is None else self.weights[at]
        return Calibration(verdicts, self.truth[at], self.clusters[at], weights)

    @cached_property
    def labelled_candidates(self) -> tuple[int, ...]:
        """The candidates with a label."""
        return tuple(int(c) for c in np.unique(self.candidate[self.labelled]))

    @cached_property
    def labels_by_verdict_p(self) -> float | None:
        """The smallest of `labels_by_verdict_p` among the labelled candidates, times their number; at most 1."""
        found = [labels_by_verdict_p(self.own(c)) for c in self.labelled_candidates]
        return min(1.0, min(found) * len(found)) if found else None

    def carrying_to(self, candidate: int) -> "Question":
        """What the rate of *candidate* may be translated with: the labels of all, or of the others alone.

        Its own are left out where they are of some kinds of verdict only: they were hardly drawn at random.
        """
        own = self.candidate == candidate
        if not (own & self.labelled).any() or not gaps(self.own(candidate)):
            return self
        return replace(self, truth=np.where(own, np.nan, self.truth))

    @cached_property
    def calibration_gaps(self) -> tuple[int, ...]:
        """The kinds of verdict, passed or failed, of which no labelled candidate has a label though they are common."""
        among = np.isin(self.candidate, self.labelled_candidates)
        items = Items(self.verdicts[among], self.truth[among], self.clusters[among])
        return tuple(kind for kind in gaps(items) if kind != NOT_READ)


def labels_by_verdict_p(items: Items) -> float:
    """The p of Fisher's exact test that what was labelled does not depend on what the judge passed and what it failed.

    Small where somebody looked at the failing verdicts first; 1 where everything is labelled, or nothing. What was not
    read is in neither kind, as in `judge.scoring.guards.chosen_by_verdict`, which asks whether *only* one was labelled.
    """
    cells = [
        int((seen & (items.strata == kind)).sum())
        for seen in (items.labelled, ~items.labelled)
        for kind in (PASSED, FAILED)
    ]
    return fisher_exact(*cells)


def gaps(items: Items) -> tuple[int, ...]:
    """The kinds of verdict without any label that more than 5 % of the items have, the commonest first.

    Of these nobody knows what experts would say, whatever chances the labels of others were drawn with.
    """
    judged = np.bincount(items.strata, minlength=3)
    labelled = np.bincount(items.strata[items.labelled], minlength=3)
    found = np.flatnonzero((labelled == 0) & (judged > RARE_KIND * items.truth.size))
    return tuple(sorted((int(kind) for kind in found), key=lambda kind: -judged[kind]))


def unequal(items: Items) -> bool:
    """Whether the labelled items had different, known probabilities of being labelled."""
    if items.weights is None or not items.labelled.any():
        return False
    w = items.weights[items.labelled]
    return bool(np.ptp(w) > 1e-9 * w.max())


def questions(coded: Coded, *, by: str | None = None) -> Iterator[Question]:
    """Each judge on each dimension in each group of the tag *by*, where answers speak for or against a response.

    Raises:
        InputError: No unit has the tag.
    """
    number = {name: i for i, name in enumerate(dict.fromkeys(u.candidate for u in coded.units))}
    candidate = np.array([number[u.candidate] for u in coded.units], np.int64)
    sided = [d for d in coded.rubric.dimensions if d.has_sides]
    found = {d.id: truths(coded, d) for d in sided}
    for panel, repeats in coded.judges.items():
        repeat = min(repeats)
        for d in sided:
            codes = coded.column(panel, repeat, d.id)
            verdicts = 1 - as_flags(codes, d, coded.turned)
            for group in groups(coded.units, by):
                at = group.members & (codes != ABSENT) & (codes != GATED)
                yield Question(
                    panel,
                    d,
                    group.name,
                    repeat,
                    tuple(number),
                    candidate[at],
                    verdicts[at],
                    found[d.id][at],
                    coded.clusters[at],
                    None if coded.weights is None else coded.weights[d.id][at],
                )


def truths(coded: Coded, dimension: Dimension) -> Floats:
    """What experts found of each unit: 1 passing, 0 failing, ``nan`` where none of them answered.

    The majority of those who answered; where they are evenly divided 1/2, so that the unit counts half in each class:
    taking a side would move the rate, and leaving it out would keep the easy units only.
    """
    columns = [c[dimension.id] for c in coded.experts.values() if dimension.id in c]
    if not columns:
        return np.full(len(coded.units), np.nan)
    flags = as_flags(np.stack(columns), dimension, coded.turned)
    answered, flagged = (~np.isnan(flags)).sum(axis=0), (flags == 1).sum(axis=0)
    decided = np.sign(answered - 2 * flagged) / 2 + 0.5
    return np.where(answered > 0, decided, np.nan).astype(np.float64)
