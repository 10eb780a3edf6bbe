"""Blind sheets: what experts see, what they do not, and what comes back."""

from collections import Counter

import openpyxl
import pytest
from sheet_cases import RESPONSES, RUBRIC, fill, response, rows_of

from judge.errors import DatasetError
from judge.readers import read_labels
from judge.sheets import write_sheets


def test_a_sheet_goes_out_and_comes_back_as_labels(tmp_path):
    """Keys become ids again; the rater is known; an empty cell is no label."""
    anna, bo, key = write_sheets(RESPONSES, RUBRIC, tmp_path / "study-1.csv", raters=("anna", "bo"))
    fill(anna)
    fill(bo, empathy="否", tone="冷淡")

    assert [p.name for p in (anna, bo, key)] == ["study-1-anna.csv", "study-1-bo.csv", "study-1-key.csv"]
    labels = read_labels([anna, bo], RUBRIC)
    assert {x.response_id for x in labels} == {r.id for r in RESPONSES}
    assert Counter((x.rater, x.dimension, x.answer or x.state) for x in labels) == {
        ("anna", "empathy", "yes"): 19,
        ("anna", "tone", "abstained"): 20,
        ("bo", "empathy", "no"): 19,
        ("bo", "tone", "cold"): 20,
    }


def test_a_workbook_goes_out_and_comes_back_as_labels(tmp_path):
    """The sheet of instructions is not taken for data."""
    path, _ = write_sheets(RESPONSES, RUBRIC, tmp_path / "study.xlsx", raters=("anna",))
    book = openpyxl.load_workbook(path)
    sheet = book["labels"]
    header = [c.value for c in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        row[header.index("empathy")].value = "yes"
        row[header.index("tone")].value = "Warm, kind"
    renamed = tmp_path / "study-anna 已完成.xlsx"
    book.save(renamed)

    notes: list[str] = []
    labels = read_labels(renamed, RUBRIC, notes=notes)
    assert Counter((x.rater, x.answer) for x in labels) == {("anna", "yes"): 20, ("anna", "warm"): 20}
    assert "'labels'" in notes[0]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_sheet_tells_nobody_whose_response_it_is(tmp_path, suffix):
    """No candidate, no id, no scenario, no tag, and no hint which answer passes; only words and an opaque key."""
    tagged = [response(i, risk="a-rare-risk") for i in range(5)]
    path, _ = write_sheets(tagged, RUBRIC, tmp_path / f"a{suffix}")

    if suffix == ".csv":
        seen = path.read_text(encoding="utf-8-sig")
    else:
        book = openpyxl.load_workbook(path)
        seen = "\n".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row)
    assert "我在这里。" in seen
    assert "user: 最近很累 3" in seen
    for secret in ("secret-model", "scenario-", "a-rare-risk", "passes", "critical"):
        assert secret not in seen


def test_columns_are_the_text_then_the_questions_then_who_answers(tmp_path):
    """The order in which a person works through a row."""
    path, key = write_sheets(RESPONSES, RUBRIC, tmp_path / "a.csv", raters=("anna",))

    rows = rows_of(path)
    assert list(rows[0]) == ["key", "language", "context", "response", "empathy", "tone", "note", "rater"]
    assert {(r["language"], r["empathy"], r["tone"], r["note"], r["rater"]) for r in rows} == {
        ("zh", "", "", "", "anna")
    }
    keys = {r["key"]: r["response_id"] for r in rows_of(key)}
    assert keys.keys() == {r["key"] for r in rows}
    assert all(keys[r["key"]].removeprefix("secret-model-") == r["context"].split()[-1] for r in rows)


def test_a_workbook_offers_the_words_and_explains_the_questions(tmp_path):
    """A drop-down under every dimension, with na and ?; question, steps and answers in every language."""
    path, _ = write_sheets(RESPONSES, RUBRIC, tmp_path / "a.xlsx")

    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["read me", "labels"]
    offered = {}
    for rule in book["labels"].data_validations.dataValidation:
        place = rule.formula1.split("!")[1].replace("$", "")
        offered[str(rule.sqref)] = [c.value for row in book["read me"][place] for c in row]
    assert offered == {"E2:E21": ["yes", "no", "na", "?"], "F2:F21": ["warm", "cold", "na", "?"]}
    said = "\n".join(str(c.value) for row in book["read me"].iter_rows() for c in row if c.value)
    for text in (
        "Is it warm?",
        "是否温暖？",
        "1. Look for warmth.",
        "yes: It is kind.",
        "cold (冷淡)",
        "小量表",
        "空格",
    ):
        assert text in said


def test_a_workbook_in_one_language_offers_its_words_and_reads_them_back(tmp_path):
    """A clinician who reads Chinese chooses in Chinese."""
    path, _ = write_sheets(RESPONSES[:1], RUBRIC, tmp_path / "a.xlsx", language="zh")

    book = openpyxl.load_workbook(path)
    rules = book["labels"].data_validations.dataValidation
    places = [rule.formula1.split("!")[1].replace("$", "") for rule in rules]
    words = [[c.value for row in book["read me"][p] for c in row] for p in places]
    assert words == [["是", "否", "na", "?"], ["温和", "冷淡", "na", "?"]]
    assert "Is it warm?" not in "".join(str(c.value) for row in book["read me"].iter_rows() for c in row)
    book["labels"]["E2"], book["labels"]["F2"] = "否", "温和"
    book.save(path)
    assert [x.answer for x in read_labels(path, RUBRIC)] == ["no", "warm"]


def test_a_row_copied_within_a_sheet_is_noticed(tmp_path):
    """Two answers to one question by one rater."""
    path, _ = write_sheets(RESPONSES, RUBRIC, tmp_path / "a.csv")
    fill(path)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join([*lines, lines[4]]), encoding="utf-8-sig")

    with pytest.raises(DatasetError, match=r"row 22: 'rater' has labelled 'empathy' of .* here and in row 5"):
        read_labels(path, RUBRIC)


def test_a_filled_sheet_without_its_key_file_says_what_to_put_beside_it(tmp_path):
    """And a key that was changed is not guessed at."""
    path, key = write_sheets(RESPONSES, RUBRIC, tmp_path / "a.csv")
    fill(path)
    rows = rows_of(path)
    kept = key.read_text(encoding="utf-8")
    key.unlink()
    with pytest.raises(DatasetError, match=r"no 'a-rater-key\.csv' or 'a-key\.csv' lies beside it"):
        read_labels(path, RUBRIC)

    key.write_text(kept.replace(rows[1]["key"], "k0"), encoding="utf-8")
    with pytest.raises(DatasetError, match=r"row 3, column 'key': the key 'k[0-9a-f]{16}' is not in the key file"):
        read_labels(path, RUBRIC)
