"""A column set in a workbook: the other cells, sheets, widths and lists stay."""

import io
import warnings
from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import Any

from judge.readers.workbook import READ_ME


def set_in_workbook(path: Path, name: str, values: Sequence[str]) -> bytes:
    """The workbook with the column *name* in the sheet that is read, formatted like the column before it."""
    from openpyxl import load_workbook  # noqa: PLC0415 - a third of a second that only workbooks need

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl cannot keep, nothing is a cell
        book = load_workbook(path, rich_text=True)
        sheet = next(s for s in book.worksheets if s.title.strip().lower() != READ_ME)
        _fill(sheet, name, values)
        out = io.BytesIO()
        book.save(out)
    return out.getvalue()


def _fill(sheet: Any, name: str, values: Sequence[str]) -> None:  # a sheet of openpyxl, which has no types
    filled = [row for row in sheet.iter_rows() if any(cell.value not in (None, "") for cell in row)]
    header, rows = filled[0], filled[1:]
    names = {str(cell.value or "").strip().lower(): cell.column for cell in header}
    last = max(column for text, column in names.items() if text)
    column = names.get(name, last + 1)
    if name not in names:
        _set(sheet.cell(header[0].row, column), name, like=sheet.cell(header[0].row, last))
    for row, value in zip(rows, values, strict=True):
        _set(sheet.cell(row[0].row, column), value, like=sheet.cell(row[0].row, last))


def _set(cell: Any, value: str, *, like: Any) -> None:  # cells of openpyxl
    cell.value = value
    if not cell.has_style:
        cell._style = copy(like._style)  # noqa: SLF001 - how openpyxl itself copies one cell's look
