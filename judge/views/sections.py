"""A report, section by section, as the words and places the page's template draws.

What a redacted page must not hold is left out here, before the template can see it.
"""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Generic, TypeVar

from judge.record import dataclass
from judge.table import Row
from judge.views import cells, figures
from judge.views.footnotes import Footnotes
from judge.views.names import Legend, in_language, panel_names
from judge.views.pictures import Line, Segment, bar, missed_line, shade
from judge.views.pivots import TOTAL, ScoreBlock, coverage_rows, score_blocks, unread
from judge.views.report import Report
from judge.views.words import Ui, say

COUNTS = ("asked", "gated", "scored", "abstained", "refused", "failed")
_PARTS = ("scored", "abstained", "refused", "failed")
_OTHERS = ("best_expert", "worst_expert", "always_pass")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Block(Generic[T]):
    """Lines under one heading."""

    name: str
    critical: bool
    lines: Sequence[T]


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One judge: what was asked, and what came of it."""

    judge: str
    counts: Sequence[str]
    coverage: str
    first_try: str
    segments: Sequence[Segment]
    """The parts of what no gate took out."""
    unsuitable: bool


def coverage(report: Report, legend: Legend, ui: Ui) -> list[CoverageLine]:
    """The judges in order."""
    rows = coverage_rows(report.scores)
    names = panel_names(rows, ui, legend)
    return [
        CoverageLine(
            names[row["judge"], row["ask"] or ""],
            [figures.count(row[name]) for name in COUNTS],
            figures.percent(row["coverage"], ui),
            figures.percent(row.get("first_try"), ui),
            bar([(name, row[name]) for name in _PARTS]),
            bool(row["unsuitable"]),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class FirstLine:
    """One judge on one dimension: what it missed, beside the experts."""

    judge: str
    flagged: str
    missed: str
    unread: str | None
    """How many of these were not read at all; ``None`` when none."""
    picture: Line | None
    false_alarms: str
    others: Sequence[str]
    """Missed by the best expert, by the worst, and by a judge that never objects."""
    kappas: Sequence[str]
    """The experts' among themselves, and the judge's."""
    verdict: Sequence[str]
    """In words, and the difference of the two with its interval."""


def first(report: Report, legend: Legend, ui: Ui, notes: Footnotes) -> list[Block[FirstLine]]:
    """The first table, a block for each dimension, in the order of its rows: critical ones first."""
    rows = report.first or ()
    names = panel_names(rows, ui, legend)
    repeats = len({row["repeat"] for row in rows}) > 1

    def line(row: Row) -> FirstLine:
        judge = names[row["judge"], row["ask"] or ""]
        return FirstLine(
            f"{judge} · {say('first.repeat', ui, repeat=row['repeat'])}" if repeats else judge,
            cells.flagged(row),
            cells.missed(row, ui),
            cells.unread_flagged(row, ui),
            missed_line(row),
            figures.fraction(row["false_alarms_k"], row["false_alarms_n"], ui=ui),
            [figures.fraction(row[f"{who}_missed_k"], row[f"{who}_missed_n"], ui=ui) for who in _OTHERS],
            [cells.kappa(row, who, notes, ui) for who in ("expert_kappa", "judge_kappa")],
            cells.judged(row, notes, ui),
        )

    return _by_dimension(rows, legend, ui, line)


def _by_dimension(rows: Sequence[Row], legend: Legend, ui: Ui, line: Callable[[Row], T]) -> list[Block[T]]:
    def named(row: Row) -> str:
        name, group = legend.dimension(row["dimension"]), row.get("group")
        name += f" ({say('first.weighted', ui)})" if row.get("coefficient") == "cohen_kappa_quadratic" else ""
        return name if group is None else f"{name} · {say('scores.group', ui, group=group)}"

    grouped = groupby(rows, key=lambda row: (row["dimension"], row.get("group")))
    parts = [list(part) for _, part in grouped]
    return [Block(named(part[0]), bool(part[0]["critical"]), [line(r) for r in part]) for part in parts]


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One candidate on one dimension."""

    rate: str
    detail: Sequence[str]
    shade: int | None


@dataclass(frozen=True, slots=True)
class HeatLine:
    """One dimension over all candidates."""

    name: str
    critical: bool
    cells: Sequence[HeatCell]


@dataclass(frozen=True, slots=True)
class Heat:
    """One judge's scores: dimensions in the rubric's groups down, candidates across."""

    judge: str
    group: str | None
    baseline: bool
    candidates: Sequence[str]
    parts: Sequence[tuple[str | None, Sequence[HeatLine]]]
    """Each group's heading with its dimensions."""
    totals: Sequence[Sequence[str]]


def heats(report: Report, legend: Legend, ui: Ui) -> list[Heat]:
    """A table for each judge, way of asking and group; baselines last."""
    names = panel_names(report.scores.rows, ui, legend)
    found = [
        Heat(
            names[block.panel],
            block.group,
            legend.is_baseline(block.panel[0]),
            block.candidates,
            _parts(block, report, legend, ui),
            [cells.total(block.cells.get((TOTAL, c)), ui) for c in block.candidates] if _has_total(block) else (),
        )
        for block in score_blocks(report.scores.rows)
    ]
    return sorted(found, key=lambda heat: heat.baseline)


def _has_total(block: ScoreBlock) -> bool:
    return any(dimension == TOTAL for dimension, _ in block.cells)


def _parts(block: ScoreBlock, report: Report, legend: Legend, ui: Ui) -> list[tuple[str | None, list[HeatLine]]]:
    by_id = {d.id: d for d in report.rubric.dimensions}

    def heading(dimension: str) -> str | None:
        group = by_id[dimension].group if dimension in by_id else None
        return None if group is None else in_language(group, ui)[0]

    def line(dimension: str) -> HeatLine:
        critical = dimension in by_id and by_id[dimension].critical
        row = [_heat_cell(block.cells.get((dimension, c)), ui, legend) for c in block.candidates]
        return HeatLine(legend.dimension(dimension), critical, row)

    return [(name, [line(d) for d in part]) for name, part in groupby(block.dimensions, key=heading)]


def _heat_cell(row: Row | None, ui: Ui, legend: Legend) -> HeatCell:
    if row is None or not row["n_scored"]:
        return HeatCell(figures.UNKNOWN, [] if row is None else cells.score(row, ui, legend)[:1], None)
    if row["n_passed"] is None:
        first, *more = cells.values(row, ui, legend)
        return HeatCell(first, more, None)
    counted = figures.fraction(row["n_passed"], row["n_scored"], row["low"], row["high"], ui=ui)
    ends = figures.interval(row["worst"], row["best"], ui)
    bounds = [say("scores.range", ui, range=ends)] if unread(row) else []
    return HeatCell(figures.percent(row["rate"], ui), [counted, *bounds], shade(row["rate"]))
