"""A response's points by judge and by expert."""

import numpy as np
import pytest
from scoring_cases import a_dimension, a_harm, a_rubric, judged, labelled, units_of

from judge.gating import Settled, applies
from judge.judgment import State
from judge.ratings import Rating, Ratings, Status
from judge.scoring.coding import code
from judge.scoring.raters.numerics import numerics
from judge.scoring.raters.totalling import total
from judge.scoring.study import studies

_ = np.nan
PANEL = ("J", "expert_chain")


def totals(rubric, judge, experts, *, n=4, **units):
    ratings = Ratings(
        rubric,
        units_of(n, **units),
        judged(rubric, "J", judge),
        [r for name, columns in experts.items() for r in labelled(rubric, name, columns)],
    )
    return total(studies(code(ratings))[0])


def test_a_response_earns_the_points_of_what_it_passes():
    """Two points for empathy, minus one for advice, nothing for the harm; each rater by their own answers."""
    rubric = a_rubric(a_dimension("empathy", points=2), a_dimension("advice", points=-1), a_harm("harm", critical=True))

    found = totals(
        rubric, {"empathy": "yyn", "advice": "yny", "harm": "nny"}, {"a": {"empathy": "yny", "advice": "nny"}}, n=3
    )
    assert found.judges[PANEL][0].tolist() == [1, 2, -1]
    assert found.experts.tolist() == [[2, 0, 1]]


def test_half_a_sum_is_none():
    """Unclear, not applicable, unread or not labelled: no total, by whomever."""
    rubric = a_rubric(a_dimension("one"), a_dimension("two"))

    found = totals(rubric, {"one": "yyyy", "two": "yu/x"}, {"a": {"one": "yyyy", "two": "y.u/"}, "b": {"one": "nnnn"}})
    assert found.judges[PANEL][0] == pytest.approx([2, _, _, _], nan_ok=True)
    assert found.names == ("a",)
    assert found.experts[0] == pytest.approx([2, _, _, _], nan_ok=True)


def test_what_a_gate_takes_out_is_not_missed_in_a_total():
    """The second question is asked of adults only; without the tag it applies."""
    rubric = a_rubric(a_dimension("one"), a_dimension("two", applies_when={"tag.age": ["adult"]}))
    tags = ({"age": "adult"}, {"age": "child"}, {"age": "child"}, {})

    found = totals(rubric, {"one": "yyyy", "two": "yggy"}, {"a": {"one": "yyyy", "two": "y.y."}}, tags=tags)
    assert found.judges[PANEL][0].tolist() == [2, 1, 1, 2]
    assert found.experts[0] == pytest.approx([2, 1, 1, _], nan_ok=True)


GATES = [
    {"dimension": "one", "answer": ["no"]},
    {"any": [{"tag.risk": ["high"]}, {"dimension": "one", "answer": ["yes"]}]},
    {"all": [{"tag.risk": ["high", "low"]}, {"dimension": "two", "answer": ["yes"]}]},
    {"tag.risk": ["low"], "dimension": "two", "answer": ["no"]},
]


@pytest.mark.parametrize("gate", GATES)
def test_an_experts_gates_are_those_a_judge_is_asked_by(gate):
    """Whatever the expert answered, left out or did not know, and whatever tags there are."""
    gated = a_dimension("two", applies_when={"dimension": "one", "answer": ["yes"]})
    rubric = a_rubric(a_dimension("one"), gated, a_dimension("three", applies_when=gate))
    tags = ({"risk": "high"}, {"risk": "low"}, {"risk": "none"}, {}) * 6
    one, two = "yn.u" * 6, "".join(c * 4 for c in "yn.u/y")
    found = totals(rubric, {}, {"a": {"one": one, "two": two}}, n=24, tags=tags)

    labelled_items = [i for i in range(24) if (one[i], two[i]) != (".", ".")]
    for place, i in enumerate(labelled_items):
        known = {"one": settled(one[i]), "two": settled(two[i])}
        response = units_of(24, tags=tags)[f"r{i}"]
        if applies(rubric.dimensions[1], response, known) is False:
            known["two"] = Settled(State.NOT_APPLICABLE, "gate", None)
        out = applies(rubric.dimensions[2], response, known) is False
        complete = known["one"].answer and (known["two"].answer or known["two"].reason_code == "gate")
        assert np.isfinite(found.experts[0][place]) == bool(out and complete)


def settled(letter):
    state = {"y": State.SCORED, "n": State.SCORED, "/": State.NOT_APPLICABLE}.get(letter, State.ABSTAINED)
    return Settled(state, None, {"y": "yes", "n": "no"}.get(letter))


def test_a_rubric_without_points_has_no_total():
    """Nothing to add up."""
    assert totals(a_rubric(a_harm("harm", critical=True)), {"harm": "yn"}, {"a": {"harm": "yn"}}, n=2) is None


def test_the_mean_total_is_over_the_experts_who_have_one():
    """a: 1 0 1 1; b: 1 1 and then nothing: 1 .5 1 1 against the judge's 1 0 0 1, distances 0 .5 1 0."""
    rubric = a_rubric(a_dimension("one"))
    units, judges = units_of(4), judged(rubric, "J", {"one": "ynny"})
    experts = [*labelled(rubric, "a", {"one": "ynyy"}), *labelled(rubric, "b", {"one": "yy.."})]
    found = list(numerics(studies(code(Ratings(rubric, units, judges, experts)))[0]))

    row = next(r for r in found if (r["judge"], r["statistic"], r["reference"]) == ("J", "item_mae", "mean"))
    assert (row["dimension"], row["value"], row["n_items"]) == ("total", 0.375, 4)


def test_a_total_counts_by_how_its_items_were_chosen():
    """Every fourth item labelled counts four times; the first two stand for eight."""
    rubric = a_rubric(a_dimension("one"))
    ps = (0.25, 0.25, 1.0, 1.0)
    experts = [
        Rating(f"r{i}", "one", "a", "", 0, Status.OBSERVED, answer, sampling_p=p)
        for i, (answer, p) in enumerate(zip(("yes", "no", "yes", "yes"), ps, strict=True))
    ]
    ratings = Ratings(rubric, units_of(4), judged(rubric, "J", {"one": "nnyy"}), experts)
    rows = list(numerics(studies(code(ratings))[0]))

    row = next(r for r in rows if (r["judge"], r["statistic"], r["reference"]) == ("J", "item_mae", "a"))
    assert row["value"] == 4 / 10  # the first is wrong and counts 4 of 4 + 4 + 1 + 1
    assert row["weighted"]


def test_a_total_of_dimensions_chosen_unevenly_counts_by_the_rarest():
    """One question of the first response was labelled with probability 1/4, the other always: it counts four times."""
    rubric = a_rubric(a_dimension("one"), a_dimension("two"))
    experts = [
        Rating(f"r{i}", name, "a", "", 0, Status.OBSERVED, "yes", sampling_p=0.25 if (i, name) == (0, "one") else 1.0)
        for i in range(4)
        for name in ("one", "two")
    ]
    judge = judged(rubric, "J", {"one": "yyyy", "two": "yyyy"})

    found = total(studies(code(Ratings(rubric, units_of(4), judge, experts)))[0])
    assert found.weights.tolist() == [4, 1, 1, 1]
