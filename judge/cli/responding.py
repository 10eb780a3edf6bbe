"""Running candidates with somebody watching."""

from collections import Counter

from judge.cli.ending import exit_code
from judge.cli.jobs import draining
from judge.cli.progress import Progressing
from judge.cli.showing import Screen
from judge.generation import Generation
from judge.judgment import State
from judge.views.words import say


def run_generation(job: Generation, screen: Screen) -> int:
    """Run *job*, say what was obtained and what was not, and return the exit code."""
    with draining(screen) as stop, Progressing(screen, job.job.destinations) as watcher:
        outcome = job.run(watcher=watcher, stop=stop)
    ends = [(row["state"], row["reason_code"]) for row in outcome.run.judgment_rows()]
    obtained = sum(state == State.SCORED for state, _ in ends)
    lost = Counter(f"{state}:{reason}" if reason else state for state, reason in ends if state != State.SCORED)
    code = exit_code(outcome, job.job, screen)
    document = {"responses": str(job.path), "calls": str(job.folder), "obtained": obtained, "not_obtained": dict(lost)}
    screen.result(
        {**document, "exit_code": int(code)}, say("jobs.responses_written", screen.ui, n=obtained, path=job.path)
    )
    if lost:
        reasons = ", ".join(f"{reason} {count}" for reason, count in lost.most_common())
        screen.note(say("jobs.not_obtained", screen.ui, n=lost.total(), reasons=reasons))
    return int(code)
