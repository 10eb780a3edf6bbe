"""What a tree or a flow has saved, and what its order hides: counted in a run's store."""

import json
import sqlite3

from judge.judgment import EMPTY_CANDIDATE, GATED, MASKED, State
from judge.rubric import Rubric
from judge.table import Row


def calls_saved(db: sqlite3.Connection, rubric: Rubric) -> dict[int, int]:
    """The calls that were not needed because answers led past their questions, by panel.

    Of panels that are asked one question a call; what a candidate's silence decided has saved nobody a call.
    """
    if rubric.decide == "each":
        return {}
    questions = json.dumps([d.id for d in rubric.asked])
    of = (State.NOT_APPLICABLE, GATED, questions, EMPTY_CANDIDATE)
    return dict(db.execute(_SAVED, of).fetchall())


def masked_rows(db: sqlite3.Connection, rubric: Rubric) -> list[Row]:
    """Faults that were found behind the one that decides, a row each: where all questions were asked at once."""
    if rubric.decide == "each":
        return []
    names = ("response_id", "judge", "ask", "repeat", "dimension", "answer", "decided")
    return [dict(zip(names, row, strict=True)) for row in db.execute(_MASKED, (rubric.id, MASKED))]


_SAVED = """
SELECT j.panel, count(DISTINCT j.seq || ':' || j.repeat || ':' || j.dimension)
FROM judgments j JOIN panels p USING (panel)
WHERE j.state = ? AND j.reason_code = ? AND j.dimension IN (SELECT value FROM json_each(?))
AND json_extract(p.spec, '$.per') = 'dimension' AND NOT EXISTS (
    SELECT 1 FROM judgments k WHERE k.panel = j.panel AND k.seq = j.seq AND k.repeat = j.repeat AND k.reason_code = ?
) GROUP BY j.panel
"""
_LAST = """NOT EXISTS (
    SELECT 1 FROM judgments k WHERE k.panel = j.panel AND k.seq = j.seq AND k.repeat = j.repeat
    AND k.dimension = j.dimension AND k.attempt > j.attempt
)"""
_MASKED = f"""
SELECT r.response_id, p.judge, p.ask, j.repeat, j.dimension, j.answer, w.answer
FROM judgments j JOIN panels p USING (panel) JOIN responses r USING (seq)
LEFT JOIN judgments w ON w.panel = j.panel AND w.seq = j.seq AND w.repeat = j.repeat AND w.dimension = ?
    AND w.attempt = (SELECT max(attempt) FROM judgments x WHERE x.panel = w.panel AND x.seq = w.seq
                     AND x.repeat = w.repeat AND x.dimension = w.dimension)
WHERE j.reason_code = ? AND j.passed = 0 AND {_LAST} ORDER BY j.panel, j.seq, j.repeat, j.judgment
"""  # noqa: S608 - our own words
