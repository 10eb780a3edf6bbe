"""Files of labels: long or wide, one or several, and beside their responses."""

import json

import pytest
import xlsxwriter
from label_cases import RUBRIC, csv_file, long

from judge.errors import DatasetError
from judge.label import ExpertLabel
from judge.readers import match_labels, read_labels
from judge.rubric import Rubric


def test_long_and_wide_in_every_format_are_the_same_labels(tmp_path):
    """The lingua franca has many dialects."""
    wide = [
        ["Response_ID", "Rater", "共情", "harm", "Tone"],
        ["r1", "anna", "是", "no", ""],
        ["r2", "bo", "na", "?", "冷淡"],
    ]
    long_rows = [
        ["r1", "empathy", "anna", "yes"],
        ["r1", "harm", "anna", "NO"],
        ["r2", "empathy", "bo", "不适用"],
        ["r2", "harm", "bo", "unclear"],
        ["r2", "tone", "bo", "cold"],
    ]
    keys = ["response_id", "dimension", "rater", "answer"]
    objects = [dict(zip(keys, row, strict=True)) for row in long_rows]
    text = "\n".join(",".join(row) for row in wide)
    with xlsxwriter.Workbook(tmp_path / "w.xlsx") as book:
        sheet = book.add_worksheet()
        for i, row in enumerate(wide):
            for j, cell in enumerate(row):
                sheet.write_string(i, j, cell)
    wide_objects = [
        {"response_id": "r1", "rater": "anna", "empathy": True, "harm": "no", "tone": None},
        {"response_id": "r2", "rater": "bo", "empathy": "n/a", "harm": "?", "tone": "cold", "metadata": {"x": 1}},
    ]
    files = [
        long(tmp_path / "l.csv", *(",".join(row) for row in long_rows)),
        csv_file(tmp_path / "w.csv", text),
        csv_file(tmp_path / "g.csv", text, encoding="gb18030"),
        csv_file(tmp_path / "b.csv", text, encoding="utf-8-sig"),
        csv_file(tmp_path / "w.tsv", text.replace(",", "\t")),
        tmp_path / "w.xlsx",
        csv_file(tmp_path / "l.jsonl", "\n".join(json.dumps(o) for o in objects)),
        csv_file(tmp_path / "l.json", json.dumps(objects)),
        csv_file(tmp_path / "w.json", json.dumps(wide_objects)),
    ]

    first, *others = [read_labels(file, RUBRIC) for file in files]
    assert [(x.response_id, x.dimension, x.rater, x.answer or x.state) for x in first] == [
        ("r1", "empathy", "anna", "yes"),
        ("r1", "harm", "anna", "no"),
        ("r2", "empathy", "bo", "not_applicable"),
        ("r2", "harm", "bo", "abstained"),
        ("r2", "tone", "bo", "cold"),
    ]
    assert all(other == first for other in others)


def test_wide_labels_carry_the_optional_columns_too(tmp_path):
    """They hold for every answer of the row."""
    text = "response_id,rater,empathy,harm,turn,role,sampling_p,split,cluster,note\nr1,anna,1,no,2,,0.5,dev,c,ok\n"

    labels = read_labels(csv_file(tmp_path / "a.csv", text), RUBRIC)
    assert [(x.answer, x.turn, x.sampling_p, x.split, x.cluster, x.note) for x in labels] == [
        ("yes", 2, 0.5, "dev", "c", "ok"),
        ("no", 2, 0.5, "dev", "c", "ok"),
    ]


@pytest.mark.parametrize(
    ("text", "says", "hint"),
    [
        ("response_id,rater,empthy\nr1,anna,yes\n", "column 'empthy': no dimension", "did you mean 'empathy'?"),
        ("reponse_id,rater,empathy\nr1,anna,yes\n", "column 'reponse_id'", "did you mean 'response_id'?"),
        ("response_id,rater,empathy,共情\nr1,anna,yes,no\n", "the same dimension as 'empathy'", "keep one"),
        ("response_id,empathy\nr1,yes\n", "no 'rater'", "add it"),
        ("rater,empathy\nanna,yes\n", "no 'response_id'", "add it"),
        ("response_id,rater,note\nr1,anna,yes\n", "no dimension has a column", "empathy, harm, tone"),
        ("response_id,rater,harm\nr1,anna,1\n", "column 'harm': '1'.*opposite things", "yes, no"),
        ("response_id,rater,answer\nr1,anna,yes\n", "no column dimension", "dimension"),
        ("response_id,dimension,raters,answer\nr1,harm,anna,yes\n", "no column rater", "rename 'raters'"),
    ],
)
def test_a_header_that_does_not_fit_is_refused_with_a_remedy(tmp_path, text, says, hint):
    """A column passed over would be a dimension nobody labelled."""
    with pytest.raises(DatasetError, match=says) as caught:
        read_labels(csv_file(tmp_path / "a.csv", text), RUBRIC)
    assert hint in str(caught.value.hint)


def test_an_unknown_key_of_a_long_object_is_refused(tmp_path):
    """A program wrote it."""
    row = {"response_id": "r1", "dimension": "harm", "rater": "a", "answr": "yes"}

    with pytest.raises(DatasetError, match="line 1: unknown key 'answr'") as caught:
        read_labels(csv_file(tmp_path / "a.jsonl", json.dumps(row)), RUBRIC)
    assert "'answer'" in str(caught.value.hint)


def test_a_dimension_called_like_a_column_needs_the_long_form(tmp_path):
    """Whether 'note' is an answer or a note cannot be told in a wide table."""
    spoken = RUBRIC.model_dump()
    spoken["dimensions"] = [spoken["dimensions"][0] | {"id": "note", "aliases": ()}]
    rubric = Rubric.model_validate(spoken)

    with pytest.raises(DatasetError, match="column 'note'"):
        read_labels(csv_file(tmp_path / "a.csv", "response_id,rater,note\nr1,a,yes\n"), rubric)
    (label,) = read_labels(long(tmp_path / "b.csv", "r1,note,a,yes"), rubric)
    assert (label.dimension, label.answer, label.note) == ("note", "yes", None)


def test_two_labels_of_one_rater_on_one_thing_are_both_named(tmp_path):
    """Even when they agree: one of the two rows is about something else."""
    path = long(tmp_path / "a.csv", "r1,harm,anna,no", "r1,harm,bo,no", "r1,伤害,anna,no")

    with pytest.raises(DatasetError, match="row 4: 'anna' has labelled 'harm' of 'r1' here and in row 2"):
        read_labels(path, RUBRIC)


def test_turns_and_roles_are_things_of_their_own(tmp_path):
    """An adjudication stands beside the label it settles."""
    header = "response_id,dimension,rater,answer,turn,role"
    rows = ["r1,harm,a,no,,", "r1,harm,a,no,0,", "r1,harm,a,no,1,", "r1,harm,a,yes,,adjudicator"]

    assert len(read_labels(long(tmp_path / "a.csv", *rows, header=header), RUBRIC)) == 4


def test_several_files_are_read_as_one(tmp_path):
    """One sheet comes back from each rater; the same one twice is noticed."""
    one, two = long(tmp_path / "a.csv", "r1,harm,a,no"), long(tmp_path / "b.csv", "r1,harm,b,no")

    assert [x.rater for x in read_labels([one, two], RUBRIC)] == ["a", "b"]
    with pytest.raises(DatasetError, match=r"a\.csv, row 2"):
        read_labels([one, two, str(one)], RUBRIC)


def test_extra_columns_of_long_labels_are_named_in_a_note(tmp_path):
    """A sheet of labels often repeats the text beside the answer."""
    path = long(tmp_path / "a.csv", "r1,harm,a,no,hello", header="response_id,dimension,rater,answer,text")

    notes: list[str] = []
    assert len(read_labels(path, RUBRIC, notes=notes)) == 1
    assert notes == [f"{path}: ignored columns: 'text'"]


def test_labels_of_responses_that_are_not_here_are_counted():
    """Labels usually speak of more than one run holds."""
    labels = [ExpertLabel(r, d, "a", "observed", "yes") for r in ("r1", "r2", "r3") for d in ("empathy", "harm")]

    matched, missing = match_labels(labels, ["r1", "r9"])
    assert [x.response_id for x in matched] == ["r1", "r1"]
    assert missing == 4


def test_labels_that_match_nothing_show_an_id_of_each_side():
    """Then somebody mixed up two files, and the two ids tell which."""
    labels = [ExpertLabel("r1", "harm", "a", "observed", "yes")]

    with pytest.raises(DatasetError) as caught:
        match_labels(labels, ["x-7", "x-8"])
    assert "'r1'" in str(caught.value.hint)
    assert "'x-7'" in str(caught.value.hint)
    with pytest.raises(DatasetError, match="no label"):
        match_labels([], ["x-7"])
