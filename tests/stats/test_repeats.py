"""Repeats of one judge: published values of pass^k, flips counted by hand, the worst and the best of k."""

import doctest
from itertools import combinations

import numpy as np
import pytest

from judge.errors import InputError
from judge.stats import repeats
from judge.stats.repeats import all_equal, flips, missed_by_all, missed_by_any, pass_at, pass_hat


def test_the_examples_in_the_docstrings_are_true():
    assert doctest.testmod(repeats).failed == 0


@pytest.mark.parametrize(
    ("n", "c", "k", "both"),
    [(5, 3, 2, (0.3, 0.9)), (8, 6, 4, (0.21428571428571427, 1.0)), (10, 9, 3, (0.7, 1.0))],
)
def test_the_published_examples(n, c, k, both):
    """tau-bench (2024) for pass^k, Chen (2021) for pass@k."""
    assert pass_hat(c, n, k) == pytest.approx(both[0], abs=1e-15)
    assert pass_at(c, n, k) == pytest.approx(both[1], abs=1e-15)


def test_pass_hat_is_the_share_of_draws_that_all_succeed():
    """Every draw of 3 of 6 repeats, counted."""
    done = np.array([1, 1, 0, 1, 1, 0])

    draws = [done[list(chosen)] for chosen in combinations(range(6), 3)]

    assert pass_hat(4, 6, 3) == pytest.approx(np.mean([d.all() for d in draws]), abs=1e-15)
    assert pass_at(4, 6, 3) == pytest.approx(np.mean([d.any() for d in draws]), abs=1e-15)


def test_more_than_was_asked_is_not_known():
    """pass^3 of two repeats would be a guess; k = 0 is a mistake."""
    assert np.isnan(pass_hat([2, 3], [2, 3], 3)).tolist() == [True, False]
    assert np.isnan(pass_at([2, 3], [2, 3], 3)).tolist() == [True, False]
    with pytest.raises(InputError, match="k is at least 1"):
        pass_hat(1, 1, 0)


def test_flips_are_pairs_of_repeats_that_differ():
    """Of a, a, b and c one pair in six is equal. One answer, or none, makes no pair."""
    codes = np.array([[0, 0, -1], [0, -4, -3], [1, -1, -1], [2, -1, -5]])

    found = flips(codes, 3)

    assert found[0] == pytest.approx(5 / 6, abs=1e-15)
    assert np.isnan(found[1:]).all()


def test_an_unread_repeat_is_equal_to_nothing_and_an_unasked_one_is_not_held_against_the_judge():
    """Two that were never read are no agreement; a repeat a budget cut off was never asked."""
    codes = np.array([[1, 1, -3, 1, 1], [1, -5, -3, -1, 0], [1, 1, -3, 1, -1]])
    asked = codes != -1

    assert all_equal(codes, asked).tolist() == [1.0, 0.0, 0.0, 1.0, 0.0]
    assert np.isnan(all_equal(codes[:1], asked[:1])).all()


def test_the_worst_of_k_misses_what_any_repeat_missed_and_the_best_what_all_missed():
    """Flag, flag; flag, clear; clear, clear; flag and not asked; never asked."""
    flagged = np.array([[1, 1, 0, 1, 0], [1, 0, 0, 0, 0]], bool)
    asked = np.array([[1, 1, 1, 1, 0], [1, 1, 1, 0, 0]], bool)

    assert missed_by_any(flagged, asked).tolist() == [False, True, True, False, False]
    assert missed_by_all(flagged, asked).tolist() == [False, False, True, False, False]
