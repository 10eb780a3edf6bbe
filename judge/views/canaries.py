"""What judges made of the known cases beside the data, for a terminal and for the page."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import RenderableType

from judge.record import dataclass
from judge.table import Row
from judge.views.grids import add, grid_of, titled
from judge.views.names import Legend, panel_names
from judge.views.words import Ui, say, say_code

Canaries = Mapping[str, Any]  # as `judge.results.canaries_of` gives them


@dataclass(frozen=True, slots=True)
class CanaryLine:
    """One known case before one judge."""

    judge: str
    case: str
    expected: str
    said: str
    outcome: str
    status: str
    """The code behind *outcome*."""


def canary_sentence(canaries: Canaries, ui: Ui) -> str:
    """How they fared, in one sentence."""
    status = canaries["status"]
    if status == "off":
        return say("canaries.off", ui)
    wrong, left = canaries["failed"] + canaries["unread"], canaries["unasked"]
    return say(f"canaries.{status}", ui, n=canaries["asked"], wrong=wrong, left=left)


def canary_table(canaries: Canaries, ui: Ui, legend: Legend) -> RenderableType | None:
    """Those that were not judged as they should be; ``None`` where there are none."""
    rows = [row for row in canaries.get("rows", ()) if row["status"] in ("failed", "unread")]
    if not rows:
        return None
    grid = grid_of("judge", "canary", "canary_expected", "canary_said", "canary_status", ui=ui, text=5)
    for line in canary_lines(rows, ui, legend):
        add(grid, line.judge, line.case, line.expected, line.said, line.outcome)
    return titled(say("canaries.title", ui), grid, [canary_sentence(canaries, ui), say("canaries.rule", ui)])


def canary_lines(rows: Sequence[Row], ui: Ui, legend: Legend) -> list[CanaryLine]:
    """Each of *rows* in words."""
    names = panel_names(rows, ui, legend)
    return [
        CanaryLine(
            names[row["judge"], row["ask"] or ""],
            _case(row, ui),
            _expected(row, ui, legend),
            _said(row, ui, legend),
            say(f"fate.{row['status']}", ui),
            row["status"],
        )
        for row in rows
    ]


def _case(row: Row, ui: Ui) -> str:
    name = str(row["canary"]) if row["kind"] == "own" else say(f"canary.{row['kind']}", ui)
    return f"{name} ({row['language']})" if row["language"] else name


def _expected(row: Row, ui: Ui, legend: Legend) -> str:
    expected = row["expected"]
    if isinstance(expected, str):
        return say(f"expected.{expected}", ui)
    shown = row["wrong"] or expected
    return _answers({d: expected[d] for d in row["said"] if d in expected and d in shown}, ui, legend)


def _said(row: Row, ui: Ui, legend: Legend) -> str:
    """The answers that decided it; where none did, those that were expected by name, or all of them."""
    said = row["said"]
    if row["status"] == "unread":
        return ", ".join(dict.fromkeys(_word(state, ui) for state in said.values()))
    named = row["wrong"] or (row["expected"] if isinstance(row["expected"], dict) else said)
    return _answers({d: answer for d, answer in said.items() if d in named}, ui, legend)


def _answers(answers: Mapping[str, str], ui: Ui, legend: Legend) -> str:
    by_answer: dict[str, list[str]] = {}
    for dimension, answer in answers.items():
        by_answer.setdefault(_answer(dimension, answer, ui, legend), []).append(legend.dimension(dimension))
    return " · ".join(f"{say('gate.comma', ui).join(names)}: {answer}" for answer, names in by_answer.items())


def _answer(dimension: str, answer: str, ui: Ui, legend: Legend) -> str:
    asked = legend.asked.get(dimension)
    known = asked is not None and answer in asked.answer_ids
    return legend.answer(dimension, answer, ui) if known else _word(answer, ui)


def _word(answer: str, ui: Ui) -> str:
    said = say_code("answer", answer, ui)
    return say_code("state", answer, ui) if said == answer else said
