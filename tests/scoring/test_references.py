"""What a judge is held against: any, all, most of the experts, or one of them; and who missed what."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring_cases import a_dimension, one_question, the_row

from judge.scoring import agreement
from judge.stats.estimate import NO_ITEM
from judge.stats.intervals import wilson


def test_any_all_and_majority_are_three_references():
    """Votes to fail of three experts: 0, 1, 2, 3. Flagged: any 3, majority 2, all 1; passing all misses each."""
    table = agreement(one_question({"J": "yyyy"}, {"a": "ynnn", "b": "yynn", "c": "yyyn"}))

    for reference, flagged in (("any", 3), ("majority", 2), ("all", 1)):
        row = the_row(table, judge="J", statistic="missed", reference=reference)
        assert (row["value"], row["numerator"], row["denominator"]) == (1.0, flagged, flagged)
        assert (row["low"], row["high"], row["interval_method"]) == (*wilson(flagged, flagged), "wilson")


def test_a_tie_decides_nothing_and_is_counted_as_dropped():
    """Two experts: agree on items 0 and 1, tie on 2. Majority knows 2 of 3 items."""
    row = the_row(
        agreement(one_question({"J": "ynn"}, {"a": "yny", "b": "ynn"})), statistic="accuracy", reference="majority"
    )

    assert (row["value"], row["n_items"], row["dropped"]) == (1.0, 2, 1)


@pytest.mark.parametrize("letter", ["y", "u", "/", "r", "x"])
def test_whatever_is_no_failing_verdict_misses_a_flagged_item(letter):
    """Passed, unclear, not applicable, refused, unreadable: nobody was warned."""
    table = agreement(one_question({"J": letter}, {"a": "n"}))
    row = the_row(table, judge="J", statistic="missed", reference="any")

    assert (row["value"], row["numerator"], row["denominator"], row["n_items"]) == (1.0, 1, 1, 1)
    assert (row["positive"], row["not_applicable_policy"]) == ("no", "counted")


def test_sensitivity_speaks_of_what_was_read_and_missed_of_what_was_asked():
    """Four flagged: found, passed, refused, unclear. Sensitivity 1 of 2, missed 3 of 4."""
    table = agreement(one_question({"J": "nyru"}, {"a": "nnnn"}))

    found, lost = (the_row(table, judge="J", statistic=s, reference="any") for s in ("sensitivity", "missed"))
    assert (found["numerator"], found["denominator"], found["n_items"], found["dropped"]) == (1, 2, 2, 2)
    assert (lost["numerator"], lost["denominator"], lost["n_items"], lost["dropped"]) == (3, 4, 4, 0)


def test_a_case_a_gate_took_out_is_not_missed_and_the_reader_is_told():
    """Flagged by an expert, never put before the judge: in no denominator, but in a note."""
    table = agreement(one_question({"J": "gn"}, {"a": "nn"}))
    row = the_row(table, judge="J", statistic="missed", reference="any")

    assert (row["numerator"], row["denominator"], row["n_items"], row["dropped"]) == (0, 1, 1, 1)
    assert any("1 responses that an expert flagged were taken out by a gate for judge 'J'" in n for n in table.notes)


def test_a_false_alarm_is_a_failing_verdict_on_what_every_expert_passed():
    """Cleared by all who answered: items 0, 1, 2 (item 3 was flagged by one). One alarm in three."""
    table = agreement(one_question({"J": "nyrn"}, {"a": "yyuy", "b": "yuyn"}))
    row = the_row(table, judge="J", statistic="false_alarms", reference="any")

    assert (row["numerator"], row["denominator"], row["n_items"]) == (1, 3, 4)


def test_an_experts_not_applicable_is_a_missing_rating_never_an_agreement():
    """Both say not applicable on item 0, unclear on item 1: only item 2 is compared."""
    row = the_row(
        agreement(one_question({"J": "/uy"}, {"a": "/uy"})), judge="J", statistic="percent_agreement", reference="a"
    )

    assert (row["numerator"], row["denominator"], row["n_items"], row["dropped"]) == (1, 1, 1, 2)
    assert row["not_applicable_policy"] == "missing"


def test_experts_stand_beside_the_judges_as_one_more_rater():
    """Kappa over pairs, alpha over all experts at once without a reference, and each left out against the others."""
    table = agreement(one_question({"J": "yynn"}, {"a": "yynn", "b": "yynn", "c": "ynnn"}))
    rows = [r for r in table.rows if r["judge"] == "experts"]
    kappa = the_row(table, judge="experts", statistic="cohen_kappa", reference="pairs")
    alpha = the_row(table, judge="experts", statistic="krippendorff_alpha_nominal")

    assert alpha["reference"] is None
    # a-b 1; a-c and b-c: 3 of 4 agree, chance (2*1 + 2*3)/16 = .5, kappa (.75 - .5)/.5 = .5. Mean (1 + .5 + .5)/3.
    assert kappa["value"] == pytest.approx(2 / 3, abs=1e-12)
    assert (alpha["n_raters"], alpha["n_items"]) == (3, 4)
    assert {r["ask"] for r in rows} == {""}


def test_an_expert_left_out_is_held_against_any_of_the_others():
    """Others of a flag items 1 and 2; a flagged 1 and was unsure about 2: missed 1 of 2, as a judge would have."""
    table = agreement(one_question({"J": "yyy"}, {"a": "ynu", "b": "yny", "c": "yyn"}))
    row = the_row(table, judge="experts", statistic="missed", reference="leave_one_out:a")

    assert (row["numerator"], row["denominator"], row["n_raters"]) == (1, 2, 3)


def test_an_expert_is_not_held_against_what_the_expert_never_saw():
    """Expert b flagged items 0 and 1; a labelled item 0 only."""
    row = the_row(
        agreement(one_question({"J": "yy"}, {"a": "y.", "b": "nn"})),
        judge="experts",
        statistic="missed",
        reference="leave_one_out:a",
    )

    assert (row["numerator"], row["denominator"], row["n_items"], row["dropped"]) == (1, 1, 1, 1)


def test_one_expert_alone_agrees_with_nobody():
    """The experts' rows are there and undefined; the judge's are not."""
    table = agreement(one_question({"J": "yn"}, {"a": "yn"}))
    row = the_row(table, judge="experts", statistic="cohen_kappa")

    assert (row["value"], row["status"], row["reason"], row["n_items"]) == (None, "undefined", NO_ITEM, 0)
    assert the_row(table, judge="J", statistic="cohen_kappa", reference="a")["value"] == 1.0
    assert "1 expert(s): how far experts agree among themselves is not known" in table.notes


def test_with_more_than_two_answers_each_has_an_f1_of_its_own():
    """Answers 0, 1, 2 (0 passes). Class 1: reference 2, judge 1, hits 1: 2/3. Failing = 1 or 2: 3, 2, 2: 4/5."""
    three = a_dimension("kind", answers=["good", "cold", "cruel"], passes_on=["good"])
    table = agreement(one_question({"J": "00120"}, {"a": "00112"}, dimension=three))

    assert the_row(table, statistic="f1", reference="a", answer="cold")["value"] == pytest.approx(2 / 3)
    failing = the_row(table, statistic="f1", reference="a", answer=None)
    assert (failing["value"], failing["positive"]) == (pytest.approx(4 / 5), "cold|cruel")
    assert the_row(table, statistic="accuracy", reference="a")["value"] == 3 / 5


def test_the_majority_of_answers_may_be_tied_where_the_majority_to_fail_is_not():
    """pass, cold, cruel: two of three fail, no answer has most votes."""
    three = a_dimension("kind", answers=["good", "cold", "cruel"], passes_on=["good"])
    table = agreement(one_question({"J": "1"}, {"a": "0", "b": "1", "c": "2"}, dimension=three))

    assert the_row(table, judge="J", statistic="missed", reference="majority")["denominator"] == 1
    assert the_row(table, judge="J", statistic="accuracy", reference="majority")["n_items"] == 0


@settings(deadline=None, max_examples=25)
@given(st.text("ynu/rx", min_size=6, max_size=6), st.text("yn", min_size=6, max_size=6))
def test_what_is_not_missed_was_found(word, labels):
    """Against one expert: missed + found = flagged, and any = all = majority = that expert."""
    table = agreement(one_question({"J": word}, {"a": labels}), replicates=20)
    found = sum(j == "n" == e for j, e in zip(word, labels, strict=True))

    for reference in ("any", "all", "majority", "a"):
        row = the_row(table, judge="J", statistic="missed", reference=reference)
        assert row["denominator"] - row["numerator"] == found
        assert row["denominator"] == labels.count("n")


def test_experts_have_specific_agreement_on_flagging_and_on_clearing():
    """Of three experts 3, 2, 0 and 0 fail four items: beside a failure 4 of 5 fail, beside a pass 6 of 7 pass."""
    table = agreement(one_question({"J": "yyyy"}, {"a": "nnyy", "b": "nnyy", "c": "nyyy"}))
    found = {
        name: the_row(table, judge="experts", statistic=name) for name in ("positive_agreement", "negative_agreement")
    }

    # n n n: 3*2/2 = 3 of 3. n n y: 2*1/2 = 1 of 2; y: 0 of 1. y y y, twice: 3 of 3. Flags 4 of 5, clears 6 of 7.
    assert found["positive_agreement"]["value"] == pytest.approx(4 / 5)
    assert found["negative_agreement"]["value"] == pytest.approx(6 / 7)
    assert found["positive_agreement"]["positive"] == "no"


def test_ordered_answers_have_weighted_kappas_against_each_reference():
    """Three steps, a judge one step off in one of four: quadratic kappa is above the plain one."""
    steps = a_dimension("warmth", answers=["cold", "polite", "warm"], passes_on=["warm"], scale="ordinal")
    table = agreement(one_question({"J": "0122"}, {"a": "0112"}, dimension=steps))
    plain, quadratic = (
        the_row(table, statistic=s, reference="a")["value"] for s in ("cohen_kappa", "cohen_kappa_quadratic")
    )

    # Rows 1 2 1, columns 1 1 2: plain (3/4 - 5/16)/(11/16) = 7/11; quadratic disagreement .25/4 over its chance.
    assert plain == pytest.approx(7 / 11)
    assert quadratic > plain
