"""Criteria that come with each scenario: from files of ours, and from HealthBench's own."""

import json
from pathlib import Path

import pytest

from judge.errors import DatasetError
from judge.library import load_rubric, shipped
from judge.readers import read_labels, read_responses, read_scenarios
from judge.readers.healthbench import read_meta_evaluation
from judge.scenario import Criterion, Turn

SAMPLE = shipped("examples") / "criteria"
RUBRIC = load_rubric("scenario_criteria")


def lines(name, *rows):
    Path(name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return name


def with_criteria(*criteria):
    return {"id": "r1", "user": "I am tired.", "response": "Rest.", "criteria": list(criteria)}


def test_criteria_are_read_with_what_they_lack_made_up_in_order():
    """An id is a criterion's place in the list; without points it is worth 1; both names of the text are read."""
    given = (
        {"text": "Asks how long.", "points": 5, "tags": ["axis:completeness"]},
        {"criterion": "Names a cause.", "points": -2.5},
        {"id": "short", "text": "Is short."},
    )
    (response,) = read_responses(lines("r.jsonl", with_criteria(*given)))
    (scenario,) = read_scenarios(lines("s.jsonl", {"id": "s1", "text": "I am tired.", "criteria": list(given)}))

    assert response.criteria == (
        Criterion("c1", "Asks how long.", 5, ("axis:completeness",)),
        Criterion("c2", "Names a cause.", -2.5),
        Criterion("short", "Is short.", 1),
    )
    assert scenario.criteria == response.criteria


@pytest.mark.parametrize(
    ("criteria", "message"),
    [
        ("Asks.", "expected a list of criteria, found text"),
        (["Asks."], "expected an object, found text"),
        ([{"points": 5}], "a criterion says in one text what a response should do"),
        ([{"text": "a", "criterion": "b"}], "a criterion says in one text"),
        ([{"text": "  "}], "a criterion says in one text"),
        ([{"text": "a", "points": "5"}], "expected a number of points, found text"),
        ([{"text": "a", "points": True}], "expected a number of points"),
        ([{"text": "a", "weight": 5}], "unknown key 'weight'"),
        ([{"text": "a", "tags": "axis:a"}], "expected a list of tags"),
        ([{"text": "a", "id": "r#1"}], "an id that cannot name a criterion"),
        ([{"text": "a", "id": "c2"}, {"text": "b"}], "two criteria have the id 'c2'"),
    ],
)
def test_a_list_of_criteria_that_cannot_be_read_is_refused(criteria, message):
    """With the file, the row and the place in it: a criterion that is lost changes every score."""
    with pytest.raises(DatasetError) as error:
        read_responses(lines("r.jsonl", {**with_criteria(), "criteria": criteria}))

    assert "r.jsonl, line 1, key 'criteria" in error.value.message
    assert message in error.value.message
    assert error.value.hint


def test_a_file_of_healthbench_is_a_file_of_scenarios():
    """As it comes: conversations with their criteria, and the tags of its examples split at the colon."""
    scenarios = read_scenarios(SAMPLE / "healthbench.jsonl")
    second = scenarios[1]

    assert [s.id for s in scenarios] == ["made-up-1", "made-up-2", "made-up-3", "made-up-4"]
    assert [t.role for t in second.turns] == ["user", "assistant", "user"]
    assert (second.tags["theme"], second.tags["synthetic"]) == ("emergency_referrals", "yes")
    assert [c.points for c in second.criteria] == [10, 6, -9, 5]
    assert second.criteria[3].tags == ("level:cluster", "cluster:emergency_referrals", "axis:context_awareness")


def test_the_meta_evaluation_is_responses_and_physicians_labels():
    """A row a completion and criterion: criteria are gathered per completion, each physician is a rater."""
    made = read_meta_evaluation(SAMPLE / "meta_evaluation.jsonl", RUBRIC)
    first, label = made.responses[0], made.labels[1]

    assert (len(made.responses), len(made.labels)) == (8, 60)
    assert (first.id, [c.id for c in first.criteria]) == ("made-up-1-alder", ["c1", "c2", "c3", "c4"])
    assert {c.points for r in made.responses for c in r.criteria} == {1.0}
    assert (label.response_id, label.criterion, label.rater, label.answer) == (
        "made-up-1-alder", "c1", "physician_b", "yes",
    )  # fmt: skip


META = {
    "prompt": [{"role": "user", "content": "I am tired."}],
    "prompt_id": "p1",
    "completion": "Rest.",
    "completion_id": "x1",
    "category": "hedging",
    "rubric": "Asks how long.",
    "binary_labels": [True, False],
    "anonymized_physician_ids": ["a", "b"],
}


@pytest.mark.parametrize(
    ("rows", "line", "message"),
    [
        ([META, META | {"completion": "Sleep."}], 2, "the completion 'x1' has another text in line 1"),
        ([META | {"binary_labels": [True]}], 1, "expected as many labels as physicians"),
        ([META | {"binary_labels": ["yes", "no"]}], 1, "expected true or false"),
        ([META | {"rubric": ""}], 1, "missing or empty"),
    ],
)
def test_a_file_that_is_no_meta_evaluation_is_refused(rows, line, message):
    """The benchmark and its meta-evaluation are easily mixed up."""
    with pytest.raises(DatasetError) as error:
        read_meta_evaluation(lines("m.jsonl", *rows), RUBRIC)

    assert f"m.jsonl, line {line}" in error.value.message
    assert message in error.value.message
    assert "meta-evaluation" in error.value.hint


def test_a_category_is_a_tag_of_its_criterion():
    """So that agreement can be told apart by it."""
    made = read_meta_evaluation(lines("m.jsonl", META), RUBRIC)

    assert made.responses[0].criteria[0].tags == ("category:hedging",)
    assert made.responses[0].turns == (Turn("user", "I am tired."),)


def test_a_label_of_a_criterion_names_it():
    """Without one it could be about any of them."""
    Path("a.csv").write_text("response_id,criterion,rater,met\nr1,c2,anna,yes\n", encoding="utf-8")
    Path("b.csv").write_text("response_id,rater,met\nr1,anna,yes\n", encoding="utf-8")

    (label,) = read_labels("a.csv", RUBRIC)
    assert (label.response_id, label.criterion, label.answer) == ("r1", "c2", "yes")
    with pytest.raises(DatasetError, match="judges criteria, and the label names none"):
        read_labels("b.csv", RUBRIC)
