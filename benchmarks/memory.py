"""Measures the most memory a run holds on the direct route, and that it does not grow with the run.

    python benchmarks/memory.py [--large] [--in FOLDER] [--quick]

The largest resident size of ``judge evaluate``, everything persisted, as the operating system counts it: of 3,600
judgments, then of 10,000 and 100,000 of lines of 0.9 kB, whose difference is what 90,000 more add; with ``--large``
of a million. One run of each, 64 in flight, answers at once. With ``--in`` the largest run is kept there, finished, and
``start_again.py --large --in`` can take it up. Exits 1 when a bar is missed.
"""

import argparse
import sys
from pathlib import Path

from material import PROMPT, ROW, write_responses, write_rubric
from measuring import Figure, Serving, Spent, evaluate, head, parser, room, run, tell

SMALL, LARGE = (90, 60), (220, 200)
"""Bar and goal, in MB."""


def judged(count: int, sizes: dict[str, int], serving: Serving, kept: Path | None = None) -> Spent:
    """One run of *count* judgments."""
    serving.get("reset")
    with room(kept) as folder:
        rubric, responses = write_rubric(folder), write_responses(folder / "responses.jsonl", count, sizes=sizes)
        spent = run(evaluate(responses, rubric, serving.url, folder / "run", "--route", "direct"))
    if (made := serving.get()["distinct"]) != count:
        sys.exit(f"{count:,} judgments made {made:,} requests")
    return spent


def measure(options: argparse.Namespace) -> list[Figure]:
    few, many = (2000, 6000) if options.quick else (10_000, 100_000)
    with Serving() as serving:
        spent = judged(3600, PROMPT, serving)
        figures = [Figure("peak memory, 3,600 judgments", spent.peak, "MB", *SMALL, digits=0)]
        fewer, more = judged(few, ROW, serving), judged(many, ROW, serving, None if options.large else options.kept)
        figures.append(Figure(f"peak memory, {few:,} judgments", fewer.peak, "MB", digits=0))
        figures.append(Figure(f"peak memory, {many:,} judgments", more.peak, "MB", digits=0))
        added = (more.peak - fewer.peak) * 1024**2 / (many - few)
        figures.append(Figure("  added by each judgment", added, "bytes", digits=0))
        if options.large and not options.quick:
            spent = judged(1_000_000, ROW, serving, options.kept)
            figures.append(Figure("peak memory, 1,000,000 judgments", spent.peak, "MB", *LARGE, digits=0))
            figures.append(Figure("  wall", spent.wall, "s", digits=0))
            figures.append(Figure("  judgments a second", 1_000_000 / spent.wall, "", digits=0))
    return figures


def options() -> argparse.ArgumentParser:
    made = parser(__doc__, runs=1)
    made.add_argument("--large", action="store_true", help="a million judgments too: ten minutes or more, 4 GB of disk")
    made.add_argument("--in", dest="kept", type=Path, metavar="FOLDER", help="keep the largest run here")
    return made


if __name__ == "__main__":
    head("memory")
    sys.exit(tell(measure(options().parse_args())))
