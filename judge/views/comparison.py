"""Judges side by side on the terminal: differences with their words, agreement with each other, their own families."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from judge.table import Row, Table
from judge.views import figures
from judge.views.marks import visible
from judge.views.names import Legend, distinct, panel_names
from judge.views.words import CATALOGUE, Ui, say, say_code
from judge.views.words.sentences import in_language

PLAIN = Legend()

SHOWN = (
    ("missed", "any"),
    ("specificity", "majority"),
    ("balanced_accuracy", "majority"),
    ("cohen_kappa", "majority"),
    ("cohen_kappa_quadratic", "majority"),
    ("krippendorff_alpha", "experts"),
)
"""Of all that is compared, what a person reads first; the document holds the rest."""

_AS_PERCENT = ("missed", "sensitivity", "specificity", "balanced_accuracy", "percent_agreement")
_SMALL = 0.001

Pair = tuple[tuple[str, str], tuple[str, str]]


def compare_table(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> RenderableType:
    """Every pair of judges, then all of them at once, their agreement with each other, and each with its own kin."""
    called = _Names(table, ui, legend)
    parts: list[RenderableType] = [Text(say("compare.title", ui), style="bold")]
    parts += [_pair(pair, rows, called) for pair, rows in _by_pair(table.rows).items()]
    parts += [*_lines([say("compare.note", ui), say("compare.p_note", ui), *called.reasons()])]
    for block in (_cochran, _matrix, _preference, _asks):
        parts += block(table, called)
    return Group(*parts)


class _Names:
    """What judges and dimensions are called, and the reasons said so far, each once under its number."""

    def __init__(self, table: Table, ui: Ui, legend: Legend) -> None:
        self.ui, self.legend = ui, legend
        self._panels = panel_names(table.about["judges"], ui, legend)
        self._reasons: dict[str, int] = {}

    def judge(self, panel: tuple[str, str]) -> str:
        """A judge, with its way of asking where it has several."""
        return self._panels[panel]

    def word(self, row: Row) -> str:
        """The verdict, with the number of the reason where there is one."""
        said = say_code("contrast", row["verdict"], self.ui)
        if row["verdict_reason"] is None:
            return said
        reason = _why(row["verdict_reason"], self.ui)
        return f"{said} [{self._reasons.setdefault(reason, len(self._reasons) + 1)}]"

    def reasons(self) -> list[str]:
        """The reasons by their numbers."""
        return [f"[{number}] {reason}" for reason, number in self._reasons.items()]


def _why(reason: str, ui: Ui) -> str:
    key = f"reason.{reason}"
    return say(key, ui) if key in CATALOGUE else in_language(reason, ui)


def _by_pair(rows: Sequence[Row]) -> dict[Pair, list[Row]]:
    found: dict[Pair, list[Row]] = {}
    for row in rows:
        found.setdefault(((row["judge_a"], row["ask_a"]), (row["judge_b"], row["ask_b"])), []).append(row)
    return found


def _pair(pair: Pair, rows: Sequence[Row], called: _Names) -> RenderableType:
    ui = called.ui
    title = say("compare.pair", ui, a=called.judge(pair[0]), b=called.judge(pair[1]))
    grid = _grid(ui, "dimension", "a", "b", "difference", "mcnemar", "p_holm", "n", "verdict")
    for dimension in distinct(rows, "dimension"):
        own = [row for row in rows if row["dimension"] == dimension]
        _heading(grid, called.legend.dimension(dimension), _unread(own[0], ui))
        for row in (r for name, by in SHOWN for r in own if _short(r["statistic"]) == name and r["reference"] == by):
            _add(grid, *_cells(row, called))
    return Group(Text(visible(title), style="bold"), grid)


def _heading(grid: Grid, name: str, beside: str) -> None:
    grid.add_row(Text(visible(f"{name} {beside}".rstrip()), style="bold"))


def _unread(row: Row, ui: Ui) -> str:
    """What of the labelled items each of the two left unread; nothing to say where both read all."""
    if not (row["unread_a"] or row["unread_b"]):
        return ""
    shares = {side: figures.percent(row[f"unread_{side}"] or 0.0, ui) for side in "ab"}
    return say("compare.unread", ui, **shares)


def _cells(row: Row, called: _Names) -> list[str]:
    percent = row["statistic"] in _AS_PERCENT
    size = row["n_items"] if row["denominator"] is None else row["denominator"]
    return [
        "  " + _statistic(row["statistic"], called.ui),
        _number(row["value_a"], called.ui, percent=percent),
        _number(row["value_b"], called.ui, percent=percent),
        _difference(row, percent=percent),
        _p(row["mcnemar_clustered"] if row["mcnemar_clustered"] is not None else row["mcnemar_mid_p"]),
        _p(row["p_holm"]),
        f"{size}/{row['n_clusters']}",
        called.word(row),
    ]


def _cochran(table: Table, called: _Names) -> list[RenderableType]:
    every = table.about["cochran"]
    flagged = {r["dimension"] for r in every if r["statistic"] != "percent_agreement"}
    rows = [r for r in every if r["statistic"] != "percent_agreement" or r["dimension"] not in flagged]
    if not rows:
        return []
    ui = called.ui
    grid = _grid(ui, "dimension", "statistic", "n", "q", "p", "p_holm")
    for row in rows:
        q = figures.UNKNOWN if row["q"] is None else f"{row['q']:.2f} ({row['degrees']})"
        size = f"{row['n_items']}/{row['n_clusters']}"
        statistic = _statistic(row["statistic"], ui)
        _add(grid, called.legend.dimension(row["dimension"]), statistic, size, q, _p(row["p"]), _p(row["p_holm"]))
    return [Text(say("compare.cochran", ui), style="bold"), grid, *_lines([say("compare.cochran_note", ui)])]


def _matrix(table: Table, called: _Names) -> list[RenderableType]:
    ui = called.ui
    names = ("percent_agreement", "cohen_kappa", "gwet_ac1")
    weighted = {"cohen_kappa": "cohen_kappa_quadratic", "gwet_ac1": "gwet_ac2_quadratic"}
    grid = _grid(ui, "dimension", *names, "n")
    for pair, rows in _by_pair(table.about["matrix"]).items():
        _heading(grid, " / ".join(called.judge(panel) for panel in pair), "")
        for dimension in distinct(rows, "dimension"):
            by = {row["statistic"]: row for row in rows if row["dimension"] == dimension}
            shown = [by.get(weighted.get(name, name), by[name]) for name in names]
            values = [_with_ends(row, ui, percent=row["statistic"] == "percent_agreement") for row in shown]
            on_scale = f" ({say('compare.on_scale', ui)})" if "cohen_kappa_quadratic" in by else ""
            size = f"{by[names[0]]['n_items']}/{by[names[0]]['n_clusters']}"
            _add(grid, f"  {called.legend.dimension(dimension)}{on_scale}", *values, size)
    return [Text(say("compare.matrix", ui), style="bold"), grid, *_lines([say("compare.matrix_note", ui)])]


def _preference(table: Table, called: _Names) -> list[RenderableType]:
    ui, rows = called.ui, table.about["self_preference"]
    if not rows:
        return []
    rates = ("own_judge", "own_experts", "other_judge", "other_experts")
    grid = _grid(ui, "dimension", "judge", *rates, "excess", "verdict")
    for row in rows:
        sides = ("judge_own", "experts_own", "judge_other", "experts_other")
        _add(
            grid,
            called.legend.dimension(row["dimension"]),
            called.judge((row["judge"], row["ask"])),
            *(_number(row[name], ui, percent=True) for name in sides),
            _difference(row, percent=True),
            called.word(row),
        )
    kin = [
        say("compare.kin", ui, judge=judge, candidates=", ".join(candidates))
        for judge, candidates in table.about["families"].items()
    ]
    said = _lines([say("compare.preference_note", ui), *kin, *called.reasons()])
    return [Text(say("compare.preference", ui), style="bold"), grid, *said]


def _asks(table: Table, called: _Names) -> list[RenderableType]:
    ui = called.ui
    names = ("system_kendall_tau_b", "system_spearman", "system_pearson")
    rows = [r for r in table.about["asks"] if r["statistic"] in names and r["repeat"] in (0, "mean")]
    if not rows:
        return []
    grid = _grid(ui, "dimension", "judge", *names)
    keys = dict.fromkeys((r["dimension"], (r["judge"], r["ask"])) for r in rows)
    for dimension, panel in keys:
        by = {r["statistic"]: r for r in rows if (r["dimension"], (r["judge"], r["ask"])) == (dimension, panel)}
        values = [_with_ends(by[name], ui, percent=False) if name in by else figures.UNKNOWN for name in names]
        _add(grid, called.legend.dimension(dimension), called.judge(panel), *values)
    return [Text(say("compare.asks", ui), style="bold"), grid, *_lines([say("compare.asks_note", ui)])]


def _grid(ui: Ui, *columns: str) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True, show_edge=False)
    words = ("dimension", "judge", "verdict", "statistic")
    for column in columns:
        header = say(f"compare.{column}", ui)
        text = column in words
        grid.add_column(
            Text(header if text else header.replace(" ", "\n"), style="bold"),
            justify="left" if text else "right",
            overflow="fold",
            no_wrap=column not in ("dimension", "judge", "statistic"),
        )
    return grid


def _add(grid: Grid, *values: str) -> None:
    # Text, not str: rich would read square brackets in a name as its own markup.
    grid.add_row(*(Text(visible(value)) for value in values))


def _lines(notes: Iterable[str]) -> list[Text]:
    return [*(Text(visible(note), style="dim") for note in notes), Text()]


def _statistic(name: str, ui: Ui) -> str:
    return say(f"compare.{_short(name)}", ui)


def _short(name: str) -> str:
    return "krippendorff_alpha" if name.startswith("krippendorff_alpha") else name


def _number(value: float | None, ui: Ui, *, percent: bool) -> str:
    if value is None:
        return figures.UNKNOWN
    return figures.percent(value, ui) if percent else figures.decimal(value)


def _difference(row: Row, *, percent: bool) -> str:
    if row["difference"] is None:
        return figures.UNKNOWN
    scale, digits = (100, 0) if percent else (1, 2)
    shown = _signed(row["difference"] * scale, digits)
    if row["low"] is None:
        return shown
    return f"{shown} ({_signed(row['low'] * scale, digits)}, {_signed(row['high'] * scale, digits)})"


def _signed(value: float, digits: int) -> str:
    return ("+" if value > 0 else "") + figures.decimal(value, digits)


def _with_ends(row: Row, ui: Ui, *, percent: bool) -> str:
    if row["value"] is None:
        return say("undefined.short", ui)
    shown = _number(row["value"], ui, percent=percent)
    if row["low"] is None:
        return shown
    ends = figures.interval(row["low"], row["high"], ui) if percent else figures.decimals(row["low"], row["high"])
    return f"{shown} {ends}" if ends.startswith("(") else f"{shown} ({ends})"


def _p(value: float | None) -> str:
    if value is None:
        return figures.UNKNOWN
    return f"<{_SMALL:g}" if value < _SMALL else f"{value:.3f}"
