"""What reading stored replies again has changed, for a terminal."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from judge.views.grids import add, grid_of
from judge.views.marks import visible
from judge.views.words import Ui, say, say_code

_MOST = 20
"""Cases that fit under each other; an export has them all."""

Plain = Mapping[str, Any]  # JSON-ready values


def rescored_view(found: Plain, ui: Ui) -> Iterator[RenderableType]:
    """How much was read, what went from where to where, and the first cases."""
    yield _line(
        say("rescore.done", ui, replies=found["replies"], judgments=found["judgments"], n=found["differ"],
            version=found["reader_version"])
    )  # fmt: skip
    if found["decided_by_gates"]:
        yield _line(say("rescore.gated", ui, n=found["decided_by_gates"]))
    if not found["differ"]:
        return
    yield Text()
    changes = grid_of("status.column_from", "status.column_to", "status.column_judgments", ui=ui, text=2)
    for row in found["changes"]:
        add(changes, _end(row["from"], ui), _end(row["to"], ui), f"{row['judgments']:,}")
    yield changes
    yield Text()
    columns = ("rescore.column_response", "rescore.column_dimension", "status.column_judge", "status.column_from")
    cases = grid_of(*columns, "status.column_to", ui=ui, text=5)
    for row in found["rows"][:_MOST]:
        judge = row["judge"] + (f" #{row['repeat']}" if row["repeat"] else "")
        add(cases, row["response_id"], row["dimension"], judge, _end(row["from"], ui), _end(row["to"], ui))
    yield cases
    if (more := len(found["rows"]) - _MOST) > 0:
        yield _line(say("rescore.more", ui, n=more, run=found["run"]))


def _line(text: str) -> Text:
    return Text(visible(text))


def _end(end: Plain, ui: Ui) -> str:
    return say_code("answer", end["answer"], ui) if end["answer"] else say_code("state", end["state"], ui)
