"""Intraclass correlations against published numbers and another way of computing them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm

from judge.stats.icc import ICC, NO_SPREAD_OF_ITEMS, NO_SPREAD_OF_MEANS, NO_TWO_ITEMS, cells, why_undefined
from judge.stats.resampling import Plan, Sums, sum_by_cluster

SHROUT_FLEISS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7.0]]).T
"""Shrout and Fleiss 1979, table 2: six items, four raters; here raters x items."""

PUBLISHED = {
    "icc_1_1": 0.16574176840547544,
    "icc_2_1": 0.2897637795275591,
    "icc_3_1": 0.7148407148407149,
    "icc_1_k": 0.44279713367926865,
    "icc_2_k": 0.6200505475989891,
    "icc_3_k": 0.9093155423770695,
}
"""Printed as .17 .29 .71 .44 .62 .91."""


def of(values, name):
    return float(ICC[name](cells(np.asarray(values, np.float64)).sum(axis=0)))


@pytest.mark.parametrize(("name", "value"), PUBLISHED.items())
def test_the_six_coefficients_are_shrout_and_fleiss(name, value):
    """To every digit two programs agree on."""
    assert of(SHROUT_FLEISS, name) == pytest.approx(value, abs=1e-12)


def test_an_item_one_rater_left_out_is_out():
    """An analysis of variance knows no gaps; the cells say how many items entered."""
    wider = np.hstack([SHROUT_FLEISS, [[1.0], [9.0], [np.nan], [3.0]]])

    assert cells(wider)[:, 0].tolist() == [1, 1, 1, 1, 1, 1, 0]
    assert of(wider, "icc_2_1") == pytest.approx(PUBLISHED["icc_2_1"], abs=1e-12)


def test_the_mean_squares_are_those_of_an_analysis_of_variance():
    """An oracle that fits a linear model: seeded ratings of 40 items by 3 raters on a scale of seven."""
    rng = np.random.default_rng(1)
    values = np.clip(np.round(4 + rng.normal(0, 1.5, 40) + rng.normal(0, 1, (3, 40)) + [[0], [1], [0]]), 1, 7)
    data = {"y": values.ravel(), "item": np.tile(np.arange(40), 3), "rater": np.repeat(np.arange(3), 40)}
    table = anova_lm(ols("y ~ C(item) + C(rater)", pd.DataFrame(data)).fit())
    items, raters, rest = (table["sum_sq"] / table["df"])[["C(item)", "C(rater)", "Residual"]]

    absolute = (items - rest) / (items + 2 * rest + 3 * (raters - rest) / 40)
    assert of(values, "icc_2_1") == pytest.approx(absolute, abs=1e-10)
    assert of(values, "icc_3_1") == pytest.approx((items - rest) / (items + 2 * rest), abs=1e-10)
    assert of(values, "icc_3_k") == pytest.approx((items - rest) / items, abs=1e-10)


def test_a_constant_offset_costs_agreement_and_no_consistency():
    """One rater a step higher throughout: consistent, not agreed. BMS = 2 x var(1 2 3 4) = 10/3, JMS = 2, EMS = 0."""
    shifted = [[1, 2, 3, 4], [2, 3, 4, 5]]

    assert of(shifted, "icc_3_1") == 1.0
    assert of(shifted, "icc_2_1") == pytest.approx((10 / 3) / (10 / 3 + 2 * 2 / 4), abs=1e-12)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([[1.0], [2.0]], NO_TWO_ITEMS),
        ([[1, np.nan, 2], [np.nan, 3, 2]], NO_TWO_ITEMS),
        ([[3.0, 3, 3], [3, 3, 3]], NO_SPREAD_OF_ITEMS),
        ([[0.1, 0.1, 0.1], [0.7, 0.7, 0.7]], NO_SPREAD_OF_ITEMS),
    ],
)
def test_where_there_is_nothing_to_tell_apart_there_is_no_coefficient(values, reason):
    """Never 0 and never 1; rounding is no variation either."""
    sums = cells(np.asarray(values, np.float64)).sum(axis=0)

    with np.errstate(all="ignore"):
        assert why_undefined(sums) == reason
        assert all(np.isnan(statistic(sums)) for statistic in ICC.values())


def test_where_only_the_means_do_not_differ_one_rating_has_a_coefficient_and_a_mean_has_none():
    """Raters who swap 1 and 2: BMS = 0, WMS = EMS = .5; one rating -1 / (k - 1), a mean 0 / 0."""
    sums = cells(np.array([[1.0, 2], [2, 1]])).sum(axis=0)

    with np.errstate(all="ignore"):
        assert float(ICC["icc_1_1"](sums)) == -1.0
        assert all(np.isnan(ICC[name](sums)) for name in ("icc_1_k", "icc_2_k", "icc_3_k"))
        assert why_undefined(sums) == NO_SPREAD_OF_MEANS


numbers = st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=3, max_size=12)


@given(numbers, st.randoms(use_true_random=False), st.integers(-50, 50))
def test_order_and_shift_change_nothing(rows, random, shift):
    """Raters and items have no order, and a scale no zero."""
    values = np.array(rows, np.float64).T
    mixed = values[:, random.sample(range(values.shape[1]), values.shape[1])][[2, 0, 1]] + shift

    with np.errstate(all="ignore"):
        for name in ICC:
            assert of(mixed, name) == pytest.approx(of(values, name), abs=1e-9, nan_ok=True)


@given(numbers)
def test_a_cluster_drawn_twice_is_its_items_twice(rows):
    """Which is what a replicate of the bootstrap is made of; an item with a gap changes nothing."""
    values = np.array(rows, np.float64).T
    gap = np.hstack([values, [[np.nan], [1.0], [2.0]]])

    with np.errstate(all="ignore"):
        for name, statistic in ICC.items():
            doubled = float(statistic(2 * cells(values).sum(axis=0)))
            assert doubled == pytest.approx(of(np.hstack([values, values]), name), abs=1e-9, nan_ok=True)
            assert of(gap, name) == pytest.approx(of(values, name), abs=1e-9, nan_ok=True)


def test_a_replicate_is_the_coefficient_of_the_items_it_drew():
    """One matrix product gives what a loop over resampled items gives."""
    rng = np.random.default_rng(5)
    values = np.round(rng.normal(0, 2, 30) + rng.normal(0, 1, (4, 30)))
    clusters = np.arange(30) // 3
    plan = Plan(10, 50, 3)
    replicates = ICC["icc_2_1"](Sums.of(sum_by_cluster(cells(values), clusters, 10), plan).replicates)

    for counts, value in zip(plan.counts, replicates, strict=True):
        drawn = np.repeat(np.arange(30), counts[clusters])
        assert value == pytest.approx(of(values[:, drawn], "icc_2_1"), abs=1e-12)
