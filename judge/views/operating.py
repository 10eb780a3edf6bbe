"""Operating points in tables: what thresholds find and cost, which to take, and whether scores are probabilities."""

from collections.abc import Collection, Sequence

from rich.console import Group, RenderableType

from judge.table import Row, Table
from judge.views import figures
from judge.views.agreement_blocks import sheet_table
from judge.views.cells import statistic, undefined
from judge.views.footnotes import Footnotes
from judge.views.grids import add, grid_of, heading, titled
from judge.views.intervals import of_numbers
from judge.views.names import PLAIN, Legend
from judge.views.sheets import Column, Layout, Sheet, sheet_of
from judge.views.words import Ui, say

REFERENCES = ("majority", "any", "all")
MOST_BINS = 3
"""The bins of more curves than these stand on the page and in ``--json``, not on a terminal."""


def share_cell(row: Row | None, notes: Footnotes, ui: Ui) -> list[str]:
    """A share in percent, its interval, and what it was counted from."""
    if row is None or row["value"] is None:
        return statistic(row, notes, ui)
    ends = figures.interval(row["low"], row["high"], ui)
    counted = [] if row["denominator"] is None else [f"{row['numerator']}/{row['denominator']}"]
    return [figures.percent(row["value"], ui), *([] if ends == figures.UNKNOWN else [ends]), *counted]


def reached_cell(row: Row | None, notes: Footnotes, ui: Ui) -> list[str]:
    """False alarms at a recall, and how many of the flagged items that recall found."""
    lines = share_cell(row, notes, ui)
    if row is None or row["value"] is None or row["found"] is None:
        return lines
    return [*lines, say("operating.found", ui, found=row["found"], flagged=row["flagged"])]


def threshold_cell(row: Row | None, notes: Footnotes, ui: Ui) -> list[str]:
    """A threshold, precise enough to be used, and how many flagged items it found where it was chosen."""
    if row is None:
        return [figures.UNKNOWN]
    if row["value"] is None:
        return [undefined(row["reason"], notes, ui)]
    shown = f"{row['value']:.4g}"
    if row["found"] is None:
        return [shown]
    return [shown, say("operating.found", ui, found=row["found"], flagged=row["flagged"])]


ORDER = Layout(
    "operating_order",
    (
        Column("operating.auroc", "auroc", REFERENCES),
        Column("operating.average_precision", "average_precision", REFERENCES),
        Column("operating.fpr_90", "fpr_at_tpr_0.90", REFERENCES, write=reached_cell),
        Column("operating.fpr_95", "fpr_at_tpr_0.95", REFERENCES, write=reached_cell),
    ),
    baselines=True,
)
THRESHOLD = Layout(
    "operating_threshold",
    (
        Column("operating.threshold", "threshold", REFERENCES, bare=True, write=threshold_cell),
        Column("operating.recall", "sensitivity", REFERENCES, write=share_cell),
        Column("operating.false_alarms", "false_alarms", REFERENCES, write=share_cell),
        Column("statistic.ppv", "ppv", REFERENCES, write=share_cell),
        Column("operating.alarms", "judge_prevalence", REFERENCES, write=share_cell),
    ),
)
CALIBRATION = Layout(
    "operating_calibration",
    (
        Column("operating.brier", "brier_of_flags", REFERENCES),
        Column("operating.skill", "brier_skill", REFERENCES),
        Column("operating.error", "calibration_error", REFERENCES),
        Column("operating.bias", "calibration_bias", REFERENCES, signed=True),
    ),
)
LAYOUTS = (ORDER, THRESHOLD, CALIBRATION)


def named(table: Table, ui: Ui) -> Table:
    """*table* with shares of repeats under a name of their own: they are another score than the judge's."""
    rows = [row | {"judge": named_after(row, ui)} for row in table.rows]
    curves = [curve | {"judge": named_after(curve, ui)} for curve in table.about["curves"]]
    return Table({**table.about, "curves": curves}, rows, table.notes)


def named_after(row: Row, ui: Ui) -> str:
    """What a judge's score is called by where it comes from."""
    return say("operating.repeats", ui, judge=row["judge"]) if row["source"] == "repeats" else str(row["judge"])


def sheets(table: Table, legend: Legend, ui: Ui, *, critical: Collection[str] = ()) -> list[tuple[Sheet, list[str]]]:
    """Each sheet there is something on, with what is said under it; *table* is `named`."""
    found = [(layout, sheet_of(table, layout, legend, ui, critical=critical)) for layout in LAYOUTS]
    return [
        (sheet, [under(layout.name, table, ui), *of_numbers(sheet.rows, table, ui)])
        for layout, sheet in found
        if sheet.parts or (sheet.why and layout is ORDER)
    ]


def under(name: str, table: Table, ui: Ui) -> str:
    """What a sheet's numbers are."""
    parts = table.about["parts"]
    recall = figures.percent(table.about["recall"], ui)
    reference = say(f"operating.reference_{table.about['reference']}", ui)
    if name == THRESHOLD.name and parts is not None:
        where = say(f"operating.parts_{parts['how']}", ui, what=parts["what"])
        return say("block.operating_threshold.note", ui, recall=recall, where=where)
    return say(f"block.{name}.note", ui, reference=reference)


def operating_tables(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> list[RenderableType]:
    """Every table for a terminal."""
    own = named(table, ui)
    tables: list[RenderableType] = []
    for sheet, said in sheets(own, legend, ui):
        title = say(f"block.{sheet.layout.name}", ui)
        if sheet.parts:
            tables.append(sheet_table(sheet, title, said, legend, ui))
        else:
            tables.append(titled(title, Group(), [*(say("block.nothing", ui, reason=why) for why in sheet.why), ""]))
    binned = shown_curves(own.about["curves"])
    if binned:
        tables.append(_bins(binned, legend, ui) if len(binned) <= MOST_BINS else Group())
    return tables


def shown_curves(curves: Sequence[Row]) -> list[Row]:
    """One curve of each score: of a judge with several repeats that of the first, which is then called so."""
    kept: dict[tuple[object, ...], list[Row]] = {}
    for curve in curves:
        if curve["points"]:
            kept.setdefault((curve["dimension"], curve["judge"], curve["ask"], curve["source"]), []).append(curve)
    return [first | {"first_of": 1 + len(others)} for first, *others in kept.values()]


def called(curve: Row, name: str, ui: Ui) -> str:
    """*name*, and that it is the first of several repeats where it is."""
    return say("operating.first_repeat", ui, judge=name) if curve["first_of"] > 1 else name


def bin_lines(curve: Row, ui: Ui) -> list[list[str]]:
    """The bins of a score that hold anything: from where to where, items, mean score, and what was flagged of them."""
    return [
        [
            f"{row['from']:.1f}–{row['to']:.1f}",
            figures.count(row["n_items"]),
            figures.decimal(row["mean_score"]),
            figures.percent(row["share"], ui),
            figures.interval(row["low"], row["high"], ui),
        ]
        for row in curve["bins"]
        if row["n_items"]
    ]


BIN_COLUMNS = ("operating.bin", "operating.items", "operating.mean_score", "operating.share", "operating.interval")


def _bins(curves: Sequence[Row], legend: Legend, ui: Ui) -> RenderableType:
    grid = grid_of(*BIN_COLUMNS, ui=ui)
    for curve in curves:
        heading(grid, f"{legend.dimension(curve['dimension'])} · {called(curve, curve['judge'], ui)}")
        for line in bin_lines(curve, ui):
            add(grid, *line)
    return titled(say("operating.bins", ui), grid, [say("operating.bins_note", ui)])
