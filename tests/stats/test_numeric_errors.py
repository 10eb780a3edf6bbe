"""How far apart two columns of numbers are, against scikit-learn, scipy and hand arithmetic."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as oracle
from sklearn import metrics

from judge.stats.numeric import NUMERIC, cells


def of(reference, judge, name):
    sums = cells(np.asarray(reference, np.float64), np.asarray(judge, np.float64)).sum(axis=0)
    with np.errstate(all="ignore"):
        return float(NUMERIC[name](sums))


def test_the_errors_of_a_worked_example():
    """Differences 0, 2, -1, 0 (one item has no judge): 3/4, sqrt(5/4), 3 of 4 at most one apart, 1/4 too high."""
    reference, judge = [1, 2, 3, 4, 5], [1, 4, 2, 4, np.nan]

    found = {name: of(reference, judge, name) for name in ("mae", "rmse", "within_1", "bias")}
    assert found == {"mae": 0.75, "rmse": pytest.approx(1.25**0.5), "within_1": 0.75, "bias": 0.25}


def test_they_are_what_other_libraries_give():
    """Seeded: 200 items on a scale of ten; the correlation is Pearson's."""
    rng = np.random.default_rng(2)
    x = rng.integers(0, 10, 200).astype(float)
    y = np.clip(x + rng.integers(-2, 4, 200), 0, 9)

    assert of(x, y, "mae") == pytest.approx(metrics.mean_absolute_error(x, y), abs=1e-12)
    assert of(x, y, "rmse") == pytest.approx(metrics.mean_squared_error(x, y) ** 0.5, abs=1e-12)
    assert of(x, y, "pearson") == pytest.approx(oracle.pearsonr(x, y).statistic, abs=1e-12)
    assert of(x, y, "within_1") == np.mean(abs(x - y) <= 1)
    assert of(x, y, "bias") == pytest.approx((y - x).mean(), abs=1e-12)


def test_steps_of_a_tenth_are_still_steps():
    """2.2 - 1.2 is a little over 1 in binary; it is one step, and 1.1 is not."""
    assert 2.2 - 1.2 > 1
    assert of([1.2, 0.1], [2.2, 1.2], "within_1") == 0.5


@pytest.mark.parametrize(
    ("reference", "judge"), [([1, 2, 3], [2, 2, 2]), ([0.1, 0.1, 0.1], [1, 2, 3]), ([1], [1]), ([np.nan], [1])]
)
def test_there_is_no_correlation_with_a_constant(reference, judge):
    """Undefined, not 0."""
    assert np.isnan(of(reference, judge, "pearson"))


def test_nothing_rated_by_both_has_no_errors():
    """An empty mean is no zero."""
    assert all(np.isnan(of([1, np.nan], [np.nan, 2], name)) for name in NUMERIC)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=20), st.randoms())
def test_order_gaps_and_everything_twice_change_nothing(pairs, random):
    """Items have no order; one that a side left out is out; means are means."""
    x, y = np.array(pairs, np.float64).T
    mixed = np.array(random.sample(pairs, len(pairs)), np.float64).T

    for name in NUMERIC:
        value = pytest.approx(of(x, y, name), abs=1e-9, nan_ok=True)
        assert of(*mixed, name) == value
        assert of([*x, np.nan, 3], [*y, 5, np.nan], name) == value
        assert of([*x, *x], [*y, *y], name) == value


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=20))
def test_turning_the_two_round_turns_the_bias_round_and_nothing_else(pairs):
    """Who is called the reference is a matter of words."""
    x, y = np.array(pairs, np.float64).T

    for name in ("pearson", "mae", "rmse", "within_1"):
        assert of(x, y, name) == pytest.approx(of(y, x, name), abs=1e-12, nan_ok=True)
    assert of(x, y, "bias") == pytest.approx(-of(y, x, "bias"), abs=1e-12)
