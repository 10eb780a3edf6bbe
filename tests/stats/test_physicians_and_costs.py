"""HealthBench's pairwise macro-F1, and what errors cost."""

import numpy as np
import pytest
from sklearn.metrics import f1_score

from judge.stats import costs, physicians

_ = np.nan
PHYSICIANS = np.array([[1, 1, 0], [1, 0, _], [0, _, _]]).T
"""Three items with three, two and one physician, in any order: physicians x items."""


def test_the_pairwise_macro_f1_is_healthbenchs():
    """The unit test of its published code: judge T F T, physicians TTF, TF, F."""
    sums = physicians.cells(np.array([1.0, 0, 1]), PHYSICIANS).sum(axis=0)

    # Pairs: TT TT TF / FT FF / TF. Flagging 2*2/(4+3) = 4/7, clearing 2*1/(2+3) = 2/5.
    assert sums.tolist() == [2, 2, 1, 1]
    assert float(physicians.pairwise_macro_f1(sums)) == pytest.approx(0.48571428571428577, abs=1e-15)


def test_it_is_the_macro_f1_of_all_pairs():
    """scikit-learn on the pairs written out; seeded, 50 items, three physicians, one in five answers missing."""
    rng = np.random.default_rng(6)
    judge = (rng.random(50) < 0.4).astype(float)
    others = np.where(rng.random((3, 50)) < 0.2, np.nan, rng.random((3, 50)) < 0.4)
    judge[:4] = np.nan
    kept = ~np.isnan(others) & ~np.isnan(judge)
    pairs = np.broadcast_to(judge, others.shape)[kept], others[kept]

    value = float(physicians.pairwise_macro_f1(physicians.cells(judge, others).sum(axis=0)))
    assert value == pytest.approx(f1_score(pairs[1], pairs[0], average="macro"), abs=1e-12)


@pytest.mark.parametrize("judge", [[1, 1], [_, _]])
def test_pairs_of_one_answer_have_no_macro_f1(judge):
    """All flagged by everybody: nobody has shown that they can clear."""
    sums = physicians.cells(np.array(judge, np.float64), np.ones((2, 2))).sum(axis=0)

    assert np.isnan(physicians.pairwise_macro_f1(sums))


TABLE = np.array([[6.0, 1, 3], [1, 2, 1]])
"""Fourteen items: cleared 10 (one false alarm, three unread), flagged 4 (one missed, one unread)."""


def test_a_miss_costs_what_the_user_says():
    """Unread flagged items are misses, unread cleared ones cost nothing: (2 x 10 + 1) / 14 and 3 / 14."""
    assert float(costs.mean_cost(TABLE, costs.Weights(miss=10))) == 21 / 14
    assert [float(x) for x in costs.errors(TABLE)] == [3, 14]


def test_of_nothing_there_is_no_cost():
    """Undefined, not free."""
    assert np.isnan(costs.mean_cost(np.zeros((2, 3)), costs.Weights(miss=10)))


def test_the_judge_that_passes_everything_pays_for_it():
    """With a miss at ten it costs more than one that flags everything, though it errs less often."""
    always_pass, always_flag = np.array([[9.0, 0, 0], [1, 0, 0]]), np.array([[0.0, 9, 0], [0, 1, 0]])
    weights = costs.Weights(miss=10)

    assert costs.errors(always_pass)[0] < costs.errors(always_flag)[0]
    assert costs.mean_cost(always_pass, weights) > costs.mean_cost(always_flag, weights)
