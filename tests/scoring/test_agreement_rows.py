"""Judges against experts: which items enter, what counts as missed, and what stands in a row."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring_cases import a_dimension, a_harm, a_rubric, judged, labelled, one_question, the_row, units_of

from judge.errors import InputError
from judge.ratings import Ratings, Unit
from judge.scoring import agreement
from judge.stats.estimate import NO_FLAG, NO_VARIATION
from judge.table import Row

CONTRACT = [
    *("judge", "ask", "dimension", "group", "repeat", "statistic", "answer", "positive", "reference", "value"),
    *("status", "reason", "low", "high", "interval_method", "numerator", "denominator", "n_items", "n_clusters"),
    *("n_raters", "not_applicable_policy", "dropped"),
    *("interval_reason", "replicates_undefined", "weighted", "cautions"),
]


def test_a_row_has_the_fields_of_the_contract_in_order():
    """And nothing but plain JSON in them."""
    table = agreement(one_question({"J": "yn"}, {"a": "yn", "b": "yy"}))

    assert all(list(row) == CONTRACT for row in table.rows)
    assert json.loads(json.dumps(table.as_json()))["rows"] == table.rows


def test_a_judge_is_held_against_pairs_and_against_each_expert_by_name():
    """J agrees with a on 3 of 4, with b on 1 of 2: pairs is (3/4 + 1/2) / 2 over 4 items, each has its own."""
    table = agreement(one_question({"J": "yyyy"}, {"a": "yyyn", "b": "yn.."}))

    pairs = the_row(table, judge="J", statistic="percent_agreement", reference="pairs")
    assert (pairs["value"], pairs["interval_method"], pairs["numerator"]) == (0.625, "wilson", None)
    assert (pairs["n_items"], pairs["n_raters"]) == (4, 3)
    own = the_row(table, judge="J", statistic="percent_agreement", reference="b")
    assert (own["value"], own["denominator"], own["n_items"], own["n_raters"], own["dropped"]) == (0.5, 2, 2, 2, 0)


def test_alpha_of_a_judge_is_the_mean_over_its_pairs_with_experts():
    """J and a: [1,1,1],[1,1,0] is 0. J and b all alike: undefined, left out, said."""
    row = the_row(
        agreement(one_question({"J": "yyy"}, {"a": "yyn", "b": "yyy"})),
        judge="J",
        statistic="krippendorff_alpha_nominal",
    )

    assert (row["value"], row["reference"], row["n_items"]) == (0.0, "pairs", 3)
    assert row["reason"] == f"1 of 2 pairs undefined: {NO_VARIATION}"


def test_each_repeat_stands_for_itself_with_mean_and_sample_deviation_over_them():
    """Agreement 3/4, 2/4, 4/4: mean .75, deviation sqrt((0 + .0625 + .0625) / 2) = .25. Repeats are never items."""
    table = agreement(one_question({"J": ["yyyn", "yynn", "yyyy"]}, {"a": "yyyy"}))
    rows = [r for r in table.rows if (r["judge"], r["statistic"], r["reference"]) == ("J", "percent_agreement", "a")]

    assert [(r["repeat"], r["value"]) for r in rows] == [(0, 0.75), (1, 0.5), (2, 1.0), ("mean", 0.75), ("sd", 0.25)]
    assert {r["n_items"] for r in rows} == {4}
    assert [r["interval_method"] for r in rows] == ["wilson"] * 3 + [None] * 2


def test_a_mean_over_repeats_hides_no_repeat_without_a_value():
    """Kappa of the second repeat is undefined: so is the mean, and it says which."""
    table = agreement(one_question({"J": ["yn", "yy"]}, {"a": "yy"}))
    row = the_row(table, judge="J", statistic="cohen_kappa", reference="a", repeat="mean")

    assert (row["value"], row["status"]) == (None, "undefined")
    assert row["reason"] == f"undefined in 1 of 2 repeats: {NO_VARIATION}"


def test_a_mean_over_repeats_keeps_the_remark_on_pairs_left_out():
    """In each repeat one of the two pairs never varied: the mean says it too."""
    table = agreement(one_question({"J": ["yyy", "yyy"]}, {"a": "yyn", "b": "yyy"}))
    row = the_row(table, judge="J", statistic="cohen_kappa", reference="pairs", repeat="mean")

    assert (row["value"], row["reason"]) == (0.0, f"1 of 2 pairs undefined: {NO_VARIATION}")


def test_one_repeat_has_no_mean():
    """A deviation of one number does not exist."""
    assert {r["repeat"] for r in agreement(one_question({"J": "yn"}, {"a": "yn"})).rows} == {0}


def test_by_a_tag_each_group_is_compared_alone():
    """Agreement 2 of 2 among grief, 0 of 1 among panic."""
    units = units_of(3, tags=[{"risk": "grief"}, {"risk": "grief"}, {"risk": "panic"}])
    table = agreement(one_question({"J": "yny"}, {"a": "ynn"}, units=units), by="risk")

    values = {r["group"]: r["value"] for r in table.rows if (r["statistic"], r["reference"]) == ("accuracy", "a")}
    assert values == {"grief": 1.0, "panic": 0.0}


def test_clusters_are_counted_beside_items():
    """Three responses to two scenarios: two of three the same, in an interval that rests on two clusters."""
    units = {f"r{i}": Unit(f"r{i}", "s0" if i < 2 else "s1", f"m{i}") for i in range(3)}
    table = agreement(one_question({"J": "yyy"}, {"a": "yyn"}, units=units))
    row = the_row(table, judge="J", statistic="accuracy", reference="a")

    assert (row["n_items"], row["n_clusters"]) == (3, 2)
    assert (row["value"], row["interval_method"]) == (2 / 3, "wilson_effective")


def test_dimensions_are_never_pooled():
    """Full agreement here and none there stay two numbers."""
    rubric = a_rubric(a_dimension("warm"), a_harm("harm"))
    ratings = Ratings(
        rubric,
        units_of(2),
        judged(rubric, "J", {"warm": "yn", "harm": "yn"}),
        labelled(rubric, "a", {"warm": "yn", "harm": "ny"}),
    )

    rows = [r for r in agreement(ratings).rows if (r["statistic"], r["reference"]) == ("cohen_kappa", "a")]
    assert [(r["dimension"], r["value"]) for r in rows] == [("warm", 1.0), ("harm", -1.0)]


def test_a_dimension_nobody_labelled_is_undefined_throughout():
    """No labels are no agreement and no misses."""
    table = agreement(one_question({"J": "yn"}))

    assert table.rows
    assert {(r["value"], r["status"], r["n_items"]) for r in table.rows} == {(None, "undefined", 0)}


def test_a_sensitivity_without_a_flag_is_undefined_for_its_reason():
    """The experts passed everything."""
    row = the_row(
        agreement(one_question({"J": "yn"}, {"a": "yy"})), judge="J", statistic="sensitivity", reference="any"
    )

    assert (row["value"], row["reason"], row["denominator"]) == (None, NO_FLAG, 0)


def test_labels_of_other_responses_are_counted_and_left_out():
    """A label file may cover more than a run."""
    ratings = one_question({"J": "yn"}, {"a": "yn"})
    extra = replace(ratings.experts[0], response_id="elsewhere")
    table = agreement(replace(ratings, experts=[*ratings.experts, extra]))

    assert the_row(table, statistic="accuracy", reference="a")["n_items"] == 2
    assert "1 labels speak of responses that this run does not hold; they are left out" in table.notes


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rater": "b", "answer": "maybe"}, "answered 'maybe' to 'safe'"),
        ({"rater": "b", "dimension": "warmth"}, "'warmth', which is no dimension"),
        ({}, "twice"),
    ],
)
def test_a_rating_outside_the_rubric_is_an_error_not_a_new_category(change, message):
    """As is a second rating of one item by one rater."""
    ratings = one_question({"J": "y"}, {"a": "y"})
    odd = replace(ratings.experts[0], **change)

    with pytest.raises(InputError, match=message):
        agreement(replace(ratings, experts=[*ratings.experts, odd]))


@pytest.mark.parametrize(("judge", "expert"), [("J", "any"), ("J", "leave_one_out:a"), ("experts", "a")])
def test_a_rater_cannot_bear_a_name_that_rows_use_otherwise(judge, expert):
    """A row must say one thing."""
    with pytest.raises(InputError, match="cannot be called"):
        agreement(one_question({judge: "y"}, {expert: "y"}))


WORDS = st.text("ynu/.", min_size=5, max_size=5)


@settings(deadline=None, max_examples=25)
@given(
    st.text("ynu/rxg.", min_size=5, max_size=5),
    st.lists(WORDS, min_size=1, max_size=4),
    st.randoms(use_true_random=False),
)
def test_what_enters_and_what_is_dropped_is_what_was_labelled(word, labels, random):
    """In every row; undefined exactly when there is no value; the order of experts and units changes nothing."""
    ratings = one_question({"J": word}, {f"e{i}": w for i, w in enumerate(labels)})
    shuffled = replace(ratings, experts=random.sample(ratings.experts, len(ratings.experts)))
    rows, again = agreement(ratings, replicates=20).rows, agreement(shuffled, replicates=20).rows

    labelled_items = {r.response_id for r in ratings.experts}
    for row in rows:
        assert row["n_clusters"] == row["n_items"] <= len(labelled_items)
        assert row["dropped"] >= 0
        assert (row["status"] == "undefined") == (row["value"] is None)
        if row["reference"] in {"pairs", "any", "all", "majority", None}:
            assert row["n_items"] + row["dropped"] == len(labelled_items)

    def told(found: list[Row]) -> dict[tuple[object, ...], object]:
        key = ("judge", "statistic", "reference", "answer")
        return {tuple(r[k] for k in key): r["value"] and round(r["value"], 9) for r in found}

    assert told(rows) == told(again)
