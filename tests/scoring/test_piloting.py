"""Plans made of a run's own labels."""

from dataclasses import replace

import numpy as np
import pytest
from scoring_cases import one_question, units_of

from judge.errors import InputError
from judge.scoring.coding import code
from judge.scoring.plans.piloting import NO_ALPHA, pilot_rows
from judge.scoring.plans.planned import Conditions, bound_row, named, power_row, precision_rows, reliability_row
from judge.scoring.study import studies
from judge.stats.estimate import NO_FLAG
from judge.stats.planning import noise_share, resemblance
from judge.stats.precision import Quality


def planned(ratings, **options):
    (study,) = studies(code(ratings), replicates=1)
    return pilot_rows(study, 0.1, **options)


def test_prevalence_and_quality_are_the_runs_own_but_never_perfect():
    """10 flagged of 40, none missed, three false alarms: (k + 1)/(n + 2)."""
    experts = {"a": "n" * 10 + "y" * 30, "b": "n" * 9 + "y" * 31}
    word = "n" * 13 + "y" * 27

    rows = planned(one_question({"J": word}, {"a": experts["a"]}), statistics=["sensitivity"])

    row = rows[0]
    assert (row["judge"], row["statistic"]) == ("J", "sensitivity")
    assert (row["prevalence"], row["sensitivity"]) == (11 / 42, 11 / 12)
    assert row["specificity"] == 28 / 32
    assert row["items"] == next(precision_rows(Quality(11 / 42, 11 / 12, 28 / 32), 0.1, ["sensitivity"]))["items"]
    assert rows[-1]["reason"] == NO_ALPHA  # one expert


def test_items_of_one_conversation_cost_more():
    """Errors that come in pairs: a design effect of two, and half as many conversations as items."""
    units = {k: replace(u, scenario_id=f"s{i // 2}") for i, (k, u) in enumerate(units_of(40).items())}
    truth, word = "nn" * 8 + "yy" * 12, "nnnnyynnnnnnnnyy" + "yynnyyyy" * 3

    paired = planned(one_question({"J": word}, {"a": truth}, units=units), statistics=["kappa"])[0]
    alone = planned(one_question({"J": word}, {"a": truth}), statistics=["kappa"])[0]

    assert (paired["icc"], paired["items_per_conversation"]) == (1.0, 2.0)
    assert paired["items"] == pytest.approx(2 * alone["items"], abs=1)
    assert (paired["design_effect"], alone["design_effect"]) == (2.0, 1.0)
    assert paired["conversations"] == -(-paired["items"] // 2)


def test_a_judge_that_wavers_is_planned_for_with_repeats():
    """Half of its errors come from asking again: three repeats save a third of the items, at more judgments."""
    rng = np.random.default_rng(3)
    truth = np.array(list("n" * 30 + "y" * 70))
    turned = np.where(truth == "n", "y", "n")
    repeats = ["".join(np.where(rng.random(100) < 0.15, turned, truth)) for _ in range(3)]

    once, often = planned(one_question({"J": repeats}, {"a": "".join(truth)}), statistics=["kappa"])[:2]

    assert (once["repeats"], often["repeats"]) == (1, 3)
    assert often["items"] < once["items"] < often["judgments"]
    assert once["noise"] > 0.5


def test_experts_have_a_plan_of_their_own():
    """Three experts of this run; or as many as are wished for."""
    experts = {"a": "nnnnyyyyyy", "b": "nnnyyyyyyy", "c": "nnnnnyyyyy"}

    row = planned(one_question({"J": "nnnnyyyyyy"}, experts))[-1]
    five = planned(one_question({"J": "nnnnyyyyyy"}, experts), experts=5)[-1]

    assert (row["judge"], row["statistic"], row["experts"]) == ("experts", "experts_alpha", 3)
    assert five["experts"] == 5
    assert five["reliability"] > row["reliability"]
    assert five["items"] < row["items"]


def test_what_a_pilot_cannot_tell_is_undefined_with_its_reason():
    """Nothing flagged: nobody knows how sensitive the judge is."""
    (row, _) = planned(one_question({"J": "yyny"}, {"a": "yyyy"}))

    assert (row["statistic"], row["status"], row["reason"]) == (None, "undefined", NO_FLAG)


def test_resemblance_and_noise_by_hand():
    """Nobody alike, everybody alike, and nothing that varies."""
    two = np.array([0, 0, 1, 1])

    assert resemblance(np.array([1.0, 0, 1, 0]), two) == (0.0, 2.0)
    assert resemblance(np.array([1.0, 1, 0, 0]), two) == (1.0, 2.0)
    assert resemblance(np.array([1.0, 1, 1, 1]), two) == (0.0, 2.0)
    assert resemblance(np.array([1.0, 0, 0]), np.arange(3)) == (0.0, 1.0)
    assert resemblance(np.array([]), np.array([], int)) == (0.0, 1.0)
    # Sizes 3 and 1: (9 + 1) / 4.
    assert resemblance(np.array([1.0, 0, 1, 0]), np.array([0, 0, 0, 1]))[1] == 2.5
    assert noise_share(np.array([[1.0, 0], [1, 0]])) == 0.0
    assert noise_share(np.array([[1.0, 0]])) == 0.0
    assert noise_share(np.array([[1.0, 1], [1, 1]])) == 0.0


def test_rows_of_plans_count_conversations_repeats_and_flagged_items():
    """626 items for a power of 80 %; with a design effect of 1.3, 814 in 407 conversations."""
    plain = power_row(0.05, 0.2)
    clustered = power_row(0.05, 0.2, conditions=Conditions(size=2, icc=0.3))

    assert (plain["items"], round(plain["power"], 2)) == (626, 0.8)
    assert (clustered["items"], clustered["conversations"]) == (814, 407)
    assert power_row(0.05, 0.2, items=626)["power"] == plain["power"]
    assert bound_row(0.05)["flagged"] == 59
    assert bound_row(0.05)["items"] is None
    assert (bound_row(0.05, 0.1)["items"], bound_row(0.05, 0.1, Conditions(size=2, icc=1.0))["flagged"]) == (590, 118)
    assert reliability_row(0.9, 0.6)["experts"] == 6


def test_a_statistic_nobody_plans_for_is_refused_with_the_nearest_one():
    """Short names are understood."""
    assert named(["kappa", "alpha", "ac1", "mcc"])[0] == "cohen_kappa"
    with pytest.raises(InputError, match="no plan for the statistic 'kapa'"):
        named(["kapa"])
