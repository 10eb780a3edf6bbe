"""Running a job with somebody watching: where texts go, how far it is, and how to stop it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from judge.cli.options import this_command
from judge.cli.progress import Progressing
from judge.cli.showing import Screen
from judge.engines.base import Stop
from judge.evaluation import Evaluation
from judge.store.folder import make_folder
from judge.views.words import say


def run_evaluation(job: Evaluation, folder: Path, screen: Screen) -> int:
    """Run *job*, print what was covered, and return the exit code."""
    make_folder(folder)
    with draining(screen) as stop, Progressing(screen, job.destinations) as watcher:
        outcome = job.run(folder, watcher=watcher, stop=stop)
    if watcher.did_nothing:
        screen.note(say("jobs.already_done", screen.ui))
    if outcome.run.forgotten:
        screen.note(f"{outcome.run.forgotten} responses were removed from this run on request")
    from judge.cli.ending import show_end  # noqa: PLC0415 - tables are needed when there is something to show

    return show_end(job, outcome, folder, screen)


@contextmanager
def draining(screen: Screen) -> Iterator[Stop]:
    """Ctrl-C (or a polite kill) once: finish what is in flight. Twice: abort. Either way, say how to go on."""
    stop = Stop()

    def interrupted(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signal's own signature
        if stop.asked:
            raise KeyboardInterrupt
        stop.ask("interrupted")
        screen.note(say("jobs.draining", screen.ui))

    before = {number: signal.signal(number, interrupted) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if stop.asked:
            screen.note(say("jobs.resume", screen.ui, command=this_command()))


def dry_run_evaluation(job: Evaluation, folder: Path, screen: Screen) -> int:
    """Say what *job* would ask, send and pay; ask and write nothing."""
    from judge.cli.estimates import show_estimates  # noqa: PLC0415 - a run needs none of it
    from judge.evaluation.estimating import estimate, estimate_canaries, estimate_probes  # noqa: PLC0415 - the same

    estimates = [*estimate(job, folder), *estimate_canaries(job, folder), *estimate_probes(job, folder)]
    return show_estimates({"run": str(folder), "rubric": job.rubric.id}, estimates, screen)
