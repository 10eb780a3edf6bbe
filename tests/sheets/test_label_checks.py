"""What `judge labels check` counts, and what it refuses."""

import pytest
from sheet_cases import RESPONSES, RUBRIC

from judge.errors import DatasetError
from judge.label import ExpertLabel
from judge.sheets import check_labels


def label(response_id, dimension, answer, rater="anna", **more):
    state = {None: "not_applicable", "?": "abstained"}.get(answer, "observed")
    return ExpertLabel(response_id, dimension, rater, state, answer if state == "observed" else None, **more)


def test_checking_counts_what_each_rater_did_on_each_dimension():
    """Labelled, not applicable, abstained and empty are told apart; a dimension nobody touched has its row."""
    labels = [
        label("r1", "empathy", "yes"),
        label("r2", "empathy", None),
        label("r3", "empathy", "?"),
        label("r3", "tone", "warm"),
        label("r1", "empathy", "no", rater="bo", rubric_version="0.9", split="dev"),
        label("r1", "empathy", "no", rater="bo", role="adjudicator"),
    ]

    table = check_labels(labels, RUBRIC)
    columns = ("rater", "role", "dimension", "labelled", "not_applicable", "abstained", "empty")
    assert [tuple(row[c] for c in columns) for row in table.rows] == [
        ("anna", "independent", "empathy", 1, 1, 1, 0),
        ("anna", "independent", "tone", 1, 0, 0, 2),
        ("bo", "adjudicator", "empathy", 1, 0, 0, 0),
        ("bo", "adjudicator", "tone", 0, 0, 0, 1),
        ("bo", "independent", "empathy", 1, 0, 0, 0),
        ("bo", "independent", "tone", 0, 0, 0, 1),
    ]
    assert table.about == {"rubric": "small", "labels": 6, "responses": 3}
    assert ["version '0.9'" in table.notes[0], "split 'dev'" in table.notes[1]] == [True, True]


def test_checking_against_responses_refuses_a_label_of_none_of_them():
    """A run counts such labels; a check is asked for exactly this."""
    labels = [label("secret-model-1", "tone", "warm"), label("secret-modle-2", "tone", "warm")]

    assert len(check_labels(labels[:1], RUBRIC, RESPONSES).rows) == 2
    with pytest.raises(DatasetError, match="'secret-modle-2'") as caught:
        check_labels(labels, RUBRIC, RESPONSES)
    assert "secret-model-" in str(caught.value.hint)
