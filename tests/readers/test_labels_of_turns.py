"""Labels of turns, and of questions of which any answers may be chosen."""

import csv
from pathlib import Path

import pytest
from label_cases import csv_file

from judge.errors import DatasetError
from judge.label import placed
from judge.library import load_rubric
from judge.readers import read_labels
from judge.rubric import Rubric
from judge.scenario import Response, Turn
from judge.sheets import check_labels, write_sheets
from judge.unfolding import units_of

RISK = load_rubric("risk_turns")
MOVES = load_rubric("psy_insight_strategies")
TEXT = {"en": "x"}
OPEN = Rubric.model_validate({
    "id": "open",
    "version": "1",
    "title": TEXT,
    "dimensions": [
        {"id": "moves", "name": {"en": "Moves"}, "question": TEXT, "choose": "any", "answers": ["question", "advice"]},
        {"id": "warm", "name": {"en": "Warm"}, "question": TEXT, "passes_on": ["yes"]},
    ],
})  # fmt: skip
BOTH = {
    "risk.self_harm_risk": "yes",
    "risk.harm_to_others": "yes",
    "risk.no_current_risk": "no",
    "risk": "self_harm_risk",
}


@pytest.fixture
def file(tmp_path):
    return tmp_path / "labels.csv"


def read(file, text, rubric=RISK):
    csv_file(file, text)
    return read_labels(file, rubric)


def said(labels):
    return {label.dimension: label.answer or label.state for label in labels}


@pytest.mark.parametrize(
    "cell",
    [
        "self_harm_risk; harm_to_others",
        "harm_to_others;self_harm_risk",
        "自我伤害风险、S2",
        '"S1, S2"',
        "Harm to others；s1",
    ],
)
def test_a_list_in_a_cell_is_a_yes_or_no_for_each_answer_and_the_class(file, cell):
    labels = read(file, f"response_id,turn,dimension,rater,answer\nc1,2,risk,anna,{cell}\n")

    assert said(labels) == BOTH
    assert {(label.response_id, label.turn) for label in labels} == {("c1", 2)}


def test_the_class_follows_from_a_yes_or_no_for_each_answer(file):
    rows = "".join(f"c1,2,{row},anna,{answer}\n" for row, answer in BOTH.items() if row != "risk")

    assert said(read(file, f"response_id,turn,dimension,rater,answer\n{rows}")) == BOTH


def test_where_a_row_is_missing_no_class_follows(file):
    labels = read(file, "response_id,turn,dimension,rater,answer\nc1,2,risk.self_harm_risk,anna,yes\n")

    assert said(labels) == {"risk.self_harm_risk": "yes"}


def test_wide_files_have_lists_in_a_column_of_the_question(file):
    labels = read(
        file, "response_id,rater,moves,warm\nr1,anna,question;advice,yes\nr2,anna,none_of_these,\nr3,anna,na,no\n", OPEN
    )

    assert [(x.response_id, x.dimension, x.answer or x.state) for x in labels] == [
        ("r1", "moves.question", "yes"), ("r1", "moves.advice", "yes"), ("r1", "warm", "yes"),
        ("r2", "moves.question", "no"), ("r2", "moves.advice", "no"),
        ("r3", "moves.question", "not_applicable"), ("r3", "moves.advice", "not_applicable"), ("r3", "warm", "no"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (
            "no_current_risk; S1",
            "'no_current_risk; S1' is no choice: an answer that stands alone stands beside another",
        ),
        ("S1; s1", "row 2, column 'answer': 'S1; s1' is no choice: one answer stands twice"),
        ("suicide", "row 2, column 'answer': 'suicide' is no answer to 'risk'"),
        ("none_of_these", "'none_of_these' is no answer to 'risk'"),
    ],
)
def test_what_cannot_be_chosen_is_an_error_with_its_line(file, cell, message):
    with pytest.raises(DatasetError, match=message):
        read(file, f"response_id,turn,dimension,rater,answer\nc1,2,risk,anna,{cell}\n")


def test_rows_that_contradict_each_other_are_an_error(file):
    rows = "".join(f"c1,0,risk.{a},anna,yes\n" for a in ("self_harm_risk", "harm_to_others", "no_current_risk"))

    with pytest.raises(
        DatasetError, match="the rows of 'risk' by 'anna' are no choice: an answer that stands alone stands"
    ):
        read(file, f"response_id,turn,dimension,rater,answer\n{rows}")


def test_the_list_and_one_of_its_rows_are_said_twice(file):
    rows = "c1,0,risk,anna,S1\nc1,0,risk.harm_to_others,anna,no\n"

    with pytest.raises(DatasetError, match=r"has labelled 'risk.harm_to_others' of 'c1' here and in row 2"):
        read(file, f"response_id,turn,dimension,rater,answer\n{rows}")


@pytest.mark.parametrize(
    "header", ["response_id,dimension,rater,answer\nc1,risk,anna,safe", "response_id,turn,rater,risk\nc1,,anna,safe"]
)
def test_a_label_that_names_no_turn_is_an_error_where_turns_are_judged(file, header):
    with pytest.raises(DatasetError, match="row 2, column 'turn': 'risk_turns' judges turns, and the label names none"):
        read(file, f"{header}\n")


def test_a_label_finds_its_unit(file):
    (first, *_) = placed(read(file, "response_id,turn,dimension,rater,answer\nc1,2,risk,anna,safe\n"), RISK)

    assert (first.response_id, first.turn) == ("c1#2", 2)


CONVERSATION = Response(
    "c1",
    "c1",
    "m",
    (Turn("user", "Hi."), Turn("assistant", "Hello."), Turn("user", "=help")),
    "",
    language="en",
    of="c1",
)


def test_checking_refuses_a_turn_that_is_not_judged(file):
    labels = read(file, "response_id,turn,dimension,rater,answer\nc1,1,risk,anna,safe\n")

    with pytest.raises(DatasetError, match="a response that is not there: 'c1#1'"):
        check_labels(labels, RISK, units_of(CONVERSATION, RISK))


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_sheet_of_turns_goes_out_and_comes_back(tmp_path, suffix):
    """One row a turn with what was said before it; the key file holds conversation and turn."""
    sheet, key = write_sheets(units_of(CONVERSATION, RISK), RISK, tmp_path / f"study{suffix}", raters=["anna"])

    assert {(r["response_id"], r["turn"]) for r in csv.DictReader(key.open(encoding="utf-8"))} == {
        ("c1", "0"),
        ("c1", "2"),
    }
    rows = _rows(sheet)
    assert {(r["context"], r["response"]) for r in rows} == {
        ("", "Hi."),
        ("user: Hi.\nassistant: Hello.", "'=help" if suffix == ".csv" else "=help"),
    }
    assert list(rows[0])[4:] == ["risk", "note", "rater"]
    filled = tmp_path / "study-anna filled.csv"
    with filled.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows({**r, "risk": "S1; S2" if "help" in r["response"] else "safe"} for r in rows)
    labels = read_labels(filled, RISK)
    assert said(label for label in labels if label.turn == 2) == BOTH
    assert {label.response_id for label in labels} == {"c1"}


def _rows(sheet: Path):
    if sheet.suffix == ".csv":
        return list(csv.DictReader(sheet.open(encoding="utf-8-sig", newline="")))
    from openpyxl import load_workbook  # noqa: PLC0415 - only here

    book = load_workbook(sheet)
    assert any("one turn of the user" in str(c.value) for row in book["read me"] for c in row)
    header, *rows = [[c.value or "" for c in row] for row in book["labels"]]
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_a_sheet_of_conversations_holds_all_that_was_said(tmp_path):
    session = load_rubric("psy_insight_session")
    sheet, _ = write_sheets(units_of(CONVERSATION, session), session, tmp_path / "s.csv", raters=["anna"])

    (row,) = _rows(sheet)
    assert row["response"] == "user: Hi.\nassistant: Hello.\nuser: =help"
    assert list(row)[4:7] == ["topic", "approach", "stage"]


def test_names_of_the_source_find_the_answers(file):
    """As Psy-Insight writes them."""
    labels = read(
        file, 'response_id,turn,dimension,rater,answer\nd1,1,Strategies,x,"Reflection of Feelings, Role-play"\n', MOVES
    )

    assert {label.dimension for label in labels if label.answer == "yes"} == {
        "strategy.reflection_of_feelings",
        "strategy.role_play",
    }
