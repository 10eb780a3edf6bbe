"""Asking again what was settled: attempts that are marked as no longer settling anything, and nothing taken away."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from judge.judgment import NOT_REACHED, State
from judge.record import dataclass
from judge.store.schema import whole


@dataclass(frozen=True, slots=True)
class Settled:
    """One judgment as it stands: its highest attempt."""

    panel: int
    seq: int
    repeat: int
    dimension: str
    attempt: int
    state: State
    reason_code: str | None


def pick(
    db: sqlite3.Connection, panels: Collection[int], states: Collection[State], reasons: Collection[str] = ()
) -> list[Settled]:
    """The judgments of *panels* that stand in one of *states*, and for one of *reasons* where any are given."""
    among = (*panels, *states, *reasons)
    why = f"AND j.reason_code IN ({_holes(reasons)})" if reasons else ""
    sql = (
        "SELECT j.panel, j.seq, j.repeat, j.dimension, j.attempt, j.state, j.reason_code FROM judgments j "  # noqa: S608 - holes only
        f"WHERE j.panel IN ({_holes(panels)}) AND j.state IN ({_holes(states)}) {why} AND {_LAST} "
        "ORDER BY j.panel, j.seq, j.repeat"
    )
    return [
        Settled(panel, seq, repeat, dimension, attempt, State(state), reason)
        for panel, seq, repeat, dimension, attempt, state, reason in db.execute(sql, among)
    ]


def by_repeats(db: sqlite3.Connection, picked: Sequence[Settled]) -> dict[tuple[int, int], set[str]]:
    """The responses of *picked*, by panel and by how often they were to be judged."""
    wanted = {(p.panel, p.seq) for p in picked}
    found: dict[tuple[int, int], set[str]] = {}
    for panel in {p.panel for p in picked}:
        for seq, repeats, response_id in db.execute(_PLANNED, (panel,)):
            if (panel, seq) in wanted:
                found.setdefault((panel, repeats), set()).add(response_id)
    return found


def reopen(db: sqlite3.Connection, picked: Sequence[Settled], gates: Mapping[str, Collection[str]]) -> None:
    """Let *picked* be asked again, with those that were withheld because of them.

    Args:
        db: The run's store, held for writing; or a copy.
        picked: What stands in the way.
        gates: The dimensions that each dimension's gate looks at.

    Raises:
        StorageError: It could not be written.
    """
    with whole(db):
        db.executemany(_REOPEN, ((p.panel, p.seq, p.repeat, p.dimension, p.attempt) for p in picked))
        waited_for = {(p.panel, p.seq, p.repeat, p.dimension) for p in picked}
        while waiting := [row for row in _withheld(db, gates) if _waits(row, waited_for, gates)]:
            db.executemany(_REOPEN, waiting)
            waited_for = {row[:4] for row in waiting}


def became(db: sqlite3.Connection, picked: Sequence[Settled]) -> Counter[tuple[State, State]]:
    """How *picked* stand now: from the state they were in to the one they are in."""
    before = {(p.panel, p.seq, p.repeat, p.dimension): p for p in picked}
    now: dict[tuple[int, int, int, str], State] = {}
    for *place, attempt, state in db.execute(_LATER):
        key = (place[0], place[1], place[2], place[3])
        if key in before and attempt > before[key].attempt:
            now[key] = State(state)
    return Counter((p.state, now.get(key, p.state)) for key, p in before.items())


Place = tuple[int, int, int, str, int]


def _withheld(db: sqlite3.Connection, gates: Mapping[str, Collection[str]]) -> Iterator[Place]:
    if not any(gates.values()):
        return iter(())
    return iter(db.execute(_WITHHELD, (State.WITHHELD, NOT_REACHED)).fetchall())


def _waits(row: Place, waited_for: set[tuple[int, int, int, str]], gates: Mapping[str, Collection[str]]) -> bool:
    return any((*row[:3], other) in waited_for for other in gates.get(row[3], ()))


def _holes(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


_PLANNED = "SELECT seq, repeats, response_id FROM planned JOIN responses USING (seq) WHERE panel = ?"
_LAST = """NOT EXISTS (
    SELECT 1 FROM judgments k WHERE k.panel = j.panel AND k.seq = j.seq AND k.repeat = j.repeat
    AND k.dimension = j.dimension AND k.attempt > j.attempt
)"""
_REOPEN = """
INSERT INTO reopened VALUES (?, ?, ?, ?, ?)
ON CONFLICT (panel, seq, repeat, dimension) DO UPDATE SET attempt = max(attempt, excluded.attempt)
"""
_WITHHELD = f"""
SELECT j.panel, j.seq, j.repeat, j.dimension, j.attempt FROM judgments j
WHERE j.state = ? AND j.reason_code = ? AND {_LAST} AND NOT EXISTS (
    SELECT 1 FROM reopened o WHERE o.panel = j.panel AND o.seq = j.seq AND o.repeat = j.repeat
    AND o.dimension = j.dimension AND o.attempt >= j.attempt
)
"""  # noqa: S608 - our own words
_LATER = f"""
SELECT j.panel, j.seq, j.repeat, j.dimension, j.attempt, j.state FROM judgments j WHERE j.attempt > 1 AND {_LAST}
"""  # noqa: S608 - our own words
