"""How the judgments of a run ended, counted by SQLite: a million in about a second, and none of them is read here.

Of several attempts the highest counts, as everywhere. Nearly all judgments are first attempts that gave a verdict: they
are counted over an index, less the others.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial

from judge.judgment import State
from judge.ratings import Status, status_of
from judge.scoring.covering import coverage_row
from judge.store import reading
from judge.store.claiming import Span
from judge.store.dockets import count_planned
from judge.store.remembering import remembered
from judge.table import Row

EVERYTHING: Sequence[Span] = ((0, 2**62),)
_MANY = 2**31

_ALL = "SELECT count(*) FROM judgments j WHERE panel = ? AND seq >= ? AND seq < ? AND {}"
_OTHERS = """
SELECT state, reason_code, attempt = 1, count(*) FROM judgments j
WHERE +panel = ? AND seq >= ? AND seq < ? AND {}
AND (state != 'scored' OR reason_code IS NOT NULL OR attempt > 1) GROUP BY 1, 2, 3
"""
_SUPERSEDED = """
SELECT j.state, j.reason_code, j.attempt = 1, count(*) FROM (
    SELECT panel, seq, repeat, dimension, max(attempt) AS attempt FROM judgments j
    WHERE panel = ? AND seq >= ? AND seq < ? AND {} AND attempt > 1 GROUP BY 1, 2, 3, 4
) later JOIN judgments j ON j.panel = later.panel AND j.seq = later.seq AND j.repeat = later.repeat
    AND j.dimension = later.dimension AND j.attempt < later.attempt
GROUP BY 1, 2, 3
"""
_REPEATS = "SELECT min(repeats), max(repeats) FROM planned WHERE panel = ? AND seq >= ? AND seq < ?"
_PLANNED_ONE_BY_ONE = """repeat < (
    SELECT min(?, repeats) FROM planned p WHERE p.panel = j.panel AND p.seq = j.seq
)"""

End = tuple[State, str | None, bool]
"""A state with its reason, and whether the first attempt ended so."""
_SAID = (Status.OBSERVED, Status.ABSTAINED, Status.NOT_APPLICABLE)
_PLAIN = (State.SCORED.value, None, 1)


def coverage_of(
    db: sqlite3.Connection,
    dimensions: int,
    *,
    panels: Mapping[int, Sequence[Span]] | None = None,
    repeats: int = _MANY,
) -> list[Row]:
    """Coverage of each judge and way of asking: see `coverage_row`.

    Args:
        db: An open store.
        dimensions: How many the rubric has.
        panels: Which panels to count, each on which responses; all on all when absent.
        repeats: Of so many repeats at most.
    """
    rows = []
    for number, judge, ask, _ in reading.panels(db):
        spans = EVERYTHING if panels is None else panels.get(number)
        planned = count_planned(db, number, spans, repeats) if spans is not None else 0
        if spans is not None and planned:
            ends = _ends(db, number, spans, repeats)
            counts = Counter[Status]()
            for (state, reason, _), count in ends.items():
                counts[status_of(state, reason)] += count
            counts[Status.UNREACHED] += planned * dimensions - ends.total()
            at_first = sum(n for (s, reason, is_first), n in ends.items() if is_first and status_of(s, reason) in _SAID)
            rows.append(coverage_row(judge, ask, counts, at_first if ends else None))
    return rows


def _ends(db: sqlite3.Connection, panel: int, spans: Iterable[Span], repeats: int) -> Counter[End]:
    ends = Counter[End]()
    for span in spans:
        name = f"ends:{panel}:{span[0]}:{span[1]}:{repeats}"
        counted = remembered(db, name, partial(_ends_within, panel=panel, span=span, repeats=repeats))
        ends.update({(State(state), reason, bool(is_first)): count for state, reason, is_first, count in counted})
    return ends


def _ends_within(
    db: sqlite3.Connection, *, panel: int, span: Span, repeats: int
) -> list[tuple[str, str | None, int, int]]:
    least, most = db.execute(_REPEATS, (panel, *span)).fetchone()
    where = "repeat < ?" if least == most else _PLANNED_ONE_BY_ONE
    of = (panel, *span, min(repeats, most or 0) if least == most else repeats)
    ends = Counter[tuple[str, str | None, int]]()
    ends[_PLAIN] += db.execute(_ALL.format(where), of).fetchone()[0]
    for *end, count in db.execute(_OTHERS.format(where), of):
        ends[tuple(end)] += count
        ends[_PLAIN] -= count
    for *end, count in db.execute(_SUPERSEDED.format(where), of):
        ends[tuple(end)] -= count
    return [(*end, count) for end, count in (+ends).items()]


def keep_counts(db: sqlite3.Connection, dimensions: int, asked: Mapping[int, Sequence[Span]], repeats: int) -> None:
    """Count now what is going to be asked for, so that a finished run says it at once: *db* may write.

    Where it cannot be kept, on a full disk, say, it is counted again.
    """
    with suppress(sqlite3.Error):
        db.execute("BEGIN IMMEDIATE")
        coverage_of(db, dimensions)
        coverage_of(db, dimensions, panels=asked, repeats=repeats)
        reading.spending(db)
        db.execute("COMMIT")
