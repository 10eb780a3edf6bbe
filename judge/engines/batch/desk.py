"""What the steps of a batch have in common."""

import asyncio
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, runtime_checkable

from judge.engines.base import Panel, Purse, Stop, Watcher
from judge.errors import CallError
from judge.judgment import REASKED
from judge.store.batches import Batch
from judge.store.claiming import Span
from judge.store.dockets import Docket, dockets
from judge.store.writing import Record, Writer

GROUP = 256
"""So many records share a commit; one after the other, each would wait for the disk by itself."""
EVERY_REPEAT = 1_000
"""As many as a run can have."""

Place = tuple[int, int, int]
"""Panel, response and repeat."""


@runtime_checkable
class Waiting(Protocol):
    """A watcher that wants to know how batches stand."""

    def waiting(self, judge: str, batch: Batch, completed: int) -> None:
        """*batch* was looked at: its provider has answered so many of its lines."""
        ...

    def going_on(self, judge: str, batch: Batch) -> None:
        """The run stops before *batch* has ended; its provider goes on with it."""
        ...

    def left(self, judge: str, batch: Batch, folder: Path) -> None:
        """*batch* is left for the user to run."""
        ...

    def collected(self, judge: str, batch: Batch) -> None:
        """The answers of *batch* were read."""
        ...


@dataclass
class Desk:
    """The run's folder and store, and whoever watches: what one judge's rounds work with."""

    folder: Path
    writer: Writer
    watcher: Watcher
    stop: Stop
    purse: Purse
    poll: float
    """Seconds between two looks at a batch."""
    leave: bool
    """Whether files are left for the user to run."""
    repeats: int
    look: sqlite3.Connection = field(init=False)
    """The store, for reading what is left to ask."""
    _on_the_way: "list[asyncio.Future[None]]" = field(default_factory=list)
    failed: dict[Place, set[str]] = field(default_factory=dict)
    """Dimensions that failed in this start of the run: a resume asks them again, this start does not."""

    async def keep(self, panel: Panel, record: Record) -> None:
        """Hand *record* to the store, and remember what it says has failed; *settled* tells when it is safe."""
        if not record.entries and record.call is None:
            return
        self._on_the_way.append(asyncio.ensure_future(self._put(panel, record)))
        for entry in record.entries:
            if not entry.final and entry.judgment.state not in REASKED:
                place = (entry.panel, entry.seq, entry.judgment.repeat)
                self.failed.setdefault(place, set()).add(entry.judgment.dimension)

        if len(self._on_the_way) >= GROUP:
            await self.settled()

    async def settled(self) -> None:
        """Wait until everything handed to the store is safe.

        Raises:
            StorageError: The disk failed; what was acknowledged is safe.
        """
        waiting, self._on_the_way = self._on_the_way, []
        await asyncio.gather(*waiting)

    async def _put(self, panel: Panel, record: Record) -> None:
        await self.writer.put(record)
        self.watcher.recorded(panel, record)

    def dockets(self, panel: Panel, spans: Iterable[Span], most: int) -> Iterator[Docket]:
        """What *panel* has to judge still, as the store has it now."""
        dimensions = frozenset(d.id for d in panel.manner.rubric.dimensions)
        return dockets(self.look, panel.number, dimensions, spans, most)

    def break_off(self, panels: list[Panel], error: CallError) -> None:
        """Ask nothing more of a judge whose batches cannot be handed in or looked at."""
        for panel in panels:
            panel.breaker.give_up(error.state, error.reason)
        self.watcher.stopped_judge(panels[0], error.message)
