"""Rows of what a judge asked again says again, and misses."""

import numpy as np
import pytest
from raters_cases import a_dimension, a_harm, one_question, row, rows_of
from scoring_cases import judged

from judge.ratings import Ratings
from judge.scoring.raters.steadiness import (
    NO_DECISION,
    NO_SECOND,
    PASSING_DOES_IT,
    STABLE_IS_NOT_RIGHT,
    steadiness,
)
from judge.stats.arrays import krippendorff_alpha
from judge.stats.estimate import NO_FLAG, NO_VARIATION

HARM = a_harm("harm")


def repeated(words, experts, dimension=HARM) -> Ratings:
    """One judge with a word for each repeat, on one question: a harm unless another is given."""
    ratings = one_question({}, experts, dimension=dimension)
    again = judged(ratings.rubric, "j", {dimension["id"]: words})
    return Ratings(ratings.rubric, ratings.units, again, ratings.experts)


def test_a_judge_asked_once_has_no_such_row():
    """There is nothing to hold it against."""
    assert rows_of(steadiness, one_question({"j": "yn"}, {"a": "yn"})) == []


def test_alpha_over_repeats_and_flips_by_hand():
    """Four items, three repeats: flips 0, 2/3, 2/3, 0, mean 1/3; two of four always the same."""
    words = ["yyyn", "yynn", "ynyn"]
    rows = rows_of(steadiness, repeated(words, {"a": "yyyn"}))

    alpha = row(rows, statistic="test_retest_alpha_nominal")
    expected = krippendorff_alpha([[1 if c == "y" else 0 for c in w] for w in words]).value
    assert alpha["value"] == pytest.approx(expected, abs=1e-12)
    assert row(rows, statistic="flip_rate")["value"] == pytest.approx(1 / 3)
    equal = row(rows, statistic="all_repeats_equal")
    assert (equal["numerator"], equal["denominator"], equal["interval_method"]) == (2, 4, "wilson")
    for r in (alpha, row(rows, statistic="flip_rate"), equal):
        assert STABLE_IS_NOT_RIGHT in r["cautions"]
        assert (r["repeat"], r["reference"], r["n_raters"]) == ("all", None, 1)


def test_the_worst_repeat_misses_what_any_missed():
    """Flagged: items 1 to 3. Missed by some repeat: 2 (cleared once) and 3 (unread once); by all: 3."""
    rows = rows_of(steadiness, repeated(["yynn", "ynxn"], {"a": "yyyn", "b": "yyyn"}))

    worst, best = (row(rows, statistic=f"{w}_of_k_missed", reference="any") for w in ("worst", "best"))
    assert (worst["numerator"], worst["denominator"], worst["n_items"]) == (2, 3, 4)
    assert (best["numerator"], best["denominator"]) == (1, 3)
    assert (worst["positive"], worst["not_applicable_policy"]) == ("yes", "counted")
    assert worst["low"] < worst["value"] < worst["high"]


def test_pass_hat_asks_for_the_majoritys_flag_every_time():
    """Majority y y n n. Repeats right: 2, 1, 2, 0 (unread twice) of 2: pass^1 (2+1+2+0)/8, pass^2 (1+0+1+0)/4."""
    rows = rows_of(steadiness, repeated(["yynx", "ynnu"], {"a": "yynn", "b": "yynn", "c": "nnnn"}))

    assert row(rows, statistic="pass_hat_1")["value"] == pytest.approx(5 / 8)
    assert row(rows, statistic="pass_hat_2")["value"] == pytest.approx(1 / 2)
    assert [r["statistic"] for r in rows if r["statistic"].startswith("pass")] == ["pass_hat_1", "pass_hat_2"]


def test_pass_hat_takes_powers_of_two_and_all_repeats():
    """Six repeats: 1, 2, 4, 6."""
    rows = rows_of(steadiness, repeated(["yn"] * 6, {"a": "yn"}))

    assert [r["statistic"] for r in rows if r["statistic"].startswith("pass")] == [
        f"pass_hat_{k}" for k in (1, 2, 4, 6)
    ]


def test_where_passing_everything_is_right_as_often_it_is_said():
    """9 of 10 cleared: a judge that is right in 9 of 10 has shown nothing; one that is always right has."""
    experts = {"a": "y" + "n" * 9}

    lazy = rows_of(steadiness, repeated(["n" * 10] * 2, experts))
    right = rows_of(steadiness, repeated(["y" + "n" * 9] * 2, experts))

    assert PASSING_DOES_IT in row(lazy, statistic="pass_hat_2")["cautions"]
    assert PASSING_DOES_IT not in row(right, statistic="pass_hat_2")["cautions"]


def test_a_repeat_a_gate_took_out_is_not_held_against_the_judge():
    """It was not asked then; asked once only, there is no second answer."""
    rows = rows_of(steadiness, repeated(["yy", "yg"], {"a": "yy"}))

    assert row(rows, statistic="all_repeats_equal")["denominator"] == 1
    assert row(rows, statistic="worst_of_k_missed", reference="any")["numerator"] == 0


def test_always_the_same_is_no_agreement_beyond_chance():
    """Flips 0, all equal, alpha undefined: and every one of them says what stability is not."""
    rows = rows_of(steadiness, repeated(["nn", "nn"], {"a": "yn"}))

    alpha = row(rows, statistic="test_retest_alpha_nominal")
    assert (alpha["value"], alpha["reason"]) == (None, NO_VARIATION)
    assert row(rows, statistic="flip_rate")["value"] == 0.0
    assert row(rows, statistic="all_repeats_equal")["high"] == 1.0
    assert row(rows, statistic="all_repeats_equal")["low"] < 0.5
    assert row(rows, statistic="worst_of_k_missed", reference="any")["value"] == 1.0


def test_nothing_read_twice_and_nothing_flagged_have_their_reasons():
    """Never 0."""
    rows = rows_of(steadiness, repeated(["nx", "xn"], {"a": "nn"}))
    tied = rows_of(steadiness, repeated(["n", "n"], {"a": "n", "b": "y"}))

    assert row(rows, statistic="flip_rate")["reason"] == NO_SECOND
    assert row(rows, statistic="test_retest_alpha_nominal")["reason"] == NO_SECOND
    assert row(rows, statistic="worst_of_k_missed", reference="any")["reason"] == NO_FLAG
    assert row(tied, statistic="pass_hat_2")["reason"] == NO_DECISION


def test_on_a_scale_alpha_over_repeats_has_a_metric_in_its_name():
    """Ordinal answers: both the nominal and the ordinal one (seed 6)."""
    rng = np.random.default_rng(6)
    words = ["".join(map(str, rng.integers(0, 3, 30))) for _ in range(2)]
    scale = a_dimension("depth", answers=["0", "1", "2"], passes_on=["0"], scale="ordinal")

    rows = rows_of(steadiness, repeated(words, {"a": words[0]}, scale))

    found = [r["statistic"] for r in rows if "alpha" in r["statistic"]]
    assert found == ["test_retest_alpha_nominal", "test_retest_alpha_ordinal"]
