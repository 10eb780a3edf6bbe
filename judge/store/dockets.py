"""What a panel still has to judge, read a few hundred responses at a time.

Nothing stays open between two readings, so that memory does not grow with the run, and neither does SQLite's log.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from judge.judgment import State
from judge.record import dataclass
from judge.scenario import Response
from judge.store.claiming import Span
from judge.store.stored import loads_response

AT_ONCE = 256
"""Responses read together."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is already known of one dimension of a docket: its highest attempt, and how often it was asked again."""

    state: State
    reason_code: str | None
    answer: str | None
    attempt: int
    final: bool
    unread_attempts: int
    """How many attempts came back malformed or empty, since it was last reopened."""


@dataclass(frozen=True, slots=True)
class Docket:
    """All dimensions of one response before one judge, once."""

    panel: int
    seq: int
    repeat: int
    response: Response
    known: Mapping[str, Known]


_PLANNED = "SELECT seq, repeats FROM planned WHERE panel = ? AND seq >= ? AND seq < ? ORDER BY seq LIMIT ?"
_KNOWN = """
SELECT j.seq, j.repeat, j.dimension, j.attempt, j.state, j.reason_code, j.answer, j.final AND o.attempt IS NULL,
       o.attempt IS NULL
FROM judgments j LEFT JOIN reopened o ON o.panel = j.panel AND o.seq = j.seq AND o.repeat = j.repeat
    AND o.dimension = j.dimension AND o.attempt >= j.attempt
WHERE j.panel = ? AND j.seq >= ? AND j.seq <= ? ORDER BY j.seq, j.repeat, j.dimension, j.attempt
"""
_BODIES = "SELECT seq, CAST(body AS BLOB) FROM responses WHERE seq IN (SELECT value FROM json_each(?))"

Place = tuple[int, int]
"""A response's sequence number, and the repeat."""


def dockets(
    db: sqlite3.Connection, panel: int, dimensions: frozenset[str], spans: Iterable[Span], most: int
) -> Iterator[Docket]:
    """What *panel* still has to judge of the responses in *spans*, at *most* so many repeats of each, in input order.

    What is finished is passed over when it is reached, so that a later change to the plan is seen as well.
    """
    for first, end in spans:
        following = first
        while planned := db.execute(_PLANNED, (panel, following, end, AT_ONCE)).fetchall():
            following = planned[-1][0] + 1
            yield from _open(db, panel, dimensions, planned, most)


def _open(
    db: sqlite3.Connection, panel: int, dimensions: frozenset[str], planned: Sequence[Place], most: int
) -> list[Docket]:
    known = _known(db, panel, planned[0][0], planned[-1][0])
    left = [
        place
        for seq, repeats in planned
        for place in ((seq, repeat) for repeat in range(min(repeats, most)))
        if not _finished(known.get(place), dimensions)
    ]
    if not left:
        return []
    bodies = dict(db.execute(_BODIES, (json.dumps(sorted({seq for seq, _ in left})),)))
    responses = {seq: loads_response(body) for seq, body in bodies.items()}
    return [
        Docket(panel, seq, repeat, responses[seq], known.get((seq, repeat), {}))
        for seq, repeat in left
        if seq in responses
    ]


def _finished(known: Mapping[str, Known] | None, dimensions: frozenset[str]) -> bool:
    return known is not None and all(d in known and known[d].final for d in dimensions)


def known_among(db: sqlite3.Connection, panel: int) -> dict[Place, dict[str, Known]]:
    """What is known of everything that *panel* has judged: for whoever brings all of it at once."""
    return _known(db, panel, 0, 2**62)


def _known(db: sqlite3.Connection, panel: int, first: int, last: int) -> dict[Place, dict[str, Known]]:
    rows = db.execute(_KNOWN, (panel, first, last)).fetchall()
    return {place: _of_one(group) for place, group in groupby(rows, key=lambda row: (row[0], row[1]))}


def _of_one(rows: Iterable[tuple[Any, ...]]) -> dict[str, Known]:
    known: dict[str, Known] = {}
    for _, _, dimension, attempt, state, reason, answer, final, counts in rows:
        before = known[dimension].unread_attempts if dimension in known else 0
        unread = before + (counts and state in (State.MALFORMED, State.EMPTY))
        known[dimension] = Known(State(state), reason, answer, attempt, bool(final), unread)
    return known


_MADE = "SELECT count(*) FROM judgments WHERE panel = ? AND seq >= ? AND seq < ? AND repeat < ?"
_REOPENED = """
SELECT count(*) FROM reopened o JOIN judgments j USING (panel, seq, repeat, dimension)
WHERE o.panel = ? AND o.seq >= ? AND o.seq < ? AND o.repeat < ? AND j.attempt <= o.attempt AND j.final = 1
"""


def count_done(db: sqlite3.Connection, panel: int, spans: Iterable[Span], most: int) -> int:
    """How many judgments of *panel* on the responses in *spans* have their final state, of *most* so many repeats.

    Counted over indexes alone: a million in a tenth of a second.
    """
    total = 0
    for first, end in spans:
        of = (panel, first, end, most)
        total += db.execute(_MADE, of).fetchone()[0]
        total -= db.execute(f"{_MADE} AND final = 0", of).fetchone()[0]
        total -= db.execute(_REOPENED, of).fetchone()[0]
    return total


def count_planned(db: sqlite3.Connection, panel: int, spans: Iterable[Span], most: int) -> int:
    """How many dockets of *panel* are planned on the responses in *spans*, of at *most* so many repeats."""
    sql = "SELECT coalesce(sum(min(repeats, ?)), 0) FROM planned WHERE panel = ? AND seq >= ? AND seq < ?"
    return sum(db.execute(sql, (most, panel, first, end)).fetchone()[0] for first, end in spans)
