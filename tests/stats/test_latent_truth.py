"""Dawid and Skene's model on their own data, and what must hold on any."""

import doctest
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from judge.errors import InputError
from judge.stats import latent
from judge.stats.latent import Patterns, dawid_skene, fitted

ANAESTHETISTS = """
1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223 2322223 4444444 2223343 1111111 2223212 1211111
1112111 1111111 1111111 2222221 2221322 2222222 2222221 2223222 2212222 1111111 1111111 2322222 1111111 1111111 1121121
1111111 3333233 1111111 2222222 2223232 4334343 2212232 2323233 3333432 1111111 1111111 1212111 2322222 1211111 2222222
"""
"""Fitness for anaesthesia, 1 to 4, of 45 patients: three looks of observer 1, then observers 2 to 5.

Dawid and Skene (1979), Applied Statistics 28, table 1.
"""
LOOKS = [1, 1, 1, 2, 3, 4, 5]


@pytest.fixture
def patients():
    """Rows are looks, columns patients, codes from 0."""
    return np.array([[int(c) - 1 for c in patient] for patient in ANAESTHETISTS.split()]).T


def test_the_examples_in_the_docstrings_are_true():
    assert doctest.testmod(latent).failed == 0


def test_the_anaesthetists_of_1979(patients):
    """The paper prints .40 .42 .11 .07; at convergence .399555 .421983 .111795 .066667."""
    fit, posterior = dawid_skene(patients, 4, raters=LOOKS)

    assert fit.converged
    assert fit.prevalence == pytest.approx([0.399555, 0.421983, 0.111795, 0.066667], abs=1e-6)
    assert np.diag(fit.confusion[0]) == pytest.approx([0.889488, 0.876380, 0.661178, 0.444444], abs=1e-6)
    assert fit.log_likelihood == pytest.approx(-192.890881, abs=1e-6)
    assert (posterior.argmax(axis=1)[:10] + 1).tolist() == [1, 4, 2, 2, 2, 2, 1, 3, 2, 2]
    assert posterior[34, 1] == pytest.approx(0.948, abs=5e-4)


def test_patients_with_the_same_ratings_are_one_pattern(patients):
    """Fifty copies of everybody cost as much as one, and say the same."""
    once, many = Patterns.of(patients, 4, LOOKS), Patterns.of(np.tile(patients, 50), 4, LOOKS)

    assert len(once.said) == len(many.said) < 45
    assert many.counts().tolist() == (50 * once.counts()).tolist()
    assert fitted(many, many.counts()).prevalence == pytest.approx(fitted(once, once.counts()).prevalence, abs=1e-6)


def test_a_gap_is_one_more_word_and_no_pattern_of_its_own():
    """Three raters, each saying one of two things or nothing: 27 patterns however many items there are (seed 2)."""
    table = np.random.default_rng(2).choice([0.0, 1.0, np.nan], (3, 5000))

    assert len(Patterns.of(table, 2).said) == 27


def test_many_replicates_are_fitted_at_once_as_each_alone(patients):
    """The bootstrap needs no loop: counts may have any axes before the patterns."""
    patterns = Patterns.of(patients, 4, LOOKS)
    drawn = np.random.default_rng(4).multinomial(45, patterns.counts() / 45, size=5).astype(float)

    together = fitted(patterns, drawn)

    for counts, prevalence in zip(drawn, together.prevalence, strict=True):
        assert fitted(patterns, counts).prevalence == pytest.approx(prevalence, abs=1e-5)


def test_truth_is_found_again_where_raters_err_alone():
    """4,000 items, 15 % of class 1, five raters right in 70 to 95 %, a fifth of the ratings missing (seed 11)."""
    rng = np.random.default_rng(11)
    truth = rng.random(4000) < 0.15
    right = np.array([0.7, 0.8, 0.85, 0.9, 0.95])
    said = np.where(rng.random((5, 4000)) < right[:, None], truth, ~truth).astype(float)
    said[rng.random(said.shape) < 0.2] = np.nan

    fit, posterior = dawid_skene(said, 2)

    assert fit.prevalence[1] == pytest.approx(truth.mean(), abs=0.015)
    assert fit.confusion[:, 1, 1] == pytest.approx(right, abs=0.04)
    assert fit.confusion[:, 0, 0] == pytest.approx(right, abs=0.02)
    assert ((posterior[:, 1] > 0.5) == truth)[~np.isnan(posterior[:, 1])].mean() > 0.96


def test_an_item_nobody_rated_has_no_posterior_and_changes_nothing(patients):
    """It is not a pattern like another."""
    blank = np.column_stack([patients, np.full(7, np.nan)])

    fit, posterior = dawid_skene(blank, 4, raters=LOOKS)

    assert np.isnan(posterior[-1]).all()
    assert fit.prevalence == pytest.approx(dawid_skene(patients, 4, raters=LOOKS)[0].prevalence, abs=1e-12)


def test_a_class_nobody_gives_has_prevalence_0_and_no_row_of_errors(patients):
    """Undefined, not 0: nobody met such an item."""
    fit, _ = dawid_skene(patients, 5, raters=LOOKS)

    assert fit.prevalence[4] == 0.0
    assert np.isnan(fit.confusion[:, 4]).all()


def test_a_fit_that_has_not_settled_says_so(patients):
    """Three steps are not enough here."""
    patterns = Patterns.of(patients, 4, LOOKS)

    assert not fitted(patterns, patterns.counts(), most_steps=3).converged


@settings(deadline=None, max_examples=50)
@given(
    arrays(float, st.tuples(st.integers(2, 4), st.integers(1, 12)), elements=st.sampled_from([0.0, 1.0, np.nan])),
    st.randoms(use_true_random=False),
)
def test_neither_the_order_of_raters_nor_that_of_items_matters(table, random):
    """And no step ever loses likelihood."""
    order = random.sample(range(table.shape[1]), table.shape[1])
    who = random.sample(range(len(table)), len(table))

    patterns = Patterns.of(table, 2)
    steps = [float(fitted(patterns, patterns.counts(), most_steps=n).log_likelihood) for n in (1, 2, 3, 5, 9)]
    assert all(later >= earlier - 1e-9 for earlier, later in pairwise(steps))
    fit, posterior = dawid_skene(table, 2)
    other, moved = dawid_skene(table[who][:, order], 2)
    assert fit.prevalence == pytest.approx(other.prevalence, abs=1e-6, nan_ok=True)
    assert posterior[order] == pytest.approx(moved, abs=1e-6, nan_ok=True)


def test_a_rating_that_is_none_of_the_classes_is_refused():
    """Not a new class."""
    with pytest.raises(InputError, match="each rating must be one of 0 to 1"):
        dawid_skene([[0, 1, 2]], 2)
