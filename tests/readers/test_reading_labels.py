"""The words of one label: every one is read as what it says, or refused."""

import pytest
from label_cases import RUBRIC, long

from judge.errors import DatasetError
from judge.label import ExpertLabel
from judge.readers import read_labels


def read_one(path, dimension, word):
    (label,) = read_labels(long(path, f"r1,{dimension},anna,{word}"), RUBRIC)
    return label.state if label.answer is None else label.answer


@pytest.mark.parametrize(
    ("dimension", "word", "read"),
    [
        ("empathy", "yes", "yes"),
        ("empathy", " YES ", "yes"),
        ("empathy", "No", "no"),
        ("empathy", "是", "yes"),
        ("empathy", "否", "no"),
        ("empathy", "1", "yes"),
        ("empathy", "0", "no"),
        ("empathy", "TRUE", "yes"),
        ("empathy", "false", "no"),
        ("harm", "yes", "yes"),
        ("harm", "是", "yes"),
        ("harm", "否", "no"),
        ("tone", "Warm", "warm"),
        ("tone", "COLD TONE", "cold"),
        ("tone", "冷淡", "cold"),
        ("tone", "Friendly", "warm"),
        ("tone", "2", "cold"),
        ("共情", "yes", "yes"),
        ("Empathy", "yes", "yes"),
        ("共情与合作", "yes", "yes"),
        *[(d, w, "not_applicable") for d in ("empathy", "harm", "tone") for w in ("na", "NA", "n/a", "不适用")],
        *[(d, w, "abstained") for d in ("empathy", "harm", "tone") for w in ("?", "Unclear", "不确定", "？")],
        ("tone", "not_applicable", "not_applicable"),
    ],
)
def test_a_word_of_the_rubric_or_of_the_contract_is_read(tmp_path, dimension, word, read):
    """Ids, names in any language and aliases, in any case; yes answers the question as it is asked."""
    assert read_one(tmp_path / "a.csv", dimension, word) == read


@pytest.mark.parametrize("dimension", ["harm", "tone"])
@pytest.mark.parametrize("word", ["1", "0", "true", "False"])
def test_one_and_zero_are_refused_where_a_pass_is_not_a_yes(tmp_path, dimension, word):
    """1 on a harm item means opposite things to different people."""
    with pytest.raises(DatasetError, match="opposite things") as caught:
        read_one(tmp_path / "a.csv", dimension, word)
    assert repr(word) in str(caught.value)
    assert "a.csv, row 2, column 'answer'" in str(caught.value)
    assert "yes, no" in str(caught.value.hint) or "warm, cold" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("row", "says", "hint"),
    [
        ("r1,empathy,anna,yess", "column 'answer': 'yess' is no answer to 'empathy'", "did you mean 'yes'?"),
        ("r1,empathy,anna,2", "'2' is no answer", "yes"),
        ("r1,empathy,anna,1.0", r"'1\.0' is no answer", "yes"),
        ("r1,tone,anna,yes", "'yes' is no answer to 'tone'", "warm"),
        ("r1,empthy,anna,yes", "no dimension 'empthy' in 'small'", "did you mean 'empathy'?"),
        ("r1,empthy,anna,", "no dimension 'empthy' in 'small'", "did you mean 'empathy'?"),
        (",empathy,anna,yes", "column 'response_id': missing or empty", "every row"),
        ("r1,,anna,yes", "column 'dimension': missing or empty", "every row"),
        ("r1,empathy,,yes", "column 'rater': missing or empty", "every row"),
    ],
)
def test_a_word_nobody_knows_is_an_error_with_its_row_and_a_near_miss(tmp_path, row, says, hint):
    """No label is guessed, none is dropped."""
    with pytest.raises(DatasetError, match=says) as caught:
        read_labels(long(tmp_path / "a.csv", "r0,empathy,anna,yes", row), RUBRIC)
    assert "a.csv, row 3" in str(caught.value)
    assert hint in str(caught.value.hint)


def test_an_empty_answer_is_no_label_at_all(tmp_path):
    """Not labelled, not applicable and undecided are three things."""
    rows = ["r1,empathy,anna,", "r1,harm,anna,  ", "r1,tone,anna,na", "r2,tone,anna,?"]

    labels = read_labels(long(tmp_path / "a.csv", *rows), RUBRIC)
    assert [(x.response_id, x.state, x.answer) for x in labels] == [
        ("r1", "not_applicable", None),
        ("r2", "abstained", None),
    ]


def test_every_optional_column_is_read(tmp_path):
    """And an empty one is none."""
    header = "response_id,dimension,rater,answer,turn,role,sampling_p,split,cluster,rubric_version,evidence,note"
    rows = ["r1,empathy,anna,yes,0,adjudicator,0.25,dev,c1,0.9,很累,NA", "r2,empathy,anna,yes,,,,,,,,"]

    one, two = read_labels(long(tmp_path / "a.csv", *rows, header=header), RUBRIC)
    assert one == ExpertLabel(
        "r1", "empathy", "anna", "observed", "yes", 0, "adjudicator", 0.25, "dev", "c1", "0.9", "很累", "NA"
    )
    assert two == ExpertLabel("r2", "empathy", "anna", "observed", "yes")


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("turn", "-1", "no index of a turn"),
        ("turn", "1.0", "no index of a turn"),
        ("turn", "first", "no index of a turn"),
        ("turn", "9" * 5000, "no index of a turn"),
        ("role", "adjudicater", "no role 'adjudicater'"),
        ("sampling_p", "0", "no probability"),
        ("sampling_p", "1.2", "no probability"),
        ("sampling_p", "nan", "no probability"),
        ("sampling_p", "half", "no probability"),
    ],
)
def test_an_optional_column_holds_what_it_is_for(tmp_path, column, value, says):
    """A probability of zero would weigh an item infinitely."""
    header = f"response_id,dimension,rater,answer,{column}"

    with pytest.raises(DatasetError, match=f"column '{column}': .*{says}"):
        read_labels(long(tmp_path / "a.csv", f"r1,empathy,anna,yes,{value}", header=header), RUBRIC)
