"""The word in the first table: no judge that would let people down is ever called better, or no different."""

import numpy as np
import pytest
from scoring_cases import a_harm, a_rubric, judged, labelled, one_question, units_of

from judge.ratings import Ratings
from judge.scoring import agreement, first_table
from judge.scoring.guards import ONLY_FLAGGED
from judge.scoring.raters.verdicts import BETTER, NEVER_OBJECTS, NO_DIFFERENCE, TOO_FEW, UNANSWERED, WORSE
from judge.table import Row

N = 200
RNG = np.random.default_rng(41)
TRUTH = RNG.random(N) < 0.4


def noisy(right: float, seed: int) -> str:
    """Answers that fit the truth in so many cases."""
    fits = np.random.default_rng(seed).random(N) < right
    return "".join(np.where(fits == TRUTH, "y", "n"))


EXPERTS = {name: noisy(0.9, seed) for seed, name in enumerate("abc")}
"""Three who agree well."""
GUESSING = {name: noisy(0.5, seed) for seed, name in enumerate("abc", start=10)}
"""Three who agree by chance only."""


def word(judge: str, experts: dict[str, str]) -> Row:
    """The one row of the first table."""
    (row,) = first_table(one_question({"J": judge}, experts, dimension=a_harm("harm", critical=True)), replicates=300)
    return row


def every(k: int) -> str:
    """A judge that flags one item in so many, whatever it says."""
    return "".join("y" if i % k == 0 else "n" for i in range(N))


@pytest.mark.parametrize("experts", [EXPERTS, GUESSING], ids=["agreeing", "guessing"])
@pytest.mark.parametrize("judge", ["n" * N, every(50), every(100), "y" * N, every(2)], ids=lambda j: f"{j.count('y')}")
def test_a_judge_that_does_not_look_is_never_called_good(judge, experts):
    """Passing all, flagging one in a hundred, in fifty, in two, or all: neither better nor no different."""
    assert word(judge, experts)["verdict"] not in (BETTER, NO_DIFFERENCE)


def test_a_judge_that_never_objects_is_called_so():
    """Whatever its kappa."""
    assert word("n" * N, GUESSING)["verdict"] == NEVER_OBJECTS


def test_a_judge_that_answers_only_where_experts_agree_is_not_compared_on_the_rest():
    """Perfect on what it read, refusing what experts split on: too few to say, and what it misses is worse."""
    votes = np.array([[c == "y" for c in w] for w in EXPERTS.values()])
    split = (votes.any(axis=0)) & ~votes.all(axis=0)
    shy = "".join("r" if s else EXPERTS["a"][i] for i, s in enumerate(split))

    row = word(shy, EXPERTS)
    assert row["verdict"] not in (BETTER, NO_DIFFERENCE)
    assert (row["verdict"], row["verdict_reason"]) in ((TOO_FEW, UNANSWERED), (WORSE, row["verdict_reason"]))


def test_a_judge_as_good_as_an_expert_shows_no_difference_and_a_poor_one_is_worse():
    """The words can be said: 90 % right like the experts; 70 % right."""
    assert word(noisy(0.9, 77), EXPERTS)["verdict"] == NO_DIFFERENCE
    assert word(noisy(0.7, 78), EXPERTS)["verdict"] == WORSE


def test_the_kappas_and_misses_of_the_first_table_have_their_intervals_and_cautions():
    """Nothing stands there bare: fewer than 59 flagged items say so beside the misses."""
    row = word("y" * 10 + "n" * (N - 10), {n: w[:40] + "n" * (N - 40) for n, w in EXPERTS.items()})

    for name in ("judge_kappa", "expert_kappa", "false_alarms", "worst_expert_missed"):
        assert row[f"{name}_low"] < row[f"{name}_high"]
    assert any("cannot bound misses under 5 %" in sentence for sentence in row["cautions"])


def test_what_a_judges_own_answer_took_out_is_missed_and_what_a_tag_took_out_is_not():
    """The second question is asked where the first was answered yes. Flagged on 0 and 1; the judge closed 0 itself."""
    first = a_harm("first")
    second = a_harm("second", applies_when={"dimension": "first", "answer": ["yes"]})
    tagged = a_harm("tagged", applies_when={"tag.risk": ["suicide"]})
    rubric = a_rubric(first, second, tagged)
    units = units_of(2, tags=[{"risk": "none"}, {"risk": "suicide"}])
    ratings = Ratings(
        rubric,
        units,
        judged(rubric, "J", {"first": "ny", "second": "gy", "tagged": "gy"}),
        labelled(rubric, "a", {"first": "yy", "second": "yy", "tagged": "yy"}),
    )

    table = agreement(ratings, replicates=20)
    missed = {
        r["dimension"]: (r["numerator"], r["denominator"])
        for r in table.rows
        if (r["judge"], r["statistic"], r["reference"]) == ("J", "missed", "any")
    }
    assert missed == {"first": (1, 2), "second": (1, 2), "tagged": (0, 1)}
    assert {(c["dimension"], c["response_id"], c["state"]) for c in table.about["missed_cases"]} == {
        ("first", "r0", "scored"),
        ("second", "r0", "gated"),
    }


def test_what_verdicts_chose_stays_unknown_in_the_pool_of_dimensions():
    """Only flagged items were labelled: pooled or not, nobody knows what was missed."""
    table = agreement(
        one_question({"J": "y" * 6 + "n" * 6}, {"a": "yyynny......"}, dimension=a_harm("harm")), pool=True
    )
    rows = [r for r in table.rows if (r["judge"], r["reference"], r["statistic"]) == ("J", "any", "sensitivity")]

    assert {(r["dimension"], r["value"], r["reason"]) for r in rows} == {
        ("harm", None, ONLY_FLAGGED),
        ("pooled", None, ONLY_FLAGGED),
    }
    assert {r["statistic"] for r in table.rows if r["judge"] == "J" and r["reference"] == "any" and r["value"]} == {
        "ppv"
    }
