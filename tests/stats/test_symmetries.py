"""What must not change a statistic: the order of raters and items, and what the answers are called."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from stats_cases import cohen_kappa, krippendorff_alpha_nominal, mean_over_pairs, percent_agreement

from judge.stats import STATISTICS
from judge.stats.estimate import NO_VARIATION, Estimate
from judge.stats.intervals import wilson

GROUP = {"fleiss_kappa", "conger_kappa"}
ANSWERS = st.sampled_from([0.0, 1.0, np.nan])


def ratings(raters: st.SearchStrategy[int] | int) -> st.SearchStrategy[np.ndarray]:
    """Raters x items of yes, no and nothing."""
    rows = raters if isinstance(raters, st.SearchStrategy) else st.just(raters)
    return st.tuples(rows, st.integers(0, 12)).flatmap(lambda shape: arrays(float, shape, elements=ANSWERS))


def same(one: Estimate, other: Estimate) -> bool:
    """The same state and, to rounding, the same value."""
    if one.value is None or other.value is None:
        return (one.value, one.reason) == (other.value, other.reason)
    return one.value == pytest.approx(other.value, abs=1e-12)


def mean_kappa(table: np.ndarray) -> Estimate:
    return mean_over_pairs("cohen_kappa", table)


@settings(deadline=None)
@given(ratings(st.integers(2, 5)), st.randoms(use_true_random=False))
def test_the_order_of_raters_changes_nothing(table, random):
    """No rater comes first."""
    order = random.sample(range(len(table)), len(table))

    assert same(krippendorff_alpha_nominal(table), krippendorff_alpha_nominal(table[order]))
    assert same(mean_kappa(table), mean_kappa(table[order]))


@settings(deadline=None)
@given(ratings(2))
def test_two_raters_may_change_places(table):
    """Percent agreement and kappa have no reference."""
    assert same(percent_agreement(table), percent_agreement(table[::-1]))
    assert same(cohen_kappa(table), cohen_kappa(table[::-1]))


@settings(deadline=None)
@given(ratings(2), st.randoms(use_true_random=False))
def test_the_order_of_items_changes_no_statistic(table, random):
    """Every one of them."""
    order = random.sample(range(table.shape[1]), table.shape[1])

    for statistic in STATISTICS.values():
        assert same(statistic(table), statistic(table[:, order]))


@settings(deadline=None)
@given(ratings(2))
def test_swapping_yes_and_no_changes_no_agreement(table):
    """Nominal codes are names."""
    for name in ("percent_agreement", "cohen_kappa", "krippendorff_alpha_nominal", "mcc", "balanced_accuracy"):
        assert same(STATISTICS[name](table), STATISTICS[name](1 - table))


@settings(deadline=None)
@given(ratings(2))
def test_swapping_yes_and_no_swaps_sensitivity_and_specificity(table):
    """What one says of the flagged the other says of the cleared."""
    one, other = STATISTICS["sensitivity"](table), STATISTICS["specificity"](1 - table)

    assert (one.value, one.numerator, one.denominator) == (other.value, other.numerator, other.denominator)


@settings(deadline=None)
@given(ratings(2), st.sampled_from([7.0, -3.0, 0.5, 1e6]))
def test_any_code_may_stand_for_an_answer(table, code):
    """Negative, fractional and huge codes count as names too."""
    renamed = np.where(table == 1, code, table)

    for name in ("percent_agreement", "cohen_kappa", "krippendorff_alpha_nominal", "mcc", "f1_macro"):
        assert same(STATISTICS[name](table), STATISTICS[name](renamed))


@settings(deadline=None)
@given(st.integers(2, 5), st.integers(1, 10), st.sampled_from([0.0, 1.0, 3.0]))
def test_all_alike_is_undefined_not_perfect(raters, items, answer):
    """However many raters and items."""
    estimate = krippendorff_alpha_nominal(np.full((raters, items), answer))

    assert (estimate.value, estimate.reason) == (None, NO_VARIATION)


@settings(deadline=None)
@given(ratings(2))
def test_every_defined_value_keeps_within_its_bounds(table):
    """Shares between 0 and 1 with the interval around them, coefficients of two raters between -1 and 1.

    Coefficients of a group may fall below -1 where items with one rating alone make up the habits (Gwet 2014).
    """
    for name, statistic in STATISTICS.items():
        e = statistic(table)
        assert (e.status == "ok") == (e.value is not None)
        if e.value is not None:
            assert e.value >= -1 - 1e-12 or name in GROUP, name
            assert e.value <= 1 + 1e-12, name
            if e.low is not None:
                assert 0 <= e.low <= e.value <= e.high <= 1, name


@settings(deadline=None)
@given(ratings(2))
def test_missed_and_sensitivity_add_up_where_everything_was_read(table):
    """The two differ by what got no verdict, and by nothing else."""
    read = table[:, ~np.isnan(table).any(axis=0)]
    missed, found = STATISTICS["missed"](read), STATISTICS["sensitivity"](read)
    assume(missed.value is not None)

    assert missed.numerator + found.numerator == missed.denominator == found.denominator


@settings(deadline=None)
@given(st.integers(1, 500), st.data())
def test_the_interval_holds_the_share_and_mirrors_it(n, data):
    """What holds of k successes holds, turned round, of n - k."""
    k = data.draw(st.integers(0, n))
    low, high = wilson(k, n)

    assert 0 <= low <= k / n <= high <= 1
    assert wilson(n - k, n) == pytest.approx((1 - high, 1 - low), abs=1e-12)
