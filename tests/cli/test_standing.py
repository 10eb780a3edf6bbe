"""A run's standing is counted by SQLite, and agrees with what is told row by row."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from cli_cases import RUBRIC, some_responses
from recovery_cases import DOWN, REFUSED, UNREADABLE, LoopbackServer, answering, judged, moved

from judge.judgment import READ, State
from judge.store.run import Run
from judge.store.schema import connect
from judge.store.standing import standing

MESSY = {1: REFUSED, 2: UNREADABLE, 3: DOWN}


def stand(folder="run"):
    with closing(connect(Path(folder))) as db:
        return standing(db, dimensions=len(RUBRIC.dimensions), questions=len(RUBRIC.asked))


@pytest.fixture
def messy():
    """Two judges, one of them asked about half; refusals, re-asks, a dead server, an extension."""
    with LoopbackServer(answering(MESSY)) as server:
        run = judged(server, responses=some_responses(5), repeats=2)
        return judged(server, responses=some_responses(7)), run


def test_the_highest_attempts_are_counted_as_the_rows_have_them(messy):
    run = messy[0]
    rows = Counter((r["judge"], r["state"], r["reason_code"]) for r in run.judgment_rows())

    counted = Counter()
    for panel in stand().panels:
        for end, n in panel.ends.items():
            counted[panel.judge, end.state.value, end.reason_code] += n
        counted[panel.judge, "cancelled", "not_finished"] += panel.missing
    assert +counted == rows


def test_what_a_resume_would_do_is_what_it_does(messy):
    """So many calls, so many judgments, and then nothing is left."""
    (panel,) = stand().panels
    with LoopbackServer(answering()) as server:
        moved(server)
        judged(server, responses=some_responses(5), repeats=2)

        assert server.requests == panel.calls_to_come == 2
    assert (panel.open, stand().panels[0].open) == (4, 0)


def test_a_reopened_judgment_is_open_until_it_was_asked_again(messy):
    before = stand().panels[0]
    with sqlite3.connect("run/judgments.sqlite") as db:
        db.execute(
            "INSERT INTO reopened SELECT panel, seq, repeat, dimension, attempt FROM judgments "
            "WHERE state = 'refused_model'"
        )

    after = stand()
    refused = before.count(frozenset({State.REFUSED_MODEL}))
    assert after.asked_again == refused
    assert after.panels[0].open == before.open + refused
    assert after.panels[0].read == before.read


def test_an_untouched_run_stands_at_nothing():
    """Planned, and nothing made yet."""
    with LoopbackServer(answering()) as server:
        judged(server, responses=some_responses(3))
    with sqlite3.connect("run/judgments.sqlite") as db:
        for table in ("judgments", "calls"):
            db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own table names

    (panel,) = stand().panels
    assert (panel.asked, panel.missing, panel.open, panel.calls_to_come) == (6, 6, 6, 3)
    assert panel.count(READ) == 0
    assert panel.paid.calls == 0


def test_counting_changes_nothing_and_leaves_no_lock(messy):
    with sqlite3.connect("run/judgments.sqlite") as db:
        before = db.execute("SELECT count(*), max(judgment) FROM judgments").fetchone()
        stand()
        db.execute("INSERT INTO meta VALUES ('x', 'y')")
        assert db.execute("SELECT count(*), max(judgment) FROM judgments").fetchone() == before
    assert Run("run").forgotten == 0
