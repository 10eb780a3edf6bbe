"""Plans as a person reads them."""

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from judge.table import Row, Table
from judge.views import figures
from judge.views.cells import undefined
from judge.views.footnotes import Footnotes
from judge.views.marks import visible
from judge.views.names import EXPERTS, Legend
from judge.views.words import Ui, say

PLAIN = Legend()
_COLUMNS = {
    "half_width": (
        "statistic",
        "expected",
        "items",
        "flagged",
        "conversations",
        "repeats",
        "judgments",
        "design_effect",
    ),
    "power": ("difference", "discordance", "power", "items", "conversations", "design_effect"),
    "bound": ("bound", "flagged", "items", "conversations"),
    "reliability": ("expert_alpha", "reliability", "experts"),
}
_HEADINGS = {"power": "power_of", "bound": "bound_of", "reliability": "reliability_of"}
_WORDS = ("dimension", "judge", "statistic")
_DECIMALS = {"design_effect": 2, "expected": 2, "power": 2, "reliability": 2}


def plan_table(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> RenderableType:
    """What each wish costs, a row each; under it what the arithmetic takes for granted."""
    kind = table.about["plan"]
    pilot = any("dimension" in row for row in table.rows)
    columns = [*(("dimension", "judge") if pilot else ()), *_COLUMNS[kind]]
    columns = [c for c in columns if c in _WORDS or any(row.get(c) is not None for row in table.rows)]
    notes = Footnotes(ui)
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True, show_edge=False)
    for column in columns:
        words = say(f"plan.{_HEADINGS.get(column, column)}", ui)
        text = column in _WORDS
        header = Text(words if text else words.replace(" ", "\n"), style="bold")
        grid.add_column(header, justify="left" if text else "right", overflow="fold", no_wrap=not text)
    for row in table.rows:
        grid.add_row(*(Text(visible(_cell(row, column, legend, notes, ui))) for column in columns))
    title = say(f"plan.{kind}", ui, half_width=f"{table.about.get('half_width') or 0:g}")
    said = [say("plan.pilot_note" if pilot else "plan.note", ui)]
    said += [say("plan.bound_note", ui)] if kind == "bound" else []
    said += [say("plan.experts_note", ui)] if any(row.get("reliability") for row in table.rows) else []
    said += [f"[{number}] {line}" for number, line in notes.lines()]
    return Group(Text(title, style="bold"), grid, *(Text(visible(line), style="dim") for line in said), Text())


def _cell(row: Row, column: str, legend: Legend, notes: Footnotes, ui: Ui) -> str:
    value = row.get(column)
    if column == "dimension":
        return legend.dimension(str(value))
    if column == "judge":
        name = f"{value} · {row['ask']}" if row["ask"] else str(value)
        return say("plan.judge_experts", ui) if value == EXPERTS else name
    if column == "statistic":
        return undefined(row["reason"], notes, ui) if value is None else _statistic(row, ui)
    if value is None:
        return figures.UNKNOWN
    if isinstance(value, float):
        return figures.decimal(value, _DECIMALS[column]) if column in _DECIMALS else f"{value:g}"
    return f"{value:,}"


def _statistic(row: Row, ui: Ui) -> str:
    said = say(f"plan.{row['statistic']}", ui, experts=row.get("experts"))
    reliability = row.get("reliability")
    if reliability is None:
        return said
    return f"{said}; {say('plan.reliability_of', ui)} {figures.decimal(reliability)}"
