"""The one writer of a run: a thread that commits together whatever arrived together.

A record handed over is acknowledged only when it is on the disk. Whoever waits for the acknowledgement is held back by
the disk and by nothing else, so nothing piles up in memory.
"""

import asyncio
import json
import queue
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from judge.call import Call
from judge.errors import StorageError
from judge.judgment import Judgment

GROUP = 64
"""At most so many records share a commit."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One judgment with its place in the run."""

    panel: int
    seq: int
    attempt: int
    judgment: Judgment
    call_id: str | None
    reader_version: str
    final: bool


@dataclass(frozen=True, slots=True)
class Record:
    """What is committed together: at most one call, and the judgments read from it."""

    entries: Sequence[Entry] = ()
    call: Call | None = None
    panel: int = 0
    seq: int = 0


class Writer:
    """Puts records into the store from any number of tasks of one event loop."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._queue: queue.SimpleQueue[tuple[Record, asyncio.Future[None]] | None] = queue.SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._run, name="judge-store", daemon=True)
        self._thread.start()

    async def put(self, record: Record) -> None:
        """Hand over *record*, and return when it is safe.

        Raises:
            StorageError: It could not be written; nothing of its group was.
        """
        done: asyncio.Future[None] = self._loop.create_future()
        self._queue.put((record, done))
        await asyncio.shield(done)

    async def close(self) -> None:
        """Wait until everything handed over is safe."""
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            group = [first]
            closing = False
            while len(group) < GROUP:
                try:
                    item = self._queue.get_nowait()
                except queue.Empty:
                    break
                if item is None:
                    closing = True
                    break
                group.append(item)
            error = self._commit([record for record, _ in group])
            self._loop.call_soon_threadsafe(_acknowledge, [done for _, done in group], error)
            if closing:
                return

    def _commit(self, records: Sequence[Record]) -> StorageError | None:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            for record in records:
                _insert(self._db, record)
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            return StorageError(
                f"cannot write to the run: {error}", hint="what was acknowledged is safe; make room and resume"
            )
        return None


def _acknowledge(waiting: Sequence["asyncio.Future[None]"], error: StorageError | None) -> None:
    for done in waiting:
        if done.done():
            continue
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)


def _insert(db: sqlite3.Connection, record: Record) -> None:
    if record.call is not None:
        db.execute(_INSERT_CALL, _call_row(record.call, record.panel, record.seq))
    db.executemany(_INSERT_JUDGMENT, [_judgment_row(entry) for entry in record.entries])


_INSERT_CALL = "INSERT INTO calls VALUES (NULL" + ", ?" * 28 + ")"
_INSERT_JUDGMENT = "INSERT INTO judgments VALUES (NULL" + ", ?" * 15 + ")"


def _text(value: str | None) -> str | None:
    """*value* as SQLite can hold it: a lone surrogate, which no reader accepts anyway, becomes its escape."""
    return value if value is None else value.encode("utf-8", "backslashreplace").decode("utf-8")


def _call_row(call: Call, panel: int, seq: int) -> tuple[object, ...]:
    reply = call.reply
    return (
        call.call_id, panel, seq, call.repeat, json.dumps(call.dimensions), call.attempt,
        call.model, _text(reply.model_returned), call.route, call.endpoint_host,
        call.asked_at, call.latency_s, reply.http_attempts,
        _text(reply.finish_reason), _text(reply.content), _text(reply.refusal), reply.shape,
        _text(reply.hidden_reasoning), reply.structured_requested, json.dumps(reply.params_sent, sort_keys=True),
        call.prompt_sha256, reply.prompt_tokens, reply.completion_tokens, reply.cached_tokens, reply.reasoning_tokens,
        reply.cost_usd, _text(call.error), json.dumps(call.flags),
    )  # fmt: skip


def _judgment_row(entry: Entry) -> tuple[object, ...]:
    j = entry.judgment
    return (
        entry.panel, entry.seq, j.repeat, j.dimension, entry.attempt, j.state.value, j.reason_code, j.answer, j.passed,
        _text(j.rationale), _text(j.evidence), j.evidence_found, entry.call_id, entry.reader_version, entry.final,
    )  # fmt: skip
