"""What takes looking through a whole run to know, kept beside it until something is added.

A run that is finished says the same of itself whenever it is asked; a million rows need not be counted again for that.
"""

import json
import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

from judge.store.schema import written

Plain = TypeVar("Plain")

_MARK = """
SELECT (SELECT coalesce(max(call), 0) FROM calls), (SELECT coalesce(max(judgment), 0) FROM judgments),
    (SELECT count(*) FROM forgotten), (SELECT count(*) FROM reopened), (SELECT total(repeats) FROM planned)
"""
_KEY = "known:"


def remembered(db: sqlite3.Connection, name: str, count: Callable[[sqlite3.Connection], Plain]) -> Plain:
    """What *count* gives, or what it gave when the run was as it is now.

    Kept only where *db* may write; *count* returns what JSON can hold.
    """
    mark = list(db.execute(_MARK).fetchone())
    row = db.execute("SELECT value FROM meta WHERE key = ?", (_KEY + name,)).fetchone()
    if row is not None:
        kept: dict[str, Any] = json.loads(row[0])  # JSON of ours
        if kept["mark"] == mark:
            found: Plain = kept["value"]
            return found
    value = count(db)
    if not db.execute("PRAGMA query_only").fetchone()[0]:
        text = json.dumps({"mark": mark, "value": value})
        with written():
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_KEY + name, text))
    return value
