"""A job shared among processes of this machine, each with an event loop, a connection and models of its own.

A process with a single thread is forked: that costs milliseconds, copies no memory, and takes any judge as it is. One
with more threads (a notebook, a server) is not, for a lock that another thread held would stay locked in the copy for
ever: there a fresh Python is started and the job is sent to it. Neither imports the user's script a second time, so a
script needs no ``if __name__ == "__main__"``.

The parent asks nothing itself. It shows what its workers tell, hands on a stop, and starts another worker where one
dies: what that one had claimed is free at once, what it had finished is on the disk, and what it had in flight is asked
again. A worker whose parent dies ends at once.
"""

import asyncio
import json
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from judge import errors
from judge.engines.base import Panel, Stop, Watcher
from judge.engines.claims import something_left
from judge.engines.relaying import Relay
from judge.engines.shares import Ending, Share, Sharing
from judge.engines.tally import Tally
from judge.engines.worker import serve
from judge.errors import JudgeError, SettingsError

_LOOK_S = 0.05
"""Seconds between two looks whether somebody has asked for a stop."""
_DEATHS = 5
"""So many workers die one after the other without having done anything: it is no accident."""


@dataclass
class _Worker:
    """A worker as its parent sees it."""

    share: Share
    process: "int | subprocess.Popen[bytes]"
    control: int
    reports: int
    ended: bool = False
    """Whether it said so itself."""
    code: int | None = None
    """What it left with, once it has; negative: the signal that ended it."""
    heard: bytes = b""

    def look(self) -> bool:
        """Whether it is gone."""
        if self.code is None:
            if isinstance(self.process, subprocess.Popen):
                self.code = self.process.poll()
            else:
                pid, status = os.waitpid(self.process, os.WNOHANG)
                self.code = os.waitstatus_to_exitcode(status) if pid else None
        return self.code is not None

    def tell(self, kind: str, what: object) -> None:
        """Say something to it; it may be gone."""
        with suppress(BrokenPipeError):
            os.write(self.control, json.dumps([kind, what]).encode("ascii") + b"\n")

    def kill(self) -> None:
        """End it, whatever it does."""
        if self.look():
            return
        if isinstance(self.process, subprocess.Popen):
            self.process.kill()
            self.code = self.process.wait()
        else:
            os.kill(self.process, signal.SIGKILL)
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


@dataclass
class Crew:
    """The workers of one job.

    Args:
        job: What each of them does a share of.
        shut: Open files of the parent's that no worker may keep: its locks.
    """

    job: Sharing
    folder: Path
    panels: Sequence[Panel]
    watcher: Watcher
    stop: Stop
    size: int
    shut: Sequence[int] = ()
    ending: Ending = field(default_factory=Ending)
    _workers: list[_Worker] = field(default_factory=list)
    _failure: Exception | None = None
    _deaths: int = 0
    _told: bool = False
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self._relay = Relay(self.panels, self.watcher, lambda word, but: self._tell_all("word", word, but))

    async def work(self) -> Ending:
        """Have the job done.

        Raises:
            JudgeError: What a worker raised, or that workers die one after the other.
        """
        try:
            while True:
                for index in range(self.size):
                    self._start(Share(index, self.size))
                while self._workers:
                    await self._wait()
                    self._look()
                if self.stop.asked or not await something_left(self.folder, self.panels, self.stop):
                    break
        finally:
            for worker in tuple(self._workers):
                worker.kill()
                self._forget(worker)
        self.ending.stopped = self.stop.reason
        return self.ending

    async def _wait(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), _LOOK_S)
        self._news.clear()

    def _look(self) -> None:
        """Hand on a stop, bury the dead and replace them."""
        if self._failure is not None:
            raise self._failure
        if self.stop.asked and not self._told:
            self._told = True
            self._tell_all("stop", self.stop.reason)
        for worker in [w for w in self._workers if w.look()]:
            self._hear(worker)
            self._forget(worker)
            if not worker.ended and self._failure is None and not self.stop.asked:
                self._replace(worker)

    def _replace(self, worker: _Worker) -> None:
        self._deaths += 1
        if self._deaths > _DEATHS:
            raise JudgeError(
                f"workers die one after the other (the last with {worker.code})",
                hint="is there enough memory? try fewer --workers",
            )
        self._start(worker.share)

    def _start(self, share: Share) -> None:
        hear, say = os.pipe()
        obey, tell = os.pipe()
        can_fork = sys.platform == "linux" and threading.active_count() == 1
        start = self._fork if can_fork else self._spawn
        try:
            process = start(share, obey, say, [hear, tell])
        finally:
            os.close(say)
            os.close(obey)
        worker = _Worker(share, process, tell, hear)
        self._workers.append(worker)
        os.set_blocking(hear, False)
        asyncio.get_running_loop().add_reader(hear, self._hear, worker)
        if self._told:
            worker.tell("stop", self.stop.reason)

    def _fork(self, share: Share, control: int, reports: int, ours: Sequence[int]) -> int:
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid:
            return pid
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            for handle in (*self.shut, *ours, *(h for w in self._workers for h in (w.control, w.reports))):
                os.close(handle)
            code = serve(self.job.with_share(share), self.folder, self.panels, control=control, reports=reports)
        except BaseException:  # noqa: BLE001 - nothing of the parent's may run on in the copy
            traceback.print_exc()
        finally:
            os._exit(code)

    def _spawn(self, share: Share, control: int, reports: int, ours: Sequence[int]) -> "subprocess.Popen[bytes]":  # noqa: ARG002 - not inherited
        with tempfile.TemporaryFile() as file:
            file.write(packed(self.job.with_share(share), self.folder, self.panels))
            file.seek(0)
            handles = file.fileno(), control, reports
            code = f"import sys; sys.path[:] = {sys.path!r}; from judge.engines.worker import main; main()"
            command = [sys.executable, "-c", code, *map(str, handles)]
            return subprocess.Popen(command, pass_fds=handles, stdin=subprocess.DEVNULL)  # noqa: S603 - our own code

    def _hear(self, worker: _Worker) -> None:
        """Take what *worker* has said since the last time."""
        self._news.set()
        with suppress(BlockingIOError):
            while data := os.read(worker.reports, 1 << 16):
                worker.heard += data
            asyncio.get_running_loop().remove_reader(worker.reports)
        *lines, worker.heard = worker.heard.split(b"\n")
        for line in lines:
            self._take(worker, *json.loads(line))

    def _take(self, worker: _Worker, kind: str, said: Any) -> None:  # JSON of ours
        if kind == "tally":
            self._deaths = 0
            self.watcher.tallied(Tally(**said))
        elif kind == "stopped_judge":
            number, message = said
            panel = next(p for p in self.panels if p.number == number)
            if panel.broken is None:  # else somebody else has said so before it heard of it
                self.watcher.stopped_judge(panel, message)
        elif kind == "word":
            self._relay.hear(said, worker)
        elif kind == "ended":
            worker.ended = True
            self.ending.merge(Ending(**said))
            if said["stopped"]:
                self.stop.ask(said["stopped"])
        elif kind == "failed":
            name, message, hint = said
            self._failure = self._failure or getattr(errors, name, JudgeError)(message, hint=hint)
        else:
            self._failure = self._failure or RuntimeError(said[0])

    def _tell_all(self, kind: str, what: object, but: object = None) -> None:
        for worker in self._workers:
            if worker is not but:
                worker.tell(kind, what)

    def _forget(self, worker: _Worker) -> None:
        asyncio.get_running_loop().remove_reader(worker.reports)
        os.close(worker.reports)
        os.close(worker.control)
        self._workers.remove(worker)
        self._relay.gone(worker)


def packed(job: Sharing, folder: Path, panels: Sequence[Panel]) -> bytes:
    """A share of a job as another process can be sent it.

    Raises:
        SettingsError: A judge of the user's cannot be sent.
    """
    hint = "define its class in a module of its own, or leave --workers out"
    for panel in panels:
        if type(panel.judge).__module__ == "__main__":
            raise SettingsError(f"judge {panel.judge.name!r} cannot be sent to another process", hint=hint)
    try:
        return pickle.dumps((job, folder, [replace(panel, dockets=iter(()), model=None) for panel in panels]))
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise SettingsError(f"a judge cannot be sent to another process: {error}", hint=hint) from None
