"""What several processes have spent together, so that a limit is one limit for all of them.

A small file beside the run, mapped into memory: what was spent, the dearest call, and what each process has set aside
for the calls it has in flight. A process holds its place by a lock of the operating system, so that what a killed one
had set aside is free again as soon as another takes the place.
"""

import fcntl
import mmap
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from judge.errors import StorageError

_FILE = ".purse"
_PLACES = 1024
_SPENT, _DEAREST, _HIGHEST, _FIRST = range(4)
"""Where numbers stand: the last is the first process's."""
_SIZE = 8 * (_FIRST + _PLACES)


class Pool:
    """Money in USD that processes spend from together; the file is made when there is something to share."""

    def __init__(self, folder: Path, spent: float) -> None:
        self._file = folder / _FILE
        self._spent_before = spent
        self._handle = -1
        self._numbers: memoryview[float] | None = None
        self._place = -1

    def reserve(self, estimate: float, limit: float) -> float | None:
        """Set aside *estimate*, or what the dearest call so far has cost; ``None`` when *limit* would be passed."""
        with self._locked() as numbers:
            expected = max(estimate, numbers[_DEAREST])
            reserved = sum(numbers[_FIRST : _FIRST + int(numbers[_HIGHEST]) + 1])
            if numbers[_SPENT] + reserved + expected > limit:
                return None
            numbers[_FIRST + self._place] += expected
        return expected

    def settle(self, reserved: float, cost: float) -> None:
        """A call for which *reserved* was set aside has cost *cost*."""
        if not (reserved or cost):
            return
        with self._locked() as numbers:
            numbers[_FIRST + self._place] = max(0.0, numbers[_FIRST + self._place] - reserved)
            numbers[_SPENT] += cost
            numbers[_DEAREST] = max(numbers[_DEAREST], cost)

    @property
    def spent(self) -> float:
        """What all of them have spent."""
        with self._locked() as numbers:
            return float(numbers[_SPENT])

    def close(self) -> None:
        """Give the place back."""
        if self._numbers is not None:
            with self._locked() as numbers:
                numbers[_FIRST + self._place] = 0.0
            self._numbers = None
            os.close(self._handle)

    @contextmanager
    def _locked(self) -> "Iterator[memoryview[float]]":
        numbers = self._numbers if self._numbers is not None else self._open()
        fcntl.flock(self._handle, fcntl.LOCK_EX)
        try:
            yield numbers
        finally:
            fcntl.flock(self._handle, fcntl.LOCK_UN)

    def _open(self) -> "memoryview[float]":
        try:
            self._handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._handle, fcntl.LOCK_EX)
            is_new = os.fstat(self._handle).st_size < _SIZE
            os.ftruncate(self._handle, _SIZE)
            numbers = memoryview(mmap.mmap(self._handle, _SIZE)).cast("d")
        except OSError as error:
            raise StorageError(
                f"cannot write {str(self._file)!r}: {error.strerror}", hint="is there room, and is it yours?"
            ) from None
        if is_new:
            numbers[_SPENT] = self._spent_before
        self._place = next(place for place in range(_PLACES) if self._takes(place))
        numbers[_FIRST + self._place] = 0.0
        numbers[_HIGHEST] = max(numbers[_HIGHEST], self._place)
        fcntl.flock(self._handle, fcntl.LOCK_UN)
        self._numbers = numbers
        return numbers

    def _takes(self, place: int) -> bool:
        """Whether *place* was free; it is ours as long as the file is open, by a lock on a byte beyond its end."""
        with suppress(OSError):
            fcntl.lockf(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _SIZE + place)
            return True
        return False


def clear_pool(folder: Path) -> None:
    """Forget what was set aside: nobody else is at work, and what was spent stands in the run."""
    (folder / _FILE).unlink(missing_ok=True)
