"""Sheets of agreement and the missed cases on a terminal."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType

from judge.table import Table
from judge.views.blocks import BLOCKS, HEADLINE, SCALES
from judge.views.classes import classes
from judge.views.grids import Fitted, add, fitting, grid_of, heading, titled
from judge.views.intervals import of_numbers
from judge.views.misses import misses
from judge.views.names import PLAIN, Legend
from judge.views.sheets import Sheet, sheet_of
from judge.views.ways import several_repeats, ways
from judge.views.words import Ui, say

_INDENT = "  "
_FEW = 3
"""Columns that leave room for intervals behind their numbers."""
_NARROW = 90
"""Columns below which the number of a note stands under its number, not beside it."""


def headline_table(table: Table, ui: Ui, legend: Legend) -> RenderableType:
    """The headline statistics of each judge on each dimension, under the experts' own; scales first, by their own."""
    scales, sheet = (sheet_of(table, layout, legend, ui) for layout in (SCALES, HEADLINE))
    said = [say("agreement.note", ui), say("notes.ranges", ui)]
    drawn = [_block(scales, table, legend, ui)] if scales.parts else []
    if sheet.parts or not drawn:
        title = say("agreement.title", ui)
        drawn.append(sheet_table(sheet, title, [*said, *of_numbers(sheet.rows, table, ui)], legend, ui))
    return Group(*drawn)


def agreement_blocks(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> list[RenderableType]:
    """What else there is of agreement, each under its own heading, and only where there is something to show.

    Several classes, the judge as one more rater, replaceability, soft labels, stability, the order of candidates, and
    ways of asking side by side. Judges that understand nothing are left out where there are others.
    """
    found = [*classes(table, legend, ui), *(sheet_of(table, layout, legend, ui) for layout in BLOCKS)]
    drawn = [_block(sheet, table, legend, ui) for sheet in found if sheet.parts or sheet.why]
    asked = ways(table, legend, ui)
    return [*drawn, *([_block(asked, table, legend, ui)] if asked else [])]


def missed_table(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> RenderableType:
    """The cases that judges missed on critical dimensions: at most 20, then a count. Nothing where none was missed."""
    found = misses(table, legend, ui)
    said = [say("misses.more", ui, n=found.more)] if found.more else []
    said += [say("misses.baselines", ui, n=found.by_baselines)] if found.by_baselines else []
    if not found.lines:
        return Group()
    columns = ("response_id", "candidate", "dimension", "judge", "missed_by", "flagged_by")
    grid = grid_of(*columns, ui=ui, text=len(columns))
    for miss in found.lines:
        add(grid, miss.response_id, miss.candidate, miss.dimension, miss.judge, miss.said, ", ".join(miss.flagged_by))
    return titled(say("misses.title", ui), grid, [*said, *unreviewed(legend, ui)] or [""])


def unreviewed(legend: Legend, ui: Ui) -> list[str]:
    """What every table says of a rubric that no clinician has signed."""
    return [] if legend.reviewed else [say("unreviewed", ui)]


def _block(sheet: Sheet, table: Table, legend: Legend, ui: Ui) -> RenderableType:
    name = sheet.layout.name
    title = say(f"block.{name}", ui)
    if not sheet.parts:
        return titled(title, Group(), [*(say("block.nothing", ui, reason=reason) for reason in sheet.why), ""])
    said = [say(f"block.{name}.note", ui), *of_numbers(sheet.rows, table, ui)]
    said += [say("block.asks.first", ui)] if name == "asks" and several_repeats(table) else []
    return sheet_table(sheet, title, said, legend, ui)


def sheet_table(sheet: Sheet, title: str, said: Sequence[str], legend: Legend, ui: Ui) -> RenderableType:
    """A sheet on a terminal, between its title and what is said under it."""
    few = len(sheet.layout.columns) <= _FEW

    def draw(width: int) -> Iterator[RenderableType]:
        grid = grid_of("dimension_judge", *(c.heading for c in sheet.layout.columns), ui=ui)
        for part in sheet.parts:
            heading(grid, f"{part.name} {part.mark}".rstrip())
            for line in part.lines:
                values = [_beside(value) if few and width > _NARROW else "\n".join(value) for value in line.values]
                values = [fitting(value, width) for value in values] if width < _NARROW else values
                add(grid, _INDENT + f"{line.name} {line.mark}".rstrip(), *values)
        yield grid

    return titled(title, Fitted(draw), [*said, *sheet.footnotes.written(), *unreviewed(legend, ui)])


def _beside(value: Sequence[str]) -> str:
    """A number with its interval behind it."""
    return value[0] if len(value) == 1 else f"{value[0]} ({value[1].strip('[]')})"
