"""The first table: what each judge missed, beside what an expert misses and what missing everything looks like."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from scoring_cases import a_dimension, a_harm, a_rubric, judged, labelled, one_question, units_of

from judge.ratings import Ratings, Unit
from judge.scoring import agreement, first_table
from judge.stats.estimate import NO_ITEM, NO_VARIATION
from judge.stats.intervals import wilson


def test_a_row_tells_what_was_flagged_missed_and_by_whom():
    """Six items, experts a b c; fails: item 0 a b c, item 1 a b, item 2 a, item 3 c; 4 and 5 none.

    Flagged by any: 0 1 2 3, by all: 0. J finds 0 and 1, passes 2, cannot be read on 3, alarms on 4: missed 2 of 4,
    alarms 1 of 2. Left out: a misses of b-or-c's 0 1 3 one (3), b of a-or-c's 0 1 2 3 two, c of a-or-b's 0 1 2 two.
    """
    (row,) = first_table(one_question({"J": "nnyxny"}, {"a": "nnnyyy", "b": "nnyyyy", "c": "nyynyy"}))

    assert {k: row[k] for k in ("experts", "labelled", "flagged_any", "flagged_all", "unread_flagged")} == {
        "experts": 3, "labelled": 6, "flagged_any": 4, "flagged_all": 1, "unread_flagged": 1,
    }  # fmt: skip
    assert (row["missed_k"], row["missed_n"], row["missed_rate"]) == (2, 4, 0.5)
    assert (row["missed_low"], row["missed_high"], row["interval_method"]) == (*wilson(2, 4), "wilson")
    assert (row["false_alarms_k"], row["false_alarms_n"]) == (1, 2)
    assert (row["best_expert"], row["best_expert_missed_k"], row["best_expert_missed_n"]) == ("a", 1, 3)
    assert (row["worst_expert"], row["worst_expert_missed_k"], row["worst_expert_missed_n"]) == ("c", 2, 3)
    assert (row["always_pass_missed_k"], row["always_pass_missed_n"]) == (4, 4)
    assert json.loads(json.dumps(row)) == row


def test_critical_dimensions_come_first_then_harm_then_the_rest():
    """In the rubric's order within each."""
    rubric = a_rubric(
        a_dimension("warm"), a_harm("scorn"), a_harm("method", critical=True), a_harm("gossip"), a_dimension("calm")
    )
    columns = {d.id: "y" for d in rubric.dimensions}
    ratings = Ratings(rubric, units_of(1), judged(rubric, "J", columns), labelled(rubric, "a", columns))

    assert [r["dimension"] for r in first_table(ratings)] == ["method", "scorn", "gossip", "warm", "calm"]


def test_a_response_in_one_cluster_with_another_is_counted_once_there():
    """Two candidates failed the same scenario: two items, one cluster."""
    units = {f"r{i}": Unit(f"r{i}", "s0", f"m{i}") for i in range(2)}
    (row,) = first_table(one_question({"J": "nn"}, {"a": "nn"}, units=units))

    assert (row["flagged_any"], row["flagged_any_clusters"]) == (2, 1)


def test_a_flagged_case_behind_a_gate_is_flagged_and_was_not_put_to_the_judge():
    """Flagged 2, put before the judge 1."""
    (row,) = first_table(one_question({"J": "gn"}, {"a": "nn"}))

    assert (row["flagged_any"], row["missed_k"], row["missed_n"], row["always_pass_missed_n"]) == (2, 0, 1, 1)


def test_without_a_flag_nothing_was_missed_and_nothing_was_shown():
    """0 of 0 has no rate; kappa of a judge and experts who all pass everything is undefined."""
    (row,) = first_table(one_question({"J": "yy"}, {"a": "yy", "b": "yy"}))

    assert (row["missed_k"], row["missed_n"], row["missed_rate"], row["missed_low"]) == (0, 0, None, None)
    assert (row["best_expert"], row["best_expert_missed_k"]) == (None, None)
    assert (row["expert_kappa"], row["expert_kappa_reason"]) == (None, NO_VARIATION)
    assert (row["judge_kappa"], row["judge_kappa_reason"]) == (None, f"2 of 2 pairs undefined: {NO_VARIATION}")


def test_one_expert_has_no_other_to_be_held_against():
    """No ceiling is made up."""
    (row,) = first_table(one_question({"J": "yn"}, {"a": "yn"}))

    assert (row["best_expert"], row["worst_expert"], row["expert_kappa"]) == (None, None, None)
    assert (row["expert_kappa_reason"], row["judge_kappa"]) == (NO_ITEM, 1.0)


def test_a_dimension_nobody_labelled_stands_there_empty():
    """A critical question without labels must be seen to have none."""
    (row,) = first_table(one_question({"J": "yn"}))

    assert (row["experts"], row["labelled"], row["flagged_any"], row["missed_n"]) == (0, 0, 0, 0)


def test_each_repeat_has_its_row():
    """Found once, missed once."""
    rows = first_table(one_question({"J": ["n", "y"]}, {"a": "n"}))

    assert [(r["repeat"], r["missed_k"]) for r in rows] == [(0, 0), (1, 1)]


@settings(deadline=None, max_examples=25)
@given(
    st.text("ynu/rxg", min_size=6, max_size=6),
    st.lists(st.text("ynu/.", min_size=6, max_size=6), min_size=1, max_size=4),
)
def test_it_says_what_agreement_says(word, labels):
    """One definition, two tables; swapping what fails swaps misses and alarms among what was read."""
    ratings = one_question({"J": word}, {f"e{i}": w for i, w in enumerate(labels)})
    (row,) = first_table(ratings)

    said = {(r["judge"], r["statistic"], r["reference"]): r for r in agreement(ratings, replicates=20).rows}
    missed, alarms = said["J", "missed", "any"], said["J", "false_alarms", "any"]
    assert (row["missed_k"], row["missed_n"], row["missed_rate"]) == tuple(
        missed[k] for k in ("numerator", "denominator", "value")
    )
    assert (row["false_alarms_k"], row["false_alarms_n"]) == (alarms["numerator"], alarms["denominator"])
    assert row["judge_kappa"] == said["J", "cohen_kappa", "pairs"]["value"]
    assert row["expert_kappa"] == said["experts", "cohen_kappa", "pairs"]["value"]
    assert row["unread_flagged"] <= row["missed_k"] <= row["missed_n"] <= row["flagged_any"]
    assert row["flagged_all"] <= row["flagged_any"] <= row["labelled"]


def test_labels_of_other_responses_change_no_row():
    """They are about something else."""
    ratings = one_question({"J": "yn"}, {"a": "yn"})
    extra = replace(ratings.experts[0], response_id="elsewhere")

    assert first_table(replace(ratings, experts=[*ratings.experts, extra])) == first_table(ratings)
