"""Public data with many raters give the alphas and the intervals that were published of them."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from scoring_cases import a_dimension, one_question, the_row

from judge.ratings import Unit
from judge.scoring import agreement
from judge.stats import STATISTICS, group
from judge.stats import standard_errors as errors
from judge.stats.estimate import NO_PAIR
from judge.stats.group import Layout, coincidences
from judge.stats.panel import alphas, group_statistics
from judge.stats.resampling import Plan, Sums, sum_by_cluster
from judge.stats.sampled import PERCENTILE, Sampled

ANSWERS = ["No", "Yes", "Unsure"]
RATINGS = {"HELL NO": 0, "Soft no": 1, "Soft yes": 2, "HELL YES": 3}
"""HumaneBench's words, worst first; they stand for -1, -.5, .5 and 1."""


def dices(shared_data: Path, name: str) -> np.ndarray:
    """DICES (Aroyo et al. 2023), safety in a conversation: raters x items of codes, in the order they stand."""
    items = json.loads((shared_data / "dices" / f"{name}.json").read_text(encoding="utf-8"))["items"]
    lists = [item["safety"] for item in items.values()]
    codes = np.full((max(map(len, lists)), len(lists)), -1)
    for i, given in enumerate(lists):
        codes[: len(given), i] = [ANSWERS.index(answer) for answer in given]
    return codes


def floats(codes: np.ndarray) -> np.ndarray:
    """Codes as ratings: nan where there is none."""
    return np.where(codes < 0, np.nan, codes)


def summed_alpha(codes: np.ndarray, answers: int) -> float:
    """Nominal alpha of the sums that are resampled."""
    sums = coincidences(codes, answers).sum(axis=0).reshape(answers, answers)
    return float(alphas(["nominal"])["krippendorff_alpha_nominal"].number(sums))


@pytest.mark.parametrize(
    ("name", "alpha"), [("dices-350-crowdsourced", 0.160860215657704), ("dices-990", 0.143249662317842)]
)
def test_crowds_of_raters_have_the_published_alpha(shared_data, name, alpha):
    """JUDGE-BENCH (Bavaresco et al. 2024): 123 raters of every item; 69 to 76 of some 170, whose order is not kept."""
    codes = dices(shared_data, name)

    assert summed_alpha(codes, 3) == pytest.approx(alpha, abs=1e-12)
    assert STATISTICS["krippendorff_alpha_nominal"](floats(codes)).value == pytest.approx(alpha, abs=1e-12)


def test_one_label_an_item_has_no_alpha(shared_data):
    """The expert set has one label an item; published as nan."""
    codes = dices(shared_data, "dices-350-expert")

    estimate = STATISTICS["krippendorff_alpha_nominal"](floats(codes))
    assert (estimate.value, estimate.status, estimate.reason) == (None, "undefined", NO_PAIR)
    assert np.isnan(summed_alpha(codes, 2))


def test_unsure_taken_as_no_answer_is_another_alpha(shared_data):
    """What becomes of *unsure* is a policy, and moves alpha from .16 to .20; by krippendorff 0.9.0."""
    codes = dices(shared_data, "dices-350-crowdsourced")

    assert summed_alpha(np.where(codes == 2, -1, codes), 2) == pytest.approx(0.2008000787, abs=1e-9)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("gwet_ac1", 0.4158781042),
        ("fleiss_kappa", 0.1608407230),
        ("brennan_prediger", 0.3500319872),
        ("conger_kappa", 0.1620458465),
        ("percent_agreement", 0.5666879915),
    ],
)
def test_the_same_crowd_by_gwets_coefficients(shared_data, name, value):
    """By irrCAC 0.4.4: the same ratings are .16 or .42."""
    codes = dices(shared_data, "dices-350-crowdsourced")

    sums = group.cells(codes, 3).sum(axis=0)
    assert float(group_statistics(Layout(123, 3))[name].number(sums)) == pytest.approx(value, abs=1e-9)


def test_the_errors_of_the_crowds_alpha_are_those_of_their_definitions(shared_data):
    """350 items: both jackknives agree to half a per cent, and with the percentiles .139 to .183 of a bootstrap."""
    per_item = coincidences(dices(shared_data, "dices-350-crowdsourced"), 3)
    alpha = alphas(["nominal"])["krippendorff_alpha_nominal"].number
    sampled = Sampled.of(Sums.of(per_item, Plan(350, 4000)), lambda s: alpha(s.reshape(*s.shape[:-1], 3, 3)))

    assert errors.infinitesimal_jackknife(per_item.reshape(-1, 3, 3)) == pytest.approx(0.011333559420, abs=1e-11)
    assert errors.jackknife(sampled).error == pytest.approx(0.011390143163, abs=1e-11)
    found = sampled.interval(bca=False)
    assert (found.low, found.high) == pytest.approx((0.139, 0.183), abs=0.002)  # 20,000 replicates there, 4,000 here


def humane_bench(shared_data: Path, *, sign: bool) -> tuple[np.ndarray, list[Unit]]:
    """Four raters of 48 responses: six to each of eight scenarios; with *sign* whether each was called good or not."""
    columns, keys = [], []
    for rater in range(1, 5):
        path = shared_data / "humanebench" / f"rater-{rater}_ratings.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        column = "rating (rubric)" if rater == 3 else "rating"
        keys.append([(r["input_id"], r["ai_model"], r["ai_persona"]) for r in rows])
        columns.append([RATINGS[r[column].strip()] if r[column].strip() else -1 for r in rows])
    assert all(own == keys[0] for own in keys)
    codes = np.array(columns)
    units = [Unit(f"r{i}", scenario, f"{model} {persona}", {}) for i, (scenario, model, persona) in enumerate(keys[0])]
    return np.where(codes < 0, -1, codes // 2) if sign else codes, units


HUMANE_BENCH = [
    # metric, alpha, ends of the percentile interval over 8 clusters of 1,000 replicates
    ("ordinal", 0.7116839127007997, (0.5834491154152932, 0.8174059974197291)),
    ("nominal", 0.5742574257425743, (0.4272216344929987, 0.7406426844386403)),
]
"""The four words as they are; the nominal one of their sign alone."""


@pytest.mark.parametrize(("metric", "alpha", "ends"), HUMANE_BENCH)
def test_humanebenchs_alpha_and_its_cluster_bootstrap(shared_data, metric, alpha, ends):
    """Their method, not our default: percentiles, eight clusters.

    Each end is the 2.5 % quantile of a thousand replicates, so of our 20,000 a share of .025 lies outside it, give or
    take three times the root of .025 x .975 / 1000.
    """
    codes, units = humane_bench(shared_data, sign=metric == "nominal")
    width = int(codes.max()) + 1
    _, clusters = np.unique([unit.scenario_id for unit in units], return_inverse=True)
    value = alphas([metric])[f"krippendorff_alpha_{metric}"].number
    sums = Sums.of(sum_by_cluster(coincidences(codes, width), clusters, 8), Plan(8, 20_000, 20260407))
    sampled = Sampled.of(sums, lambda s: value(s.reshape(*s.shape[:-1], width, width)))

    assert sampled.value == pytest.approx(alpha, abs=1e-12)
    found = sampled.interval(bca=False)
    assert (found.method, found.undefined) == (PERCENTILE, 0)
    reach = 3 * (0.025 * 0.975 / 1000) ** 0.5
    assert np.mean(sampled.replicates < ends[0]) == pytest.approx(0.025, abs=reach)
    assert np.mean(sampled.replicates > ends[1]) == pytest.approx(0.025, abs=reach)


@pytest.mark.parametrize(("metric", "alpha", "ends"), HUMANE_BENCH)
def test_humanebenchs_alpha_stands_in_the_agreement_table(shared_data, metric, alpha, ends):
    """The experts' own row, over eight clusters; our default interval corrects for bias and skew and is near theirs."""
    codes, units = humane_bench(shared_data, sign=metric == "nominal")
    names = ["no", "yes"] if metric == "nominal" else [word.lower().replace(" ", "_") for word in RATINGS]
    kind = a_dimension("humane", answers=names, passes_on=names[len(names) // 2 :], scale="ordinal")
    letters = {f"rater_{i}": "".join("." if c < 0 else str(c) for c in row) for i, row in enumerate(codes, 1)}
    table = agreement(one_question({}, letters, dimension=kind, units={unit.response_id: unit for unit in units}))

    row = the_row(table, judge="experts", statistic=f"krippendorff_alpha_{metric}", reference=None)
    assert row["value"] == pytest.approx(alpha, abs=1e-12)
    assert (row["n_items"], row["n_clusters"], row["n_raters"]) == (48, 8, 4)
    assert (row["low"], row["high"]) == pytest.approx(ends, abs=0.05)
