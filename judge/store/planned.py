"""What a run's judges were to judge, and how often."""

import sqlite3

import numpy as np
from numpy.typing import NDArray

from judge.record import dataclass

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
        seq, repeats = _numbers(
            db, "SELECT group_concat(seq), group_concat(repeats) FROM planned WHERE panel = ?", number
        )
        if seq.size:
            per_unit = np.zeros(seqs.size, np.int64)
            per_unit[np.searchsorted(seqs, seq)] = repeats
            found.append(Planned(number, judge, ask, per_unit))
    return sorted(found, key=lambda plan: int(np.argmax(plan.repeats > 0)))


def _numbers(db: sqlite3.Connection, sql: str, panel: int) -> tuple[Numbers, Numbers]:
    """Two columns of numbers, each of which SQLite gives as one text: rows of their own take five times as long."""
    first, second = (np.fromstring(text or "", np.int64, sep=",") for text in db.execute(sql, (panel,)).fetchone())
    return first, second
