"""The cases on which judge and experts differ, as the page shows them."""

from collections.abc import Mapping, Sequence

from judge.dimension import Dimension
from judge.parsing.evidence import quotes_of
from judge.record import dataclass
from judge.table import Row
from judge.views.names import Legend, answer_name, language_tag, panel_names
from judge.views.report import Report
from judge.views.sections import Block
from judge.views.words import Ui, say, say_code

_TEXTS = ("context", "response", "criterion", "rationale", "evidence")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text somebody wrote, with what it is."""

    kind: str
    text: str
    language: str | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """One response a judge and the experts see differently."""

    anchor: str
    """What links to it."""
    kind: str | None
    """Why it stands here, in words: missed, a false alarm, not read, another answer."""
    response_id: str
    candidate: str
    judge: str
    answer: str
    experts: Sequence[tuple[str, str]]
    """Each rater's name and answer."""
    passages: Sequence[Passage]
    """Empty on a redacted page."""


def cases(report: Report, legend: Legend, ui: Ui, *, redacted: bool) -> list[Block[CaseView]]:
    """The cases in blocks by dimension, critical ones first, then in the rubric's order."""
    names = panel_names(report.differing, ui, legend)
    order = sorted(report.rubric.dimensions, key=lambda d: not d.critical)
    places = anchors(report)
    blocks = []
    for dimension in order:
        rows = [row for row in report.differing if row["dimension"] == dimension.id]
        lines = [
            CaseView(
                places[case_key(row)],
                _kind(row, ui),
                row["response_id"],
                row["candidate"],
                names[row["judge"], row["ask"] or ""],
                _meant(row, dimension, row["answer"], row["state"], ui),
                [(rater, _meant(row, dimension, answer, None, ui)) for rater, answer in _answers(row).items()],
                [] if redacted else _passages(row, dimension, report.content_language),
            )
            for row in rows
        ]
        if lines:
            blocks.append(Block(legend.dimension(dimension.id), dimension.critical, lines))
    return blocks


def case_key(row: Row) -> tuple[str, str, str, str, object]:
    """Which case a row is about: one repeat of one judge, asked in one way."""
    return row["response_id"], row["dimension"], row["judge"], row["ask"] or "", row.get("repeat")


def anchors(report: Report) -> dict[tuple[str, str, str, str, object], str]:
    """What links to each case of the page: a number, so that no name from outside becomes part of an address."""
    return {key: f"case-{i}" for i, key in enumerate(dict.fromkeys(map(case_key, report.differing)), start=1)}


def _kind(row: Row, ui: Ui) -> str | None:
    return say_code("kind", row["kind"], ui) if row.get("kind") else None


def _answers(row: Row) -> Mapping[str, str | None]:
    experts: Mapping[str, str | None] = row["experts"]
    return experts


def _meant(row: Row, dimension: Dimension, answer: str | None, state: str | None, ui: Ui) -> str:
    said = answer_name(dimension, answer, state, ui)
    if answer not in dimension.answer_ids:
        return said
    passed = dimension.passed(answer)
    if passed is None:
        return said
    return f"{said} ({say('passed' if passed is not row.get('turned', False) else 'not_passed', ui)})"


def _passages(row: Row, dimension: Dimension, content_language: str) -> list[Passage]:
    language = language_tag(row.get("language") or content_language)
    texts = {kind: row[kind] for kind in _TEXTS if row.get(kind)}
    if dimension.evidence == "spans" and "evidence" in texts:
        texts["evidence"] = "\n".join(f"— {quote}" for quote in quotes_of(texts["evidence"], spans=True))
    return [Passage(kind, text, language) for kind, text in texts.items()]
