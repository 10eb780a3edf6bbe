"""Workbooks: the text a person sees, or a reason why it cannot be told."""

import pytest
import xlsxwriter
from format_cases import HEADER, ROWS, write_workbook

from judge.errors import DatasetError
from judge.readers import read_responses


def test_a_workbook_of_several_sheets_says_which_one_was_read(tmp_path):
    """The first sheet is read, and a person is told so; instructions are not data."""
    sheets = {"Read me": [["please"]], "Daten": [HEADER, *ROWS], "rest": [["x"]]}
    path = write_workbook(tmp_path / "a.xlsx", sheets)

    notes: list[str] = []
    assert len(read_responses(path, notes=notes)) == 4
    assert len(notes) == 1
    assert "'Daten'" in notes[0]
    assert "'rest' not read" in notes[0]


def test_numbers_in_a_workbook_are_the_text_a_person_sees(tmp_path):
    """Five is 5, not 5.0; TRUE is TRUE; a control character that Excel escapes comes back."""
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet, fixed = book.add_worksheet(), book.add_format({"num_format": "0.00"})
        for j, name in enumerate(["id", "user", "assistant", "candidate"]):
            sheet.write_string(0, j, name)
        sheet.write_number(1, 0, 5.0)
        sheet.write_boolean(1, 1, True)
        sheet.write_number(1, 2, 0.25)
        sheet.write_number(1, 3, 2.5, fixed)
        sheet.write_string(2, 1, "one\r\ntwo")
        sheet.write_string(2, 2, "x")

    first, second = read_responses(tmp_path / "a.xlsx")
    assert (first.id, first.turns[0].content, first.response, first.candidate) == ("5", "TRUE", "0.25", "2.50")
    assert second.turns[0].content == "one\r\ntwo"


@pytest.mark.parametrize(
    ("write", "why"),
    [
        (lambda sheet, _: sheet.write_formula(2, 2, "=1+1", None, 2), "a formula"),
        (lambda sheet, _: sheet.write_array_formula(2, 2, 2, 2, "{=SUM(A1:A2)}"), "a formula"),
        (lambda sheet, book: sheet.write_number(2, 2, 45000, book.add_format({"num_format": "yyyy-mm-dd"})), "a date"),
        (lambda sheet, book: sheet.write_number(2, 2, 0.5, book.add_format({"num_format": "0%"})), "not shown as"),
        (lambda sheet, book: sheet.write_number(2, 2, 42, book.add_format({"num_format": "00000"})), "not shown as"),
        (lambda sheet, book: sheet.write_number(2, 2, 0.5, book.add_format({"num_format": "0"})), "not shown as"),
        (lambda sheet, _: sheet.write_number(2, 2, 12345678901234567890), "not shown as"),
    ],
)
def test_a_cell_whose_text_cannot_be_told_is_an_error_that_names_it(tmp_path, write, why):
    """Formulas, dates and rounded numbers show different people different texts."""
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for i, row in enumerate([["id", "user", "assistant"], ["r1", "hi", "yes"], ["r2", "hi", ""]]):
            for j, cell in enumerate(row):
                sheet.write_string(i, j, cell)
        write(sheet, book)

    with pytest.raises(DatasetError, match=why) as caught:
        read_responses(tmp_path / "a.xlsx")
    assert "'C3'" in str(caught.value)
    assert caught.value.hint


def test_a_date_in_a_column_nobody_reads_disturbs_nobody(tmp_path):
    """People note when they wrote something; only what is used must be readable."""
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for i, row in enumerate([["user", "assistant", "seen on"], ["hi", "yes", ""]]):
            for j, cell in enumerate(row):
                sheet.write_string(i, j, cell)
        sheet.write_number(1, 2, 45000, book.add_format({"num_format": "yyyy-mm-dd"}))

    assert read_responses(tmp_path / "a.xlsx")[0].response == "yes"


@pytest.mark.parametrize("damage", [lambda b: b[: len(b) // 2], lambda _: b"\xd0\xcf\x11\xe0" * 99, lambda _: b""])
def test_a_damaged_workbook_is_refused_by_name(tmp_path, damage):
    """A password, an old format, a cut-off download: all are told apart from data."""
    path = write_workbook(tmp_path / "a.xlsx", {"x": [HEADER, *ROWS]})
    path.write_bytes(damage(path.read_bytes()))

    with pytest.raises(DatasetError, match=r"not a readable \.xlsx"):
        read_responses(path)
