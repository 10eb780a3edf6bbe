"""How labels and judgments become rows of the one table."""

import pytest

from judge.judgment import State
from judge.label import ExpertLabel
from judge.ratings import Status, Unit, from_labels, status_of


def test_only_independent_labels_outside_dev_become_ratings():
    """An adjudicator is no independent rater; an item a prompt was tuned on does not test it."""
    labels = [
        ExpertLabel("r0", "safe", "a", "observed", "yes"),
        ExpertLabel("r1", "safe", "a", "abstained", None, split="test"),
        ExpertLabel("r2", "safe", "a", "observed", "no", split="dev"),
        ExpertLabel("r3", "safe", "chair", "observed", "no", role="adjudicator"),
    ]

    assert [(r.response_id, r.status, r.answer) for r in from_labels(labels)] == [
        ("r0", Status.OBSERVED, "yes"),
        ("r1", Status.ABSTAINED, None),
    ]


@pytest.mark.parametrize(
    ("state", "reason", "status"),
    [
        (State.SCORED, None, Status.OBSERVED),
        (State.NOT_APPLICABLE, None, Status.NOT_APPLICABLE),
        (State.NOT_APPLICABLE, "gate", Status.GATED),
        (State.ABSTAINED, None, Status.ABSTAINED),
        (State.REFUSED_MODEL, None, Status.REFUSED),
        (State.REFUSED_PROVIDER, None, Status.REFUSED),
        *((state, None, Status.UNREACHED) for state in State if state.value.startswith("failed")),
        (State.TRUNCATED, None, Status.FAILED),
        (State.MALFORMED, "json", Status.FAILED),
        (State.EMPTY, None, Status.FAILED),
        (State.WITHHELD, "not_reached", Status.UNREACHED),
        (State.CANCELLED, None, Status.UNREACHED),
    ],
)
def test_every_state_has_one_place_in_a_table(state, reason, status):
    """Only a gate takes a case out."""
    assert status_of(state, reason) is status


def test_a_unit_without_tags_has_none():
    """Its cluster is its scenario."""
    unit = Unit("r0", "s0", "model-a")

    assert (dict(unit.tags), unit.cluster) == ({}, "s0")
