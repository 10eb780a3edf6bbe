"""The section on agreement, and the list of missed cases, as the page's template draws them."""

from collections.abc import Sequence

from judge.record import dataclass
from judge.table import Table
from judge.views.blocks import BLOCKS, HEADLINE, SCALES
from judge.views.cases import anchors, case_key
from judge.views.classes import classes
from judge.views.intervals import of_numbers
from judge.views.misses import Miss, misses
from judge.views.names import Legend
from judge.views.report import Report
from judge.views.sheets import Sheet, sheet_of
from judge.views.ways import several_repeats, ways
from judge.views.words import Ui, say

_LONG = 24
"""Lines of a table that is folded away until somebody opens it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A sheet with what is said over and under it."""

    sheet: Sheet
    lead: str
    said: Sequence[str]

    @property
    def long(self) -> bool:
        """Whether it takes more than a screen."""
        return sum(1 + len(part.lines) for part in self.sheet.parts) > _LONG


@dataclass(frozen=True, slots=True)
class LinkedMisses:
    """The missed cases, each with the place of its text on this page where it is there."""

    lines: Sequence[tuple[Miss, str | None]]
    more: int
    by_baselines: int


def headlines(report: Report, legend: Legend, ui: Ui) -> list[Block]:
    """The headline statistics, of scales first and by their own; nothing without labels."""
    table = report.agreement
    if table is None:
        return []
    scales, sheet = (sheet_of(table, by, legend, ui, critical=_critical(report)) for by in (SCALES, HEADLINE))
    said = [say("agreement.note", ui), say("agreement.more", ui), say("notes.ranges", ui)]
    found = [_block(scales, table, ui)] if scales.parts else []
    if sheet.parts or not found:
        found.append(Block(sheet, "", [" ".join(said), " ".join(of_numbers(sheet.rows, table, ui))]))
    return found


def blocks(report: Report, legend: Legend, ui: Ui) -> list[Block]:
    """What else there is of agreement, where there is something to show."""
    table = report.agreement
    if table is None:
        return []
    critical = _critical(report)
    of_blocks = (sheet_of(table, layout, legend, ui, critical=critical) for layout in BLOCKS)
    found = [*classes(table, legend, ui), *of_blocks]
    asked = ways(table, legend, ui)
    shown = [sheet for sheet in found if sheet.parts or sheet.why] + ([asked] if asked else [])
    return [_block(sheet, table, ui) for sheet in shown]


def linked_misses(report: Report, legend: Legend, ui: Ui) -> LinkedMisses:
    """The missed cases of critical dimensions, linked where the page holds the case."""
    found = misses(report.agreement or Table({}, []), legend, ui)
    places = anchors(report)
    lines = [(miss, next((places[k] for k in map(case_key, miss.rows) if k in places), None)) for miss in found.lines]
    return LinkedMisses(lines, found.more, found.by_baselines)


def _critical(report: Report) -> frozenset[str]:
    return frozenset(d.id for d in report.rubric.dimensions if d.critical)


def _block(sheet: Sheet, table: Table, ui: Ui) -> Block:
    name = sheet.layout.name
    said = [say("block.asks.first", ui)] if name == "asks" and several_repeats(table) else []
    return Block(sheet, say(f"block.{name}.note", ui), [*said, " ".join(of_numbers(sheet.rows, table, ui))])
