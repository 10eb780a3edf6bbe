"""Measures what a second process adds: ``--workers 2`` over one, where the CPU is all that limits.

    python benchmarks/workers.py [-n 20000] [--runs 3] [--quick]

``judge evaluate`` on the direct route, everything persisted in one store, answers at once, 64 in flight. The speed is
taken between the server's first and last request, so that start-up is left out; with it is printed too. The server
works on the same cores: where there are only two, two processes and it share them, so that the ratio is also printed as
if it had not been there: with its CPU time, spread over the cores, taken out of the time of any run that kept all cores
busy. Medians of the runs, in turns; exits 1 when the bar is missed.
"""

import argparse
import os
import sys
from dataclasses import dataclass
from statistics import median

from material import write_responses, write_rubric
from measuring import Figure, Serving, evaluate, head, parser, room, rounds, run, tell

BAR, GOAL = 1.7, 1.8


@dataclass(frozen=True, slots=True)
class Run:
    """One run; seconds."""

    between: float
    """From the first request to the last."""
    whole: float
    cpu: float
    served: float
    """CPU time of the server."""

    def alone(self, cores: int) -> float:
        """The time between without the server, where it took cores that were wanted."""
        busy = self.cpu + self.served > 0.9 * cores * self.between
        return self.between - (self.served / cores if busy else 0.0)


def measure(options: argparse.Namespace) -> list[Figure]:
    count = 2000 if options.quick else options.n
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    runs: dict[int, list[Run]] = {1: [], 2: []}
    with room() as folder, Serving() as serving:
        rubric, responses = write_rubric(folder), write_responses(folder / "responses.jsonl", count)
        for turn in rounds(options):
            for workers, found in runs.items():
                serving.get("reset")
                out = folder / f"run-{workers}-{turn}"
                more = ("--route", "direct", "--workers", str(workers))
                spent = run(evaluate(responses, rubric, serving.url, out, *more))
                counts = serving.get()
                if counts["requests"] != count or counts["distinct"] != count:
                    sys.exit(
                        f"{count} judgments by {workers}: {counts['requests']} requests, {counts['distinct']} distinct"
                    )
                found.append(Run(counts["last"] - counts["first"], spent.wall, spent.cpu, counts["cpu"]))
    one, two = runs[1], runs[2]

    def ratio(of: str) -> float:
        return median(getattr(r, of) for r in one) / median(getattr(r, of) for r in two)

    alone = median(r.alone(cores) for r in one) / median(r.alone(cores) for r in two)
    limits = () if options.quick else (BAR, GOAL)
    return [
        Figure("--workers 2 over one process, judgments a second", ratio("between"), "x", *limits, at_least=True),
        Figure(f"  with the server's share of {cores} cores taken out", alone, "x"),
        Figure("  start-up included", ratio("whole"), "x"),
        Figure("  judgments a second, one process", count / median(r.between for r in one), "", digits=0),
        Figure("  judgments a second, two", count / median(r.between for r in two), "", digits=0),
        Figure("  CPU of all processes, one over two", ratio("cpu"), "x"),
        Figure("  cores kept busy by one process", median(r.cpu / r.whole for r in one), ""),
    ]


def options() -> argparse.ArgumentParser:
    made = parser(__doc__)
    made.add_argument("-n", type=int, default=20_000)
    return made


if __name__ == "__main__":
    head("workers")
    sys.exit(tell(measure(options().parse_args())))
