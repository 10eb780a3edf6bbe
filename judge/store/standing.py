"""Where a run stands, counted by SQLite in one look: cheap on a million judgments, and consistent while it is written.

Of several attempts the highest counts, as everywhere.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from judge.judgment import READ, UNREACHED, State
from judge.record import dataclass
from judge.store import reading


@dataclass(frozen=True, slots=True)
class End:
    """How judgments of one panel stand: all of one state, reason and openness."""

    state: State
    reason_code: str | None
    is_open: bool
    """Whether a resume asks again."""


@dataclass(frozen=True, slots=True)
class Paid:
    """What the calls of one panel took. Sums are over what was counted; an unknown count adds nothing."""

    calls: int = 0
    answered: int = 0
    cost_usd: float = 0.0
    unpriced: int = 0
    """Calls that were or may have been billed, at a price nobody knows."""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    reasoning_tokens: int = 0
    cached_of: int = 0
    """Prompt tokens of the calls whose provider says how many it had in its cache."""
    requests: int = 0
    """HTTP requests, retries included."""
    rate_limited: int = 0
    """Calls that were given up at a rate limit."""
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True)
class PanelStanding:
    """Where one judge with one way of asking stands."""

    number: int
    judge: str
    ask: str
    spec: Mapping[str, Any]  # JSON of ours
    responses: int
    dockets: int
    """Responses times repeats: what is asked about."""
    asked: int
    """Judgments: dockets times dimensions."""
    ends: Mapping[End, int]
    open_dockets: int
    """Dockets with a judgment that was never made, or that a resume makes again."""
    paid: Paid
    questions: int = 1
    """How many the rubric asks: what a call asks where each has its own."""

    @property
    def missing(self) -> int:
        """Judgments never made."""
        return self.asked - sum(self.ends.values())

    @property
    def open(self) -> int:
        """Judgments that a resume makes, or makes again."""
        return self.missing + sum(n for end, n in self.ends.items() if end.is_open)

    @property
    def calls_to_come(self) -> int:
        """Calls of a resume at most, re-asks apart: gates and silent responses may leave some out."""
        each = min(self.open, self.open_dockets * self.questions)
        once = self.open_dockets
        return {"rubric": once, "class": once, "dimension": each}.get(str(self.spec.get("per")), 0)

    def count(self, states: frozenset[State]) -> int:
        """Judgments that ended in one of *states*."""
        return sum(n for end, n in self.ends.items() if end.state in states)

    @property
    def read(self) -> int:
        """Judgments that gave a verdict, or said that none can be given."""
        return self.count(READ)

    @property
    def unreached(self) -> int:
        """Judgments no reply ever came for, those never made included."""
        return self.count(UNREACHED) + self.missing


@dataclass(frozen=True)
class Standing:
    """Where a run stands."""

    panels: tuple[PanelStanding, ...]
    asked_again: int
    """Judgments that were asked again on request."""
    forgotten: int
    rescored: Mapping[str, Any] | None  # JSON of ours
    """What the last ``judge rescore`` found."""


def standing(db: sqlite3.Connection, *, dimensions: int, questions: int) -> Standing:
    """Count where the run stands.

    Args:
        db: An open store.
        dimensions: How many the rubric rates.
        questions: How many it asks.
    """
    with _one_look(db):
        made = {panel: (whole, rows) for panel, whole, rows in db.execute(_MADE, (dimensions,))}
        ends = _ends(db, {panel: rows for panel, (_, rows) in made.items()})
        plan = {p: (n, dockets) for p, n, dockets in db.execute(_PLAN)}
        reopening = dict(db.execute(_OPEN_AGAIN, (dimensions,))) if _any_open(ends) else {}
        paid = {row[0]: Paid(*row[1:]) for row in db.execute(_PAID)}
        panels = []
        for number, judge, ask, spec in reading.panels(db):
            responses, dockets = plan.get(number, (0, 0))
            open_dockets = dockets - made.get(number, (0, 0))[0] + reopening.get(number, 0)
            own = ends.get(number, Counter())
            panels.append(
                PanelStanding(
                    number, judge, ask, spec, responses, dockets, dockets * dimensions, own, open_dockets,
                    paid.get(number, Paid()), questions,
                )
            )  # fmt: skip
        (asked_again,) = db.execute("SELECT count(*) FROM reopened").fetchone()
        (forgotten,) = db.execute("SELECT count(*) FROM forgotten").fetchone()
        rescored = db.execute("SELECT value FROM meta WHERE key = 'rescored'").fetchone()
    return Standing(tuple(panels), asked_again, forgotten, json.loads(rescored[0]) if rescored else None)


@contextmanager
def _one_look(db: sqlite3.Connection) -> Iterator[None]:
    """All counts of one moment, whoever writes meanwhile."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("ROLLBACK")


def _any_open(ends: Mapping[int, Mapping[End, int]]) -> bool:
    return any(end.is_open for own in ends.values() for end in own)


def _ends(db: sqlite3.Connection, made: Mapping[int, int]) -> dict[int, Counter[End]]:
    """The highest attempts: all, less those that have a later one; those reopened and not made again are open."""
    found = {panel: Counter({_PLAIN: rows}) for panel, rows in made.items()}
    for panel, state, reason, final, count in db.execute(_OTHERS):
        found[panel][End(State(state), reason, not final)] += count
        found[panel][_PLAIN] -= count
    for panel, state, reason, final, count in db.execute(_SUPERSEDED):
        found[panel][End(State(state), reason, not final)] -= count
    for panel, state, reason, count in db.execute(_REOPENED):
        found[panel][End(State(state), reason, False)] -= count
        found[panel][End(State(state), reason, True)] += count
    return {panel: +own for panel, own in found.items()}


_PLAN = "SELECT panel, count(*), sum(repeats) FROM planned GROUP BY panel"
_PLAIN = End(State.SCORED, None, False)
_OTHERS = """
SELECT panel, state, reason_code, final, count(*) FROM judgments
WHERE state != 'scored' OR reason_code IS NOT NULL OR NOT final GROUP BY 1, 2, 3, 4
"""
# Nearly all are plainly scored. They are counted in the index alone, less the others, which need sorting.
_SUPERSEDED = """
SELECT j.panel, j.state, j.reason_code, j.final, count(*) FROM (
    SELECT panel, seq, repeat, dimension, max(attempt) AS attempt FROM judgments WHERE attempt > 1 GROUP BY 1, 2, 3, 4
) later JOIN judgments j ON j.panel = later.panel AND j.seq = later.seq AND j.repeat = later.repeat
    AND j.dimension = later.dimension AND j.attempt < later.attempt
GROUP BY 1, 2, 3, 4
"""
_LAST = """NOT EXISTS (
    SELECT 1 FROM judgments k WHERE k.panel = j.panel AND k.seq = j.seq AND k.repeat = j.repeat
    AND k.dimension = j.dimension AND k.attempt > j.attempt
)"""
_AGAIN = f"""
FROM reopened o CROSS JOIN judgments j ON j.panel = o.panel AND j.seq = o.seq AND j.repeat = o.repeat
    AND j.dimension = o.dimension AND j.attempt <= o.attempt
WHERE j.final AND {_LAST}
"""
_REOPENED = f"SELECT j.panel, j.state, j.reason_code, count(*) {_AGAIN} GROUP BY 1, 2, 3"
_MADE = """
SELECT panel, sum(made = ?), sum(attempts) FROM (
    SELECT panel, count(DISTINCT dimension) AS made, count(*) AS attempts FROM judgments GROUP BY panel, seq, repeat
) GROUP BY panel
"""
_OPEN_AGAIN = f"""
SELECT panel, count(*) FROM (
    SELECT j.panel, j.seq, j.repeat FROM judgments j WHERE NOT j.final AND {_LAST}
    UNION SELECT j.panel, j.seq, j.repeat {_AGAIN}
) d WHERE ? = (
    SELECT count(DISTINCT dimension) FROM judgments k
    WHERE k.panel = d.panel AND k.seq = d.seq AND k.repeat = d.repeat
) GROUP BY panel
"""  # noqa: S608 - our own words
_PAID = """
SELECT panel, count(*), sum(error IS NULL), total(cost_usd),
    sum(cost_usd IS NULL AND (error IS NULL OR error LIKE '%:deadline:%' OR error LIKE '%:timeout:%')),
    coalesce(sum(prompt_tokens), 0), coalesce(sum(completion_tokens), 0), coalesce(sum(cached_tokens), 0),
    coalesce(sum(reasoning_tokens), 0), coalesce(sum(iif(cached_tokens IS NULL, 0, prompt_tokens)), 0),
    sum(http_attempts), sum(coalesce(error LIKE '%:rate_limit:%', 0)), min(asked_at), max(asked_at)
FROM calls WHERE route != 'imported' GROUP BY panel
"""
