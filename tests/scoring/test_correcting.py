"""Rates in the experts' terms: the method follows from how the labels were drawn, or there is no rate."""

import json

import numpy as np
import pytest
from correcting_cases import items, of_others, row_of, units, with_chances
from scoring_cases import a_dimension, a_rubric, judged, labelled, one_question

from judge.ratings import Ratings, Unit
from judge.scoring import scores
from judge.scoring.candidates import correcting
from judge.scoring.candidates.corrected import corrected
from judge.scoring.candidates.questions import truths
from judge.scoring.coding import code
from judge.stats.correction import SAYS_TOO_LITTLE, Calibration, rogan_gladen
from judge.stats.intervals import wilson
from judge.stats.rectification import PASSED, doubly_robust, post_stratified, ppi_plus_plus


def test_labels_at_random_of_its_own_items_post_stratify():
    """40 responses, 20 labelled; PPI++ stands beside, and the row names the method."""
    verdicts, truth = "yyyn" * 10, "yyyn" * 3 + "ynnyyynn" + "." * 20
    row = row_of(one_question({"J": verdicts}, {"e": truth}, units=units(a=40)))

    expected, beside = (estimate(items(verdicts, truth)) for estimate in (post_stratified, ppi_plus_plus))
    assert (row["corrected"], row["corrected_low"], row["corrected_high"]) == pytest.approx(
        (expected.value, expected.low, expected.high), abs=1e-12
    )
    assert (row["correction_method"], row["correction_name"]) == ("post_stratified", "corrected rate")
    assert row["correction_reason"] is None
    assert (row["ppi_plus_plus"], row["ppi_plus_plus_power"]) == pytest.approx((beside.value, beside.power), abs=1e-12)
    assert (row["n_labelled"], row["rate"], row["correction_repeat"]) == (20, 0.75, 0)
    assert row["labels_by_verdict_p"] == pytest.approx(1.0)
    assert row["correction_remarks"] == ["only 5 of 10 responses that the judge failed are labelled"]


def test_where_every_response_is_labelled_it_is_the_experts_own_rate():
    """27 of 36 pass, whatever the judge said: Wilson's interval of 27 of 36, and PPI++ has nothing to predict."""
    row = row_of(one_question({"J": "y" * 35 + "n"}, {"e": "yyyn" * 9}, units=units(a=36)))

    assert (row["corrected"], row["ppi_plus_plus"], row["ppi_plus_plus_power"]) == (0.75, 0.75, 0.0)
    assert (row["corrected_low"], row["corrected_high"]) == pytest.approx(wilson(27, 36), abs=0.002)
    assert row["correction_remarks"] == [correcting.EVERY_ONE]


def test_labels_of_known_unequal_chances_are_doubly_robust():
    """Failing verdicts always labelled, passing ones with probability 1/4."""
    verdicts, truth = "y" * 40 + "n" * 10, "y" * 8 + "nn" + "." * 30 + "nnnnnnnnyy"
    chances = [0.25] * 40 + [1.0] * 10
    row = row_of(with_chances(one_question({"J": verdicts}, {"e": truth}, units=units(a=50)), chances))

    expected = doubly_robust(items(verdicts, truth, 1 / np.array(chances)))
    assert row["correction_method"] == "doubly_robust"
    assert row["corrected"] == pytest.approx(expected.value, abs=1e-12) == pytest.approx(0.8 * 0.8 + 0.2 * 0.2)
    assert row["ppi_plus_plus"] is None


def test_equal_known_chances_are_a_random_sample():
    """A draw of one half is no reason for another method."""
    ratings = one_question({"J": "yyyn" * 10}, {"e": "yyyn" * 5 + "." * 20}, units=units(a=40))

    assert row_of(with_chances(ratings, [0.5] * 40))["correction_method"] == "post_stratified"


def test_labels_of_others_give_the_expert_equivalent_rate():
    """Sensitivity 27/30, specificity 16/20, rate 28/40: (.7 + .8 - 1) / .7, under a name that says what it is."""
    row = row_of(of_others(), "b")

    known = Calibration(np.repeat([1.0, 0, 0, 1], [27, 3, 16, 4]), np.repeat([1.0, 0], [30, 20]), np.arange(50))
    expected = rogan_gladen(np.repeat([1.0, 0], [28, 12]), np.arange(40), known)
    assert row["corrected"] == pytest.approx(0.5 / 0.7, abs=1e-12)
    assert (row["corrected_low"], row["corrected_high"]) == pytest.approx((expected.low, expected.high), abs=0.01)
    assert (row["correction_method"], row["correction_name"]) == ("rogan_gladen_lee", "expert-equivalent rate")
    assert (row["sensitivity_used"], row["specificity_used"]) == (0.9, 0.8)
    assert (row["lolo_low"], row["lolo_high"], row["homogeneity_p"]) == (None, None, None)
    assert row["correction_remarks"] == [correcting.ONE_POOL]


def three(word_a, word_b):
    """Of a and b, labelled, 40 responses each of which 20 pass; c judged only, 30 of 40 passed."""
    verdicts, truth = word_a + word_b + "y" * 30 + "n" * 10, ("y" * 20 + "n" * 20) * 2 + "." * 40
    return one_question({"J": verdicts}, {"e": truth}, units=units(a=40, b=40, c=40))


def test_beside_it_stands_what_it_would_be_without_each_labelled_candidate():
    """From a alone sensitivity .9 and specificity .8: .55/.7; from b alone .8 and .9: .65/.7.

    Homogeneity: both answered the same scenarios, and in each class they differ in two, both the same way. That is
    McNemar's (2 - 0)^2 / 2 in each, 4 with two degrees of freedom: exp(-2).
    """
    words = "y" * 18 + "n" * 2 + "n" * 16 + "y" * 4, "y" * 16 + "n" * 4 + "n" * 18 + "y" * 2
    row = row_of(three(*words), "c")

    assert (row["lolo_low"], row["lolo_high"]) == pytest.approx((0.55 / 0.7, 0.65 / 0.7), abs=1e-12)
    assert row["homogeneity_p"] == pytest.approx(np.exp(-2), abs=1e-9)
    assert "that licenses nothing" in row["correction_remarks"][0]


def test_candidates_that_are_judged_differently_are_said_to_be():
    """Of a the judge passes every passing response, of b half of them."""
    row = row_of(three("y" * 20 + "n" * 18 + "yy", "yn" * 10 + "n" * 18 + "yy"), "c")

    assert row["homogeneity_p"] < 0.01
    assert "carried over to this one they may be wrong" in row["correction_remarks"][0]


def test_what_was_not_read_widens_the_expert_equivalent_rate():
    """Ten unread of b: no passes, and the interval reaches to what it were if all of them passed."""
    gaps = row_of(of_others(judged_b="y" * 28 + "n" * 2 + "x" * 10), "b")
    fails, passes = (row_of(of_others(judged_b="y" * n + "n" * (40 - n)), "b") for n in (28, 38))

    assert gaps["corrected"] == fails["corrected"]
    assert (gaps["corrected_low"], gaps["corrected_high"]) == (fails["corrected_low"], passes["corrected_high"])
    assert correcting.UNREAD_BOUNDS in gaps["correction_remarks"]


def test_what_was_not_read_is_a_kind_of_verdict_of_its_own():
    """20 passed (8 of 10 labelled pass), 10 failed (0 of 5), 10 unread (2 of 4 pass): .5 x .8 + 0 + .25 x .5."""
    verdicts = "y" * 20 + "n" * 10 + "x" * 5 + "u" * 5
    truth = "yyyyyyyynn" + "." * 10 + "nnnnn" + "." * 5 + "yynn" + "." * 6
    row = row_of(one_question({"J": verdicts}, {"e": truth}, units=units(a=40)))

    assert row["corrected"] == pytest.approx(0.5 * 0.8 + 0.25 * 0.5, abs=1e-12)
    assert row["correction_remarks"] == [
        "only 5 of 10 responses that the judge failed are labelled",
        "only 4 of 10 responses that the judge did not read are labelled",
    ]


@pytest.mark.parametrize(
    ("ratings", "candidate", "reason"),
    [
        (one_question({"J": "yn" * 10}, units=units(a=20)), "a", None),
        (
            one_question({"J": "yn" * 10}, {"e": "yn" * 4 + "." * 12}, units=units(a=20)),
            "a",
            "only 8 labelled responses of this candidate and none of others; at least 10 are needed",
        ),
        (one_question({"J": "yn" * 10}, {"e": "u" * 20}, units=units(a=20)), "a", correcting.NOT_LABELLED),
        # 15 failing verdicts, all labelled, and none of the 45 passing ones
        (
            one_question({"J": "n" * 15 + "y" * 45}, {"e": "n" * 12 + "yyy" + "." * 45}, units=units(a=60)),
            "a",
            correcting.UNSEEN[PASSED],
        ),
        (
            of_others(judged_a="y" * 30 + "n" * 8 + "yy", truth_a="y" * 31 + "n" * 9),
            "b",
            "only 9 labelled responses fail in the experts' eyes; at least 10 are needed",
        ),
        # a coin: sensitivity 15/30, specificity 10/20
        (of_others(judged_a="yn" * 25), "b", SAYS_TOO_LITTLE),
        # of a only failing verdicts were labelled
        (
            of_others(judged_a="n" * 30 + "y" * 60, truth_a="n" * 18 + "y" * 12 + "." * 60),
            "b",
            correcting.CARRIED_BIASED,
        ),
    ],
)
def test_a_rate_that_cannot_be_corrected_is_refused_with_its_reason(ratings, candidate, reason):
    """The raw rate stays where it was; nothing is put in the place of the corrected one."""
    row = row_of(ratings, candidate)

    assert (row["corrected"], row["corrected_low"], row["corrected_high"]) == (None, None, None)
    assert row["correction_reason"] == reason
    assert row["rate"] is not None


def test_labels_that_follow_the_verdicts_in_part_are_said_to():
    """All 20 failing verdicts and 20 of 80 passing ones labelled: within verdicts the rate still holds, and says so."""
    verdicts, truth = "n" * 20 + "y" * 80, "n" * 16 + "yyyy" + "y" * 18 + "nn" + "." * 60
    row = row_of(one_question({"J": verdicts}, {"e": truth}, units=units(a=100)))

    assert row["corrected"] == pytest.approx(0.2 * 0.2 + 0.8 * 0.9, abs=1e-12)
    assert row["labels_by_verdict_p"] < 0.001
    assert (row["correction_remarks"], row["ppi_plus_plus"]) == ([correcting.DRAWN_WITHIN], None)


def test_the_majority_of_experts_decides_and_a_tie_counts_half():
    """Two of three passing; one each; one alone; nobody; one who could not decide."""
    ratings = one_question({"J": "yyyyy"}, {"e": "yyn.u", "f": "yn..u", "g": "n...."}, units=units(a=5))
    coded = code(ratings)

    assert truths(coded, coded.rubric.dimensions[0]) == pytest.approx([1.0, 0.5, 0.0, np.nan, np.nan], nan_ok=True)


def test_what_a_gate_took_out_is_not_asked_of_experts_either():
    """Ten responses to which the dimension does not apply change nothing, whatever their labels."""
    plain = row_of(one_question({"J": "yyyn" * 10}, {"e": "yyyn" * 10}, units=units(a=40)))
    gated = row_of(one_question({"J": "yyyn" * 10 + "g" * 10}, {"e": "yyyn" * 10 + "n" * 10}, units=units(a=50)))

    assert (gated["corrected"], gated["corrected_low"]) == (plain["corrected"], plain["corrected_low"])


def test_of_several_repeats_the_first_is_corrected():
    """judge@1, as it would be deployed: the second repeat fails everything and moves the raw rate only."""
    words = {"J": ["yyyn" * 10, "n" * 40]}
    row = row_of(one_question(words, {"e": "yyyn" * 5 + "." * 20}, units=units(a=40)))

    assert (row["rate"], row["correction_repeat"]) == (30 / 80, 0)
    assert row["corrected"] == pytest.approx(0.75, abs=1e-12)


def test_a_group_is_corrected_by_its_own_labels():
    """In grief the experts pass half of what the judge passes, in panic all: the rates are .5 and 1."""
    tags = [{"risk": "grief"}] * 20 + [{"risk": "panic"}] * 20
    grouped = {name: Unit(name, u.scenario_id, "a", tags[i]) for i, (name, u) in enumerate(units(a=40).items())}
    coded = code(one_question({"J": "y" * 40}, {"e": "yn" * 10 + "y" * 20}, units=grouped))
    table = corrected(coded, scores(coded, by="risk"), by="risk")

    assert [(r["group"], r["corrected"]) for r in table.rows if r["dimension"] == "safe"] == [
        ("grief", pytest.approx(0.5)),
        ("panic", pytest.approx(1.0)),
    ]
    assert "each group of 'risk' is corrected by the labels within it" in table.notes


def test_several_responses_to_one_scenario_widen_the_corrected_interval():
    """Each scenario answered twice and alike: 20 scenarios are not 40."""
    verdicts, truth = "yyyyyynn" * 5, "yyyyyynn" * 3 + "yynnyynn" + "." * 8
    alone = row_of(one_question({"J": verdicts}, {"e": truth}, units=units(a=40)))
    doubled = {f"r{i}": Unit(f"r{i}", f"s{i // 2}", "a") for i in range(40)}
    paired = row_of(one_question({"J": verdicts}, {"e": truth}, units=doubled))

    assert paired["corrected"] == alone["corrected"]
    assert paired["correction_design_effect"] > 1.5
    assert paired["corrected_low"] < alone["corrected_low"]


def test_the_row_of_the_sum_and_a_table_without_labels_have_the_fields_empty():
    """Scripts find the same fields everywhere."""
    rubric = a_rubric(a_dimension("safe"))
    with_labels = Ratings(
        rubric, units(a=20), judged(rubric, "J", {"safe": "yn" * 10}), labelled(rubric, "e", {"safe": "yn" * 10})
    )
    bare = Ratings(rubric, with_labels.units, with_labels.judges)
    coded, uncoded = code(with_labels), code(bare)
    first, total = corrected(coded, scores(coded)).rows
    empty, _ = corrected(uncoded, scores(uncoded)).rows

    assert list(first) == list(empty)
    assert set(first) <= set(total)
    assert {total[k] for k in first if k.startswith(("corrected", "correction_m", "correction_n", "lolo"))} == {None}
    assert (empty["corrected"], empty["correction_remarks"], empty["n_labelled"]) == (None, [], None)


def test_a_corrected_table_is_plain_json():
    """No numpy number and no nan hides in it."""
    coded = code(three("y" * 18 + "n" * 22, "y" * 16 + "n" * 24))
    table = corrected(coded, scores(coded), replicates=50)

    assert json.loads(json.dumps(table.as_json(), allow_nan=False))["rows"] == table.rows


def test_the_expert_who_abstains_or_says_not_applicable_has_not_labelled():
    """Ten labels, nine abstentions: nine responses stay unlabelled."""
    row = row_of(one_question({"J": "yyyn" * 10}, {"e": "yyyn" * 2 + "yn" + "u" * 5 + "/" * 4}, units=units(a=40)))

    assert (row["n_labelled"], row["correction_method"]) == (10, "post_stratified")
