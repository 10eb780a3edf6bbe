"""A run read back: what is still to do, and every judgment and call as a row."""

import heapq
import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Any

from judge.judgment import State
from judge.ratings import Unit
from judge.scenario import Response
from judge.store.remembering import remembered
from judge.store.stored import loads_response


def spent(db: sqlite3.Connection) -> float:
    """What the run's calls have cost so far, in USD, as far as their price is known."""
    return spending(db)[3]


def spending(db: sqlite3.Connection) -> tuple[int, float, int, float]:
    """Calls that were answered, their known cost in USD, how many have no known price; and the cost of all calls."""
    calls, cost, unpriced, total = remembered(db, "spending", lambda db: list(db.execute(_SPENDING).fetchone()))
    return int(calls), float(cost), int(unpriced), float(total)


_SPENDING = """
SELECT coalesce(sum(error IS NULL), 0), total(iif(error IS NULL, cost_usd, 0)),
    coalesce(sum(error IS NULL AND cost_usd IS NULL), 0), total(cost_usd) FROM calls WHERE route != 'imported'
"""


_FAILURES = """
SELECT p.judge, j.state || ':' || coalesce(j.reason_code, ''), count(DISTINCT c.call_id), max(c.error)
FROM calls c CROSS JOIN judgments j ON j.panel = c.panel AND j.seq = c.seq AND j.repeat = c.repeat
    AND j.call_id = c.call_id
JOIN panels p ON p.panel = c.panel
WHERE c.error IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM judgments k WHERE k.panel = j.panel AND k.seq = j.seq AND k.repeat = j.repeat
    AND k.dimension = j.dimension AND k.attempt > j.attempt
)
GROUP BY 1, 2 ORDER BY 1, 2
"""


def call_failures(db: sqlite3.Connection) -> list[tuple[str, str, int, str]]:
    """Judge, ``state:reason``, number of calls and one message, for calls whose failure is the last word so far."""
    rows = db.execute(_FAILURES).fetchall()
    return [(judge, reason, count, error.split(": ", 1)[-1]) for judge, reason, count, error in rows]


def flag_counts(db: sqlite3.Connection) -> dict[str, int]:
    """How many calls carry each flag, e.g. a prompt the server cut silently."""
    counts: dict[str, int] = {}
    for (flags,) in db.execute("SELECT flags FROM calls WHERE flags != '[]'"):
        for flag in json.loads(flags):
            counts[flag] = counts.get(flag, 0) + 1
    return counts


def flagged_units(db: sqlite3.Connection) -> dict[str, int]:
    """Of how many units at least one call carries each flag."""
    sql = "SELECT value, count(DISTINCT seq) FROM calls, json_each(calls.flags) WHERE flags != '[]' GROUP BY value"
    return dict(db.execute(sql).fetchall())


_UNITS = """
SELECT seq, response_id, json_extract(body, '$.scenario_id', '$.candidate', '$.tags', '$.of', '$.turn',
    '$.criterion[0]', '$.criterion[2]') FROM responses
WHERE seq IN (SELECT seq FROM planned) ORDER BY seq
"""
_NO_TAGS: Mapping[str, str] = MappingProxyType({})


def units(db: sqlite3.Connection) -> dict[int, Unit]:
    """Every response that is planned for a judge, by its number, in input order; its texts are not read."""
    rows = db.execute(_UNITS).fetchall()
    bodies = json.loads(f"[{','.join(body for _, _, body in rows)}]")  # at once: a tenth of the time of one by one
    return {
        seq: Unit(response_id, scenario_id, candidate, tags or _NO_TAGS, None, *part)
        for (seq, response_id, _), (scenario_id, candidate, tags, *part) in zip(rows, bodies, strict=True)
    }


_AMONG = "response_id IN (SELECT value FROM json_each(?))"


def responses(db: sqlite3.Connection, only: Collection[str] | None = None) -> Iterator[Response]:
    """Every response of the run, or *only* these, in input order."""
    where, given = ("", ()) if only is None else (f"WHERE {_AMONG}", (json.dumps(list(only)),))
    rows = db.execute(f"SELECT body FROM responses {where} ORDER BY seq", given)  # noqa: S608 - our own words
    return (loads_response(body) for (body,) in rows)


def response_ids(db: sqlite3.Connection) -> list[str]:
    """The id of every response of the run, in input order."""
    return [response_id for (response_id,) in db.execute("SELECT response_id FROM responses ORDER BY seq")]


def panels(db: sqlite3.Connection) -> list[tuple[int, str, str, dict[str, Any]]]:  # JSON of ours
    """Number, judge, way of asking and settings of every panel, in order of admission."""
    return [
        (panel, judge, ask, json.loads(spec))
        for panel, judge, ask, spec in db.execute("SELECT panel, judge, ask, spec FROM panels ORDER BY panel")
    ]


_HIGHEST = """
SELECT p.seq, p.repeats, r.response_id, r.sha256, r.body,
       j.repeat, j.dimension, j.state, j.reason_code, j.answer, j.passed, j.rationale, j.evidence, j.evidence_found,
       j.call_id, j.attempt, j.reader_version, q.given
FROM planned p JOIN responses r USING (seq)
LEFT JOIN judgments j ON j.panel = p.panel AND j.seq = p.seq AND j.repeat < p.repeats
LEFT JOIN probabilities q ON q.panel = j.panel AND q.seq = j.seq AND q.repeat = j.repeat
    AND q.dimension = j.dimension AND q.attempt = j.attempt
WHERE p.panel = ? {} ORDER BY p.seq, j.repeat, j.dimension, j.attempt
"""


def judgment_rows(
    db: sqlite3.Connection,
    rubric: Mapping[str, str],
    dimensions: tuple[str, ...],
    *,
    every: bool = False,
    only: Collection[str] | None = None,
) -> Iterator[dict[str, Any]]:  # plain values
    """One row per judgment that was asked for, in input order: response, judge, way of asking, repeat, dimension.

    A part of a whole goes by its own id, and that of the whole stands beside it as ``whole_id``.

    A judgment never made is there as ``cancelled``, for what was asked is the denominator of everything.

    Args:
        db: An open store.
        rubric: ``id``, ``version``, ``sha256`` and ``unit`` of the run's rubric.
        dimensions: Its dimensions in order.
        every: Every attempt, not only the highest.
        only: Of these responses, not of all.
    """
    streams = [_stored(db, panel, judge, ask, only) for panel, judge, ask, _ in panels(db)]
    for _, _, judge, ask, stored in heapq.merge(*streams, key=lambda item: item[:2]):
        yield from _rows_of(judge, ask, stored, rubric, dimensions, every=every)


def _stored(
    db: sqlite3.Connection, panel: int, judge: str, ask: str, only: Collection[str] | None
) -> Iterator[tuple[int, int, str, str, list[Any]]]:  # rows of ours
    where, given = ("", ()) if only is None else (f"AND r.{_AMONG}", (json.dumps(list(only)),))
    for seq, rows in groupby(db.execute(_HIGHEST.format(where), (panel, *given)), key=lambda row: row[0]):
        yield seq, panel, judge, ask, list(rows)


def _rows_of(
    judge: str,
    ask: str,
    stored: list[Any],
    rubric: Mapping[str, str],
    dimensions: tuple[str, ...],
    *,
    every: bool,
) -> Iterator[dict[str, Any]]:  # plain values
    _, repeats, response_id, sha256, body = stored[0][:5]
    response = json.loads(body)
    head = {
        "response_id": response_id, "unit": rubric["unit"], "turn": response.get("turn"),
        "scenario_id": response["scenario_id"], "candidate": response["candidate"], "rubric": rubric["id"],
        "rubric_version": rubric["version"],
    }  # fmt: skip
    if "of" in response:
        head["whole_id"] = response["of"]
    criterion, _, points, _ = response.get("criterion", (None,) * 4)
    tail = {"rubric_sha256": rubric["sha256"], "response_sha256": sha256, "criterion": criterion}
    attempts: dict[tuple[int, str], list[Any]] = {}
    for row in stored:
        attempts.setdefault((row[5], row[6]), []).append(row)
    for repeat in range(repeats):
        for dimension in dimensions:
            found = attempts.get((repeat, dimension), [_NEVER])
            for row in found if every else found[-1:]:
                yield {
                    **head,
                    "dimension": dimension,
                    "judge": judge,
                    "ask": ask,
                    "repeat": repeat,
                    **_read(row, turned=points is not None and points < 0),
                    **tail,
                }


_NEVER = (None,) * 7 + (State.CANCELLED.value, "not_finished", *(None,) * 9)
_FIELDS = ("state", "reason_code", "answer", "passed", "rationale", "evidence", "evidence_found", "call_id", "attempt")


def _read(row: Any, *, turned: bool) -> dict[str, Any]:  # a row of ours
    """A judgment; on a *turned* criterion, one that a response should not meet, what was met has not passed."""
    values = dict(zip((*_FIELDS, "reader_version", "probabilities"), row[7:], strict=True))
    given = values["probabilities"] = json.loads(values["probabilities"] or "null")
    values["probability"] = given.get(values["answer"]) if given else None
    for name in ("passed", "evidence_found"):
        values[name] = None if values[name] is None else bool(values[name])
    if turned and values["passed"] is not None:
        values["passed"] = not values["passed"]
    return values


def shown(row: Mapping[str, Any]) -> dict[str, Any]:  # plain values
    """A row as people get it: a part goes by the id of its whole, and its place in it."""
    return {name: value for name, value in row.items() if name != "whole_id"} | {"response_id": whole_id(row)}


def whole_id(row: Mapping[str, Any]) -> str:  # plain values
    """The id of the response that a row is about, or of the whole that it is about a part of."""
    return str(row.get("whole_id", row["response_id"]))


def call_rows(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:  # plain values
    """One row per paid call, in the order they were paid."""
    db.row_factory = sqlite3.Row
    sql = (
        "SELECT c.*, p.judge, p.ask, r.response_id, json_extract(r.body, '$.of') AS whole_id, "
        "json_extract(r.body, '$.turn') AS turn, json_extract(r.body, '$.criterion[0]') AS criterion "
        "FROM calls c JOIN panels p USING (panel) "
        "JOIN responses r USING (seq) ORDER BY c.call"
    )
    try:
        for row in db.execute(sql):
            found = {name: _plain(name, row[name]) for name in CALL_FIELDS}
            yield found if row["whole_id"] is None else {**found, "whole_id": row["whole_id"]}
    finally:
        db.row_factory = None


CALL_FIELDS = (
    "call_id", "response_id", "turn", "judge", "ask", "repeat", "dimensions", "model", "model_returned",
    "route", "endpoint_host", "attempt", "asked_at", "latency_s", "http_attempts", "finish_reason", "raw_reply",
    "refusal", "shape", "hidden_reasoning", "structured_requested", "params_sent", "prompt_sha256", "prompt_tokens",
    "completion_tokens", "cached_tokens", "reasoning_tokens", "cost_usd", "error", "flags", "criterion",
)  # fmt: skip


def _plain(name: str, value: Any) -> Any:  # a cell of ours
    if name in ("dimensions", "params_sent", "flags"):
        return json.loads(value)
    return bool(value) if name == "structured_requested" else value
