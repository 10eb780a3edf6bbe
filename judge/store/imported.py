"""Judgments of a run that were made elsewhere: whose they are, where they come from, and that nobody asks for them."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from judge.errors import InputError
from judge.store import reading
from judge.store.planning import frozen

ROUTE = "imported"
"""How a call was made that nobody of ours made."""
_KEY = "imported"


def is_imported(spec: Mapping[str, Any]) -> bool:  # JSON of ours
    """Whether a panel of this *spec* was judged elsewhere."""
    return ROUTE in spec


def refuse_imported(db: sqlite3.Connection, names: Iterable[str]) -> None:
    """Ask nobody in the name of a judge whose judgments were imported.

    Raises:
        InputError: One of *names* is such a judge's.
    """
    there = {judge for _, judge, _, spec in reading.panels(db) if is_imported(spec)}
    for name in names:
        if name in there:
            raise InputError(
                f"judge {name!r} of this run was imported: its judgments were made elsewhere, and are not asked for",
                hint=f"name yours otherwise: -j mine={name}; or give it its own folder: -o ANOTHER_FOLDER",
            )


def refuse_asked(db: sqlite3.Connection, names: Iterable[str]) -> None:
    """Import nothing under the name of a judge that this run has asked itself.

    Raises:
        InputError: One of *names* is such a judge's.
    """
    there = {judge for _, judge, _, spec in reading.panels(db) if not is_imported(spec)}
    for name in names:
        if name in there:
            raise InputError(
                f"judge {name!r} of this run was asked here, not imported",
                hint="name the imported one otherwise: --judge NAME",
            )


def keep_source(db: sqlite3.Connection, source: Mapping[str, Any]) -> None:  # JSON-ready values
    """Note where judgments came from, beside what was imported before; the same again is noted once."""
    kept = [s for s in sources(db) if any(s.get(name) != source.get(name) for name in ("sha256", "judges"))]
    text = json.dumps([*kept, source], sort_keys=True, ensure_ascii=False)
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_KEY, text))


def sources(db: sqlite3.Connection) -> Sequence[Mapping[str, Any]]:  # JSON of ours
    """Where the run's imported judgments came from, in the order of importing."""
    found: Sequence[Mapping[str, Any]] = frozen(db, _KEY) or ()  # JSON of ours
    return found


def kept_replies(db: sqlite3.Connection, panel: int) -> dict[str, str | None]:
    """The replies of *panel*, by the id of their call."""
    return dict(db.execute("SELECT call_id, raw_reply FROM calls WHERE panel = ?", (panel,)).fetchall())
