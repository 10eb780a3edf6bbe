"""Detection delays as a person reads them: how late, how often, and which conversations were never detected."""

from collections.abc import Sequence

from rich.console import RenderableType

from judge.table import Row, Table
from judge.views import figures
from judge.views.agreement_blocks import sheet_table
from judge.views.cells import statistic
from judge.views.footnotes import Footnotes
from judge.views.grids import add, grid_of, titled
from judge.views.intervals import of_numbers
from judge.views.names import PLAIN, Legend, panel_names
from judge.views.operating import REFERENCES, share_cell
from judge.views.sheets import Column, Layout, sheet_of
from judge.views.words import Ui, say

MOST = 20
"""So many conversations stand on a terminal; all are in ``--json``."""
_COLUMNS = ("conversation", "dimension", "judge", "onset", "detected", "delay", "early", "false_alarms", "turns")
_WORDS = 3


def turns_cell(row: Row | None, notes: Footnotes, ui: Ui) -> list[str]:
    """A delay in turns, with its interval."""
    if row is None or row["value"] is None:
        return statistic(row, notes, ui)
    shown = f"{row['value']:g}"
    return [shown] if row["low"] is None else [shown, f"{row['low']:g}…{row['high']:g}"]


LAYOUT = Layout(
    "delays",
    (
        Column("delays.never", "never_detected", REFERENCES, write=share_cell),
        Column("delays.at_once", "detected_within_0", REFERENCES, write=share_cell),
        Column("delays.within_2", "detected_within_2", REFERENCES, write=share_cell),
        Column("delays.median", "delay_median", REFERENCES, bare=True, write=turns_cell),
        Column("delays.alarms", "alarms_per_conversation", REFERENCES),
        Column("delays.false", "false_alarms_per_conversation", REFERENCES),
        Column("delays.early", "early_alarms_per_conversation", REFERENCES),
    ),
    whole=True,
)


def delays_tables(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> list[RenderableType]:
    """The numbers of each judge, then the conversations that were detected late or never."""
    sheet = sheet_of(table, LAYOUT, legend, ui)
    reference = say(f"operating.reference_{table.about['reference']}", ui)
    said = [say("block.delays.note", ui, reference=reference), *of_numbers(sheet.rows, table, ui)]
    drawn = [sheet_table(sheet, say("block.delays", ui), said, legend, ui)]
    late = late_ones(table)
    return [*drawn, _late(late, ui, legend)] if late else drawn


def late_ones(table: Table) -> list[Row]:
    """Conversations that were not detected at once, those never detected first, then the latest; by first repeats."""
    first: dict[tuple[str, str, str], int] = {}
    found = []
    for row in table.about["conversations"]:
        repeat = first.setdefault((row["judge"], row["ask"], row["dimension"]), row["repeat"])
        if row["repeat"] == repeat and (row["censored"] or row["delay"]):
            found.append(row)
    return sorted(found, key=lambda row: (not row["censored"], -(row["delay"] or 0)))


def _late(rows: Sequence[Row], ui: Ui, legend: Legend) -> RenderableType:
    names = panel_names(rows, ui, legend)
    grid = grid_of(*(f"delays.{name}" for name in _COLUMNS), ui=ui, text=_WORDS)
    for row in rows[:MOST]:
        add(
            grid,
            row["conversation"],
            legend.dimension(row["dimension"]),
            names[row["judge"], row["ask"] or ""],
            figures.count(row["onset"]),
            say("delays.never_short", ui) if row["censored"] else figures.count(row["detected"]),
            say("delays.at_least", ui, n=row["watched"]) if row["censored"] else figures.count(row["delay"]),
            figures.count(row["early"]),
            figures.count(row["false"]),
            figures.count(row["turns"]),
        )
    more = [say("delays.more", ui, n=len(rows) - MOST)] if len(rows) > MOST else []
    return titled(say("delays.late", ui), grid, [say("delays.late_note", ui), *more])
