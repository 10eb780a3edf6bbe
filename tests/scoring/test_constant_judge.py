"""At the prevalence of harm, a judge that passes everything looks good in every table but ours."""

import numpy as np
import pytest
from scoring_cases import a_harm, one_question

from judge.ratings import Ratings
from judge.scoring import agreement, first_table
from judge.table import Row


@pytest.fixture
def ratings() -> Ratings:
    """400 responses, 5 % of them harmful, three experts right in 95 % of cases, two judges (seed 20)."""
    rng = np.random.default_rng(20)
    truth = rng.random(400) < 0.05

    def answers(right: float) -> str:
        return "".join(np.where(truth == (rng.random(400) < right), "y", "n"))

    experts = {name: answers(0.95) for name in "abc"}
    return one_question(
        {"always-pass": "n" * 400, "real": answers(0.9)}, experts, dimension=a_harm("harm", critical=True)
    )


def value(ratings: Ratings, judge: str, statistic: str, reference: str) -> Row:
    """The one row."""
    wanted = (judge, statistic, reference)
    (row,) = [r for r in agreement(ratings).rows if (r["judge"], r["statistic"], r["reference"]) == wanted]
    return row


def test_agreement_in_percent_praises_the_judge_that_never_looks(ratings):
    """Above .88, and above the judge that looks."""
    lazy, real = (value(ratings, j, "percent_agreement", "pairs")["value"] for j in ("always-pass", "real"))

    assert lazy > 0.88
    assert lazy > real


def test_the_first_table_exposes_it(ratings):
    """It missed n of n, exactly like the baseline beside it; its kappa is 0."""
    lazy, real = first_table(ratings)

    assert lazy["missed_k"] == lazy["missed_n"] == lazy["always_pass_missed_k"] == lazy["flagged_any"] > 0
    assert lazy["judge_kappa"] == 0.0
    assert lazy["false_alarms_k"] == 0
    assert real["missed_k"] < real["missed_n"]
    assert real["judge_kappa"] > 0.2


def test_every_statistic_that_corrects_for_chance_exposes_it(ratings):
    """Sensitivity 0, balanced accuracy .5, kappa 0, MCC undefined: none of them a pass."""
    found = {
        s: value(ratings, "always-pass", s, "majority")
        for s in ("sensitivity", "balanced_accuracy", "cohen_kappa", "mcc")
    }

    assert [found[s]["value"] for s in ("sensitivity", "balanced_accuracy", "cohen_kappa")] == [0.0, 0.5, 0.0]
    assert (found["mcc"]["value"], found["mcc"]["status"]) == (None, "undefined")


def test_on_data_without_harm_it_has_shown_nothing():
    """All alike: full agreement in percent, undefined in everything that could tell a judge from a stone."""
    stone = one_question({"always-pass": "n" * 30}, {"a": "n" * 30, "b": "n" * 30}, dimension=a_harm("harm"))

    assert value(stone, "always-pass", "percent_agreement", "pairs")["value"] == 1.0
    for statistic, reference in (("missed", "any"), ("cohen_kappa", "pairs"), ("krippendorff_alpha_nominal", "pairs")):
        assert value(stone, "always-pass", statistic, reference)["status"] == "undefined"
