"""Ratings become columns of codes once, and everything is counted on these."""

from dataclasses import replace

import numpy as np
import pytest
from scoring_cases import a_dimension, a_rubric, judged, labelled, one_question

from judge.errors import InputError
from judge.judgment import State
from judge.label import ExpertLabel
from judge.ratings import Rating, Ratings, Unit, from_labels, status_of
from judge.scoring import agreement, coverage, first_table, scores
from judge.scoring.coding import ABSENT, FAILED, UNREACHED, code, number_clusters


def weighted(*probabilities: tuple[str, int, float | None]) -> Ratings:
    """Two items, labelled by the raters named, each with the probability of having been chosen."""
    ratings = one_question({"J": "yy"})
    labels = [ExpertLabel(f"r{i}", "safe", rater, "observed", "yes", sampling_p=p) for rater, i, p in probabilities]
    return replace(ratings, experts=from_labels(labels))


def test_what_is_coded_is_given_back_and_every_table_takes_it():
    """Coding twice changes nothing, and no table depends on who coded."""
    ratings = one_question({"J": "ynux"}, {"a": "ynyn", "b": "nnyy"})
    coded = code(ratings)

    assert code(coded) is coded
    assert (scores(coded), agreement(coded)) == (scores(ratings), agreement(ratings))
    assert (coverage(coded), first_table(coded)) == (coverage(ratings), first_table(ratings))


def test_what_never_got_a_reply_is_told_from_what_cannot_be_read():
    """Malformed is the judge's doing, cancelled is not; scores count both as failed, the first table as unread."""
    ratings = one_question({"J": "yx."}, {"a": "ynn"})
    never = Rating("r2", "safe", "J", "expert_chain", 0, status_of(State.CANCELLED, None), None, "cancelled")
    ratings = replace(ratings, judges=[*ratings.judges, never])

    assert code(ratings).judges["J", "expert_chain"][0]["safe"].tolist() == [0, FAILED, UNREACHED]
    (row,) = coverage(ratings)
    assert (row["failed"], row["unread"], row["unreached"]) == (2, 2, 1)
    assert scores(ratings).rows[0]["failed"] == 2
    assert first_table(ratings)[0]["unread_flagged"] == 2


def test_clusters_with_a_label_are_numbered_first():
    """Scenarios s0 s1 s2 s1; only the last response is labelled: s1 comes first, then s0 and s2 in their order."""
    numbers, labelled_clusters = number_clusters(["s0", "s1", "s2", "s1"], np.array([False, False, False, True]))

    assert (numbers.tolist(), labelled_clusters) == ([1, 0, 2, 0], 1)


def test_without_labels_no_cluster_is_labelled():
    """The plan over labelled clusters is empty, and nobody's order changes."""
    coded = code(one_question({"J": "yny"}))

    assert (coded.clusters.tolist(), coded.labelled_clusters, coded.weights) == ([0, 1, 2], 0, None)


def test_a_unit_may_have_been_drawn_with_others_than_its_scenario():
    """Three scenarios, two of them from one conversation."""
    units = {f"r{i}": Unit(f"r{i}", f"s{i}", "model-a", {}, drawn) for i, drawn in enumerate(["c", "c", None])}
    coded = code(one_question({"J": "yny"}, {"a": "yyy"}, units=units))

    assert [u.cluster for u in coded.units] == ["c", "c", "s2"]
    assert (coded.clusters.tolist(), coded.labelled_clusters) == ([0, 0, 1], 2)


def test_an_item_counts_by_the_inverse_of_its_probability():
    """Chosen with probability 1/4: it stands for 4; where no label says, for itself."""
    coded = code(weighted(("a", 0, 0.25), ("b", 0, 0.25), ("b", 1, None)))

    assert coded.weights is not None
    assert coded.weights["safe"].tolist() == [4.0, 1.0]


def test_one_rater_may_leave_the_probability_out():
    """It belongs to the item, and one row says it."""
    coded = code(weighted(("a", 0, 0.5), ("b", 0, None)))

    assert coded.weights is not None
    assert coded.weights["safe"].tolist() == [2.0, 1.0]


def test_two_probabilities_of_one_item_are_an_error_that_names_it():
    """Somebody mixed two samples, and no weight would be right."""
    with pytest.raises(InputError, match=r"'safe' of response 'r0'.*0\.5.*0\.25"):
        code(weighted(("a", 0, 0.5), ("b", 0, 0.25)))


def test_without_any_probability_nothing_is_weighted():
    """A table without the column is no sample drawn with probability one; it is no weighting at all."""
    assert code(weighted(("a", 0, None))).weights is None


def test_every_dimension_has_weights_once_one_label_names_a_probability():
    """Dimensions are labelled unequally; what nobody says counts once."""
    rubric = a_rubric(a_dimension("safe"), a_dimension("kind"))
    labels = [replace(r, sampling_p=0.2) for r in labelled(rubric, "a", {"safe": "y"})]
    coded = code(Ratings(rubric, one_question({"J": "y"}).units, judged(rubric, "J", {"safe": "y"}), labels))

    assert coded.weights is not None
    assert {name: w.tolist() for name, w in coded.weights.items()} == {"safe": [5.0], "kind": [1.0]}


def test_labels_of_other_responses_are_counted_and_left_out():
    """A file of labels often speaks of more than one run holds."""
    ratings = one_question({"J": "y"}, {"a": "yn"}, units={"r0": Unit("r0", "s0", "model-a")})
    coded = code(ratings)

    assert (coded.unmatched, coded.experts["a"]["safe"].tolist()) == (1, [0])
    assert coded.column(("J", "expert_chain"), 0, "other").tolist() == [ABSENT]
