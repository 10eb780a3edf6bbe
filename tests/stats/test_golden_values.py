"""Statistics against numbers printed by others; `golden` says by whom."""

from collections import Counter

import golden
import numpy as np
import pytest
from stats_cases import of_codes, two_raters

from judge.stats import STATISTICS, multiplicity
from judge.stats import standard_errors as errors
from judge.stats.flags import table_of
from judge.stats.group import Layout, cells, coincidences
from judge.stats.intervals import clopper_pearson, wilson
from judge.stats.metrics import WEIGHTS
from judge.stats.panel import FLAG, PAIR, alphas, group_statistics
from judge.stats.resampling import Plan, Sums
from judge.stats.sampled import Sampled

EXACT = 1e-12
"""Of what we hold with all its digits."""
PRINTED = 1e-11
"""Of what stands in twelve digits."""
PANEL = {
    "identity": {
        "krippendorff_alpha": "krippendorff_alpha_nominal",
        **{name: name for name in ("gwet_ac1", "fleiss_kappa", "conger_kappa", "brennan_prediger")},
    },
    "quadratic": {
        "krippendorff_alpha": "krippendorff_alpha_interval",
        "gwet_ac1": "gwet_ac2_quadratic",
        "fleiss_kappa": "fleiss_kappa_quadratic",
    },
    "ordinal_weights": {},
    "linear": {},
}
"""What the panel calls a weighted coefficient, of those it has."""


@pytest.mark.parametrize(("ratings", "metric", "value"), golden.ALPHAS)
def test_alpha_is_the_published_one(ratings, metric, value):
    """Of an array, and of the sums that are resampled: missing ratings and any number of raters included."""
    codes, answers = of_codes(ratings)
    of_sums = alphas([metric], answers)[f"krippendorff_alpha_{metric}"].number
    sums = coincidences(codes, len(answers)).sum(axis=0).reshape(len(answers), len(answers))

    assert STATISTICS[f"krippendorff_alpha_{metric}"](ratings).value == pytest.approx(value, abs=EXACT)
    assert float(of_sums(sums)) == pytest.approx(value, abs=EXACT)


@pytest.mark.parametrize(("ratings", "weights", "name", "value"), golden.GWET)
def test_several_raters_agree_as_gwet_has_it(ratings, weights, name, value):
    """All five coefficients, plain and with three kinds of weights."""
    codes, answers = of_codes(ratings)
    given = WEIGHTS[weights](len(answers))

    of = errors.krippendorff_alpha if name == "krippendorff_alpha" else errors.of_group
    found = of(*([] if name == "krippendorff_alpha" else [name]), codes, len(answers), weights=given)
    assert found.value == pytest.approx(value, abs=PRINTED)


OF_THE_PANEL = [
    (ratings, PANEL[weights][name], value) for ratings, weights, name, value in golden.GWET if name in PANEL[weights]
]


@pytest.mark.parametrize(("ratings", "name", "value"), OF_THE_PANEL)
def test_the_sums_that_are_resampled_give_gwets_numbers_too(ratings, name, value):
    """The panel's own functions; alpha by the metric that the weights stand for."""
    codes, answers = of_codes(ratings)
    named = group_statistics(Layout(len(codes), len(answers)), ordered=True)
    sums = cells(codes, len(answers)).sum(axis=0)
    if name.startswith("krippendorff"):
        named = alphas(["nominal", "interval"])
        sums = coincidences(codes, len(answers)).sum(axis=0).reshape(len(answers), -1)

    assert float(named[name].number(sums)) == pytest.approx(value, abs=PRINTED)


@pytest.mark.parametrize(("ratings", "name", "error", "low", "high"), golden.GWET_ERRORS)
def test_their_errors_and_intervals_are_gwets(ratings, name, error, low, high):
    """Linearised over items, with t and cut at 1."""
    codes, answers = of_codes(ratings)

    if name == "krippendorff_alpha":
        found = errors.krippendorff_alpha(codes, len(answers))
    else:
        found = errors.of_group(name, codes, len(answers))
    assert (found.error, found.low, found.high) == pytest.approx((error, low, high), abs=PRINTED)


@pytest.mark.parametrize(("name", "value"), golden.GWET_ABSTRACTORS.items())
def test_two_abstractors_agree_as_gwet_has_it(name, value):
    """Three answers, a hundred records."""
    assert STATISTICS[name](two_raters(golden.ABSTRACTORS)).value == pytest.approx(value, abs=EXACT)


@pytest.mark.parametrize(("name", "value"), golden.FLEISS_VALUES.items())
def test_fleiss_and_randolph_of_fourteen_raters(name, value):
    """From how many gave each answer: who gave it does not matter to either."""
    codes = np.array([np.repeat(np.arange(5), row) for row in golden.FLEISS_WIKIPEDIA]).T

    sums = cells(codes, 5).sum(axis=0)
    assert float(group_statistics(Layout(14, 5))[name].number(sums)) == pytest.approx(value, abs=EXACT)


@pytest.mark.parametrize(("table", "values"), golden.TWO_BY_TWO)
def test_a_two_by_two_table_gives_its_published_coefficients(table, values):
    """The same 85 % of agreement is a kappa of .70 or of .32: prevalence decides. The first answer is flagged here."""
    first, second = 1 - two_raters(table)
    flags = np.bincount(table_of(first.astype(float), second.astype(float)), minlength=6).reshape(2, 3)

    for name, value in zip(golden.TWO_BY_TWO_COLUMNS, values, strict=True):
        if name == "bias_index":  # ours is positive for a stricter second rater, Byrt's for a stricter first
            assert -float(FLAG[name].number(flags)) == pytest.approx(value, abs=EXACT)
        elif name == "prevalence_index":
            assert float(FLAG[name].number(flags)) == pytest.approx(value, abs=EXACT)
        else:
            assert STATISTICS[name]([first, second]).value == pytest.approx(value, abs=EXACT), name
    assert float(FLAG["pabak"].number(flags)) == pytest.approx(values[5], abs=EXACT)


@pytest.mark.parametrize(("table", "positive", "negative"), golden.SPECIFIC_AGREEMENTS)
def test_specific_agreement_tells_the_rare_answer_apart(table, positive, negative):
    """What .85 of agreement hides."""
    ratings = 1 - two_raters(table)

    assert STATISTICS["positive_agreement"](ratings).value == pytest.approx(positive, abs=1e-9)
    assert STATISTICS["negative_agreement"](ratings).value == pytest.approx(negative, abs=1e-9)


def test_the_error_of_kappa_is_that_of_fleiss_cohen_and_everitt():
    """Fifty items: a kappa of .4 is anything from .15 to .65."""
    table, error, low, high = golden.KAPPA_ERROR

    found = errors.cohen_kappa(table)
    assert (found.error, found.low, found.high) == pytest.approx((error, low, high), abs=EXACT)


@pytest.mark.parametrize(("name", "value"), golden.WEIGHTED_KAPPAS.items())
def test_kappa_of_three_classes_is_scikit_learns(name, value):
    """Four times 1 against 0, one step apart: the less a step counts, the higher."""
    assert STATISTICS[name](golden.WEIGHTED_KAPPA).value == pytest.approx(value, abs=EXACT)


@pytest.mark.parametrize(("k", "n", "score", "exact"), golden.NEWCOMBE_1998)
def test_newcombes_intervals_of_a_share(k, n, score, exact):
    """Wilson's and the exact one."""
    assert wilson(k, n) == pytest.approx(score, abs=EXACT)
    assert clopper_pearson(k, n) == pytest.approx(exact, abs=EXACT)


@pytest.mark.parametrize(("n", "bound"), golden.NONE_OF.items())
def test_none_missed_bounds_little_where_few_were_flagged(n, bound):
    """The upper end of an exact 90 % interval is the one-sided 95 % bound."""
    assert clopper_pearson(0, n, level=0.9)[1] == pytest.approx(bound, abs=5e-5)
    assert clopper_pearson(0, n, level=0.9)[1] == pytest.approx(1 - 0.05 ** (1 / n), abs=EXACT)


@pytest.mark.parametrize(("name", "values"), golden.FIRST_NINE_ADJUSTED.items())
def test_the_published_p_values_are_adjusted_as_published(name, values):
    """Three are left by Holm and by Benjamini and Yekutieli, four by Benjamini and Hochberg; three by Bonferroni."""
    p_values = golden.BENJAMINI_HOCHBERG_1995
    adjusted = multiplicity.ADJUSTMENTS[name](p_values)

    assert adjusted[:9] == pytest.approx(values, abs=1e-9)
    assert int((adjusted <= 0.05).sum()) == {"holm": 3, "bh": 4, "by": 3}[name]
    # Holm is Bonferroni with one test less at each step, so both take the first three: .0019 x 15 <= .05 < .0095 x 15.
    assert Counter(min(1.0, 15 * p) <= 0.05 for p in p_values)[True] == 3


def test_the_errors_of_alpha_are_those_of_their_definitions():
    """The item with one rating was drawn too, so there are twelve."""
    codes, answers = of_codes(golden.KRIPPENDORFF_2011_C)
    per_item = coincidences(codes, len(answers))
    infinitesimal, delete_one = golden.ALPHA_ERRORS

    table = per_item.reshape(-1, len(answers), len(answers))
    assert errors.infinitesimal_jackknife(table) == pytest.approx(infinitesimal, abs=PRINTED)
    alpha = alphas(["nominal"])["krippendorff_alpha_nominal"].number
    sampled = Sampled.of(Sums.of(per_item, Plan(12, 2)), lambda s: alpha(s.reshape(*s.shape[:-1], 5, 5)))
    assert errors.jackknife(sampled).error == pytest.approx(delete_one, abs=PRINTED)


@pytest.mark.parametrize(("corrected", "error"), golden.CLUSTERED_ERRORS.items())
def test_the_clustered_error_of_a_mean_is_millers(corrected, error):
    """Deviations add up to .2, -.2, .2 and -.2: the root of .16 over 10; corrected times the root of 4/3."""
    found = errors.clustered_mean(*golden.CLUSTERED, corrected=corrected)

    assert found.value == pytest.approx(0.6, abs=EXACT)
    assert found.error == pytest.approx(error, abs=EXACT)


def test_the_error_of_a_mean_of_items_on_their_own():
    """Every score is a cluster: the binomial formula."""
    found = errors.clustered_mean(golden.CLUSTERED[0], range(10), corrected=False)

    assert found.error == pytest.approx(golden.ITEM_ERROR, abs=EXACT)


def test_balanced_accuracy_and_mcc_are_scikit_learns_examples():
    """Class 0: 3 of 4 found, class 1: 1 of 2: (.75 + .5) / 2 = .625. MCC: (2*0 - 1*1) / sqrt(3*3*1*1) = -1/3."""
    assert STATISTICS["balanced_accuracy"]([[0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 1]]).value == 0.625
    assert STATISTICS["mcc"]([[1, 1, 1, -1], [1, -1, 1, 1]]).value == pytest.approx(-1 / 3, abs=EXACT)


def test_a_judge_against_people_gives_the_worked_confusion_counts():
    """120 items: 40 failing (judge 30, misses 10), 80 passing (judge 78, 2 alarms). Kappa .763 as published."""
    pair = two_raters([[78, 2], [10, 30]])

    found = {name: STATISTICS[name](pair).value for name in ("sensitivity", "specificity", "missed", "false_alarms")}
    assert found == {"sensitivity": 30 / 40, "specificity": 78 / 80, "missed": 10 / 40, "false_alarms": 2 / 80}
    assert STATISTICS["cohen_kappa"](pair).value == pytest.approx(0.763157894737, abs=EXACT)
    assert STATISTICS["f1"](pair).value == 60 / 72  # 2*30 / (2*30 + 10 + 2)


def test_every_two_rater_coefficient_of_the_panel_has_a_published_number():
    """Whoever adds one brings the number with it."""
    held = {*golden.TWO_BY_TWO_COLUMNS, *golden.WEIGHTED_KAPPAS, *golden.GWET_ABSTRACTORS}

    assert set(PAIR) <= held
