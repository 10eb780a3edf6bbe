"""One process's share of a job: which part of the limits is its own, what it says of itself, and how it ended."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, field
from pathlib import Path
from typing import Any, Protocol

from judge.engines.base import Panel, Stop, Watcher
from judge.engines.relaying import Member
from judge.engines.tally import Tally
from judge.record import dataclass
from judge.store.writing import Record


@dataclass(frozen=True)
class Share:
    """The part of a run's limits that one of several processes has, so that together they keep the whole."""

    index: int = 0
    of: int = 1
    lent: int = 0
    """Of all calls in flight, so many are somebody else's; one is always left."""

    @property
    def is_first(self) -> bool:
        """Whether what is done once for all is done here."""
        return self.index == 0

    def calls(self, whole: int) -> int:
        """Its part of so many calls in flight."""
        own = max(1, whole - self.lent)
        return own // self.of + (self.index < own % self.of)

    def rate(self, whole: float | None) -> float | None:
        """Its part of so many a minute; ``None`` is no limit."""
        return None if whole is None else whole / self.of


@dataclass
class Ending:
    """How a process's share ended."""

    stopped: str | None = None
    broken: dict[str, str] = field(default_factory=dict)
    unpriced: int = 0

    def merge(self, other: "Ending") -> None:
        """Add how another process's share ended."""
        self.stopped = self.stopped or other.stopped
        self.broken.update(other.broken)
        self.unpriced += other.unpriced


class Sharing(Protocol):
    """A job that can be done in shares."""

    def with_share(self, share: Share) -> "Sharing":
        """The same job, of which one process does *share*."""

    async def work(self, folder: Path, panels: Sequence[Panel], watcher: Watcher, stop: Stop) -> Ending:
        """Do it: claim what is left of *panels* in *folder*, and judge it."""


class Telling:
    """A watcher that tells another process, in lines of JSON: counts now and then, everything else at once."""

    def __init__(self, handle: int, panels: Sequence[Panel]) -> None:
        self._handle = handle
        self._tally = Tally()
        self.member = Member(panels, lambda word: self.say("word", word))
        """What this process learns about its judges, and hears about them."""

    def opened(self, panels: Sequence[Panel]) -> None:
        """Listen to what their endpoints say."""
        self.member.opened(panels)

    def started(self, asked: int, done: int) -> None:
        """Nothing: the other knows."""

    def recorded(self, panel: Panel, record: Record) -> None:  # noqa: ARG002 - a watcher is told which
        """Count it."""
        self._tally.add(record)

    def tallied(self, tally: Tally) -> None:
        """Count it."""
        self._tally.merge(tally)

    def stopped_judge(self, panel: Panel, message: str) -> None:
        """Say which and why, and that nobody need ask it any more."""
        self.say("stopped_judge", [panel.number, message])
        self.member.gave_up(panel)

    def flush(self) -> None:
        """Say what was counted since the last time."""
        if self._tally != Tally():
            self.say("tally", asdict(self._tally))
            self._tally = Tally()
        self.member.report()

    def say(self, kind: str, what: Sequence[object] | Mapping[str, Any]) -> None:
        """One line; whoever should hear it may be gone, and then so are we soon."""
        line = json.dumps([kind, what]).encode("ascii") + b"\n"
        while line:
            line = line[os.write(self._handle, line) :]
