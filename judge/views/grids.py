"""Empty tables for a terminal, and what is put into them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from judge.record import dataclass
from judge.views.marks import visible
from judge.views.words import CATALOGUE, Ui, say

_NARROW = 106
"""Columns below which an interval stands under its number, not beside it."""


@dataclass(frozen=True)
class Fitted:
    """A table that is laid out once the console's width is known."""

    draw: Callable[[int], Iterable[RenderableType]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        yield from self.draw(options.max_width)


def fitting(value: str, width: int) -> str:
    """*value* with its interval beneath it where the terminal is narrow."""
    return value.replace(" (", "\n(").replace(" [", "\n[") if width < _NARROW else value


def grid_of(*columns: str, ui: Ui, text: int = 1) -> Grid:
    """An empty table; its first *text* columns hold words and give way to the others, which hold numbers."""
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True, show_edge=False)
    for i, column in enumerate(columns):
        key = column if "." in column else f"column.{column}"
        header = say(key, ui) if key in CATALOGUE else visible(column)
        # Broken at every word, a heading over numbers is no wider than they are.
        words = header if i < text else header.replace(" ", "\n")
        justify: Literal["left", "right"] = "left" if i < text else "right"
        grid.add_column(Text(words, style="bold"), justify=justify, overflow="fold", no_wrap=i >= text)
    return grid


def add(grid: Grid, *values: str) -> None:
    """Put a row of *values* into *grid*, as they are."""
    # Text, not str: rich would read square brackets in a candidate's name as its own markup.
    grid.add_row(*(Text(visible(value)) for value in values))


def heading(grid: Grid, name: str) -> None:
    """Put *name* into *grid* over the rows that follow."""
    grid.add_row(Text(visible(name), style="bold"))


def titled(title: str, grid: RenderableType, notes: Sequence[str]) -> Group:
    """*grid* between its title and its notes."""
    return Group(Text(visible(title), style="bold"), grid, *lines_of(notes))


def lines_of(notes: Sequence[str]) -> list[Text]:
    """The notes under a table, and an empty line after them."""
    return [*(Text(visible(note), style="dim") for note in notes if note), *([Text()] if notes else [])]
