"""Measures ``judge agreement`` on a run of a million judgments with a hundred thousand labels.

    python benchmarks/agreement_at_scale.py [--responses N] [--in FOLDER] [--seed SEED]

The run (5 dimensions, 2 judges, responses of about 1 kB to scenarios of 5 candidates each) and the labels (4 experts on
every twentieth scenario) are neutral filler, made here and not counted. Counted is ``python -m judge agreement RUN
--labels FILE --json`` as a process of its own, from start to exit: CPU seconds and peak memory, each beside its bar,
with their parts beneath. Exits 1 when a bar is missed. With ``--in`` the run is kept there, and made only once.
"""

import argparse
import csv
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

from judge.rubric import Rubric
from judge.scenario import Response, Turn
from judge.store import planning
from judge.store.folder import make_folder, write_manifest
from judge.store.schema import connect

CPU_BAR, MEMORY_BAR = 10.0, 2.0
"""Seconds; GB."""
CANDIDATES, JUDGES, EXPERTS = 5, ("judge-a", "judge-b"), ("ada", "ben", "cai", "dee")
CHILD = "--parent-of"
LABELLED = 20
"""One scenario in so many is labelled."""
RATE = 0.15
"""How often an item fails; judges and experts see it with probability SEEN."""
SEEN = 0.85
WORDS = ("the", "a", "of", "lamp", "river", "stone", "paper", "window", "green", "early", "slow", "kettle", "letter")

PARTS = """
import json, resource, sys, time
spent, parts = time.process_time(), {}
def part(name):
    global spent
    parts[name], spent = time.process_time() - spent, time.process_time()
from judge import results
from judge.results.labelling import Labels
from judge.store.run import read_run
import judge.scoring
import judge.store.coding
part("imports")
run = read_run(sys.argv[1])
labels = Labels(run, sys.argv[2])
part("labels read")
coded = run.coded(labels.matched)
part("run coded")
judge.scoring.coverage(coded)
part("coverage")
print(json.dumps({"parts": parts, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
"""


def a_rubric() -> Rubric:
    dimensions = [
        {"id": f"d{i}", "name": {"en": f"d{i}"}, "question": {"en": f"d{i}?"}, "passes_on": ["yes"], "critical": i == 1}
        for i in range(1, 6)
    ]
    body = {"id": "filler", "version": "1.0", "title": {"en": "Filler"}, "dimensions": dimensions}
    return Rubric.model_validate_json(json.dumps(body))


def filler(dice: Random, length: int) -> str:
    text = ""
    while len(text) < length:
        text += dice.choice(WORDS) + " "
    return text


def responses(dice: Random, count: int) -> Iterator[Response]:
    texts = [filler(dice, 700) for _ in range(500)]
    for i in range(count):
        turns = (Turn("user", f"note {i // CANDIDATES}: {texts[i % 499][:250]}"),)
        yield Response(f"r{i:06}", f"s{i // CANDIDATES:05}", f"candidate-{i % CANDIDATES}", turns, texts[i % 500])


def judgments(dice: Random, truth: list[list[bool]], panel: int) -> Iterator[tuple[object, ...]]:
    reason = filler(dice, 150)
    number = (panel - 1) * len(truth) * 5
    for seq, fails in enumerate(truth):
        for d, failing in enumerate(fails, start=1):
            number += 1
            draw = dice.random()
            ends = ("scored", None) if draw < 0.98 else ("abstained", None) if draw < 0.99 else ("malformed", "json")
            answer = answered(dice, failing=failing) if ends[0] == "scored" else None
            yield (
                *(number, panel, seq, 0, f"d{d}", 1, *ends, answer, None if answer is None else answer == "yes"),
                *(reason, None, None, f"c{panel}-{seq}", "1", ends[0] != "malformed"),
            )


def answered(dice: Random, *, failing: bool) -> str:
    return "no" if failing == (dice.random() < SEEN) else "yes"


def calls(dice: Random, count: int, panel: int) -> Iterator[tuple[object, ...]]:
    reply = filler(dice, 600)
    for seq in range(count):
        yield (
            *(None, f"c{panel}-{seq}", panel, seq, 0, '["d1","d2","d3","d4","d5"]', 1, "model", "model", "direct"),
            *("localhost", "2026-01-01T00:00:00Z", 1.0, 1, "stop", reply, None, "object", None, 0, "{}", "0" * 64),
            *(900, 300, 0, 0, 0.001, None, "[]"),
        )


def make_run(folder: Path, count: int, seed: int) -> None:
    """Fill the store's own tables, a statement each."""
    dice, rubric = Random(seed), a_rubric()
    truth = [[dice.random() < RATE for _ in range(5)] for _ in range(count)]
    make_folder(folder)
    with closing(connect(folder, write=True)) as db:
        db.execute("BEGIN")
        planning.freeze(db, "rubric", rubric.model_dump(mode="json"), what="rubric")
        seqs, _ = planning.admit_responses(db, list(responses(dice, count)))
        for name in JUDGES:
            panel = planning.admit_panel(db, name, "expert_chain", {"model": name})
            planning.plan(db, panel, seqs, 1)
            insert(db, "calls", 29, calls(dice, count, panel))
            insert(db, "judgments", 16, judgments(dice, truth, panel))
        db.execute("COMMIT")
    write_manifest(folder, {"versions": {}, "reader_version": "1"})
    make_labels(folder / "labels.csv", truth, dice)


def insert(db: sqlite3.Connection, table: str, columns: int, rows: Iterator[tuple[object, ...]]) -> None:
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows)  # noqa: S608 - our own names


def make_labels(file: Path, truth: list[list[bool]], dice: Random) -> None:
    with file.open("w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(["response_id", "dimension", "rater", "answer"])
        for rater in EXPERTS:
            for i, fails in enumerate(truth):
                if i // CANDIDATES % LABELLED == 0:
                    for d, failing in enumerate(fails, start=1):
                        table.writerow([f"r{i:06}", f"d{d}", rater, answered(dice, failing=failing)])


def measured(command: list[str]) -> tuple[float, float, str]:
    """CPU seconds, peak memory in GB and output of one child, whose parent has no other."""
    whole = [sys.executable, __file__, CHILD, *command]
    seconds, peak, said = json.loads(subprocess.run(whole, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return seconds, peak, said


def be_parent(command: list[str]) -> int:
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e9, said]))
    return 0


def report(folder: Path, count: int) -> int:
    labels = folder / "labels.csv"
    command = [sys.executable, "-m", "judge", "agreement", str(folder), "--labels", str(labels), "--json"]
    seconds, peak, said = measured(command)
    rows = len(json.loads(said)["rows"])
    with labels.open(encoding="utf-8") as read:
        given = sum(1 for _ in read) - 1
    print(f"agreement_at_scale: {count * 5 * len(JUDGES):,} judgments, {given:,} labels, {rows:,} rows")
    for name, value, bar, unit in (("CPU", seconds, CPU_BAR, "s"), ("memory", peak, MEMORY_BAR, "GB")):
        print(f"  {name:<12}{value:6.2f} {unit} (bar: {bar:g} {unit}){'' if value < bar else '  MISSED'}")
    _, _, said = measured([sys.executable, "-c", PARTS, str(folder), str(labels)])
    found = json.loads(said)
    for name, cpu in found["parts"].items():
        print(f"    {name:<12}{cpu:6.2f} s")
    rest = seconds - sum(found["parts"].values())
    print(f"    {'the rest':<12}{rest:6.2f} s (statistics, printing; before them {found['peak'] * 1024 / 1e9:.2f} GB)")
    return int(seconds >= CPU_BAR or peak >= MEMORY_BAR)


def main() -> int:
    if sys.argv[1:2] == [CHILD]:
        return be_parent(sys.argv[2:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--responses", type=int, default=100_000)
    parser.add_argument("--in", dest="folder", type=Path)
    parser.add_argument("--seed", type=int, default=20260101)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as spare:
        folder = options.folder or Path(spare) / "run"
        if not (folder / "labels.csv").exists():
            make_run(folder, options.responses, options.seed)
        return report(folder, options.responses)


if __name__ == "__main__":
    sys.exit(main())
