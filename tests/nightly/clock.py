"""S20. Clock: twenty runs in which the wall clock jumps, or is wrong from the start, with and without waits by date.

    python tests/nightly/clock.py [--small]

Each command runs in a process whose ``time`` and ``datetime`` were changed before anything of ours was imported: an
hour back in the middle, a year forward, there and back, over the end of summer time, wrong by an hour all along. No
duration is negative, attempts keep their order, a wait that a server names by a date is as long as it meant, and every
run ends like an undisturbed one.
"""

import datetime as dt
import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

ITEMS, CEILING_S = 30, 60
HOUR, YEAR = 3600, 365 * 86_400
SUMMER_ENDS = dt.datetime(2026, 10, 25, 0, 59, 59, tzinfo=dt.UTC).timestamp()
"""A second before clocks in Berlin are put back."""
JUMPS = {
    "an hour back": (0, -HOUR),
    "a year forward": (0, YEAR),
    "there and back": (0, YEAR, -HOUR, 0),
    "over the end of summer time": None,
    "an hour wrong all along": (HOUR,),
}
"""Seconds that the clock is off, one after the other; ``None``: as many as bring it there."""


def moved(offsets):
    """Change this process's wall clock: after every few times that somebody looks at it, it is off by the next."""
    real, looked = time.time, 0

    def now():
        nonlocal looked
        looked += 1
        return real() + offsets[min(looked * len(offsets) // ITEMS, len(offsets) - 1)]

    class Moved(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls.fromtimestamp(time.time(), tz)

        @classmethod
        def utcnow(cls):
            return cls.fromtimestamp(time.time(), dt.UTC).replace(tzinfo=None)

    time.time, time.time_ns = now, lambda: int(now() * 1e9)
    dt.datetime = Moved


def started(at, offsets, arguments):
    """A command with a clock of its own: its exit code, what it said on stderr, and how many seconds it took."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "TMPDIR") if name in os.environ}
    environment = {**kept, "LANG": "C.UTF-8", "HOME": str(at), "TZ": "Europe/Berlin", "OPENAI_API_KEY": "sk-test-none"}
    command = [sys.executable, str(Path(__file__).resolve()), "child", json.dumps(offsets), *map(str, arguments)]
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=at, env=environment, capture_output=True, text=True, check=False, timeout=10 * CEILING_S
    )
    return done.returncode, done.stderr, time.monotonic() - began


def wrong_in(folder):
    """Durations below zero, and attempts that stand in another order than they were made in."""
    with closing(sqlite3.connect(folder / "judgments.sqlite")) as db:
        negative = db.execute("SELECT count(*) FROM calls WHERE latency_s < 0").fetchone()[0]
        rows = db.execute("SELECT seq, dimensions, attempt FROM calls ORDER BY call").fetchall()
        looked = db.execute("SELECT count(DISTINCT substr(asked_at, 1, 13)) FROM calls").fetchone()[0]
    last, lost = {}, 0
    for seq, dimensions, attempt in rows:
        lost += attempt <= last.get((seq, dimensions), -1)
        last[seq, dimensions] = attempt
    return negative, lost, looked


class Clocks:
    """Runs, each by a clock of its own, and what is wrong with how they went."""

    def __init__(self, at, command):
        self.at, self.command = at, command
        self.complaints, self.runs, self.negative, self.lost, self.longest = [], 0, 0, 0, 0.0

    def exported(self, folder):
        started(self.at, [0], ["export", folder, "-o", f"{folder}.jsonl"])
        return (self.at / f"{folder}.jsonl").read_bytes()

    def one(self, what, jump, url, *, halves):
        """A run by this clock, in one go or in two; the second by the same clock."""
        offsets = jump if jump is not None else (SUMMER_ENDS - time.time(), SUMMER_ENDS + 5 - time.time())
        self.runs += 1
        folder = what.replace(" ", "_").replace("%", "")
        for limit in ([ITEMS // 2] if halves else []) + [ITEMS]:
            asked = [*self.command, "--api-base", url, "--limit", limit, "-o", folder]
            code, said, seconds = started(self.at, offsets, asked)
            self.longest = max(self.longest, seconds)
            if code != 0 or "Traceback" in said:
                self.complaints.append(f"{what}: exit code {code}: {said[-400:]}")
        negative, lost, hours = wrong_in(self.at / folder)
        self.negative, self.lost = self.negative + negative, self.lost + lost
        if negative or lost:
            self.complaints.append(f"{what}: {negative} negative durations, {lost} attempts out of order")
        if len(set(offsets)) > 1 and jump is not None and hours < 2:
            self.complaints.append(f"{what}: the clock never jumped while it was at work")
        return folder


def main():
    """Run, look, count, print."""
    from outside import program, study, verdict  # noqa: PLC0415 - a child changes its clock before anything of ours

    from judge.testing import Faults, LoopbackServer, StandIn  # noqa: PLC0415 - the same
    from judge.testing.catalogue import Meeting  # noqa: PLC0415 - the same

    given = program(__doc__).parse_args()
    cases = list(product(JUMPS.items(), (0.0, 0.2), (False, True)))
    with TemporaryDirectory(prefix="clock-") as name:
        at = Path(name)
        command = [*study(at, ITEMS), "-j", "m=openai/stand-in", "--concurrency", "4", "--per", "rubric"]
        clocks = Clocks(at, command)
        with LoopbackServer(StandIn(Faults(), seed=3), keep=False) as server:
            calm = clocks.exported(clocks.one("no jump", (0,), server.url, halves=False))
        clocks.runs -= 1
        for (jump, offsets), share, halves in cases[:: 7 if given.small else 1]:
            meeting = Meeting(StandIn(Faults(), seed=3), {"rate_limited_date": share} if share else {}, seed=3)
            with LoopbackServer(meeting, keep=False) as server:
                what = f"{jump}, {share:.0%} told to wait until a date{', in two goes' if halves else ''}"
                if clocks.exported(clocks.one(what, offsets, server.url, halves=halves)) != calm:
                    clocks.complaints.append(f"{what}: another end")
    if clocks.longest > CEILING_S:
        clocks.complaints.append(f"a run took {clocks.longest:.0f} s")
    line = (
        f"S20 clock: {clocks.runs} runs by {len(JUMPS)} wrong clocks, {clocks.negative} negative durations,"
        f" {clocks.lost} attempts out of order, the longest run {clocks.longest:.1f} s,"
        f" {len(clocks.complaints)} not as documented"
    )
    return verdict(line, clocks.complaints)


def child():
    """The command, by the clock that was asked for."""
    moved(json.loads(sys.argv[2]))
    from judge.cli.app import run  # noqa: PLC0415 - after the clock was changed

    return int(run(sys.argv[3:]))


if __name__ == "__main__":
    sys.exit(child() if sys.argv[1:2] == ["child"] else main())
