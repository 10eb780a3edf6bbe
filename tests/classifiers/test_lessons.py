"""What a classifier learns from: one answer a text, conversations kept whole, and everything left out is counted."""

from collections import Counter

import pytest
from classifier_cases import TREE
from hypothesis import given
from hypothesis import strategies as st

from judge.classifiers.dividing import deal
from judge.classifiers.lessons import apart, lesson_of, target_of
from judge.classifiers.passages import passage_of
from judge.classifiers.settling import settle
from judge.classifiers.weighing import weights_of
from judge.errors import InputError, SettingsError
from judge.label import ExpertLabel
from judge.library import load_rubric
from judge.scenario import Response, Turn


@pytest.fixture
def rubric(own_world):
    (own_world / "manner.yaml").write_text(TREE, encoding="utf-8")
    return load_rubric("manner.yaml")


def label(response, answer, rater="ann", **more):
    state = "abstained" if answer is None else "observed"
    return ExpertLabel(response, "manner", rater, state, answer, **more)


def response(name, words, *, scenario=None):
    return Response(name, scenario or name, "c", (Turn("user", f"问题{scenario or name}"),), words)


def learned(rubric, labels, responses):
    notes = []
    return lesson_of(labels, responses, rubric, target_of(rubric, None), notes=notes), notes


@pytest.mark.parametrize(
    ("given_", "settled"),
    [
        ([("curt", "independent")], ("curt", None)),
        ([("curt", "independent"), ("curt", "independent"), ("beside", "independent")], ("curt", None)),
        ([("curt", "independent"), ("beside", "independent")], (None, "tied")),
        ([("curt", "independent"), ("curt", "independent"), ("beside", "adjudicator")], ("beside", None)),
        ([("curt", "independent"), ("beside", "independent"), ("beside", "adjudicator")], ("beside", None)),
        ([(None, "independent"), ("curt", "independent")], ("curt", None)),
        ([(None, "independent")], (None, "not_answered")),
        ([("curt", "independent"), (None, "adjudicator")], ("curt", None)),
    ],
)
def test_the_adjudicator_decides_then_the_majority_and_nobody_breaks_a_tie(given_, settled):
    """A coin that broke ties would teach the classifier what no expert said."""
    assert settle([label("r", answer, f"e{i}", role=role) for i, (answer, role) in enumerate(given_)]) == settled


def test_what_is_left_out_is_counted_by_reason(rubric):
    """A lesson smaller than the file of labels says where the rest went."""
    responses = [response(f"r{i}", f"答{i}") for i in range(4)]
    labels = [
        label("r0", "curt"), label("r1", "fitting"), label("r2", None), label("r3", "curt"),
        label("r3", "beside", "ben"), label("gone", "curt"),
    ]  # fmt: skip

    lesson, notes = learned(rubric, labels, responses)

    assert lesson.counts == {"beside": 0, "curt": 1, "fitting": 1}
    assert lesson.left_out == {"not_answered": 1, "tied": 1, "unmatched": 1}
    assert any("as many raters for one answer" in note for note in notes)
    assert "no text has the answer beside: the classifier cannot learn it" in notes


def test_only_the_dev_side_is_learned_from(rubric):
    """What will test the classifier must stay unseen; nobody has to remember it."""
    responses = [response(f"r{i}", f"答{i}") for i in range(4)]
    labels = [label(f"r{i}", "curt" if i % 2 else "fitting", split="dev" if i < 2 else "test") for i in range(4)]

    lesson, notes = learned(rubric, labels, responses)

    assert [item.id for item in lesson.items] == ["r0", "r1"]
    assert "2 labels are not on the side dev: left unseen, for testing" in notes
    with pytest.raises(InputError, match="no label is on the side dev"):
        learned(rubric, labels[2:], responses)


def test_what_shares_a_scenario_or_a_cluster_is_one_conversation(rubric):
    """The same text elsewhere ties nothing together, or a greeting would make one of all; it is not learned from."""
    responses = [
        response("a", "一", scenario="s1"), response("b", "二", scenario="s1"), response("c", "三"),
        response("d", "四"), Response("e", "e", "c2", (Turn("user", "问题d"),), "四"), response("f", "五"),
    ]  # fmt: skip
    labels = [
        label(r.id, "curt" if r.id in "ace" else "fitting", cluster="k" if r.id in "bc" else None) for r in responses
    ]

    lesson, _ = learned(rubric, labels, responses)

    assert {item.id: item.cluster for item in lesson.items} == {
        "a": "a", "b": "a", "c": "a", "d": "d", "e": "e", "f": "f",
    }  # fmt: skip
    assert [item.id for item in apart(lesson.items[3:], lesson.items[:4])] == ["f"]
    with pytest.raises(InputError, match="nothing is left to learn from"):
        apart(lesson.items[4:5], lesson.items[3:4])


def test_a_tree_is_learned_as_its_class_and_of_several_dimensions_one_is_named(rubric):
    """Nobody trains on the first column by accident."""
    assert target_of(rubric, None).id == "manner"
    assert target_of(rubric, "tone").id == "tone"
    assert target_of(load_rubric("risk_turns"), None).id == "risk"
    with pytest.raises(InputError, match="has 5 dimensions, and a classifier learns one"):
        target_of(load_rubric("psycrisis"), None)
    with pytest.raises(InputError, match="no dimension 'toen'"):
        target_of(rubric, "toen")


def test_one_answer_is_nothing_to_learn(rubric):
    """A classifier that always says the same is no classifier."""
    with pytest.raises(InputError, match="nothing to tell apart"):
        learned(rubric, [label("r0", "curt")], [response("r0", "答")])


def test_a_text_is_known_by_what_is_read_of_it():
    """Another tag or id makes no new text, another word does."""
    one = response("r0", "答")
    assert passage_of(one).sha256 == passage_of(response("r9", "答", scenario="r0")).sha256
    assert passage_of(one).sha256 != passage_of(response("r0", "答。")).sha256


held = st.dictionaries(st.text(min_size=1, max_size=4), st.lists(st.integers(0, 3), min_size=1, max_size=4), min_size=5)


@given(held=held, seed=st.integers(0, 9))
def test_every_conversation_has_one_side_and_no_side_is_empty(held, seed):
    """Whatever the names, the order or the answers are."""
    sides = deal(held, [0.2] * 5, seed=seed)

    assert sides.keys() == held.keys()
    assert set(sides.values()) == set(range(5))
    assert sides == deal(dict(reversed(held.items())), [0.2] * 5, seed=seed)


def test_rare_answers_are_spread_over_the_folds():
    """Five texts of a class in five folds are one each, or a fold would test what nobody could learn."""
    answers = {f"c{i:02d}": [0 if i < 5 else 1] for i in range(50)}

    sides = deal(answers, [0.2] * 5, seed=3)

    assert Counter(sides[name] for name in answers if answers[name] == [0]) == dict.fromkeys(range(5), 1)
    assert set(Counter(sides.values()).values()) == {10}


def test_class_weights_are_what_their_words_say(rubric):
    """Balanced: every class weighs as much as another. 6 texts, 2 classes: 6 / (2 x 4) and 6 / (2 x 2)."""
    responses = [response(f"r{i}", f"答{i}") for i in range(6)]
    lesson, _ = learned(rubric, [label(f"r{i}", "curt" if i < 4 else "fitting") for i in range(6)], responses)

    assert weights_of(lesson, "balanced") == [0.0, 0.75, 1.5]
    assert weights_of(lesson, "none") == [1.0, 1.0, 1.0]
    assert weights_of(lesson, {"beside": 2, "curt": 0.5, "fitting": 1}) == [2.0, 0.5, 1.0]
    for wrong in ({"curt": 1, "fitting": 1}, {"beside": -1, "curt": 1, "fitting": 1}, {"kurt": 1}, "even"):
        with pytest.raises(SettingsError):
            weights_of(lesson, wrong)
