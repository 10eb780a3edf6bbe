"""Stored replies for another reading, and what was made of them: beside what there is, which stays as it is."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from typing import Any

from judge.call import Reply
from judge.judgment import GATED, NOT_REACHED, Judgment, State
from judge.record import dataclass
from judge.scenario import Response
from judge.store.rows import text
from judge.store.run import Run
from judge.store.schema import connect
from judge.store.stored import loads_response

_SAID = ("content", "finish_reason", "refusal", "shape", "hidden_reasoning")
_BY_GATES = (GATED, NOT_REACHED)


@dataclass(frozen=True, slots=True)
class Standing:
    """One judgment as it was read."""

    judgment: int
    dimension: str
    state: State
    reason_code: str | None
    answer: str | None

    @property
    def by_gate(self) -> bool:
        """Whether a gate decided it, whatever the reply said."""
        return self.reason_code in _BY_GATES


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored reply with the judgments that were read from it and count."""

    panel: int
    seq: int
    repeat: int
    dimensions: tuple[str, ...]
    prompt_sha256: str
    reply: Reply
    response: Response
    judgments: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Reread:
    """What today's reader makes of a judgment's reply."""

    judgment: int
    now: Judgment


def kept_replies(db: sqlite3.Connection) -> Iterator[Kept]:
    """Every reply that was stored, in the order of calls; one at a time."""
    for panel, seq, repeat, dimensions, attempt, sha256, call_id, body, sent, *said in db.execute(_REPLIES):
        rows = db.execute(_JUDGMENTS, (panel, seq, repeat, attempt, call_id))
        judgments = tuple(Standing(row[0], row[1], State(row[2]), *row[3:]) for row in rows)
        if judgments:
            reply = Reply(**dict(zip(_SAID, said, strict=True)), params_sent=json.loads(sent))
            names = tuple(json.loads(dimensions))
            yield Kept(panel, seq, repeat, names, sha256, reply, loads_response(body), judgments)


def begin(db: sqlite3.Connection, reader_version: str) -> None:
    """Take away what the same reader made of the replies before."""
    db.execute("DELETE FROM rescored WHERE reader_version = ?", (reader_version,))


def save(db: sqlite3.Connection, reader_version: str, reread: Iterable[Reread]) -> None:
    """Put what differs beside what there is."""
    rows = (
        (r.judgment, reader_version, r.now.state.value, r.now.reason_code, r.now.answer, r.now.passed,
         text(r.now.rationale), text(r.now.evidence), r.now.evidence_found)
        for r in reread
    )  # fmt: skip
    db.executemany("INSERT OR REPLACE INTO rescored VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def conclude(db: sqlite3.Connection, about: Mapping[str, Any]) -> None:  # JSON-ready values
    """Note what was found, and by which reader."""
    db.execute("INSERT OR REPLACE INTO meta VALUES ('rescored', ?)", (json.dumps(about, sort_keys=True),))


Place = tuple[str, str, str, int, str, int]
"""Response, judge, way of asking, repeat, dimension, attempt."""


def rescored(run: Run) -> dict[Place, tuple[str, str | None]]:
    """State and answer by the last reader that read the run's replies again, where they differ."""
    with closing(connect(run.folder)) as db:
        last = db.execute("SELECT json_extract(value, '$.reader_version') FROM meta WHERE key = 'rescored'").fetchone()
        rows = db.execute(_RESCORED, last).fetchall() if last else []
    return {row[:6]: row[6:] for row in rows}


_REPLIES = """
SELECT c.panel, c.seq, c.repeat, c.dimensions, c.attempt, c.prompt_sha256, c.call_id, r.body, c.params_sent,
       c.raw_reply, c.finish_reason, c.refusal, c.shape, c.hidden_reasoning
FROM calls c JOIN responses r USING (seq) WHERE c.error IS NULL ORDER BY c.call
"""
_JUDGMENTS = """
SELECT j.judgment, j.dimension, j.state, j.reason_code, j.answer FROM judgments j
WHERE j.panel = ? AND j.seq = ? AND j.repeat = ? AND j.attempt = ? AND j.call_id = ? AND NOT EXISTS (
    SELECT 1 FROM judgments k WHERE k.panel = j.panel AND k.seq = j.seq AND k.repeat = j.repeat
    AND k.dimension = j.dimension AND k.attempt > j.attempt
) ORDER BY j.judgment
"""
_RESCORED = """
SELECT r.response_id, p.judge, p.ask, j.repeat, j.dimension, j.attempt, a.state, a.answer
FROM rescored a JOIN judgments j USING (judgment) JOIN panels p USING (panel) JOIN responses r USING (seq)
WHERE a.reader_version = ?
"""
