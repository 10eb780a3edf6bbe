"""How a job ended: what was covered, what is wrong with it, and the exit code for that."""

import shlex
from collections.abc import Container, Iterator
from pathlib import Path

from judge.cli.canaries import canary_complaints, canary_views
from judge.cli.failing import Exit, say_error
from judge.cli.showing import Screen, legend_of
from judge.evaluation import Evaluation, Outcome
from judge.results.ending import ended
from judge.results.noting import step_notes, unit_notes
from judge.views.terminal import coverage_table
from judge.views.words import say


def show_end(job: Evaluation, outcome: Outcome, folder: Path, screen: Screen) -> int:
    """Print what was covered of *job*, and return the exit code."""
    table = ended(outcome.run)
    code = exit_code(outcome, job, screen)
    document = {
        "run": str(folder),
        "rubric": job.rubric.id,
        "coverage": table.about["coverage"],
        "stopped": outcome.stopped,
        "failed_judges": outcome.broken,
        **({"calls_saved": table.about["calls_saved"]} if "calls_saved" in table.about else {}),
        "spent_usd": None if outcome.unpriced_calls else outcome.spent,
        "exit_code": int(code),
        "canaries": table.about["canaries"],
        "notes": table.notes,
    }
    names = legend_of(outcome.run, screen.ui, table)
    known = canary_views(table.about["canaries"], screen.ui, names)
    screen.result(document, coverage_table(table, screen.ui, legend=names), *known)
    screen.notes([*step_notes(table.about), *unit_notes(outcome.run)])
    if code in (Exit.FINE, Exit.INCOMPLETE):
        screen.note(say("jobs.next", screen.ui, run=shlex.quote(str(folder))))
    return int(code)


def exit_code(outcome: Outcome, job: Evaluation, screen: Screen) -> Exit:
    """What the job's end means for a script; what is wrong is said on stderr."""
    if outcome.stopped == "interrupted":
        return Exit.INTERRUPTED
    if outcome.broken and len(outcome.broken) == len({j.name for j in job.judges}):
        reasons = ", ".join(f"{name}: {reason}" for name, reason in outcome.broken.items())
        say_error(f"{say('jobs.no_judge', screen.ui)} ({reasons})", None, Exit.NO_JUDGE, ui=screen.ui)
        return Exit.NO_JUDGE
    screen.notes(list(_failures(outcome, {judge.name for judge in job.judges}, screen)))
    complaints = list(_complaints(outcome, job, screen))
    screen.notes(complaints)
    return Exit.INCOMPLETE if complaints else Exit.FINE


def _complaints(outcome: Outcome, job: Evaluation, screen: Screen) -> Iterator[str]:
    if outcome.stopped == "max_cost":
        yield say("jobs.max_cost", screen.ui)
    repeats = job.settings.repeats
    rows = outcome.run.coverage(outcome.asked, repeats=repeats)
    yield from canary_complaints(outcome, job, screen)
    unfinished = outcome.run.count_open(outcome.asked, repeats=repeats)
    if unfinished:
        yield say("jobs.unfinished", screen.ui, n=unfinished)
    for row in rows:
        if row["coverage"] is not None and row["coverage"] < job.settings.min_coverage:
            shares = {"coverage": f"{row['coverage']:.1%}", "wanted": f"{job.settings.min_coverage:.1%}"}
            yield say("jobs.low_coverage", screen.ui, judge=row["judge"], **shares)


def _failures(outcome: Outcome, asked: Container[str], screen: Screen) -> Iterator[str]:
    """What kept calls from being answered, with the last message of each kind: a dead server is not a bad judge."""
    for judge, reason, count, message in outcome.run.call_failures():
        if judge in asked:
            yield say("jobs.call_failed", screen.ui, judge=judge, n=count, reason=reason, message=message)
