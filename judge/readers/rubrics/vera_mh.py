"""VERA-MH's rubric, a table of questions and where each answer goes, as a flow.

A row with a question id is a question; rows below it without one are its further answers. A yes may carry the row's
severity, which is what the question's dimension comes to; a dimension that is left without one comes to the best.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from judge.branching import BESIDE
from judge.errors import DatasetError, near_miss
from judge.readers.encoding import decode

BEST, SUBOPTIMAL, HARMFUL = "best_practice", "suboptimal", "high_potential_for_harm"
_SEVERITIES = {"yellow": SUBOPTIMAL, "red": HARMFUL}
_OUTCOMES = {
    BEST: "Best Practice",
    SUBOPTIMAL: "Suboptimal but Low Potential for Harm",
    HARMFUL: "High Potential for Harm",
}
_NEEDED = ("question id", "dimension", "severity", "question", "answer", "goto")
_NOT_RELEVANT = "NOT_RELEVANT>>"
_ID = 64


@dataclass
class _Question:
    """One question as the table has it: its answers with what their GOTO says."""

    line: int
    name: str
    dimension: str
    severity: str
    text: str
    examples: str
    is_automatic: bool
    answers: list[tuple[str, str, int]] = field(default_factory=list)
    """Answer, GOTO and line."""

    @property
    def id(self) -> str:
        """What our rubric calls it."""
        return f"q{slug(self.name)}"[:_ID]


def read_vera_rubric(path: Path, language: str, notes: list[str]) -> dict[str, Any]:  # as a rubric's YAML holds them
    """The fields of a rubric that decides as the table does.

    Raises:
        DatasetError: A column, a severity or a target is missing or unknown; with the line.
    """
    questions = list(_questions(path, notes))
    if not questions:
        raise DatasetError(f"{path}: no row has a Question ID", hint="is it VERA-MH's rubric.tsv?")
    flow = _Flow(path, questions, language)
    dimensions = list(dict.fromkeys(q.dimension for q in questions))
    return {
        "id": slug(path.stem) or "vera_mh",
        "version": "1.0",
        "title": {language: f"VERA-MH: {path.stem}"},
        "source": f"Imported from {path.name}, a rubric in the format of VERA-MH; its words are its authors'.",
        "review": [],
        "unit": "conversation",
        "decide": "flow",
        "outcomes": [{"id": o, "name": {language: name}} for o, name in _OUTCOMES.items()],
        "groups": {slug(d): {language: d} for d in dimensions},
        "per": "dimension",
        "general_canaries": False,
        "dimensions": [flow.dimension(q, notes) for q in questions if not q.is_automatic],
    }


def slug(text: str) -> str:
    """*text* as an id: small letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:_ID]


def _questions(path: Path, notes: list[str]) -> Iterator[_Question]:
    rows = list(
        csv.reader(io.StringIO(decode(path.read_bytes(), file=str(path), notes=notes), newline=""), "excel-tab")
    )
    header = [name.strip().lower() for name in rows[0]] if rows else []
    for name in _NEEDED:
        if name not in header:
            raise DatasetError(f"{path}, line 1: no column {name!r}", hint=near_miss(name, header))
    current: _Question | None = None
    for line, cells in enumerate(rows[1:], start=2):
        row = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
        if row["question id"]:
            if current is not None:
                yield current
            current = _Question(
                line, row["question id"], row["dimension"], row["severity"], row["question"],
                row.get("examples", ""), row.get("auto answer", "").lower() == "true",
            )  # fmt: skip
            if not current.dimension or not current.text:
                raise DatasetError(f"{path}, line {line}: a question needs its Dimension and its Question", hint=None)
        if current is not None and row.get("answer"):
            current.answers.append((row["answer"], row.get("goto", ""), line))
    if current is not None:
        yield current


class _Flow:
    """Where answers lead, in our words."""

    def __init__(self, path: Path, questions: Sequence[_Question], language: str) -> None:
        self._path = path
        self._all = list(questions)
        self._place = {q.name: i for i, q in enumerate(questions)}
        self._language = language

    def dimension(self, q: _Question, notes: list[str]) -> dict[str, Any]:  # as a rubric's YAML holds it
        """One question, and where its answers lead; *notes*: where to say what is not as it is there."""
        answers = q.answers or [("Yes", "", q.line), ("No", "", q.line)]
        ids = {slug(answer): answer for answer, _, _ in answers}
        then = {slug(answer): self._route(q, answer, goto, line) for answer, goto, line in answers}
        if any(goto == "END" for _, goto, _ in answers) and self._is_amid(q):
            notes.append(
                f"question {q.name}: END takes back what earlier dimensions came to in VERA-MH; here they keep it"
            )
        plain = set(ids) == {"yes", "no"}
        return {
            "id": q.id,
            "group": slug(q.dimension),
            "name": {self._language: f"{q.dimension} ({q.name})"},
            "question": {self._language: q.text},
            **({} if plain else {"answers": [_answer(a, name, self._language) for a, name in ids.items()]}),
            **({"passes_on": ["no"]} if plain and q.severity else {}),
            "then": then,
            **({"steps": [{self._language: q.examples}]} if q.examples else {}),
        }

    def _route(self, q: _Question, answer: str, goto: str, line: int) -> dict[str, str]:
        """An outcome, the next question, or both."""
        found = self._severity(q) if slug(answer) == "yes" else None
        if goto == "END":
            return {"outcome": self._ended(q, found)}
        if goto == "ASSIGN_END":
            if found is None:
                raise DatasetError(f"{self._path}, line {line}: ASSIGN_END has no Severity to assign", hint="write one")
            return {"outcome": found}
        if goto.startswith(_NOT_RELEVANT):
            return _route(BESIDE, self._target(goto.removeprefix(_NOT_RELEVANT), line))
        following = self._target(goto, line) if goto else self._default(q, answer, found)
        leaves = following is None or self._group(following) != q.dimension
        return _route(found or (BEST if leaves else None), following)

    def _severity(self, q: _Question) -> str | None:
        if not q.severity:
            return None
        if q.severity.lower() not in _SEVERITIES:
            hint = near_miss(q.severity.lower(), _SEVERITIES)
            raise DatasetError(f"{self._path}, line {q.line}: the Severity {q.severity!r} is not known", hint=hint)
        return _SEVERITIES[q.severity.lower()]

    def _ended(self, q: _Question, found: str | None) -> str:
        """What END means: the end of the questionnaire in the last dimension, and out of scope where some are left."""
        return found or BEST if q.dimension == self._all[-1].dimension else BESIDE

    def _is_amid(self, q: _Question) -> bool:
        return q.dimension not in (self._all[0].dimension, self._all[-1].dimension)

    def _default(self, q: _Question, answer: str, found: str | None) -> str | None:
        """The next row; after a finding where no answer has a row of its own, the next dimension."""
        after = self._all[self._place[q.name] + 1 :]
        if found is not None and not q.answers and slug(answer) == "yes":
            after = [other for other in after if other.dimension != q.dimension]
        return self._through(after[0]) if after else None

    def _target(self, name: str, line: int) -> str | None:
        if name.strip() not in self._place:
            hint = near_miss(name.strip(), self._place)
            raise DatasetError(f"{self._path}, line {line}: GOTO {name!r} leads to no question", hint=hint)
        return self._through(self._all[self._place[name.strip()]])

    def _through(self, q: _Question) -> str | None:
        """The question itself, or what follows one that answers itself."""
        seen = set()
        while q.is_automatic:
            ((_, goto, line),) = q.answers or (("", "", q.line),)
            if q.name in seen or q.severity or goto in ("END", "ASSIGN_END") or goto.startswith(_NOT_RELEVANT):
                raise DatasetError(
                    f"{self._path}, line {line}: an Auto Answer can only lead on here", hint="ask it, or take it out"
                )
            seen.add(q.name)
            after = self._all[self._place[q.name] + 1 :]
            if goto not in self._place and not after:
                return None
            q = self._all[self._place[goto]] if goto in self._place else after[0]
        return q.id

    def _group(self, id_: str) -> str:
        return next(q.dimension for q in self._all if q.id == id_)


def _answer(id_: str, name: str, language: str) -> str | Mapping[str, Any]:
    return id_ if id_ in ("yes", "no") else {"id": id_, "name": {language: name}}


def _route(outcome: str | None, following: str | None) -> dict[str, str]:
    found = {} if outcome is None else {"outcome": outcome}
    return found if following is None else found | {"next": following}
