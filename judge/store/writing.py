"""The one writer of a run: a thread that commits together whatever arrived together.

A record handed over is acknowledged only when it is on the disk. Whoever waits for the acknowledgement is held back by
the disk and by nothing else, so nothing piles up in memory.
"""

import asyncio
import os
import queue
import sqlite3
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from judge.errors import StorageError
from judge.store.rows import (
    INSERT_CALL,
    INSERT_JUDGMENT,
    INSERT_PROBABILITIES,
    Entry,
    Record,
    Rows,
    judgment_row,
    probability_rows,
)

__all__ = ["GROUP", "Entry", "Record", "Writer", "insert"]

GROUP = 256
"""At most about so many records share a commit."""
GATHER_S = 0.001
"""Where records arrive together more are about to, and a commit costs as much as tens of them."""

_Handed = list[tuple[Record, "asyncio.Future[None]"]]


class Writer:
    """Puts records into the store from any number of tasks of one event loop.

    Args:
        db: The store, open for writing.
        log: Its write-ahead log, where several processes write: SQLite would wait for the disk while it keeps the
            others out, so here it does not wait, and we do, once they are let in again. What is acknowledged is on the
            disk either way.
    """

    def __init__(self, db: sqlite3.Connection, log: Path | None = None) -> None:
        self._db = db
        self._log = -1
        if log is not None:
            db.execute("PRAGMA synchronous=NORMAL")
            self._log = os.open(log, os.O_RDONLY)
        self._rows = Rows()
        self._arrived: _Handed = []
        self._queue: queue.SimpleQueue[_Handed | None] = queue.SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._run, name="judge-store", daemon=True)
        self._thread.start()

    async def put(self, record: Record) -> None:
        """Hand over *record*, and return when it is safe.

        Raises:
            StorageError: It could not be written; nothing of its group was.
        """
        done: asyncio.Future[None] = self._loop.create_future()
        if not self._arrived:
            self._loop.call_soon(self._send)
        self._arrived.append((record, done))
        await done

    def _send(self) -> None:
        """Hand what arrived in one turn of the loop to the thread at once."""
        arrived, self._arrived = self._arrived, []
        if arrived:
            self._queue.put(arrived)

    async def close(self) -> None:
        """Wait until everything handed over is safe."""
        self._send()
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)
        if self._log >= 0:
            os.close(self._log)
            self._log = -1

    def _run(self) -> None:
        while (group := self._queue.get()) is not None:
            closing = False
            if len(group) > 1:
                time.sleep(GATHER_S)
            while len(group) < GROUP:
                try:
                    more = self._queue.get_nowait()
                except queue.Empty:
                    break
                if more is None:
                    closing = True
                    break
                group += more
            error = self._commit([record for record, _ in group])
            self._loop.call_soon_threadsafe(_acknowledge, [done for _, done in group], error)
            if closing:
                return

    def _commit(self, records: Sequence[Record]) -> StorageError | None:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            insert(self._db, self._rows, records)
            self._db.execute("COMMIT")
            if self._log >= 0:
                _sync(self._log)
        except (sqlite3.Error, OSError) as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            return StorageError(
                f"cannot write to the run: {error}", hint="what was acknowledged is safe; make room and resume"
            )
        return None


def insert(db: sqlite3.Connection, rows: Rows, records: Sequence[Record]) -> None:
    """Put *records* into the store, within whatever the caller has begun."""
    db.executemany(INSERT_CALL, [rows.call(r) for r in records if r.call is not None])
    db.executemany(INSERT_JUDGMENT, [judgment_row(entry) for r in records for entry in r.entries])
    if given := probability_rows(records):
        db.executemany(INSERT_PROBABILITIES, given)


_sync = getattr(os, "fdatasync", os.fsync)
"""As SQLite does it: a log that is written over in place has no new size to be noted, which takes ten times as long."""


def _acknowledge(waiting: Sequence["asyncio.Future[None]"], error: StorageError | None) -> None:
    for done in waiting:
        if done.done():
            continue
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)
