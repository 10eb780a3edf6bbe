"""Agreement as sheets: raters down, statistics across, a part for each dimension; terminal and page draw the same."""

from collections.abc import Callable, Collection, Mapping, Sequence

from judge.record import dataclass
from judge.table import Row, Table
from judge.views import cells, figures
from judge.views.footnotes import Footnotes, reason_words, remarks, template_of
from judge.views.names import EXPERTS, Legend, Panel, panel_names
from judge.views.pictures import Line as Picture
from judge.views.pictures import coefficient_line
from judge.views.pivots import TOTAL, Named, Place, placed
from judge.views.words import Ui, say, say_code

_BESIDE = ("always-pass", "always-same", "random-expert")
"""What rows call the judges that stand beside the judges."""
_METRICS = ("nominal", "ordinal", "interval")


@dataclass(frozen=True, slots=True)
class Column:
    """One statistic of a sheet: its heading's key, its name (``*`` for a metric or a number), what it is held against.

    Of several references the first that has a row. The largest number is taken, and the metric that knows most.
    """

    heading: str
    statistic: str
    references: Sequence[str | None] = (None,)
    bare: bool = False
    """Whether the sheet itself says why there is no interval."""
    signed: bool = False
    """Whether it is a difference."""
    experts: str | None = None
    """What the experts have instead, without a reference."""
    write: Callable[[Row | None, Footnotes, Ui], list[str]] | None = None
    """How its cell is written, where not as statistics are."""
    ranges: str | None = None
    """How the references of single experts begin, of whose values the experts' line shows the range."""

    def of(self, rows: Named) -> Row | None:
        """This statistic among one rater's rows."""
        wanted = [(self.statistic, reference) for reference in self.references]
        for statistic, reference in [*wanted, *([(self.experts, None)] if self.experts else [])]:
            found = {_star(statistic, name): row for (name, by), row in rows.items() if by == reference}
            found.pop(None, None)
            if found:
                return found[max(found, key=_rank)]
        return None

    def values(self, rows: Named) -> list[float]:
        """The values of single experts."""
        if self.ranges is None:
            return []
        own = (row for (name, by), row in rows.items() if name == self.statistic and (by or "").startswith(self.ranges))
        return [row["value"] for row in own if row["value"] is not None]


def _star(pattern: str, name: str) -> str | None:
    """What stands in *name* for the star of *pattern*; nothing where there is no star, ``None`` for another name."""
    before, star, after = pattern.partition("*")
    if not star:
        return "" if name == pattern else None
    middle = name.removeprefix(before).removesuffix(after)
    return middle if name == before + middle + after and (middle in _METRICS or middle.isdigit()) else None


def _rank(star: str | None) -> int:
    return _METRICS.index(star) if star in _METRICS else int(star or 0)


@dataclass(frozen=True, slots=True)
class Layout:
    """What a sheet shows, before anything is known of the numbers."""

    name: str
    """``block.<name>`` is its title, ``block.<name>.note`` what must be said under it."""
    columns: Sequence[Column]
    pictured: int | None = None
    """The place of the column that is drawn too: a coefficient from -1 to 1."""
    baselines: bool = False
    """Whether judges that understand nothing stand among the others; else only where there is no other judge."""
    whole: bool = False
    """Whether what has no number at all is shown too."""
    scale: bool | None = None
    """``True``: only of answers with an order; ``False``: not of those of which none passes, which have that sheet."""

    def shows(self, raters: Mapping[Panel, Named]) -> bool:
        """Whether a part with these rows belongs in it."""
        if self.scale is None:
            return True
        names = {name for rows in raters.values() for name, _ in rows}
        ordered = "cohen_kappa_quadratic" in names
        return ordered if self.scale else not ordered or "sensitivity" in names


@dataclass(frozen=True, slots=True)
class Line:
    """One rater on one dimension."""

    name: str
    mark: str
    """Calls the notes that hold for the whole line."""
    experts: bool
    quiet: bool
    """Whether it is no judge but what a judge is held against."""
    values: Sequence[Sequence[str]]
    """For each column the value, and its interval where there is one."""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The raters on one dimension (of one group)."""

    name: str
    mark: str
    critical: bool
    lines: Sequence[Line]


@dataclass(frozen=True)
class Sheet:
    """One table with all that stands around it."""

    layout: Layout
    headings: Sequence[str]
    parts: Sequence[Part]
    rows: Sequence[Row]
    """Those it shows."""
    footnotes: Footnotes
    why: Sequence[str] = ()
    """Where no part has a number: the reasons."""


def sheet_of(table: Table, layout: Layout, legend: Legend, ui: Ui, *, critical: Collection[str] = ()) -> Sheet:
    """*table* laid out so; a part in which no judge has a number is left out, unless the layout is of the whole."""
    return _Maker(table, layout, legend, ui, critical).sheet()


_Picked = Mapping[Column, Row | None]


class _Maker:
    """One sheet in the making: its notes are numbered as its numbers are written."""

    def __init__(self, table: Table, layout: Layout, legend: Legend, ui: Ui, critical: Collection[str]) -> None:
        self.layout, self.legend, self.ui, self.critical = layout, legend, ui, critical
        self.places = placed(table.rows)
        self.names = panel_names(table.rows, ui, legend) | {(b, ""): say_code("judge", b, ui) for b in _BESIDE}
        self.footnotes = Footnotes(ui)

    def sheet(self) -> Sheet:
        parts, shown, gone = [], list[Row](), list[str]()
        for place, raters in self.places.items():
            if not self.layout.shows(raters):
                continue
            picked = self._picked(raters)
            rows = [row for own in picked.values() for row in own.values() if row is not None]
            of_judges = [row for row in rows if not _stands_beside(row["judge"])]
            if not self.layout.whole and all(row["value"] is None for row in of_judges):
                gone += [row["reason"] for row in of_judges if row["reason"]]
            elif of_judges or (self.layout.whole and rows):
                parts.append(self._part(place, picked, raters))
                shown += rows
        why = () if parts else tuple(reason_words(reason, self.ui) for reason in dict.fromkeys(gone))
        headings = [say(c.heading, self.ui) for c in self.layout.columns]
        return Sheet(self.layout, headings, parts, shown, self.footnotes, why)

    def _picked(self, raters: Mapping[Panel, Named]) -> dict[Panel, _Picked]:
        """The raters a part shows, with their rows: the experts, judges, what stands beside them."""
        judges = [panel for panel in raters if not _stands_beside(panel[0])]
        real = [p for p in judges if self.layout.baselines or not self.legend.is_baseline(p[0])] or judges
        experts, beside = ([p for p in raters if p[0] in names] for names in ((EXPERTS,), _BESIDE))
        found = {p: {c: c.of(raters[p]) for c in self.layout.columns} for p in (*experts, *real, *beside)}
        return {panel: own for panel, own in found.items() if any(row is not None for row in own.values())}

    def _part(self, place: Place, picked: Mapping[Panel, _Picked], raters: Mapping[Panel, Named]) -> Part:
        said = {panel: self._remarks(own) for panel, own in picked.items()}
        above, mark = self._lifted([cell for own in said.values() for cell in own.values()], frozenset())
        lines = []
        for panel, own in picked.items():
            of_line, called = self._lifted(list(said[panel].values()), above)
            beside = {c: [r for r in cell if template_of(r) not in above | of_line] for c, cell in said[panel].items()}
            ranges = raters[panel] if panel[0] == EXPERTS else {}
            values = [self._cell(c, row, beside.get(c, ()), ranges) for c, row in own.items()]
            picture = self._picture(own, picked.get((EXPERTS, ""), {}))
            experts, quiet = panel[0] == EXPERTS, panel[0] in _BESIDE
            lines.append(Line(self.names[panel], called, experts, quiet, values, picture))
        return Part(self._place_name(place), mark, place[0] in self.critical, lines)

    def _remarks(self, own: _Picked) -> dict[Column, list[str]]:
        """What must be said beside each number there is."""
        return {c: remarks(row, self.ui, bare=c.bare) for c, row in own.items() if row and row["value"] is not None}

    def _lifted(self, cells: Sequence[Sequence[str]], above: frozenset[str]) -> tuple[frozenset[str], str]:
        """The remarks that every one of several numbers has, which are called once for all of them."""
        if len(cells) < 2:  # noqa: PLR2004 - of one number, they stand beside it
            return frozenset(), ""
        shared = frozenset.intersection(*(frozenset(map(template_of, cell)) for cell in cells)) - above
        return shared, self.footnotes.mark(r for cell in cells for r in cell if template_of(r) in shared)

    def _cell(self, column: Column, row: Row | None, remarks: Sequence[str], of_experts: Named) -> list[str]:
        ends = column.values(of_experts)
        if row is None and ends:
            return [
                figures.interval(min(ends), max(ends), self.ui)
                if len(set(ends)) > 1
                else figures.percent(ends[0], self.ui)
            ]
        written = column.write or (cells.difference if column.signed else cells.statistic)
        first, *more = written(row, self.footnotes, self.ui)
        return [f"{first} {self.footnotes.mark(remarks)}".rstrip(), *more]

    def _picture(self, own: _Picked, experts: _Picked) -> Picture | None:
        if self.layout.pictured is None:
            return None
        at = self.layout.columns[self.layout.pictured]
        return coefficient_line(own.get(at), experts.get(at))

    def _place_name(self, place: Place) -> str:
        dimension, group = place
        name = say("total", self.ui) if dimension == TOTAL else self.legend.dimension(dimension)
        if all(other is None for _, other in self.places):
            return name
        return f"{name} · {say('scores.group', self.ui, group=figures.UNKNOWN if group is None else group)}"


def _stands_beside(judge: str) -> bool:
    return judge == EXPERTS or judge in _BESIDE
