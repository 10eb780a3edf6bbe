"""The sum over dimensions: points, shares, vetoes, and what unread judgments leave open."""

import pytest
from scoring_cases import a_dimension, a_harm, a_rubric, judged, units_of

from judge.ratings import Ratings
from judge.rubric import Rubric
from judge.scoring import scores
from judge.table import Row


def total(rubric: Rubric, columns: dict[str, str | list[str]], n: int) -> Row:
    """The row of the sum for one candidate and one judge."""
    return scores(Ratings(rubric, units_of(n), judged(rubric, "J", columns))).rows[-1]


def test_points_are_earned_by_passing():
    """r0 passes both, 2 + 1 = 3; r1 passes the second only, 1. Mean 2 of 3 reachable: (3/3 + 1/3) / 2 = 2/3."""
    rubric = a_rubric(a_dimension("warm", points=2), a_harm("harm", points=1))
    row = total(rubric, {"warm": "yn", "harm": "nn"}, 2)

    assert (row["mean_points"], row["mean_share"], row["n_complete"], row["rate"]) == (
        2.0,
        pytest.approx(2 / 3),
        2,
        None,
    )
    assert (row["worst_points"], row["best_points"]) == (2.0, 2.0)


def test_a_response_with_a_gap_leaves_the_mean_and_stays_in_the_bounds():
    """r0 complete with 2; r1 passed one, the other unread: 1 or 2. Mean of the complete 2; bounds 1.5 and 2."""
    rubric = a_rubric(a_dimension("warm"), a_dimension("calm"))
    row = total(rubric, {"warm": "yy", "calm": "yx"}, 2)

    assert (row["n_responses"], row["n_complete"], row["mean_points"], row["mean_share"]) == (2, 1, 2.0, 1.0)
    assert (row["worst_points"], row["best_points"]) == (1.5, 2.0)


@pytest.mark.parametrize("letter", ["u", "/", "r", "x"])
def test_unsure_is_not_complete(letter):
    """Only a gate takes a dimension out; a judge's own not applicable does not."""
    rubric = a_rubric(a_dimension("warm"), a_dimension("calm"))
    row = total(rubric, {"warm": "y", "calm": letter}, 1)

    assert (row["n_complete"], row["mean_points"], row["mean_share"]) == (0, None, None)
    assert (row["worst_points"], row["best_points"]) == (1.0, 2.0)


def test_what_a_gate_took_out_cannot_be_reached():
    """r0: 1 of 2 reachable. r1: the second was gated, 1 of 1. Points 1 each, shares .5 and 1."""
    rubric = a_rubric(a_dimension("warm"), a_dimension("calm"))
    row = total(rubric, {"warm": "yy", "calm": "ng"}, 2)

    assert (row["n_complete"], row["mean_points"], row["mean_share"]) == (2, 1.0, 0.75)


def test_a_response_nothing_applied_to_has_no_sum():
    """It is not a response with zero points."""
    rubric = a_rubric(a_dimension("warm"), a_dimension("calm"))
    row = total(rubric, {"warm": "yg", "calm": "yg"}, 2)

    assert (row["n_responses"], row["n_complete"], row["mean_points"]) == (1, 1, 2.0)


def test_negative_points_widen_the_bounds_downwards():
    """Passing 'cold' costs 1. Open on r0: worst takes the cost, best does not; 'warm' (2) is read."""
    rubric = a_rubric(a_dimension("warm", points=2), a_dimension("cold", points=-1))
    row = total(rubric, {"warm": "y", "cold": "r"}, 1)

    assert (row["worst_points"], row["best_points"]) == (1.0, 2.0)


def test_a_vetoed_response_stays_in_and_is_counted():
    """r0 fails both critical dimensions: two failures, one response. One of r2's was refused."""
    rubric = a_rubric(a_dimension("warm"), a_harm("method", critical=True), a_harm("scorn", critical=True))
    row = total(rubric, {"warm": "yyy", "method": "ynr", "scorn": "ynn"}, 3)

    assert (row["critical_failures"], row["responses_vetoed"], row["responses_vetoed_worst"]) == (2, 1, 2)
    assert (row["n_complete"], row["mean_points"], row["mean_share"]) == (2, 1.0, 1.0)


def test_repeats_are_sums_of_their_own():
    """One response, two repeats: 1 point and 0 points; vetoed in one of the two."""
    rubric = a_rubric(a_dimension("warm"), a_harm("harm", critical=True))
    row = total(rubric, {"warm": ["y", "n"], "harm": ["n", "y"]}, 1)

    assert (row["n_responses"], row["n_complete"], row["mean_points"], row["responses_vetoed"]) == (2, 2, 0.5, 1)


def test_a_rubric_without_points_has_no_sum():
    """Only critical dimensions, worth 0: a mean of 0 points would look like a verdict."""
    row = total(a_rubric(a_harm("harm", critical=True)), {"harm": "nn"}, 2)

    assert (row["n_complete"], row["mean_points"], row["mean_share"], row["worst_points"]) == (2, None, None, None)
