"""What tables call judges, dimensions and answers."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from judge.dimension import Dimension
from judge.record import dataclass
from judge.rubric import Rubric
from judge.table import Row
from judge.views.words import Ui, say, say_code

EXPERTS = "experts"
"""The judge column of rows about the experts among themselves."""

Panel = tuple[str, str]
"""A judge and its way of asking."""

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Legend:
    """What a table's rows do not say themselves.

    The plain one calls everything by its id and claims no review: who has more to tell makes one with ``legend``.
    """

    dimensions: Mapping[str, str] = field(default_factory=dict)
    """What to call a dimension, by id."""
    models: Mapping[str, str] = field(default_factory=dict)
    """A judge's model, by the judge's name: a baseline may be called anything."""
    reviewed: bool = False
    """Whether a clinician has signed the rubric."""
    unsuitable: frozenset[Panel] = frozenset()
    """Judges that left too much unread: every table says so beside their names."""
    asked: Mapping[str, Dimension] = field(default_factory=dict)
    """The dimensions themselves, by id: what to call their answers."""

    def dimension(self, id_: str) -> str:
        """What to call a dimension: its id where nobody has named it."""
        return self.dimensions.get(id_, id_)

    def answer(self, dimension: str, id_: str, ui: Ui) -> str:
        """What to call an answer."""
        return answer_name(self.asked.get(dimension), id_, None, ui)

    def is_baseline(self, judge: str) -> bool:
        """Whether nobody would use this judge for more than a comparison."""
        model = self.models.get(judge, judge)
        return judge.startswith("baseline/") or model.startswith("baseline/")


PLAIN = Legend()
"""Everything by its id, and no review claimed."""


def legend(
    rubric: Rubric, *languages: str, models: Mapping[str, str] | None = None, coverage: Iterable[Row] = ()
) -> Legend:
    """A rubric's names in the first of *languages* it has, whether it was reviewed, and who reads too little."""
    names = {d.id: in_language(d.name, *languages)[0] for d in rubric.dimensions}
    unsuitable = frozenset((row["judge"], row["ask"] or "") for row in coverage if row.get("unsuitable"))
    return Legend(names, models or {}, rubric.reviewed, unsuitable, {d.id: d for d in rubric.dimensions})


def panels(rows: Iterable[Row]) -> list[Panel]:
    """The judges with their ways of asking, in order of first appearance."""
    return list(dict.fromkeys((row["judge"], row["ask"] or "") for row in rows))


def panel_names(rows: Iterable[Row], ui: Ui, legend: Legend) -> dict[Panel, str]:
    """What to call each judge: the way of asking is named where one judge has several, a baseline says so."""
    known = panels(rows)
    asks = Counter(judge for judge, _ in known)
    return {panel: _panel_name(panel, ui, legend, several=asks[panel[0]] > 1) for panel in known}


def _panel_name(panel: Panel, ui: Ui, legend: Legend, *, several: bool) -> str:
    judge, ask = panel
    if judge == EXPERTS:
        return say("experts", ui)
    name = f"{judge} · {ask}" if several else judge
    named = say("baseline.named", ui, name=name) if legend.is_baseline(judge) else name
    return say("unsuitable.named", ui, name=named) if panel in legend.unsuitable else named


def in_language(text: Mapping[str, str] | str, *languages: str) -> tuple[str, str | None]:
    """A rubric's text in the first of *languages* it has, else in its own first, and the language that is."""
    if isinstance(text, str):
        return text, None
    language = next((wanted for wanted in languages if wanted in text), next(iter(text)))
    return text[language], language


def answer_name(dimension: Dimension | None, answer: str | None, state: str | None, ui: Ui) -> str:
    """What was answered, in words; where nothing was, the state that says why."""
    if answer is None:
        return say("unknown", ui) if state is None else say_code("state", state, ui)
    own = next((a for a in dimension.answers if a.id == answer and a.name), None) if dimension else None
    return in_language(own.name, ui)[0] if own and own.name else say_code("answer", answer, ui)


def language_tag(language: str | None) -> str | None:
    """*language* when it can be a ``lang`` attribute, else ``None``: it may come out of anybody's file."""
    return language if language is not None and _LANGUAGE_TAG.fullmatch(language) else None


def distinct(rows: Sequence[Row], column: str) -> list[str]:
    """The values of a *column* that are there, in order of first appearance."""
    return list(dict.fromkeys(row[column] for row in rows if row.get(column) is not None))
