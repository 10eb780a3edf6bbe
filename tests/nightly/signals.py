"""S21. Signals: Ctrl-C once and twice, SIGTERM, SIGHUP and a reader that goes away, at ten stages of a run.

    python tests/nightly/signals.py [--small]

Ctrl-C or a polite kill once: what is in flight is finished, the way on is printed, exit code 130. Twice: it ends at
once, 130. SIGHUP ends it as the system does. Nobody reading the table keeps nothing from being judged. Whatever it is,
nothing that was acknowledged is lost, and a resume ends like an undisturbed run.
"""

import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from outside import Forks, chance, digest, kill, program, study, verdict

from judge.testing import Faults, LoopbackServer, StandIn

ITEMS, CONCURRENCY, LATENCY = 80, 4, 0.01
STAGES = (
    "start", "folder", "plan", "first request", "in flight", "a tenth", "half", "nine tenths", "last", "afterwards",
)  # fmt: skip
KINDS = ("SIGINT once", "SIGINT twice", "SIGTERM", "SIGHUP", "broken pipe")


class Counting(StandIn):
    """A judging model that counts what it is asked since it was last told to."""

    def __init__(self):
        super().__init__(Faults(), seed=9)
        self.since = 0

    def __call__(self, body):
        self.since += 1
        return super().__call__(body)


def reached(stage, folder, model):
    """Whether a run has come to *stage*."""
    shares = {"first request": 1, "in flight": 3, "a tenth": ITEMS // 10, "half": ITEMS // 2}
    shares |= {"nine tenths": ITEMS * 9 // 10, "last": ITEMS, "afterwards": ITEMS}
    if stage in shares:
        return model.since >= shares[stage]
    return {"start": True, "folder": folder.is_dir(), "plan": (folder / "run.json").exists()}[stage]


def kept(folder):
    """Rows of the store."""
    file = folder / "judgments.sqlite"
    if not file.exists():
        return []
    with closing(sqlite3.connect(file)) as db:
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'judgments'").fetchone():
            return []
        return db.execute("SELECT judgment, seq, dimension, attempt, state FROM judgments ORDER BY 1").fetchall()


def send(kind, pid, dice):
    """The signal, or the two of them."""
    number = {"SIGTERM": signal.SIGTERM, "SIGHUP": signal.SIGHUP}.get(kind, signal.SIGINT)
    kill(pid, number)
    if kind == "SIGINT twice":
        time.sleep(dice.uniform(0.001, 0.05))
        kill(pid, number)


ALLOWED = {
    "SIGINT once": (130,),
    "SIGINT twice": (130,),
    "SIGTERM": (130, -15),
    "SIGHUP": (-1, 129),
    "broken pipe": (0, 6, 70),
}
"""Beside 0 and 6, for a signal that came when all was done. Before the job has begun, SIGTERM is the system's."""


class Sending:
    """Signals, each to a run of its own, and what is wrong with how it took them."""

    def __init__(self, at, forks, command, model, dice):
        self.at, self.forks, self.command, self.model, self.dice = at, forks, command, model, dice
        self.complaints, self.done, self.ended, self.lost = [], 0, 0, 0
        forks.run(*command, "calm")
        self.calm = self.exported("calm")

    def exported(self, name):
        """A run's judgments as bytes."""
        self.forks.run("export", name, "-o", "out.jsonl")
        return digest(self.at / "out.jsonl")

    def expect(self, holds, otherwise):
        if not holds:
            self.complaints.append(f"{otherwise}: {self.forks.err[-400:]}")

    def one(self, kind, stage):
        """One signal."""
        self.done += 1
        folder, what = self.at / f"run{self.done}", f"{kind} at {stage}"
        self.model.since, before = 0, self.model.answered.total()
        pid = self.forks.start(*self.command, folder.name, pipe=kind == "broken pipe")
        until = time.monotonic() + 60
        while not reached(stage, folder, self.model) and time.monotonic() < until:
            time.sleep(0.0005)
        if stage in ("start", "afterwards"):
            time.sleep(0.03)
        if kind != "broken pipe":
            send(kind, pid, self.dice)
        code, rows = self.forks.wait(), kept(folder)
        self.ended += code not in (0, 6)
        self.expect(code in (*ALLOWED[kind], 0, 6), f"{what}: exit code {code}")
        self.expect("Traceback" not in self.forks.err, f"{what}: a traceback")
        if kind in ("SIGINT once", "SIGTERM") and code == 130 and folder.exists():
            self.drained(what, rows, (self.model.answered.total() - before) * 5)
        self.resumed(what, folder, rows)

    def drained(self, what, rows, paid):
        """Whatever was paid for is there, and the way on is named."""
        self.lost += max(0, paid - len(rows))
        self.expect(len(rows) >= paid, f"{what}: {paid} judgments were paid for, {len(rows)} kept")
        self.expect(not rows or "to go on: judge evaluate" in self.forks.err, f"{what}: no way on is named")

    def resumed(self, what, folder, rows):
        """A resume keeps what is there and ends like an undisturbed run."""
        code, now = self.forks.run(*self.command, folder.name), kept(folder)
        self.lost += sum(a != b for a, b in zip(rows, now, strict=False))
        self.expect(code in (0, 6) and now[: len(rows)] == rows, f"{what}: a resume ends with {code}")
        self.expect(self.exported(folder.name) == self.calm, f"{what}: another end")


def main():
    """Send, wait, count, print."""
    given = program(__doc__).parse_args()
    model = Counting()
    with TemporaryDirectory(prefix="signals-") as name, LoopbackServer(model, latency=LATENCY, keep=False) as server:
        at = Path(name)
        command = [*study(at, ITEMS), "-j", "m=openai/stand-in", "--api-base", server.url]
        with Forks(at, server.url) as forks:
            command += ["--concurrency", str(CONCURRENCY), "-o"]
            sending = Sending(at, forks, command, model, chance(given.seed))
            pairs = [(kind, stage) for kind in KINDS for stage in STAGES]
            for kind, stage in pairs[:: 7 if given.small else 1]:
                sending.one(kind, stage)
    line = (
        f"S21 signals: {sending.done} sent of {len(KINDS)} kinds at {len(STAGES)} stages, {sending.ended} ended the run"
        f" early, {sending.lost} judgments lost, {len(sending.complaints)} not as documented"
    )
    return verdict(line, sending.complaints)


if __name__ == "__main__":
    sys.exit(main())
