"""Tables for a terminal of 100 to 120 columns. Colour only repeats what the words say."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from judge.table import Row, Table
from judge.views import cells, figures
from judge.views.agreement_blocks import headline_table, unreviewed
from judge.views.footnotes import Footnotes
from judge.views.grids import Fitted, add, fitting, grid_of, heading, lines_of, titled
from judge.views.intervals import methods_of
from judge.views.marks import visible
from judge.views.names import PLAIN, Legend, distinct, panel_names
from judge.views.pivots import TOTAL, ScoreBlock, coverage_rows, score_blocks
from judge.views.words import Ui, say

_NAME_WIDTH = 24
_SCORE_WIDTH = 19
_INDENT = "  "
_ONE_LINE = 34
"""Characters of a verdict that stand on one line where there is room; a longer one takes two."""
_ROOM = 116


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
    notes = [say("coverage.note", ui), *unreviewed(legend, ui)]
    return titled(say("coverage.title", ui), grid, notes)


def first_table(rows: Sequence[Row], ui: Ui, *, legend: Legend = PLAIN) -> RenderableType:
    """What judges miss of what experts flag, under the experts themselves and a judge that never objects.

    With the verdict in words. Of several repeats each has its row, and each group its own parts.
    """
    footnotes = Footnotes(ui)
    called = panel_names(rows, ui, legend)
    repeats = len(distinct(rows, "repeat")) > 1
    parts = [_first_part(list(part), legend, ui, footnotes) for _, part in groupby(rows, key=_place)]
    names = [called[row["judge"], row["ask"] or ""] + (f" #{row['repeat']}" if repeats else "") for row in rows]

    sided = any(row["flagged_any"] is not None for row in rows)
    columns = ("flagged", "missed", "false_alarms", "kappa") if sided else ("kappa",)

    def draw(width: int) -> Iterator[RenderableType]:
        grid = grid_of("dimension_judge", *columns, ui=ui)
        grid.add_column(Text(say("column.verdict", ui), style="bold"), overflow="fold")
        left = iter(names)
        for title, beside, lines in parts:
            heading(grid, title)
            for line in beside:
                add(grid, *(fitting(value, width) for value in (line if sided else [line[0], *line[-2:]])))
            for values, verdict in lines:
                shown = [fitting(value, width) for value in (values if sided else values[-1:])]
                add(grid, _INDENT + next(left), *shown, _verdict(verdict, width))
        yield grid

    notes = [say(f"first.{key}", ui) for key in ("note", "flagged_note", "expert_note") if sided]
    notes += [say("first.verdict_note", ui)] if any(row.get("verdict") for row in rows) else []
    notes += [say("first.values_note", ui)] if any(row["flagged_any"] is None for row in rows) else []
    said = [*notes, *methods_of(rows, ui), *footnotes.written()]
    return titled(
        say("first.title" if sided else "first.values_title", ui), Fitted(draw), [*said, *unreviewed(legend, ui)]
    )


def _place(row: Row) -> tuple[str, str | None]:
    return row["dimension"], row.get("group")


_FirstPart = tuple[str, list[list[str]], list[tuple[list[str], list[str]]]]
"""The heading; the experts and the judge that never objects; each judge's numbers and its verdict."""


def _first_part(rows: Sequence[Row], legend: Legend, ui: Ui, footnotes: Footnotes) -> _FirstPart:
    row = rows[0]
    group = "" if row.get("group") is None else f" · {say('scores.group', ui, group=row['group'])}"
    weighted = row.get("coefficient") == "cohen_kappa_quadratic"
    title = legend.dimension(row["dimension"]) + group + (f" ({say('critical', ui)})" if row["critical"] else "")
    title += f" ({say('first.weighted', ui)})" if weighted else ""
    best, worst = (
        figures.fraction(row[f"{w}_missed_k"], row[f"{w}_missed_n"], ui=ui) for w in ("best_expert", "worst_expert")
    )
    missed = best if best == worst else f"{best}…{worst}"
    kappa = cells.kappa(row, "expert_kappa", footnotes, ui)
    beside = [[_INDENT + say("first.experts_line", ui), cells.flagged(row), missed, "", kappa, ""]]
    if row["missed_n"] is not None and not any(_passes_all(r, legend) for r in rows):
        passed = dict.fromkeys(
            figures.fraction(r["always_pass_missed_k"], r["always_pass_missed_n"], ui=ui) for r in rows
        )
        beside.append([_INDENT + say("first.always_line", ui), "", " ".join(passed), "", "", ""])
    return title, beside, [(_first_line(r, footnotes, ui), cells.judged(r, footnotes, ui)) for r in rows]


def _passes_all(row: Row, legend: Legend) -> bool:
    """Whether this judge is itself the one that never objects."""
    return legend.models.get(row["judge"], row["judge"]) == "baseline/always-pass"


def _first_line(row: Row, footnotes: Footnotes, ui: Ui) -> list[str]:
    return [
        "",
        "\n".join(filter(None, (cells.missed(row, ui), cells.unread_flagged(row, ui)))),
        figures.fraction(row["false_alarms_k"], row["false_alarms_n"], ui=ui),
        cells.kappa(row, "judge_kappa", footnotes, ui),
    ]


def _verdict(lines: Sequence[str], width: int) -> str:
    """A verdict on one line where it is short and the terminal wide."""
    first, *more = lines
    if not more:
        return first
    whole = f"{first} ({more[0]})"
    return whole if width >= _ROOM and len(whole) <= _ONE_LINE else "\n".join(lines)


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
    notes = [*_of_values(table.rows, ui), *methods_of(table.rows, ui), *unreviewed(legend, ui)]
    return Group(*before, Fitted(draw), *lines_of(notes))


def _of_values(rows: Sequence[Row], ui: Ui) -> list[str]:
    none_passes = [row["n_passed"] is None for row in rows]
    said = [] if none_passes and all(none_passes) else [say("scores.note", ui)]
    said += [say("scores.values_note", ui)] if any(none_passes) else []
    return [*said, *([say("scores.held_note", ui)] if any("worst_share" in row for row in rows) else [])]


def agreement_table(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> RenderableType:
    """The headline statistics of each judge on each dimension, under the experts' own; ``--json`` has them all."""
    return headline_table(table, ui, legend)


def diff_table(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> RenderableType:
    """The verdicts that two runs do not share, one a row."""
    if not table.rows:
        said = "diff.none" if table.about.get("compared", 1) else "diff.nothing"
        return Group(*lines_of([say(said, ui), *unreviewed(legend, ui)]))
    grid = grid_of("response_id", "candidate", "dimension", "judge", ui=ui, text=4)
    for side in ("a", "b"):
        grid.add_column(Text(say(f"diff.{side}", ui)), overflow="fold")
    for row in table.rows:
        judges = dict.fromkeys(" · ".join(filter(None, (row[f"judge_{s}"], row[f"ask_{s}"]))) for s in "ab")
        dimension, verdicts = (
            legend.dimension(row["dimension"]),
            [cells.verdict(row, side, ui, legend) for side in "ab"],
        )
        add(grid, row["response_id"], row["candidate"], dimension, " → ".join(judges), *verdicts)
    return titled(say("diff.title", ui, n=len(table.rows)), grid, unreviewed(legend, ui))


def rows_table(rows: Sequence[Row], columns: Sequence[str], ui: Ui) -> RenderableType:
    """Any rows under the *columns* named, which are called by their own names where we have no words for them."""
    if not rows:
        return Text(say("nothing", ui))
    grid = grid_of(*columns, ui=ui, text=len(columns))
    for row in rows:
        add(grid, *(_plain(row.get(column), ui) for column in columns))
    return grid


def _score_grid(block: ScoreBlock, candidates: Sequence[str], legend: Legend, ui: Ui) -> Grid:
    grid = grid_of("dimension", ui=ui)
    for candidate in candidates:
        grid.add_column(Text(visible(candidate), style="bold"), justify="right", overflow="fold")
    for dimension in block.dimensions:
        values = ["\n".join(cells.score(block.cells.get((dimension, c)), ui, legend)) for c in candidates]
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
