"""One seeded draw of clusters: the same for ever, fair, and summed without an error of its own."""

import numpy as np
import pytest
from scipy.stats import binom

from judge.errors import InputError
from judge.stats.resampling import Plan, sum_by_cluster

FIRST = [[0, 1, 2, 3, 1, 0, 0], [0, 1, 1, 2, 2, 1, 0], [0, 0, 2, 0, 2, 2, 1]]
LATER = [1, 1, 2, 0, 0, 0, 1, 1, 1, 2, 1, 1]


def test_a_seed_means_the_same_counts_for_ever():
    """Written down once: an interval in a paper must come out the same with next year's numpy."""
    counts = Plan(7, replicates=3, seed=20261126).counts

    assert counts.tolist() == Plan(7, replicates=3, seed=20261126).counts.tolist()
    assert counts.tolist() == FIRST
    assert Plan(900, replicates=500, seed=20261126).counts[-1, :12].tolist() == LATER
    assert Plan(7, replicates=3, seed=1).counts.tolist() != FIRST


@pytest.mark.parametrize("clusters", [0, 1, 2, 3, 50, 255, 257, 3600, 70_000])
def test_every_replicate_draws_as_many_clusters_as_there_are(clusters):
    """Whatever the number of clusters, odd ones and those that fill several chunks included."""
    counts = Plan(clusters, replicates=21, seed=3).counts

    assert counts.shape == (21, clusters)
    assert (counts.sum(axis=1, dtype=np.int64) == clusters).all()


@pytest.mark.parametrize("clusters", [3, 10, 40, 401])
def test_counts_are_those_of_as_many_fair_draws(clusters):
    """Few clusters are drawn one by one, many are looked up for the most part: both are multinomial.

    Each count is binomial (G draws, 1 / G each); any two have the covariance -1 / G.
    """
    counts = Plan(clusters, replicates=20_001, seed=8).counts.astype(float)

    # The mean of 20,000 has a standard error of at most .007; 401 of them stay within 4 of these.
    assert counts.mean(axis=0) == pytest.approx(1, abs=0.03)
    assert counts.var(axis=0) == pytest.approx(1 - 1 / clusters, abs=0.08)
    neighbours = (counts[:, 1:] * counts[:, :-1]).mean() - 1
    assert neighbours == pytest.approx(-1 / clusters, abs=0.02)
    # How often 0, 1, 2 ... times: of 60,000 counts or more, a share is known to .002.
    shares = np.bincount(counts.astype(int).reshape(-1), minlength=5)[:5] / counts.size
    expected = binom.pmf(np.arange(5), clusters, 1 / clusters)
    assert shares == pytest.approx(expected, abs=0.008)


def test_replicates_are_independent_of_each_other():
    """What one replicate draws says nothing of the next: over all clusters they do not correlate."""
    counts = Plan(2000, replicates=200, seed=8).counts.astype(float) - 1

    # A mean of 398,000 products of variance 1: standard error .0016.
    assert (counts[1:] * counts[:-1]).mean() == pytest.approx(0, abs=0.007)


@pytest.mark.parametrize("divisor", [1, 12, 30, 90])
def test_counts_and_shares_of_counts_are_summed_exactly(divisor):
    """In single precision, where a plain product would be wrong in the seventh digit."""
    rng = np.random.default_rng(11)
    columns = rng.integers(0, 90, (800, 6)) / divisor
    plan = Plan(800, replicates=50, seed=2)

    assert plan.resample(columns) == pytest.approx(plan.counts.astype(float) @ columns, rel=1e-14)


@pytest.mark.parametrize("columns", [np.pi * np.arange(40.0)[:, None], 2.0**22 + np.arange(40.0)[:, None]])
def test_what_single_precision_cannot_hold_is_summed_in_double(columns):
    """Numbers that are no shares, and whole numbers too large."""
    plan = Plan(40, replicates=50, seed=2)

    assert plan.resample(columns) == pytest.approx(plan.counts.astype(float) @ columns, rel=1e-14)


def test_what_is_undefined_in_one_cluster_stays_undefined():
    """``nan`` is no number to round."""
    plan = Plan(3, replicates=5, seed=2)

    assert np.isnan(plan.resample(np.array([[1.0], [np.nan], [2.0]]))).all()


def test_nothing_to_sum_has_no_columns():
    """A dimension nobody labelled."""
    plan = Plan(4, replicates=5)

    assert plan.resample(np.empty((4, 0))).shape == (5, 0)
    assert sum_by_cluster(np.empty((9, 0)), np.arange(9) % 4, 4).shape == (4, 0)


def test_no_replicates_are_refused():
    """An interval needs some."""
    with pytest.raises(InputError, match="cannot draw 0 replicates of 5 clusters"):
        Plan(5, replicates=0)
