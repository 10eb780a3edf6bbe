"""S3. A disk that is full, not ours to write, or broken, under every command that writes.

    python tests/nightly/full_disk.py [--small]

Files may not grow past so many bytes (what a full disk or a quota does), a folder is read-only (mounted so, or closed
by its mode to whoever is not root), or the kernel says EIO to every sync (by strace). Each point: an error with a name
and exit code 5, nothing torn, nothing acknowledged lost, and the same end once it can be written. A folder's name that
is a file's is no disk's fault: exit code 2, before anything is paid for. What this machine has no means to try is said
in the line, and counts as no point.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from outside import Forks, digest, program, study, verdict

from judge.testing import Faults, LoopbackServer, StandIn

ITEMS = 60
BEFORE = b"what was there before"
FULL, SHUT, EIO, TAKEN = "full", "read-only", "EIO", "names taken"
SPACES = (("unshare", "--mount"), ("unshare", "--mount", "--map-root-user"))
MOUNTED = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
SYNCS = ("-f", "-qq", "-o", os.devnull, "-e", "trace=fdatasync,fsync", "-e")
KEY = {"OPENAI_API_KEY": "sk-test-not-a-real-key"}


class Way(NamedTuple):
    """A way in which writing fails; *try_* gives a command's exit code, ``None`` where this machine has no means."""

    kind: str
    how: str
    try_: object


class Ways:
    """The ways there are, for commands in the folder *at*."""

    def __init__(self, at, forks):
        self.at, self.forks, self.lacking = at, forks, set()

    def full(self, limit):
        """No file may grow past *limit* bytes."""
        return Way(FULL, f"within {limit} bytes", lambda command, _: self.forks.run(*command, limit=limit))

    def broken(self, first):
        """The kernel says EIO to each sync from the *first* on."""
        return Way(EIO, f"EIO from sync {first} on", lambda command, _: self._under_strace(first, command))

    def shut(self):
        """The folder that is to be written is read-only."""
        return Way(SHUT, "read-only", self._behind_a_door)

    def _under_strace(self, first, command):
        strace = shutil.which("strace")
        if strace is None:
            self.lacking.add("EIO not tried: no strace")
            return None
        return self._behind([strace, *SYNCS, f"inject=fdatasync,fsync:error=EIO:when={first}+"], command)

    def _behind_a_door(self, command, folder):
        closed = folder if folder.is_dir() else folder.parent
        for space in SPACES if shutil.which("unshare") else ():
            mounted = [*space, "sh", "-c", MOUNTED, str(closed)]
            tried = subprocess.run([*mounted, "test", "!", "-w", str(closed)], capture_output=True, check=False)
            if tried.returncode == 0:
                return self._behind(mounted, command)
        if os.geteuid() == 0:  # to whom no mode closes anything
            self.lacking.add("read-only not tried: we are root and may not mount")
            return None
        closed.chmod(0o500)
        try:
            return self._behind([], command)
        finally:
            closed.chmod(0o700)

    def _behind(self, before, command):
        """The exit code of a command that what stands *before* it starts, as a process of its own."""
        run = [*before, sys.executable, "-m", "judge", *command]
        with (self.at / "stderr.txt").open("w", encoding="utf-8") as said:
            out = {"stdout": subprocess.DEVNULL, "stderr": said}
            return subprocess.run(run, cwd=self.at, env=os.environ | KEY, check=False, timeout=120, **out).returncode


class Points:
    """So many points at which writing fails, each below the folder *shelf*."""

    def __init__(self, at, forks, *, small):
        self.at, self.forks, self.small, self.ways = at, forks, small, Ways(at, forks)
        self.complaints, self.count, self.writers, self.torn = [], Counter(), set(), 0
        (at / "shelf").mkdir()

    def expect(self, holds, otherwise):
        if not holds:
            said = self.forks.err.partition("error: this is a bug")[0]  # where it is one, what it was
            self.complaints.append(f"{otherwise}: {said[-300:]}")

    def expect_whole(self, holds, what):
        self.torn += not holds
        self.expect(holds, f"{what}: torn")

    def failed(self, way, command, folder):
        """Whether the command was tried; that it failed as it should: by name, by its code, without a traceback."""
        code = way.try_(command, folder)
        if code is None:
            return False
        self.count[way.kind] += 1
        self.writers.add(writer_of(command))
        said, what = self.forks.err, f"{' '.join(command)}, {way.how}"
        self.expect(code == (2 if way.kind == TAKEN else 5), f"{what}: exit code {code}")
        self.expect("error: " in said and "Traceback" not in said, f"{what}: no named error")
        return True

    def some(self, limits):
        """All of them, or the middle one on a change."""
        return [limits[len(limits) // 2]] if self.small else limits

    def beside(self):
        """The ways that are tried beside a full disk: nightly, of every file."""
        return [] if self.small else [self.ways.shut(), self.ways.broken(1)]

    def job(self, command, calm, way, *, begun=False):
        """A job in a folder, perhaps one that was *begun* with fewer responses: it fails, loses nothing, goes on."""
        name = f"shelf/run{self.count.total()}"
        out = [str(part).format(name=name) for part in command]
        folder = self.at / f"{name}.run" if command[0] == "respond" else self.at / name
        if begun:
            self.forks.run(*out, "--limit", ITEMS // 3)
            self.expect(judged(folder), f"{' '.join(out)}: nothing was begun")
        if not self.failed(way, out, folder):
            return
        rows, what = judged(folder), f"{' '.join(out)}, after {way.how}"
        self.expect(self.forks.run(*out) in (0, 6), f"{what}: no end once it can be written")
        self.expect(set(rows) <= set(judged(folder)), f"{what}: lost rows")
        self.expect(self.ended(out, name) == calm, f"{what}: another end")

    def ended(self, job, name):
        """The end of a job as bytes."""
        if job[0] == "evaluate":
            self.forks.run("export", name, "-o", f"{name}.jsonl")
        return digest(self.at / f"{name}.jsonl")

    def file(self, command, target, parts=(0, 1, 2, 3)):
        """A file that is there whole or not at all, whatever was there before."""
        file = self.at / "shelf" / target
        command = [*command, f"shelf/{target}"]
        self.expect(self.forks.run(*command) in (0, 6, 10), f"{' '.join(command)} fails with room")
        size = file.stat().st_size
        full = [self.ways.full(max(1, size * part // 4 - 1 if part else 1)) for part in self.some(parts)]
        for way in [*full, *self.beside()]:
            file.write_bytes(BEFORE)
            if self.failed(way, command, file):
                self.expect_whole(file.read_bytes() == BEFORE, f"{' '.join(command)}, {way.how}")
                self.expect(not list(file.parent.glob(f".{target}*")), f"{' '.join(command)}: leaves a part behind")
                self.expect(self.forks.run(*command) in (0, 6, 10), f"{' '.join(command)} fails once it can be written")

    def new(self, command, made, ways):
        """Files that are new: none is half there, and a second try works."""
        for way in ways:
            for file in (self.at / "shelf").glob(f"{made}*"):
                shutil.rmtree(file) if file.is_dir() else file.unlink()
            if self.failed(way, command, self.at / "shelf" / made):
                left = list((self.at / "shelf").glob(f"*{made}*"))
                self.expect_whole(not left, f"{' '.join(command)}, {way.how}, leaves {[f.name for f in left]}")
                self.expect(self.forks.run(*command) == 0, f"{' '.join(command)} fails once it can be written")

    def forgetting(self, ways):
        """A response taken out of a finished run: it is there whole or not at all, and a second try takes it out."""
        for way in ways:
            folder = self.at / "shelf" / f"run{self.count.total()}"
            shutil.copytree(self.at / "calm", folder)
            command, rows = ["forget", str(folder), "--response", "i3"], judged(folder)
            if self.failed(way, command, folder):
                self.expect_whole(judged(folder) == rows, f"forget, {way.how}")
                self.expect(self.forks.run(*command) == 0, f"forget, {way.how}: fails once it can be written")
                left = judged(folder)
                self.expect(set(left) < set(rows) and len(rows) - len(left) == len(rows) // ITEMS, "forget: not gone")

    def taken(self, command, name):
        """The folder's name is a file's, or lies below one: found before anything is paid for."""
        file = self.at / "shelf" / name
        file.write_bytes(BEFORE)
        for how, out in (("into a file's place", f"shelf/{name}/run.jsonl"), ("onto a file", f"shelf/{name}")):
            way = Way(TAKEN, how, lambda job, _: self.forks.run(*job))
            self.failed(way, [str(part).format(name=out.removesuffix(".jsonl")) for part in command], file)
        self.expect_whole(file.read_bytes() == BEFORE, f"{command[0]} {how}")


def writer_of(command):
    """Which writer it is: a command, with the form of its file where it has several."""
    return " ".join([*command[:2], Path(command[-1]).suffix] if command[0] in ("export", "labels") else command[:1])


def judged(folder):
    """Rows of a run's store that were acknowledged."""
    file = folder / "judgments.sqlite"
    if not file.exists():
        return []
    with closing(sqlite3.connect(file)) as db:
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'judgments'").fetchone():
            return []
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return db.execute("SELECT seq, dimension, attempt, state, answer FROM judgments").fetchall()


def lay_out(at, count):
    """Labels of two experts beside the responses, and scenarios."""
    rows = [f"i{n},empathy,{rater},{'yes' if n % 3 else 'no'}" for n in range(count) for rater in ("ann", "bo")]
    (at / "labels.csv").write_text("\n".join(["response_id,dimension,rater,answer", *rows]), encoding="utf-8")
    scenarios = [{"id": f"s{n}", "text": "A long day. " * 40, "language": "en"} for n in range(count)]
    (at / "scenarios.jsonl").write_text("".join(json.dumps(s) + "\n" for s in scenarios), encoding="utf-8")


def jobs(points, job, asked):
    """Those that ask models: their end is that of a job nobody disturbed."""
    at, forks, ways = points.at, points.forks, points.ways
    forks.run(*(part.format(name="calm") for part in job))
    forks.run("export", "calm", "-o", "calm.jsonl")
    forks.run(*(part.format(name="said") for part in asked))
    judgments, said = digest(at / "calm.jsonl"), digest(at / "said.jsonl")
    sizes = [20_000, 60_000, 90_000, 120_000, 150_000, 180_000, 200_000, 220_000, 240_000, 260_000]
    for limit in points.some(sizes):
        points.job(job, judgments, ways.full(limit))
    for limit in points.some([20_000, 60_000, 80_000, 100_000, 120_000]):
        points.job(asked, said, ways.full(limit))
    points.job(job, judgments, ways.shut(), begun=True)
    for first in points.some([1, 6, 12]):
        points.job(job, judgments, ways.broken(first))
    if not points.small:
        points.job(job, judgments, ways.shut())
        points.job(asked, said, ways.shut(), begun=True)
        points.job(asked, said, ways.shut())
        points.job(asked, said, ways.broken(6))


def files(points):
    """Those that write a file, or several."""
    quick = ["--labels", "labels.csv", "--replicates", "100"]
    for form in ("jsonl", "csv", "parquet", "xlsx"):
        points.file(["export", "calm", "-o"], f"out.{form}", (0, 2, 3))
    points.file(["report", "calm", "--labels", "labels.csv", "-o"], "page.html")
    points.file(["agreement", "calm", *quick, "-o"], "table.csv", (0, 2))
    points.file(["gate", "calm", *quick, "--require", "coverage >= 0.1", "--junit"], "j.xml", (0, 2))
    points.file(["split", "labels.csv", "--by", "response", "-o"], "split.csv", (0, 2, 3))
    shut, full = points.ways.shut(), points.ways.full
    sheet = ["labels", "sheet", "responses.jsonl", "-r", "psycrisis", "--raters", "a,b", "-o"]
    for form, limits in (("csv", [1, 1_000, 2_000]), ("xlsx", [1, 2_000, 8_000])):
        ways = [*map(full, points.some(limits)), *([] if points.small else [shut])]  # sheets are not synced
        points.new([*sheet, f"shelf/sheet.{form}"], "sheet", ways)
    points.new(["init", "shelf/mine"], "mine", [*map(full, points.some([1, 500, 1_000, 2_000])), *points.beside()])
    points.forgetting([*map(full, points.some([1, 4_096, 20_000])), shut, *points.beside()[1:]])


def main():
    """Fill the disk, count, print."""
    given = program(__doc__).parse_args()
    with TemporaryDirectory(prefix="full-") as name:
        at = Path(name)
        judge = study(at, ITEMS)
        lay_out(at, ITEMS)
        with LoopbackServer(StandIn(Faults(), seed=7), keep=False) as server, Forks(at, server.url) as forks:
            points = Points(at, forks, small=given.small)
            job = [*judge, "-j", "m=openai/stand-in", "--api-base", server.url, "-o", "{name}"]
            asked = ["respond", "scenarios.jsonl", "-m", "m=openai/a", "--api-base", server.url, "-o", "{name}.jsonl"]
            jobs(points, job, asked)
            files(points)
            points.taken(job, "taken")
            points.taken(asked, "taken.jsonl")
    tried = ", ".join(f"{points.count[kind]} {kind}" for kind in (FULL, SHUT, EIO, TAKEN))
    tried = "; ".join([tried, *sorted(points.ways.lacking)])
    line = (
        f"S3 full disk: {points.count.total()} points over {len(points.writers)} writers, {points.torn} torn, "
        f"{len(points.complaints)} without a named error or a way on ({tried})"
    )
    return verdict(line, points.complaints)


if __name__ == "__main__":
    sys.exit(main())
