"""Several experts' labels as the one thing a judge is held against."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from judge.dimension import Dimension
from judge.gating import applies
from judge.ratings import Unit
from judge.record import dataclass
from judge.scoring.coding import ABSENT, Coded, Codes, Mask, Weights, as_flags, observed
from judge.stats.matrix import Matrix

Vector = NDArray[np.float64]
"""One number an item; ``nan`` where nothing is decided."""

RULES = ("pairs", "any", "all", "majority", "distribution", "leave_one_out", "mean", "experts")
LEAVE_ONE_OUT = "leave_one_out:"
"""Stands before an expert's name: `any_expert` of the others, beside that expert."""
MAJORITY_WITHOUT = "majority_without:"
"""Stands before an expert's name: the `majority` of the others, on items that expert answered."""


@dataclass(frozen=True)
class Labelled:
    """The items of one dimension that at least one expert labelled, in whatever way."""

    dimension: Dimension
    names: tuple[str, ...]
    codes: Codes
    """Experts x items."""
    at: NDArray[np.intp]
    """Where each item stands among the units."""
    clusters: NDArray[np.int64]
    """Its place in the plan."""
    weights: Weights | None = None
    """How much each item counts, 1 on average, where it was chosen with a known probability; ``None``: all the same."""

    @classmethod
    def of(cls, coded: Coded, dimension: Dimension, members: Mask) -> "Labelled":
        """The labels of *dimension* among *members*."""
        columns = {n: c[dimension.id] for n, c in coded.experts.items() if dimension.id in c}
        every = np.stack(list(columns.values())) if columns else np.empty((0, len(coded.units)), np.int16)
        here = (every != ABSENT) & members
        raters = np.flatnonzero(here.any(axis=1))
        at = np.flatnonzero(here.any(axis=0))
        names = tuple(columns)
        weights = None if coded.weights is None else _around_one(coded.weights[dimension.id][at])
        return cls(
            dimension,
            tuple(names[i] for i in raters),
            every[np.ix_(raters, at)],
            at,
            coded.clusters[at],
            weights,
            _left_to_answers(dimension, [coded.units[i] for i in at]),
            None if coded.turned is None else coded.turned[at],
        )

    own_gate: Mask | None = None
    """Items whose gate no tag closes: where one is closed there, the judge's own answer to another dimension closed it.
    ``None`` where the gate looks at tags only."""
    turned: Mask | None = None
    """Items on which a passing answer fails; ``None``: none of them."""

    @cached_property
    def answers(self) -> Matrix:
        """Experts x items, as `judge.stats` takes them."""
        return observed(self.codes)

    @cached_property
    def flags(self) -> Matrix:
        """Experts x items: 1 for a failing answer, 0 for a passing one."""
        return self.flags_of(self.codes)

    def flags_of(self, codes: Codes) -> Matrix:
        """The same of anybody's codes on these items."""
        return as_flags(codes, self.dimension, self.turned)

    def without(self, expert: int) -> Codes:
        """The other experts' codes: experts - 1 x items."""
        return np.delete(self.codes, expert, axis=0)

    def n_clusters(self, used: Mask) -> int:
        """Clusters among the items *used*."""
        which = np.packbits(used).tobytes()
        if which not in self._numbers:
            self._numbers[which] = int(np.count_nonzero(np.bincount(self.clusters[used])))
        return self._numbers[which]

    @cached_property
    def _numbers(self) -> dict[bytes, int]:
        """Of clusters, by the items they were counted among: many rows rest on the same."""
        return {}


@dataclass(frozen=True)
class Reference:
    """What experts found, by one rule, item by item."""

    name: str
    flags: Vector
    answers: Vector | None
    """``None`` for a rule that knows flagged and cleared only."""
    labelled: Mask
    """The items those experts labelled in whatever way."""
    raters: int


def _votes(flags: Matrix) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return (flags == 1).sum(axis=0), (~np.isnan(flags)).sum(axis=0)


def any_expert(items: Labelled, codes: Codes | None = None, name: str = "any") -> Reference:
    """Flagged where any expert who answered flagged, cleared where all of them cleared.

    With *codes*, of those experts only.
    """
    given = items.codes if codes is None else codes
    flagged, answered = _votes(items.flags_of(given))
    return Reference(name, np.where(answered > 0, flagged > 0, np.nan), None, _labelled(given), len(given))


def all_experts(items: Labelled) -> Reference:
    """Flagged where all experts who answered flagged."""
    flagged, answered = _votes(items.flags)
    flags = np.where(answered > 0, flagged == answered, np.nan)
    return Reference("all", flags, None, _labelled(items.codes), len(items.names))


def majority(items: Labelled, codes: Codes | None = None, name: str = "majority") -> Reference:
    """Flagged, or answered, as most experts did who answered; a tie decides nothing.

    For the answer the one with most votes; for the flag, more failing than passing votes. With more than two answers
    one may be tied and the other not. With *codes*, of those experts only.
    """
    given = items.codes if codes is None else codes
    flagged, answered = _votes(items.flags_of(given))
    flags = np.where(2 * flagged == answered, np.nan, 2 * flagged > answered)
    votes = np.stack([(given == i).sum(axis=0) for i in range(len(items.dimension.answers))])
    won = (votes == votes.max(axis=0)).sum(axis=0) == 1
    return Reference(name, flags, np.where(won, votes.argmax(axis=0), np.nan), _labelled(given), len(given))


def one_expert(items: Labelled, expert: int) -> Reference:
    """What one expert alone said."""
    own = items.codes[expert]
    return Reference(items.names[expert], items.flags[expert], items.answers[expert], np.not_equal(own, ABSENT), 1)


def references(items: Labelled) -> list[Reference]:
    """Every reference a judge is held against: any, all, majority, and each expert.

    Where no answer speaks for or against a response nothing is flagged: there only those that have answers.
    """
    each = [one_expert(items, i) for i in range(len(items.names))]
    on_flags = [any_expert(items), all_experts(items)] if items.dimension.has_sides else []
    return [*on_flags, majority(items), *each]


def left_out(items: Labelled) -> Sequence[tuple[str, Reference, Codes]]:
    """Each expert with the others' `any_expert`, and the expert's own codes.

    An expert is held against the others as a judge is held against all; items the expert never labelled are `ABSENT`.
    Nothing when there is only one.
    """
    several = range(len(items.names)) if len(items.names) > 1 else ()
    return [
        (items.names[i], any_expert(items, items.without(i), LEAVE_ONE_OUT + items.names[i]), items.codes[i])
        for i in several
    ]


def majorities_without(items: Labelled) -> Sequence[tuple[int, Reference]]:
    """For each expert the others' `majority` on the items that expert answered: what the expert and a judge are both
    held against. Nothing when there is only one.
    """  # noqa: D205 - one sentence
    found = []
    for i in range(len(items.names)) if len(items.names) > 1 else ():
        answered = items.codes[i] >= 0
        whole = majority(items, items.without(i), MAJORITY_WITHOUT + items.names[i])
        assert whole.answers is not None  # noqa: S101 - for the type checker: a majority has answers
        flags, answers = (np.where(answered, side, np.nan) for side in (whole.flags, whole.answers))
        found.append((i, Reference(whole.name, flags, answers, answered & whole.labelled, whole.raters)))
    return found


def _left_to_answers(dimension: Dimension, units: Sequence[Unit]) -> Mask | None:
    if dimension.applies_when is None or not dimension.applies_when.looks_at():
        return None
    return np.array([applies(dimension, unit, {}) is not False for unit in units], np.bool_)


def _around_one(weights: Weights) -> Weights:
    """The same weights, 1 on average: corrections for small numbers count items, not what stands behind them."""
    return weights / weights.mean() if weights.size else weights


def _labelled(codes: Codes) -> Mask:
    labelled: Mask = np.any(codes != ABSENT, axis=0)
    return labelled
