"""Statistics are computed of many tables in one go, and once for clusters that are alike: no value may notice."""

import numpy as np
import pytest

from judge.stats.family import Ledger
from judge.stats.resampling import Plan, Sums
from judge.stats.sampled import Sampled
from judge.stats.tables import cohen_kappa


def kappa(sums):
    """Kappa of flat tables (2, 2)."""
    return cohen_kappa(sums.reshape(*sums.shape[:-1], 2, 2))


@pytest.mark.parametrize("clusters", [20, 1000])
@pytest.mark.parametrize("weighted", [False, True])
def test_clusters_that_are_alike_give_what_each_gives_by_itself(clusters, weighted):
    """BCa needs the value without each cluster; that of 1,000 single items takes only four values."""
    dice = np.random.default_rng(7)
    tables = np.eye(4)[dice.integers(0, 4, clusters)]
    sums = Sums.of(tables * dice.random((clusters, 1)) if weighted else tables, Plan(clusters, 50))

    found = Sampled.of(sums, kappa)

    assert found.without == pytest.approx(kappa(sums.without), abs=1e-13)
    assert np.array_equal(found.replicates, kappa(sums.replicates))


def test_a_family_among_others_gives_what_it_gives_alone():
    """Families of one shape are computed in blocks of as many as stay in the cache: here in more than one."""
    dice = np.random.default_rng(8)
    ledger = Ledger(Plan(300, 1000), np.arange(900) // 3)
    for i in range(40):
        ledger.count(f"pair:{i}", dice.integers(-1, 4, 900), (2, 2))

    families = ledger.close()

    assert len({id(family.beside) for family in families.values()}) > 1
    for family in families.values():
        alone, among = Sampled.of(family.sums, kappa), family.sampled(cohen_kappa)
        assert among.value == alone.value
        assert np.array_equal(among.replicates, alone.replicates)
        assert np.array_equal(among.without, alone.without)


def test_without_an_answer_there_is_nothing_to_compute():
    """A dimension nobody labelled has tables of no cells."""
    ledger = Ledger(Plan(0, 10), np.empty(0, np.int64))
    ledger.add("alpha", np.empty((0, 0)), items=0, shape=(0,))

    assert ledger.close()["alpha"].items == 0
