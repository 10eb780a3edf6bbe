"""What a judge that passes everything gets at each prevalence, and that nothing of ours calls it good."""

import numpy as np
import pytest
from raters_cases import row, rows_of, simulated

from judge.scoring import agreement
from judge.scoring.raters.replacing import SAYS_NOTHING, replacing
from judge.scoring.raters.softness import AS_NEAR, softness

JUDGES = {"always safe": None, "real": 0.9}

TABLE = {
    # prevalence, judge: omega, rho, p_a, AC1, kappa, balanced accuracy, sensitivity, alpha of experts, with the judge
    (0.05, "always safe"): (1.000, 0.956, 0.943, 0.940, 0.0, 0.5, 0.0, 0.448, 0.282),
    (0.05, "real"): (1.000, 0.914, 0.894, 0.871, 0.413, 0.851, 0.802, 0.448, 0.380),
    (0.20, "always safe"): (0.804, 0.828, 0.796, 0.750, 0.0, 0.5, 0.0, 0.732, 0.431),
    (0.50, "always safe"): (0.000, 0.571, 0.500, 0.200, 0.0, 0.5, 0.0, 0.811, 0.366),
}
"""Simulated once by another program: 400 items, 3 experts right in 95 %, epsilon .2, against the experts' majority."""

SETS = {0.05: 15, 0.20: 80, 0.50: 15}
"""How many data sets of 400 items the share of replaced experts is averaged over: most where it is neither 0 nor 1."""


@pytest.fixture(scope="module")
def replaced():
    """(omega, rho, cautions of omega) of each data set, judge and prevalence; seeds 1, 2, ..."""
    found = {}
    for prevalence, n in SETS.items():
        for seed in range(1, n + 1):
            rows = rows_of(replacing, simulated(400, prevalence, seed=seed, judges=JUDGES), replicates=2)
            for judge in (*JUDGES, "always-pass", "random-expert"):
                omega = row(rows, judge=judge, statistic="alt_test_omega_0.2")
                rho = row(rows, judge=judge, statistic="alt_test_rho")
                found.setdefault((prevalence, judge), []).append((omega["value"], rho["value"], omega["cautions"]))
    return found


@pytest.fixture(scope="module")
def large():
    """The agreement table of 20,000 items at each prevalence, where chance has little room (seed 9)."""
    return {p: agreement(simulated(20_000, p, seed=9, judges=JUDGES, per_cluster=400), replicates=2).rows for p in SETS}


@pytest.mark.parametrize("case", TABLE, ids=str)
def test_the_alternative_annotator_test_as_the_table_has_it(replaced, case):
    """Five standard errors of the mean over the data sets, and half a unit of the last digit."""
    sets = replaced[case]
    for place, expected in enumerate(TABLE[case][:2]):
        values = np.array([s[place] for s in sets])
        reach = 5 * values.std(ddof=1) / np.sqrt(values.size) + 0.0005 + 0.01 * (place == 0)
        assert values.mean() == pytest.approx(expected, abs=reach)


@pytest.mark.parametrize("case", TABLE, ids=str)
def test_every_other_statistic_as_the_table_has_it(large, case):
    """Within .02: the table is of smaller sets; its kappa and alpha have deviations of .01 between runs."""
    prevalence, judge = case
    rows = [r for r in large[prevalence] if r["judge"] == judge]
    experts = row(large[prevalence], judge="experts", statistic="krippendorff_alpha_nominal", reference=None)

    found = [
        row(rows, statistic=name, reference="majority", positive=positive)["value"]
        for name, positive in (
            ("percent_agreement", None),
            ("gwet_ac1", None),
            ("cohen_kappa", None),
            ("balanced_accuracy", "yes"),
            ("sensitivity", "yes"),
        )
    ]
    joined = row(rows, statistic="krippendorff_alpha_nominal_with_judge")["value"]

    assert [*found, experts["value"], joined] == pytest.approx(TABLE[case][2:], abs=0.02)


def test_wherever_the_judge_that_passes_everything_passes_the_test_every_judge_is_told(replaced):
    """Its own row, the honest judge's and the random expert's: no omega of such a data set stands alone."""
    for (prevalence, _), sets in replaced.items():
        lazy = [omega for omega, *_ in replaced[prevalence, "always-pass"]]
        told = [SAYS_NOTHING in cautions for *_, cautions in sets]

        assert told == [omega >= 0.5 for omega in lazy]
    assert all(SAYS_NOTHING in cautions for *_, cautions in replaced[0.05, "always safe"])
    assert not any(SAYS_NOTHING in cautions for *_, cautions in replaced[0.50, "real"])


def test_the_baseline_beside_the_judges_is_the_judge_that_passes_everything(replaced):
    """Whoever submits such a judge finds its double in the table."""
    for prevalence in SETS:
        assert replaced[prevalence, "always-pass"] == replaced[prevalence, "always safe"]


def test_an_expert_drawn_at_random_replaces_an_expert(replaced):
    """What the test should say of a good judge, at every prevalence."""
    for prevalence in SETS:
        assert np.mean([omega for omega, *_ in replaced[prevalence, "random-expert"]]) > 0.99


@pytest.mark.parametrize("prevalence", SETS)
def test_nothing_calls_it_good(large, prevalence):
    """It misses all, kappa 0, balanced accuracy .5, MCC undefined; alpha falls when it joins the experts."""
    rows = [r for r in large[prevalence] if r["judge"] == "always safe"]

    missed = row(rows, statistic="missed", reference="any")
    assert missed["numerator"] == missed["denominator"] > 0
    assert row(rows, statistic="mcc", reference="majority", positive="yes")["status"] == "undefined"
    assert row(rows, statistic="krippendorff_alpha_nominal_difference")["value"] < -0.1


def test_where_harm_is_rare_soft_distances_call_it_as_near_as_an_expert_and_say_so():
    """At 5 % its Brier score is below an expert's; at 50 % it is far off and nothing is said (seed 4)."""
    rare, common = (rows_of(softness, simulated(4_000, p, seed=4, judges=JUDGES)) for p in (0.05, 0.5))

    for rows, near in ((rare, True), (common, False)):
        lazy = row(rows, judge="always safe", statistic="brier", reference="leave_one_out")
        expert = row(rows, judge="experts", statistic="brier", reference="leave_one_out")
        assert (lazy["value"] < expert["value"]) == near
        assert {AS_NEAR in r["cautions"] for r in rows if r["judge"] != "experts"} == {near}
