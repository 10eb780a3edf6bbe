"""Planning: the table of items, the rule of three, McNemar's power, repeats and experts."""

import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from judge.errors import InputError
from judge.stats import planning, precision
from judge.stats.planning import (
    bound_of,
    design_effect,
    experts_for_reliability,
    items_for_bound,
    items_for_power,
    items_for_scores,
    panel_reliability,
    power_of,
    repeats_effect,
)
from judge.stats.precision import (
    PLANNED,
    Quality,
    expected,
    item_variance,
    items_for_experts_alpha,
    items_for_half_width,
)

NAMES = [
    "cohen_kappa", "krippendorff_alpha_nominal", "gwet_ac1", "mcc", "sensitivity", "specificity", "balanced_accuracy"
]  # fmt: skip
# Items for a half-width of 0.10 and of 0.05, a judge of sensitivity and specificity 0.9: delta method, checked by its
# author against simulation.
ITEMS = {
    0.5: [(139, 554), (139, 554), (139, 554), (139, 554), (70, 277), (70, 277), (35, 139)],
    0.2: [(261, 1043), (269, 1074), (96, 381), (234, 934), (173, 692), (44, 173), (55, 217)],
    0.1: [(499, 1994), (538, 2149), (72, 286), (397, 1587), (346, 1383), (39, 154), (97, 385)],
    0.05: [(775, 3100), (882, 3525), (61, 243), (597, 2385), (692, 2766), (37, 146), (182, 728)],
}
SHARE = st.floats(0.02, 0.98)


@pytest.mark.parametrize("prevalence", ITEMS)
def test_the_table_of_items_is_reproduced_exactly(prevalence):
    """Seven statistics, two widths."""
    quality = Quality(prevalence, 0.9, 0.9)

    found = [tuple(items_for_half_width(name, quality, half) for half in (0.1, 0.05)) for name in NAMES]

    assert found == ITEMS[prevalence]


@pytest.mark.parametrize("name", ["cohen_kappa", "mcc", "balanced_accuracy", "gwet_ac1", "krippendorff_alpha_nominal"])
def test_the_variance_of_an_item_is_what_a_simulation_gives(name):
    """4,000 data sets of 1,000 items at prevalence 0.2, sensitivity 0.8, specificity 0.9; seed 1."""
    quality = Quality(0.2, 0.8, 0.9)
    tables = np.random.default_rng(1).multinomial(1000, quality.shares, 4000) / 1000

    simulated = np.var([PLANNED[name](row.astype(complex)).real for row in tables]) * 1000

    # The standard error of a variance of 4,000 is 2.2 % of it.
    assert simulated == pytest.approx(item_variance(name, quality), rel=0.08)


@given(SHARE, SHARE, SHARE)
def test_more_precision_never_costs_fewer_items(prevalence, sensitivity, specificity):
    """Half the width is four times the items, but for rounding up; a design effect multiplies."""
    quality = Quality(prevalence, sensitivity, specificity)

    for name in ("sensitivity", "specificity", "cohen_kappa"):
        wide, narrow = (items_for_half_width(name, quality, half) for half in (0.1, 0.05))
        assert 4 * (wide - 1) <= narrow <= 4 * wide
        assert items_for_half_width(name, quality, 0.1, effect=2) >= wide


@given(SHARE, SHARE, SHARE)
def test_turning_flagged_and_cleared_round_changes_kappa_and_mcc_not_at_all(prevalence, sensitivity, specificity):
    """What was sensitivity is specificity then."""
    quality, turned = Quality(prevalence, sensitivity, specificity), Quality(1 - prevalence, specificity, sensitivity)

    for name, other in (("cohen_kappa",) * 2, ("mcc",) * 2, ("gwet_ac1",) * 2, ("sensitivity", "specificity")):
        assert expected(name, quality) == pytest.approx(expected(other, turned), abs=1e-9)
        assert item_variance(name, quality) == pytest.approx(item_variance(other, turned), rel=1e-6, abs=1e-9)


def test_nothing_missed_of_so_many_bounds_misses():
    """1 - 0.05^(1/n), as printed; 59 of them for 5 %; and 58 are not enough."""
    assert [round(bound_of(n), 5) for n in (30, 100, 300, 1000)] == [0.09503, 0.02951, 0.00994, 0.00299]
    assert items_for_bound(0.05) == 59
    assert bound_of(59) <= 0.05 < bound_of(58)
    assert bound_of(0) == 1.0


@pytest.mark.parametrize(
    ("discordance", "difference", "items"),
    [(0.1, 0.02, 1960), (0.1, 0.03, 870), (0.1, 0.05, 312), (0.2, 0.03, 1742), (0.2, 0.05, 626), (0.2, 0.1, 155)],
)
def test_mcnemars_sample_sizes_are_connors(discordance, difference, items):
    """80 % power at 5 %; and the power of so many is 80 % again, of one fewer not."""
    assert items_for_power(difference, discordance) == items
    assert items_for_power(-difference, discordance) == items
    assert power_of(items, difference, discordance) >= 0.8 > power_of(items - 1, difference, discordance)


def test_repeats_save_what_asking_again_adds_and_no_more():
    """Miller (2024), section 5: differences of 0.03, variance 1/9 over items and 1/6 within, twice."""
    once, often = (items_for_scores(0.03, 1 / 9, (1 / 6, k), (1 / 6, k)) for k in (1, 10**9))

    # (1.96 + 0.8416)^2 = 7.8489; x (1/9 + 1/3) / 0.0009 = 3876.0; without the noise 969 questions.
    assert (once, often) == (3876, 969)
    assert [repeats_effect(k, 0.4) for k in (1, 2, 4)] == pytest.approx([1.0, 0.8, 0.7])


def test_items_of_one_conversation_count_less():
    """Nine turns with a correlation of 0.3: 3.4 times as many."""
    assert design_effect(9, 0.3) == pytest.approx(3.4)
    assert design_effect(1, 0.9) == 1
    assert design_effect(5, 0.0) == 1


@given(st.integers(2, 30), st.floats(0.05, 0.95))
def test_so_many_experts_as_a_reliability_needs_reach_it(experts, alpha):
    """Spearman-Brown there and back."""
    needed = experts_for_reliability(panel_reliability(experts, alpha), alpha)

    assert needed == experts


def test_more_experts_narrow_alpha_less_than_more_items():
    """At prevalence 0.1 and alpha 0.6: ten experts instead of two save two thirds of the items, not four fifths."""
    needed = [items_for_experts_alpha(n, 0.6, 0.1, 0.1) for n in (2, 3, 5, 10)]

    assert needed == sorted(needed, reverse=True)
    assert needed[0] / needed[-1] < 5


def test_two_experts_whose_errors_are_symmetrical_need_what_two_raters_need():
    """Beta-binomial of two is one table of four cells: alpha's variance by hand from its shares."""
    prevalence, alpha = 0.3, 0.5
    # P(both flag) = p^2 + alpha p (1 - p), P(they differ) = 2 p (1 - p) (1 - alpha)
    differ = 2 * prevalence * 0.7 * 0.5
    both = 0.09 + 0.5 * 0.21
    tables = np.random.default_rng(2).multinomial(2000, [1 - differ - both, differ, both], 4000) / 2000
    share = tables[:, 1] / 2 + tables[:, 2]
    simulated = np.var(1 - tables[:, 1] / (2 * share * (1 - share))) * 2000

    needed = items_for_experts_alpha(2, alpha, prevalence, 0.05)

    assert needed == pytest.approx(1.959963984540054**2 * simulated / 0.05**2, rel=0.08)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Quality(0.0, 0.9, 0.9),
        lambda: Quality(0.1, 1.0, 0.9),
        lambda: Quality(0.1, 0.9, float("nan")),
        lambda: items_for_half_width("sensitivity", Quality(0.1, 0.9, 0.9), 0.0),
        lambda: items_for_bound(1.0),
        lambda: items_for_power(0.3, 0.2),
        lambda: items_for_power(0.0, 0.2),
        lambda: items_for_power(0.1, 0.2, power=1.0),
        lambda: items_for_scores(0.0, 1.0),
        lambda: items_for_scores(0.1, 1.0, (0.1, 0)),
        lambda: design_effect(0.5, 0.1),
        lambda: design_effect(2, 1.5),
        lambda: experts_for_reliability(1.0, 0.5),
        lambda: items_for_experts_alpha(1, 0.5, 0.1, 0.1),
    ],
)
def test_what_cannot_be_planned_is_refused(wrong):
    """With a sentence that names it, never with a number."""
    with pytest.raises(InputError):
        wrong()


@pytest.mark.parametrize("module", [planning, precision], ids=lambda m: m.__name__)
def test_the_examples_in_the_docstrings_are_true(module):
    """Each has some."""
    assert doctest.testmod(module).attempted > 0
    assert doctest.testmod(module).failed == 0
