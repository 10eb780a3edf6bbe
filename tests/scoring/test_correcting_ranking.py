"""How candidates stand to each other: paired by scenario, with ties and the chance of being first."""

import numpy as np
import pytest
from scoring_cases import a_dimension, a_rubric, judged, one_question

from judge.ratings import Ratings, Unit
from judge.scoring import scores
from judge.scoring.candidates.corrected import corrected
from judge.scoring.candidates.standing import MOVER, Entrant, standings
from judge.scoring.coding import code
from judge.stats.resampling import Plan
from judge.stats.sampled import BCA


def units(scenarios, *candidates):
    """Every candidate answers every scenario; the first candidate's responses come first."""
    pairs = [(c, s) for c in candidates for s in range(scenarios)]
    return {f"r{k}": Unit(f"r{k}", f"s{s}", c) for k, (c, s) in enumerate(pairs)}


def ranking(ratings, *, dimension="safe", basis="raw", by=None):
    """The rows of one ranking, best first."""
    coded = code(ratings)
    rows = corrected(coded, scores(coded, by=by), by=by, seed=7).about["ranking"]
    return [r for r in rows if (r["dimension"], r["basis"]) == (dimension, basis)]


def test_candidates_stand_from_the_best_to_the_worst_with_their_ties():
    """A passes 36 of 40, b 33, c 12, on the same scenarios: a and b tie, c stands apart from both."""
    words = "y" * 36 + "n" * 4 + "y" * 33 + "n" * 7 + "y" * 12 + "n" * 28
    rows = ranking(one_question({"J": words}, units=units(40, "c-last", "b", "a")))
    best, second, last = rows

    assert [r["candidate"] for r in rows] == ["c-last", "b", "a"]
    assert [r["value"] for r in rows] == [36 / 40, 33 / 40, 12 / 40]
    assert [r["tied_group"] for r in rows] == ["a", "a", "b"]
    assert sum(r["first_probability"] for r in rows) == pytest.approx(1.0)
    assert best["first_probability"] > 0.9
    assert last["first_probability"] == 0.0
    assert (best["difference"], best["best"]) == (None, "c-last")
    assert second["difference"] == pytest.approx(-3 / 40)
    assert last["difference_high"] < -0.4
    assert last["difference_method"] == BCA


def test_a_difference_is_paired_by_scenario():
    """B fails where a fails and in two more scenarios: paired that is far surer than the two intervals suggest.

    Unpaired: 20/40 against 16/40, whose intervals overlap widely.
    """
    nested = ranking(one_question({"J": "y" * 20 + "n" * 20 + "y" * 14 + "n" * 26}, units=units(40, "a", "b")))
    crossed = ranking(one_question({"J": "y" * 20 + "n" * 20 + "n" * 26 + "y" * 14}, units=units(40, "a", "b")))
    width = [rows[1]["difference_high"] - rows[1]["difference_low"] for rows in (nested, crossed)]

    assert nested[1]["difference"] == crossed[1]["difference"] == pytest.approx(-6 / 40)
    assert nested[1]["tied_group"] == "b"
    assert crossed[1]["tied_group"] == "a"
    assert width[0] < 0.6 * width[1]


def test_a_handful_of_differences_tells_nobody_apart():
    """B fails in 4 scenarios where a passes, and is equal in 36: a sign test of 4 of 4 has p = .125."""
    rows = ranking(one_question({"J": "y" * 40 + "y" * 36 + "n" * 4}, units=units(40, "a", "b")))

    assert rows[1]["difference_method"] == MOVER
    assert rows[1]["difference_low"] < -0.1 < 0 < rows[1]["difference_high"]
    assert [r["tied_group"] for r in rows] == ["a", "a"]


def test_where_every_replicate_gives_the_same_the_rates_own_intervals_serve():
    """All of a pass and none of b; both pass everything: differences of 1 and 0, each with a wide interval."""
    apart = ranking(one_question({"J": "y" * 20 + "n" * 20}, units=units(20, "a", "b")))
    alike = ranking(one_question({"J": "y" * 40}, units=units(20, "a", "b")))

    assert (apart[1]["difference"], apart[1]["difference_method"]) == (-1.0, MOVER)
    assert apart[1]["difference_high"] < -0.7
    assert [r["tied_group"] for r in apart] == ["a", "b"]
    assert alike[1]["difference_low"] < -0.1 < 0.1 < alike[1]["difference_high"]
    assert [r["tied_group"] for r in alike] == ["a", "a"]
    assert [r["first_probability"] for r in alike] == [0.5, 0.5]


def test_corrected_rates_are_ranked_beside_the_raw_ones():
    """The judge passes a and b alike; experts pass all of a's and half of b's passes."""
    words, labels = ("y" * 30 + "n" * 10) * 2, "y" * 30 + "n" * 10 + "yn" * 15 + "n" * 10
    ratings = one_question({"J": words}, {"e": labels}, units=units(40, "a", "b"))
    raw, by_experts = ranking(ratings), ranking(ratings, basis="corrected")

    assert [r["tied_group"] for r in raw] == ["a", "a"]
    assert [(r["candidate"], r["value"], r["tied_group"]) for r in by_experts] == [
        ("a", pytest.approx(0.75), "a"),
        ("b", pytest.approx(0.375), "b"),
    ]
    assert by_experts[0]["correction_method"] == by_experts[0]["interval_method"] == "post_stratified"


def test_carried_over_rates_are_resampled_with_what_they_were_carried_from():
    """B's rate rests on a's labels: the replicates of b move with them, and the value is Rogan and Gladen's."""
    words = "y" * 27 + "n" * 3 + "n" * 16 + "y" * 4 + "y" * 35 + "n" * 15
    ratings = one_question({"J": words}, {"e": "y" * 30 + "n" * 20 + "." * 50}, units=units(50, "a", "b"))
    rows = ranking(ratings, basis="corrected")

    carried = next(r for r in rows if r["candidate"] == "b")
    assert carried["value"] == pytest.approx((0.7 + 0.8 - 1) / 0.7, abs=1e-12)
    assert carried["correction_method"] == "rogan_gladen_lee"
    assert {r["tied_group"] for r in rows} == {"a"}


def test_a_candidate_without_a_corrected_rate_is_listed_and_compared_with_nobody():
    """B's labels are too few for anything, and a's are refused to it: the judge is a coin on them."""
    words, labels = "yn" * 20 + "y" * 40, "yynn" * 10 + "." * 40
    rows = ranking(one_question({"J": words}, {"e": labels}, units=units(40, "a", "b")), basis="corrected")

    assert [r["candidate"] for r in rows] == ["a", "b"]
    assert (rows[1]["value"], rows[1]["tied_group"], rows[1]["first_probability"]) == (None, None, None)
    assert rows[1]["reason"].startswith("sensitivity + specificity is not clearly above 1")


def test_the_sum_is_ranked_by_its_share_of_points():
    """Two dimensions: a passes (1, 1) in 20 scenarios and (1, 0) in 20, b (1, 0) in all: .75 and .5."""
    rubric = a_rubric(a_dimension("safe"), a_dimension("kind"))
    verdicts = judged(rubric, "J", {"safe": "y" * 80, "kind": "y" * 20 + "n" * 60})
    rows = ranking(Ratings(rubric, units(40, "a", "b"), verdicts), dimension="total")

    assert [(r["candidate"], r["value"], r["tied_group"]) for r in rows] == [("a", 0.75, "a"), ("b", 0.5, "b")]
    assert rows[0]["low"] < 0.75 < rows[0]["high"]


def test_one_candidate_has_nobody_to_be_compared_with():
    """No ranking, rather than a first place."""
    assert ranking(one_question({"J": "yn" * 10}, units=units(20, "a"))) == []


def test_each_group_has_a_ranking_of_its_own():
    """In panic b is better, in grief a."""
    tags = [{"risk": "grief"}] * 10 + [{"risk": "panic"}] * 10
    grouped = {
        n: Unit(n, u.scenario_id, u.candidate, tags[i % 20]) for i, (n, u) in enumerate(units(20, "a", "b").items())
    }
    rows = ranking(one_question({"J": "y" * 10 + "n" * 20 + "y" * 10}, units=grouped), by="risk")

    assert [(r["group"], r["candidate"]) for r in rows if r["tied_group"] == "a"] == [("grief", "a"), ("panic", "b")]


def test_the_same_seed_gives_the_same_ranking():
    """A report printed twice is the same report."""
    ratings = one_question({"J": "yyyn" * 10 + "ynyn" * 10}, units=units(40, "a", "b"))

    assert ranking(ratings) == ranking(ratings)


def test_a_replicate_in_which_somebody_has_no_value_is_counted():
    """Of two scenarios b answered one: in about a quarter of the draws it has none."""
    columns = np.array([[1.0, 1.0], [0.0, 1.0]])
    half = np.array([[1.0, 1.0], [0.0, 0.0]])
    ratio = lambda sums: sums[..., 0] / sums[..., 1]  # noqa: E731
    rows = [s.fields() for s in standings([Entrant("a", columns, ratio), Entrant("b", half, ratio)], Plan(2, 1000, 1))]

    assert rows[0]["replicates_undefined"] == pytest.approx(250, abs=45)
    assert rows[0]["candidate"] == "b"
