"""What an engine needs to know of a panel, and what it tells whoever watches."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from judge.engines.breaking import Breaker
from judge.engines.manner import Manner
from judge.engines.pool import Pool
from judge.engines.tally import Tally
from judge.judges.base import Judge
from judge.models.base import Model
from judge.models.turnstile import Standing
from judge.store.claiming import Span
from judge.store.dockets import Docket
from judge.store.writing import Record


@dataclass
class Panel:
    """A judge with one way of asking, at work in one run."""

    number: int
    judge: Judge
    ask: str
    manner: Manner
    dockets: Iterator[Docket]
    spans: Sequence[Span] = ()
    """Sequence numbers of the responses this job asks about; the run's folder may hold more."""
    model: Model | None = None
    """How a judge that asks reaches its model; ``None`` for one that decides by itself."""
    breaker: Breaker = field(default_factory=Breaker)
    """Whether it has turned out to be unusable, or to refuse too much, and what counts towards that."""

    @property
    def broken(self) -> tuple[str, str] | None:
        """State and reason of what is left, once nobody asks it any more."""
        return self.breaker.broken


class Engine(Protocol):
    """A way to bring cases before judges."""

    async def run(self, panels: Sequence[Panel]) -> None:
        """Judge every docket of *panels*.

        Raises:
            StorageError: The disk failed; what was acknowledged is safe.
        """
        ...


@runtime_checkable
class Lending(Protocol):
    """An engine that can make fewer calls while somebody else makes some of a judge's."""

    def lend(self, calls: int) -> asyncio.Event:
        """Keep so many calls of each judge free, until the event is set or to its end."""
        ...


@runtime_checkable
class Opened(Protocol):
    """A watcher who needs to know when the models are there."""

    def opened(self, panels: Sequence[Panel]) -> None:
        """The models of *panels* are open, and nobody has been asked anything yet."""
        ...


@runtime_checkable
class Overlooking(Protocol):
    """A watcher who wants to know how the endpoints stand that other processes ask."""

    def limits(self, standings: Sequence[Standing]) -> None:
        """So each of them stands now."""
        ...


class Keeping(Protocol):
    """Somebody who keeps records: the writer of the run, or whoever brings them to it."""

    async def put(self, record: Record) -> None:
        """Hand over *record*, and return when it is kept."""


class Watcher(Protocol):
    """Somebody who is told what happened: a progress bar, a test."""

    def started(self, asked: int, done: int) -> None:
        """Work begins: so many judgments are asked for, and so many of them are done already."""
        ...

    def recorded(self, panel: Panel, record: Record) -> None:
        """*record* is safe on the disk."""
        ...

    def tallied(self, tally: Tally) -> None:
        """So much more is safe on the disk, put there by workers."""
        ...

    def stopped_judge(self, panel: Panel, message: str) -> None:
        """*panel* cannot be used any more, and why."""
        ...


class Silent:
    """A watcher that does not look."""

    def started(self, asked: int, done: int) -> None:
        """Nothing."""

    def recorded(self, panel: Panel, record: Record) -> None:
        """Nothing."""

    def tallied(self, tally: Tally) -> None:
        """Nothing."""

    def stopped_judge(self, panel: Panel, message: str) -> None:
        """Nothing."""


@dataclass
class Stop:
    """A request to finish what is in flight and ask nothing more."""

    event: threading.Event = field(default_factory=threading.Event)
    reason: str | None = None

    def ask(self, reason: str) -> None:
        """Ask for it; the first reason stays."""
        self.reason = self.reason or reason
        self.event.set()

    @property
    def asked(self) -> bool:
        """Whether somebody has."""
        return self.event.is_set()


@dataclass
class Purse:
    """What has been spent, what is in flight, and the limit, in USD."""

    limit: float | None = None
    spent: float = 0.0
    unknown_calls: int = 0
    """Calls whose price nobody knows: never counted as free."""
    pool: Pool | None = None
    """What other processes spend from the same limit."""
    _reserved: float = 0.0
    _dearest: float = 0.0

    def reserve(self, estimate: float) -> float | None:
        """Set aside *estimate*, or what the dearest call so far has cost; ``None`` when that does not fit any more."""
        if self.pool is not None:
            return 0.0 if self.limit is None else self.pool.reserve(estimate, self.limit)
        expected = max(estimate, self._dearest)
        if self.limit is not None and self.spent + self._reserved + expected > self.limit:
            return None
        self._reserved += expected
        return expected

    def settle(self, reserved: float, cost: float | None) -> None:
        """A call for which *reserved* was set aside has come back at *cost*."""
        if self.pool is not None:
            self.pool.settle(reserved, cost or 0.0)
        self._reserved = max(0.0, self._reserved - reserved)
        if cost is None:
            self.unknown_calls += 1
        else:
            self.spent += cost
            self._dearest = max(self._dearest, cost)
