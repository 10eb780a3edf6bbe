"""One response before one judge in a flow: where answers lead, and what is entered for every row."""

import pytest
from stepping_cases import GATED, a_flow, asked, ends, state, step, walk

from judge.judgment import State


@pytest.fixture
def flow():
    return a_flow()


def test_a_flow_goes_where_its_answers_lead(flow):
    """A group that comes to the worst there is has come to its end, and the way goes on elsewhere."""
    going = walk(flow, per="dimension")
    step(going, a="yes")

    assert step(going, b="yes") == {
        "b": ("scored", None, "yes"), "c": GATED, "g": ("scored", None, "bad"), "flow": ("scored", None, "bad"),
    }  # fmt: skip
    assert asked(going) == ["d"]
    assert step(going, d="no") == {"d": ("scored", None, "no"), "h": ("scored", None, "good")}


def test_the_worst_of_a_group_counts_and_groups_never_entered_do_not(flow):
    going = walk(flow, per="dimension")
    for said in ({"a": "yes"}, {"b": "no"}):
        step(going, **said)

    assert step(going, c="no") == {
        "c": ("scored", None, "no"), "d": GATED, "g": ("scored", None, "good"), "h": GATED,
        "flow": ("scored", None, "good"),
    }  # fmt: skip


def test_a_flow_that_says_it_does_not_apply_leaves_nothing_to_count(flow):
    going = walk(flow, per="dimension")

    rows = step(going, a="no")
    assert {rows[row] for row in ("b", "c", "d", "g", "h", "flow")} == {GATED}


def test_what_nothing_can_make_worse_stands_though_the_way_is_blocked(flow):
    """A bad outcome is not taken back because a later question was not read."""
    going = walk(flow, per="dimension")
    step(going, a="yes")
    step(going, b="yes")
    case = going.next_case()

    assert ends(going.take(case, state(case, State.REFUSED_MODEL), "call")) == {
        "d": ("refused_model", "why", None), "h": ("refused_model", "why", None),
    }  # fmt: skip


def test_a_whole_flow_asked_at_once_is_resolved_by_us(flow):
    going = walk(flow, per="rubric")

    assert step(going, a="yes", b="no", c="yes", d="no") == {
        "a": ("scored", None, "yes"),
        "b": ("scored", None, "no"),
        "c": ("scored", None, "yes"),
        "d": ("scored", None, "no"),
        "g": ("scored", None, "weak"),
        "h": ("scored", None, "good"),
        "flow": ("scored", None, "weak"),
    }
