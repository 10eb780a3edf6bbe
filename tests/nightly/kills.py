"""S1. kill -9 at ten stages of a run, each kill aimed, all from outside: nothing acknowledged is lost or doubled.

    python tests/nightly/kills.py [--kills 1000] [--small]

Aims: the server kills while it holds a request, right after it has written the answer, or a moment later; the parent
watches the folder (lock, run.json, the write-ahead log, a reader of the store) and kills at what it sees there. A
reader that polls the store says what was acknowledged.
"""

import asyncio
import sqlite3
import sys
import threading
import time
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from outside import Forks, chance, digest, kill, program, study, verdict

from judge.testing import Faults, LoopbackServer, StandIn

AT_THE_SERVER = ("in flight", "reply unread", "before commit")
AT_THE_STORE = ("lock", "before send", "in commit", "after commit before ack")
STAGES = (*AT_THE_SERVER, *AT_THE_STORE, "migration", "export", "report")
CONCURRENCY, ITEMS, LATENCY = 8, 150, 0.004
PAUSE = 0.0005
"""Between two looks; somebody else may have a core."""
JUDGMENTS = """
SELECT judgment, panel, seq, repeat, dimension, attempt, state, answer, rationale FROM judgments ORDER BY judgment
"""
CALLS = "SELECT call, call_id, raw_reply FROM calls ORDER BY call"
V1 = Path(__file__).parents[1] / "faults" / "store_v1.sql"


class Aiming(StandIn):
    """A judging model that may kill whoever asks it."""

    def __init__(self, dice):
        super().__init__(Faults(truncated=0.03, refused=0.03), seed=3)
        self.dice = dice
        self.aimed = None
        self.pid = 0
        self.wait_for = 0

    def aim(self, stage, pid):
        """Kill *pid* at *stage* of one of its next requests."""
        self.pid, self.wait_for, self.aimed = pid, self.dice.randint(1, 8), stage

    def __call__(self, body):
        canned = super().__call__(body)
        self.wait_for -= 1
        if self.aimed is None or self.wait_for > 0:
            return canned
        stage, self.aimed = self.aimed, None
        loop = asyncio.get_running_loop()
        if stage == "in flight":
            kill(self.pid)
        elif stage == "reply unread":
            loop.call_later(LATENCY + 0.0003, kill, self.pid)
        else:
            loop.call_later(LATENCY + self.dice.uniform(0.0005, 0.005), kill, self.pid)
        return canned


class Reader:
    """Somebody who looks at the store all the time: what it has seen is acknowledged."""

    def __init__(self, folder):
        self.file = folder / "judgments.sqlite"
        self.seen = 0
        self._db = None

    def look(self):
        """How many judgments are there now."""
        try:
            if self._db is None:
                if not self.file.exists():
                    return 0
                self._db = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=0, check_same_thread=False)
            (count,) = self._db.execute("SELECT count(*) FROM judgments").fetchone()
        except sqlite3.Error:
            return self.seen
        self.seen = max(self.seen, count)
        return count

    def close(self):
        """Look no more."""
        if self._db is not None:
            self._db.close()
            self._db = None


def contents(folder):
    """Every judgment and call of a store, in the order in which they were written."""
    file = folder / "judgments.sqlite"
    if not file.exists():
        return [], []
    with closing(sqlite3.connect(file)) as db:
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'judgments'").fetchone():
            return [], []
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return db.execute(JUDGMENTS).fetchall(), db.execute(CALLS).fetchall()


class Campaign:
    """Runs that are killed over and over, each until it is finished and compared with an undisturbed one."""

    def __init__(self, at, kills, seed):
        self.at, self.kills, self.dice = at, kills, chance(seed)
        self.model = Aiming(self.dice)
        self.complaints = []
        self.done = dict.fromkeys(STAGES, 0)
        self.found = dict.fromkeys(STAGES, 0)
        self.lost = self.doubled = self.paid_twice = 0

    def run(self):
        """All kills, and what was found after them."""
        command = study(self.at, ITEMS)
        with LoopbackServer(self.model, latency=LATENCY, keep=False) as server, Forks(self.at, server.url) as forks:
            self.forks, self.url = forks, server.url
            self.command = [*command, "-j", "m=openai/stand-in", "--api-base", server.url, "--concurrency", CONCURRENCY]
            forks.run(*self.command, "-o", "calm")
            forks.run("export", "calm", "-o", "calm.jsonl")
            self.calm = digest(self.at / "calm.jsonl")
            assert self.calm, forks.err
            number = 0
            while sum(self.done.values()) < self.kills:
                number += 1
                self._round(number)

    def _round(self, number):
        """One run, killed at each stage of running, and then at what comes after running."""
        folder = self.at / f"run{number}"
        self.model.answered.clear()
        stages = [*AT_THE_SERVER, *AT_THE_STORE]
        self.dice.shuffle(stages)
        kept, killed = ([], []), 0
        for stage in stages:
            kept = self._killed(folder, stage, kept)
            killed += 1
        self._expect(self.forks.run(*self.command, "-o", folder.name) in (0, 6), "a resume did not finish", folder)
        self._finished(folder, kept, killed)
        self._migration(number)
        for stage, command in (("export", "jsonl"), ("report", "html")):
            self._written(stage, folder, f"{folder.name}.{command}")

    def _killed(self, folder, stage, kept):
        reader = Reader(folder)
        reader.look()
        if stage == "lock":
            (folder / ".lock").unlink(missing_ok=True)
        (folder / "run.json").unlink(missing_ok=True)
        pid = self.forks.start(*self.command, "-o", folder.name)
        ended = threading.Event()
        watch = threading.Thread(target=self._watch, args=(folder, stage, pid, reader, ended))
        if stage in AT_THE_SERVER:
            self.model.aim(stage, pid)
        watch.start()
        code = self.forks.wait()
        ended.set()
        watch.join()
        self.model.aimed = None
        self._count(stage, code)
        return self._kept(folder, stage, kept, reader.seen)

    def _watch(self, folder, stage, pid, reader, ended):
        """Poll what can be seen of the folder, and kill at the stage that is waited for."""
        log = folder / "judgments.sqlite-wal"
        start, before, groups = None, reader.seen, self.dice.randint(1, 4)
        while not ended.is_set():
            count = reader.look()
            if stage == "lock":
                hit = _size(folder / ".lock") > 0
            elif stage == "before send":
                hit = (folder / "run.json").exists()
            elif stage == "after commit before ack":
                hit = count > before + groups * 5
            elif stage == "in commit":
                size = _size(log)
                start = size if count <= before + groups * 5 else start
                hit = start is not None and count > before and size != start
            else:
                hit = False
            if hit:
                kill(pid)
                return
            time.sleep(PAUSE)
        reader.close()

    def _count(self, stage, code, *, fine=(0, 6)):
        """Count a kill, and whether it found anybody: who had ended before did so with one of *fine*."""
        self.done[stage] += 1
        self.found[stage] += code == -9
        if code not in (-9, *fine):
            self.complaints.append(f"{stage}: ended by itself with {code}: {self.forks.err[-300:]}")

    def _kept(self, folder, stage, kept, seen):
        """What is in the store now: all that was there, all that was seen, and nothing twice."""
        now = contents(folder)
        for before, after in zip(kept, now, strict=True):
            missing = sum(a != b for a, b in zip(before, after, strict=False)) + max(0, len(before) - len(after))
            self.lost += missing
            self._expect(not missing, f"{missing} rows are not what they were", folder, stage)
        self.lost += max(0, seen - len(now[0]))
        self._expect(len(now[0]) >= seen, f"{seen} were acknowledged, {len(now[0])} are there", folder, stage)
        return now

    def _finished(self, folder, kept, killed):
        judgments, calls = self._kept(folder, "end", kept, 0)
        doubled = len(calls) - len({c for _, c, _ in calls}) + len(judgments) - len({j[1:6] for j in judgments})
        asked = sum(1 for _ in calls)
        self.doubled += doubled
        self._expect(not doubled, f"{doubled} are there twice", folder)
        twice = self.model.answered.total() - asked
        self.paid_twice += twice
        self._expect(twice <= killed * CONCURRENCY, f"{twice} paid twice after {killed} kills", folder)
        self.forks.run("export", folder.name, "-o", "end.jsonl")
        self._expect(digest(self.at / "end.jsonl") == self.calm, "the export is another one", folder)

    def _migration(self, number):
        """A store of the first version, killed while it is brought to today's."""
        folder = self.at / f"old{number}"
        folder.mkdir(mode=0o700)
        with closing(sqlite3.connect(folder / "judgments.sqlite")) as old:
            old.executescript(V1.read_text(encoding="utf-8"))
            first = old.execute("SELECT judgment, state, answer, rationale FROM judgments ORDER BY 1").fetchall()
        pid = self.forks.start("forget", folder.name, "--response", "nobody")
        until = time.monotonic() + 10
        while time.monotonic() < until and not list(folder.glob("*.v1")) and not list(folder.glob(".*.v1")):
            time.sleep(PAUSE)
        time.sleep(self.dice.uniform(0.0, 0.004))
        kill(pid)
        self._count("migration", self.forks.wait(), fine=(2,))
        self._expect(self.forks.run("export", folder.name, "-o", "old.jsonl") == 0, "the old store is not read", folder)
        self._expect(self.forks.run("forget", folder.name, "--response", "r0") == 0, "it was not brought over", folder)
        kept = [row for row in first if "r0" not in row]
        with closing(sqlite3.connect(folder / "judgments.sqlite")) as new:
            now = new.execute("SELECT judgment, state, answer, rationale FROM judgments ORDER BY 1").fetchall()
        gone = [row for row in now if row not in kept]
        self.lost += len(gone)
        self._expect(not gone and now, "rows of the old store changed", folder)

    def _written(self, stage, folder, name):
        """A file that is replaced whole or not at all."""
        target = self.at / name
        target.write_text("what was there before", encoding="utf-8")
        pid = self.forks.start(stage, folder.name, "-o", name)
        until = time.monotonic() + 60
        while time.monotonic() < until and not list(self.at.glob(f".{name}.*")):
            if target.stat().st_size != len("what was there before"):
                break
            time.sleep(PAUSE)
        time.sleep(self.dice.uniform(0.0, 0.002))
        kill(pid)
        self._count(stage, self.forks.wait())
        found = target.read_bytes()
        self.forks.run(stage, folder.name, "-o", name)
        whole = target.read_bytes()
        self._expect(found in (whole, b"what was there before"), f"{stage} left half a file", folder)
        if stage == "export":
            self._expect(digest(target) == self.calm, "the export is another one", folder)

    def _expect(self, holds, otherwise, folder, stage=""):
        if not holds:
            self.complaints.append(f"{folder.name} {stage}: {otherwise}: {self.forks.err[-300:]}")


def _size(file):
    with suppress(OSError):
        return file.stat().st_size
    return 0


def main():
    """Kill, count, print."""
    parser = program(__doc__)
    parser.add_argument("--kills", type=int, default=0)
    given = parser.parse_args()
    kills = given.kills or (60 if given.small else 1000)
    with TemporaryDirectory(prefix="kills-") as at:
        campaign = Campaign(Path(at), kills, given.seed)
        campaign.run()
    done = sum(campaign.done.values())
    for stage, found in campaign.found.items():
        if found < campaign.done[stage] * 0.6:
            campaign.complaints.append(f"{stage}: only {found} of {campaign.done[stage]} kills found it at work")
    line = (
        f"S1 kills: {done} kills at {len(STAGES)} stages, {sum(campaign.found.values())} found it at work, "
        f"{campaign.lost} judgments lost, {campaign.doubled} doubled, {campaign.paid_twice} calls paid twice"
    )
    return verdict(line, campaign.complaints)


if __name__ == "__main__":
    sys.exit(main())
