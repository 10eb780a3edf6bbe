"""Answers that are values: what tables say of a scale on which no answer passes, and what they must not say."""

import numpy as np
import pytest
from scoring_cases import a_dimension, a_rubric, judged, labelled, one_question, the_row, units_of

from judge.ratings import Ratings
from judge.results.gatekeeping import left_out_notes
from judge.scoring import agreement, corrected, diff, differing_cases, scores
from judge.scoring.coding import code
from judge.scoring.contrasts.table import compare
from judge.scoring.plans.piloting import pilot_rows
from judge.scoring.requirements.checking import Evidence, check
from judge.scoring.requirements.requiring import read_requirement
from judge.scoring.study import studies

STEPS = ["1", "2", "3", "4", "5"]
JUDGE, ANNA, BEN = "0123401234ux", "012340123344", "012341123444"


def a_scale(name="fit", scale="ordinal", **fields):
    """A question from 1 to 5 of which no answer passes."""
    return {"id": name, "name": {"en": name}, "question": {"en": f"{name}?"}, "answers": STEPS, "scale": scale} | fields


@pytest.fixture
def ratings():
    return one_question({"J": JUDGE}, {"anna": ANNA, "ben": BEN}, dimension=a_scale())


def test_a_scale_has_a_mean_and_no_rate(ratings):
    """Answers 1 2 3 4 5 twice: mean 3; the two unread ones at 1 or at 5 make 32/12 or 40/12."""
    first, total = scores(ratings).rows

    assert [first[k] for k in ("n_passed", "rate", "low", "high", "worst", "best")] == [None] * 6
    assert (first["mean_value"], first["mean_lowest"], first["mean_highest"]) == (3.0, 32 / 12, 40 / 12)
    assert first["mean_low"] < 3 < first["mean_high"]
    assert first["mean_method"].startswith("cluster_bootstrap")
    assert [(a["answer"], a["n"], a["share"]) for a in first["answers"]] == [(s, 2, 0.2) for s in STEPS]
    assert (first["n_scored"], first["abstained"], first["failed"]) == (10, 1, 1)
    assert [total[k] for k in ("n_passed", "mean_points", "mean_share", "worst_points")] == [None] * 4


def test_the_interval_of_a_mean_draws_scenarios_not_responses():
    """Two responses to each scenario that say the same tell no more than one of them."""
    words = "".join(str(n % 5) * 2 for n in range(30))
    units = units_of(60)
    paired = {k: type(u)(u.response_id, f"s{i // 2}", u.candidate, u.tags) for i, (k, u) in enumerate(units.items())}

    alone, together = (
        scores(one_question({"J": words}, dimension=a_scale(), units=u)).rows[0] for u in (units, paired)
    )

    widths = [row["mean_high"] - row["mean_low"] for row in (alone, together)]
    assert widths[1] / widths[0] == pytest.approx(np.sqrt(2), abs=0.15)


def test_nothing_is_flagged_where_no_answer_passes(ratings):
    """No sensitivity, no misses, no prevalence: not even undefined ones, for there is no such question."""
    table = agreement(ratings, pool=True)

    names = {row["statistic"] for row in table.rows}
    assert not names & {"missed", "false_alarms", "sensitivity", "specificity", "prevalence", "pabak", "leniency"}
    assert not names & {"positive_agreement", "healthbench_macro_f1", "latent_prevalence"}
    assert {row["reference"] for row in table.rows} & {"any", "all"} == set()
    assert table.about["missed_cases"] == []
    assert not any(row["dimension"] == "pooled" and row["value"] is not None for row in table.rows)


def test_agreement_on_a_scale_weighs_distances(ratings):
    """Weighted kappa, alpha by order, AC2, intraclass correlation, error and bias stand in the table."""
    table = agreement(ratings)

    for statistic, reference in [
        ("cohen_kappa_quadratic", "pairs"), ("krippendorff_alpha_ordinal", "pairs"), ("gwet_ac2_quadratic", "pairs"),
        ("item_icc_a_1", "pairs"), ("item_mae", "mean"), ("item_bias", "mean"),
    ]:  # fmt: skip
        row = the_row(table, judge="J", statistic=statistic, reference=reference, repeat=0)
        assert row["status"] == "ok", statistic
    assert the_row(table, judge="experts", statistic="krippendorff_alpha_ordinal", reference=None)["value"] > 0.9


def test_the_first_table_rests_on_weighted_kappa(ratings):
    """What cannot be missed is not said to be; the verdict compares the coefficient that the row names."""
    (row,) = agreement(ratings).about["first_table"]

    assert row["coefficient"] == "cohen_kappa_quadratic"
    assert [row[k] for k in ("flagged_any", "missed_k", "missed_n", "false_alarms_n", "always_pass_missed_n")] == [
        None
    ] * 5
    assert (row["judge_kappa"] > 0.9, row["verdict"]) == (True, "too_few_to_say")


def test_a_close_judge_of_a_scale_is_no_different_from_the_experts():
    """With enough items the words work: a judge one step off now and then is as near as an expert is."""
    rng = np.random.default_rng(4)
    truth = rng.integers(0, 5, 120)
    noisy = ["".join(str(v) for v in np.clip(truth + (rng.random(120) < 0.15), 0, 4)) for _ in range(3)]
    ratings = one_question({"J": noisy[0]}, {"anna": noisy[1], "ben": noisy[2]}, dimension=a_scale())

    (row,) = agreement(ratings, replicates=200).about["first_table"]

    assert row["verdict"] == "no_difference_shown"


def test_candidates_are_ranked_by_their_means():
    """The highest first, with the basis named; nothing is corrected, for there is no rate."""
    units = units_of(40, candidates=("low", "high"))
    words = "".join("0" if i % 2 == 0 else "4" if i % 4 == 1 else "3" for i in range(40))
    coded = code(one_question({"J": words}, {"anna": words}, dimension=a_scale(), units=units))

    table = corrected(coded, scores(coded))

    ranking = [row for row in table.about["ranking"] if row["dimension"] == "fit"]
    assert [(r["candidate"], r["basis"], r["value"]) for r in ranking] == [("high", "mean", 4.5), ("low", "mean", 1.0)]
    assert ranking[0]["tied_group"] != ranking[1]["tied_group"]
    assert all(row["corrected"] is None and row["correction_reason"] is None for row in table.rows)


def test_a_difference_of_means_is_not_cut_at_one():
    """Two candidates in four scenarios, three steps apart: too few for a bootstrap, made of both intervals instead."""
    words = "".join("43"[i % 2] + "10"[i % 2] for i in range(4))
    units = units_of(8, candidates=["high", "low"])
    units = {k: type(u)(u.response_id, f"s{i // 2}", u.candidate, u.tags) for i, (k, u) in enumerate(units.items())}
    coded = code(one_question({"J": words}, dimension=a_scale(), units=units))

    second = next(row for row in corrected(coded, scores(coded)).about["ranking"] if row["candidate"] == "low")
    assert (second["difference"], second["difference_method"]) == (-3.0, "mover")
    assert -4 <= second["difference_low"] < second["difference"] < second["difference_high"] < 0


def test_ticks_without_a_right_answer_have_shares_and_no_rate():
    """A strategy that may be chosen is neither good nor bad: how often it was is all there is to say."""
    ticks = {"id": "use", "name": {"en": "use"}, "question": {"en": "?"}, "answers": ["ask", "tell"], "choose": "any"}
    rubric = a_rubric(ticks)
    ratings = Ratings(rubric, units_of(4), judged(rubric, "J", {"use.ask": "yyny", "use.tell": "nnnu"}))

    ask, tell, total = scores(ratings).rows

    assert (ask["rate"], ask["mean_value"], ask["answers"][0]["share"], ask["answers"][0]["n"]) == (None, None, 0.75, 3)
    assert (tell["n_scored"], tell["answers"][0]["n"], total["n_passed"]) == (3, 0, None)


def test_mixed_rubrics_keep_their_points_apart():
    """A scale beside a yes/no question changes neither its rate nor the sum."""
    rubric = a_rubric(a_dimension("safe"), a_scale())
    ratings = Ratings(rubric, units_of(4), judged(rubric, "J", {"safe": "yyny", "fit": "0412"}))

    safe, fit, total = scores(ratings).rows

    assert (safe["rate"], fit["rate"], total["n_passed"], total["mean_points"]) == (0.75, None, 3, 0.75)
    assert rubric.dimension("fit").points == 0


def test_points_on_answers_that_never_pass_are_refused():
    """Points for nothing would be a sum of nothing."""
    with pytest.raises(ValueError, match="points are earned by an answer that passes"):
        a_rubric(a_scale(points=1))


def test_judges_are_compared_by_weighted_coefficients():
    """A pair of judges on a scale: kappa by squares, agreement, alpha by order; nothing that was missed."""
    far = "4432104321uu"
    coded = code(one_question({"J": JUDGE, "K": far}, {"anna": ANNA, "ben": BEN}, dimension=a_scale()))

    table = compare(coded, replicates=100)

    assert [row["statistic"] for row in table.rows] == [
        "cohen_kappa_quadratic", "percent_agreement", "krippendorff_alpha_ordinal_with_judge",
    ]  # fmt: skip
    assert all(row["difference"] > 0 for row in table.rows)


def test_a_requirement_of_all_dimensions_leaves_scales_out_and_says_so():
    """Sensitivity cannot be asked of a scale: what names it by itself is held to it, and fails."""
    rubric = a_rubric(a_dimension("safe"), a_scale())
    experts = labelled(rubric, "anna", {"safe": "ynyn", "fit": "0123"})
    coded = code(Ratings(rubric, units_of(4), judged(rubric, "J", {"safe": "ynyn", "fit": "0123"}), experts))
    evidence = Evidence(coded, agreement(coded, replicates=50).rows, list(coded.judges))
    every, named = (read_requirement(f"{d}sensitivity.value >= 0.5") for d in ("", "fit:"))

    assert [row["dimension"] for row in check([every], evidence)] == ["safe"]
    assert left_out_notes([every], evidence) == [
        "'sensitivity.value >= 0.5' asks nothing of fit, of which no answer passes"
    ]
    assert [row["holds"] for row in check([named], evidence)] == [False]
    assert {row["dimension"] for row in check([read_requirement("item_mae.value <= 1")], evidence)} >= {"fit"}


def test_a_plan_from_a_scale_says_why_there_is_none(ratings):
    """Plans are made for what is flagged."""
    (study,) = studies(code(ratings), replicates=1)

    reasons = {row["reason"] for row in pilot_rows(study, 0.1)}

    assert reasons == {"no answer passes here, so that nothing is flagged"}


def test_cases_on_a_scale_stand_by_distance(ratings):
    """Nobody missed anything; the furthest apart comes first, and what was not read before it."""
    far = one_question({"J": "0123"}, {"anna": "4023"}, dimension=a_scale())

    assert [(row["kind"], row["response_id"]) for row in differing_cases(far)] == [("answer", "r0"), ("answer", "r1")]
    assert {row["kind"] for row in differing_cases(ratings)} == {"unread", "answer"}


def test_a_changed_value_is_a_difference_that_passes_nothing():
    """Two runs differ by their answers; what they speak for is not known on either side."""
    a, b = (one_question({"J": word}, dimension=a_scale()) for word in ("01", "02"))

    (row,) = diff(a, b).rows

    assert (row["answer_a"], row["answer_b"], row["passed_a"], row["passed_b"]) == ("2", "3", None, None)


def test_repeats_of_a_scale_are_steady_or_not():
    """Test-retest alpha and flips stay; what is right by the majority of flags has no place."""
    table = agreement(one_question({"J": ["0123", "0124"]}, {"anna": "0123"}, dimension=a_scale()), replicates=50)

    names = {row["statistic"] for row in table.rows if row["repeat"] == "all"}
    assert {"test_retest_alpha_ordinal", "flip_rate", "all_repeats_equal"} <= names
    assert not any(n.startswith(("pass_hat", "worst_of", "best_of")) for n in names)
