"""Labelled responses shown to a judge as worked examples: drawn anew for every repeat, by seed."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from hashlib import sha256
from json import dumps
from random import Random
from typing import Any

from judge.record import dataclass
from judge.scenario import Response


@dataclass(frozen=True, slots=True)
class Shot:
    """A response with the answer that an expert gave it."""

    response: Response
    answer: str


@dataclass(frozen=True, slots=True)
class Shots:
    """Labelled responses, and how many of them a judge is shown in each repeat."""

    pool: Sequence[Shot]
    most: int
    seed: int = 0
    drawn: dict[int, tuple[Shot, ...]] = field(default_factory=dict, repr=False, compare=False)
    """What was drawn already, by repeat: the same objects for the same repeat."""

    def of(self, repeat: int) -> tuple[Shot, ...]:
        """The worked examples of one repeat: as many of each answer as can be, in an order of chance.

        Eight of eight classes are one of each. What does not divide goes to answers drawn by lot, and what an answer
        has too few of, to the others.
        """
        if repeat not in self.drawn:
            self.drawn[repeat] = tuple(_draw(self.pool, self.most, Random(f"{self.seed} {repeat}")))  # noqa: S311 - a draw that can be repeated, not a secret
        return self.drawn[repeat]

    @property
    def identity(self) -> Mapping[str, Any]:  # JSON-ready values
        """Everything that decides what is drawn."""
        return {"shots": self.most, "seed": self.seed, "of": len(self.pool), "sha256": self.sha256}

    @property
    def sha256(self) -> str:
        """Fingerprint of the pool, in its order."""
        parts = [[s.response.sha256, s.answer] for s in self.pool]
        return sha256(dumps(parts).encode("ascii")).hexdigest()


def _draw(pool: Sequence[Shot], most: int, lot: Random) -> list[Shot]:
    by_answer: dict[str, list[Shot]] = {}
    for shot in pool:
        by_answer.setdefault(shot.answer, []).append(shot)
    waiting = [lot.sample(own, len(own)) for own in by_answer.values()]
    chosen: list[Shot] = []
    while len(chosen) < most and (left := [own for own in waiting if own]):
        chosen += [own.pop() for own in lot.sample(left, min(len(left), most - len(chosen)))]
    return lot.sample(chosen, len(chosen))


def what_is_said(response: Response) -> tuple[object, ...]:
    """What tells whether two are the same, whatever they are called."""
    return response.turns, response.context, response.response
