"""Swapping judges within conversations: exact where it can be, honest where it is drawn."""

import doctest
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from judge.errors import InputError
from judge.stats import permutation as p
from judge.stats.comparison import NEVER_DIFFER, ONE_CLUSTER, mcnemar_exact
from judge.stats.multiplicity import UNDEFINED

DIFFERENCES = st.lists(st.integers(-6, 6), min_size=2, max_size=9)


def by_hand(differences):
    """Every choice of signs, written out."""
    observed = abs(sum(differences))
    sums = [
        abs(sum(s * d for s, d in zip(signs, differences, strict=True)))
        for signs in product((1, -1), repeat=len(differences))
    ]
    return sum(s >= observed for s in sums) / len(sums)


def share(sums):
    """The first column over the second."""
    return sums[..., 0] / sums[..., 1]


@given(DIFFERENCES)
def test_few_clusters_are_swapped_in_every_way(differences):
    """As by hand; the observed way is one of them, so it is never 0; turned judges give the same."""
    found = p.sign_flip(differences)

    assert found == p.sign_flip([-d for d in differences])
    if any(differences):
        assert found.p == pytest.approx(by_hand(differences), abs=1e-12)
        assert found.p >= 2 / 2 ** len(differences)
    else:
        assert (found.p, found.reason) == (None, NEVER_DIFFER)


def test_differences_of_one_are_mcnemars_exact_test():
    """The same question, counted twice: ten clusters of one item, eight for the first judge."""
    assert p.sign_flip([1] * 8 + [-1] * 2).p == pytest.approx(mcnemar_exact(8, 2).p, abs=1e-12)


def test_it_is_what_scipy_gives():
    """scipy.stats.permutation_test with paired samples, exact; ten clusters, seed 3."""
    differences = np.random.default_rng(3).normal(0.4, 1, 10)
    oracle = scipy_stats.permutation_test((differences,), np.sum, permutation_type="samples", n_resamples=np.inf)

    assert p.sign_flip(differences).p == pytest.approx(oracle.pvalue, abs=1e-12)


def test_many_clusters_are_drawn_and_p_is_never_zero():
    """All of 40 on one side: 1 of 2,000 is the least that 1,999 draws can say; a seed makes it repeatable."""
    found = p.sign_flip(np.ones(40), seed=5)

    assert (found.p, found.method) == (1 / 2000, p.DRAWN)
    mixed = np.random.default_rng(1).normal(0.3, 1, 40)
    assert p.sign_flip(mixed, seed=5) == p.sign_flip(mixed, seed=5)
    # A drawn p lies about a true one: 1,999 draws leave a standard error of at most 0.012.
    assert p.sign_flip(mixed, seed=5).p == pytest.approx(p.sign_flip(mixed, seed=6).p, abs=0.05)


def test_under_no_difference_small_p_values_are_as_rare_as_they_say():
    """400 tables of 10 clusters without a difference, seed 11: p <= 0.05 in at most about 5 %."""
    rng = np.random.default_rng(11)

    small = np.mean([p.sign_flip(rng.normal(0, 1, 10)).p <= 0.05 for _ in range(400)])

    # Exact: 5 % or less; three standard errors above it are 8.3 %.
    assert 0.01 < small < 0.083


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=8))
def test_swapping_judges_in_a_share_is_turning_signs(hits):
    """A share of the same four items a cluster: the general test and the plain one agree."""
    first = np.array([[a, 4.0] for a, _ in hits])
    second = np.array([[b, 4.0] for _, b in hits])

    found = p.Exchange(first, second, p.Swaps(len(hits))).test(share)

    assert found.p == pytest.approx(p.sign_flip((first - second)[:, 0]).p)
    assert found == p.Exchange(second, first, p.Swaps(len(hits))).test(share)


def test_a_statistic_that_is_no_sum_is_swapped_whole():
    """Odds of hits in three clusters: eight ways by hand."""
    first, second = np.array([[3.0, 4], [4, 4], [2, 4]]), np.array([[1.0, 4], [2, 4], [3, 4]])

    def odds(sums):
        return sums[..., 0] / (sums[..., 1] - sums[..., 0])

    # Hits of the first over 12 items: 9 as observed; with a way of swapping, 9 - 2x - 2y + z of 15 in all.
    def apart(hits):
        return abs(hits / (12 - hits) - (15 - hits) / (12 - (15 - hits)))

    ways = [apart(9 - 2 * x - 2 * y + z) for x, y, z in product((0, 1), repeat=3)]
    expected = sum(w >= apart(9) - 1e-12 for w in ways) / 8
    assert p.Exchange(first, second, p.Swaps(3)).test(odds).p == pytest.approx(expected)


def test_clusters_that_do_not_differ_cost_no_exactness():
    """Forty clusters of which three differ: eight ways, not two thousand drawn ones."""
    first = np.array([[4.0, 4], [4, 4], [3, 4], *([[2, 4]] * 37)])
    second = np.array([[1.0, 4], [2, 4], [2, 4], *([[2, 4]] * 37)])

    found = p.Exchange(first, second, p.Swaps(40)).test(share)

    assert (found.p, found.method) == (0.25, p.ENUMERATED)


def test_there_is_no_p_where_there_is_no_difference_to_test():
    """No differing cluster, one cluster, a statistic that is undefined in the data."""
    same = np.array([[1.0, 2], [0, 2], [2, 2]])
    none = np.array([[0.0, 0], [0, 0], [1, 0]])

    def reason(first, second):
        return p.Exchange(first, second, p.Swaps(3)).test(share).reason

    assert reason(same, same) == NEVER_DIFFER
    assert reason(same * [[1], [0], [0]], same[::-1] * [[1], [0], [0]]) == ONE_CLUSTER
    assert reason(none, same) == UNDEFINED
    assert p.sign_flip([2.0]).reason == ONE_CLUSTER


def test_what_is_no_row_of_numbers_is_refused():
    """Before any number is made of it."""
    for wrong in ([[1.0, 2.0]], [1.0, float("nan")]):
        with pytest.raises(InputError):
            p.sign_flip(wrong)


def test_the_example_in_the_docstring_is_true():
    """2 of 16."""
    assert doctest.testmod(p).attempted > 0
    assert doctest.testmod(p).failed == 0
