"""A store that an older version made: read as it is, brought over beside a copy, and forgotten with it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from faults_cases import ran

import judge

V1 = Path(__file__).with_name("store_v1.sql")
"""Two responses judged by one judge, as format 1 had it."""


@pytest.fixture
def old():
    """A run's folder as the first version left it."""
    folder = Path("old")
    folder.mkdir()
    with closing(sqlite3.connect(folder / "judgments.sqlite")) as db:
        db.executescript(V1.read_text(encoding="utf-8"))
    return folder


def version(folder):
    with closing(sqlite3.connect(folder / "judgments.sqlite")) as db:
        return db.execute("PRAGMA user_version").fetchone()[0]


def test_reading_an_old_store_changes_nothing_in_it(old):
    before = (old / "judgments.sqlite").read_bytes()

    rows = list(judge.read_run(old).judgment_rows())

    assert len(rows) == 4
    assert {row["state"] for row in rows} == {"scored", "abstained"}
    assert (old / "judgments.sqlite").read_bytes() == before
    assert [file.name for file in old.iterdir()] == ["judgments.sqlite"]


def test_an_old_store_is_brought_over_beside_a_copy_with_every_judgment_in_it(old):
    before = list(judge.read_run(old).judgment_rows(every=True))
    done = ran("forget", old, "--response", "nobody")

    assert done.code == 2
    assert version(old) > 1
    assert list(judge.read_run(old).judgment_rows(every=True)) == before
    assert [file.name for file in old.glob("*.v1")] == ["judgments.sqlite.v1"]


def test_what_is_forgotten_is_gone_from_the_copy_too(old):
    """Whoever was promised a deletion was promised all of it."""
    assert b"I hear you 0." in (old / "judgments.sqlite").read_bytes()

    assert ran("forget", old, "--response", "r0").code == 0

    whole = b"".join(file.read_bytes() for file in old.rglob("*") if file.is_file())
    assert b"I hear you 0." not in whole
    assert b"I hear you 1." in whole
