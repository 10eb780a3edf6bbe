"""Letters of ties, chances of being first, and intervals of differences made of two intervals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from judge.stats.ties import first_shares, letters, mover


def told_apart(n, *pairs):
    """A symmetric matrix of those told apart."""
    different = np.zeros((n, n), bool)
    for i, j in pairs:
        different[i, j] = different[j, i] = True
    return different


@pytest.mark.parametrize(
    ("different", "expected"),
    [
        (told_apart(0), []),
        (told_apart(3), ["a", "a", "a"]),
        (told_apart(2, (0, 1)), ["a", "b"]),
        (told_apart(3, (0, 1), (0, 2), (1, 2)), ["a", "b", "c"]),
        (told_apart(3, (0, 2)), ["a", "ab", "b"]),
        # a textbook's staircase: neighbours tie, others do not
        (told_apart(4, (0, 2), (0, 3), (1, 3)), ["a", "ab", "bc", "c"]),
    ],
)
def test_letters_of_small_cases(different, expected):
    """Two share a letter exactly when nobody told them apart."""
    assert letters(different) == expected


@given(st.integers(1, 7), st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6))))
def test_two_share_a_letter_exactly_when_they_are_not_told_apart(n, pairs):
    """Whatever the differences look like, even where no order explains them."""
    different = told_apart(n, *((i, j) for i, j in pairs if i < j < n))
    found = letters(different)

    for i in range(n):
        for j in range(i + 1, n):
            assert bool(set(found[i]) & set(found[j])) != different[i, j]


def test_being_first_is_shared_by_those_who_tie():
    """Draws 3:1, 2:2, 1:3, 2:1 - first in 2 + 1/2 of 4, and in 1 + 1/2."""
    assert first_shares([np.array([3.0, 2, 1, 2]), np.array([1.0, 2, 3, 1])]) == ([2.5 / 4, 1.5 / 4], 0)


def test_a_draw_in_which_somebody_has_no_value_decides_nothing():
    """It is counted, and with no draw left nobody is first."""
    assert first_shares([np.array([1.0, np.nan]), np.array([0.0, 5.0])]) == ([1.0, 0.0], 1)
    assert first_shares([np.array([np.nan]), np.array([0.0])]) == (None, 1)


@pytest.mark.parametrize(
    ("k", "n", "expected"),
    [((56, 48), (70, 80), (0.0524, 0.3339)), ((9, 3), (10, 10), (0.1705, 0.8090)), ((10, 0), (10, 10), (0.6075, 1.0))],
)
def test_of_two_wilson_intervals_it_is_newcombe_s(k, n, expected):
    """Newcombe 1998, table II, method 10: 56/70 - 48/80, 9/10 - 3/10, 10/10 - 0/10."""
    from judge.stats.intervals import wilson  # noqa: PLC0415

    one, other = ((a / b, *wilson(a, b)) for a, b in zip(k, n, strict=True))

    assert mover(one[0] - other[0], one, other) == pytest.approx(expected, abs=6e-5)
