"""Several experts' labels as the one thing a judge is held against."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from judge.dimension import Dimension
from judge.scoring.coding import ABSENT, Coded, Codes, Mask, as_flags, observed
from judge.stats.matrix import Matrix

Vector = NDArray[np.float64]
"""One number an item; ``nan`` where nothing is decided."""

RULES = ("pairs", "any", "all", "majority")
LEAVE_ONE_OUT = "leave_one_out:"
"""Stands before an expert's name: that expert against `any_expert` of the others."""


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

    @classmethod
    def of(cls, coded: Coded, dimension: Dimension, members: Mask) -> "Labelled":
        """The labels of *dimension* among *members*."""
        columns = {n: c[dimension.id] for n, c in coded.experts.items() if dimension.id in c}
        every = np.stack(list(columns.values())) if columns else np.empty((0, len(coded.units)), np.int16)
        at = np.flatnonzero((every != ABSENT).any(axis=0) & members)
        whole = cls(dimension, tuple(columns), every[:, at], at, coded.clusters[at])
        return whole.of_raters([n for n, row in zip(columns, whole.codes, strict=True) if (row != ABSENT).any()])

    def of_raters(self, names: list[str]) -> "Labelled":
        """The same of some of the experts; items none of them labelled are gone."""
        codes = self.codes[[n in names for n in self.names]]
        kept = (codes != ABSENT).any(axis=0)
        chosen = tuple(n for n in self.names if n in names)
        return Labelled(self.dimension, chosen, codes[:, kept], self.at[kept], self.clusters[kept])

    @property
    def answers(self) -> Matrix:
        """Experts x items, as `judge.stats` takes them."""
        return observed(self.codes)

    @property
    def flags(self) -> Matrix:
        """Experts x items: 1 for a failing answer, 0 for a passing one."""
        return as_flags(self.codes, self.dimension)


@dataclass(frozen=True)
class Reference:
    """What the experts found, by one rule."""

    name: str
    items: Labelled
    flags: Vector
    answers: Vector | None
    """``None`` for a rule that knows flagged and cleared only."""


def any_expert(items: Labelled) -> Reference:
    """Flagged where any expert who answered flagged, cleared where all of them cleared."""
    flagged, answered = _votes(items)
    return Reference("any", items, np.where(answered > 0, flagged > 0, np.nan), None)


def all_experts(items: Labelled) -> Reference:
    """Flagged where all experts who answered flagged."""
    flagged, answered = _votes(items)
    return Reference("all", items, np.where(answered > 0, flagged == answered, np.nan), None)


def majority(items: Labelled) -> Reference:
    """Flagged, or answered, as most experts did who answered; a tie decides nothing.

    For the answer the one with most votes; for the flag, more failing than passing votes. With more than two answers
    one may be tied and the other not.
    """
    flagged, answered = _votes(items)
    flags = np.where(2 * flagged == answered, np.nan, 2 * flagged > answered)
    votes = np.stack([(items.codes == i).sum(axis=0) for i in range(len(items.dimension.answers))])
    won = (votes == votes.max(axis=0)).sum(axis=0) == 1
    return Reference("majority", items, flags, np.where(won, votes.argmax(axis=0), np.nan))


def one_expert(items: Labelled, name: str) -> Reference:
    """What *name* alone said."""
    own = items.of_raters([name])
    return Reference(name, own, own.flags[0], own.answers[0])


def references(items: Labelled) -> list[Reference]:
    """Every reference a judge is held against: any, all, majority, and each expert."""
    return [any_expert(items), all_experts(items), majority(items), *(one_expert(items, n) for n in items.names)]


def left_out(items: Labelled) -> list[tuple[str, Reference, Codes]]:
    """Each expert with the others' `any_expert`, and the expert's own codes on those items.

    An expert is held against the others as a judge is held against all; items the expert never labelled are `ABSENT`.
    Nothing when there is only one.
    """
    found = []
    for i, name in enumerate(items.names if len(items.names) > 1 else ()):
        others = items.of_raters([n for n in items.names if n != name])
        own = items.codes[i, np.isin(items.at, others.at)]
        found.append((name, any_expert(others), own))
    return found


def _votes(items: Labelled) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    flags = items.flags
    return (flags == 1).sum(axis=0), (~np.isnan(flags)).sum(axis=0)
