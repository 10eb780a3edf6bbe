"""Who works on which responses, where several processes share a run: each is claimed by one of them.

A claim is a range of sequence numbers before one panel. It stands until the run is started afresh, also when its work
is done, so that nobody asks the same twice. What a process that died or was stopped had claimed is free again; what of
it was finished is seen in the judgments, and only the rest is asked.
"""

import sqlite3
import time
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from judge.errors import StorageError
from judge.store.process import Process, loads_process, this_process
from judge.store.schema import whole

LEASE_S = 60.0
"""So long a claim holds that nobody renews, where its process cannot be seen (in another container): renew sooner."""

Span = tuple[int, int]
"""From a first sequence number to the one after the last."""


def clear(db: sqlite3.Connection) -> None:
    """Forget every claim: nobody else is at work."""
    with whole(db):
        db.execute("DELETE FROM claims")
        db.execute("DELETE FROM helpers")


def enrol(db: sqlite3.Connection) -> int:
    """The number under which this process claims from now on."""
    with whole(db):
        row = (this_process().dumps(), time.time() + LEASE_S)
        found = db.execute("INSERT INTO helpers VALUES (NULL, ?, 'working', ?)", row).lastrowid
    return int(found or 0)


def renew(db: sqlite3.Connection, helper: int) -> None:
    """Say that *helper* is still there."""
    with whole(db):
        db.execute("UPDATE helpers SET expires = ? WHERE helper = ?", (time.time() + LEASE_S, helper))


def claim(db: sqlite3.Connection, helper: int, panel: int, spans: Sequence[Span], size: int) -> list[Span]:
    """Claim up to *size* responses of *spans* that nobody has before *panel*; none: all of them are taken.

    Raises:
        StorageError: The others took this process for dead, or the store cannot be written.
    """
    with whole(db):
        (state,) = db.execute("SELECT state FROM helpers WHERE helper = ?", (helper,)).fetchone() or ("gone",)
        if state != "working":
            raise StorageError(
                "this process stood still, and others have taken its work over", hint="start it again with --join"
            )
        pieces = _free(db, panel, spans, size)
        db.executemany("INSERT INTO claims VALUES (?, ?, ?, ?)", [(panel, *piece, helper) for piece in pieces])
    return pieces


def is_left(db: sqlite3.Connection, panel: int, spans: Sequence[Span]) -> bool:
    """Whether anything of *spans* is nobody's."""
    return bool(_free(db, panel, spans, 1))


def leave(db: sqlite3.Connection, helper: int, *, finished: bool) -> None:
    """End *helper*'s part; unless it *finished* what it had claimed, the others may have it."""
    with whole(db):
        _end(db, helper, "finished" if finished else "gone")


def outlook(db: sqlite3.Connection, asked: Iterable[tuple[int, Sequence[Span]]]) -> tuple[list[Process], bool]:
    """The processes at work, and whether anything of what is *asked*, by panel, is nobody's.

    What the dead had claimed is free from now on. Both are seen at one moment: between two looks somebody might come
    and claim that, and be in neither.
    """
    with whole(db):
        others = _living(db)
        return others, any(is_left(db, panel, spans) for panel, spans in asked)


def _living(db: sqlite3.Connection) -> list[Process]:
    found: list[Process] = []
    rows = db.execute("SELECT helper, process, expires FROM helpers WHERE state = 'working'").fetchall()
    for helper, text, expires in rows:
        process = loads_process(text)
        if process.is_alive if process.is_near else expires > time.time():
            found.append(process)
        else:
            _end(db, helper, "gone")
    return found


def spans_of(numbers: Iterable[int]) -> list[Span]:
    """*numbers* as spans, in order and apart.

    >>> spans_of({3, 1, 2, 7})
    [(1, 4), (7, 8)]
    """
    spans: list[Span] = []
    for number in sorted(numbers):
        if spans and spans[-1][1] == number:
            spans[-1] = (spans[-1][0], number + 1)
        else:
            spans.append((number, number + 1))
    return spans


def cut(spans: Sequence[Span], begin: int, stop: int | None, size: int) -> list[Span]:
    """The first *size* numbers of *spans* from *begin* on, below *stop*; *spans* are in order and apart.

    >>> cut([(0, 10), (20, 30)], 5, None, 8)
    [(5, 10), (20, 23)]
    """
    pieces: list[Span] = []
    for first, end in spans[bisect_right(spans, begin, key=lambda span: span[1]) :]:
        low = max(first, begin)
        high = min(end, low + size, end if stop is None else stop)
        if low >= high:
            break
        pieces.append((low, high))
        size -= high - low
    return pieces


def _free(db: sqlite3.Connection, panel: int, spans: Sequence[Span], size: int) -> list[Span]:
    """What nobody has: beyond the highest claim, and once nothing is left there, in the gaps below it."""
    top = db.execute("SELECT stop FROM claims WHERE panel = ? ORDER BY first DESC LIMIT 1", (panel,)).fetchone()
    if found := cut(spans, top[0] if top else 0, None, size):
        return found
    begin = 0
    for first, stop in db.execute("SELECT first, stop FROM claims WHERE panel = ? ORDER BY first", (panel,)):
        if found := cut(spans, begin, first, size):
            return found
        begin = stop
    return []


def _end(db: sqlite3.Connection, helper: int, state: str) -> None:
    """The row stays: a number is never given to two."""
    if state == "gone":
        db.execute("DELETE FROM claims WHERE helper = ?", (helper,))
    db.execute("UPDATE helpers SET state = ? WHERE helper = ?", (state, helper))
