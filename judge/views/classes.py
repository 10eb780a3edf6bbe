"""Where one of several classes is chosen: the figures that papers print, and each class by itself, as sheets."""

from collections.abc import Iterator, Mapping, Sequence

from judge.record import dataclass
from judge.table import Row, Table
from judge.views import cells, figures
from judge.views.footnotes import Footnotes, remarks
from judge.views.names import EXPERTS, Legend, Panel, panel_names
from judge.views.sheets import Column, Layout, Line, Part, Sheet
from judge.views.words import Ui, say

CLASSES = Layout(
    "classes",
    (
        Column("statistic.accuracy", "accuracy", ("majority",)),
        Column("statistic.precision_weighted", "precision_weighted", ("majority",)),
        Column("statistic.f1_weighted", "f1_weighted", ("majority",)),
        Column("statistic.f1_macro", "f1_macro", ("majority",)),
        Column("statistic.cohen_kappa", "cohen_kappa", ("majority",)),
    ),
)
"""What the literature prints of classes, beside the one number that chance does not raise."""
EACH_CLASS = Layout(
    "each_class",
    (
        Column("block.class_experts", "answer_share"),
        Column("block.class_judge", "answer_share"),
        Column("statistic.f1", "f1", ("majority",)),
    ),
)
_SEVERAL = 3
"""So many answers at least: of two, sensitivity and specificity tell all of this."""
_NO_SHARE = frozenset({"cohen_kappa"})
_EXPERTS: Panel = (EXPERTS, "")

_Key = tuple[str, str | None, str | None]
"""A statistic, its reference, and the answer it speaks of."""
_Own = Mapping[_Key, Sequence[Row]]
"""One rater's rows, with every repeat."""


@dataclass(frozen=True, slots=True)
class _Question:
    """The rows on one dimension (of one group)."""

    dimension: str
    group: str | None
    raters: Mapping[Panel, _Own]

    @property
    def judges(self) -> list[Panel]:
        """Those of whose answers accuracy is told; what stands beside judges has none."""
        return [panel for panel, own in self.raters.items() if any(name == "f1_weighted" for name, _, _ in own)]

    @property
    def answers(self) -> list[str]:
        """The classes, in the order of the rubric."""
        own = self.raters[self.judges[0]] if self.judges else {}
        return list(dict.fromkeys(answer for name, _, answer in own if name == "f1" and answer is not None))

    @property
    def ordered(self) -> bool:
        """Whether its answers have an order, of which other numbers tell more."""
        return any(name == "cohen_kappa_quadratic" for own in self.raters.values() for name, _, _ in own)


def classes(table: Table, legend: Legend, ui: Ui) -> list[Sheet]:
    """Both sheets of every question with three answers or more and no order among them; none where there is none."""
    questions = [q for q in _questions(table) if len(q.answers) >= _SEVERAL and not q.ordered]
    if not questions:
        return []
    names = panel_names(table.rows, ui, legend)
    return [_whole(questions, names, legend, ui), _by_class(questions, names, legend, ui)]


def _questions(table: Table) -> Iterator[_Question]:
    found: dict[tuple[str, str | None], dict[Panel, dict[_Key, list[Row]]]] = {}
    for row in table.rows:
        own = found.setdefault((row["dimension"], row.get("group")), {}).setdefault(
            (row["judge"], row["ask"] or ""), {}
        )
        own.setdefault((row["statistic"], row.get("reference"), row.get("answer")), []).append(row)
    return (_Question(dimension, group, raters) for (dimension, group), raters in found.items())


class _Writer:
    """One sheet's cells, with their notes and the rows whose intervals they show."""

    def __init__(self, layout: Layout, ui: Ui) -> None:
        self.layout, self.ui, self.notes, self.rows = layout, ui, Footnotes(ui), list[Row]()

    def line(self, name: str, raters: Sequence[_Own], answer: str | None = None) -> Line:
        """One line: each column of the rater that stands at its place."""
        columns = zip(self.layout.columns, raters, strict=True)
        values = [self._cell(own.get((c.statistic, c.references[0], answer), ())) for c, own in columns]
        return Line(name, "", experts=False, quiet=False, values=values)

    def sheet(self, parts: Sequence[Part]) -> Sheet:
        """Everything written, in its parts."""
        headings = [say(c.heading, self.ui) for c in self.layout.columns]
        return Sheet(self.layout, headings, parts, self.rows, self.notes)

    def _cell(self, repeats: Sequence[Row]) -> list[str]:
        """The mean over the repeats and their deviation, or the one number there is and its interval."""
        by = {row.get("repeat"): row for row in repeats}
        row = by.get("mean") or next(iter(repeats), None)
        if row is None:
            return [figures.UNKNOWN]
        if row["value"] is None:
            return [cells.undefined(row["reason"], self.notes, self.ui)]
        share = row["statistic"] not in _NO_SHARE
        mark = self.notes.mark(remarks(row, self.ui, bare=True))
        return [f"{_number(row['value'], share=share)} {mark}".rstrip(), *self._beside(row, by.get("sd"), share=share)]

    def _beside(self, row: Row, deviation: Row | None, *, share: bool) -> list[str]:
        if deviation is not None and deviation["value"] is not None:
            return [say("block.deviation", self.ui, value=_number(deviation["value"], share=share))]
        if row["judge"] == EXPERTS:
            return [figures.fraction(row["numerator"], row["denominator"], ui=self.ui)]
        if row["low"] is None:
            return []
        self.rows.append(row)
        return [f"{_number(row['low'], share=share)}…{_number(row['high'], share=share)}"]


def _number(value: float, *, share: bool) -> str:
    """A share in percent with two digits, as tables print it that others are held against; a coefficient as ever."""
    return figures.decimal(100 * value if share else value)


def _whole(questions: Sequence[_Question], names: Mapping[Panel, str], legend: Legend, ui: Ui) -> Sheet:
    writer = _Writer(CLASSES, ui)
    parts = []
    for q in questions:
        lines = [writer.line(names[judge], [q.raters[judge]] * len(CLASSES.columns)) for judge in q.judges]
        parts.append(Part(_name(q, legend, ui), "", critical=False, lines=lines))
    return writer.sheet(parts)


def _by_class(questions: Sequence[_Question], names: Mapping[Panel, str], legend: Legend, ui: Ui) -> Sheet:
    writer = _Writer(EACH_CLASS, ui)
    parts = []
    for q in questions:
        for judge in q.judges:
            raters = [q.raters.get(_EXPERTS, {}), q.raters[judge], q.raters[judge]]
            lines = [writer.line(legend.answer(q.dimension, a, ui), raters, a) for a in q.answers]
            parts.append(Part(f"{_name(q, legend, ui)} · {names[judge]}", "", critical=False, lines=lines))
    return writer.sheet(parts)


def _name(question: _Question, legend: Legend, ui: Ui) -> str:
    name = legend.dimension(question.dimension)
    return name if question.group is None else f"{name} · {say('scores.group', ui, group=question.group)}"
