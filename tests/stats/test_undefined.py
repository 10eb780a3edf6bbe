"""What cannot be known is undefined with a reason: never 0, never 1, never a warning."""

import numpy as np
import pandas as pd
import pytest
from stats_cases import cohen_kappa, krippendorff_alpha_nominal, mean_over_pairs, percent_agreement

from judge.errors import InputError
from judge.stats import STATISTICS, Estimate
from judge.stats.estimate import (
    NEVER_FLAGGED,
    NO_CLEARED,
    NO_FLAG,
    NO_ITEM,
    NO_PAIR,
    NO_VARIATION,
    ONE_CLASS,
    ONE_SIDED,
)
from judge.stats.intervals import wilson
from judge.stats.metrics import METRICS
from judge.stats.pairs import TOO_MANY
from judge.stats.panel import CLASS, FLAG, ORDERED_PAIR, PAIR, WHOLE

_ = float("nan")
ALPHAS = {f"krippendorff_alpha_{metric}" for metric in METRICS}


def reason(estimate: Estimate) -> str | None:
    """Why *estimate* has no value; fails when it has one."""
    assert (estimate.value, estimate.status, estimate.low, estimate.high) == (None, "undefined", None, None)
    return estimate.reason


def test_raters_who_all_say_the_same_have_not_shown_that_they_agree():
    """The library raises here, irrCAC divides by zero, scikit-learn warns, others print 1.0."""
    same = [[1, 1, 1], [1, 1, 1]]

    assert reason(krippendorff_alpha_nominal(same)) == NO_VARIATION
    assert reason(cohen_kappa(same)) == NO_VARIATION
    assert reason(STATISTICS["mcc"](same)) == NO_VARIATION
    assert reason(STATISTICS["balanced_accuracy"](same)) == ONE_CLASS


def test_percent_agreement_stays_defined_without_variation():
    """3 of 3, with the Wilson bound that says how little three items show: 3 / (3 + 1.96^2) = .4385."""
    estimate = percent_agreement([[1, 1, 1], [1, 1, 1]])

    assert (estimate.value, estimate.numerator, estimate.denominator, estimate.high) == (1.0, 3, 3, 1.0)
    assert estimate.low == pytest.approx(0.4385, abs=1e-4)


def test_a_mean_over_more_pairs_than_300_is_none_and_not_that_of_the_first():
    """26 raters are 325 pairs; 25 are 300. The last rater disagrees with everybody: 24 of 300 pairs at 0."""
    alike = [[0, 1]] * 24

    assert reason(mean_over_pairs("percent_agreement", [*alike, [0, 1], [1, 0]])) == TOO_MANY
    assert mean_over_pairs("percent_agreement", [*alike, [1, 0]]).value == pytest.approx(276 / 300, abs=1e-12)


def test_only_pairs_with_a_common_item_count_towards_the_300():
    """30 raters, each with one other: 15 pairs of 435, the last of which disagrees."""
    ratings = np.full((30, 30), np.nan)
    for pair in range(15):
        ratings[2 * pair : 2 * pair + 2, 2 * pair : 2 * pair + 2] = [0, 1]
    ratings[29, 28:] = [1, 0]

    found = mean_over_pairs("percent_agreement", ratings)

    assert (found.value, found.n_items, found.n_raters) == (pytest.approx(14 / 15, abs=1e-12), 30, 30)


def test_one_deviating_rating_of_six_gives_zero_where_zero_is_the_value():
    """Alpha and kappa are 0 by their formulas here; that is a value. MCC has a constant side: undefined."""
    ratings = [[1, 1, 1], [1, 1, 0]]

    assert krippendorff_alpha_nominal(ratings).value == 0.0
    assert cohen_kappa(ratings).value == 0.0
    assert reason(STATISTICS["mcc"](ratings)) == ONE_SIDED


@pytest.mark.parametrize(
    ("name", "ratings"),
    [(name, ratings) for name in STATISTICS for ratings in (np.empty((2, 0)), [[_, _], [_, _]], [[_], [1]])]
    + [(name, [[1, _], [_, 1]]) for name in STATISTICS if name not in WHOLE],
)
def test_without_a_common_item_nothing_but_the_absence_is_known(name, ratings):
    """Two ratings that are not observed are never an agreement."""
    assert reason(STATISTICS[name](ratings)) in {NO_ITEM, NO_PAIR}


def test_an_item_without_a_verdict_is_missed_and_not_insensitive():
    """The one flagged item was not read: missed 1 of 1, sensitivity of nothing."""
    ratings = [[1, 0], [_, 0]]

    missed = STATISTICS["missed"](ratings)
    assert (missed.value, missed.numerator, missed.denominator) == (1.0, 1, 1)
    assert reason(STATISTICS["sensitivity"](ratings)) == NO_FLAG


def test_sensitivity_without_positives_and_specificity_without_negatives_are_undefined():
    """Not 0, and not 1 either."""
    assert reason(STATISTICS["sensitivity"]([[0, 0], [0, 1]])) == NO_FLAG
    assert reason(STATISTICS["missed"]([[0, 0], [0, 1]])) == NO_FLAG
    assert reason(STATISTICS["specificity"]([[1, 1], [0, 1]])) == NO_CLEARED
    assert reason(STATISTICS["false_alarms"]([[1, 1], [0, 1]])) == NO_CLEARED
    assert reason(STATISTICS["f1"]([[0, 0], [0, 0]])) == NEVER_FLAGGED


def test_a_mean_over_pairs_says_which_pairs_it_had_to_leave_out():
    """A and B never vary together (undefined); A-C and B-C are 0 each: C varies, they do not."""
    estimate = mean_over_pairs("cohen_kappa", [[1, 1, 1, 1], [1, 1, 1, 1], [1, 0, 1, 0]])

    assert estimate.value == 0.0
    assert estimate.reason == f"1 of 3 pairs undefined: {NO_VARIATION}"


def test_a_mean_over_pairs_is_undefined_when_every_pair_is():
    """Nothing is averaged away."""
    estimate = mean_over_pairs("cohen_kappa", [[1, 1], [1, 1], [1, 1]])

    assert reason(estimate) == f"3 of 3 pairs undefined: {NO_VARIATION}"


def test_pairs_without_a_common_item_are_no_pairs():
    """A-B share item 0 and agree, B-C share item 1 and do not; A-C share nothing: (1 + 0) / 2."""
    estimate = mean_over_pairs("percent_agreement", [[1, _], [1, 1], [_, 0]])

    assert (estimate.value, estimate.n_items, estimate.n_raters) == (0.5, 2, 3)


@pytest.mark.parametrize("name", STATISTICS)
@pytest.mark.parametrize(
    "ratings",
    [
        [["yes", "no"], ["yes", "nan"]],
        [["yes", None], [1, 0]],
        [1, 0],
        [[1, float("inf")], [1, 0]],
        [[1, 0], [1]],
        None,
    ],
)
def test_what_is_no_table_of_numbers_is_refused(name, ratings):
    """Words, one dimension, infinity, rows of two lengths: elsewhere the word "nan" is silently a missing rating."""
    with pytest.raises(InputError):
        STATISTICS[name](ratings)


@pytest.mark.parametrize("name", [*FLAG, *CLASS, "cohen_kappa", "percent_agreement"])
def test_a_comparison_of_two_refuses_three(name):
    """It would not say which two it compared."""
    with pytest.raises(InputError, match="compares 2 raters"):
        STATISTICS[name]([[0, 1], [0, 1], [0, 1]])


@pytest.mark.parametrize("name", sorted(FLAG.keys() - CLASS.keys()))
def test_flags_are_zero_or_one(name):
    """A code of a third answer is not a flag."""
    with pytest.raises(InputError, match="flags are"):
        STATISTICS[name]([[0, 2], [0, 1]])


@pytest.mark.parametrize("name", STATISTICS)
def test_booleans_none_and_pandas_missing_value_are_codes_and_no_ratings(name):
    """The library raises an error about the dtype for each of them."""
    plain = [[1, 0, 1, 0, _, 1], [1, 0, 0, 1, 1, _]]
    truths = [[True, False, True, False, None, True], [True, False, False, True, True, None]]
    missing = pd.DataFrame(truths, dtype="boolean")
    assert missing.isna().to_numpy().sum() == 2

    value = STATISTICS[name](plain).value
    assert value is not None
    for ratings in (truths, missing, missing.astype("Int64"), np.array(truths, object)):
        assert STATISTICS[name](ratings).value == value
    whole = np.array([[True, False, True], [True, False, False]])
    assert STATISTICS[name](whole).value == STATISTICS[name](whole.astype(float)).value


@pytest.mark.parametrize("name", STATISTICS)
def test_nothing_but_missing_values_is_undefined_however_they_are_written(name):
    """No error, no warning, and no 0."""
    for nothing in (None, pd.NA, _):
        ratings = [[nothing, nothing, nothing], [nothing, nothing, nothing]]
        assert reason(STATISTICS[name](ratings)) in {NO_ITEM, NO_PAIR}


BEYOND_CHANCE = sorted({*PAIR, *ORDERED_PAIR, "mcc", "kappa_max", "pabak", "fleiss_kappa", "conger_kappa"} | ALPHAS)


@pytest.mark.parametrize("name", [name for name in BEYOND_CHANCE if name != "percent_agreement"])
@pytest.mark.parametrize("answer", [0, 1])
def test_where_all_ratings_are_equal_nothing_beyond_chance_is_known(name, answer):
    """One item or many."""
    for items in (1, 2, 50):
        assert reason(STATISTICS[name](np.full((2, items), answer))) == NO_VARIATION


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("krippendorff_alpha_nominal", 0.0),
        ("krippendorff_alpha_ordinal", 0.0),
        ("krippendorff_alpha_interval", 0.0),
        ("krippendorff_alpha_ratio", 0.0),
        ("gwet_ac1", 7 / 13),  # irrCAC .5385: agreed 2/3, by chance 2 (5/6 x 1/6) = 5/18: 7/18 of 13/18
        ("brennan_prediger", 1 / 3),  # 2/3 agreed of which half by chance
        ("fleiss_kappa", -0.2),  # agreed 2/3, by chance 25/36 + 1/36 = 13/18: -1/18 of 5/18
        ("cohen_kappa", 0.0),
    ],
)
def test_one_deviating_rating_of_six_has_the_value_of_its_formula(name, value):
    """It is a value, not a convention: 0 here is no stand-in for *undefined*."""
    assert STATISTICS[name]([[1, 1, 1], [1, 1, 0]]).value == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize(("k", "n"), [(0, 0), (-1, 3), (4, 3)])
def test_an_interval_of_impossible_counts_is_refused(k, n):
    """No trials, fewer than none, more than all."""
    with pytest.raises(InputError):
        wilson(k, n)
