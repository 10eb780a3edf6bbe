"""Distances between shares: published values, scipy as oracle, and what is missing."""

import doctest

import numpy as np
import pytest
from scipy.spatial.distance import jensenshannon

from judge.errors import InputError
from judge.stats import soft
from judge.stats.resampling import Plan, Sums, sum_by_cluster
from judge.stats.sampled import Sampled
from judge.stats.soft import DISTANCES, cells, cross_entropy, jensen_shannon_nats, left_out, mean, shares

P, Q = np.array([[0.6, 0.4]]), np.array([[0.8, 0.2]])


def test_the_examples_in_the_docstrings_are_true():
    assert doctest.testmod(soft).failed == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [("jensen_shannon_bits", 0.0348515545596772), ("total_variation", 0.2), ("brier", 0.08)],
)
def test_the_values_of_the_definitions(name, value):
    """Of p = (.6, .4) and q = (.8, .2)."""
    assert DISTANCES[name](P, Q)[0] == pytest.approx(value, abs=1e-12)


def test_nats_and_cross_entropy_of_the_definitions():
    """The same p and q; cross-entropy less the entropy of p is the divergence .104649628753 (Kullback and Leibler)."""
    entropy = -float((P * np.log(P)).sum())

    assert jensen_shannon_nats(P, Q)[0] == pytest.approx(0.02415725678117136, abs=1e-12)
    assert cross_entropy(P, Q, smoothing=0)[0] == pytest.approx(0.777661295762166, abs=1e-12)
    assert cross_entropy(P, Q, smoothing=0)[0] - entropy == pytest.approx(0.10464962875290948, abs=1e-12)


def test_jensen_and_shannon_as_scipy_has_it():
    """The square of scipy's distance, zeros among the shares included."""
    rng = np.random.default_rng(1)
    p, q = (rng.dirichlet([0.5] * 4, 50) * (rng.random((50, 4)) < 0.7) for _ in range(2))
    p, q = (x[(p.sum(axis=1) > 0) & (q.sum(axis=1) > 0)] for x in (p, q))
    p, q = (x / x.sum(axis=1, keepdims=True) for x in (p, q))

    expected = jensenshannon(p, q, axis=1) ** 2

    assert jensen_shannon_nats(p, q) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("name", DISTANCES)
def test_a_distance_is_0_to_itself_the_same_both_ways_and_unknown_without_a_rating(name):
    """And largest between two that are sure of different answers."""
    p = np.array([[0.25, 0.75], [1.0, 0.0], [np.nan, np.nan]])
    sure = np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])

    assert DISTANCES[name](p[:2], p[:2]).tolist() == [0.0, 0.0]
    assert DISTANCES[name](p[:1], p[1:2]) == pytest.approx(DISTANCES[name](p[1:2], p[:1]), abs=1e-15)
    assert np.isnan(DISTANCES[name](p[2:], p[:1])[0])
    assert np.isnan(DISTANCES[name](p[:1], p[2:])[0])
    assert DISTANCES[name](*sure)[0] == pytest.approx({"brier": 2.0}.get(name, 1.0), abs=1e-15)


def test_a_sure_judge_is_infinitely_wrong_unless_smoothed_and_that_is_said():
    """Smoothing .1 of two answers leaves .05 for the answer it ruled out: -ln .05 = 2.9957."""
    expert, judge = np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]])

    assert cross_entropy(expert, judge, smoothing=0)[0] == np.inf
    assert cross_entropy(expert, judge, smoothing=0.1)[0] == pytest.approx(2.995732273553991, abs=1e-12)
    assert cross_entropy(expert, expert, smoothing=0)[0] == 0.0
    with pytest.raises(InputError, match="smoothing is from 0 to 1"):
        cross_entropy(expert, judge, smoothing=2)


def test_the_ceiling_holds_each_expert_against_the_others():
    """Item 1: y y n. Leaving y out: (1,0) against (.5,.5), Brier .5, twice; leaving n out: (0,1) against (1,0), 2.

    (.5 + .5 + 2) / 3 = 1. Item 2 is unanimous, item 3 has one expert only.
    """
    codes = np.array([[0, 1, 0], [0, 1, -1], [1, 1, -1]])

    ceiling = left_out(codes, 2, DISTANCES["brier"])

    assert ceiling[:2].tolist() == [1.0, 0.0]
    assert np.isnan(ceiling[2])


def test_a_judge_stands_beside_the_ceiling_against_the_same_others():
    """Item 1 as above, judge y: against (.5,.5) twice .5, against (1,0) 0: 1 / 3. Without a verdict nothing."""
    codes = np.array([[0, 0], [0, 0], [1, 0]])
    judge = shares(np.array([[0, -3]]), 2)

    found = left_out(codes, 2, DISTANCES["brier"], judge)

    assert found[0] == pytest.approx(1 / 3, abs=1e-15)
    assert np.isnan(found[1])


def test_the_mean_over_items_has_its_interval_from_the_plan():
    """Items without a value are in no sum; the value is the plain mean of the others."""
    values = np.random.default_rng(2).random(60)
    values[::7] = np.nan
    plan = Plan(20, 500, 1)

    found = Sampled.of(Sums.of(sum_by_cluster(cells(values), np.arange(60) // 3, 20), plan), mean)

    assert found.value == pytest.approx(np.nanmean(values), abs=1e-15)
    interval = found.interval()
    assert interval.low < found.value < interval.high


def test_weights_make_it_a_weighted_mean_and_nothing_is_undefined():
    """(1 x .2 + 3 x .6) / 4 = .5; of no item there is no mean."""
    assert mean(cells([0.2, 0.6], np.array([1.0, 3.0])).sum(axis=0)) == pytest.approx(0.5, abs=1e-15)
    assert np.isnan(mean(cells([np.nan]).sum(axis=0)))
