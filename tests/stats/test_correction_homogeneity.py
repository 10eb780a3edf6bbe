"""Do sensitivity and specificity differ between candidates, and were labels chosen by the verdicts?"""

import numpy as np
import pytest
from scipy import stats

from judge.stats.homogeneity import (
    NO_DIFFERENCE_POSSIBLE,
    ONE_GROUP,
    ChiSquare,
    fisher_exact,
    homogeneity,
    joined,
)


def test_independent_items_give_pearson_s_test():
    """Three groups, 18/20, 12/20, 27/30: the same as scipy's without continuity correction."""
    table = np.array([[18, 2], [12, 8], [27, 3]])
    values = np.concatenate([np.repeat([1.0, 0.0], row) for row in table])
    found = homogeneity(values, np.repeat([0, 1, 2], table.sum(axis=1)), np.arange(values.size))
    oracle = stats.chi2_contingency(table, correction=False)

    assert (found.statistic, found.p) == pytest.approx((oracle.statistic, oracle.pvalue), abs=1e-10)
    assert found.df == 2


def test_items_entered_twice_do_not_double_the_evidence():
    """Every cluster twice over: the statistic is the one of the items entered once."""
    values, groups = np.repeat([1.0, 0, 1, 0], [18, 2, 12, 8]), np.repeat([0, 1], 20)
    once = homogeneity(values, groups, np.arange(40))
    twice = homogeneity(np.repeat(values, 2), np.repeat(groups, 2), np.repeat(np.arange(40), 2))

    assert once.statistic == pytest.approx(4.8, abs=1e-12)
    assert twice.statistic == pytest.approx(4.8, abs=1e-9)


@pytest.mark.parametrize(
    ("values", "groups", "expected"),
    [
        ([1.0, 0.0], [0, 0], ChiSquare(None, 0, None, ONE_GROUP)),
        ([], [], ChiSquare(None, 0, None, ONE_GROUP)),
        ([1.0, 1.0], [0, 1], ChiSquare(None, 1, None, NO_DIFFERENCE_POSSIBLE)),
    ],
)
def test_where_nothing_can_differ_there_is_no_p(values, groups, expected):
    """Not 1: nobody compared anything."""
    assert homogeneity(np.array(values), np.array(groups, int), np.arange(len(values))) == expected


def test_tests_of_two_classes_add_up():
    """Statistics 4.8 and 2.0 with one degree of freedom each: 6.8 with two, exp(-3.4)."""
    both = joined([ChiSquare(4.8, 1, 0.0), ChiSquare(2.0, 1, 0.0), ChiSquare(None, 0, None, ONE_GROUP)])

    assert (both.statistic, both.df) == (pytest.approx(6.8), 2)
    assert both.p == pytest.approx(np.exp(-3.4), abs=1e-12)
    assert joined([ChiSquare(None, 0, None, ONE_GROUP)]).reason == ONE_GROUP


@pytest.mark.parametrize("table", [(8, 2, 1, 5), (0, 10, 12, 3), (3, 3, 3, 3), (40, 60, 10, 190), (1, 0, 0, 1)])
def test_fisher_s_test_is_scipy_s(table):
    """Two-sided, by the tables that are no likelier."""
    assert fisher_exact(*table) == pytest.approx(stats.fisher_exact([table[:2], table[2:]])[1], abs=1e-12)


def test_a_table_with_an_empty_margin_is_its_only_one():
    """Everything labelled: it cannot depend on the verdict."""
    assert fisher_exact(5, 0, 7, 0) == 1.0
