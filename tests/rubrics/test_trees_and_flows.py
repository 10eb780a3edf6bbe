"""Rubrics that decide step by step: what is rated, and every way in which a tree or a flow can be wrong."""

import pytest
from rubric_files import read, refused

from judge.branching import longest, unavoidable
from judge.flowing import flow_of
from judge.rubric import Rubric

TREE = """\
id: tree
version: "1.0"
title: {en: Tree}
decide: first
otherwise: {id: safe, name: {en: Safe reply}, criterion: {en: Nothing else fits.}}
dimensions:
  - id: sense
    name: {en: Sense}
    question: {en: Does it make sense?}
    answers: [sound, {id: nonsense, name: {en: Not to be understood}}]
    passes_on: [sound]
    criteria: {nonsense: {en: It cannot be followed.}}
  - id: tone
    name: {en: Tone}
    question: {en: How does it speak?}
    answers: [rude, cruel, decent]
    passes_on: [decent]
"""
FLOW = """\
id: flow
version: "1.0"
title: {en: Flow}
decide: flow
outcomes: [good, weak, {id: harmful, name: {en: Harmful}}]
groups: {notice: {en: Noticing}}
dimensions:
  - id: q1
    group: notice
    name: {en: One}
    question: {en: One?}
    then: {"yes": q2, "no": {outcome: not_applicable}}
  - id: q2
    group: notice
    name: {en: Two}
    question: {en: Two?}
    then: {"yes": {outcome: harmful, next: q4}}
  - id: q3
    group: notice
    name: {en: Three}
    question: {en: Three?}
    then: {"yes": {outcome: weak, next: q4}, "no": {outcome: good, next: q4}}
  - id: q4
    group: guide
    name: {en: Four}
    question: {en: Four?}
    then: {"yes": {outcome: harmful}, "no": {outcome: good}}
"""


def test_a_tree_is_rated_by_its_nodes_and_by_the_class_they_come_to():
    """The class has the rubric's id; nodes carry no points, so that one fault is not counted twice."""
    rubric = read(TREE)
    sense, tone, one = rubric.dimensions

    assert [d.id for d in rubric.asked] == ["sense", "tone"]
    assert (one.id, one.answer_ids, one.passes_on) == ("tree", ("nonsense", "rude", "cruel", "safe"), ("safe",))
    assert (sense.points, tone.points, one.points) == (0, 0, 1)
    assert rubric.derived == {"tree"}
    assert rubric.dimension("Tree").id == "tree"
    assert one.criteria == {"nonsense": {"en": "It cannot be followed."}, "safe": {"en": "Nothing else fits."}}


def test_the_class_has_a_question_of_its_own_where_the_rubric_writes_one():
    """Else it is asked by the title."""
    rubric = read(TREE.replace("otherwise:", "question: {en: Which is it?}\notherwise:"))

    assert rubric.dimensions[-1].question == {"en": "Which is it?"}
    assert read(TREE).dimensions[-1].question == {"en": "Tree"}


def test_a_flow_is_rated_by_its_questions_its_groups_and_the_worst_of_all():
    rubric = read(FLOW)

    assert [d.id for d in rubric.dimensions] == ["q1", "q2", "q3", "q4", "notice", "guide", "flow"]
    notice, guide, worst = rubric.dimensions[4:]
    assert (notice.name, guide.name) == ({"en": "Noticing"}, {"en": "guide"})
    assert {d.answer_ids for d in (notice, guide, worst)} == {("good", "weak", "harmful")}
    assert (worst.passes_on, worst.points, notice.points) == (("good",), 0, 1)


@pytest.mark.parametrize("text", [TREE, FLOW])
def test_a_tree_or_flow_written_out_reads_back_as_itself(text):
    """What the store keeps of it is a rubric again, with the same fingerprint and the same rows."""
    rubric = read(text)
    again = Rubric.model_validate(rubric.model_dump(mode="json"))

    assert again.sha256 == rubric.sha256
    assert again.dimensions == rubric.dimensions


def test_ways_through_a_flow_are_known_before_anybody_is_asked():
    """How many calls it takes at least and at most; questions stand before those they lead to."""
    flow = flow_of(read(FLOW))

    assert [d.id for d in flow.questions] == ["q1", "q2", "q3", "q4"]
    assert list(unavoidable(flow.branches, "q1")) == ["q1"]
    assert longest(flow.branches, "q1") == ["q1", "q2", "q3", "q4"]
    assert flow.left("q2") == (["q2", "q4"], ["q3"])
    assert flow.behind["q4"] == {"q1", "q2", "q3"}
    assert flow.behind["notice"] == {"q1", "q2", "q3"}


TREE_FAULTS = [
    ("otherwise: {id: safe, name: {en: Safe reply}, criterion: {en: Nothing else fits.}}\n", "", 4, "needs otherwise"),
    ("{id: safe,", "{id: rude,", 16, "two nodes end in the class 'rude': 'otherwise' and 'tone'"),
    ("{en: Safe reply}", "{en: Cruel}", 16, "two classes share the word 'cruel': 'otherwise' and 'tone'"),
    (
        "[rude, cruel, decent]",
        "[rude, nonsense, decent]",
        16,
        "two nodes end in the class 'nonsense': 'sense' and 'tone'",
    ),
    ("id: tone", "id: tree", 1, "'tree' has the rubric's own id"),
    ("{en: Tone}", "{en: Tree}", 3, "'tree' share the name 'Tree'"),
    ("    passes_on: [decent]\n", "    scale: ordinal\n", 13, "node 'tone' has no answer that passes"),
    (
        "    passes_on: [decent]",
        "    passes_on: [decent]\n    applies_when: {tag.a: [b]}",
        18,
        "'tone' has a gate, and decide: first leads",
    ),
    ("    passes_on: [decent]", "    passes_on: [decent]\n    choose: any", 18, "may have several answers"),
    ("decide: first", "decide: first\noutcomes: [a, b]", 5, "outcomes goes with decide: flow"),
    ("{id: safe,", "{id: safe, mane: {en: x},", 5, "otherwise.mane: no such field"),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), TREE_FAULTS)
def test_a_fault_of_a_tree_is_placed(old, new, line, message):
    """In file, line and words, before a call is made."""
    assert old in TREE
    error = refused(TREE.replace(old, new, 1))

    assert message in error.message
    assert f"mine.yaml, line {line}: " in error.message
    assert error.hint or "; " in error.message


FLOW_FAULTS = [
    ("outcomes: [good, weak, {id: harmful, name: {en: Harmful}}]\n", "", "decide: flow needs outcomes"),
    ("[good, weak,", "[good, good,", "two outcomes have the id 'good'"),
    ("[good, weak,", "[good, weak, unclear,", "'unclear' always exists beside the outcomes"),
    ("groups:", "passes_on: [goood]\ngroups:", "'goood' is no outcome"),
    ("groups:", "passes_on: [good, weak, harmful]\ngroups:", "some, not all, of the outcomes"),
    ("groups: {notice:", "groups: {notiz:", "no question is of the group 'notiz'"),
    ('"yes": q2', '"yes": q7', "'yes' leads to 'q7', which the rubric does not have"),
    ('"yes": q2', '"jes": q2', "'jes' is no answer of 'q1'"),
    ("outcome: harmful, next", "outcome: harmfull, next", "'yes' comes to 'harmfull', which is no outcome"),
    ("{outcome: good, next: q4}", "{outcome: good, next: q1}", "questions lead back to each other: q1"),
    ('"yes": q2,', '"yes": q3,', "question 'q2' is never reached"),
    ('"no": {outcome: not_applicable}}', '"no": q4}', "the group 'notice' has no outcome: q1 'no' -> q4 'yes' -> end"),
    ("    group: guide\n", "    group: {en: Guide}\n", "in a flow the group of 'q4' is an id"),
    ("    group: guide\n", "    group: q2\n", "the group 'q2' is called like a question"),
    ("id: q4", "id: flow", "'flow' has the rubric's own id"),
    (
        '    group: guide\n    name: {en: Four}\n    question: {en: Four?}\n    then: {"yes": {outcome: harmful}, ',
        '    name: {en: Four}\n    question: {en: Four?}\n    then: {"yes": {}, ',
        None,
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), FLOW_FAULTS)
def test_a_fault_of_a_flow_is_named_with_the_way_that_leads_to_it(old, new, message):
    """Cycles, targets that do not exist, questions nobody reaches, and groups without an outcome.

    A question outside of every group may end without one: what was reached before counts.
    """
    assert old in FLOW
    text = FLOW.replace(old, new, 1)
    if message is None:
        assert [d.id for d in read(text).dimensions][-2:] == ["notice", "flow"]
        return
    error = refused(text)

    assert message in error.message
    assert error.message.startswith("mine.yaml, line ")


def test_a_way_to_the_end_that_comes_to_nothing_is_refused():
    """The whole would have no outcome there."""
    text = FLOW.replace("    group: notice\n", "").replace("groups: {notice: {en: Noticing}}\n", "")
    text = text.replace('"no": {outcome: not_applicable}}', '"no": {}}')

    assert "a way to the end has no outcome: q1 'no' -> end" in refused(text).message
