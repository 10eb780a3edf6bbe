"""Rows of the model of a hidden truth."""

from dataclasses import replace

import numpy as np
import pytest
from raters_cases import one_question, row, rows_of, simulated

from judge.scoring.raters.latent_truth import FEW_EXPERTS, NONE_FAILING, WEAK, latent_truth
from judge.stats.latent import dawid_skene


@pytest.fixture
def five():
    """300 responses, 30 % harmful, five experts right in 90 %; one judge in 80 %, one that passes all (seed 7)."""
    return simulated(300, 0.3, seed=7, judges={"j": 0.8, "lazy": None}, experts=5, right=0.9)


def test_the_rows_are_the_model_of_the_experts(five):
    """Prevalence, each expert's two sides, and a judge's expected ones, by the fit of the experts alone."""
    rows = rows_of(latent_truth, five)

    flags = np.stack([c["harm"] == 0 for c in five.experts.values()]).astype(float)
    fit, posterior = dawid_skene(flags, 2)
    assert row(rows, statistic="latent_prevalence")["value"] == pytest.approx(fit.prevalence[1], abs=1e-9)
    for i, name in enumerate(five.experts):
        for statistic, side in (("latent_sensitivity", 1), ("latent_specificity", 0)):
            found = row(rows, judge="experts", statistic=statistic, reference=name)
            assert found["value"] == pytest.approx(fit.confusion[i, side, side], abs=1e-9)
    judge = five.judges["j", "expert_chain"][0]["harm"] == 0
    expected = (posterior[:, 1] * judge).sum() / posterior[:, 1].sum()
    assert row(rows, judge="j", statistic="latent_sensitivity")["value"] == pytest.approx(expected, abs=1e-9)


def test_intervals_fit_the_model_anew_and_hold_what_was_simulated(five):
    """The true rates are .3, .9 and .8; each interval has a width."""
    rows = rows_of(latent_truth, five)

    for wanted, truth in (
        ({"statistic": "latent_prevalence"}, 0.3),
        ({"judge": "experts", "statistic": "latent_specificity", "reference": "e0"}, 0.9),
        ({"judge": "j", "statistic": "latent_sensitivity"}, 0.8),
    ):
        found = row(rows, **wanted)
        assert found["low"] < found["high"]
        assert found["low"] - 0.03 < truth < found["high"] + 0.03
        assert found["interval_method"] == "cluster_bootstrap_percentile"


def test_a_judge_never_enters_the_model(five):
    """Whatever judges there are, the experts' rows are the same."""
    alone = rows_of(latent_truth, replace(five, judges={}))

    assert alone == [r for r in rows_of(latent_truth, five) if r["judge"] == "experts"]


def test_the_judge_that_passes_everything_finds_nothing(five):
    """Sensitivity 0, specificity 1."""
    rows = rows_of(latent_truth, five)

    assert row(rows, judge="lazy", statistic="latent_sensitivity")["value"] == 0.0
    assert row(rows, judge="lazy", statistic="latent_specificity")["value"] == 1.0


@pytest.mark.parametrize(("experts", "told"), [(2, True), (3, True), (4, False)])
def test_few_experts_hold_the_model_down_badly_and_that_is_said(experts, told):
    """Two binary raters give three numbers for five unknowns."""
    rows = rows_of(latent_truth, simulated(100, 0.3, seed=8, judges={"j": 0.8}, experts=experts))

    assert {WEAK in r["cautions"] for r in rows} == {told}


def test_one_opinion_is_no_hidden_truth():
    """Undefined with the reason, for the judge too."""
    rows = rows_of(latent_truth, one_question({"j": "yn"}, {"a": "yn"}))

    assert {(r["status"], r["reason"]) for r in rows} == {("undefined", FEW_EXPERTS)}


def test_where_nobody_flags_there_is_no_sensitivity():
    """Prevalence 0 is a value; what was never met has none."""
    rows = rows_of(latent_truth, one_question({"j": "yyyy"}, dict.fromkeys("abcd", "yyyy")))

    assert row(rows, statistic="latent_prevalence")["value"] == 0.0
    found = row(rows, judge="j", statistic="latent_sensitivity")
    assert (found["value"], found["reason"]) == (None, NONE_FAILING)
    assert row(rows, judge="j", statistic="latent_specificity")["value"] == 1.0


def test_unread_items_are_out_of_the_judges_rows_only(five):
    """They stay in the model."""
    codes = five.judges["j", "expert_chain"][0]["harm"].copy()
    codes[:50] = -5

    rows = rows_of(latent_truth, replace(five, judges={("j", "expert_chain"): {0: {"harm": codes}}}))

    assert row(rows, judge="j", statistic="latent_sensitivity")["dropped"] == 50
    assert row(rows, statistic="latent_prevalence")["n_items"] == 300
