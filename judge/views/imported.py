"""What an import has found, for a terminal."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from judge.views.grids import add, grid_of
from judge.views.marks import visible
from judge.views.words import Ui, say

_COLUMNS = ("judge", "responses", "repeats", "replies", "answers")


def imported_view(found: Mapping[str, Any], ui: Ui) -> Iterator[RenderableType]:  # JSON-ready values
    """How much there was, how it was read, and what of which judge."""
    source = found["imported"]
    counts = {name: f"{source[name]:,}" for name in ("rows", "replies", "answers")}
    yield _line(
        say(
            "import.done", ui, file=source["file"], source=source["from"], responses=f"{found['responses']:,}", **counts
        )
    )
    if source["replies"] and source["reply"]:
        yield _line(say("import.read_here", ui, form=source["reply"]))
    if source["answers"]:
        yield _line(say("import.read_there", ui))
    if source["nothing"]:
        yield _line(say("import.nothing", ui, n=source["nothing"]))
    yield Text()
    grid = grid_of(*(f"import.column_{name}" for name in _COLUMNS), ui=ui)
    for row in found["judges"]:
        add(grid, row["judge"], *(f"{row[name]:,}" for name in _COLUMNS[1:]))
    yield grid
    yield Text()


def _line(text: str) -> Text:
    return Text(visible(text))
