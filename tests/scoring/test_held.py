"""HealthBench's score: points met over points to be earned, cut in the mean, and never a silent 0."""

import pytest
from scoring_cases import ASK, a_dimension, a_rubric, judged, labelled

from judge.ratings import Ratings, Unit
from judge.scoring import agreement, corrected, scores
from judge.scoring.coding import code
from judge.scoring.operating.certainty import certainties

RUBRIC = a_rubric(a_dimension("met"), dimensions_from="scenario")


def held(judge, *responses, experts=None, axes=""):
    """*judge*'s answers, a letter a criterion; each response with its candidate, scenario and criteria's points."""
    units, number = {}, 0
    for whole, (candidate, scenario, points) in enumerate(responses):
        for place, worth in enumerate(points):
            tags = {"axis": axes[number]} if axes else {}
            unit = Unit(f"r{number}", scenario, candidate, tags, None, f"w{whole}", None, f"c{place + 1}", worth)
            units[unit.response_id] = unit
            number += 1
    said = [rating for expert, word in (experts or {}).items() for rating in labelled(RUBRIC, expert, {"met": word})]
    return Ratings(RUBRIC, units, judged(RUBRIC, "J", {"met": judge}), said)


def total(ratings, **wanted):
    rows = [r for r in scores(ratings, by="axis" if "group" in wanted else None).rows if r["dimension"] == "total"]
    (row,) = [r for r in rows if all(r[k] == v for k, v in wanted.items())]
    return row


def test_the_score_is_met_points_over_those_that_could_be_earned():
    """By hand: 7 + 3 of 7 + 5 + 3 are met, and 2 are lost for what should not be done: (10 - 2) / 15."""
    row = total(held("ynyyn", ("a", "s1", (7, 5, 3, -2, -4))))

    assert (row["n_responses"], row["n_complete"]) == (1, 1)
    assert row["mean_share"] == pytest.approx(8 / 15)
    assert row["mean_points"] == 8
    assert row["worst_share"] == row["best_share"] == pytest.approx(8 / 15)


def test_a_response_may_go_below_0_and_only_the_mean_is_cut():
    """As HealthBench does: -1 and 0.8 average to -0.1 uncut, which is 0; a response's own score is not cut before."""
    low, high = ("a", "s1", (5, -5)), ("a", "s2", (5, -1))

    both = total(held("nyyy", low, high))
    alone = total(held("ny", low))

    assert both["share_unclipped"] == pytest.approx((-1 + 0.8) / 2)
    assert (both["mean_share"], alone["mean_share"], alone["share_unclipped"]) == (0, 0, -1)


@pytest.mark.parametrize("letter", ["u", "r", "x", "/"])
def test_what_was_not_answered_is_bounds_and_never_a_0(letter):
    """Of 10 points 6 are met, 4 open: 6 to 10 of them; of the -3 that are open, 3 may be lost or none."""
    row = total(held(f"y{letter}{letter}", ("a", "s1", (6, 4, -3))))

    assert (row["n_responses"], row["n_complete"]) == (1, 0)
    assert row["mean_share"] is row["mean_points"] is row["share_low"] is None
    assert (row["worst_points"], row["best_points"]) == (3, 10)
    assert (row["worst_share"], row["best_share"]) == (0.3, 1)


def test_a_response_that_is_not_complete_leaves_the_mean_and_stays_in_the_bounds():
    """1 of the complete one; with the open one at worst 0 and at best 1."""
    row = total(held("yu", ("a", "s1", (5,)), ("a", "s2", (5,))))

    assert (row["n_responses"], row["n_complete"], row["mean_share"]) == (2, 1, 1)
    assert (row["worst_share"], row["best_share"]) == (0.5, 1)


def test_where_nothing_can_be_earned_there_is_no_score():
    """Criteria of an axis may all be things not to do: nobody knows what share of nothing that is."""
    ratings = held("yny", ("a", "s1", (6, -2, -3)), axes="pqq")

    row = total(ratings, group="q")
    assert (row["n_responses"], row["mean_share"], row["worst_share"], row["best_share"]) == (0, None, None, None)
    assert total(ratings, group="p")["mean_share"] == 1


def test_of_several_axes_each_has_its_own_score():
    """The points of an axis over those of that axis, response by response."""
    ratings = held("yynyny", ("a", "s1", (6, 2, 2)), ("a", "s2", (5, 5, 1)), axes="ppqpqq")

    assert total(ratings, group="p")["mean_share"] == 1
    assert total(ratings, group="q")["mean_share"] == pytest.approx((0 + 1 / 6) / 2)


def test_what_should_not_be_done_passes_when_it_was_not():
    """The line of the criteria counts those done right, whichever way they point."""
    (row, _) = scores(held("ynyn", ("a", "s1", (5, 5, -5, -5)))).rows

    assert (row["n_scored"], row["n_passed"], row["rate"]) == (4, 2, 0.5)


def test_the_interval_draws_scenarios_and_leaves_their_responses_together():
    """Two responses to each scenario that score the same tell no more than one of them."""
    words = "".join("y" if n % 3 else "n" for n in range(30))
    alone = held("".join(w * 2 for w in words), *[("a", f"s{n}", (5,)) for n in range(60)])
    together = held("".join(w * 2 for w in words), *[("a", f"s{n // 2}", (5,)) for n in range(60)])

    widths = [row["share_high"] - row["share_low"] for row in (total(alone), total(together))]
    assert widths[1] / widths[0] == pytest.approx(2**0.5, abs=0.2)
    assert total(together)["share_method"].startswith("cluster_bootstrap")


def test_candidates_are_ranked_by_their_scores_and_not_by_how_many_criteria_they_meet():
    """A meets two small ones of three, B the one that matters."""
    points = (1, 1, 8)
    a, b = ([(name, f"s{n}", points) for n in range(12)] for name in "ab")
    coded = code(held("yyn" * 12 + "nny" * 12, *a, *b))
    table = corrected(coded, scores(coded))
    ranked = [r for r in table.about["ranking"] if r["dimension"] == "total"]

    assert [(r["candidate"], round(r["value"], 9)) for r in ranked] == [("b", 0.8), ("a", 0.2)]


def test_experts_and_judges_flag_a_fault_that_was_committed():
    """Of a criterion with points below 0 it is the yes that flags; the judge that says no to all misses it."""
    word = "nyyn" * 8
    responses = [("a", f"s{n}", (5, 5, -5, -5)) for n in range(8)]
    ratings = held("nynn" * 8, *responses, experts={"anna": word, "ben": word})

    coded = code(ratings)
    assert coded.turned.tolist() == [False, False, True, True] * 8
    (first,) = agreement(ratings, replicates=100).about["first_table"]
    assert (first["flagged_any"], first["missed_k"], first["missed_n"]) == (16, 8, 16)
    assert (first["false_alarms_k"], first["false_alarms_n"]) == (0, 16)


def test_macro_f1_is_of_the_answers_as_physicians_gave_them():
    """HealthBench's meta-evaluation asks whether a criterion is met, whatever it is worth: points change nothing."""
    said = {"anna": "ynynyynn" * 4, "ben": "yyynynnn" * 4}
    rows = []
    for worth in (5, -5):
        table = agreement(held("ynynynyn" * 4, *[("a", f"s{n}", (worth,)) for n in range(32)], experts=said))
        rows.append({r["reference"]: r["value"] for r in table.rows if r["statistic"] == "healthbench_macro_f1"})

    assert rows[0] == rows[1]
    assert None not in rows[0].values()
    assert rows[0]


def test_how_sure_a_judge_is_that_a_response_fails_is_turned_too():
    """Of what should not be done it is the yes that fails: two of three repeats said so."""
    ratings = held("yy", ("a", "s1", (5, -5)))
    said = [rating for word in [["yy", "nn", "yy"]] for rating in judged(RUBRIC, "J", {"met": word})]
    coded = code(Ratings(RUBRIC, ratings.units, said, []))
    (found,) = certainties(coded, {("J", ASK): {}}, RUBRIC.dimensions[0])
    told = {("J", ASK): {0: {"met": {"r0": {"yes": 0.9, "no": 0.1}, "r1": {"yes": 0.9, "no": 0.1}}}}}
    own, _ = certainties(coded, told, RUBRIC.dimensions[0])

    assert found.scores.round(3).tolist() == [0.333, 0.667]
    assert own.scores.round(3).tolist() == [0.1, 0.9]
