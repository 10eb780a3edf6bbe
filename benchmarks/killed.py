"""Kills a run at random moments and counts what is lost, doubled and paid for twice.

    python benchmarks/killed.py [-n 6000] [--kills 20] [--seed SEED] [--quick]

One run of ``judge evaluate`` on the direct route, 64 in flight, answers after 50 ms. Its process is killed with kill -9
at a random moment after its first request of each start, and started again with the same command until it is through.
Paid twice is what the server was asked beyond the judgments: its bar is what may be in flight when a process dies, and
1 % of that. Lost is every judgment that stood in the store after a kill and does not at the end, and every response
without one; doubled is every judgment there twice. Exits 1 when a bar is missed.
"""

import argparse
import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from random import Random

from material import write_responses, write_rubric
from measuring import ENVIRONMENT, Figure, Serving, evaluate, head, parser, room, run, tell
from racing import CONCURRENCY

LATENCY_MS = 50


def killed(command: list[str], serving: Serving, wait: float) -> int:
    """Start *command*, kill it *wait* seconds after its first request; how many requests the server held then.

    -1 when it had come to its end before.
    """
    before = serving.get()["requests"]
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        while serving.get()["requests"] == before and process.poll() is None:
            time.sleep(0.01)
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            held: int = serving.get()["in_flight"]
            process.wait()
            return held
        if process.returncode:
            sys.exit(f"it ended with {process.returncode}: {process.stderr.read().decode()[-2000:]}")
        return -1


def stored(folder: Path) -> set[tuple[object, ...]]:
    """The judgments that are in the store for good, read as anybody could."""
    with closing(sqlite3.connect(f"file:{next(folder.glob('*.sqlite'))}?mode=ro", uri=True)) as db:
        return set(db.execute("SELECT panel, seq, repeat, dimension, answer, rationale FROM judgments WHERE final = 1"))


def exported(folder: Path) -> list[tuple[str, str]]:
    """What ``judge export --all`` says was read, response and dimension, in whatever attempt."""
    said = run([sys.executable, "-m", "judge", "export", str(folder), "--format", "jsonl", "--all"]).said
    rows = [json.loads(line) for line in said.splitlines() if line.strip()]
    return [(row["response_id"], row["dimension"]) for row in rows if row["state"] == "scored"]


def measure(options: argparse.Namespace) -> list[Figure]:
    count, kills = (1200, 4) if options.quick else (options.n, options.kills)
    dice, seen, held = Random(options.seed), set[tuple[object, ...]](), []
    longest = 1.6 * count / kills * LATENCY_MS / 1000 / CONCURRENCY  # so that most kills meet work
    with room() as folder, Serving(latency_ms=LATENCY_MS) as serving:
        rubric, responses = write_rubric(folder), write_responses(folder / "responses.jsonl", count)
        command = evaluate(responses, rubric, serving.url, folder / "run", "--route", "direct")
        for _ in range(kills):
            if (met := killed(command, serving, dice.uniform(0.0, longest))) < 0:
                break
            held.append(met)
            seen |= stored(folder / "run")
        run(command)
        counts, rows = serving.get(), exported(folder / "run")
        lost = len(seen - stored(folder / "run")) + count - len(set(rows))
    twice, in_flight = counts["requests"] - count, CONCURRENCY * len(held)
    if len(held) < kills:
        print(f"  the run was through after {len(held)} kills: give a larger -n", flush=True)
    return [
        Figure(f"paid twice over {len(held)} kills at {CONCURRENCY} in flight", twice, "", 1.01 * in_flight, digits=0),
        Figure("  the server held at the kills, in all", sum(held), "", digits=0),
        Figure("  judgments lost", lost, "", 0, digits=0),
        Figure("  judgments doubled", len(rows) - len(set(rows)), "", 0, digits=0),
        Figure("kills survived", len(held), "", digits=0),
    ]


def options() -> argparse.ArgumentParser:
    made = parser(__doc__, runs=1)
    made.add_argument("-n", type=int, default=6000)
    made.add_argument("--kills", type=int, default=20)
    made.add_argument("--seed", type=int, default=20261126)
    return made


if __name__ == "__main__":
    head("killed")
    sys.exit(tell(measure(options().parse_args())))
