"""S4. Several processes on one folder: whoever is not let in is refused, and the others ask each case exactly once.

    python tests/nightly/many_processes.py [--small]

Five modes: everybody starts without --join; with it; one process with workers; processes with workers that join; and
processes that join of which one is killed. The server counts the calls, not we.
"""

import sqlite3
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from outside import Forks, chance, kill, program, study, verdict

from judge.testing import LoopbackServer, StandIn

MODES = ("not joined", "joined", "workers", "joined workers", "one killed")
CONCURRENCY, LATENCY = 8, 0.01
FINE, REFUSED, KILLED = 0, 5, -9


class Bench:
    """Runs of one study, each in a folder of its own, against one server."""

    def __init__(self, at, forks, server, cases, dice):
        self.at, self.forks, self.server, self.cases, self.dice = at, forks, server, cases, dice
        judged = study(at, cases)
        self.command = [*judged, "-j", "m=openai/s", "--api-base", server.url, "--concurrency", CONCURRENCY]
        self.complaints = []
        self.codes = Counter()
        self.judging = set()
        self.calls = self.paid_twice = 0

    def run(self, number, mode, processes):
        """One run in *mode*: what the server saw is held against what was to be asked."""
        self.server.requests, self.server.prompts = 0, Counter()
        folder = f"run{number}"
        flags = _flags(mode, processes)
        pids = [self.forks.start(*self.command, "-o", folder, *more) for more in flags]
        if mode == "one killed":
            self.kill_one(pids)
        self.judging.add(sum(more[1] if "--workers" in more else 1 for more in flags))
        codes = Counter(self.forks.wait(pid) for pid in pids)
        self.codes += codes
        self.calls += self.server.requests
        doubled = self.server.requests - self.server.distinct
        allowed = {FINE, *((REFUSED,) if mode == "not joined" else (KILLED,) if mode == "one killed" else ())}
        bound = CONCURRENCY if mode == "one killed" else 0
        self.paid_twice += doubled
        what = f"run {number}, {processes} processes, {mode}"
        self.expect(set(codes) <= allowed and codes[FINE], f"{what}: exit codes {dict(codes)}: {self.forks.err[-300:]}")
        self.expect(doubled <= bound, f"{what}: {doubled} cases were asked twice")
        self.expect(self.server.distinct == self.cases, f"{what}: {self.server.distinct} of {self.cases} were asked")
        stored, calls = self.stored(folder)
        self.expect(stored == calls == self.cases, f"{what}: {stored} cases and {calls} calls are stored")

    def kill_one(self, pids):
        """Kill one of them while it works: as soon as the server has seen a certain number of calls."""
        after = self.dice.randint(CONCURRENCY, self.cases // 2)
        until = time.monotonic() + 60
        while self.server.requests < after and time.monotonic() < until:
            time.sleep(0.002)
        kill(self.dice.choice(pids))

    def stored(self, folder):
        """Cases that have every judgment, and calls, by the run itself."""
        with closing(sqlite3.connect(self.at / folder / "judgments.sqlite")) as db:
            whole = "SELECT count(*) FROM (SELECT seq FROM judgments WHERE final GROUP BY seq HAVING count(*) = ?)"
            (most,) = db.execute("SELECT count(DISTINCT dimension) FROM judgments").fetchone()
            (cases,) = db.execute(whole, (most,)).fetchone()
            (calls,) = db.execute("SELECT count(*) FROM calls WHERE error IS NULL").fetchone()
        return cases, calls

    def expect(self, holds, complaint):
        if not holds:
            self.complaints.append(complaint)


def _flags(mode, processes):
    """What each process is given beside the common command."""
    each = max(2, processes // 2)
    return {
        "not joined": [()] * processes,
        "joined": [("--join",)] * processes,
        "workers": [("--workers", processes)],
        "joined workers": [("--workers", each, "--join")] * 2,
        "one killed": [("--join",)] * (processes - 1) + [("--workers", 2, "--join")],
    }[mode]


def _span(numbers):
    """Several numbers as they are said: the least and the most, or the one."""
    return f"{min(numbers)} to {max(numbers)}" if len(numbers) > 1 else f"{min(numbers)}"


def main():
    """Run them, and print the line."""
    options = program(__doc__).parse_args()
    runs, cases = (len(MODES), 120) if options.small else (25, 400)
    dice = chance(options.seed)
    with (
        TemporaryDirectory() as folder,
        LoopbackServer(StandIn(), latency=LATENCY, keep=False) as server,
        Forks(folder, server.url) as forks,
    ):
        bench = Bench(Path(folder), forks, server, cases, dice)
        sizes = [3] if options.small else [2, 3, 4, 6, 8]
        for number in range(runs):
            bench.run(number, MODES[number % len(MODES)], sizes[number // len(MODES) % len(sizes)])
    line = (
        f"S4 many processes: {runs} runs of {cases} cases in {len(MODES)} modes, "
        f"{_span(bench.judging)} processes judging: "
        f"{bench.codes[REFUSED]} refused, {bench.codes[KILLED]} killed, {bench.calls} calls for {runs * cases} cases, "
        f"{bench.paid_twice} of them in flight at a kill and asked again"
    )
    return verdict(line, bench.complaints)


if __name__ == "__main__":
    sys.exit(main())
