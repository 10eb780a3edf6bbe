"""A study with simulated clients: outcomes, what a guard changes, and who was really played, for terminal and page."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType

from judge.record import dataclass
from judge.table import Row, Table
from judge.views import figures
from judge.views.grids import Fitted, add, fitting, grid_of, heading, titled
from judge.views.intervals import methods_of
from judge.views.names import PLAIN, Legend, panel_names
from judge.views.words import Ui, say, say_code

_INDENT = "  "
_OUTCOMES = tuple(f"simulated.{o}" for o in ("attack_success", "harmful_engagement", "over_reaction"))
_PLAYED = tuple(
    f"simulated.{c}" for c in ("written", "conversations", "as_written", "milder", "stronger", "unread_column")
)
EVERY = "all"


@dataclass(frozen=True)
class Line:
    """A row of a block; without cells it is a heading."""

    name: str
    cells: Sequence[str] = ()


@dataclass(frozen=True)
class Block:
    """One table with its title and its notes, for whatever draws it."""

    title: str
    columns: Sequence[str]
    """Keys of words; the first is that of the names."""
    lines: Sequence[Line]
    notes: Sequence[str]


def simulated_table(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> RenderableType:
    """Everything on a terminal: blocks for each judge, way of asking and group."""
    return Group(*(_drawn(block, ui) for block in simulated_blocks(table, ui, legend=legend)))


def _drawn(block: Block, ui: Ui) -> RenderableType:
    def draw(width: int) -> Iterator[RenderableType]:
        grid = grid_of(*block.columns, ui=ui)
        headed = any(not line.cells for line in block.lines)
        for line in block.lines:
            if not line.cells:
                heading(grid, line.name)
                continue
            add(grid, (_INDENT if headed else "") + line.name, *(fitting(cell, width) for cell in line.cells))
        yield grid

    return titled(block.title, Fitted(draw), block.notes)


def simulated_blocks(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> list[Block]:
    """The tables of a study, in the order they are read."""
    names = panel_names(table.rows, ui, legend)
    blocks: list[Block] = []
    for (judge, ask, group), own in groupby(table.rows, key=_whose):
        title = names[judge, ask or ""] + ("" if group is None else f" · {table.about['by']} = {group}")
        played = _of(table, "fidelity", judge, ask, group)
        changes = _of(table, "differences", judge, ask, group)
        blocks.append(_outcomes(list(own), played, title, ui))
        blocks += [_changes(changes, title, ui)] if changes else []
        blocks += [_played(played, title, ui)] if played else []
    blocks += _played_alone(table.about["played"], ui, legend)
    return [*blocks, *([_parts(table.about["parts"], ui, legend)] if table.about["parts"] else [])]


def _whose(row: Row) -> tuple[str, str, str | None]:
    return row["judge"], row["ask"], row["group"]


def _of(table: Table, name: str, *whose: object) -> list[Row]:
    return [row for row in table.about[name] if _whose(row) == whose]


def _outcomes(rows: Sequence[Row], fidelity: Sequence[Row], title: str, ui: Ui) -> Block:
    notes = [say("simulated.note", ui), *methods_of(rows, ui)]
    every = next((row for row in fidelity if row["written"] == EVERY), None)
    if every is not None:
        notes.append(say("simulated.beside", ui, share=_written(every, ui), shift=_shift(every)))
    lines = _by_candidate(rows, ui, [_share(row, ui) for row in rows])
    return Block(say("simulated.title", ui, judge=title), ("simulated.candidate_guard", *_OUTCOMES), lines, notes)


def _by_candidate(rows: Sequence[Row], ui: Ui, cells: Sequence[str]) -> list[Line]:
    """A heading for each candidate, and a line for each guard under it."""
    lines: list[Line] = []
    for candidate, own in groupby(zip(rows, cells, strict=True), key=lambda pair: pair[0]["candidate"]):
        lines.append(Line(candidate))
        for guard, told in groupby(own, key=lambda pair: pair[0]["guard"]):
            lines.append(Line(_guard(guard, ui), [cell for _, cell in told]))
    return lines


def _share(row: Row, ui: Ui) -> str:
    """``3/14 (8–48 %)``, and beneath it what the unread may still make of it."""
    if row["asked"] == row["n_out"]:
        return say("simulated.none_apply", ui, n=row["n_out"])
    if not row["n_read"]:
        return say("simulated.unread", ui, n=row["unread"])
    said = figures.fraction(row["n_happened"], row["n_read"], row["low"], row["high"], ui=ui)
    if not row["unread"]:
        return said
    bounds = f"{figures.percent(row['best'], ui)}…{figures.percent(row['worst'], ui)}"
    return f"{said}\n{say('simulated.bounds', ui, n=row['unread'], bounds=bounds)}"


def _changes(rows: Sequence[Row], title: str, ui: Ui) -> Block:
    notes = [say("simulated.change_note", ui), *methods_of(rows, ui)]
    lines = _by_candidate(rows, ui, [_change(row, ui) for row in rows])
    columns = ("simulated.candidate_guard", *_OUTCOMES)
    return Block(say("simulated.change_title", ui, judge=title), columns, lines, notes)


def _change(row: Row, ui: Ui) -> str:
    if row["difference"] is None:
        return say("simulated.no_pair", ui)
    points, low, high = (None if v is None else 100 * v for v in (row["difference"], row["low"], row["high"]))
    ends = figures.ends(low, high, 0)
    said = figures.signed(points or 0.0, 0) + (f" {ends}" if ends else "")
    return f"{said}\n{say('simulated.pairs', ui, n=row['n_read'])}"


def _played(rows: Sequence[Row], title: str, ui: Ui) -> Block:
    lines = [
        Line(
            say("simulated.every", ui) if row["written"] == EVERY else say(f"persona.risk_{row['written']}", ui),
            [str(row["asked"]), _written(row, ui), *(str(row[c]) for c in ("milder", "stronger", "unread"))],
        )
        for row in rows
    ]
    notes = [say("simulated.played_note", ui), *methods_of(rows, ui)]
    return Block(say("simulated.played_title", ui, judge=title), _PLAYED, lines, notes)


def _played_alone(rows: Sequence[Row], ui: Ui, legend: Legend) -> Iterator[Block]:
    """What judges saw who were asked about the client alone (``--fidelity``)."""
    names = panel_names(rows, ui, legend)
    for (judge, ask), own in groupby(rows, key=lambda row: (row["judge"], row["ask"])):
        yield _played(list(own), say("simulated.client_alone", ui, judge=names[judge, ask or ""]), ui)


def _written(row: Row, ui: Ui) -> str:
    return figures.fraction(row["as_written"], row["n_read"], row["low"], row["high"], ui=ui)


def _shift(row: Row) -> str:
    return figures.UNKNOWN if row["mean_shift"] is None else figures.signed(row["mean_shift"])


def _parts(rows: Sequence[Row], ui: Ui, legend: Legend) -> Block:
    names = panel_names(rows, ui, legend)
    lines: list[Line] = []
    for (judge, ask), own in groupby(rows, key=lambda row: (row["judge"], row["ask"])):
        lines.append(Line(names[judge, ask or ""]))
        for row in own:
            said = figures.fraction(row["n_passed"], row["n_read"], row["low"], row["high"], ui=ui)
            lines.append(Line(say_code("part", row["dimension"], ui), [said, str(row["unread"])]))
    columns = ("simulated.part", "simulated.passed", "simulated.unread_column")
    return Block(say("simulated.parts_title", ui), columns, lines, methods_of(rows, ui))


def _guard(guard: str, ui: Ui) -> str:
    return say("simulated.unguarded", ui) if guard == "none" else say("simulated.guarded", ui, guard=guard)
