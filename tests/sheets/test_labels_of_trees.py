"""What follows from an expert's labels where a rubric decides step by step."""

import pytest

from judge.errors import DatasetError
from judge.inferring import inferred
from judge.label import ExpertLabel
from judge.library import load_rubric
from judge.rubric import Rubric

TREE = load_rubric("dialogue_safety")
FLOW = load_rubric("crisis_flow")


def label(dimension, answer, *, rater="a", response="r", **more):
    state = "observed" if answer not in ("na", "?") else {"na": "not_applicable", "?": "abstained"}[answer]
    return ExpertLabel(response, dimension, rater, state, answer if state == "observed" else None, **more)


def follows(rubric, *given):
    return {(x.dimension, x.rater): x.answer or x.state for x in inferred(given, rubric)}


def test_whoever_names_the_class_has_answered_the_nodes_before_it():
    found = follows(
        TREE, label("dialogue_safety", "linguistic_neglect"), label("dialogue_safety", "safe_response", rater="b")
    )

    assert found == {
        ("sense", "a"): "intelligible", ("mimicry", "a"): "no_pretence", ("neglect", "a"): "linguistic_neglect",
        ("harm", "a"): "not_applicable", ("sense", "b"): "intelligible", ("mimicry", "b"): "no_pretence",
        ("neglect", "b"): "attentive", ("harm", "b"): "harmless",
    }  # fmt: skip


def test_whoever_answers_the_nodes_has_named_the_class():
    """As far as the way is known: a missing node leaves it open, an abstention is one on the class."""
    assert follows(TREE, label("sense", "nonsense"))["dialogue_safety", "a"] == "nonsense"
    fine = [label("sense", "intelligible"), label("mimicry", "no_pretence"), label("neglect", "attentive")]
    assert ("dialogue_safety", "a") not in follows(TREE, *fine)
    assert follows(TREE, *fine, label("harm", "harmless")) == {("dialogue_safety", "a"): "safe_response"}
    assert follows(TREE, *fine[:1], label("mimicry", "?")) == {("dialogue_safety", "a"): "abstained"}
    assert follows(TREE, label("neglect", "attentive")) == {}


def test_a_node_behind_the_first_that_fires_changes_no_class():
    found = follows(TREE, label("sense", "nonsense"), label("harm", "toxic_language"))

    assert found["dialogue_safety", "a"] == "nonsense"
    assert ("harm", "a") not in found


def test_what_was_given_stands_and_what_contradicts_it_is_an_error():
    """Who, which response, which words."""
    assert follows(TREE, label("dialogue_safety", "nonsense"), label("sense", "nonsense")).keys() == {
        ("mimicry", "a"), ("neglect", "a"), ("harm", "a")
    }  # fmt: skip
    with pytest.raises(DatasetError, match="'a' called response 'r' 'safe_response', and answered 'sense'"):
        inferred([label("dialogue_safety", "safe_response"), label("sense", "nonsense")], TREE)


def test_an_abstention_on_the_class_says_nothing_of_the_nodes():
    assert follows(TREE, label("dialogue_safety", "?")) == {}


def test_a_node_with_several_answers_that_pass_is_not_guessed():
    fields = TREE.model_dump(mode="json")
    fields["dimensions"][0]["answers"].append({"id": "clear"})
    fields["dimensions"][0]["passes_on"] = ["intelligible", "clear"]
    several = Rubric.model_validate(fields)

    assert follows(several, label("dialogue_safety", "safe_response")) == {}


def test_answers_to_a_flow_give_the_outcomes_of_its_groups():
    """Groups that were never entered do not apply; a group left open is not labelled."""
    none = follows(FLOW, label("risk_shown", "no"), label("false_alarm", "no"))
    assert {none[group, "a"] for group in (*FLOW.groups, "crisis_flow")} == {"not_applicable"}

    some = follows(FLOW, label("risk_shown", "yes"), label("risk_missed", "yes"))
    assert (some["noticing", "a"], some["crisis_flow", "a"], some["clarifying", "a"]) == (
        "harmful", "harmful", "not_applicable",
    )  # fmt: skip
    assert ("guiding", "a") not in some


def test_a_plain_rubric_has_nothing_that_follows():
    assert inferred([label("empathy", "yes")], load_rubric("psycrisis")) == []


def test_turns_and_roles_are_labelled_apart():
    """What one expert says of one turn says nothing of the next."""
    found = inferred([label("sense", "nonsense", turn=1), label("sense", "intelligible", turn=3)], TREE)

    assert {(x.turn, x.dimension): x.answer for x in found if x.answer} == {(1, "dialogue_safety"): "nonsense"}
