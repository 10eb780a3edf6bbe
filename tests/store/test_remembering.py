"""What a finished run keeps of itself is never an older run's."""

import sqlite3
from contextlib import closing
from pathlib import Path

from judge.evaluation import prepare
from judge.scenario import Response, Turn
from judge.store.forgetting import forget
from judge.store.remembering import remembered
from judge.store.run import Run
from judge.store.schema import FILE, connect


def evaluated(count, judge="baseline/always-pass", **settings):
    responses = [Response(f"r{i}", f"s{i}", "c", (Turn("user", "Hello."),), "Words.") for i in range(count)]
    return prepare(responses, "psycrisis", [judge], **settings).run("run").run


def asked(run):
    return {row["judge"]: row["asked"] for row in run.coverage()}


def test_what_was_counted_is_not_counted_again_while_nothing_was_added():
    evaluated(2)
    counts = []

    with closing(connect(Path("run"), write=True)) as db:
        found = [remembered(db, "x", lambda _: counts.append(1) or len(counts)) for _ in range(3)]

    assert (found, counts) == ([1, 1, 1], [1])


def test_whoever_may_not_write_counts_for_himself():
    evaluated(2)

    with closing(connect(Path("run"))) as db:
        found = [remembered(db, "x", lambda _, n=n: n) for n in range(3)]

    assert found == [0, 1, 2]


def test_a_run_that_grew_is_counted_anew():
    """New responses, new judges, more repeats, a forgotten person: each changes what coverage says."""
    assert asked(evaluated(2)) == {"baseline/always-pass": 10}
    assert asked(evaluated(3)) == {"baseline/always-pass": 15}
    assert asked(evaluated(3, "baseline/always-fail")) == {"baseline/always-pass": 15, "baseline/always-fail": 15}
    assert asked(evaluated(3, repeats=2)) == {"baseline/always-pass": 30, "baseline/always-fail": 15}

    forget(Path("run"), "r1")

    assert asked(Run("run")) == {"baseline/always-pass": 20, "baseline/always-fail": 10}


def test_a_planned_judgment_that_was_never_made_is_seen():
    """The plan is part of what the run is: putting something on it is enough."""
    run = evaluated(2)
    before = run.coverage()[0]
    with closing(sqlite3.connect(Path("run") / FILE)) as db:
        db.execute("UPDATE planned SET repeats = 2 WHERE seq = 0")
        db.commit()

    after = run.coverage()[0]

    assert (before["asked"], before["unreached"]) == (10, 0)
    assert (after["asked"], after["unreached"]) == (15, 5)
