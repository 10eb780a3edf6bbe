"""Rows of the Alternative Annotator Test."""

from dataclasses import replace

import numpy as np
import pytest
from raters_cases import a_dimension, a_harm, letters, one_question, row, rows_of, simulated
from scoring_cases import units_of

from judge.scoring.coding import code
from judge.scoring.raters.replacing import CLUSTERS_IGNORED, replacing
from judge.stats.replaceability import (
    NO_EXPERT_TESTED,
    NO_OTHERS,
    SOME_UNTESTED,
    TOO_FEW_ITEMS,
    duels,
    spread,
    winning_rate,
)
from judge.stats.sampled import NO_SPREAD, TOO_FEW


@pytest.fixture
def forty():
    """40 responses, half of them harmful, three experts right in 90 %, one judge in 80 % (seed 2)."""
    rng = np.random.default_rng(2)
    truth = rng.random(40) < 0.5
    experts = {name: letters(rng, truth, 0.9) for name in "abc"}
    return one_question({"j": letters(rng, truth, 0.8)}, experts, dimension=a_harm("harm"))


def test_the_rows_are_the_numbers_of_the_test(forty):
    """Omega for each epsilon, rho with its interval, and a p for each expert by name."""
    rows = rows_of(replacing, forty)

    table = np.array([[1.0 if c == "n" else 0.0 for c in word] for word in _words(forty)])
    found = duels(table[:3], table[3])
    for epsilon in (0.05, 0.1, 0.15, 0.2, 0.3):
        omega = row(rows, judge="j", statistic=f"alt_test_omega_{epsilon:g}")
        assert omega["value"] == winning_rate(spread(found.differences).p(epsilon))
        assert (omega["denominator"], omega["n_raters"], omega["n_items"], omega["low"]) == (3, 4, 40, None)
    for i, name in enumerate("abc"):
        p = row(rows, judge="j", statistic="alt_test_p_0.2", reference=name)
        assert p["value"] == pytest.approx(spread(found.differences).p(0.2)[i], abs=1e-15)
    rho = row(rows, judge="j", statistic="alt_test_rho")
    assert rho["value"] == pytest.approx(np.nanmean(found.judge_wins, axis=1).mean(), abs=1e-15)
    assert rho["low"] < rho["value"] < rho["high"]


def _words(ratings):
    by_rater = {}
    for r in [*ratings.experts, *ratings.judges]:
        by_rater.setdefault(r.rater, []).append("y" if r.answer == "yes" else "n")
    return [by_rater[name] for name in "abcj"]


def test_both_baselines_stand_below_the_judges(forty):
    """Once for each dimension, not for each judge; they were asked in no way."""
    rows = rows_of(replacing, forty)

    assert list(dict.fromkeys(r["judge"] for r in rows)) == ["j", "always-pass", "random-expert"]
    assert {r["ask"] for r in rows if r["judge"] != "j"} == {""}
    assert row(rows, judge="always-pass", statistic="alt_test_omega_0.2")["value"] == 0.0


def test_an_item_the_judge_did_not_answer_is_out_and_counted():
    """Unread, unsure or not applicable: none of them is compared."""
    rows = rows_of(replacing, one_question({"j": "n" * 35 + "xu/rg"}, dict.fromkeys("abc", "ny" * 20)))

    omega = row(rows, judge="j", statistic="alt_test_omega_0.2")
    assert (omega["n_items"], omega["dropped"], omega["n_clusters"]) == (35, 5, 35)


def test_too_few_items_are_no_test_and_say_so():
    """29 items; and where only one expert has too few, the others are tested and it is said."""
    few = rows_of(replacing, one_question({"j": "n" * 29}, dict.fromkeys("ab", "n" * 29)))
    some = rows_of(
        replacing, one_question({"j": "ny" * 20}, {"a": "ny" * 20, "b": "yn" * 20, "c": "ny" * 10 + "." * 20})
    )

    omega, p = (
        row(few, judge="j", statistic=s, reference=r)
        for s, r in (("alt_test_omega_0.2", None), ("alt_test_p_0.2", "a"))
    )
    assert (omega["status"], omega["value"], omega["reason"]) == ("undefined", None, NO_EXPERT_TESTED)
    assert (p["value"], p["reason"], p["n_items"]) == (None, TOO_FEW_ITEMS, 29)
    assert row(few, judge="j", statistic="alt_test_rho")["reason"] == NO_EXPERT_TESTED
    partly = row(some, judge="j", statistic="alt_test_omega_0.2")
    assert (partly["status"], partly["denominator"], partly["reason"]) == ("ok", 2, SOME_UNTESTED)


def test_one_expert_cannot_be_replaced():
    """There is nobody to be as close to as that expert."""
    rows = rows_of(replacing, one_question({"j": "n" * 40}, {"a": "n" * 40}))

    assert {r["reason"] for r in rows} == {NO_OTHERS}
    assert {r["status"] for r in rows} == {"undefined"}


def test_two_experts_have_no_third_to_draw_but_the_judge_is_tested():
    """The random expert's row says why it is empty."""
    rows = rows_of(replacing, one_question({"j": "ny" * 20}, {"a": "ny" * 20, "b": "nnyy" * 10}))

    assert row(rows, judge="random-expert", statistic="alt_test_omega_0.2")["reason"] == NO_OTHERS
    assert row(rows, judge="j", statistic="alt_test_omega_0.2")["status"] == "ok"


def test_everybody_alike_is_replaced_and_rho_has_no_interval_of_no_width():
    """All ties: omega 1, rho 1, and instead of an interval the reason why there is none."""
    rows = rows_of(replacing, one_question({"j": "n" * 40}, dict.fromkeys("abc", "n" * 40)))

    rho = row(rows, judge="j", statistic="alt_test_rho")
    assert row(rows, judge="j", statistic="alt_test_omega_0.2")["value"] == 1.0
    assert (rho["value"], rho["low"], rho["interval_reason"]) == (1.0, None, NO_SPREAD)


def test_items_of_one_conversation_are_tested_by_conversation_and_the_other_row_says_it_does_not():
    """Each item six times in one cluster: the plain test takes 60 for 60, the other has 10 to go by (seed 2)."""
    rng = np.random.default_rng(2)
    truth = np.repeat(rng.random(10) < 0.5, 6)
    experts = {name: "".join(w * 6 for w in letters(rng, truth[::6], 0.85)) for name in "abc"}
    judge = "".join(w * 6 for w in letters(rng, truth[::6], 0.7))
    units = {k: replace(u, scenario_id=f"s{i // 6}") for i, (k, u) in enumerate(units_of(60).items())}

    rows = rows_of(replacing, one_question({"j": judge}, experts, dimension=a_harm("harm"), units=units))

    plain, clustered = (row(rows, judge="j", statistic=f"alt_test_omega_{s}0.2") for s in ("", "clustered_"))
    assert CLUSTERS_IGNORED in plain["cautions"]
    assert CLUSTERS_IGNORED not in clustered["cautions"]
    assert (plain["n_clusters"], plain["n_items"]) == (10, 60)
    assert (plain["value"], clustered["value"]) == (1.0, 0.0)


def test_one_conversation_is_no_ground_for_a_test_by_conversations():
    """One cluster has no spread."""
    units = {k: replace(u, scenario_id="s") for k, u in units_of(40).items()}

    rows = rows_of(replacing, one_question({"j": "ny" * 20}, {"a": "ny" * 20, "b": "nnyy" * 10}, units=units))

    clustered = row(rows, judge="j", statistic="alt_test_omega_clustered_0.2")
    assert (clustered["value"], clustered["reason"]) == (None, TOO_FEW)


def test_on_a_scale_near_counts_and_by_name_it_does_not():
    """Experts 0 and 2, and 1 in turn: the judge's 1 is never the others' word and never far from them."""
    answers = {"answers": ["0", "1", "2"], "passes_on": ["0"]}
    experts = {"a": "0" * 40, "b": "2" * 40, "c": "0220" * 10}

    by_name, by_distance = (
        rows_of(replacing, one_question({"j": "1" * 40}, experts, dimension=a_dimension("d", **answers, **scale)))
        for scale in ({}, {"scale": "ordinal"})
    )

    low, high = (row(r, judge="j", statistic="alt_test_rho")["value"] for r in (by_name, by_distance))
    assert low < high == 1.0


def test_labels_drawn_with_unequal_chances_count_by_their_weights():
    """An item of weight 3 is three items for the mean: rho is the weighted share."""
    coded = simulated(60, 0.5, seed=5, judges={"j": 0.7})
    weights = np.where(np.arange(60) % 4 == 0, 3.0, 1.0)

    rows = rows_of(replacing, replace(coded, weights={"harm": weights}))

    table = np.stack([c["harm"] for c in coded.experts.values()]).astype(float)
    found = duels(table, next(iter(coded.judges.values()))[0]["harm"].astype(float))
    rho = row(rows, judge="j", statistic="alt_test_rho")
    assert rho["value"] == pytest.approx(np.average(found.judge_wins, axis=1, weights=weights).mean(), abs=1e-12)
    assert rho["weighted"] is True


def test_each_repeat_is_a_judge_of_its_own():
    """No repeat is pooled with another."""
    coded = code(one_question({"j": "ny" * 20}, dict.fromkeys("ab", "ny" * 20)))
    panel, repeats = next(iter(coded.judges.items()))
    coded = replace(coded, judges={panel: {0: repeats[0], 1: {"safe": 1 - repeats[0]["safe"]}}})

    rows = rows_of(replacing, coded)

    assert [row(rows, judge="j", repeat=r, statistic="alt_test_omega_0.2")["value"] for r in (0, 1)] == [1.0, 0.0]
