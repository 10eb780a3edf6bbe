"""The same work on a Ray cluster: workers judge blocks of dockets, and one process writes what they send back.

The driver holds the run's folder, claims blocks as any process does, and hands them out; nobody else needs the folder,
or a file system in common. A record is on the driver's disk moments after it was made, so a worker that dies loses no
more than what it had in flight: another takes its place, and what is missing of its blocks is handed out again.
"""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from judge.engines.base import Panel, Purse, Stop, Watcher
from judge.engines.ray_cluster import connected, import_ray
from judge.engines.ray_worker import Opening, Sent, Worker
from judge.engines.relaying import Relay, Word
from judge.engines.shares import Share
from judge.errors import JudgeError, SettingsError
from judge.provenance import versions
from judge.store.dockets import Docket, dockets
from judge.store.schema import connect
from judge.store.writing import Writer

STREAMS = 2
"""Blocks of one judge that a worker has at a time, so that the end of one is no pause before the next."""
_BLOCK = 128
_AT_THE_END = 2
"""No block is more than this part of a stream's share of what is left, so that all end together."""
_DEATHS = 5
"""So many workers die one after the other without having sent anything: it is no accident."""
_SLICES = 4
"""A block may spend this part of its share of the money that is left; what it does not spend comes back."""
_LOOK_S = 0.1


@dataclass
class _Place:
    """A place on the cluster, and the worker that has it now."""

    share: Share
    actor: Any = None  # Ray's handle of it
    manned: int = 0
    """How many workers have had it."""


class RayEngine:
    """Runs panels to their end on a Ray cluster, or until it is asked to stop.

    Args:
        job: What each worker does a share of.
        folder: The run's, on this machine.
        repeats: Of each response.
        size: So many workers; ``None``: one for each processor of the cluster.
        address: Of a cluster that is there; ``None``: what ``RAY_ADDRESS`` names, else one on this machine.
    """

    def __init__(
        self,
        writer: Writer,
        watcher: Watcher,
        *,
        job: Opening,
        folder: Path,
        repeats: int,
        size: int | None,
        address: str | None,
        stop: Stop,
        purse: Purse,
    ) -> None:
        self.writer = writer
        self.watcher = watcher
        self.job = job
        self.folder = folder
        self.repeats = repeats
        self.size = size
        self.address = address
        self.stop = stop
        self.purse = purse
        self._ray: Any = None  # the module, which has no types
        self._kit: Any = None  # Ray's handle of it
        self._places: list[_Place] = []
        self._deaths = 0
        self._relay = Relay((), watcher, self._tell)
        self._shown: set[int] = set()
        """Panels of which it was said why they are not asked any more."""
        self._lent = 0

    def lend(self, calls: int) -> asyncio.Event:
        """Keep so many calls of each judge free to the end: workers cannot be told when they may have them back."""
        self._lent = calls
        return asyncio.Event()

    async def run(self, panels: Sequence[Panel]) -> None:
        """Judge every docket of *panels*; judges work side by side.

        Raises:
            SettingsError: Ray is not installed, there is no cluster at the address, or a judge cannot be sent.
            JudgeError: Workers die one after the other.
            StorageError: The disk failed; what was acknowledged is safe.
        """
        self._ray = import_ray()
        self._relay = Relay(panels, self.watcher, self._tell)
        by_judge: dict[str, list[Panel]] = {}
        for panel in panels:
            by_judge.setdefault(panel.judge.name, []).append(panel)
        with connected(self._ray, self.address):
            self._man_places(panels)
            halting = asyncio.create_task(self._halt())
            try:
                async with asyncio.TaskGroup() as group:
                    for own in by_judge.values():
                        blocks = self._blocks(own)
                        for place in self._places:
                            for stream in range(self._streams(place)):
                                group.create_task(self._stream(place, stream, blocks))
            except ExceptionGroup as failed:
                raise failed.exceptions[0] from None
            finally:
                halting.cancel()
                for place in self._places:
                    self._ray.kill(place.actor)

    def _man_places(self, panels: Sequence[Panel]) -> None:
        bare = [replace(panel, dockets=iter(()), model=None) for panel in panels]
        try:
            self._kit = self._ray.put(self._ray.cloudpickle.dumps((self.job.with_share(Share()), bare)))
        except (TypeError, AttributeError) as error:
            raise SettingsError(
                f"a judge cannot be sent to another process: {error}", hint="keep what it holds open out of its fields"
            ) from None
        processors = int(self._ray.cluster_resources().get("CPU", 1))
        size = min(self.size or processors, max(1, self.job.concurrency - self._lent))
        self._places = [_Place(Share(index, size, self._lent)) for index in range(size)]
        for place in self._places:
            self._man(place)

    def _man(self, place: _Place) -> None:
        kind = self._ray.remote(Worker).options(num_cpus=0, max_restarts=0, scheduling_strategy="SPREAD")
        place.actor = kind.remote(self._kit, place.share, self._streams(place), versions().get("psyjudge"))
        place.manned += 1
        for word in self._relay.so_far():
            place.actor.hear.remote(word)

    def _tell(self, word: Word, but: object) -> None:
        for place in self._places:
            if place is not but and place.actor is not None:
                place.actor.hear.remote(word)

    def _streams(self, place: _Place) -> int:
        return min(STREAMS, place.share.calls(self.job.concurrency))

    def _blocks(self, own: Sequence[Panel]) -> Iterator[tuple[Panel, list[Docket]]]:
        """What a judge has to do, in blocks that become smaller towards the end."""
        left = sum(end - first for panel in own for first, end in panel.spans) * self.repeats
        streams = len(self._places) * STREAMS
        for panel in own:
            while block := list(islice(panel.dockets, max(1, min(_BLOCK, left // (_AT_THE_END * streams))))):
                left -= len(block)
                yield panel, block

    async def _stream(self, place: _Place, stream: int, blocks: Iterator[tuple[Panel, list[Docket]]]) -> None:
        for panel, block in blocks:
            wanted, left = self._slice(), block
            while left and not self.stop.asked:
                reserved = self.purse.reserve(wanted)
                if reserved is None:
                    self.stop.ask("max_cost")
                    return
                ended = await self._judge(place, stream, panel, left, reserved)
                if ended is not None and ended.stopped is None:
                    break
                wanted *= 2  # too little for a single call, perhaps
                left = self._unfinished(panel, block)
            if self.stop.asked:
                return

    def _slice(self) -> float:
        if self.purse.limit is None or self.purse.pool is None:
            return 0.0
        left = max(0.0, self.purse.limit - self.purse.pool.spent)
        return left / (_SLICES * len(self._places) * STREAMS)

    async def _judge(
        self, place: _Place, stream: int, panel: Panel, block: list[Docket], reserved: float
    ) -> Sent | None:
        """Have *block* judged at *place* for *reserved* USD at most; ``None``: its worker has died."""
        manned, last = place.manned, Sent()
        allowance = None if self.purse.limit is None else reserved
        judging = place.actor.judge.options(num_returns="streaming").remote(panel.number, stream, block, allowance)
        try:
            async for coming in judging:
                last = await coming
                reserved -= await self._keep(panel, last, reserved)
                for word in last.words:
                    self._relay.hear(word, place)
        except self._ray.exceptions.RayActorError:
            if place.manned == manned:
                self._replace(place)
            return None
        except self._ray.exceptions.RayTaskError as error:
            cause = error.cause
            raise cause if isinstance(cause, JudgeError) else RuntimeError(str(error)) from None
        finally:
            self.purse.settle(reserved, 0.0)
        self.purse.unknown_calls += last.unpriced
        return last

    def _replace(self, place: _Place) -> None:
        self._deaths += 1
        if self._deaths > _DEATHS:
            raise JudgeError("workers die one after the other", hint="is there enough memory? try fewer --workers")
        self._man(place)

    async def _keep(self, panel: Panel, sent: Sent, reserved: float) -> float:
        """Write what came, and return how much of *reserved* it has cost."""
        await asyncio.gather(*(self.writer.put(record) for record in sent.records))
        used = 0.0
        for record in sent.records:
            self._deaths = 0
            self.watcher.recorded(panel, record)
            cost = record.call.reply.cost_usd if record.call is not None else None
            if cost:
                back = min(cost, reserved - used)
                self.purse.settle(back, cost)
                used += back
        for message in sent.messages:
            if panel.number not in self._shown:
                self._shown.add(panel.number)
                self.watcher.stopped_judge(panel, message)
        return used

    def _unfinished(self, panel: Panel, block: Sequence[Docket]) -> list[Docket]:
        """What of *block* has no final state yet, with what is known of it by now."""
        dimensions = frozenset(d.id for d in panel.manner.rubric.dimensions)
        wanted = {(docket.seq, docket.repeat) for docket in block}
        spans = [(seq, seq + 1) for seq in sorted({seq for seq, _ in wanted})]
        with closing(connect(self.folder)) as look:
            found = dockets(look, panel.number, dimensions, spans, self.repeats)
            return [docket for docket in found if (docket.seq, docket.repeat) in wanted]

    async def _halt(self) -> None:
        """Hand on a stop, once somebody asks for it."""
        while not self.stop.asked:  # noqa: ASYNC110 - a signal's handler asks, and stands in no loop
            await asyncio.sleep(_LOOK_S)
        for place in self._places:
            place.actor.halt.remote(self.stop.reason)
