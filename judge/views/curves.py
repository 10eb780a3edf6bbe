"""Where the lines of ROC and precision-recall curves run. A template draws them; no colour is decided here."""

from collections.abc import Sequence
from itertools import groupby

from judge.record import dataclass
from judge.table import Row, Table
from judge.views import figures
from judge.views.names import PLAIN, Legend, panel_names
from judge.views.operating import called, named, shown_curves
from judge.views.words import Ui, say

MOST_LINES = 6
"""More lines in one picture cannot be told apart."""
SIDE = 240
"""Of the square a curve is drawn in."""
LEFT, TOP = 46, 14
WIDTH, HEIGHT = LEFT + SIDE + 14, TOP + SIDE + 44
"""With room for its axes."""
_RECALLS = (0.9, 0.95)
_TICKS = (0, 0.25, 0.5, 0.75, 1)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One score's line in one picture, and its dots."""

    place: int
    """Its place among the lines: what tells it apart."""
    path: str
    dots: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Plot:
    """One square with its axes."""

    kind: str
    """``roc`` or ``pr``."""
    title: str
    across: str
    up: str
    ticks: Sequence[tuple[str, str, str]]
    """Where each stands from the left, where from the top, and its number."""
    chance: str
    """The path of a score that tells nothing."""
    lines: Sequence[Drawn]


@dataclass(frozen=True, slots=True)
class Picture:
    """Both curves of every score on one dimension."""

    name: str
    label: str
    """For whoever cannot see it."""
    plots: Sequence[Plot]
    keys: Sequence[tuple[int, str]]
    """What each line is called."""
    more: str | None
    """That there are more lines than are drawn."""


def pictures(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> list[Picture]:
    """A picture for each dimension on which there is a curve, in the order of the rubric."""
    own = named(table, ui)
    curves = shown_curves(own.about["curves"])
    names = panel_names(curves, ui, legend)
    found = []
    for dimension, part in groupby(curves, key=lambda curve: curve["dimension"]):
        every = list(part)
        lines = every[:MOST_LINES]
        judges = [called(c, names[c["judge"], c["ask"] or ""], ui) for c in lines]
        keys = [(i, _key(c, name, own, ui)) for i, (c, name) in enumerate(zip(lines, judges, strict=True))]
        title = legend.dimension(dimension)
        label = say("operating.picture", ui, dimension=title, judges=", ".join(judges))
        more = say("operating.more_lines", ui, n=len(every) - len(lines)) if len(every) > len(lines) else None
        found.append(Picture(title, label, [_roc(lines, ui), _pr(lines, ui)], keys, more))
    return found


def _key(curve: Row, name: str, table: Table, ui: Ui) -> str:
    about = ("judge", "ask", "dimension", "repeat", "source")
    rows = {row["statistic"]: row["value"] for row in table.rows if all(row[field] == curve[field] for field in about)}
    values = {key: figures.decimal(rows.get(name)) for key, name in (("auroc", "auroc"), ("ap", "average_precision"))}
    return say("operating.line", ui, judge=name, **values)


def _roc(curves: Sequence[Row], ui: Ui) -> Plot:
    lines = []
    for i, curve in enumerate(curves):
        points = [(rate, recall) for _, recall, rate, _ in curve["points"]]
        dots = [next(p for p in points if p[1] >= wanted - 1e-9) for wanted in _RECALLS]
        lines.append(Drawn(i, _path([(0.0, 0.0), *points]), [(_x(x), _y(y)) for x, y in dots]))
    return _plot("roc", _path([(0.0, 0.0), (1.0, 1.0)]), lines, ui)


def _pr(curves: Sequence[Row], ui: Ui) -> Plot:
    """Each step of the recall at the precision of the threshold that reaches it: what average precision sums up."""
    lines = []
    for i, curve in enumerate(curves):
        corners, before = list[tuple[float, float]](), 0.0
        for _, recall, _, precision in curve["points"]:
            if recall > before:
                corners += [(before, precision), (recall, precision)]
                before = recall
        lines.append(Drawn(i, _path(corners)))
    share = _prevalence(curves[0])
    return _plot("pr", _path([(0.0, share), (1.0, share)]), lines, ui)


def _prevalence(curve: Row) -> float:
    """The share of flagged items: the precision where everything is an alarm."""
    return float(curve["points"][-1][3])


def _plot(kind: str, chance: str, lines: Sequence[Drawn], ui: Ui) -> Plot:
    ticks = [(_x(at), _y(at), f"{at:g}") for at in _TICKS]
    across, up = say(f"operating.x_{kind}", ui), say(f"operating.y_{kind}", ui)
    return Plot(kind, say(f"operating.{kind}", ui), across, up, ticks, chance, lines)


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + " L".join(f"{_x(x)} {_y(y)}" for x, y in points)


def _x(share: float) -> str:
    return f"{LEFT + SIDE * share:.1f}"


def _y(share: float) -> str:
    return f"{TOP + SIDE * (1 - share):.1f}"
