"""What calls took, beside what would have been said before: a plan learns from it, and ``judge status`` shows it."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from judge.case import Case
from judge.drawing import Shots
from judge.engines.language import language_for
from judge.errors import InputError
from judge.evaluation.rebuilding import rebuild
from judge.judges.base import AskingJudge
from judge.models.vocabularies import estimate_for
from judge.record import dataclass
from judge.rubric import Rubric
from judge.store import reading
from judge.store.run import Run
from judge.store.schema import connect
from judge.store.stored import loads_response

MOST = 200
"""So many calls of a panel are looked at, spread over all of them."""
ENOUGH = 20
"""From so many on, a plan relies on them."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Some calls of one panel, as the provider counted them and as they would have been estimated."""

    calls: int
    counted: int
    """Prompt tokens."""
    estimated: int
    completion_tokens: int
    dimensions: int
    latency_s: float
    """Of them all together."""

    @property
    def factor(self) -> float:
        """What an estimate of prompt tokens is to be multiplied with."""
        return self.counted / self.estimated if self.estimated else 1.0


def look_at(
    db: sqlite3.Connection, panel: int, judge: AskingJudge, rubric: Rubric, language: str, *, shots: Shots | None = None
) -> Counted | None:
    """Look at some calls of *panel* that were answered and counted; ``None`` where there are none."""
    by_id = {d.id: d for d in (*rubric.dimensions, *rubric.asked)}
    calls = counted = estimated = written = asked = 0
    seconds = 0.0
    for body, repeat, names, prompt, completion, latency in _calls(db, panel):
        dimensions = tuple(by_id[name] for name in json.loads(names) if name in by_id)
        response = loads_response(body)
        shown = shots.of(repeat) if shots is not None else ()
        spoken = language_for(response, rubric, language)
        case = Case(response, rubric, dimensions, spoken, repeat, "000000", shots=shown)
        tokens = _estimated(judge, case)
        if tokens is not None:
            calls, counted, estimated = calls + 1, counted + prompt, estimated + tokens
            written, asked, seconds = written + completion, asked + len(dimensions), seconds + latency
    return Counted(calls, counted, estimated, written, asked, seconds) if calls else None


def _estimated(judge: AskingJudge, case: Case) -> int | None:
    try:
        prompts = judge.ask(case)
    except InputError:
        return None
    return estimate_for(judge.spec.model, prompts[0].messages) if len(prompts) == 1 else None


def _calls(db: sqlite3.Connection, panel: int) -> Iterator[tuple[Any, ...]]:  # rows of ours
    """Calls spread over the whole run, found by their numbers, so that a long run takes no longer than a short one."""
    last, panels = db.execute("SELECT (SELECT max(call) FROM calls), (SELECT count(*) FROM panels)").fetchone()
    numbers = range(1, (last or 0) + 1, max(1, (last or 0) // (2 * MOST * panels)))
    sql = (
        "SELECT r.body, c.repeat, c.dimensions, c.prompt_tokens, c.completion_tokens, c.latency_s "
        "FROM calls c JOIN responses r USING (seq) WHERE c.call IN (SELECT value FROM json_each(?)) AND c.panel = ? "
        "AND c.error IS NULL AND c.prompt_tokens IS NOT NULL AND c.completion_tokens IS NOT NULL LIMIT ?"
    )
    yield from db.execute(sql, (json.dumps(list(numbers)), panel, MOST))


def counted_beside_estimated(run: Run) -> list[dict[str, Any]]:  # plain values
    """For every judge whose prompts can be made again: prompt tokens counted and estimated, over some of its calls.

    A judge of somebody's own is left out: its module is not imported only to look.
    """
    rows = []
    with closing(connect(run.folder)) as db:
        for number, name, ask, spec in reading.panels(db):
            if "ask_sha256" not in spec or "shots" in spec:
                continue
            try:
                judge = rebuild(db, name, ask, spec)
            except InputError:
                continue
            assert isinstance(judge, AskingJudge)  # noqa: S101 - it has a way of asking
            found = look_at(db, number, judge, run.rubric, str(spec.get("language", "auto")))
            if found is not None and judge.identity().get("ask_sha256") == spec["ask_sha256"]:
                own = {"calls": found.calls, "counted": found.counted, "estimated": found.estimated}
                rows.append({"judge": name, "ask": ask, **own})
    return rows
