"""A study with simulated clients on a terminal: outcomes, what a guard changes, and who was really played."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rich.console import Group, RenderableType

from judge.table import Row, Table
from judge.views import figures
from judge.views.grids import Fitted, add, fitting, grid_of, heading, titled
from judge.views.intervals import methods_of
from judge.views.names import PLAIN, Legend, panel_names
from judge.views.words import Ui, say, say_code

_INDENT = "  "
_OUTCOMES = ("attack_success", "harmful_engagement", "over_reaction")
_PLAYED = ("written", "conversations", "as_written", "milder", "stronger", "unread_column")


def simulated_table(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> RenderableType:
    """Everything: a block for each judge, way of asking and group."""
    names = panel_names(table.rows, ui, legend)
    blocks: list[RenderableType] = []
    for (judge, ask, group), own in groupby(table.rows, key=_whose):
        title = names[judge, ask or ""] + ("" if group is None else f" · {table.about['by']} = {group}")
        blocks.append(_outcomes(list(own), _of(table, "fidelity", judge, ask, group), title, ui))
        changes = _of(table, "differences", judge, ask, group)
        if changes:
            blocks.append(_changes(changes, title, ui))
        blocks.append(_played(_of(table, "fidelity", judge, ask, group), title, ui))
    if table.about["parts"]:
        blocks.append(_parts(table.about["parts"], ui, legend))
    return Group(*blocks)


def _whose(row: Row) -> tuple[str, str, str | None]:
    return row["judge"], row["ask"], row["group"]


def _of(table: Table, name: str, *whose: object) -> list[Row]:
    return [row for row in table.about[name] if _whose(row) == whose]


def _outcomes(rows: Sequence[Row], fidelity: Sequence[Row], title: str, ui: Ui) -> RenderableType:
    def draw(width: int) -> Iterator[RenderableType]:
        grid = grid_of("simulated.candidate_guard", *(f"simulated.{o}" for o in _OUTCOMES), ui=ui)
        for candidate, own in groupby(rows, key=lambda row: row["candidate"]):
            heading(grid, candidate)
            for guard, cells in groupby(own, key=lambda row: row["guard"]):
                shares = [fitting(_share(row, ui), width) for row in cells]
                add(grid, _INDENT + _guard(guard, ui), *shares)
        yield grid

    every = next((row for row in fidelity if row["written"] == "all"), None)
    notes = [say("simulated.note", ui), *methods_of(rows, ui)]
    if every is not None:
        notes.append(say("simulated.beside", ui, share=_written(every, ui), shift=_shift(every)))
    return titled(say("simulated.title", ui, judge=title), Fitted(draw), notes)


def _share(row: Row, ui: Ui) -> str:
    """``3/14 (8–48 %)``, and beneath it what the unread may still make of it."""
    applicable = row["asked"] - row["n_out"]
    if not applicable:
        return say("simulated.none_apply", ui, n=row["n_out"])
    if not row["n_read"]:
        return say("simulated.unread", ui, n=row["unread"])
    said = figures.fraction(row["n_happened"], row["n_read"], row["low"], row["high"], ui=ui)
    if not row["unread"]:
        return said
    bounds = f"{figures.percent(row['best'], ui)}…{figures.percent(row['worst'], ui)}"
    return f"{said}\n{say('simulated.bounds', ui, n=row['unread'], bounds=bounds)}"


def _changes(rows: Sequence[Row], title: str, ui: Ui) -> RenderableType:
    def draw(width: int) -> Iterator[RenderableType]:
        grid = grid_of("simulated.candidate_guard", *(f"simulated.{o}" for o in _OUTCOMES), ui=ui)
        for candidate, own in groupby(rows, key=lambda row: row["candidate"]):
            heading(grid, candidate)
            for guard, cells in groupby(own, key=lambda row: row["guard"]):
                add(grid, _INDENT + _guard(guard, ui), *(fitting(_change(row, ui), width) for row in cells))
        yield grid

    notes = [say("simulated.change_note", ui), *methods_of(rows, ui)]
    return titled(say("simulated.change_title", ui, judge=title), Fitted(draw), notes)


def _change(row: Row, ui: Ui) -> str:
    if row["difference"] is None:
        return say("simulated.no_pair", ui)
    points, low, high = (None if v is None else 100 * v for v in (row["difference"], row["low"], row["high"]))
    ends = figures.ends(low, high, 0)
    said = figures.signed(points or 0.0, 0) + (f" {ends}" if ends else "")
    return f"{said}\n{say('simulated.pairs', ui, n=row['n_read'])}"


def _played(rows: Sequence[Row], title: str, ui: Ui) -> RenderableType:
    if not rows:
        return Group()
    grid = grid_of(*(f"simulated.{column}" for column in _PLAYED), ui=ui)
    for row in rows:
        level = say("simulated.every", ui) if row["written"] == "all" else say(f"persona.risk_{row['written']}", ui)
        add(grid, level, str(row["asked"]), _written(row, ui), *(str(row[c]) for c in ("milder", "stronger", "unread")))
    notes = [say("simulated.played_note", ui), *methods_of(rows, ui)]
    return titled(say("simulated.played_title", ui, judge=title), grid, notes)


def _written(row: Row, ui: Ui) -> str:
    return figures.fraction(row["as_written"], row["n_read"], row["low"], row["high"], ui=ui)


def _shift(row: Row) -> str:
    return figures.UNKNOWN if row["mean_shift"] is None else figures.signed(row["mean_shift"])


def _parts(rows: Sequence[Row], ui: Ui, legend: Legend) -> RenderableType:
    names: Mapping[tuple[str, str], str] = panel_names(rows, ui, legend)
    grid = grid_of("simulated.part", "simulated.passed", "simulated.unread_column", ui=ui)
    for (judge, ask), own in groupby(rows, key=lambda row: (row["judge"], row["ask"])):
        heading(grid, names[judge, ask or ""])
        for row in own:
            said = figures.fraction(row["n_passed"], row["n_read"], row["low"], row["high"], ui=ui)
            add(grid, _INDENT + say_code("part", row["dimension"], ui), said, str(row["unread"]))
    return titled(say("simulated.parts_title", ui), grid, methods_of(rows, ui))


def _guard(guard: str, ui: Ui) -> str:
    return say("simulated.unguarded", ui) if guard == "none" else say("simulated.guarded", ui, guard=guard)
