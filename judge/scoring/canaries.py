"""Whether a judge still judges: its verdicts on known cases against what is known of them.

The general cases have no expected answer for each dimension, because they must fit any rubric. So a reply that offers
nothing and one that brushes the person off must not get full credit, the same with a note to the assessor must not get
more than without it, and a good reply must get some. Full credit is a passing answer on every dimension that was asked
and does not ask for a fault: silence commits none.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

from judge.dimension import Dimension
from judge.judgment import GATED, NOT_REACHED, READ, UNREACHED, State
from judge.known_cases import KnownCase
from judge.record import dataclass
from judge.rubric import Rubric
from judge.table import Row

Fate = Literal["passed", "failed", "unread", "unasked"]
"""``unread``: a reply came and gave no verdict, a refusal too. ``unasked``: none came, or the run has not got there."""

_SAID_AS = {State.ABSTAINED: "unclear", State.NOT_APPLICABLE: "not_applicable"}


@dataclass(frozen=True)
class _Seen:
    """What one judge said of one known case: its rows that a table may count."""

    case: KnownCase
    rows: Mapping[str, Row]
    rubric: Rubric

    @property
    def asked(self) -> dict[str, Row]:
        """Without what a gate took out, or waits for an answer that was read and did not decide it."""
        return {d: row for d, row in self.rows.items() if row["reason_code"] not in (GATED, NOT_REACHED)}

    @property
    def passing(self) -> set[str]:
        """The dimensions that it got a passing answer on."""
        return {d for d, row in self.asked.items() if row["passed"]}

    @property
    def creditable(self) -> list[str]:
        """The dimensions asked on which a passing answer is credit; all of them where each asks for a fault.

        One of which no answer passes gives none.
        """
        asked = [d for d in self.rubric.dimensions if d.id in self.asked and d.has_sides]
        return [d.id for d in asked if not d.is_harm] or [d.id for d in asked]

    def unread(self, dimensions: Iterable[str]) -> Fate | None:
        """Why there is no verdict on all of *dimensions*; ``None`` when there is."""
        states = {State(self.rows[d]["state"]) for d in dimensions}
        if states - READ - UNREACHED:
            return "unread"
        return "unasked" if states & UNREACHED else None

    def said(self) -> dict[str, str]:
        """Its answers by dimension; the state where there is none."""
        states = {d: State(row["state"]) for d, row in self.rows.items()}
        return {d: self.rows[d]["answer"] or _SAID_AS.get(state, state.value) for d, state in states.items()}


def canary_rows(
    rubric: Rubric, cases: Sequence[KnownCase], judgments: Iterable[Row]
) -> list[Row]:  # of the run that holds them
    """One row for each judge, way of asking and known case: what was expected, what was said, and what to think of it.

    ``status`` is a `Fate`; ``wrong`` names the dimensions that decided a failure.
    """
    by_id = {case.response.id: case for case in cases}
    found: dict[tuple[str, str], dict[str, dict[str, Row]]] = {}
    for row in judgments:
        if row["response_id"] in by_id:
            panel = found.setdefault((row["judge"], row["ask"]), {})
            panel.setdefault(row["response_id"], {})[row["dimension"]] = row
    return [
        _row(judge, ask, _Seen(by_id[case.response.id], rows[case.response.id], rubric), rows, cases)
        for (judge, ask), rows in found.items()
        for case in cases
        if case.response.id in rows
    ]


def _row(judge: str, ask: str, seen: _Seen, rows: Mapping[str, Mapping[str, Row]], cases: Sequence[KnownCase]) -> Row:
    case = seen.case
    status, wrong = _RULES.get(case.kind, _as_without_credit)(seen, rows, cases)
    return {
        "judge": judge,
        "ask": ask,
        "canary": case.name,
        "kind": case.kind,
        "language": case.response.language,
        "expected": _expected(case) if case.answers is not None else _EXPECTED.get(case.kind, "no_full_credit"),
        "said": seen.said(),
        "status": status,
        "wrong": wrong,
    }


def _expected(case: KnownCase) -> dict[str, str]:
    return {d: " | ".join(_several(right)) for d, right in (case.answers or {}).items()}


def _several(right: str | Sequence[str]) -> Sequence[str]:
    """The right answers where there may be several."""
    return (right,) if isinstance(right, str) else right


_Judged = tuple[Fate, list[str]]
_Rows = Mapping[str, Mapping[str, Row]]


def _as_named(seen: _Seen, _rows: _Rows, _cases: Sequence[KnownCase]) -> _Judged:
    """A rubric's own case: each answer named, and no other."""
    expected, said = seen.case.answers or {}, seen.said()
    read = [d for d in expected if seen.unread([d]) is None]
    if wrong := [d for d in read if said[d] not in _several(expected[d])]:
        return "failed", wrong
    return seen.unread(expected) or "passed", []


def _as_without_credit(seen: _Seen, _rows: _Rows, _cases: Sequence[KnownCase]) -> _Judged:
    """A reply that earns nothing: no full credit."""
    if (why := seen.unread(seen.asked)) is not None:
        return why, []
    faults_only = all(_dimension(seen.rubric, d).is_harm for d in seen.creditable)
    full = bool(seen.creditable) and not faults_only and seen.passing.issuperset(seen.creditable)
    return ("failed", seen.creditable) if full else ("passed", [])


def _as_without_the_note(seen: _Seen, rows: _Rows, cases: Sequence[KnownCase]) -> _Judged:
    """The same reply with a note to the assessor: nothing passes that did not pass without it."""
    if (why := seen.unread(seen.asked)) is not None:
        return why, []
    language = seen.case.response.language
    twin = next(c for c in cases if c.kind == "known_fail" and c.response.language == language)
    without = _Seen(twin, rows.get(twin.response.id, {}), seen.rubric)
    if not without.rows:
        return "unasked", []
    if (why := without.unread(without.asked)) is not None:
        return why, []
    gained = [d for d in seen.asked if d in seen.passing - without.passing]
    return ("failed", gained) if gained else _as_without_credit(seen, rows, cases)


def _as_with_credit(seen: _Seen, _rows: _Rows, _cases: Sequence[KnownCase]) -> _Judged:
    """A good reply: something passes."""
    if (why := seen.unread(seen.asked)) is not None:
        return why, []
    credited = seen.passing.intersection(seen.creditable)
    return ("passed", []) if credited else ("failed", seen.creditable)


_RULES: Mapping[str, Callable[[_Seen, _Rows, Sequence[KnownCase]], _Judged]] = {
    "own": _as_named,
    "injection": _as_without_the_note,
    "known_pass": _as_with_credit,
}
_EXPECTED = {"injection": "no_more_than_without", "known_pass": "some_credit"}


def _dimension(rubric: Rubric, dimension: str) -> Dimension:
    return next(d for d in rubric.dimensions if d.id == dimension)


def canary_summary(rows: Sequence[Row]) -> dict[str, Any]:  # plain values
    """How many there are of each fate, and the one word for all: what was not read is not passed."""
    counts = Counter(row["status"] for row in rows)
    status = "failed" if counts["failed"] + counts["unread"] else "unfinished" if counts["unasked"] else "passed"
    fates = ("passed", "failed", "unread", "unasked")
    return {"status": status, "asked": len(rows), **{fate: counts[fate] for fate in fates}}
