"""S7. Load: a hundred thousand judgments by a judge of our own, and by a model on loopback.

    python tests/nightly/load.py [--judgments 100000] [--small]

Each job is a process of its own. Memory may not grow with the run, a finished run that is started again costs nothing,
and its page is written within a minute.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from outside import program, study, verdict

from judge.testing import LoopbackServer, StandIn

DIMENSIONS = 5


def ran(at, *arguments):
    """A command as a process: its exit code, its seconds, and its peak of memory in MB."""
    started = time.monotonic()
    command = [sys.executable, "-m", "judge", *map(str, arguments)]
    with (at / "said.txt").open("w") as said:
        process = subprocess.Popen(command, cwd=at, stdout=subprocess.DEVNULL, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
    return os.waitstatus_to_exitcode(status), time.monotonic() - started, used.ru_maxrss / 1024


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
        asked = ran(at, *command, *model, "-o", "asked")
        requests = server.requests
        resumed = ran(at, *command, *model, "-o", "asked")
        made = server.requests - requests
        rows = json.loads((at / "asked" / "run.json").read_text(encoding="utf-8"))["responses"] * DIMENSIONS
        bars = [
            ({small[0], codes, again[0], page[0], asked[0], resumed[0]} <= {0, 6}, "a command failed"),
            (rows == wanted, f"{rows} judgments planned, not {wanted}"),
            (peak - small[2] < 50, f"memory grew by {peak - small[2]:.0f} MB from {wanted // 10} to {wanted}"),
            (wanted / seconds >= 300, f"{wanted / seconds:.0f} judgments/s by a judge of ours"),
            (wanted / asked[1] >= 300, f"{wanted / asked[1]:.0f} judgments/s by a model on loopback"),
            (max(again[1], resumed[1]) < 5, f"a finished run started again takes {max(again[1], resumed[1]):.1f} s"),
            (made == 0, f"a finished run started again makes {made} requests"),
            (page[1] < 60, f"the page takes {page[1]:.0f} s"),
        ]
    complaints += [otherwise for holds, otherwise in bars if not holds]
    line = (
        f"S7 load: {wanted} judgments, {wanted / seconds:.0f}/s by a judge of ours and {wanted / asked[1]:.0f}/s by a "
        f"model on loopback, memory {small[2]:.0f} -> {peak:.0f} MB ({asked[2]:.0f} MB asking), started again "
        f"{again[1]:.1f} s and {resumed[1]:.1f} s with {made} requests, page {page[1]:.0f} s"
    )
    return verdict(line, complaints)


if __name__ == "__main__":
    sys.exit(main())
