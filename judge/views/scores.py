"""Corrected rates and rankings on a terminal."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from judge.table import Table
from judge.views.corrections import Corrections, Notes, Rankings, corrections, rankings
from judge.views.grids import Fitted, add, fitting, grid_of, heading, lines_of, titled
from judge.views.names import PLAIN, Legend
from judge.views.words import Ui, say

_INDENT = "  "
_CORRECTED = ("candidate", "raw_rate", "corrected_rate", "labels_used")


def corrected_table(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> RenderableType:
    """The judge's rate and the corrected one side by side, with the method, or the reason why there is none.

    Nothing where no dimension is labelled.
    """
    remarks = Notes(ui)
    drawn = [_corrected(block, ui) for block in corrections(table, legend, ui, remarks)]
    said = [f"[{number}] {sentence}" for number, sentence in remarks.lines()]
    return Group(*drawn, *(lines_of([say("corrected.note", ui), *said]) if drawn else []))


def _corrected(block: Corrections, ui: Ui) -> RenderableType:
    def draw(width: int) -> Iterator[RenderableType]:
        grid = grid_of(*_CORRECTED, ui=ui)
        grid.add_column(Text(say("column.correction_method", ui), style="bold"), overflow="fold")
        for part in block.parts:
            heading(grid, part.name)
            for line in part.lines:
                rates = [fitting(rate, width) for rate in (line.raw, line.corrected)]
                add(grid, _INDENT + line.candidate, *rates, line.labels, "\n".join(line.how))
        yield grid

    return titled(_title("corrected.title", block, ui), Fitted(draw), [""])


def ranking_table(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> RenderableType:
    """Who could be told apart from whom, and how often each comes first. Nothing with one candidate."""
    drawn = [_ranking(block, ui) for block in rankings(table, legend, ui)]
    return Group(*drawn, *(lines_of([say("ranking.note", ui)]) if drawn else []))


def _ranking(block: Rankings, ui: Ui) -> RenderableType:
    def draw(width: int) -> Iterator[RenderableType]:
        grid = grid_of("candidate", *block.columns, ui=ui, text=2)
        for place in block.places:
            heading(grid, place.name)
            for line in place.lines:
                values = [fitting(value, width) for value in (line.value, line.difference)]
                add(grid, _INDENT + line.candidate, line.ties, *values, line.first)
            if place.all_tied:
                add(grid, _INDENT + place.all_tied)
        yield grid

    return titled(_title("ranking.title", block, ui), Fitted(draw), [""])


def _title(key: str, block: Corrections | Rankings, ui: Ui) -> str:
    title = say(key, ui, judge=block.judge)
    return title if block.group is None else f"{title} · {say('scores.group', ui, group=block.group)}"
