"""S3. A disk that is full, not ours to write, or broken, under every command that writes.

    python tests/nightly/full_disk.py [--small]

Files may not grow past so many bytes (what a full disk or a quota does), a folder's name is taken, or, where strace is
at hand, the kernel says EIO. Each point: an error with a name and exit code 5 (2 where a folder cannot be made, which
is found before anything is paid for), nothing torn, nothing acknowledged lost, and the same end once there is room.
"""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from outside import Forks, digest, program, study, verdict

from judge.testing import Faults, LoopbackServer, StandIn

ITEMS = 60
BEFORE = b"what was there before"


def labels(at, count):
    """Labels of two experts beside the responses."""
    rows = [f"i{n},empathy,{rater},{'yes' if n % 3 else 'no'}" for n in range(count) for rater in ("ann", "bo")]
    (at / "labels.csv").write_text("\n".join(["response_id,dimension,rater,answer", *rows]), encoding="utf-8")
    scenarios = [{"id": f"s{n}", "text": "A long day. " * 40, "language": "en"} for n in range(count)]
    (at / "scenarios.jsonl").write_text("".join(json.dumps(s) + "\n" for s in scenarios), encoding="utf-8")


class Points:
    """So many points at which writing fails."""

    def __init__(self, at, forks, url, *, small):
        self.at, self.forks, self.url, self.small = at, forks, url, small
        self.complaints, self.count, self.torn = [], 0, 0

    def expect(self, holds, otherwise):
        if not holds:
            self.complaints.append(f"{otherwise}: {self.forks.err[-300:]}")

    def failed(self, what, code, allowed=(5,)):
        """The command failed as it should: by name, without a traceback."""
        self.count += 1
        said = self.forks.err
        self.expect(code in allowed, f"{what}: exit code {code}")
        self.expect("error: " in said and "Traceback" not in said, f"{what}: no named error")

    def some(self, limits):
        """All of them, or the middle one on a change."""
        return [limits[len(limits) // 2]] if self.small else limits

    def run_of(self, command, calm, kept, limits):
        """A job in a folder: what was acknowledged stays, and it goes on when there is room."""
        for limit in self.some(limits):
            name = f"full{self.count}"
            out = [part.format(name=name) for part in command]
            code = self.forks.run(*out, limit=limit)
            self.failed(f"{command[0]} within {limit} bytes", code)
            rows = kept(self.at / name)
            again = self.forks.run(*out)
            self.expect(again in (0, 6), f"{command[0]} after {limit} bytes: no end once there is room")
            self.expect(set(rows) <= set(kept(self.at / name)), f"{command[0]} after {limit} bytes: lost rows")
            self.expect(self.exported(name, command) == calm, f"{command[0]} after {limit} bytes: another end")

    def exported(self, name, command):
        """The end of a job as bytes."""
        if command[0] == "respond":
            return digest(self.at / f"{name}.jsonl")
        self.forks.run("export", name, "-o", f"{name}.jsonl")
        return digest(self.at / f"{name}.jsonl")

    def file_of(self, command, target, parts=(0, 1, 2, 3)):
        """A file that is there whole or not at all, whatever was there before."""
        file = self.at / target
        self.expect(self.forks.run(*command) in (0, 6, 10), f"{' '.join(command)} fails with room")
        size = file.stat().st_size
        for part in self.some(parts):
            file.write_bytes(BEFORE)
            code = self.forks.run(*command, limit=max(1, size * part // 4 - 1 if part else 1))
            self.failed(f"{' '.join(command)} within {part}/4 of {size}", code)
            whole = file.read_bytes() == BEFORE
            self.torn += not whole
            self.expect(whole, f"{' '.join(command)}: torn")
            self.expect(not list(self.at.glob(f".{target}*")), f"{' '.join(command)}: leaves a part behind")
            self.expect(self.forks.run(*command) in (0, 6, 10), f"{' '.join(command)} fails once there is room")

    def new_of(self, command, made, limits):
        """Files that are new: none is half there, and a second try works."""
        for limit in self.some(limits):
            for file in (self.at / made).parent.glob(f"{Path(made).name}*"):
                shutil.rmtree(file) if file.is_dir() else file.unlink()
            self.failed(f"{' '.join(command)} within {limit} bytes", self.forks.run(*command, limit=limit), (5, 2))
            self.expect(self.forks.run(*command) == 0, f"{' '.join(command)} fails once there is room")

    def taken(self, command, name):
        """The folder's name is a file's, or lies below one: found before anything is paid for."""
        (self.at / name).write_bytes(BEFORE)
        self.failed(f"{command[0]} into a file's place", self.forks.run(*command, "-o", f"{name}/run.jsonl"), (2, 5))
        self.failed(f"{command[0]} onto a file", self.forks.run(*command, "-o", name), (2, 5))
        self.expect((self.at / name).read_bytes() == BEFORE, f"{command[0]}: the file is another one")

    def broken(self, command, name):
        """The kernel says EIO when the store is synced."""
        strace = shutil.which("strace")
        if strace is None:
            return False
        inject = [
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            "trace=fdatasync,fsync",
            "-e",
            "inject=fdatasync:error=EIO:when=6+",
        ]
        run = [strace, *inject, sys.executable, "-m", "judge", *map(str, command), "-o", name]
        try:
            done = subprocess.run(run, cwd=self.at, capture_output=True, text=True, check=False, timeout=120)
        except subprocess.TimeoutExpired:
            self.complaints.append("EIO: it hangs")
            return True
        if done.returncode not in (5, 6, 0):
            self.complaints.append(f"EIO: exit code {done.returncode}: {done.stderr[-300:]}")
        if done.returncode == 5:
            self.count += 1
            self.expect("Traceback" not in done.stderr, f"EIO: {done.stderr[-300:]}")
            self.expect(self.forks.run(*command, "-o", name) in (0, 6), "EIO: no end once the disk is well")
        return done.returncode == 5


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


def main():
    """Fill the disk, count, print."""
    given = program(__doc__).parse_args()
    with TemporaryDirectory(prefix="full-") as name:
        at = Path(name)
        command = study(at, ITEMS)
        labels(at, ITEMS)
        with LoopbackServer(StandIn(Faults(), seed=7), keep=False) as server, Forks(at, server.url) as forks:
            points = Points(at, forks, server.url, small=given.small)
            job = [*command, "-j", "m=openai/stand-in", "--api-base", server.url]
            asked = ["respond", "scenarios.jsonl", "-m", "m=openai/a", "--api-base", server.url]
            forks.run(*job, "-o", "calm")
            forks.run("export", "calm", "-o", "calm.jsonl")
            forks.run(*asked, "-o", "said.jsonl")
            sizes = [20_000, 60_000, 90_000, 120_000, 150_000, 180_000, 200_000, 220_000, 240_000, 260_000]
            points.run_of([*job, "-o", "{name}"], digest(at / "calm.jsonl"), judged, sizes)
            said = digest(at / "said.jsonl")
            runs = [20_000, 60_000, 80_000, 100_000, 120_000]
            points.run_of([*asked, "-o", "{name}.jsonl"], said, lambda f: judged(f.with_suffix(".run")), runs)
            for form in ("jsonl", "csv", "parquet", "xlsx"):
                points.file_of(["export", "calm", "-o", f"out.{form}"], f"out.{form}", (0, 2, 3))
            points.file_of(["report", "calm", "--labels", "labels.csv", "-o", "page.html"], "page.html")
            quick = ["--labels", "labels.csv", "--replicates", "100"]
            points.file_of(["agreement", "calm", *quick, "-o", "table.csv"], "table.csv", (0, 2))
            points.file_of(
                ["gate", "calm", *quick, "--require", "coverage >= 0.1", "--junit", "j.xml"], "j.xml", (0, 2)
            )
            points.file_of(["split", "labels.csv", "--by", "response", "-o", "split.csv"], "split.csv", (0, 2, 3))
            sheet = ["labels", "sheet", "responses.jsonl", "-r", "psycrisis"]
            points.new_of([*sheet, "-o", "sheet.csv", "--raters", "a,b"], "sheet", [1, 1_000, 2_000])
            points.new_of([*sheet, "-o", "book.xlsx"], "book", [1, 2_000, 8_000])
            points.new_of(["init", "mine"], "mine", [1, 500, 1_000, 2_000])
            points.taken(job, "taken")
            points.taken(asked, "taken.jsonl")
            eio = points.broken(job, "eio") if not given.small else None
    how = {True: "EIO tried", False: "EIO not tried: no strace", None: "EIO nightly"}[eio]
    line = (
        f"S3 full disk: {points.count} points over 14 writers, {points.torn} torn, {len(points.complaints)} without a "
        f"named error or a way on ({how})"
    )
    return verdict(line, points.complaints)


if __name__ == "__main__":
    sys.exit(main())
