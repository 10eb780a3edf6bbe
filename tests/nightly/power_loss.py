"""S2. Power loss: the write-ahead log cut at every frame and at random bytes, and every other file at random bytes.

    python tests/nightly/power_loss.py [--cuts 500] [--small]

The log of a run at work is copied again and again by the server that it asks. Whatever a cut leaves, the run opens with
exactly the judgments committed before it, or is refused by name; it is never repaired in silence, and a resume ends
like an undisturbed run.
"""

import shutil
import sqlite3
import struct
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from outside import chance, program, verdict

import judge
from judge.errors import JudgeError, StorageError
from judge.judgment import State
from judge.scenario import Response, Turn
from judge.settings import JudgeSettings
from judge.testing import Faults, LoopbackServer, StandIn

STORE, LOG = "judgments.sqlite", "judgments.sqlite-wal"
HEADER, FRAME = 32, 24
"""Bytes of the log's head, and of a frame's, as SQLite documents them."""
ITEMS = 40
FAULTS = Faults(truncated=0.05)


class Copying(StandIn):
    """A judging model that copies the run's folder whenever it is asked."""

    def __init__(self, folder, to):
        super().__init__(FAULTS, seed=5)
        self.folder, self.to, self.copies = folder, to, 0

    def __call__(self, body):
        if (self.folder / LOG).exists():
            self.copies += 1
            shutil.rmtree(self.to, ignore_errors=True)
            shutil.copytree(self.folder, self.to)
        return super().__call__(body)


def judged(folder, url, count=ITEMS):
    """A run of so many responses in *folder*."""
    rows = [
        Response(f"i{n}", f"s{n}", "c", (Turn("user", "Long day."),), f"Reply {n}.", language="en")
        for n in range(count)
    ]
    one = JudgeSettings(model="openai/stand-in", name="m", api_base=url)
    return judge.evaluate(rows, "psycrisis", [one], folder=folder, concurrency=2, canaries=False)


def commits(log):
    """Where each commit of a log ends, and the number of judgments that a plain SQLite sees there."""
    size = struct.unpack(">I", log[8:12])[0]
    ends, at = [], HEADER
    while at + FRAME + size <= len(log):
        if log[at + 8 : at + 16] == log[16:24] and struct.unpack(">I", log[at + 4 : at + 8])[0]:
            ends.append(at + FRAME + size)
        at += FRAME + size
    return ends, list(range(HEADER, len(log), FRAME + size))


def plainly(folder, log):
    """What SQLite alone sees of the store with this log: the rows, in the order in which they were written."""
    with TemporaryDirectory() as aside:
        shutil.copy(folder / STORE, aside)
        (Path(aside) / LOG).write_bytes(log)
        with closing(sqlite3.connect(Path(aside) / STORE)) as db:
            if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'judgments'").fetchone():
                return None
            return db.execute(
                "SELECT seq, dimension, attempt, state, answer FROM judgments ORDER BY judgment"
            ).fetchall()


def ours(folder):
    """What we see of it: the rows as they would be exported, or the name of the refusal."""
    try:
        run = judge.read_run(folder)
        rows = [r for r in run.judgment_rows(every=True) if r["reason_code"] != "not_finished"]
    except JudgeError as error:
        return type(error).__name__
    return sorted((r["response_id"], r["dimension"], r["attempt"], r["state"], r["answer"]) for r in rows)


def named(rows):
    """Plain rows as ours are shown."""
    return sorted((f"i{seq}", dimension, attempt, state, answer) for seq, dimension, attempt, state, answer in rows)


class Cutting:
    """One run at work, cut in many places."""

    def __init__(self, at, dice):
        self.at, self.dice, self.complaints = at, dice, []
        self.resumed = 0

    def expect(self, holds, otherwise):
        if not holds:
            self.complaints.append(otherwise)

    def log_cuts(self, source, wanted):
        """At every frame's end and at random bytes: exactly the commits that were whole."""
        log = (source / LOG).read_bytes()
        ends, frames = commits(log)
        chosen = frames if len(frames) <= wanted // 2 else sorted(self.dice.sample(frames, wanted // 2))
        places = [*chosen, *(self.dice.randrange(len(log) + 1) for _ in range(wanted - len(chosen)))]
        truth = {
            end: plainly(source, log[:end]) for end in {0, *(max([0, *(e for e in ends if e <= p)]) for p in places)}
        }
        before = None
        for place in sorted(places):
            last = max([0, *(e for e in ends if e <= place)])
            folder = self._copy(source)
            (folder / LOG).write_bytes(log[:place])
            found, expected = ours(folder), truth[last]
            if not expected:  # before anything was asked there is no run yet, and that is said
                self.expect(found in ("NotFoundError", "StorageError", []), f"log cut at {place}: {found} was read")
                continue
            self.expect(found == named(expected), f"log cut at {place}: not the {len(expected)} rows committed before")
            if before is not None and not isinstance(found, str):
                self.expect(set(before) <= set(found), f"log cut at {place}: an earlier cut held more")
            before = found if not isinstance(found, str) else before
        return len(places), len(ends)

    def file_cuts(self, whole, wanted, url, calm):
        """Every other file of a finished run: read as it was, or refused by name; a resume goes on or is refused."""
        names = [f.name for f in whole.iterdir() if f.is_file() and f.name not in (".lock", LOG) and f.stat().st_size]
        truth = ours(whole)
        for n in range(wanted):
            name = names[n % len(names)]
            folder = self._copy(whole)
            size = (whole / name).stat().st_size
            place = self.dice.randrange(size)
            with (folder / name).open("r+b") as file:
                file.truncate(place)
            found = ours(folder)
            allowed = found == truth or found in ("StorageError", "NotFoundError")
            self.expect(allowed, f"{name} cut at {place} of {size}: read as something else")
            if name != STORE:
                self.expect(self._resumes(folder, url, calm), f"{name} cut at {place}: a resume ends differently")
        return wanted

    def resumes(self, source, wanted, url, calm):
        """What a cut left, run again to its end."""
        log = (source / LOG).read_bytes()
        for _ in range(wanted):
            folder = self._copy(source)
            place = self.dice.randrange(len(log) // 4, len(log) + 1)
            (folder / LOG).write_bytes(log[:place])
            self.expect(self._resumes(folder, url, calm), f"log cut at {place}: a resume ends differently")

    def _resumes(self, folder, url, calm):
        self.resumed += 1
        try:
            return ours_of(judged(folder, url)) == calm
        except StorageError:
            return False

    def _copy(self, source):
        folder = self.at / "cut"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(source, folder)
        for name in (f"{STORE}-shm",):
            (folder / name).unlink(missing_ok=True)
        return folder


def ours_of(run):
    """Every judgment of a run that counts, without what names the run."""
    assert all(row["state"] != State.CANCELLED for row in run.judgment_rows())
    return [{k: v for k, v in row.items() if k != "call_id"} for row in run.judgment_rows()]


def main():
    """Cut, open, count, print."""
    parser = program(__doc__)
    parser.add_argument("--cuts", type=int, default=0)
    given = parser.parse_args()
    cuts = given.cuts or (40 if given.small else 500)
    with TemporaryDirectory(prefix="power-") as name:
        at = Path(name)
        cutting, models = Cutting(at, chance(given.seed)), [StandIn(FAULTS, seed=5)]
        with LoopbackServer(lambda body: models[-1](body)) as server:  # noqa: PLW0108 - the last one, whenever asked
            calm = ours_of(judged(at / "calm", server.url))
            models.append(Copying(at / "run", at / "at work"))
            judged(at / "run", server.url)
            copies = models.pop().copies
            in_log, whole_commits = cutting.log_cuts(at / "at work", cuts * 4 // 5)
            cutting.resumes(at / "at work", max(3, cuts // 20), server.url, calm)
            in_files = cutting.file_cuts(at / "run", cuts - in_log, server.url, calm)
    line = (
        f"S2 power loss: {in_log + in_files} cuts ({in_log} of a log of {whole_commits} commits, {in_files} of other "
        f"files), {copies} copies of a run at work, {cutting.resumed} resumed, "
        f"{len(cutting.complaints)} not the committed prefix"
    )
    return verdict(line, cutting.complaints)


if __name__ == "__main__":
    sys.exit(main())
