"""The Alternative Annotator Test, against the same arithmetic written out slowly, and at its edges."""

import doctest

import numpy as np
import pytest
from scipy.stats import ttest_1samp

from judge.errors import InputError
from judge.stats import replaceability
from judge.stats.replaceability import (
    LEAST_ITEMS,
    advantage,
    advantage_cells,
    duels,
    random_duels,
    rejected,
    spread,
    winning_rate,
)


def raters(n: int, items: int, *, seed: int, missing: float = 0.1, answers: int = 3) -> np.ndarray:
    """A table with holes."""
    rng = np.random.default_rng(seed)
    table = rng.integers(0, answers, (n, items)).astype(float)
    table[rng.random(table.shape) < missing] = np.nan
    return table


def slowly(table, judge, *, ordered):
    """The procedure of the paper item by item: {expert: [(judge wins, expert wins), ...]}."""

    def score(one, others):
        if ordered:
            return -np.sqrt(np.mean([(one - other) ** 2 for other in others]))
        return np.mean([float(one == other) for other in others])

    found = {}
    for j in range(len(table)):
        found[j] = []
        for i in range(table.shape[1]):
            others = [table[k, i] for k in range(len(table)) if k != j and not np.isnan(table[k, i])]
            if others and not np.isnan(table[j, i]) and not np.isnan(judge[i]):
                mine, its = score(table[j, i], others), score(judge[i], others)
                found[j].append((float(its >= mine), float(mine >= its)))
    return found


def test_the_examples_in_the_docstrings_are_true():
    assert doctest.testmod(replaceability).failed == 0


@pytest.mark.parametrize("ordered", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_it_is_the_procedure_of_the_paper_item_by_item(ordered, seed):
    """Wins, p-values by scipy's t test, and rho, on tables with holes."""
    table, judge = raters(4, 80, seed=seed), raters(1, 80, seed=100 + seed)[0]

    found = duels(table, judge, ordered=ordered)

    by_hand = slowly(table, judge, ordered=ordered)
    for j, pairs in by_hand.items():
        compared = ~np.isnan(found.judge_wins[j])
        assert found.judge_wins[j, compared].tolist() == [its for its, _ in pairs]
        assert found.expert_wins[j, compared].tolist() == [mine for _, mine in pairs]
        expected = ttest_1samp([mine - its for its, mine in pairs], 0.2, alternative="less").pvalue
        assert spread(found.differences).p(0.2)[j] == pytest.approx(expected, abs=1e-12)
    rho = np.mean([np.mean([its for its, _ in pairs]) for pairs in by_hand.values()])
    assert advantage(advantage_cells(found).sum(axis=0)) == pytest.approx(rho, abs=1e-12)


def test_a_tie_counts_for_both():
    """Others 0 and 3, expert 1, judge 2: 1 + 4 = 4 + 1. By names nobody agrees with them, which is a tie too."""
    table = np.array([[1.0], [0.0], [3.0]])

    for ordered in (True, False):
        found = duels(table, [2.0], ordered=ordered)
        assert found.judge_wins[0].tolist() == found.expert_wins[0].tolist() == [1.0]
        assert found.differences[0].tolist() == [0.0]


def test_an_expert_with_few_items_is_not_tested_and_stays_in_the_others_company():
    """29 items are too few for a t test; the 29 answers still count in what the others are held against."""
    table = np.zeros((3, 60))
    table[2] = 1.0
    table[2, LEAST_ITEMS - 1 :] = np.nan
    judge = np.ones(60)

    found = duels(table, judge)

    assert found.n_items.tolist() == [60, 60, 29]
    assert found.tested.tolist() == [True, True, False]
    assert np.isnan(spread(found.differences).p(0.2)).tolist() == [False, False, True]
    # Against experts 1 and 2 (0 and 1) the judge's 1 ties with expert 0's 0 as long as expert 2 speaks.
    assert found.judge_wins[0].tolist() == [1.0] * 29 + [0.0] * 31


def test_without_a_second_expert_there_is_nothing_to_compare():
    """And with no expert at all there is an empty table, not an error."""
    assert duels(np.zeros((1, 40)), np.zeros(40)).n_items.tolist() == [0]
    assert duels(np.empty((0, 40)), np.zeros(40)).n_items.tolist() == []
    assert np.isnan(winning_rate(np.array([np.nan])))
    assert np.isnan(advantage(np.zeros(2)))


def test_differences_that_are_all_alike_decide_themselves():
    """No spread: t is infinite, p 0 below epsilon and 1 above; at epsilon itself there is nothing to test."""
    ties, lost, never = np.zeros((1, 30)), np.ones((1, 30)), np.full((1, 30), 0.0)

    assert spread(ties).p(0.2).tolist() == [0.0]
    assert spread(lost).p(0.2).tolist() == [1.0]
    assert np.isnan(spread(never).p(0.0)).tolist() == [True]


def test_clusters_of_one_item_change_nothing_and_doubled_items_do_not_count_twice():
    """The cluster-robust p of data doubled within clusters is the p of the data: t and its freedom are the same."""
    d = np.random.default_rng(5).choice([-1.0, 0.0, 1.0], (1, 40))
    once = np.arange(40)

    plain = spread(d).p(0.2)
    assert spread(d, clusters=once).p(0.2) == pytest.approx(plain, abs=1e-14)
    doubled = np.repeat(d, 2, axis=1)
    assert spread(doubled, clusters=np.repeat(once, 2)).p(0.2) == pytest.approx(plain, abs=1e-14)
    assert spread(doubled).p(0.2)[0] < plain[0]


def test_weights_count_an_item_as_often_as_it_says():
    """Weight 2 within a cluster is the item twice in it."""
    d = np.random.default_rng(6).choice([-1.0, 0.0, 1.0], 40)
    w = np.where(np.arange(40) % 3 == 0, 2, 1)
    place = np.arange(40)

    weighted = spread(d[None], clusters=place, weights=w.astype(float)).p(0.2)

    repeated = spread(np.repeat(d, w)[None], clusters=np.repeat(place, w)).p(0.2)
    assert weighted == pytest.approx(repeated, abs=1e-14)


def test_an_expert_drawn_at_random_wins_as_often_as_the_one_left_out():
    """Neither is held against itself: over many items the mean difference is 0, and the draw is seeded (seed 3)."""
    table = np.random.default_rng(3).integers(0, 3, (5, 20_000)).astype(float)

    found = random_duels(table, seed=1)

    # Five standard errors: a difference is -1, 0 or 1, so its deviation is at most 1; 5 / sqrt(20,000) = .035.
    assert np.abs(found.differences.mean(axis=1)).max() < 0.035
    assert 0.5 < found.judge_wins.mean() < 0.9
    np.testing.assert_array_equal(found.judge_wins, random_duels(table, seed=1).judge_wins)
    assert (found.judge_wins != random_duels(table, seed=2).judge_wins).any()


def test_an_expert_drawn_at_random_needs_a_third_to_be_held_against():
    """Of three, one is left out and one drawn. Where the third is missing, or unsure, nothing is compared."""
    table = np.array([[0.0, 0.0, 0.0], [0.0, 1.0, np.nan], [1.0, 1.0, 1.0]])

    found = random_duels(table, seed=0)

    assert np.isnan(found.judge_wins[:, 2]).all()
    # Item 1: 0 0 1. The third is held beside a 0 against a 0, and loses.
    assert (found.judge_wins[2, 0], found.expert_wins[2, 0]) == (1.0, 0.0)
    # Item 2: 0 1 1. The first is held beside a 1 against a 1, and loses.
    assert (found.judge_wins[0, 1], found.expert_wins[0, 1]) == (1.0, 0.0)


def test_a_clone_of_an_expert_replaces_and_a_contrarian_does_not():
    """The share of rejected tests, 1 and 0, at 100 items and experts right in 90 % (seed 8)."""
    rng = np.random.default_rng(8)
    truth = rng.integers(0, 2, 100).astype(float)
    experts = np.where(rng.random((3, 100)) < 0.9, truth, 1 - truth)

    alike, contrary = (spread(duels(experts, j).differences).p(0.2) for j in (truth, 1 - truth))

    assert winning_rate(alike) == 1.0
    assert winning_rate(contrary) == 0.0


def test_benjamini_and_yekutieli_over_the_experts():
    """1 + 1/2 + 1/3 = 11/6; .05 / (3 x 11/6) = .00909 for the smallest of three, a test not made does not count."""
    assert rejected(np.array([0.009, 0.9, 0.9])).tolist() == [True, False, False]
    assert rejected(np.array([0.0092, 0.9, 0.9])).tolist() == [False, False, False]
    assert winning_rate(np.array([0.0092, np.nan, np.nan, 0.9])) == 0.5


def test_what_is_no_epsilon_and_no_judge_is_refused():
    """Before anything is computed."""
    with pytest.raises(InputError, match="epsilon is from 0 to below 1"):
        spread(np.zeros((1, 30))).p(1.0)
    with pytest.raises(InputError, match="the judge rated 29 items, the experts 30"):
        duels(np.zeros((3, 30)), np.zeros(29))
