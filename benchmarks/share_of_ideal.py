"""Measures how much of the ideal is reached when each answer takes 200 ms, start-up included.

    python benchmarks/share_of_ideal.py [--quick]

The ideal is what no client can beat: whole waves of answers, 57 x 0.2 s for 3,600 judgments at 64 in flight and 141 x
0.2 s for 36,000 at 256. The share is that over the wall time of ``judge evaluate`` from process start to exit, on the
direct route, everything persisted. Medians of the runs; exits 1 when a bar is missed.
"""

import argparse
import sys
from math import ceil
from statistics import median

from material import write_responses, write_rubric
from measuring import Figure, Serving, evaluate, head, parser, room, rounds, run, tell

LATENCY = 0.2
RUNS = ((3600, 64, 0.93, 0.97), (36_000, 256, 0.90, 0.95))
"""Judgments, in flight, bar, goal."""


def shares(options: argparse.Namespace, count: int, concurrency: int) -> tuple[list[float], float, int]:
    """The share of each run, the last run's wall time, and the most that was in flight."""
    ideal = ceil(count / concurrency) * LATENCY
    found = []
    with room() as folder, Serving(latency_ms=LATENCY * 1000) as serving:
        rubric, responses = write_rubric(folder), write_responses(folder / "responses.jsonl", count)
        for turn in rounds(options):
            serving.get("reset")
            spent = run(
                evaluate(
                    *(responses, rubric, serving.url, folder / f"run-{turn}", "--route", "direct"),
                    concurrency=concurrency,
                )
            )
            counts = serving.get()
            if counts["distinct"] != count:
                sys.exit(f"{count} judgments, but {counts['distinct']} distinct requests")
            found.append(ideal / spent.wall)
    return found, spent.wall, counts["peak"]


def measure(options: argparse.Namespace) -> list[Figure]:
    figures = []
    for count, concurrency, bar, goal in RUNS:
        asked = count // 10 if options.quick else count
        found, wall, peak = shares(options, asked, concurrency)
        limits = () if options.quick else (bar, goal)  # start-up weighs ten times as much there
        name = f"share of the ideal, 200 ms, {asked:,} at {concurrency}"
        figures.append(Figure(name, median(found), "", *limits, at_least=True, digits=3))
        figures.append(Figure("  wall, most in flight", wall, f"s, {peak}"))
    return figures


def options() -> argparse.ArgumentParser:
    return parser(__doc__)


if __name__ == "__main__":
    head("share_of_ideal")
    sys.exit(tell(measure(options().parse_args())))
