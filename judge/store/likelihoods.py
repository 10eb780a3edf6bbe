"""What judges gave each answer, read back for the judgments that count."""

import json
import sqlite3
from collections.abc import Mapping

from judge.scoring.operating.certainty import Likelihoods

_COUNTED = """
SELECT n.judge, n.ask, r.response_id, p.repeat, p.dimension, p.given
FROM probabilities p JOIN panels n USING (panel) JOIN responses r USING (seq)
WHERE p.attempt = (
    SELECT max(j.attempt) FROM judgments j
    WHERE j.panel = p.panel AND j.seq = p.seq AND j.repeat = p.repeat AND j.dimension = p.dimension
)
ORDER BY p.panel, p.repeat, p.seq
"""


def read_likelihoods(db: sqlite3.Connection) -> Likelihoods:
    """By judge and way of asking, repeat, dimension and response; of several attempts the highest counts."""
    found: dict[tuple[str, str], dict[int, dict[str, dict[str, Mapping[str, float]]]]] = {}
    for judge, ask, response_id, repeat, dimension, given in db.execute(_COUNTED):
        repeats = found.setdefault((judge, ask), {})
        repeats.setdefault(repeat, {}).setdefault(dimension, {})[response_id] = json.loads(given)
    return found
