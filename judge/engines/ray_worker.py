"""What Ray runs on a cluster's machines: blocks of dockets come, and records go back as they are made.

Nothing here needs the run's folder: a record is safe once the driver has written it.
"""

import asyncio
import pickle
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from judge.engines.base import Panel, Purse, Stop
from judge.engines.local import LocalEngine
from judge.engines.relaying import Member, Word
from judge.engines.shares import Share
from judge.engines.tally import Tally
from judge.errors import SettingsError
from judge.models.base import Model
from judge.provenance import versions
from judge.store.dockets import Docket
from judge.store.writing import Record

_MOST = 256
"""So many records wait to be fetched at most; then judging waits."""


@dataclass
class Sent:
    """What a worker sends back: records as they come, and at the end how the block went."""

    records: Sequence[Record] = ()
    messages: Sequence[str] = ()
    """Why the judge cannot be used any more."""
    words: Sequence[Word] = ()
    """What the other workers should know."""
    stopped: str | None = None
    unpriced: int = 0


class Opening(Protocol):
    """A job that can open its judges' models, with its share of the limits."""

    def with_share(self, share: Share) -> "Opening":
        """The same job, of which one process does *share*."""

    def open_models(self, panels: Sequence[Panel]) -> dict[str, Model]:
        """Give each of *panels* its model, and return those that were opened."""

    @property
    def concurrency(self) -> int:
        """Calls a judge may have in flight, within its share."""


class Worker:
    """Judges blocks with models of its own; several at a time, which share its part of the limits.

    Args:
        kit: The job and its panels, as the driver packed them.
        share: Which part of the limits is this worker's.
        streams: So many blocks of one judge come at a time.
        version: The driver's; ours must be the same.
    """

    def __init__(self, kit: bytes, share: Share, streams: int, version: str | None) -> None:
        self._kit = kit
        self._share = share
        self._streams = streams
        self._version = version
        self._job: Opening | None = None
        self._panels: dict[int, Panel] = {}
        self._member: Member | None = None
        self._words: list[Word] = []
        self._reason: str | None = None
        self._running: dict[int, tuple[Stop, Outbox]] = {}

    async def judge(
        self, number: int, stream: int, dockets: Sequence[Docket], allowance: float | None
    ) -> AsyncIterator[Sent]:
        """Judge *dockets* before panel *number*, spending *allowance* USD at most; records come as they are made.

        Raises:
            SettingsError: What is installed here is not what the driver has.
        """
        job = self._job or self._unpack()
        panel = replace(self._panels[number], dockets=iter(dockets))
        assert self._member is not None  # noqa: S101 - unpacked together
        outbox, stop, purse = Outbox(self._member), Stop(), Purse(allowance)
        if self._reason is not None:
            stop.ask(self._reason)
        self._running[id(stop)] = stop, outbox
        concurrency = Share(stream, self._streams).calls(job.concurrency)
        engine = LocalEngine(outbox, outbox, concurrency=concurrency, stop=stop, purse=purse)
        work = asyncio.create_task(engine.run([panel]))
        try:
            work.add_done_callback(outbox.wake)
            while not work.done() or outbox.holds:
                sent = await outbox.taken()
                yield replace(sent, words=self._news())
            await work
        finally:
            work.cancel()
            del self._running[id(stop)]
        yield Sent(words=self._news(), stopped=stop.reason, unpriced=purse.unknown_calls)

    def _unpack(self) -> Opening:
        here = versions().get("psyjudge")
        if here != self._version:
            raise SettingsError(
                f"the cluster has psyjudge {here}, and this is {self._version}",
                hint="install the same version on every machine",
            )
        try:
            job, panels = pickle.loads(self._kit)  # noqa: S301 - the driver's, over the cluster's own wire
        except ImportError as error:
            raise SettingsError(
                f"a judge cannot be made on the cluster: {error}", hint="install its module on every machine"
            ) from None
        made: Opening = job.with_share(self._share)
        self._panels = {panel.number: panel for panel in panels}
        made.open_models(panels)
        self._member = Member(panels, self._tell)
        self._member.opened(panels)
        self._job = made
        return made

    async def halt(self, reason: str) -> None:
        """Finish what is in flight and ask nothing more."""
        self._reason = reason
        for stop, _ in self._running.values():
            stop.ask(reason)

    async def hear(self, word: Word) -> None:
        """Heed what another worker has told."""
        if self._member is None:
            self._unpack()
        assert self._member is not None  # noqa: S101 - unpacked together
        self._member.hear(word)

    def _tell(self, word: Word) -> None:
        """Have it fetched with whatever is fetched next, which may be nothing else."""
        self._words.append(word)
        for _, outbox in self._running.values():
            outbox.wake()

    def _news(self) -> Sequence[Word]:
        if self._member is not None:
            self._member.report()
        words, self._words = self._words, []
        return words


class Outbox:
    """Records on their way: takes the place of a writer and of a watcher, and keeps what it is given until fetched."""

    def __init__(self, member: Member) -> None:
        self._member = member
        self._records: list[Record] = []
        self._messages: list[str] = []
        self._news = asyncio.Event()
        self._room = asyncio.Event()

    @property
    def holds(self) -> bool:
        """Whether there is anything to fetch."""
        return bool(self._records or self._messages)

    async def put(self, record: Record) -> None:
        """Keep *record*; wait while too many are kept already."""
        while len(self._records) >= _MOST:
            self._room.clear()
            await self._room.wait()
        self._records.append(record)
        self._news.set()

    async def taken(self) -> Sent:
        """Everything there is, once there is something, or once `wake` was called."""
        await self._news.wait()
        self._news.clear()
        sent = Sent(tuple(self._records), tuple(self._messages))
        self._records.clear()
        self._messages.clear()
        self._room.set()
        return sent

    def wake(self, _: object = None) -> None:
        """Let whoever waits go on."""
        self._news.set()

    def started(self, asked: int, done: int) -> None:
        """Nothing: the driver knows."""

    def recorded(self, panel: Panel, record: Record) -> None:
        """Nothing: the driver counts what it has written."""

    def tallied(self, tally: Tally) -> None:  # noqa: ARG002 - the engine's beat, with nothing in it
        """Have what there is to tell fetched, while no records come."""
        self._news.set()

    def stopped_judge(self, panel: Panel, message: str) -> None:
        """Keep why, and tell the other workers."""
        self._messages.append(message)
        self._member.gave_up(panel)
        self._news.set()
