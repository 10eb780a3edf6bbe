"""One judge asked in several ways: each way, then every two ways compared, as a sheet of agreement."""

from collections.abc import Mapping, Sequence

from judge.table import Row, Table
from judge.views import cells
from judge.views.footnotes import Footnotes, remarks
from judge.views.names import Legend
from judge.views.pivots import TOTAL
from judge.views.sheets import Column, Layout, Line, Part, Sheet
from judge.views.words import Ui, say

WAYS = Layout(
    "asks",
    (
        Column("statistic.percent_agreement", "percent_agreement", ("pairs",)),
        Column("statistic.cohen_kappa", "cohen_kappa", ("pairs",)),
        Column("block.item_spearman", "item_spearman", ("mean",)),
        Column("block.system_pearson", "system_pearson", ("mean",)),
        Column("block.system_spearman", "system_spearman", ("mean",)),
        Column("block.system_kendall", "system_kendall_tau_b", ("mean",)),
    ),
)


def ways(table: Table, legend: Legend, ui: Ui) -> Sheet | None:
    """The ways of asking of every judge that has several; nothing where none has. The first repeat only."""
    rows = [row for row in table.about.get("asks") or () if row["repeat"] == 0]
    if not rows:
        return None
    footnotes = Footnotes(ui)
    by_part: dict[tuple[str, str, str | None], list[Row]] = {}
    for row in rows:
        by_part.setdefault((row["judge"], row["dimension"], row["group"]), []).append(row)
    parts = [
        Part(_heading(key, legend, ui), "", critical=False, lines=_lines(own, footnotes, ui))
        for key, own in by_part.items()
    ]
    return Sheet(WAYS, [say(c.heading, ui) for c in WAYS.columns], parts, rows, footnotes)


def several_repeats(table: Table) -> bool:
    """Whether there are ways of asking in repeats that the sheet does not show."""
    return any(row["repeat"] != 0 for row in table.about.get("asks") or ())


def _heading(key: tuple[str, str, str | None], legend: Legend, ui: Ui) -> str:
    judge, dimension, group = key
    name = say("total", ui) if dimension == TOTAL else legend.dimension(dimension)
    return f"{judge} · {name}" + ("" if group is None else f" · {say('scores.group', ui, group=group)}")


def _lines(rows: Sequence[Row], footnotes: Footnotes, ui: Ui) -> list[Line]:
    found: dict[tuple[str, str | None], dict[tuple[str, str | None], Row]] = {}
    for row in rows:
        found.setdefault((row["ask"], row["against"]), {})[row["statistic"], row["reference"]] = row
    return [
        Line(_name(*way, ui), "", experts=False, quiet=way[1] is not None, values=_values(own, way[1], footnotes, ui))
        for way, own in found.items()
    ]


def _name(ask: str, against: str | None, ui: Ui) -> str:
    return ask if against is None else say("block.ask_less", ui, ask=ask, other=against)


def _values(
    own: Mapping[tuple[str, str | None], Row], against: str | None, footnotes: Footnotes, ui: Ui
) -> list[list[str]]:
    values = []
    for column in WAYS.columns:
        row = column.of(own)
        first, *more = cells.difference(row, footnotes, ui) if against else cells.statistic(row, footnotes, ui)
        values.append([f"{first} {footnotes.mark(remarks(row, ui) if row else ())}".rstrip(), *more])
    return values
