"""What this process works on of a run that others may be working on too: blocks of responses, claimed one by one."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from judge.engines.base import Panel, Stop
from judge.store import claiming
from judge.store.claiming import Span
from judge.store.dockets import Docket, count_done, count_planned, dockets
from judge.store.schema import connect

FIRST = 32
"""Dockets in the first block: nobody knows yet how fast they are judged."""
MOST = 2048
BLOCK_S = 0.5
"""A block is about so much work: enough to make claiming cheap, little enough for others to find something left."""
_AT_THE_END = 3
"""Nobody takes more than this part of his share of what is left, so that all end together."""
_RENEW_S = claiming.LEASE_S / 4
_LOOK_S = 0.25
"""Seconds between two looks at what the others are doing, once nothing is left to claim."""


class Claims:
    """Claims blocks of a run for this process, and gives them back if it does not finish them.

    Args:
        folder: The run's.
        most: Repeats of each response.
        among: So many processes are known to work on the run.
        outlive: Whether to stay until the others are done, and take over what they leave.
    """

    def __init__(self, folder: Path, *, most: int, among: int = 1, outlive: bool = True) -> None:
        self._folder = folder
        self._most = most
        self._among = among
        self._outlives = outlive
        self._db = connect(folder, write=True)
        # A claim says what a living process does. Power loss ends it anyhow, so nobody waits for the disk.
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._look = connect(folder)
        self._helper: int | None = None

    async def work_through(
        self, run: Callable[[Sequence[Panel]], Awaitable[None]], panels: Sequence[Panel], stop: Stop
    ) -> None:
        """Have *run* judge what nobody else has claimed of *panels*, until nothing is left.

        Raises:
            StorageError: The disk failed, or the others took this process for dead.
        """
        panels = [panel for panel in panels if self._is_open(panel)]
        if not panels:
            return
        while True:
            self._helper = claiming.enrol(self._db)
            renewing = asyncio.create_task(self._renew(self._helper))
            try:
                for panel in panels:
                    panel.dockets = self._dockets(panel, self._helper)
                await run(panels)
            finally:
                renewing.cancel()
                with suppress(asyncio.CancelledError):
                    await renewing
            self._leave(finished=not stop.asked)
            if stop.asked or not (self._outlives and await something_left(self._folder, panels, stop)):
                return

    def close(self) -> None:
        """Leave: what is not finished is free for the others."""
        self._leave(finished=False)
        self._look.close()
        self._db.close()

    def _is_open(self, panel: Panel) -> bool:
        """Whether anything is left to judge: a finished run of a million is started again without being read."""
        planned = count_planned(self._look, panel.number, panel.spans, self._most)
        dimensions = len(panel.manner.rubric.dimensions)
        return count_done(self._look, panel.number, panel.spans, self._most) < planned * dimensions

    def _dockets(self, panel: Panel, helper: int) -> Iterator[Docket]:
        spans = panel.spans
        dimensions = frozenset(d.id for d in panel.manner.rubric.dimensions)
        size, left = FIRST, _size(spans)
        while True:
            fair = left * self._most // (_AT_THE_END * self._among)
            size = max(1, min(size, fair))
            pieces = claiming.claim(self._db, helper, panel.number, spans, -(-size // self._most))
            if not pieces:
                return
            left = _size(claiming.cut(spans, pieces[-1][1], None, left))
            began = time.monotonic()
            yield from dockets(self._look, panel.number, dimensions, pieces, self._most)
            took = time.monotonic() - began
            size = min(MOST, size * 2) if took < BLOCK_S / 2 else size // 2 if took > BLOCK_S * 2 else size

    async def _renew(self, helper: int) -> None:
        while True:
            await asyncio.sleep(_RENEW_S)
            claiming.renew(self._db, helper)

    def _leave(self, *, finished: bool) -> None:
        if self._helper is not None:
            claiming.leave(self._db, self._helper, finished=finished)
            self._helper = None


async def something_left(folder: Path, panels: Sequence[Panel], stop: Stop) -> bool:
    """Wait until the others that work on the run have ended; whether one of them left something behind."""
    while not stop.asked:
        with closing(connect(folder, write=True)) as db:
            others, left = claiming.outlook(db, [(panel.number, panel.spans) for panel in panels])
            if left:
                return True
        if not others:
            return False
        await asyncio.sleep(_LOOK_S)
    return False


def _size(spans: Sequence[Span]) -> int:
    return sum(stop - first for first, stop in spans)
