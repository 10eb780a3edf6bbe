"""What was drawn independently: the scenario, unless the labels or the user say otherwise."""

import pytest
from scoring_cases import units_of

from judge.errors import InputError
from judge.label import ExpertLabel
from judge.ratings import Unit
from judge.scoring.grouping import clustered

UNITS = tuple(units_of(4, tags=[{"ward": "a"}, {"ward": "a"}, {"ward": "b"}]).values())


def a_label(i: int, cluster: str | None, rater: str = "ada") -> ExpertLabel:
    """What *rater* said of one response, and what it was drawn with."""
    return ExpertLabel(f"r{i}", "safe", rater, "observed", "yes", cluster=cluster)


def names(labels=(), cluster=None):
    """The clusters of the four units, and what is said of them."""
    units, notes = clustered(UNITS, labels, cluster)
    return [u.cluster for u in units], notes


def test_unless_anybody_says_otherwise_the_cluster_is_the_scenario():
    """Nothing needs to be said."""
    assert names() == names([a_label(0, None)]) == names(cluster="scenario") == (["s0", "s1", "s2", "s3"], ())


def test_labels_may_name_what_a_response_was_drawn_with():
    """Responses whose labels name none keep their scenario; both are counted."""
    found, notes = names([a_label(0, "c1"), a_label(1, "c1"), a_label(1, None, "ben"), a_label(2, None)])

    assert found == ["c1", "c1", "s2", "s3"]
    assert notes == ("2 of 3 labelled responses name their own cluster; elsewhere it is the scenario",)


def test_the_users_choice_stands_over_the_labels():
    """Asked for scenarios, or each response by itself: that is what is used."""
    labels = [a_label(0, "c1"), a_label(1, "c1")]

    assert names(labels, "scenario") == (["s0", "s1", "s2", "s3"], ())
    assert names(labels, "response") == (["r0", "r1", "r2", "r3"], ())


def test_a_tag_may_hold_what_was_drawn_together():
    """Three responses from two wards, and one from nowhere, which stands for itself and is counted."""
    found, notes = names(cluster="ward")

    assert found == ["a", "a", "b", "r3"]
    assert notes == ("1 of 4 responses have no tag 'ward': each is a cluster of its own",)


def test_a_tag_nobody_has_is_an_error_with_the_closest():
    """A misspelling must not make every response independent."""
    with pytest.raises(InputError, match=r"no response has the tag 'word'") as raised:
        names(cluster="word")

    assert "ward" in str(raised.value.hint)


def test_two_clusters_of_one_response_are_an_error_that_names_it():
    """A response was drawn once."""
    with pytest.raises(InputError, match=r"labels of response 'r1' name two clusters, 'c1' and 'c2'"):
        names([a_label(1, "c1"), a_label(1, "c2", "ben")])


def test_a_response_without_labels_follows_the_cluster_of_its_scenario():
    """r0 is labelled and in cluster c; r1 answers the same scenario: it was not drawn apart."""
    units = [Unit("r0", "s0", "m0"), Unit("r1", "s0", "m1"), Unit("r2", "s1", "m0")]
    labels = [ExpertLabel("r0", "safe", "a", "observed", "yes", cluster="c")]

    found, notes = clustered(units, labels, None)

    assert [u.cluster for u in found] == ["c", "c", "s1"]
    assert notes
