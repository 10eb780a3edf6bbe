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
_YES_NO = {"是": "yes", "否": "no"}
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
        """What our rubric calls it: after the line where its name has no letter of ours."""
        return f"q{slug(self.name) or self.line}"[:_ID]

    @property
    def given(self) -> dict[str, tuple[str, str, int]]:
        """Its answers by what our rubric calls them; yes and no where it names none."""
        rows = self.answers or [("Yes", "", self.line), ("No", "", self.line)]
        return {_YES_NO.get(a) or slug(a) or f"answer_{i}": (a, to, at) for i, (a, to, at) in enumerate(rows, start=1)}


def read_vera_rubric(path: Path, language: str, notes: list[str]) -> dict[str, Any]:  # as a rubric's YAML holds them
    """The fields of a rubric that decides as the table does.

    Raises:
        DatasetError: A column, a severity or a target is missing or unknown; with the line.
    """
    questions = list(_questions(path, notes))
    if not questions:
        raise DatasetError(f"{path}: no row has a Question ID", hint="is it VERA-MH's rubric.tsv?")
    _check(path, questions)
    flow = _Flow(path, questions, language)
    return {
        "id": slug(path.stem) or "vera_mh",
        "version": "1.0",
        "title": {language: f"VERA-MH: {path.stem}"},
        "source": f"Imported from {path.name}, a rubric in the format of VERA-MH; its words are its authors'.",
        "review": [],
        "unit": "conversation",
        "decide": "flow",
        "outcomes": [{"id": o, "name": {language: name}} for o, name in _OUTCOMES.items()],
        "groups": {group: {language: name} for name, group in flow.groups.items()},
        "per": "dimension",
        "general_canaries": False,
        "dimensions": flow.dimensions(notes),
    }


def slug(text: str) -> str:
    """*text* as an id: small letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:_ID]


def _questions(path: Path, notes: list[str]) -> Iterator[_Question]:
    current: _Question | None = None
    for line, row in _rows(path, notes):
        if row["question id"]:
            if current is not None:
                yield current
            current = _Question(
                line, row["question id"], row["dimension"], row["severity"], row["question"],
                row.get("examples", ""), row.get("auto answer", "").lower() == "true",
            )  # fmt: skip
            if not current.dimension or not current.text:
                raise DatasetError(f"{path}, line {line}: a question needs its Dimension and its Question", hint=None)
        if current is not None and row["answer"]:
            current.answers.append((row["answer"], row["goto"], line))
    if current is not None:
        yield current


def _rows(path: Path, notes: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The cells of each row by the names of their columns, with the line the row begins in."""
    text = decode(path.read_bytes(), file=str(path), notes=notes)
    reader = csv.reader(io.StringIO(text, newline=""), "excel-tab")
    header = [name.strip().lower() for name in next(reader, [])]
    for name in _NEEDED:
        if name not in header:
            hint = near_miss(name, header) if len(header) > 1 else "a table of VERA-MH has tabs between its columns"
            raise DatasetError(f"{path}, line 1: no column {name!r}", hint=hint)
    empty = dict.fromkeys(header, "")
    line = reader.line_num + 1
    for cells in reader:
        yield line, empty | {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
        line = reader.line_num + 1


def _check(path: Path, questions: Sequence[_Question]) -> None:
    """Refuse what would be found in the rubric only, where its lines are not the table's."""
    first: dict[str, int] = {}
    for q in questions:
        if first.setdefault(q.id, q.line) != q.line:
            message = f"{path}, line {q.line}: the question {q.name!r} stands in line {first[q.id]} already"
            raise DatasetError(message, hint="give every question an id of its own")
        if q.is_automatic and len(q.answers) > 1:
            message = f"{path}, line {q.answers[1][2]}: an Auto Answer is one answer"
            raise DatasetError(message, hint="ask it, or take the other answers out")
        if not q.is_automatic and len(q.given) < max(2, len(q.answers)):
            message = f"{path}, line {q.line}: the question {q.name!r} needs two answers that differ"
            raise DatasetError(message, hint="name every answer in a row of its own; none: yes and no")
    if all(q.is_automatic for q in questions):
        raise DatasetError(f"{path}: every question is an Auto Answer", hint="nothing is left to ask")


class _Flow:
    """Where answers lead, in our words."""

    def __init__(self, path: Path, questions: Sequence[_Question], language: str) -> None:
        self._path = path
        self._all = list(questions)
        self._place = {q.name: i for i, q in enumerate(questions)}
        self._language = language
        self.groups: dict[str, str] = {}
        """VERA-MH's dimensions, and what our rubric calls them."""
        for i, name in enumerate(dict.fromkeys(q.dimension for q in questions), start=1):
            plain = slug(name)
            self.groups[name] = plain if plain and plain not in self.groups.values() else f"group_{i}"

    def dimensions(self, notes: list[str]) -> list[dict[str, Any]]:  # as a rubric's YAML holds them
        """The questions that are asked; *notes*: where to say what is not as it is there."""
        asked = [q for q in self._all if not q.is_automatic]
        if self._through(self._all[0]) != asked[0].id:
            message = f"{self._path}, line {self._all[0].line}: an Auto Answer leads past the first question"
            raise DatasetError(message, hint="put the question it leads to first, or ask this one")
        return [self._dimension(q, notes) for q in asked]

    def _dimension(self, q: _Question, notes: list[str]) -> dict[str, Any]:  # as a rubric's YAML holds it
        ids = {id_: answer for id_, (answer, _, _) in q.given.items()}
        then = {id_: self._route(q, id_, goto, line) for id_, (_, goto, line) in q.given.items()}
        if any(goto == "END" for _, goto, _ in q.answers) and self._is_amid(q):
            notes.append(
                f"question {q.name}: END takes back what earlier dimensions came to in VERA-MH; here they keep it"
            )
        plain = set(ids) == {"yes", "no"}
        return {
            "id": q.id,
            "group": self.groups[q.dimension],
            "name": {self._language: f"{q.dimension} ({q.name})"},
            "question": {self._language: q.text},
            **({} if plain else {"answers": [_answer(a, name, self._language) for a, name in ids.items()]}),
            **({"passes_on": ["no"]} if plain and q.severity else {}),
            "then": then,
            **({"steps": [{self._language: q.examples}]} if q.examples else {}),
        }

    def _route(self, q: _Question, answer: str, goto: str, line: int) -> dict[str, str]:
        """An outcome, the next question, or both."""
        found = self._severity(q) if answer == "yes" else None
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
        if found is not None and not q.answers and answer == "yes":
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
