"""What a run's judges were to judge, and how often."""

import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Planned:
    """What one judge with one way of asking was to judge."""

    number: int
    """Of the panel, in the store."""
    judge: str
    ask: str
    repeats: Numbers
    """How often each unit; 0 where it was not to be judged."""


def planned(db: sqlite3.Connection, seqs: Numbers) -> list[Planned]:
    """The plan of every panel that has one, in the order in which judgments are read back.

    Args:
        db: An open store.
        seqs: Of the units, ascending.
    """
    found = []
    for number, judge, ask in db.execute("SELECT panel, judge, ask FROM panels ORDER BY panel").fetchall():
        seq, repeats = _numbers(db, "SELECT seq, repeats FROM planned WHERE panel = ? ORDER BY seq", number)
        if seq.size:
            per_unit = np.zeros(seqs.size, np.int64)
            per_unit[np.searchsorted(seqs, seq)] = repeats
            found.append(Planned(number, judge, ask, per_unit))
    return sorted(found, key=lambda plan: int(np.argmax(plan.repeats > 0)))


def _numbers(db: sqlite3.Connection, sql: str, panel: int) -> tuple[Numbers, Numbers]:
    rows = np.fromiter((value for row in db.execute(sql, (panel,)) for value in row), np.int64).reshape(-1, 2)
    return rows[:, 0], rows[:, 1]
