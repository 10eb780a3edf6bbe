"""Holding conversations with somebody watching."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from judge.cli.failing import Exit, say_error
from judge.cli.jobs import draining
from judge.cli.progress import Progressing
from judge.cli.showing import Screen
from judge.simulation import Held, Simulation
from judge.simulation.guarding import guard_folder
from judge.views.words import say, say_code


def run_simulation(job: Simulation, screen: Screen) -> int:
    """Hold the conversations of *job*, say how they ended, and return the exit code."""
    with draining(screen) as stop, Progressing(screen, job.destinations) as watcher:
        held = job.run(watcher=watcher, stop=stop)
    code = _exit_code(held, job, screen)
    document = _document(held, job)
    said = say("simulation.written", screen.ui, n=document["complete"], path=job.path)
    screen.result({**document, "exit_code": int(code)}, said)
    screen.notes(list(_told(document, screen)))
    if code in (Exit.FINE, Exit.INCOMPLETE):
        screen.note(say("simulation.next", screen.ui, path=job.path))
    return int(code)


def dry_run_simulation(job: Simulation, screen: Screen) -> int:
    """Say what *job* would ask, send and pay at most; ask and write nothing."""
    from judge.cli.estimates import show_estimates  # noqa: PLC0415 - a run needs none of it
    from judge.simulation.estimating import estimate_simulation  # noqa: PLC0415 - the same

    about = {"conversations": len(job.sittings), "path": str(job.path), "calls": str(job.folder)}
    if not screen.as_json:
        screen.note(say("simulation.planned", screen.ui, n=len(job.sittings), turns=job.wishes.turns))
    return show_estimates(about, estimate_simulation(job), screen)


def _document(held: Held, job: Simulation) -> dict[str, Any]:  # JSON-ready values
    ends = Counter(d.ended for d in held.dialogues)
    return {
        "path": str(job.path),
        "calls": str(job.folder),
        "conversations": len(held.dialogues),
        "complete": sum(d.complete for d in held.dialogues),
        "unfinished": ends.pop(None, 0),
        "ended": {str(end): n for end, n in ends.most_common()},
        "guards": {name: _guard(held, name, job.folder) for name in job.guards},
        "stopped": held.stopped,
        "failed": dict(held.broken),
        "spent_usd": None if held.unpriced_calls else held.spent,
    }


def _guard(held: Held, name: str, folder: Path) -> dict[str, Any]:  # JSON-ready values
    alarms = [alarm for d in held.dialogues if d.sitting.guard == name for alarm in d.alarms.values()]
    fired, unread = sum(alarm is True for alarm in alarms), sum(alarm is None for alarm in alarms)
    return {"turns": len(alarms), "alarms": fired, "unread": unread, "run": str(guard_folder(folder, name))}


def _told(document: dict[str, Any], screen: Screen) -> Iterator[str]:  # JSON-ready values
    ends = [f"{say_code('ended', end, screen.ui)} {n}" for end, n in document["ended"].items()]
    if ends:
        yield say("simulation.ended", screen.ui, ends=", ".join(ends))
    for name, guard in document["guards"].items():
        yield say("simulation.guard", screen.ui, guard=name, **guard)


def _exit_code(held: Held, job: Simulation, screen: Screen) -> Exit:
    if held.stopped == "interrupted":
        return Exit.INTERRUPTED
    sides = {c.name for c in job.candidates}
    if held.broken and (job.client.name in held.broken or sides <= held.broken.keys()):
        reasons = ", ".join(f"{name}: {reason}" for name, reason in held.broken.items())
        say_error(f"{say('simulation.nobody', screen.ui)} ({reasons})", None, Exit.NO_JUDGE, ui=screen.ui)
        return Exit.NO_JUDGE
    complaints = list(_complaints(held, job, screen))
    screen.notes(complaints)
    return Exit.INCOMPLETE if complaints else Exit.FINE


def _complaints(held: Held, job: Simulation, screen: Screen) -> Iterator[str]:
    if held.stopped == "max_cost":
        yield say("jobs.max_cost", screen.ui)
    if held.unfinished:
        yield say("simulation.unfinished", screen.ui, n=held.unfinished)
    whole = sum(d.complete for d in held.dialogues) / len(held.dialogues)
    if whole < job.settings.min_coverage:
        shares = {"coverage": f"{whole:.1%}", "wanted": f"{job.settings.min_coverage:.1%}"}
        yield say("simulation.low_coverage", screen.ui, **shares)
    for name in job.guards:
        guard = _guard(held, name, job.folder)
        told = 1 - guard["unread"] / guard["turns"] if guard["turns"] else 1.0
        if told < job.settings.min_coverage:
            shares = {"coverage": f"{told:.1%}", "wanted": f"{job.settings.min_coverage:.1%}"}
            yield say("simulation.guard_coverage", screen.ui, guard=name, **shares)
