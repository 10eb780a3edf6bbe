"""Why judges answered as they did: every judgment with reasons, beside what it is about."""

import json
import random
import sqlite3
from collections.abc import Iterator
from itertools import groupby

from judge.record import dataclass
from judge.scenario import Response
from judge.store.stored import loads_response


@dataclass(frozen=True, slots=True)
class Reason:
    """One judgment that was read and has reasons; of several attempts the highest."""

    response: Response
    """The unit that was judged."""
    judge: str
    ask: str
    repeat: int
    dimension: str
    """What is rated."""
    state: str
    answer: str | None
    rationale: str
    evidence: str | None


_HIGHEST = """
SELECT j.seq, r.body, p.judge, p.ask, j.repeat, j.dimension, j.state, j.answer, j.rationale, j.evidence
FROM planned l JOIN responses r USING (seq) JOIN panels p USING (panel)
JOIN judgments j ON j.panel = l.panel AND j.seq = l.seq AND j.repeat < l.repeats
WHERE l.seq IN (SELECT value FROM json_each(?)) ORDER BY l.seq, l.panel, j.repeat, j.dimension, j.attempt
"""
_READ = ("scored", "abstained", "not_applicable")
_AT_ONCE = 1000


def reasons(db: sqlite3.Connection, seqs: list[int]) -> Iterator[Reason]:
    """Every judgment with reasons on the units of these numbers: by unit, then judge, repeat and dimension."""
    for start in range(0, len(seqs), _AT_ONCE):
        rows = db.execute(_HIGHEST, (json.dumps(seqs[start : start + _AT_ONCE]),))
        for _, unit in groupby(rows, key=lambda row: row[0]):
            yield from _of_unit(list(unit))


def _of_unit(rows: list[tuple[object, ...]]) -> Iterator[Reason]:
    response = loads_response(str(rows[0][1]))
    latest = {row[2:6]: row[2:] for row in rows}
    for judge, ask, repeat, dimension, state, answer, rationale, evidence in latest.values():
        if state in _READ and isinstance(rationale, str) and rationale.strip():
            yield Reason(response, judge, ask, repeat, dimension, state, answer, rationale, evidence)  # type: ignore[arg-type]  # columns of ours


def units_with_reasons(db: sqlite3.Connection, most: int | None, seed: int) -> tuple[list[int], int]:
    """Numbers of the units that were given reasons, in input order, and how many there are.

    Where they hold more than *most* judgments with reasons, so many units as hold about that, drawn by *seed*.
    """
    found = db.execute(_COUNTED).fetchall()
    given = sum(n for _, n in found)
    seqs = [seq for seq, _ in found]
    if most is None or given <= most:
        return seqs, len(seqs)
    drawn = random.Random(seed).sample(seqs, max(1, len(seqs) * most // given))  # noqa: S311 - a sample, no secret
    return sorted(drawn), len(seqs)


_COUNTED = "SELECT seq, count(*) FROM judgments WHERE rationale IS NOT NULL GROUP BY seq ORDER BY seq"
