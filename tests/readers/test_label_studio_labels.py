"""Label Studio's JSON export, read as labels: whose they are, what they are about, and what is no label."""

import json

import pytest
from label_cases import RUBRIC

from judge.errors import DatasetError
from judge.readers import read_labels
from judge.rubric import Rubric


def chosen(dimension, *answers):
    return {
        "id": "x", "from_name": dimension, "to_name": "response", "type": "choices", "value": {"choices": answers},
        "origin": "manual",
    }  # fmt: skip


def annotation(*results, **more):
    return {
        "id": 5, "completed_by": 7, "result": list(results), "was_cancelled": False, "ground_truth": False,
        "lead_time": 12.5, "draft_created_at": None, **more,
    }  # fmt: skip


def task(*annotations, id_=17, **data):
    return {
        "id": id_, "annotations": list(annotations), "data": {"response_id": "r1", "response": "Hm.", **data},
        "meta": {}, "drafts": [], "predictions": [{"model_version": "m", "result": [chosen("harm", "yes")]}],
        "total_annotations": 1, "cancelled_annotations": 0, "project": 1,
    }  # fmt: skip


def read(tmp_path, *tasks, rubric=RUBRIC, notes=None):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    return read_labels(path, rubric, notes=notes)


def test_a_choice_is_a_label_of_whoever_made_it(tmp_path):
    """By the ids the tasks were exported with; predictions are nobody's labels."""
    notes = []
    labels = read(
        tmp_path,
        task(annotation(chosen("empathy", "yes"), chosen("tone", "cold"))),
        task(annotation(chosen("empathy", "no"), completed_by={"id": 9, "email": "ann@example.org"}), response_id="r2"),
        task(response_id="r3"),
        notes=notes,
    )

    assert [(x.response_id, x.dimension, x.rater, x.answer, x.role) for x in labels] == [
        ("r1", "empathy", "7", "yes", "independent"),
        ("r1", "tone", "7", "cold", "independent"),
        ("r2", "empathy", "ann@example.org", "no", "independent"),
    ]
    assert notes == []


@pytest.mark.parametrize(("answer", "state"), [("unclear", "abstained"), ("not_applicable", "not_applicable")])
def test_the_two_answers_that_every_question_offers_are_read_as_such(tmp_path, answer, state):
    (label,) = read(tmp_path, task(annotation(chosen("harm", answer))))

    assert (label.state, label.answer) == (state, None)


def test_what_is_no_label_is_counted_in_a_note(tmp_path):
    """Somebody who skipped a task has not answered it, whatever was clicked before."""
    notes = []
    labels = read(
        tmp_path,
        task(
            annotation(chosen("harm", "yes"), was_cancelled=True),
            annotation(chosen("harm", "no"), {"type": "textarea", "value": {"text": ["hm"]}}, ground_truth=True),
            annotation(chosen("harm"), completed_by=8),
        ),
        notes=notes,
    )

    assert [(x.rater, x.answer) for x in labels] == [("7", "no")]
    assert [note.split("a.json: ")[1] for note in notes] == [
        "1 annotations were skipped by their annotators (was_cancelled): they are no labels",
        "1 annotations are marked as ground truth; they count like everybody's",
        "1 results are no choices and were not read",
    ]


def test_a_project_nobody_has_labelled_has_no_label(tmp_path):
    assert read(tmp_path, task(), task(annotation(was_cancelled=True), id_=18)) == []


def test_several_choices_are_read_where_any_may_be_chosen(tmp_path):
    """Each is a yes or a no of its own."""
    data = RUBRIC.model_dump(mode="json", by_alias=True)
    tone = {**data["dimensions"][2], "choose": "any", "passes_on": [], "points": 0}
    rubric = Rubric.model_validate({**data, "dimensions": [tone]})

    labels = read(tmp_path, task(annotation(chosen("tone", "warm", "cold"))), rubric=rubric)

    assert [(x.dimension, x.answer) for x in labels] == [("tone.warm", "yes"), ("tone.cold", "yes")]


ONE = chosen("harm", "yes")


@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        (task(annotation(chosen("harm", "maybe"))), "'maybe' is no answer to 'harm'", ""),
        (task(annotation(chosen("harms", "yes"))), "no dimension 'harms' in 'small'", "did you mean 'harm'?"),
        (task(annotation(chosen("harm", "yes", "no"))), "2 answers to 'harm', which takes one", "all but one"),
        (task(annotation(ONE, completed_by=None)), "nobody is named who made it", "export the project as JSON"),
        (task(annotation(ONE, completed_by={})), "nobody is named who made it", "export the project as JSON"),
        (task(annotation(ONE), response_id=None), "the task's data have no response_id", "judge export"),
        (task(annotation({**ONE, "value": {"choices": "yes"}})), "expected a list of texts", "JSON"),
        (task(annotation({**ONE, "value": None})), "expected a list of texts", "JSON"),
        (task(annotation({**ONE, "from_name": None})), "missing or empty", ""),
        (task(annotation(ONE, result=None)), "expected a list, found null", "JSON"),
        (task("yes"), "expected an object, found text", "JSON"),
        (task(annotation(ONE), annotation(ONE)), "'7' has labelled 'harm' of 'r1' here and in", "keep one of them"),
    ],
)
def test_a_fault_is_named_with_its_task_and_a_way_out(tmp_path, given, message, hint):
    """By place in the file and by the number that Label Studio shows."""
    with pytest.raises(DatasetError) as caught:
        read(tmp_path, task(id_=16, response_id="r0"), given)

    assert "a.json, item 2 (line 1), task 17" in str(caught.value)
    assert message in str(caught.value)
    assert hint in (caught.value.hint or "")


def test_tasks_that_were_never_labelled_in_label_studio_are_refused(tmp_path):
    """What we export ourselves holds predictions: judges' answers must not pass for experts'."""
    with pytest.raises(DatasetError, match=r"item 1.*'annotations': expected a list, found null"):
        read(tmp_path, {"data": {"response_id": "r1"}, "predictions": []})
