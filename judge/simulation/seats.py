"""Where those who speak are asked: each at most so many questions at a time, by the judges' engine."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from judge.engines.base import Keeping, Panel, Purse, Stop, Watcher
from judge.engines.local import LocalEngine
from judge.judges.base import AskingJudge
from judge.store.dockets import Docket
from judge.store.writing import Record

TOGETHER = 64
"""Dockets that a judge which decides by itself gets at once."""
Place = tuple[int, int]
"""Of a docket: its response's number, and the repeat."""


class Seat:
    """One panel at work: a docket at a time for a model, as many as wait for a judge that decides by itself."""

    def __init__(
        self, panel: Panel, keeping: Keeping, watcher: Watcher, *, stop: Stop, purse: Purse, concurrency: int
    ) -> None:
        self.panel = panel
        self._keeping = keeping
        self._watcher = watcher
        self._stop = stop
        self._purse = purse
        self._free = asyncio.Semaphore(concurrency)
        self._one = asyncio.Lock()
        self._waiting: list[tuple[Docket, list[Record]]] = []

    async def put(self, docket: Docket) -> Sequence[Record]:
        """Have *docket* decided, and return what was kept of it; nothing where the run is being stopped.

        Raises:
            StorageError: The disk failed; what was acknowledged is safe.
        """
        if not isinstance(self.panel.judge, AskingJudge):
            return await self._together(docket)
        heard: list[Record] = []
        async with self._free:
            await self._ask([docket], {(docket.seq, docket.repeat): heard})
        return heard

    async def _together(self, docket: Docket) -> Sequence[Record]:
        """Wait, and take along whoever waits too when it is one's turn."""
        heard: list[Record] = []
        self._waiting.append((docket, heard))
        async with self._one:
            while any(mine is heard for _, mine in self._waiting):
                some, self._waiting = self._waiting[:TOGETHER], self._waiting[TOGETHER:]
                await self._ask([d for d, _ in some], {(d.seq, d.repeat): into for d, into in some})
        return heard

    async def _ask(self, dockets: Sequence[Docket], heard: dict[Place, list[Record]]) -> None:
        engine = LocalEngine(
            _Overhearing(self._keeping, heard), self._watcher, concurrency=1, stop=self._stop, purse=self._purse
        )
        await engine.run([replace(self.panel, dockets=iter(dockets))])


class _Overhearing:
    """Passes records on to whoever keeps them, and notes what they are about once they are safe."""

    def __init__(self, keeping: Keeping, heard: dict[Place, list[Record]]) -> None:
        self._keeping = keeping
        self._heard = heard

    async def put(self, record: Record) -> None:
        """Keep *record*, then note it where it belongs."""
        await self._keeping.put(record)
        for place in dict.fromkeys((entry.seq, entry.judgment.repeat) for entry in record.entries):
            if place in self._heard:
                self._heard[place].append(record)
