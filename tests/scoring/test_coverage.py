"""How much a judge answered of what it was asked."""

from dataclasses import replace

import pytest
from scoring_cases import one_question

from judge.ratings import Ratings
from judge.scoring import coverage, scores
from judge.scoring.covering import unsuitable_notes


def test_coverage_is_scored_of_what_no_gate_took_out():
    """Answers yes no unclear refused unreadable gated: 2 of 5; 3 of 5 were read."""
    (row,) = coverage(one_question({"J": "ynurxg"}))

    assert {k: row[k] for k in ("asked", "gated", "scored", "read", "unread")} == {
        "asked": 6, "gated": 1, "scored": 2, "read": 3, "unread": 2,
    }  # fmt: skip
    assert (row["coverage"], row["unsuitable"]) == (2 / 5, True)


@pytest.mark.parametrize(
    ("word", "unsuitable"),
    [("y" * 49 + "x", False), ("y" * 48 + "xr", True), ("y" * 98 + "xr", False), ("u" * 50, False), ("g", False)],
)
def test_a_judge_is_unsuitable_when_more_than_two_percent_stay_unread(word, unsuitable):
    """1 of 50 and 2 of 100 are just two percent; unclear is read, however useless."""
    (row,) = coverage(one_question({"J": word}))

    assert row["unsuitable"] is unsuitable


def test_nothing_asked_has_no_coverage():
    """Gated through and through."""
    (row,) = coverage(one_question({"J": "gg"}))

    assert row["coverage"] is None


def test_each_judge_has_its_own_row_and_the_unsuitable_one_is_named():
    """The scores of a judge nobody can read carry the warning."""
    table = scores(one_question({"good": "yy", "bad": "yx"}))

    assert [(r["judge"], r["coverage"]) for r in table.about["coverage"]] == [("good", 1.0), ("bad", 0.5)]
    assert "judge 'bad' (expert_chain) is unsuitable: 1 of 2 judgments could not be read (more than 2 %)" in table.notes


def test_a_judge_without_a_way_of_asking_is_named_by_itself():
    """Imported judgments were asked in no way of ours: no empty brackets."""
    (row,) = coverage(one_question({"J": "yx"}))

    (note,) = unsuitable_notes([row | {"ask": ""}])
    assert note == "judge 'J' is unsuitable: 1 of 2 judgments could not be read (more than 2 %)"


def test_the_share_read_at_first_try_is_known_only_where_attempts_are():
    """Two read at once, one after a re-ask, one never: 2 of 4."""
    silent = one_question({"J": "yynx"})
    tries = (True, True, False, False)
    told = Ratings(
        silent.rubric, silent.units, [replace(r, first_try=t) for r, t in zip(silent.judges, tries, strict=True)]
    )

    assert coverage(silent)[0]["first_try"] is None
    assert coverage(told)[0]["first_try"] == 0.5
