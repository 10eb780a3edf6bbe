"""Statistics of numbers and of candidates' order are said in both languages, and so is why they have no value."""

import pytest

from judge.scoring.raters import numerics
from judge.stats import degrees, icc, numeric, physicians, rankings
from judge.views.words import CATALOGUE

NAMED = {**degrees.ITEM_ICC, **degrees.ITEM_NUMERIC, **degrees.ITEM_RANKS, **degrees.SYSTEM, **degrees.SYSTEM_ICC}
ELSEWHERE = (
    *("system_pairwise_ranking_accuracy_significant", "system_same_best_probability", "system_same_worst_probability"),
    *("system_spearman_p", "system_kendall_tau_b_p", "healthbench_macro_f1", "harm_weighted_cost", "error_rate"),
)


@pytest.mark.parametrize("module", [degrees, icc, numeric, physicians, rankings, numerics], ids=lambda m: m.__name__)
def test_every_reason_is_said_in_both_languages(module):
    """They are the module's constant sentences: those with a space in them."""
    own = {n: v for n, v in vars(module).items() if n.isupper() and isinstance(v, str) and " " in v}

    assert own
    assert [v for v in own.values() if f"reason.{v}" not in CATALOGUE] == []


def test_every_statistic_has_a_name_in_both_languages():
    """Under each of its names, at both levels."""
    names = [name for statistic in NAMED for name in degrees.names_of(statistic)]

    assert len(names) == 35  # 10 + 5 + 2 over items, 10 + 4 + 4 over candidates
    assert [n for n in (*names, *ELSEWHERE) if f"statistic.{n}" not in CATALOGUE] == []
