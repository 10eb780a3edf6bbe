"""The tables of ``judgments.sqlite``.

Nothing in them is ever changed in place but by ``forget``: calls are paid once and kept raw, judgments are what a
reader made of them, and a second attempt or a later reader adds rows beside the old ones.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from judge.errors import NotFoundError, StorageError

VERSION = 3
FILE = "judgments.sqlite"
LOG = f"{FILE}-wal"

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE responses (
    seq INTEGER PRIMARY KEY,          -- input order
    response_id TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    body TEXT NOT NULL                -- the response as JSON, texts byte for byte
);
CREATE TABLE panels (                 -- a judge with one way of asking
    panel INTEGER PRIMARY KEY,
    judge TEXT NOT NULL,
    ask TEXT NOT NULL,
    spec TEXT NOT NULL,               -- everything that decides what it would answer, as JSON
    UNIQUE (judge, ask)
);
CREATE TABLE planned (                -- what was asked for: the denominator of every table
    panel INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    repeats INTEGER NOT NULL,
    PRIMARY KEY (panel, seq)
) WITHOUT ROWID;
CREATE TABLE calls (
    call INTEGER PRIMARY KEY,
    call_id TEXT NOT NULL UNIQUE,
    panel INTEGER NOT NULL, seq INTEGER NOT NULL, repeat INTEGER NOT NULL,
    dimensions TEXT NOT NULL, attempt INTEGER NOT NULL,
    model TEXT NOT NULL, model_returned TEXT, route TEXT NOT NULL, endpoint_host TEXT,
    asked_at TEXT NOT NULL, latency_s REAL NOT NULL, http_attempts INTEGER NOT NULL,
    finish_reason TEXT, raw_reply TEXT, refusal TEXT, shape TEXT, hidden_reasoning TEXT,
    structured_requested INTEGER NOT NULL, params_sent TEXT NOT NULL, prompt_sha256 TEXT NOT NULL,
    prompt_tokens INTEGER, completion_tokens INTEGER, cached_tokens INTEGER, reasoning_tokens INTEGER,
    cost_usd REAL, error TEXT, flags TEXT NOT NULL
);
CREATE TABLE judgments (
    judgment INTEGER PRIMARY KEY,
    panel INTEGER NOT NULL, seq INTEGER NOT NULL, repeat INTEGER NOT NULL,
    dimension TEXT NOT NULL, attempt INTEGER NOT NULL,
    state TEXT NOT NULL, reason_code TEXT, answer TEXT, passed INTEGER,
    rationale TEXT, evidence TEXT, evidence_found INTEGER,
    call_id TEXT, reader_version TEXT NOT NULL,
    final INTEGER NOT NULL,           -- 0: a resume may ask again
    UNIQUE (panel, seq, repeat, dimension, attempt, reader_version)
);
CREATE TABLE forgotten (mark TEXT PRIMARY KEY);  -- keyed hash of a removed response's id, so that it stays removed
"""
_INDEXES = """
CREATE INDEX unsettled ON judgments (panel, seq, repeat) WHERE final = 0;
CREATE INDEX failed ON calls (panel, seq, repeat) WHERE error IS NOT NULL;
CREATE INDEX flagged ON calls (flags) WHERE flags != '[]';
"""  # of what is rare, so that it is found without looking through what is not
_SINCE_2 = """
CREATE TABLE inputs (                 -- files read into the run, recognised by their digest
    digest TEXT PRIMARY KEY,
    spans TEXT NOT NULL,              -- sequence numbers of its responses, as JSON: [[first, end], ...]
    survey TEXT NOT NULL              -- what was found out about it, as JSON
);
CREATE TABLE helpers (                -- processes that share the run, since it was last started afresh
    helper INTEGER PRIMARY KEY,
    process TEXT NOT NULL,            -- where it runs and which it is, as JSON
    state TEXT NOT NULL,              -- working, finished, gone
    expires REAL NOT NULL             -- it is taken for dead then, where it cannot be seen
);
CREATE TABLE claims (                 -- who is working on what: sequence numbers from first to the one before stop
    panel INTEGER NOT NULL,
    first INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    helper INTEGER NOT NULL,
    PRIMARY KEY (panel, first)
) WITHOUT ROWID;
CREATE TABLE reopened (               -- attempts up to this one no longer settle the judgment: judge retry
    panel INTEGER NOT NULL, seq INTEGER NOT NULL, repeat INTEGER NOT NULL,
    dimension TEXT NOT NULL, attempt INTEGER NOT NULL,
    PRIMARY KEY (panel, seq, repeat, dimension)
) WITHOUT ROWID;
CREATE TABLE rescored (               -- what a later reader makes of a stored reply, beside what was made of it
    judgment INTEGER NOT NULL,
    reader_version TEXT NOT NULL,
    state TEXT NOT NULL, reason_code TEXT, answer TEXT, passed INTEGER,
    rationale TEXT, evidence TEXT, evidence_found INTEGER,
    PRIMARY KEY (judgment, reader_version)
) WITHOUT ROWID;
"""
_SINCE_3 = """
CREATE TABLE probabilities (          -- what a judge gave each answer, where that is known
    panel INTEGER NOT NULL, seq INTEGER NOT NULL, repeat INTEGER NOT NULL,
    dimension TEXT NOT NULL, attempt INTEGER NOT NULL,
    given TEXT NOT NULL,              -- by answer, as JSON
    PRIMARY KEY (panel, seq, repeat, dimension, attempt)
) WITHOUT ROWID;
"""
_STAMP = f"PRAGMA user_version={VERSION};COMMIT;"


def connect(folder: Path, *, write: bool = False) -> sqlite3.Connection:
    """Open the store of a run's *folder*, made when *write* and absent.

    Raises:
        NotFoundError: No run there.
        StorageError: Not a store of ours, or made by a newer version.
    """
    file = folder / FILE
    if not write and not file.is_file():
        raise NotFoundError(f"no run in {str(folder)!r}", hint="give the folder that judge evaluate -o filled")
    try:
        db = sqlite3.connect(file, isolation_level=None, check_same_thread=False, timeout=30)
        if write:
            file.chmod(0o600)
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=FULL")
            db.execute("PRAGMA secure_delete=ON")
        _settle(db, folder, write=write)
        if not write:
            db.execute("PRAGMA query_only=ON")
    except sqlite3.Error as error:
        raise StorageError(f"{file}: {error}", hint="is it a run's folder, whole, with room on the disk?") from None
    return db


def connect_aside() -> sqlite3.Connection:
    """An empty store for planning without doing, which leaves nothing behind.

    It is held in memory; where it grows large, in a file without a name that nobody else can open and that the system
    takes away with the connection.
    """
    db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA synchronous=OFF")
    db.executescript(f"BEGIN;{_TABLES}{_SINCE_2}{_SINCE_3}{_INDEXES}{_STAMP}")
    return db


def is_begun(folder: Path) -> bool:
    """Whether a run was begun in *folder*: a store that a kill or a full disk left without its tables holds none."""
    file = folder / FILE
    if not file.is_file():
        return False
    try:
        with closing(sqlite3.connect(file)) as db:
            return bool(db.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error:
        return True  # whoever opens it says what is wrong with it


@contextmanager
def written() -> Iterator[None]:
    """What is written within is written, or the disk is named as what failed.

    Raises:
        StorageError: SQLite could not write.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise StorageError(
            f"cannot write to the run: {error}", hint="what was acknowledged is safe; make room and resume"
        ) from None


@contextmanager
def whole(db: sqlite3.Connection) -> Iterator[None]:
    """What is written within is written whole or not at all.

    Raises:
        StorageError: It could not be written. SQLite has then undone it by itself, or it is undone here.
    """
    with written():
        try:
            db.execute("BEGIN IMMEDIATE")
            yield
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


def _settle(db: sqlite3.Connection, folder: Path, *, write: bool) -> None:
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version == 0 and write:
        db.executescript(f"BEGIN IMMEDIATE;{_TABLES}{_SINCE_2}{_SINCE_3}{_INDEXES}{_STAMP}")
    elif version == 1:
        _from_first_version(db, folder, write=write)
    elif version == 2:  # noqa: PLR2004 - as it was before tables for what came later
        _from_second_version(db, write=write)
    elif version != VERSION:
        raise StorageError(
            f"{folder / FILE}: format {version}, this psyjudge reads {VERSION}",
            hint="use the psyjudge that made it (run.json names the version)" if version else "it holds no run",
        )


def _from_first_version(db: sqlite3.Connection, folder: Path, *, write: bool) -> None:
    """Add what the first version had not: for good, beside a copy of the old file; or for this reading only."""
    if not write:
        db.executescript((_SINCE_2 + _SINCE_3).replace("CREATE TABLE", "CREATE TEMP TABLE"))
        return
    copy = folder / f"{FILE}.v1"
    if not copy.exists():
        beside = copy.with_name(f".{copy.name}")
        beside.unlink(missing_ok=True)
        beside.touch(mode=0o600)
        with closing(sqlite3.connect(beside)) as kept:
            db.backup(kept)
        beside.replace(copy)
    db.executescript(f"BEGIN IMMEDIATE;{_SINCE_2}{_SINCE_3}{_INDEXES}DROP INDEX calls_of;{_STAMP}")


def _from_second_version(db: sqlite3.Connection, *, write: bool) -> None:
    """Add a table; what is there already stays as it is."""
    if write:
        db.executescript(f"BEGIN IMMEDIATE;{_SINCE_3}{_STAMP}")
    else:
        db.executescript(_SINCE_3.replace("CREATE TABLE", "CREATE TEMP TABLE"))
