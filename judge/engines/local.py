"""Cases to judges on this machine: a bounded number of workers for each judge, one shared stream of dockets.

Nothing is queued beyond what the workers hold, so memory does not grow with the run. A failure becomes the state of the
judgments it concerns; only the disk can end a run.
"""

import asyncio
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from judge.case import Case
from judge.engines.asking import JUDGE_ERROR, Asker
from judge.engines.base import Keeping, Panel, Purse, Stop, Watcher
from judge.engines.tally import Tally
from judge.engines.walking import Walking, walk_of
from judge.errors import InputError
from judge.judges.base import AskingJudge, DecidingJudge
from judge.judgment import Judgment, State, unread
from judge.store.dockets import Docket
from judge.store.writing import Record

BATCH = 64
"""Dockets a judge that decides by itself gets at once."""
BEAT_S = 1.0
"""Seconds between two looks at a run in which nothing happens."""


class LocalEngine:
    """Runs panels to their end, or until it is asked to stop."""

    def __init__(self, writer: Keeping, watcher: Watcher, *, concurrency: int, stop: Stop, purse: Purse) -> None:
        self.writer = writer
        self.watcher = watcher
        self.concurrency = concurrency
        self.stop = stop
        self.purse = purse
        self._lent = 0
        self._given_back = asyncio.Event()

    def lend(self, calls: int) -> asyncio.Event:
        """Keep so many calls of each judge free until the event is set: somebody else makes them meanwhile."""
        self._lent = calls
        return self._given_back

    async def run(self, panels: Sequence[Panel]) -> None:
        """Judge every docket of *panels*; judges work side by side, each at most *concurrency* calls at a time.

        Raises:
            StorageError: The disk failed; what was acknowledged is safe.
        """
        by_judge: dict[str, list[Panel]] = {}
        for panel in panels:
            by_judge.setdefault(panel.judge.name, []).append(panel)
        beat = asyncio.create_task(self._beat())
        try:
            async with asyncio.TaskGroup() as group:
                for own in by_judge.values():
                    self._start(own, group)
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from None
        finally:
            beat.cancel()

    async def _beat(self) -> None:
        """Let the watcher show, while an endpoint makes everybody wait, for how long."""
        while True:
            await asyncio.sleep(BEAT_S)
            self.watcher.tallied(Tally())

    def _start(self, own: Sequence[Panel], group: asyncio.TaskGroup) -> None:
        askers = [self._asker(panel) for panel in own if isinstance(panel.judge, AskingJudge)]
        if not askers:
            group.create_task(self._decider(own))
            return
        stream = chain.from_iterable(((asker, docket) for docket in asker.panel.dockets) for asker in askers)
        for number in range(self.concurrency, 0, -1):
            group.create_task(self._worker(stream, waits=number <= self._lent))

    def _asker(self, panel: Panel) -> Asker:
        judge, model = panel.judge, panel.model
        assert isinstance(judge, AskingJudge)  # noqa: S101 - _start looks for this
        assert model is not None  # noqa: S101 - evaluation gives every asking judge one
        return Asker(panel, judge, model, keep=self._record, watcher=self.watcher, stop=self.stop, purse=self.purse)

    async def _worker(self, stream: Iterator[tuple[Asker, Docket]], *, waits: bool) -> None:
        if waits:
            await self._given_back.wait()
        for asker, docket in stream:
            if self.stop.asked:
                return
            await self._judge(asker, walk_of(docket, asker.panel.manner))

    async def _judge(self, asker: Asker, walk: Walking) -> None:
        if entries := walk.settle():
            await self._record(asker.panel, Record(entries))
        while (case := walk.next_case()) is not None:
            if asker.panel.broken is not None:
                state, reason = asker.panel.broken
                await self._record(asker.panel, Record(walk.give_up(State(state), reason)))
                return
            if self.stop.asked or not await asker.ask(walk, case):
                return

    async def _decider(self, panels: Sequence[Panel]) -> None:
        for panel in panels:
            judge = panel.judge
            assert isinstance(judge, DecidingJudge)  # noqa: S101 - run() sorts panels by this
            while (dockets := list(islice(panel.dockets, BATCH))) and not self.stop.asked:
                walks = [walk_of(docket, panel.manner) for docket in dockets]
                await self._record(panel, Record([entry for walk in walks for entry in walk.settle()]))
                if panel.broken is not None:
                    state, reason = panel.broken
                    left = [entry for walk in walks for entry in walk.give_up(State(state), reason)]
                    await self._record(panel, Record(left))
                    continue
                while asked := [(walk, case) for walk in walks if (case := walk.next_case()) is not None]:
                    decided, whole = await self._decided(panel, [case for _, case in asked])
                    entries = []
                    for walk, case in asked:
                        own = decided.get((case.response.id, case.repeat), [])
                        missing = [] if whole else unread(case, State.FAILED_CONFIG, JUDGE_ERROR)
                        entries += walk.take(case, [*missing, *own], None, again=not whole)
                        entries += walk.settle()
                    await self._record(panel, Record(entries))

    async def _decided(self, panel: Panel, cases: Sequence[Case]) -> tuple[dict[tuple[str, int], list[Judgment]], bool]:
        """What a judge decided by response and repeat, and whether it came to its end."""
        assert isinstance(panel.judge, DecidingJudge)  # noqa: S101 - run() sorts panels by this
        decided: dict[tuple[str, int], list[Judgment]] = {}
        try:
            async for judgment in panel.judge.decide(cases):
                decided.setdefault((judgment.response_id, judgment.repeat), []).append(judgment)
        except InputError as error:  # ours, in words: what is wrong with the judge itself, for every case alike
            panel.breaker.give_up(State.FAILED_CONFIG, JUDGE_ERROR)
            self.watcher.stopped_judge(panel, error.message)
            return decided, False
        except Exception as error:  # noqa: BLE001 - somebody's own judge may raise anything
            self.watcher.stopped_judge(panel, f"it raised {type(error).__name__}")
            return decided, False
        return decided, True

    async def _record(self, panel: Panel, record: Record) -> None:
        if record.entries or record.call is not None:
            await self.writer.put(record)
            self.watcher.recorded(panel, record)
