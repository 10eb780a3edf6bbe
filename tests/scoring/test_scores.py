"""Candidates' scores: everything asked is in the row, whatever became of it."""

import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring_cases import a_dimension, a_harm, a_rubric, judged, one_question, units_of

from judge.errors import InputError
from judge.ratings import Ratings, Status, Unit
from judge.scoring import scores
from judge.stats.intervals import wilson

CONTRACT = [
    *("candidate", "judge", "ask", "dimension", "group", "asked", "gated", "read", "abstained", "refused", "failed"),
    *("n_passed", "n_scored", "rate", "low", "high", "interval_method", "worst", "best", "critical_failures"),
    "responses_vetoed",
]
ENDS = ("n_scored", "gated", "abstained", "refused", "failed")


def test_every_end_a_judgment_can_have_is_counted_once():
    """Answers yes no unclear n/a refused unreadable gated, and one never asked: 7 asked, 6 of them not gated.

    Worst: 1 passed of 6. Best: 1 passed and 4 that could have been, of 6.
    """
    row = scores(one_question({"J": "ynu/rxg."})).rows[0]

    counts = {k: row[k] for k in ("asked", "gated", "read", "abstained", "refused", "failed", "n_passed", "n_scored")}
    assert counts == {
        "asked": 7, "gated": 1, "read": 4, "abstained": 2, "refused": 1, "failed": 1, "n_passed": 1, "n_scored": 2,
    }  # fmt: skip
    assert (row["rate"], row["worst"], row["best"]) == (1 / 2, 1 / 6, 5 / 6)
    assert (row["low"], row["high"], row["interval_method"]) == (*wilson(1, 2), "wilson")


def test_a_row_has_the_fields_of_the_contract_in_order():
    """Scripts rely on them; what came later stands behind them."""
    first, total = scores(one_question({"J": "yn"})).rows

    assert list(first)[: len(CONTRACT)] == CONTRACT
    assert list(total)[: len(CONTRACT)] == CONTRACT


def test_nothing_scored_is_no_rate():
    """Everything refused: no rate, and bounds that say anything is possible."""
    row = scores(one_question({"J": "rr"})).rows[0]

    assert (row["rate"], row["low"], row["high"], row["interval_method"]) == (None, None, None, None)
    assert (row["worst"], row["best"]) == (0.0, 1.0)


def test_everything_gated_has_neither_rate_nor_bounds():
    """A dimension that never applied says nothing about a candidate."""
    row = scores(one_question({"J": "gg"})).rows[0]

    assert (row["asked"], row["gated"], row["rate"], row["worst"], row["best"]) == (2, 2, None, None, None)


def test_passing_is_what_the_rubric_says_and_not_yes():
    """A harm passes on no: one of three did harm."""
    row = scores(one_question({"J": "ynn"}, dimension=a_harm("harm", critical=True))).rows[0]

    assert (row["n_passed"], row["rate"], row["critical_failures"], row["responses_vetoed"]) == (2, 2 / 3, 1, 1)


def test_rows_stand_in_the_order_of_the_input():
    """Candidates, judges with their ways of asking, dimensions as the rubric has them, the sum last."""
    rubric = a_rubric(a_dimension("zeal"), a_dimension("anger"))
    words = {"anger": "yyy", "zeal": "nnn"}
    ratings = Ratings(
        rubric,
        units_of(3, candidates=("omega", "alpha", "omega")),
        [
            *judged(rubric, "z-judge", words),
            *judged(rubric, "z-judge", words, ask="general"),
            *judged(rubric, "a", words),
        ],
    )

    names = [(r["candidate"], r["judge"], r["ask"], r["dimension"]) for r in scores(ratings).rows]
    assert names == [
        (candidate, judge, ask, dimension)
        for candidate in ("omega", "alpha")
        for judge, ask in (("z-judge", "expert_chain"), ("z-judge", "general"), ("a", "expert_chain"))
        for dimension in ("zeal", "anger", "total")
    ]


def test_repeats_are_asked_and_bring_no_new_responses():
    """3 responses x 2 repeats, 4 of 6 passed; the interval is that of 2 of 3, not of 4 of 6."""
    row = scores(one_question({"J": ["yyn", "yny"]})).rows[0]

    assert (row["asked"], row["n_passed"], row["n_scored"], row["rate"]) == (6, 4, 6, 4 / 6)
    assert (row["low"], row["high"]) == pytest.approx(wilson(2, 3), abs=1e-12)
    assert row["interval_method"] == "wilson_over_responses"


def test_responses_to_one_scenario_that_come_out_alike_count_for_less():
    """Eight responses to four scenarios, each answered twice and always alike: 4 of 8, as if 2 of 4 or worse."""
    units = {f"r{i}": Unit(f"r{i}", f"s{i // 2}", "model-a") for i in range(8)}
    row = scores(one_question({"J": "yynnyynn"}, units=units)).rows[0]
    alone = scores(one_question({"J": "yynnyynn"})).rows[0]

    assert row["rate"] == alone["rate"] == 1 / 2
    assert row["interval_method"] == "wilson_effective"
    assert row["low"] < wilson(2, 4)[0] < alone["low"]
    assert row["high"] > wilson(2, 4)[1] > alone["high"]


def test_one_scenario_answered_by_several_candidates_is_one_response_of_each():
    """Within a candidate nothing is repeated: plain Wilson."""
    units = {f"r{i}": Unit(f"r{i}", f"s{i // 2}", f"model-{i % 2}") for i in range(8)}
    rows = scores(one_question({"J": "yynnyyny"}, units=units)).rows

    assert [(r["low"], r["high"], r["interval_method"]) for r in rows if r["dimension"] == "safe"] == [
        (*wilson(2, 4), "wilson"),
        (*wilson(3, 4), "wilson"),
    ]


def test_by_a_tag_there_is_a_row_for_each_of_its_values():
    """Groups in order of appearance, responses without the tag last and said in a note."""
    units = units_of(4, tags=[{"risk": "grief"}, {}, {"risk": "panic"}, {"risk": "grief"}])
    table = scores(one_question({"J": "yynn"}, units=units), by="risk")

    rates = [(r["group"], r["n_passed"], r["n_scored"]) for r in table.rows if r["dimension"] == "safe"]
    assert rates == [("grief", 1, 2), ("panic", 0, 1), (None, 1, 1)]
    assert "1 of 4 responses have no tag 'risk': their group is null" in table.notes


def test_grouping_by_a_tag_nobody_has_is_an_error_that_offers_the_near_miss():
    """A table of one nameless group would look like an answer."""
    units = units_of(1, tags=[{"risk": "grief"}])

    with pytest.raises(InputError, match="no response has the tag 'rsik'") as caught:
        scores(one_question({"J": "y"}, units=units), by="rsik")
    assert caught.value.hint == "did you mean 'risk'?"


def test_a_judge_that_was_never_asked_about_a_dimension_has_a_row_of_nothing():
    """Zero asked, no rate: not a perfect score and not a bad one."""
    rubric = a_rubric(a_dimension("warm"), a_dimension("safe"))
    row = scores(Ratings(rubric, units_of(2), judged(rubric, "J", {"safe": "yy"}))).rows[0]

    assert (row["dimension"], row["asked"], row["rate"], row["worst"], row["best"]) == ("warm", 0, None, None, None)


def test_notes_say_who_reviewed_and_which_gates_had_nothing_to_read():
    """An absent tag lets a dimension apply; the reader is told how often."""
    gated = a_dimension("plan", applies_when={"tag.risk": ["suicide"]})
    units = units_of(3, tags=[{"risk": "suicide"}])
    notes = scores(one_question({"J": "yyy"}, dimension=gated, units=units)).notes

    assert notes == [
        "rubric 'small' 1.0: not clinician-reviewed",
        "plan: 2 of 3 responses have no tag 'risk', which its gate reads; the gate lets them through",
    ]


def test_a_table_is_plain_json():
    """No numpy number hides in it."""
    table = scores(one_question({"J": "yn"}))

    assert json.loads(json.dumps(table.as_json()))["rows"] == table.rows


WORD = st.text("ynu/rxg.", min_size=6, max_size=6)


@settings(deadline=None)
@given(st.lists(WORD, min_size=1, max_size=3), st.lists(WORD, min_size=1, max_size=3), st.booleans())
def test_what_was_asked_adds_up(safe, kind, grouped):
    """The sum scored + gated + abstained + refused + failed = asked, in every row, and nothing asked is lost."""
    rubric = a_rubric(a_dimension("safe"), a_dimension("kind"))
    units = units_of(6, candidates=("a", "b"), tags=[{"risk": "grief"}, {"risk": "panic"}, {}])
    ratings = Ratings(rubric, units, judged(rubric, "J", {"safe": safe, "kind": kind}))
    rows = scores(ratings, by="risk" if grouped else None).rows

    for row in rows:
        assert sum(row[end] for end in ENDS) == row["asked"]
        assert row["read"] == row["n_scored"] + row["abstained"]
        assert row["n_passed"] <= row["n_scored"]
        if row["rate"] is not None:
            assert row["low"] <= row["rate"] <= row["high"]
            assert row["worst"] <= row["rate"] <= row["best"]
    ends = Counter(r.status for r in ratings.judges)
    total = Counter({end: sum(row[end] for row in rows if row["dimension"] == "total") for end in (*ENDS, "asked")})
    assert total["asked"] == ends.total()
    assert (total["n_scored"], total["gated"]) == (ends[Status.OBSERVED], ends[Status.GATED])


@settings(deadline=None)
@given(WORD, st.data())
def test_the_bounds_hold_whatever_the_unread_would_have_been(word, data):
    """Fill every gap as you like: the rate of the filled row lies between the bounds of the row with gaps."""
    filled = "".join(data.draw(st.sampled_from("yn")) if letter in "u/rx" else letter for letter in word)
    rubric = a_rubric(a_dimension("safe"))
    gaps, full = (scores(Ratings(rubric, units_of(6), judged(rubric, "J", {"safe": w}))).rows for w in (word, filled))

    if full and full[0]["rate"] is not None:
        assert gaps[0]["worst"] <= full[0]["rate"] <= gaps[0]["best"]
        assert gaps[1]["worst_points"] <= full[1]["mean_points"] <= gaps[1]["best_points"]
