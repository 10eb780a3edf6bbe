"""Where a run stands, in plain values: for JSON, and for the view that says it."""

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from judge.judgment import READ, REFUSED, State
from judge.store.batches import FOLDER as BATCHES
from judge.store.batches import read_batches
from judge.store.locking import at_work
from judge.store.process import loads_process
from judge.store.run import Run
from judge.store.schema import connect
from judge.store.standing import End, Paid, PanelStanding, Standing, standing
from judge.store.steps import calls_saved

_RETRIED = REFUSED | {State.TRUNCATED, State.MALFORMED, State.EMPTY, State.FAILED_CONFIG}
"""What stands in the way for good, and ``judge retry`` can ask again."""

Plain = dict[str, Any]  # JSON-ready values


def status_of(run: Run) -> Plain:
    """Where *run* stands: counts of its judgments by judge and by how they ended, what it took, who works on it.

    Raises:
        NotFoundError: The folder holds no run that was started.
    """
    dimensions = len(run.rubric.dimensions)
    with closing(connect(run.folder)) as db:
        now = standing(db, dimensions=dimensions, questions=len(run.rubric.asked))
        saved = calls_saved(db, run.rubric)
        helpers = _helpers(db)
    ends = _whole(now)
    return {
        "run": str(run.folder),
        "rubric": run.rubric.id,
        "rubric_version": run.rubric.version,
        "working": {"holder": at_work(run.folder), "helpers": helpers},
        "responses": max((p.responses for p in now.panels), default=0),
        "asked": sum(p.asked for p in now.panels),
        "made": sum(ends.values()),
        "read": sum(n for end, n in ends.items() if end.state in READ),
        "states": _states(ends),
        "unread": _unread(ends),
        "resume": _resume(now),
        **_paid([p.paid for p in now.panels]),
        "calls_saved": sum(saved.values()),
        "judges": [_judge(panel) | {"calls_saved": saved.get(panel.number, 0)} for panel in now.panels],
        "asked_again": now.asked_again,
        "forgotten": now.forgotten,
        "rescored": now.rescored,
        "batches": _batches(run.folder),
    }


def recovery_notes(run: Run) -> list[str]:
    """What a reader of a table must know of what was done to the run after it was made."""
    with closing(connect(run.folder)) as db:
        (again,) = db.execute("SELECT count(*) FROM reopened").fetchone()
        row = db.execute("SELECT value FROM meta WHERE key = 'rescored'").fetchone()
    notes = []
    if again:
        notes.append(f"{again} judgments were asked again on request (judge retry)")
    rescored = json.loads(row[0]) if row else {}
    if rescored.get("differ"):
        notes.append(
            f"{rescored['differ']} judgments read otherwise by reader {rescored['reader_version']}"
            " (judge rescore); tables count them as they were read"
        )
    return notes


def _whole(now: Standing) -> Counter[End]:
    return sum((Counter(p.ends) for p in now.panels), Counter())


def _states(ends: Mapping[End, int]) -> dict[str, int]:
    counts = Counter({state.value: 0 for state in State})
    for end, n in ends.items():
        counts[end.state.value] += n
    return {state: n for state, n in counts.items() if n}


def _unread(ends: Mapping[End, int]) -> list[Plain]:
    """What was made and not read, by state and reason, the commonest first; and who asks it again."""
    rows = [
        {
            "state": end.state.value,
            "reason_code": end.reason_code,
            "judgments": n,
            "asked_again_by": "resume" if end.is_open else "retry" if end.state in _RETRIED else None,
        }
        for end, n in ends.items()
        if end.state not in READ
    ]
    return sorted(rows, key=lambda row: (-row["judgments"], row["state"], row["reason_code"] or ""))


def _resume(now: Standing) -> Plain:
    missing = sum(p.missing for p in now.panels)
    return {
        "judgments": sum(p.open for p in now.panels),
        "never_asked": missing,
        "asked_again": sum(p.open for p in now.panels) - missing,
        "calls_at_most": sum(p.calls_to_come for p in now.panels),
        "left_as_they_are": sum(n for p in now.panels for end, n in p.ends.items() if not end.is_open),
    }


def _judge(panel: PanelStanding) -> Plain:
    return {
        "judge": panel.judge,
        "ask": panel.ask,
        "model": panel.spec.get("model"),
        "asked": panel.asked,
        "made": panel.asked - panel.missing,
        "read": panel.read,
        "refused": panel.count(REFUSED),
        "unreached": panel.unreached,
        "open": panel.open,
        "calls_at_most": panel.calls_to_come,
        **_paid([panel.paid]),
    }


def _paid(paid: Sequence[Paid]) -> Plain:
    cached_of = sum(p.cached_of for p in paid)
    cached = sum(p.cached_tokens for p in paid)
    known = sum(p.cost_usd for p in paid)
    unpriced = sum(p.unpriced for p in paid)
    return {
        "calls": sum(p.calls for p in paid),
        "answered": sum(p.answered for p in paid),
        "requests": sum(p.requests for p in paid),
        "rate_limited": sum(p.rate_limited for p in paid),
        "cost_usd": None if unpriced else known,
        "known_cost_usd": known,
        "unpriced_calls": unpriced,
        "prompt_tokens": sum(p.prompt_tokens for p in paid),
        "completion_tokens": sum(p.completion_tokens for p in paid),
        "cached_tokens": cached if cached_of else None,
        "cached_share": cached / cached_of if cached_of else None,
        "reasoning_tokens": sum(p.reasoning_tokens for p in paid),
        "first_call": min((p.first for p in paid if p.first), default=None),
        "last_call": max((p.last for p in paid if p.last), default=None),
    }


def _helpers(db: sqlite3.Connection) -> list[str]:
    """Processes that share the run, as far as they can be alive."""
    rows = db.execute("SELECT process FROM helpers WHERE state = 'working' AND expires > ?", (time.time(),))
    processes = [loads_process(text) for (text,) in rows]
    return [p.shown for p in processes if not p.is_near or p.is_alive]


def _batches(folder: Path) -> list[Plain]:
    if not (folder / BATCHES).is_dir():
        return []
    return [
        {"name": b.name, "judge": b.judge, "questions": b.lines, "stage": b.stage, "status": b.status}
        for b in read_batches(folder)
    ]
