"""Correlations of items that count by weights, beside scipy's of the items written out."""

import numpy as np
import pytest
from scipy import stats

from judge.stats import ranks
from judge.stats.resampling import Plan
from judge.stats.sampled import BCA
from judge.stats.weighted import CORRELATIONS, MOST_ITEMS, kendall_tau_b, pearson, sampled, spearman

ORACLES = {"pearson": stats.pearsonr, "spearman": stats.spearmanr, "kendall_tau_b": stats.kendalltau}


def columns(n=60, seed=4):
    chance = np.random.default_rng(seed)
    x = chance.normal(size=n)
    return x, np.round(x + chance.normal(size=n))  # ties on one side


@pytest.mark.parametrize("name", CORRELATIONS)
def test_an_item_of_weight_two_is_two_items(name):
    """Whole weights are so many copies; each row of weights is a replicate."""
    x, y = columns()
    weights = np.random.default_rng(5).integers(0, 3, (4, x.size))

    found = CORRELATIONS[name](x, y, weights.astype(float))

    for value, w in zip(found, weights, strict=True):
        assert value == pytest.approx(ORACLES[name](np.repeat(x, w), np.repeat(y, w))[0], abs=1e-6)


@pytest.mark.parametrize("name", CORRELATIONS)
def test_a_column_that_does_not_vary_has_no_correlation(name):
    """Undefined, never 0."""
    assert np.isnan(CORRELATIONS[name](np.full(5, 0.1), np.arange(5.0), np.ones(5)))


def test_the_tables_of_codes_give_the_same():
    """Two ways to one number, so that metrics and degrees are of one kind."""
    x, y = columns()
    table = ranks.crossed(x, y)

    assert spearman(x, y, np.ones(x.size)) == pytest.approx(float(ranks.spearman(table)))
    assert kendall_tau_b(x, y, np.ones(x.size)) == pytest.approx(float(ranks.kendall_tau_b(table)))


def test_an_interval_draws_whole_clusters():
    """Items of one cluster that come out alike count for less: twenty copies are no more than one."""
    x, y = columns(30)
    single = sampled(pearson, (x, y), np.arange(30), Plan(30, 400, 1)).interval()
    copied = sampled(pearson, (np.repeat(x, 20), np.repeat(y, 20)), np.repeat(np.arange(30), 20), Plan(30, 400, 1))

    assert copied.interval().method == BCA
    assert copied.interval().low == pytest.approx(single.low)
    assert copied.clusters == 30


def test_what_is_no_number_is_out_and_many_pairs_are_not_drawn():
    """A missing value takes the item out; beyond so many items tau has a value and no interval."""
    x, y = columns()
    gone = np.where(np.arange(x.size) < 50, x, np.nan)
    many = np.arange(MOST_ITEMS + 1.0)

    assert sampled(spearman, (gone, y), np.arange(60), Plan(60, 100)).value == pytest.approx(
        stats.spearmanr(x[:50], y[:50])[0]
    )
    drawn = sampled(kendall_tau_b, (many, many), np.arange(many.size), Plan(many.size, 100))
    assert (round(drawn.value, 9), drawn.interval().low) == (1, None)
    assert not sampled(pearson, (np.full(3, np.nan), np.ones(3)), np.arange(3), Plan(3, 10)).defined
