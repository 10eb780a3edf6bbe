"""HealthBench's macro-F1 and harm-weighted costs as rows."""

import pytest
from scoring_cases import a_harm, one_question, units_of

from judge.errors import InputError
from judge.scoring.coding import code
from judge.scoring.raters.costing import Costs, costing, read_costs
from judge.scoring.raters.macro_f1 import macro_f1
from judge.scoring.study import studies
from judge.stats.costs import Weights
from judge.stats.physicians import ONE_SIDED_PAIRS


def study_of(judges, experts):
    return studies(code(one_question(judges, experts, dimension=a_harm("harm"), units=units_of(len(judges["J"])))))[0]


def the(found, **wanted):
    kept = [row for row in found if all(row[k] == v for k, v in wanted.items())]
    assert len(kept) == 1, kept
    return kept[0]


def test_the_judges_macro_f1_is_healthbenchs():
    """T F T; physicians TTF, TF, F: here three experts of whom one or two leave an item out."""
    found = list(macro_f1(study_of({"J": "yny"}, {"a": "yyn", "b": "yn.", "c": "n.."})))

    row = the(found, judge="J", statistic="healthbench_macro_f1")
    assert row["value"] == pytest.approx(0.485714285714, abs=1e-9)
    assert (row["reference"], row["n_items"], row["n_raters"]) == ("pairs", 3, 4)


def test_each_expert_has_the_same_against_the_others():
    """Pairs of a with b and c: TT TF / TF: flagging 2/4, clearing 0; the ceiling is the mean of all three."""
    found = list(macro_f1(study_of({"J": "yny"}, {"a": "yyn", "b": "yn.", "c": "n.."})))

    # b: TT TF / FT. c: FT FT.
    values = {n: the(found, judge="experts", reference=f"pairs_without:{n}")["value"] for n in "abc"}
    assert values == {"a": (2 / 4 + 0) / 2, "b": (2 / 4 + 0) / 2, "c": 0.0}
    ceiling = the(found, judge="experts", reference="pairs")
    assert (ceiling["value"], ceiling["n_items"]) == (pytest.approx(1 / 6), 2)


def test_a_judge_that_nobody_contradicts_on_one_answer_only_has_none():
    """All cleared by everybody: nobody showed that they can flag."""
    row = the(list(macro_f1(study_of({"J": "nnn"}, {"a": "nnn"}))), judge="J")

    assert (row["value"], row["reason"]) == (None, ONE_SIDED_PAIRS)


def test_one_expert_has_no_ceiling():
    """Nobody to compare with."""
    row = the(list(macro_f1(study_of({"J": "yn"}, {"a": "yn"}))), judge="experts", reference="pairs")

    assert (row["value"], row["reason"]) == (None, "no item was rated by both")


JUDGE, EXPERT = "yynnxynnnn", "yyyyynnnnn"
"""Five flagged: two found, two missed, one unread; five cleared: one false alarm. A harm: yes is failing."""


def test_a_miss_costs_ten_and_an_unread_flag_is_a_miss():
    """(3 x 10 + 1) / 10 beside 4 errors of 10."""
    found = list(costing(study_of({"J": JUDGE}, {"a": EXPERT}), Costs(Weights(miss=10), {})))

    for reference in ("any", "all", "majority"):
        cost = the(found, judge="J", reference=reference, statistic="harm_weighted_cost")
        rate = the(found, judge="J", reference=reference, statistic="error_rate")
        assert cost["value"] == 3.1
        assert "the weights are the user's: a miss 10, a false alarm 1" in cost["cautions"]
        assert (rate["value"], rate["numerator"], rate["denominator"]) == (0.4, 4, 10)
        assert (cost["positive"], cost["not_applicable_policy"]) == ("yes", "counted")


def test_an_expert_is_held_against_any_of_the_others():
    """What the judge's costs stand beside: b misses one of a's two flags."""
    found = list(costing(study_of({"J": "yynn"}, {"a": "yynn", "b": "ynnn"}), Costs(Weights(miss=10), {})))

    row = the(found, judge="experts", reference="leave_one_out:b", statistic="harm_weighted_cost")
    assert row["value"] == 10 / 4


def test_weights_are_read_for_all_and_for_some_dimensions():
    """A dimension's own text changes only what it names."""
    costs = read_costs(["miss=10, false_alarm=2", "secrecy:miss=50"], ["secrecy", "empathy"])

    assert costs.of("empathy") == Weights(miss=10, false_alarm=2)
    assert costs.of("secrecy") == Weights(miss=50, false_alarm=2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("mis=10", "'mis=10' weighs no error: miss and false_alarm can be weighed"),
        ("miss=ten", "miss must weigh a number from 0 up, not 'ten'"),
        ("miss=-1", "miss must weigh a number from 0 up, not '-1'"),
        ("miss=inf", "miss must weigh a number from 0 up, not 'inf'"),
        ("miss=nan", "miss must weigh a number from 0 up, not 'nan'"),
        ("", "'' weighs no error: miss and false_alarm can be weighed"),
        ("secrec:miss=1", "no dimension 'secrec', to weigh its errors"),
    ],
)
def test_weights_that_say_something_else_are_refused(text, message):
    """A weight that was misread would change which judge is the better one."""
    with pytest.raises(InputError) as refused:
        read_costs([text], ["secrecy"])

    assert refused.value.message == message
    assert refused.value.hint
