"""A finished run of many judgments, made quickly: some are judged for real, and the rest are their copies."""

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from measuring import ENVIRONMENT, Serving, evaluate, run

REAL = 2000
"""So many are asked of the server before the run is interrupted."""
SHARES = {"calls": ("call", "call_id"), "judgments": ("judgment", "call_id")}
"""Tables that grow with each judgment: their own number and the reference between them, which copies have anew."""


def make_finished(responses: Path, rubric: Path, folder: Path, count: int, serving: Serving) -> None:
    """Leave in *folder* a run of *count* judgments that has nothing left to ask."""
    command = evaluate(responses, rubric, serving.url, folder, "--route", "direct")
    serving.get("reset")
    with _started(command) as process:
        while serving.get()["requests"] < REAL and process.poll() is None:
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
    with closing(sqlite3.connect(next(folder.glob("*.sqlite")), isolation_level=None)) as db:
        _copy(db)
    serving.get("reset")
    run(command)  # whatever the engine notes about a run that is complete
    if asked := serving.get()["requests"]:
        sys.exit(f"a run of {count:,} copied judgments still asked {asked}")


@contextmanager
def _started(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=quiet, stderr=quiet) as process:
        yield process


def _copy(db: sqlite3.Connection) -> None:
    """Give each response that has no judgment yet a copy of one that has."""
    (model,) = db.execute("SELECT min(seq) FROM judgments WHERE final = 1 AND state = 'scored'").fetchone()
    db.execute("BEGIN")
    db.execute("CREATE TEMP TABLE missing AS SELECT seq FROM planned WHERE seq NOT IN (SELECT seq FROM judgments)")
    for table, (number, reference) in SHARES.items():
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        told = {number: "NULL", reference: f"t.{reference} || '-' || m.seq", "seq": "m.seq"}
        values = ", ".join(told.get(name, f"t.{name}") for name in columns)
        db.execute(
            f"INSERT INTO {table} SELECT {values} FROM missing m, {table} t WHERE t.seq = ?",  # noqa: S608 - our own names
            (model,),
        )
    db.execute("COMMIT")
