"""Who may write to a run's folder: one main process, and those that help it.

Two locks of the operating system, which end with the process that holds them. The main one is held by whoever started
the run. The other, taken first, is held alone by a process that wants nobody beside it, or not yet, and together by all
who work on one run.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from judge.errors import StorageError
from judge.store.process import loads_process, this_process

_MAIN = ".lock"
_TOGETHER = ".helpers"
_DYING_S = 2.0
"""Seconds in which a process that was killed, and the workers it had, are really gone."""
_STARTING_S = 10.0
"""Seconds in which a run that is being started lets others in, if it does at all."""
_LOOK_S = 0.02


@dataclass
class Hold:
    """What this process holds of a run's folder."""

    is_main: bool = True
    is_alone: bool = True
    """Nobody else is at work, and nobody can be until `let_in`."""
    handles: list[int] = field(default_factory=list)
    """The open files that are the locks: a process forked from this one closes them."""

    def let_in(self) -> None:
        """From now on, others may help."""
        if self.is_alone:
            fcntl.flock(self.handles[-1], fcntl.LOCK_SH)
            self.is_alone = False


@contextmanager
def locked(folder: Path) -> Iterator[Hold]:
    """Hold the only pen of a run's folder.

    Raises:
        StorageError: Another process holds it; who, and since when.
    """
    with _kept() as hold:
        main, together = _open(folder / _MAIN, hold), _open(folder / _TOGETHER, hold)
        patience_s = _DYING_S if _names_the_dead(main) else 0
        for handle in (together, main):
            if not _got(handle, fcntl.LOCK_EX, patience_s):
                raise _held(folder, main, together)
        with _signed(main):
            yield hold


@contextmanager
def joined(folder: Path) -> Iterator[Hold]:
    """Help whoever is working on the run in *folder*; where nobody is, be the one whom others may help.

    Raises:
        StorageError: Another process wants nobody beside it; who, and since when.
    """
    with _kept() as hold:
        main, together = _open(folder / _MAIN, hold), _open(folder / _TOGETHER, hold)
        is_first = _got(together, fcntl.LOCK_EX, 0)
        if not is_first and not _got(together, fcntl.LOCK_SH, _STARTING_S):
            raise _held(folder, main, together)
        hold.is_main = _got(main, fcntl.LOCK_EX, 0)
        hold.is_alone = is_first and hold.is_main
        if is_first and not hold.is_main:
            fcntl.flock(together, fcntl.LOCK_SH)
        with _signed(main if hold.is_main else together):
            yield hold


@contextmanager
def helping(folder: Path) -> Iterator[None]:
    """Be one of those who work on the run in *folder*: a worker, while its parent holds the folder.

    Raises:
        StorageError: Another process wants nobody beside it.
    """
    with _kept() as hold:
        together = _open(folder / _TOGETHER, hold)
        if not _got(together, fcntl.LOCK_SH, _STARTING_S):
            raise _held(folder, together)
        yield


@contextmanager
def _kept() -> Iterator[Hold]:
    hold = Hold()
    try:
        yield hold
    finally:
        for handle in hold.handles:
            os.close(handle)


def _open(file: Path, hold: Hold) -> int:
    hold.handles.append(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    return hold.handles[-1]


def _got(handle: int, how: int, patience_s: float) -> bool:
    until = time.monotonic() + patience_s
    while True:
        with suppress(OSError):
            fcntl.flock(handle, how | fcntl.LOCK_NB)
            return True
        if time.monotonic() >= until:
            return False
        time.sleep(_LOOK_S)


@contextmanager
def _signed(handle: int) -> Iterator[None]:
    """The lock's file says who holds it, for whoever finds it held."""
    process = this_process()
    text = f"{process.shown} since {time.strftime('%Y-%m-%d %H:%M:%S')}\n{process.dumps()}"
    os.ftruncate(handle, 0)
    os.pwrite(handle, text.encode(), 0)
    try:
        yield
    finally:
        os.ftruncate(handle, 0)


def _held(folder: Path, *handles: int) -> StorageError:
    named = [who for who, _ in map(_read, handles) if who]
    return StorageError(
        f"{str(folder)!r} is being written by {(*named, 'another process')[0]}",
        hint="wait for it, or use another -o FOLDER",
    )


def _names_the_dead(handle: int) -> bool:
    """Whether the last holder was killed, so that the lock is still held by what is dying with it."""
    text = _read(handle)[1]
    try:
        process = loads_process(text)
    except (ValueError, TypeError):
        return False
    return process.is_near and not process.is_alive


def _read(handle: int) -> tuple[str, str]:
    who, _, process = os.pread(handle, 4096, 0).decode("utf-8", "replace").partition("\n")
    return who.strip(), process


def at_work(folder: Path) -> str | None:
    """Who is writing a run, and since when; ``None`` when nobody is, or whoever did was killed.

    The lock is only looked at, and by whoever signed it alone held: nobody who wants it is kept out.
    """
    try:
        handle = os.open(folder / _MAIN, os.O_RDONLY)
    except OSError:
        return None
    try:
        who, _ = _read(handle)
        return who if who and not _got(handle, fcntl.LOCK_SH, 0) else None
    finally:
        os.close(handle)
