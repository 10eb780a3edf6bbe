"""Rows of the distances between a judge and the experts' shares."""

import numpy as np
import pytest
from raters_cases import one_question, row, rows_of
from scoring_cases import judged

from judge.ratings import Ratings
from judge.scoring.raters.softness import softness
from judge.stats.estimate import NO_ITEM, NO_PAIR


def again(ratings: Ratings, name: str, words: list[str]) -> Ratings:
    """With one more judge, asked more than once."""
    more = judged(ratings.rubric, name, {"safe": words})
    return Ratings(ratings.rubric, ratings.units, [*ratings.judges, *more], ratings.experts)


def test_a_sure_judge_against_the_shares_of_three():
    """Item 1: y y n, judge y: (1 - 2/3)^2 x 2 = 2/9; item 2: n n n, judge y: 2; mean 10/9.

    Total variation 1/3 and 1, mean 2/3.
    """
    rows = rows_of(softness, one_question({"j": "yy"}, {"a": "yn", "b": "yn", "c": "nn"}))

    assert row(rows, judge="j", statistic="brier", reference="distribution")["value"] == pytest.approx(10 / 9)
    found = row(rows, judge="j", statistic="total_variation", reference="distribution")
    assert found["value"] == pytest.approx(2 / 3)
    assert (found["n_items"], found["n_raters"], found["dropped"]) == (2, 4, 0)


def test_the_experts_row_is_of_the_one_left_out_and_the_judges_stands_beside_it():
    """Item y y n. Without a y: (1,0) against (.5,.5), .5; without the n: 2; mean 1. The judge's y: .5, .5, 0."""
    rows = rows_of(softness, one_question({"j": "yy"}, {"a": "yy", "b": "yy", "c": "ny"}))

    # The second item is unanimous: 0 for all.
    assert row(rows, judge="experts", statistic="brier")["value"] == pytest.approx(0.5)
    beside = row(rows, judge="j", statistic="brier", reference="leave_one_out")
    assert beside["value"] == pytest.approx(1 / 6)


def test_a_judge_asked_again_has_its_repeats_and_their_shares():
    """Against y y y n: y is 2 x (1/4)^2 = 1/8 away, n 2 x (3/4)^2 = 9/8, half of each 2 x (1/4)^2 = 1/8."""
    ratings = again(one_question({"j": "y"}, {"a": "y", "b": "y", "c": "y", "d": "n"}), "k", ["y", "n"])

    rows = rows_of(softness, ratings)

    values = {
        r["repeat"]: r["value"]
        for r in rows
        if (r["judge"], r["statistic"], r["reference"]) == ("k", "brier", "distribution")
    }
    assert values == {0: pytest.approx(1 / 8), 1: pytest.approx(9 / 8), "all": pytest.approx(1 / 8)}
    assert not [r for r in rows if r["judge"] == "j" and r["repeat"] == "all"]


def test_an_unread_item_is_out_and_counted():
    """It has no shares; a repeat that was read speaks for the item."""
    ratings = again(one_question({"j": "yx/"}, {"a": "yyy", "b": "yyy"}), "k", ["yxx", "nyx"])

    rows = rows_of(softness, ratings)

    one, several = (
        row(rows, judge=judge, repeat=repeat, statistic="brier", reference="distribution")
        for judge, repeat in (("j", 0), ("k", "all"))
    )
    assert (one["n_items"], one["dropped"]) == (1, 2)
    assert (several["n_items"], several["dropped"]) == (2, 1)


def test_the_interval_is_the_plans_and_the_judge_that_passes_all_stands_beside():
    """60 items (seed 1): an interval around each value, and the baseline at the end of the judges."""
    rng = np.random.default_rng(1)
    words = ["".join(rng.choice(["y", "n"], 60)) for _ in range(4)]

    rows = rows_of(softness, one_question({"j": words[0]}, dict(zip("abc", words[1:], strict=True))))

    for r in rows:
        assert r["low"] < r["value"] < r["high"]
    assert list(dict.fromkeys(r["judge"] for r in rows)) == ["j", "always-pass", "experts"]


def test_one_expert_has_no_ceiling_and_an_unread_judge_no_distance():
    """Each with its reason, never 0."""
    rows = rows_of(softness, one_question({"j": "xx"}, {"a": "yn"}))

    assert row(rows, judge="experts", statistic="brier")["reason"] == NO_PAIR
    assert row(rows, judge="j", statistic="brier", reference="distribution")["reason"] == NO_ITEM
    assert {r["value"] for r in rows if r["judge"] in {"j", "experts"}} == {None}
