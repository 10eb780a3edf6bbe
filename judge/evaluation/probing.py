"""Which reply form suits a judge, found out with known cases before anything is spent on the data: ``--reply auto``.

Three ways are tried in turn, each with the same twelve cases and without asking anything twice: JSON with the reply's
schema sent along, JSON without it, and lines. The first that is read every time is taken, else the one that was read
most often. What came is kept in RUN/probe, so that nothing is tried twice.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from judge.call import ReplyForm
from judge.engines.base import Silent, Stop, Watcher
from judge.engines.manner import Per
from judge.evaluation.beside import PROBES, spent_beside
from judge.evaluation.canaries import spoken
from judge.evaluation.findings import ARMS, CASES, Arm, Finding, arms_of, finding, tried_before, undecided
from judge.evaluation.posing import per_of
from judge.judges.base import Judge
from judge.judges.llm import LLMJudge
from judge.known_cases import probes
from judge.models.base import Structured
from judge.rubric import Rubric
from judge.store import reading
from judge.store.schema import connect, is_begun

if TYPE_CHECKING:
    from judge.evaluation.job import Evaluation


@runtime_checkable
class Listener(Protocol):
    """A watcher who wants to know of it."""

    def probing(self, judges: Sequence[str]) -> None:
        """The first known case is about to be sent."""
        ...

    def found(self, finding: Finding) -> None:
        """It is known how this judge will be asked."""
        ...


def variants(judge: Judge) -> list[Judge]:
    """The judge in every form it may turn out to be asked in."""
    if not (isinstance(judge, LLMJudge) and judge.undecided):
        return [judge]
    return [judge.replying(arm.form, arm.structured) for arm in arms_of(judge)]


async def settled(job: "Evaluation", folder: Path, *, watcher: Watcher, stop: Stop) -> "Evaluation":
    """*job* with a reply form for every judge, found out now unless the run in *folder* knows it.

    A judge that gave no reply at all will be asked in JSON; the next start tries again.

    Raises:
        StorageError: The store of what is tried cannot be written.
    """
    told = False
    for arm, trying in still_open(job, folder):
        if not stop.asked:
            if not told and isinstance(watcher, Listener):
                watcher.probing([judge.name for judge in trying])
            told = True
            await probe_job(job, arm, trying, folder).arun(folder / PROBES / arm.name, watcher=Silent(), stop=stop)
    ready = decided(job, folder)
    if told and isinstance(watcher, Listener):
        for one in ready.found:
            watcher.found(one)
    _forget_unasked(ready, folder)
    return ready


def still_open(job: "Evaluation", folder: Path) -> Iterator[tuple[Arm, list[LLMJudge]]]:
    """The ways that are still to be tried, each with the judges it is tried with; what was learned meanwhile counts."""
    known = _replied(folder)
    new = [judge for judge in undecided(job.judges) if (judge.name, judge.way) not in known]
    for arm in ARMS:
        if trying := [judge for judge in new if arm in arms_of(judge) and not _is_over(folder, arm, judge)]:
            yield arm, trying


def decided(job: "Evaluation", folder: Path) -> "Evaluation":
    """*job* with what the run in *folder* knows of its judges' reply forms so far; asks nobody.

    What a judge has replied in before stays; else what was tried decides.
    """
    open_ = undecided(job.judges)
    if not open_:
        return job
    known = _replied(folder)
    found = {(judge.name, judge.way): finding(folder, judge) for judge in open_}
    judges: list[Judge] = []
    for judge in job.judges:
        if isinstance(judge, LLMJudge) and judge.undecided:
            one = found[judge.name, judge.way]
            reply, structured = known.get((judge.name, judge.way), (one.reply, one.structured))
            judges.append(judge.replying(reply, structured))
        else:
            judges.append(judge)
    return replace(job, judges=judges, found=tuple(found.values()))


def probe_job(job: "Evaluation", arm: Arm, judges: Sequence[LLMJudge], folder: Path) -> "Evaluation":
    """The job that tries *arm* with *judges*, from what is left of the run's money."""
    settings = job.settings
    limit = settings.max_cost
    if limit is not None:
        limit = max(0.0, limit - _spent(folder) - spent_beside(folder, without=folder / PROBES / arm.name))
    alone = {"canaries": False, "reasks": 0, "repeats": 1, "limit": None, "max_refusals": None, "reply": None}
    here = {"engine": "local", "workers": 1, "join": False, "max_cost": limit}
    return replace(
        job,
        responses=[case.response for case in probes(spoken(job), job.rubric)],
        surveyed=None,
        rubric=_asked(job.rubric, {per_of(judge, job.rubric, settings) for judge in judges}),
        judges=[judge.replying(arm.form, arm.structured) for judge in judges],
        settings=settings.model_copy(update=alone | here),
        notes=(),
        silence_fails=False,
        asks_again=False,
    )


def _asked(rubric: Rubric, pers: set[Per]) -> Rubric:
    """What is asked of a case: all of it, or one question where each has a call of its own."""
    if pers != {"dimension"}:
        return rubric
    one = next((d for d in rubric.asked if d.applies_when is None), rubric.asked[0])
    alone = one.model_copy(update={"applies_when": None, "then": {}})
    kept = {name: getattr(rubric, name) for name in ("id", "version", "title", "source", "review", "unit", "ask")}
    return Rubric.model_construct(None, **kept, per="dimension", dimensions=(alone,))


def _is_over(folder: Path, arm: Arm, judge: LLMJudge) -> bool:
    """Whether *arm* needs no asking (any more): every case has its reply, or a way before it left nothing to find."""
    for other in arms_of(judge):
        found = tried_before(folder, other, judge)
        if other == arm:
            return found is not None and found.answered == CASES
        if found is not None and (found.is_full or found.is_hopeless):
            return True
    return False


def _replied(folder: Path) -> dict[tuple[str, str], tuple[ReplyForm, Structured]]:
    """The form, and whether with the schema, of each judge that has replied in the run in *folder*."""
    if not is_begun(folder):
        return {}
    sql = (
        "SELECT judge, ask, spec FROM panels p"
        " WHERE EXISTS (SELECT 1 FROM calls c WHERE c.panel = p.panel AND c.error IS NULL)"
    )
    with closing(connect(folder)) as db:
        rows = [(judge, ask, json.loads(spec)) for judge, ask, spec in db.execute(sql)]
    return {(judge, ask): (spec["reply"], spec["structured"]) for judge, ask, spec in rows if "reply" in spec}


def _spent(folder: Path) -> float:
    if not is_begun(folder):
        return 0.0
    with closing(connect(folder)) as db:
        return reading.spent(db)


def _forget_unasked(job: "Evaluation", folder: Path) -> None:
    """Let go of the form that a judge was entered with and never replied in: it was no more than a guess."""
    if not (job.found and is_begun(folder)):
        return
    replied = _replied(folder)
    with closing(connect(folder, write=True)) as db:
        for judge in job.judges:
            place = (judge.name, getattr(judge, "way", ""))
            if isinstance(judge, LLMJudge) and place not in replied and _is_guess(job, db, judge):
                spec = json.dumps(job.identity(judge), sort_keys=True, ensure_ascii=False)
                db.execute("UPDATE panels SET spec = ? WHERE judge = ? AND ask = ?", (spec, *place))


def _is_guess(job: "Evaluation", db: sqlite3.Connection, judge: LLMJudge) -> bool:
    """Whether *judge* stands in the run as it is but for its reply form."""
    row = db.execute("SELECT spec FROM panels WHERE judge = ? AND ask = ?", (judge.name, judge.way)).fetchone()
    form = {"reply", "structured"}
    if row is None or (judge.name, judge.way) not in {(f.judge, f.ask) for f in job.found}:
        return False
    before, now = json.loads(row[0]), json.loads(json.dumps(job.identity(judge)))
    return {k: v for k, v in before.items() if k not in form} == {k: v for k, v in now.items() if k not in form}


def as_recorded(findings: Sequence[Finding]) -> list[dict[str, object]]:
    """What ``run.json`` says of them: never a provider's message, which may hold anything."""
    return [
        {**asdict(one), "tried": [{k: v for k, v in asdict(t).items() if k != "failure"} for t in one.tried]}
        for one in findings
    ]
