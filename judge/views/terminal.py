"""Tables for a terminal of 100 to 120 columns. Colour only repeats what the words say."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from judge.table import Row, Table
from judge.views import cells, figures
from judge.views.grids import add, grid_of, heading, lines_of, titled
from judge.views.marks import visible
from judge.views.names import Legend, distinct, panel_names
from judge.views.pivots import HEADLINE, TOTAL, ScoreBlock, agreement_lines, coverage_rows, score_blocks
from judge.views.words import Ui, say, say_code

PLAIN = Legend()


@dataclass(frozen=True)
class Fitted:
    """A table that is laid out once the console's width is known."""

    draw: Callable[[int], Iterable[RenderableType]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        yield from self.draw(options.max_width)


_NARROW = 106
"""Columns below which an interval stands under its number, not beside it."""
_NAME_WIDTH = 24
_SCORE_WIDTH = 19
_INDENT = "  "
_OTHERS = ("best_expert", "worst_expert", "always_pass")


def coverage_table(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> RenderableType:
    """What was asked of each judge, and what came of it: belongs before any rate.

    ``table`` is the scores. As every table here, it says when no clinician has reviewed the rubric.
    """
    rows = coverage_rows(table)
    names = panel_names(rows, ui, legend)
    several_tries = any(row.get("first_try") is not None for row in rows)
    counts = ("asked", "gated", "scored", "abstained", "refused", "failed")
    grid = grid_of("judge", *counts, "coverage", *(["first_try"] if several_tries else []), ui=ui)
    for row in rows:
        name = names[row["judge"], row["ask"] or ""]
        shares = [figures.percent(row["coverage"], ui)]
        shares += [figures.percent(row.get("first_try"), ui)] if several_tries else []
        mark = f"\n{say('coverage.unsuitable', ui)}" if row.get("unsuitable") else ""
        add(grid, name + mark, *(figures.count(row.get(c)) for c in counts), *shares)
    notes = [say("coverage.note", ui), *_unreviewed(legend, ui)]
    return titled(say("coverage.title", ui), grid, notes)


def first_table(rows: Sequence[Row], ui: Ui, *, legend: Legend = PLAIN) -> RenderableType:
    """What judges miss of what experts flag, beside the best and the worst expert and a judge that never objects.

    Of several repeats each has its row.
    """
    notes = cells.Footnotes(ui)
    lines = [_first_line(row, notes, ui) for row in rows]
    called = panel_names(rows, ui, legend)
    repeats = len(distinct(rows, "repeat")) > 1

    def draw(width: int) -> Iterator[RenderableType]:
        grid = grid_of(
            "dimension_judge", "flagged", "missed", "false_alarms", *_OTHERS, "expert_kappa", "judge_kappa", ui=ui
        )
        before = None
        for row, line in zip(rows, lines, strict=True):
            if row["dimension"] != before:
                mark = f" ({say('critical', ui)})" if row["critical"] else ""
                heading(grid, legend.dimension(row["dimension"]) + mark)
            before = row["dimension"]
            name = called[row["judge"], row["ask"] or ""] + (f" #{row['repeat']}" if repeats else "")
            add(grid, _INDENT + name, *(fitting(value, width) for value in line))
        yield grid

    said = [
        say("first.note", ui),
        say("first.flagged_note", ui),
        say("first.expert_note", ui),
        *_methods(rows, ui),
        *_footnotes(notes),
    ]
    return titled(say("first.title", ui), Fitted(draw), [*said, *_unreviewed(legend, ui)])


def fitting(value: str, width: int) -> str:
    """*value* with its interval beneath it where the terminal is narrow."""
    return value.replace(" (", "\n(").replace(" [", "\n[") if width < _NARROW else value


def _first_line(row: Row, notes: cells.Footnotes, ui: Ui) -> list[str]:
    return [
        cells.flagged(row),
        "\n".join(filter(None, (cells.missed(row, ui), cells.unread_flagged(row, ui)))),
        figures.fraction(row["false_alarms_k"], row["false_alarms_n"], ui=ui),
        *(figures.fraction(row[f"{who}_missed_k"], row[f"{who}_missed_n"], ui=ui) for who in _OTHERS),
        *(cells.kappa(row, who, notes, ui) for who in ("expert_kappa", "judge_kappa")),
    ]


def scores_table(table: Table, ui: Ui, *, legend: Legend = PLAIN, coverage: bool = True) -> RenderableType:
    """The scores: for each judge, dimensions down and candidates across; coverage comes first.

    ``coverage=False`` is for a caller that has just printed ``coverage_table``.
    """
    called = panel_names(table.rows, ui, legend)
    blocks = sorted(score_blocks(table.rows), key=lambda block: legend.is_baseline(block.panel[0]))

    def draw(width: int) -> Iterator[RenderableType]:
        abreast = max(1, (width - _NAME_WIDTH) // _SCORE_WIDTH)
        for block in blocks:
            title = say("scores.title", ui, judge=called[block.panel])
            if block.group is not None:
                title += " · " + say("scores.group", ui, group=block.group)
            for start in range(0, len(block.candidates), abreast):
                yield titled(title, _score_grid(block, block.candidates[start : start + abreast], legend, ui), [""])

    before = [coverage_table(table, ui, legend=legend)] if coverage and table.about.get("coverage") else []
    notes = [say("scores.note", ui), *_methods(table.rows, ui), *_unreviewed(legend, ui)]
    return Group(*before, Fitted(draw), *lines_of(notes))


def agreement_table(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> RenderableType:
    """The headline statistics of each judge on each dimension, under the experts' own; ``--json`` has them all."""
    called = panel_names(table.rows, ui, legend)
    notes = cells.Footnotes(ui)
    lines = agreement_lines(table.rows)
    values = [["\n".join(cells.statistic(line.cells[name], notes, ui)) for name, _ in HEADLINE] for line in lines]

    def draw(width: int) -> Iterator[RenderableType]:
        grid = grid_of("dimension_judge", *(f"statistic.{name}" for name, _ in HEADLINE), ui=ui)
        before = None
        for line, row in zip(lines, values, strict=True):
            here = (line.group, line.dimension)
            if here != before:
                heading(grid, legend.dimension(line.dimension) + ("" if line.group is None else f" · {line.group}"))
            before = here
            add(grid, _INDENT + called[line.panel], *(fitting(value, width) for value in row))
        yield grid

    said = [say("agreement.note", ui), *_methods(table.rows, ui), *_footnotes(notes)]
    return titled(say("agreement.title", ui), Fitted(draw), [*said, *_unreviewed(legend, ui)])


def diff_table(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> RenderableType:
    """The verdicts that two runs do not share, one a row."""
    if not table.rows:
        said = "diff.none" if table.about.get("compared", 1) else "diff.nothing"
        return Group(*lines_of([say(said, ui), *_unreviewed(legend, ui)]))
    grid = grid_of("response_id", "candidate", "dimension", "judge", ui=ui, text=4)
    for side in ("a", "b"):
        grid.add_column(Text(say(f"diff.{side}", ui)), overflow="fold")
    for row in table.rows:
        judges = dict.fromkeys(" · ".join(filter(None, (row[f"judge_{s}"], row[f"ask_{s}"]))) for s in "ab")
        dimension, verdicts = legend.dimension(row["dimension"]), [cells.verdict(row, side, ui) for side in "ab"]
        add(grid, row["response_id"], row["candidate"], dimension, " → ".join(judges), *verdicts)
    return titled(say("diff.title", ui, n=len(table.rows)), grid, _unreviewed(legend, ui))


def rows_table(rows: Sequence[Row], columns: Sequence[str], ui: Ui) -> RenderableType:
    """Any rows under the *columns* named, which are called by their own names where we have no words for them."""
    if not rows:
        return Text(say("nothing", ui))
    grid = grid_of(*columns, ui=ui, text=len(columns))
    for row in rows:
        add(grid, *(_plain(row.get(column), ui) for column in columns))
    return grid


def _unreviewed(legend: Legend, ui: Ui) -> list[str]:
    return [] if legend.reviewed else [say("unreviewed", ui)]


def _methods(rows: Sequence[Row], ui: Ui) -> list[str]:
    methods = [say_code("interval", method, ui) for method in distinct(rows, "interval_method")]
    return [say("interval.note", ui, methods=", ".join(methods))] if methods else []


def _footnotes(notes: cells.Footnotes) -> list[str]:
    return [f"[{number}] {line}" for number, line in notes.lines()]


def _score_grid(block: ScoreBlock, candidates: Sequence[str], legend: Legend, ui: Ui) -> Grid:
    grid = grid_of("dimension", ui=ui)
    for candidate in candidates:
        grid.add_column(Text(visible(candidate), style="bold"), justify="right", overflow="fold")
    for dimension in block.dimensions:
        values = ["\n".join(cells.score(block.cells.get((dimension, c)), ui)) for c in candidates]
        add(grid, legend.dimension(dimension), *values)
    if any((TOTAL, c) in block.cells for c in candidates):
        grid.add_section()
        totals = ["\n".join(cells.total(block.cells.get((TOTAL, c)), ui)) for c in candidates]
        add(grid, say("total", ui), *totals)
    return grid


def _plain(value: object, ui: Ui) -> str:
    if value is None:
        return figures.UNKNOWN
    if isinstance(value, bool):
        return say("yes" if value else "no", ui)
    if isinstance(value, float):
        return figures.decimal(value, 3)
    if isinstance(value, (list, tuple)):
        return ", ".join(_plain(v, ui) for v in value)
    return str(value)
