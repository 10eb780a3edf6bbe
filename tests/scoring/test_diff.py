"""Two runs side by side: which verdicts changed, and how much was compared at all."""

from dataclasses import replace

from scoring_cases import a_dimension, a_rubric, judged, one_question, units_of

from judge.ratings import Ratings
from judge.scoring import diff


def counts(table: object) -> tuple[int, ...]:
    return tuple(table.about[k] for k in ("compared", "equal", "differing", "only_in_a", "only_in_b"))


def test_only_verdicts_that_differ_have_a_row():
    """Five compared: the second changed its answer, the fourth its state."""
    table = diff(one_question({"J": "yynnr"}), one_question({"J": "ynnur"}))

    assert counts(table) == (5, 3, 2, 0, 0)
    assert [(r["response_id"], r["state_a"], r["answer_a"], r["state_b"], r["answer_b"]) for r in table.rows] == [
        ("r1", "scored", "yes", "scored", "no"),
        ("r3", "scored", "no", "abstained", None),
    ]
    assert [(r["passed_a"], r["passed_b"]) for r in table.rows] == [(True, False), (False, None)]


def test_an_edited_rubric_changes_what_the_same_answer_speaks_for():
    """The word stayed, the verdict turned."""
    before, after = one_question({"J": "y"}), one_question({"J": "y"}, dimension=a_dimension("safe", passes_on=["no"]))

    (row,) = diff(before, after).rows
    assert (row["answer_a"], row["answer_b"], row["passed_a"], row["passed_b"]) == ("yes", "yes", True, False)


def test_out_by_a_gate_is_not_the_judges_own_not_applicable():
    """Both are the state not_applicable; one was decided by the rubric, one by the judge."""
    (row,) = diff(one_question({"J": "g"}), one_question({"J": "/"})).rows

    assert (row["state_a"], row["gated_a"], row["state_b"], row["gated_b"]) == (
        "not_applicable", True, "not_applicable", False,
    )  # fmt: skip


def test_what_one_run_lacks_is_counted_and_not_compared():
    """Two responses more in the first, a dimension more in the second."""
    wide = a_rubric(a_dimension("safe"), a_dimension("warm"))
    a = one_question({"J": "yyyy"})
    b = Ratings(wide, units_of(2), judged(wide, "J", {"safe": "yn", "warm": "yy"}))

    assert counts(diff(a, b)) == (2, 1, 1, 2, 2)


def test_one_judge_on_each_side_is_compared_whatever_it_is_called():
    """A judge changed: that is what diff is for. A note says who stands for whom."""
    table = diff(one_question({"old": "yy"}), one_question({"new": "yn"}))

    assert [(r["judge_a"], r["judge_b"], r["response_id"]) for r in table.rows] == [("old", "new", "r1")]
    assert table.notes == [
        "judge 'old' (expert_chain) of the first run is compared with 'new' (expert_chain) of the second"
    ]


def test_several_judges_are_matched_by_name_and_strangers_are_not():
    """K is in both; L and M have nobody."""
    table = diff(one_question({"K": "y", "L": "y"}), one_question({"M": "n", "K": "n"}))

    assert counts(table) == (1, 0, 1, 1, 1)
    assert table.about["judges"] == [{"judge_a": "K", "ask_a": "expert_chain", "judge_b": "K", "ask_b": "expert_chain"}]


def test_a_judge_asked_in_another_way_is_matched_by_its_name():
    """J was asked by rules in the second run; K as before."""
    a = one_question({"J": "y", "K": "y"})
    b = replace(a, judges=[replace(r, ask="rule_based", answer="no") if r.rater == "J" else r for r in a.judges])

    (row,) = diff(a, b).rows
    assert (row["judge_a"], row["ask_a"], row["judge_b"], row["ask_b"]) == ("J", "expert_chain", "J", "rule_based")


def test_repeats_are_compared_with_their_own_kind():
    """The second repeat changed; the third is only in the second run."""
    table = diff(one_question({"J": ["y", "y"]}), one_question({"J": ["y", "n", "n"]}))

    assert [r["repeat"] for r in table.rows] == [1]
    assert counts(table) == (2, 1, 1, 0, 1)


def test_runs_without_anything_in_common_say_so():
    """Zero differences of zero would read as agreement."""
    table = diff(one_question({"A": "y", "B": "y"}), one_question({"C": "y", "D": "y"}))

    assert counts(table) == (0, 0, 0, 2, 2)
    assert table.notes == ["the two runs have no judgment in common: nothing was compared"]
