"""Orders of items and of candidates, against scipy and hand arithmetic."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as oracle

from judge.stats import rankings
from judge.stats.ranks import crossed, kendall_p, kendall_tau_b, spearman, spearman_p

X, Y = np.array([12.0, 2, 1, 12, 2]), np.array([1.0, 4, 7, 1, 0])
"""scipy's example of tau-b: -0.47140452, p 0.2827."""
ONE, OTHER = np.array([1.0, 2, 3, 4, 5]), np.array([5.0, 6, 7, 8, 7])
"""scipy's example of Spearman: 0.82078268, p 0.0885."""


def test_the_published_correlations_come_out_with_their_p_values():
    """Both examples have ties."""
    tau, rho = float(kendall_tau_b(crossed(X, Y))), float(spearman(crossed(ONE, OTHER)))

    assert tau == pytest.approx(-0.4714045207910316, abs=1e-12)
    assert kendall_p(crossed(X, Y)) == pytest.approx(0.28274545993277467, abs=1e-12)
    assert rho == pytest.approx(0.8207826816681233, abs=1e-12)
    assert spearman_p(rho, 5) == pytest.approx(0.08858700531354381, abs=1e-12)


columns = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), min_size=2, max_size=25)


@given(columns)
def test_any_ties_are_treated_as_scipy_treats_them(pairs):
    """Constant columns are undefined in both."""
    x, y = np.array(pairs, np.float64).T
    table = crossed(x, y)
    constant = np.ptp(x) == 0 or np.ptp(y) == 0

    for ours, theirs in ((kendall_tau_b, oracle.kendalltau), (spearman, oracle.spearmanr)):
        expected = np.nan if constant else theirs(x, y).statistic
        assert float(ours(table)) == pytest.approx(expected, abs=1e-12, nan_ok=True)


@given(columns)
def test_the_large_sample_p_value_is_scipys(pairs):
    """With ties accounted for in the variance."""
    x, y = np.array(pairs, np.float64).T
    if len(x) > 2 and np.ptp(x) and np.ptp(y):
        expected = oracle.kendalltau(x, y, method="asymptotic").pvalue
        assert kendall_p(crossed(x, y)) == pytest.approx(expected, abs=1e-12)


@given(columns)
def test_an_item_that_counts_twice_is_two_items(pairs):
    """Which is what a replicate of a bootstrap is."""
    x, y = np.array(pairs, np.float64).T
    weights = np.arange(1.0, len(x) + 1)
    twice = crossed(np.repeat(x, weights.astype(int)), np.repeat(y, weights.astype(int)))

    for statistic in (kendall_tau_b, spearman):
        weighted = float(statistic(crossed(x, y, weights)))
        assert weighted == pytest.approx(float(statistic(twice)), abs=1e-12, nan_ok=True)


@given(columns)
def test_turning_one_order_round_turns_the_sign(pairs):
    """And which is first makes no difference."""
    table = crossed(*np.array(pairs, np.float64).T)

    for statistic in (kendall_tau_b, spearman):
        value = float(statistic(table))
        assert float(statistic(table.T)) == pytest.approx(value, abs=1e-12, nan_ok=True)
        assert float(statistic(table[::-1])) == pytest.approx(-value, abs=1e-12, nan_ok=True)


candidates = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=9)


@given(candidates)
def test_correlations_of_candidates_are_scipys(pairs):
    """Several replicates at once give each its own."""
    x, y = np.array(pairs, np.float64).T / 7
    constant = np.ptp(x) == 0 or np.ptp(y) == 0
    theirs = {"pearson": oracle.pearsonr, "spearman": oracle.spearmanr, "kendall_tau_b": oracle.kendalltau}

    for name, function in theirs.items():
        both = rankings.RANKINGS[name](np.stack([x, y]), np.stack([y, y]))
        expected = np.nan if constant else function(x, y).statistic
        own = np.nan if np.ptp(y) == 0 else 1.0
        assert both == pytest.approx([expected, own], abs=1e-9, nan_ok=True)


def test_ranking_accuracy_counts_pairs_the_experts_order():
    """Experts 1 < 2 < 3 = 3: five ordered pairs. The judge 1 < 3 > 2 = 2: three alike, two the other way round."""
    accuracy = rankings.pairwise_ranking_accuracy

    assert float(accuracy(np.array([1.0, 2, 3, 3]), np.array([1.0, 3, 2, 2]))) == 3 / 5
    assert float(accuracy(np.array([1.0, 2, 3, 3]), np.array([1.0, 1, 1, 1]))) == 0.5
    assert np.isnan(accuracy(np.array([2.0, 2, 2]), np.array([1.0, 2, 3])))


def test_pairs_that_do_not_count_are_left_out():
    """Of the pairs (0,1), (0,2) and (1,2) only the first counts; the judge turns it round."""
    only_first = np.array([1.0, 0, 0])

    assert float(rankings.pairwise_ranking_accuracy(np.array([1.0, 2, 3]), np.array([2.0, 1, 3]), only_first)) == 0
    assert np.isnan(rankings.pairwise_ranking_accuracy(np.array([1.0, 1, 3]), np.array([2.0, 1, 3]), only_first))


def test_means_that_differ_by_rounding_are_tied():
    """0.1 + 0.2 is not 0.3 in binary; no candidate is better for it."""
    experts, judge = np.array([0.1 + 0.2, 0.3, 1.0]), np.array([1.0, 0, 2])

    assert float(rankings.same_worst(experts, judge)) == 0.5
    assert float(rankings.pairwise_ranking_accuracy(experts, judge)) == 1.0
    assert float(rankings.kendall_tau_b(experts, judge)) == pytest.approx(2 / np.sqrt(2 * 3))


def test_the_best_is_named_alike_with_lots_drawn_among_ties():
    """Experts: one best. Judge: three tied, one of them it. Both: two tied, the same two; each names one of them."""
    best = rankings.same_best(np.array([[1.0, 2, 3], [3, 3, 1]]), np.array([[1.0, 1, 1], [5, 5, 0]]))

    assert best.tolist() == [pytest.approx(1 / 3), 0.5]


def test_a_replicate_without_an_item_of_a_candidate_is_undefined():
    """A candidate nobody rated is neither first nor last."""
    experts, judge = np.array([1.0, np.nan, 3]), np.array([1.0, 2, 3])

    for statistic in (*rankings.RANKINGS.values(), rankings.same_best, rankings.same_worst):
        assert np.isnan(statistic(experts, judge))


def test_pairs_are_told_apart_where_the_replicates_agree_on_their_order():
    """The third candidate is above the others in every replicate, the first two change places."""
    replicates = np.array([[1.0, 2, 9], [2, 1, 9], [1, 2, 8], [2, 1, np.nan]] * 10)

    assert rankings.told_apart(replicates).tolist() == [0, 1, 1]


def test_many_replicates_are_done_in_chunks_and_change_nothing(monkeypatch):
    """There are more pairs than candidates; memory must not depend on it."""
    rng = np.random.default_rng(4)
    x, y = rng.integers(0, 4, (2, 30, 6)).astype(float)
    whole = {name: statistic(x, y) for name, statistic in rankings.RANKINGS.items()}
    monkeypatch.setattr(rankings, "_CHUNK", 100)

    for name, statistic in rankings.RANKINGS.items():
        assert statistic(x, y) == pytest.approx(whole[name], abs=0, nan_ok=True)
