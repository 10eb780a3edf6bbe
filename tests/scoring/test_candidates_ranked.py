"""The order of candidates by a judge and by the experts."""

import numpy as np
import pytest
from scipy import stats as oracle
from scoring_cases import a_dimension, one_question, units_of

from judge.scoring.coding import code
from judge.scoring.raters.ranking import count_candidates, ranking
from judge.scoring.raters.scaled import Scaled
from judge.scoring.study import studies
from judge.stats.degrees import CANDIDATES_ALIKE, FEW_SYSTEMS, SYSTEM
from judge.stats.rankings import ALL_TIED, NO_RANKING, ONE_TIED
from judge.stats.resampling import Plan

SCALE = a_dimension("warm", answers=["1", "2", "3", "4", "5"], passes_on=["4", "5"], scale="interval")


def rows(judge, experts, *, candidates=3):
    """Responses in turns: the first by candidate 0, the second by candidate 1, and so on."""
    word = judge if isinstance(judge, str) else judge[0]
    units = units_of(len(word), candidates=[f"m{i}" for i in range(candidates)])
    study = studies(code(one_question({"J": judge}, experts, dimension=SCALE, units=units)))[0]
    return [row for row in ranking(study) if row["dimension"] == "warm"]


def the(found, statistic, judge="J", reference="mean"):
    kept = [
        r for r in found if (r["judge"], r["statistic"], r["reference"]) == (judge, f"system_{statistic}", reference)
    ]
    assert len(kept) == 1, kept
    return kept[0]


def test_the_candidates_are_ranked_by_their_means():
    """Experts' means 1 2 3 (of places 0 1 2, twice), the judge's 1 3 2: one of three pairs turned round."""
    found = rows("021021", {"a": "012012", "b": "012012"})

    assert the(found, "kendall_tau_b")["value"] == pytest.approx(1 / 3)
    assert the(found, "spearman")["value"] == pytest.approx(0.5)  # 1 - 6 (0 + 1 + 1) / (3 x 8)
    assert the(found, "pearson")["value"] == pytest.approx(0.5)
    assert the(found, "pairwise_ranking_accuracy")["value"] == pytest.approx(2 / 3)
    assert the(found, "mae")["value"] == pytest.approx(2 / 3)
    assert the(found, "bias")["value"] == 0
    assert the(found, "within_1")["value"] == 1
    # BMS = 1.5, EMS = .5 (both sides' means have variance 1 and correlation .5), JMS = 0.
    assert the(found, "icc_c_1")["value"] == pytest.approx(1 / 2)
    assert the(found, "icc_a_1")["value"] == pytest.approx(1 / (2 - 2 * 0.5 / 3))


def test_the_means_of_a_candidate_are_over_what_both_rated():
    """The judge did not read the third candidate's grave item: it leaves the experts' mean too."""
    whole, partly = rows("444444", {"a": "012044"}), rows("44444x", {"a": "012044"})

    assert the(whole, "bias")["value"] == pytest.approx(4 - (0 + 2.5 + 3) / 3)
    assert the(partly, "bias")["value"] == pytest.approx(4 - (0 + 2.5 + 2) / 3)
    assert the(partly, "bias")["dropped"] == 1


def test_the_same_best_and_worst_are_shares_of_the_replicates():
    """Everybody is sure of the worst; the two best lie so that the judge always prefers the other one."""
    found = rows("043" * 4, {"a": "034" * 4})

    best, worst = (the(found, f"same_{which}_probability") for which in ("best", "worst"))
    assert (best["value"], worst["value"]) == (0.0, 1.0)
    assert (best["low"], best["interval_reason"]) == (None, "it is a share of the replicates itself")
    assert best["replicates_undefined"] > 0  # in some a candidate has no item


def test_a_replicate_is_the_ranking_of_the_items_it_drew():
    """One matrix product gives what a loop over resampled items gives; seeded."""
    rng = np.random.default_rng(8)
    experts, judge = rng.integers(0, 4, (2, 24)).astype(float)
    candidates, plan = np.arange(24) % 3, Plan(8, 40, 2)
    clusters = np.arange(24) // 3
    scaled = Scaled("d", ("a",), experts[None], {}, candidates, clusters, None, plan, None)
    ledger = scaled.ledger()
    count_candidates(ledger, scaled, "it", np.stack([experts, judge]))
    found = ledger.close()["it"].sampled(SYSTEM["system_kendall_tau_b"].number).replicates

    for counts, value in zip(plan.counts, found, strict=True):
        drawn = np.repeat(np.arange(24), counts[clusters])
        means = [[side[drawn][candidates[drawn] == c].mean() for c in range(3)] for side in (experts, judge)]
        tied = any(len(set(side)) == 1 for side in means)
        expected = np.nan if tied else oracle.kendalltau(*means).statistic
        assert value == pytest.approx(expected, abs=1e-9, nan_ok=True)


def test_ties_for_the_best_are_split():
    """The judge ties the best two in every replicate and draws lots: one half."""
    assert the(rows("044" * 4, {"a": "034" * 4}), "same_best_probability")["value"] == 0.5


def test_only_pairs_the_experts_tell_apart_count_as_significant():
    """The first two candidates change places from item to item, the third is far above; the judge turns those two."""
    found = rows("104014104", {"a": "014104014"})

    assert the(found, "pairwise_ranking_accuracy")["value"] == pytest.approx(2 / 3)
    assert the(found, "pairwise_ranking_accuracy_significant")["value"] == 1.0


def test_the_experts_ceiling_stands_beside_it():
    """Each expert against the mean of the others, and over pairs: b turns two of the three round."""
    found = rows("012", {"a": "012", "b": "021", "c": "012"})

    assert the(found, "kendall_tau_b", "experts", "mean_without:b")["value"] == pytest.approx(1 / 3)
    assert the(found, "kendall_tau_b", "experts", "pairs")["value"] == pytest.approx((1 / 3 + 1 + 1 / 3) / 3)
    assert the(found, "icc_3_1", "experts", None)["n_raters"] == 3


@pytest.mark.parametrize("candidates", [1, 2])
def test_two_candidates_have_no_ranking(candidates):
    """Undefined with the reason, every statistic."""
    found = rows("0101", {"a": "0110", "b": "1010"}, candidates=candidates)

    assert {row["value"] for row in found} == {None}
    reasons = {row["reason"] for row in found if not row["statistic"].endswith("_p")}
    assert all(NO_RANKING in reason for reason in reasons)


def test_ten_candidates_are_the_fewest_with_a_p_value():
    """Nine have none, in words; ten have a large-sample one."""
    nine, ten = (rows("0123401234"[:n], {"a": "0123401233"[:n]}, candidates=n) for n in (9, 10))

    assert the(nine, "spearman_p")["reason"] == FEW_SYSTEMS
    assert the(ten, "spearman_p")["value"] < 0.001
    assert the(ten, "kendall_tau_b_p")["value"] < 0.01
    assert "9 candidates: numbers about their order take few values" in the(nine, "spearman")["cautions"]
    assert not any("candidates" in caution for caution in the(ten, "spearman")["cautions"])


@pytest.mark.parametrize(
    ("judge", "experts", "statistic", "reason"),
    [
        ("222222", "012012", "kendall_tau_b", ONE_TIED),
        ("012012", "222222", "pairwise_ranking_accuracy", ALL_TIED),
        ("222222", "222222", "icc_2_1", CANDIDATES_ALIKE),
        ("xxxxxx", "012012", "spearman", "no item was rated by both"),
    ],
)
def test_what_has_no_value_says_why(judge, experts, statistic, reason):
    """All tied is no ranking, neither a perfect nor a useless one."""
    row = the(rows(judge, {"a": experts}), statistic)

    assert (row["value"], row["status"], row["reason"]) == (None, "undefined", reason)


@pytest.mark.parametrize("experts", [{}, {"a": "......"}, {"a": "uuuuuu"}, {"a": "0.....", "b": ".....1"}])
def test_without_labels_to_rank_by_every_number_says_why_it_is_none(experts):
    """No label, no answer, or one item each: never an exception, never a value."""
    found = rows("012012", experts)

    assert {row["status"] for row in found} == {"undefined"}
    assert all(row["reason"] for row in found)


def test_a_judge_that_ties_everything_orders_pairs_like_a_coin():
    """It named no order; half of the pairs is what lots would give."""
    assert the(rows("222222", {"a": "012012"}), "pairwise_ranking_accuracy")["value"] == 0.5
