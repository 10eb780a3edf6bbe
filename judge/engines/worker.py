"""A worker: one of several processes that do a job in shares, and end with the process that started them."""

import asyncio
import json
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from judge.engines.base import Panel, Stop
from judge.engines.relaying import Member
from judge.engines.shares import Ending, Sharing, Telling
from judge.engines.waiting import run_here
from judge.errors import JudgeError
from judge.store.locking import helping

_TELL_S = 0.1
"""Seconds between two counts."""
ORPHANED = 3
"""What a worker leaves with when nobody is there any more whom it works for."""


def serve(job: Sharing, folder: Path, panels: Sequence[Panel], *, control: int, reports: int) -> int:
    """Do a share of *job*; hear of a stop on *control*, tell on *reports*, and return the code to leave with.

    Ctrl-C reaches every process of a terminal. Here it is for the parent to say what it means.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    telling = Telling(reports, panels)
    try:
        with helping(folder):
            ending = run_here(_work(job, folder, panels, telling, control))
    except JudgeError as error:
        telling.say("failed", [type(error).__name__, error.message, error.hint])
        return 1
    except Exception:  # noqa: BLE001 - a bug is told to whoever can show it
        telling.say("bug", [traceback.format_exc()])
        return 1
    telling.say("ended", asdict(ending))
    return 0


async def _work(job: Sharing, folder: Path, panels: Sequence[Panel], telling: Telling, control: int) -> Ending:
    stop = Stop()
    asyncio.get_running_loop().add_reader(control, _Orders(control, stop, telling.member).read)
    telling_now_and_then = asyncio.create_task(_tell(telling))
    try:
        return await job.work(folder, panels, telling, stop)
    finally:
        telling_now_and_then.cancel()
        with suppress(asyncio.CancelledError):
            await telling_now_and_then
        asyncio.get_running_loop().remove_reader(control)
        telling.flush()


async def _tell(telling: Telling) -> None:
    while True:
        await asyncio.sleep(_TELL_S)
        telling.flush()


class _Orders:
    """What the parent says: that it is time to stop, or what another worker has told."""

    def __init__(self, control: int, stop: Stop, member: Member) -> None:
        self._control = control
        self._stop = stop
        self._member = member
        self._heard = b""

    def read(self) -> None:
        """Obey what has come; where the parent is gone, the run was aborted, and nothing of it goes on."""
        said = os.read(self._control, 1 << 16)
        if not said:
            os._exit(ORPHANED)
        *lines, self._heard = (self._heard + said).split(b"\n")
        for line in lines:
            kind, what = json.loads(line)
            if kind == "stop":
                self._stop.ask(what)
            else:
                self._member.hear(what)


def main() -> None:
    """A worker in a fresh process: its job is in an open file, as `judge.engines.workers` packed it."""
    file, control, reports = map(int, sys.argv[1:])
    with os.fdopen(file, "rb") as packed:
        job, folder, panels = pickle.load(packed)  # noqa: S301 - packed by our parent, in a file nobody else can open
    os._exit(serve(job, folder, panels, control=control, reports=reports))
