"""The cases on critical dimensions that judges missed, as a short list: terminal and page show the same."""

from collections.abc import Sequence

from judge.record import dataclass
from judge.table import Row, Table
from judge.views.names import Legend, panel_names
from judge.views.words import Ui, say_code

MOST = 20
"""So many cases are listed; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A response that an expert flagged and a judge did not."""

    response_id: str
    candidate: str
    dimension: str
    judge: str
    said: str
    """What the judge did instead."""
    flagged_by: Sequence[str]
    rows: Sequence[Row]
    """One for each repeat that missed it."""


@dataclass(frozen=True, slots=True)
class Misses:
    """The list, and what is not on it."""

    lines: Sequence[Miss]
    more: int
    by_baselines: int
    """Missed by judges nobody would use: counted, not listed."""


def misses(table: Table, legend: Legend, ui: Ui) -> Misses:
    """What judges missed on critical dimensions, flagged by most experts first. Repeats of a judge share a line."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in table.about.get("missed_cases") or ():
        if row["critical"]:
            key = (row["dimension"], row["judge"], row["ask"] or "", row["response_id"])
            found.setdefault(key, []).append(row)
    real = [rows for rows in found.values() if not legend.is_baseline(rows[0]["judge"])]
    ordered = sorted(real, key=lambda rows: -len(rows[0]["flagged_by"]))
    names = panel_names(table.rows or [rows[0] for rows in real], ui, legend)
    several = any(row["repeat"] != 0 for rows in found.values() for row in rows)
    lines = []
    for rows in ordered[:MOST]:
        first = rows[0]
        repeats = " " + ", ".join(f"#{row['repeat']}" for row in rows) if several else ""
        lines.append(
            Miss(
                first["response_id"],
                first["candidate"],
                legend.dimension(first["dimension"]),
                names[first["judge"], first["ask"] or ""] + repeats,
                ", ".join(dict.fromkeys(_said(row, ui) for row in rows)),
                first["flagged_by"],
                rows,
            )
        )
    return Misses(lines, len(ordered) - len(lines), len(found) - len(real))


def _said(row: Row, ui: Ui) -> str:
    return say_code("state", row["state"], ui) if row["answer"] is None else say_code("answer", row["answer"], ui)
