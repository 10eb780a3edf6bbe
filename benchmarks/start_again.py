"""Measures what starting a finished run again costs, and that it asks nobody.

    python benchmarks/start_again.py [--large] [--in FOLDER] [--runs 5] [--quick]

``judge evaluate`` with the same file, rubric, judge and folder, from process start to exit. 3,600 judgments are all
made by the server; with ``--large`` a million of lines of 0.9 kB too, the first of them judged for real and the rest
copied in the store (``finished.py``), because only starting again is measured. With ``--in`` the large run is kept
there and made only once. Medians of the runs; exits 1 when a bar is missed.
"""

import argparse
import json
import sys
from pathlib import Path

from finished import make_finished
from material import ROW, write_responses, write_rubric
from measuring import Figure, Serving, evaluate, head, middle, parser, room, rounds, run, tell

SMALL, LARGE = (0.8, 0.5), (8, 3)
"""Bar and goal, in seconds."""


def again(options: argparse.Namespace, serving: Serving, folder: Path, limits: tuple[float, ...]) -> list[Figure]:
    """The figures of the finished run in *folder*, beside which its responses lie."""
    responses, rubric = folder / "responses.jsonl", folder / "bench.yaml"
    serving.get("reset")
    made = json.loads((folder / "run" / "run.json").read_text(encoding="utf-8"))
    url = made["judges"][0]["api_base"]  # of a server that may be gone: whoever asked would end with an error
    command = evaluate(responses, rubric, url, folder / "run", "--route", "direct")
    spent = [run(command) for _ in rounds(options)]
    with responses.open("rb") as lines:
        count = sum(1 for _ in lines)
    return [
        Figure(f"finished run of {count:,} started again", middle(spent, lambda s: s.wall), "s", *limits),
        Figure("  requests made", serving.get()["requests"], "", 0, digits=0),
        Figure("  CPU", middle(spent, lambda s: s.cpu), "s"),
        Figure("  peak memory", middle(spent, lambda s: s.peak), "MB", digits=0),
    ]


def small(options: argparse.Namespace, serving: Serving) -> list[Figure]:
    with room() as folder:
        rubric, responses = write_rubric(folder), write_responses(folder / "responses.jsonl", 3600)
        run(evaluate(responses, rubric, serving.url, folder / "run", "--route", "direct"))
        if (made := serving.get()["distinct"]) != 3600:
            sys.exit(f"3,600 judgments made {made} requests")
        return again(options, serving, folder, SMALL)


def large(options: argparse.Namespace, serving: Serving) -> list[Figure]:
    count = 20_000 if options.quick else 1_000_000
    with room(options.kept) as folder:
        if not (folder / "run").exists():
            rubric, responses = write_rubric(folder), write_responses(folder / "responses.jsonl", count, sizes=ROW)
            make_finished(responses, rubric, folder / "run", count, serving)
        return again(options, serving, folder, () if options.quick else LARGE)


def measure(options: argparse.Namespace) -> list[Figure]:
    with Serving() as serving:
        figures = small(options, serving)
        return figures + (large(options, serving) if options.large else [])


def options() -> argparse.ArgumentParser:
    made = parser(__doc__, runs=5)
    made.add_argument("--large", action="store_true", help="a million judgments too: minutes, and 4 GB of disk")
    made.add_argument("--in", dest="kept", type=Path, metavar="FOLDER", help="keep the large run here")
    return made


if __name__ == "__main__":
    head("start_again")
    sys.exit(tell(measure(options().parse_args())))
