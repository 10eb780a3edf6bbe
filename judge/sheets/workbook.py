"""Sheets as XLSX workbooks: what to do on the first sheet, the rows on the second."""

import io
from collections.abc import Sequence
from typing import Any

from judge.errors import InputError
from judge.rubric import Rubric
from judge.sheets.instructions import explain, headers, how_to
from judge.sheets.layout import LIMIT, words

READ_ME = "read me"
LABELS = "labels"
_WIDTHS = {"key": 20, "language": 9, "context": 60, "response": 60, "criterion": 40, "note": 30}
_REFUSAL = {"error_title": "?", "error_message": "Choose from the list. / 请从列表中选择。"}
_FIRST_WORD = 5
"""Column of the first word to choose, on *read me*: after column, name, question, steps and answers."""


def to_xlsx(header: Sequence[str], rows: Sequence[Sequence[str]], rubric: Rubric, language: str | None) -> bytes:
    """A workbook whose every cell is text, with a drop-down of the words allowed below each dimension.

    Raises:
        InputError: A text of the rubric is too long for a cell.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only workbooks need it

    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, safe) as book:
        places = _read_me(book, rubric, language)
        _labels(book, header, rows, places)
    return out.getvalue()


def _read_me(book: Any, rubric: Rubric, language: str | None) -> dict[str, str]:  # xlsxwriter has no types
    """Write the instructions; where the words of each dimension stand, as a range."""
    sheet, bold = book.add_worksheet(READ_ME), book.add_format({"bold": True, "valign": "top"})
    plain, wrap = book.add_format({"valign": "top"}), book.add_format({"text_wrap": True, "valign": "top"})
    languages = rubric.languages if language is None else (language,)
    sheet.set_column(0, 1, 18, wrap)
    sheet.set_column(2, 4, 60, wrap)
    lines = [
        line
        for one in languages
        for line in ((rubric.title[one], bold), *((how, plain) for how in how_to(one, rubric)))
    ]
    for row, (text, form) in enumerate(lines):
        _write(sheet, row, 0, text, form)
    at = len(lines)
    for i, name in enumerate(headers(languages)):
        _write(sheet, at, i, name, bold)
    places: dict[str, str] = {}
    for row, (dimension, cells) in enumerate(explain(rubric, languages), start=at + 1):
        allowed = words(dimension, language)
        for i, cell in enumerate((*cells, *allowed)):
            _write(sheet, row, i, cell, wrap)
        last = _column(_FIRST_WORD + len(allowed) - 1)
        if dimension.choose == "one":  # a list of several answers is typed
            places[dimension.id] = f"='{READ_ME}'!${_column(_FIRST_WORD)}${row + 1}:${last}${row + 1}"
    return places


def _labels(book: Any, header: Sequence[str], rows: Sequence[Sequence[str]], places: dict[str, str]) -> None:
    # xlsxwriter has no types
    sheet, bold = book.add_worksheet(LABELS), book.add_format({"bold": True})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for i, name in enumerate(header):
        sheet.set_column(i, i, _WIDTHS.get(name, 16), text)
        _write(sheet, 0, i, name, bold)
        if name in places:
            sheet.data_validation(1, i, len(rows), i, {"validate": "list", "source": places[name], **_REFUSAL})
    for row, cells in enumerate(rows, start=1):
        for i, cell in enumerate(cells):
            _write(sheet, row, i, cell, text)
    sheet.freeze_panes(1, 1)


def _write(sheet: Any, row: int, column: int, text: str, form: Any) -> None:  # xlsxwriter has no types
    if len(text) > LIMIT:
        raise InputError(f"a text of the rubric has more than {LIMIT:,} characters", hint="shorten it")
    sheet.write_string(row, column, text, form)


def _column(index: int) -> str:
    from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 - only workbooks need it

    return str(xl_col_to_name(index))
