"""One response before one judge in a tree: which questions are asked, and what is entered for every row."""

import pytest
from stepping_cases import GATED, UNREACHED, a_flow, a_tree, answers, asked, ends, state, step, walk

from judge.engines.stepping import StepWalk
from judge.judgment import Judgment, State
from judge.store.dockets import Known


@pytest.fixture
def tree():
    return a_tree()


@pytest.fixture
def flow():
    return a_flow()


def test_nodes_are_asked_one_after_the_other_until_one_fires(tree):
    """What is behind is not applicable; the class carries the call that decided it."""
    going = walk(tree, per="dimension")

    assert isinstance(going, StepWalk)
    assert asked(going) == ["sense"]
    assert step(going, sense="fine") == {"sense": ("scored", None, "fine")}
    case = going.next_case()
    entries = going.take(case, answers(case, person="pretence"), "the call")
    assert ends(entries) == {
        "person": ("scored", None, "pretence"), "tone": GATED, "tree": ("scored", None, "pretence"),
    }  # fmt: skip
    assert [e.call_id for e in entries if e.judgment.dimension == "tree"] == ["the call"]
    assert [e.judgment.passed for e in entries if e.judgment.dimension == "tree"] == [False]
    assert going.settle() == []
    assert going.next_case() is None


def test_where_nothing_fires_the_class_is_otherwise(tree):
    going = walk(tree, per="dimension")
    step(going, sense="fine")
    step(going, person="fine")

    assert step(going, tone="fine") == {"tone": ("scored", None, "fine"), "tree": ("scored", None, "safe")}
    assert going.next_case() is None


@pytest.mark.parametrize("which", [State.ABSTAINED, State.REFUSED_MODEL, State.NOT_APPLICABLE])
def test_a_node_that_gave_no_answer_withholds_what_is_behind_it(tree, which):
    """The class takes its state: nobody can say what it would have been."""
    going = walk(tree, per="dimension")
    step(going, sense="fine")
    case = going.next_case()

    assert ends(going.take(case, state(case, which), "call")) == {
        "person": (which.value, "why", None), "tone": UNREACHED, "tree": (which.value, "why", None),
    }  # fmt: skip
    assert going.next_case() is None


def test_a_call_that_failed_leaves_the_rest_for_a_resume(tree):
    """Nothing is entered for what depends on it."""
    going = walk(tree, per="dimension")
    case = going.next_case()

    assert ends(going.take(case, state(case, State.FAILED_TRANSPORT), None)) == {
        "sense": ("failed_transport", "why", None)
    }
    assert going.next_case() is None


def test_an_unreadable_node_is_asked_again_and_then_stands_in_the_way(tree):
    going = walk(tree, per="dimension", reasks=1)
    case = going.next_case()
    assert ends(going.take(case, state(case, State.MALFORMED), "c1")) == {"sense": ("malformed", "why", None)}
    entries = going.take(going.next_case(), state(case, State.MALFORMED), "c2")

    assert ends(entries)["tree"] == ("malformed", "why", None)
    assert ends(entries)["person"] == UNREACHED
    assert {e.judgment.dimension: e.attempt for e in entries} == {"sense": 2, "person": 2, "tone": 2, "tree": 2}


def test_all_nodes_at_once_show_a_second_fault_that_the_first_masks(tree):
    """It stands as scored with a reason of its own; the class is that of the first."""
    going = walk(tree, per="rubric")

    assert asked(going) == ["sense", "person", "tone"]
    assert step(going, sense="nonsense", person="fine", tone="cruel") == {
        "sense": ("scored", None, "nonsense"), "person": ("scored", "masked", "fine"),
        "tone": ("scored", "masked", "cruel"), "tree": ("scored", None, "nonsense"),
    }  # fmt: skip
    assert going.next_case() is None


def test_behind_a_node_without_an_answer_the_others_do_not_count_even_when_they_were_given(tree):
    going = walk(tree, per="rubric")
    case = going.next_case()
    own = answers(case, sense="fine", person="fine", tone="rude")
    own[1] = Judgment("r", "person", 0, State.ABSTAINED)

    assert ends(going.take(case, own, "call")) == {
        "sense": ("scored", None, "fine"), "person": ("abstained", None, None),
        "tone": UNREACHED, "tree": ("abstained", None, None),
    }  # fmt: skip


def test_an_unreadable_reply_about_all_nodes_is_split_and_then_follows_the_tree(tree):
    going = walk(tree, per="rubric", reasks=0)
    case = going.next_case()
    going.take(case, state(case, State.MALFORMED), "c1")

    assert asked(going) == ["sense"]
    assert step(going, sense="nonsense") == {
        "sense": ("scored", None, "nonsense"), "person": GATED, "tone": GATED, "tree": ("scored", None, "nonsense"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "sense", "person", "tone"),
    [
        ("nonsense", "nonsense", None, None),
        ("cruel", "fine", "fine", "cruel"),
        ("safe", "fine", "fine", "fine"),
    ],
)
def test_a_class_says_what_every_node_must_have_been_answered(tree, said, sense, person, tone):
    """Asked for at once: the nodes follow from it, and say so."""
    going = walk(tree, per="class")

    assert asked(going) == ["tree"]
    derived = {
        name: GATED if answer is None else ("scored", "derived", answer)
        for name, answer in (("sense", sense), ("person", person), ("tone", tone))
    }
    assert step(going, tree=said) == {"tree": ("scored", None, said), **derived}
    assert going.next_case() is None


def test_a_class_that_was_not_read_leaves_every_node_in_its_state(tree):
    going = walk(tree, per="class", reasks=0)
    case = going.next_case()

    assert set(ends(going.take(case, state(case, State.MALFORMED), "call")).values()) == {("malformed", "why", None)}
    assert going.next_case() is None


def test_a_judge_that_knows_only_the_class_may_answer_with_it(tree):
    """A classifier that was asked about the nodes; what is given twice is the nodes'."""
    going = walk(tree, per="rubric", ladder=False)
    case = going.next_case()
    one = Judgment("r", "tree", 0, State.SCORED, answer="pretence")

    assert ends(going.take(case, [one], None))["person"] == ("scored", "derived", "pretence")


def test_silence_is_decided_without_asking(tree, flow):
    """It goes the way of the failing answers; where no answer fails it comes to the worst there is."""
    assert ends(walk(tree, text="...").settle()) == {
        "sense": ("scored", "empty_candidate", "nonsense"), "person": GATED, "tone": GATED,
        "tree": ("scored", "empty_candidate", "nonsense"),
    }  # fmt: skip
    silent = ends(walk(flow, text="...").settle())
    assert {silent[row] for row in ("g", "h", "flow")} == {("scored", "empty_candidate", "bad")}
    assert {silent[row] for row in "abcd"} == {GATED}


def test_a_resume_goes_on_where_the_answers_have_led(tree):
    """From the store, without a call; a node that is to be asked again makes what followed from it open."""
    fine = Known(State.SCORED, None, "fine", 1, final=True, unread_attempts=0)
    refused = Known(State.REFUSED_MODEL, "x", None, 1, final=False, unread_attempts=0)
    going = walk(tree, per="dimension", known={"sense": fine, "person": refused, "tree": refused})

    assert going.settle() == []
    assert asked(going) == ["person"]
    case = going.next_case()
    entries = going.take(case, answers(case, person="pretence"), "call")
    assert {e.judgment.dimension: e.attempt for e in entries} == {"person": 2, "tone": 2, "tree": 2}


def test_what_is_left_to_ask_is_foreseen(tree, flow):
    """For sure, and at most: the first node of a tree; of a flow what no answer leads past."""

    def left(walking):
        return [[d.id for case in cases for d in case.dimensions] for cases in walking.open_cases()]

    assert left(walk(tree, per="dimension")) == [["sense"], ["person", "tone"]]
    assert left(walk(flow, per="dimension")) == [["a"], ["b", "c", "d"]]


def test_a_broken_endpoint_leaves_every_row_open(tree):
    going = walk(tree, per="dimension")
    step(going, sense="fine")
    entries = going.give_up(State.FAILED_CONFIG, "key")

    assert set(ends(entries)) == {"person", "tone", "tree"}
    assert not any(e.final for e in entries)
    assert going.next_case() is None
