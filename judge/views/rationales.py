"""What the checks of judges' reasons came to, for a terminal and for the page."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType

from judge.record import dataclass
from judge.scoring.rationales.table import ALL, CONCLUSION, EVIDENCE, STEPS, TRACED
from judge.scoring.rows import POOLED
from judge.table import Row, Table
from judge.views import figures
from judge.views.grids import add, grid_of, heading, titled
from judge.views.names import PLAIN, Legend, Panel, panel_names, panels
from judge.views.pictures import Segment, bar
from judge.views.words import Ui, say

OUTCOMES: Mapping[str, Sequence[str]] = {
    EVIDENCE: ("exact", "folded", "absent", "none"),
    CONCLUSION: ("same", "other", "undecided"),
    STEPS: (TRACED, ALL),
}
"""The shares of each check, in the order they are shown."""
_KINDS: Mapping[str, Sequence[tuple[str, str]]] = {
    EVIDENCE: (("exact", "scored"), ("folded", "abstained"), ("absent", "refused"), ("none", "failed")),
    CONCLUSION: (("same", "scored"), ("other", "refused"), ("undecided", "failed")),
    STEPS: ((TRACED, "scored"),),
}
"""How each outcome is drawn."""


@dataclass(frozen=True, slots=True)
class Line:
    """One judge and way of asking, or one of its questions, in one check."""

    name: str
    of: str
    segments: Sequence[Segment]
    values: Sequence[Sequence[str]]
    """Each share, and under it its interval."""


@dataclass(frozen=True, slots=True)
class Block:
    """One check: all judges over all questions, and each judge question by question."""

    check: str
    outcomes: Sequence[str]
    legend: Sequence[tuple[str, str]]
    lines: Sequence[Line]
    by_question: Sequence[tuple[str, Sequence[Line]]]
    left_out: Sequence[str]


def rationales_table(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> RenderableType:
    """Every judge's shares over all questions, and under it question by question."""
    names = _names(table, ui, legend)
    columns = [f"rationales.column.{outcome}" for _, outcome in _all_outcomes()]
    grid = grid_of("rationales.judge", "rationales.reasons", *columns, ui=ui)
    for panel in panels(table.about["panels"]):
        heading(grid, names[panel])
        for dimension, rows in _by_question(table, panel).items():
            name = say("rationales.pooled", ui) if dimension == POOLED else legend.dimension(dimension)
            most = max(row["of"] for row in rows if row["check"] in (EVIDENCE, CONCLUSION))
            add(grid, f"  {name}", figures.count(most), *(_terminal(rows, c, o, ui) for c, o in _all_outcomes()))
    notes = [say(f"rationales.{check}.note", ui) for check in OUTCOMES]
    left_out = [line for check in OUTCOMES for line in _left_out(table, check, names, ui)]
    return titled(say("rationales.title", ui), grid, [*notes, *left_out])


def rationale_blocks(table: Table, ui: Ui, legend: Legend) -> list[Block]:
    """The checks one after the other; nothing where no judge gave reasons."""
    if not table.about["panels"]:
        return []
    return [_block(table, check, ui, legend) for check in OUTCOMES]


def _block(table: Table, check: str, ui: Ui, legend: Legend) -> Block:
    names = _names(table, ui, legend)
    own = {panel: _by_question(table, panel) for panel in panels(table.about["panels"])}
    pooled = [_line(names[panel], parts[POOLED], check, ui) for panel, parts in own.items()]
    several = [
        (names[panel], [_line(legend.dimension(d), rows, check, ui) for d, rows in parts.items() if d != POOLED])
        for panel, parts in own.items()
        if any(row["of"] for row in parts[POOLED] if row["check"] == check)
    ]
    return Block(
        check,
        [say(f"rationales.{check}.{outcome}", ui) for outcome in OUTCOMES[check]],
        [(kind, say(f"rationales.{check}.{outcome}", ui)) for outcome, kind in _KINDS[check]],
        pooled,
        several,
        _left_out(table, check, names, ui),
    )


def _line(name: str, rows: Sequence[Row], check: str, ui: Ui) -> Line:
    by_outcome = {row["outcome"]: row for row in rows if row["check"] == check}
    drawn = [(kind, by_outcome[outcome]["count"]) for outcome, kind in _KINDS[check]]
    if check == STEPS:
        drawn.append(("rest", by_outcome[TRACED]["of"] - by_outcome[TRACED]["count"]))
    shares = [_share(by_outcome[outcome], ui) for outcome in OUTCOMES[check]]
    return Line(name, figures.count(by_outcome[OUTCOMES[check][-1]]["of"]), bar(drawn), shares)


def _share(row: Row, ui: Ui) -> list[str]:
    if row["share"] is None:
        return [figures.UNKNOWN]
    return [figures.percent(row["share"], ui), figures.interval(row["low"], row["high"], ui)]


def _terminal(rows: Sequence[Row], check: str, outcome: str, ui: Ui) -> str:
    found = next(row for row in rows if (row["check"], row["outcome"]) == (check, outcome))
    return "\n".join(_share(found, ui))


def _all_outcomes() -> Iterator[tuple[str, str]]:
    for check, outcomes in OUTCOMES.items():
        yield from ((check, outcome) for outcome in outcomes)


def _names(table: Table, ui: Ui, legend: Legend) -> dict[Panel, str]:
    return panel_names(table.about["panels"], ui, legend)


def _by_question(table: Table, panel: Panel) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in table.rows:
        if (row["judge"], row["ask"] or "") == panel:
            found.setdefault(row["dimension"], []).append(row)
    return found


def _left_out(table: Table, check: str, names: Mapping[Panel, str], ui: Ui) -> list[str]:
    """Why some reasons are in no share of the check."""
    return [
        say(
            "rationales.left_out",
            ui,
            name=names[row["judge"], row["ask"] or ""],
            n=n,
            of=row["reasons"],
            check=say(f"rationales.{check}", ui),
            why=say(f"rationales.why.{why.partition(':')[2]}", ui),
        )
        for row in table.about["panels"]
        for why, n in row["left_out"].items()
        if why.startswith(f"{check}:")
    ]
