"""S7. Load: a hundred thousand judgments by a judge of our own, and by a model on loopback.

    python tests/nightly/load.py [--judgments 100000] [--small]

Each job is a process of its own. Every judgment must be there in the end, with an answer; memory may not grow with the
run, whoever judges; a finished run that is started again costs nothing, and its page is written within a minute.
"""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from outside import program, study, verdict

from judge.testing import LoopbackServer, StandIn

DIMENSIONS = 5
READ = "SELECT count(*) FROM judgments WHERE final AND state IN ('scored', 'abstained', 'not_applicable')"


def ran(at, *arguments):
    """A command as a process: its exit code, its seconds, and its peak of memory in MB."""
    started = time.monotonic()
    command = [sys.executable, "-m", "judge", *map(str, arguments)]
    with (at / "said.txt").open("w") as said:
        process = subprocess.Popen(command, cwd=at, stdout=subprocess.DEVNULL, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
    return os.waitstatus_to_exitcode(status), time.monotonic() - started, used.ru_maxrss / 1024


def read(folder):
    """How many judgments of a run have an answer, by its store: what was planned, or malformed, is none."""
    with closing(sqlite3.connect(folder / "judgments.sqlite")) as db:
        return db.execute(READ).fetchone()[0]


def main():
    """Run, measure, print."""
    parser = program(__doc__)
    parser.add_argument("--judgments", type=int, default=0)
    given = parser.parse_args()
    wanted = given.judgments or (10_000 if given.small else 100_000)
    complaints = []
    with TemporaryDirectory(prefix="load-") as name, LoopbackServer(StandIn(seed=1), keep=False) as server:
        at = Path(name)
        own = ["-j", "baseline/always-pass"]
        model = ["-j", "m=openai/stand-in", "--api-base", server.url, "--concurrency", "64"]
        few = study(at, wanted // 10 // DIMENSIONS)
        small = ran(at, *few, *own, "-o", "small")
        command = study(at, wanted // DIMENSIONS)
        codes, seconds, peak = ran(at, *command, *own, "-o", "run")
        again = ran(at, *command, *own, "-o", "run")
        page = ran(at, "report", "run", "-o", "page.html")
        few_asked = ran(at, *few, *model, "-o", "few")
        asked = ran(at, *command, *model, "-o", "asked")
        requests = server.requests
        resumed = ran(at, *command, *model, "-o", "asked")
        made = server.requests - requests
        done = {small[0], codes, again[0], page[0], few_asked[0], asked[0], resumed[0]}
        made_own, made_asked = read(at / "run"), read(at / "asked")
        grown, grown_asking = peak - small[2], asked[2] - few_asked[2]
        bars = [
            (done == {0}, f"a command failed: exit codes {sorted(done)}"),
            (made_own == wanted, f"{made_own} of {wanted} judgments by a judge of ours are read"),
            (made_asked == wanted, f"{made_asked} of {wanted} judgments by a model on loopback are read"),
            (grown < 50, f"memory grew by {grown:.0f} MB from {wanted // 10} to {wanted}"),
            (grown_asking < 50, f"memory of asking grew by {grown_asking:.0f} MB from {wanted // 10} to {wanted}"),
            (wanted / seconds >= 300, f"{wanted / seconds:.0f} judgments/s by a judge of ours"),
            (wanted / asked[1] >= 300, f"{wanted / asked[1]:.0f} judgments/s by a model on loopback"),
            (max(again[1], resumed[1]) < 5, f"a finished run started again takes {max(again[1], resumed[1]):.1f} s"),
            (made == 0, f"a finished run started again makes {made} requests"),
            (page[1] < 60, f"the page takes {page[1]:.0f} s"),
        ]
    complaints += [otherwise for holds, otherwise in bars if not holds]
    line = (
        f"S7 load: {made_own} judgments read, {wanted / seconds:.0f}/s by a judge of ours, and {made_asked}, "
        f"{wanted / asked[1]:.0f}/s by a model on loopback, memory {small[2]:.0f} -> {peak:.0f} MB and "
        f"{few_asked[2]:.0f} -> {asked[2]:.0f} MB asking, started again {again[1]:.1f} s and {resumed[1]:.1f} s with "
        f"{made} requests, page {page[1]:.0f} s"
    )
    return verdict(line, complaints)


if __name__ == "__main__":
    sys.exit(main())
