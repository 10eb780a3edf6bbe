"""XLSX workbooks: the text a person sees, or a reason why it cannot be told."""

import re
import warnings
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from judge.errors import DatasetError, InputError
from judge.readers.header import Cell, tabulate
from judge.readers.row import RawRow, Unreadable

READ_ME = "read me"
"""The sheet of instructions that ``judge labels sheet`` puts first; never the data."""

_DIGITS = 15
"""What Excel keeps of a number."""
_CONTROL = re.compile(r"_x00([01][0-9A-Fa-f])_")
_FIXED = re.compile(r"0(?:\.(0+))?\Z")
_AS_TEXT = "format the column as text and enter the value again"


def read_workbook(path: Path, notes: list[str]) -> Iterator[RawRow]:
    """Read the first sheet (*read me* does not count); which one is said in *notes* when there are several.

    Numbers become the text a person sees where there is no doubt about it (``5``, never ``5.0``); dates, percentages
    and what Excel has rounded are errors where they are used. A formula is an error wherever it stands: nobody here
    computes it, and what it showed to whom is unknown.

    Raises:
        DatasetError: It is no workbook, a cell is a formula, or a row does not fit the header.
    """
    try:
        title, several, records = _sheet(path)
    except (InputError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - a damaged file makes openpyxl raise nearly anything
        hint = "save it as 'Excel workbook (.xlsx)' without a password, or as 'CSV UTF-8'"
        raise DatasetError(f"{path}: not a readable .xlsx workbook ({type(error).__name__})", hint=hint) from None
    if several:
        notes.append(f"{path}: read the sheet {title!r}; {', '.join(map(repr, several))} not read")
    return tabulate(f"{path}, sheet {title!r}" if several else str(path), records, exact=False)


def _sheet(path: Path) -> tuple[str, list[str], list[tuple[str, list[Cell]]]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - a third of a second that only workbooks need

    with warnings.catch_warnings(), path.open("rb") as file:
        warnings.simplefilter("ignore")  # openpyxl warns of drop-downs and styles it drops; we read neither
        book = load_workbook(file, read_only=True, data_only=False)
        try:
            titles = [sheet.title for sheet in book.worksheets]
            title = next((t for t in titles if t.strip().lower() != READ_ME), None)
            if title is None:
                raise DatasetError(f"{path}: holds no sheet with data", hint="put the table on a sheet of its own")
            sheet = book[title]
            sheet.reset_dimensions()  # some programs write a wrong extent, and rows beyond it would be lost
            rows = enumerate(sheet.iter_rows(), start=1)
            records = [(f"row {i}", [_cell(c, path, title) for c in cells]) for i, cells in rows]
            return title, [t for t in titles if t != title], records
        finally:
            book.close()


def _cell(cell: Any, path: Path, title: str) -> Cell:  # a cell of openpyxl, which has no types
    value, kind = cell.value, getattr(cell, "data_type", None)
    if value is None:
        return ""
    if kind == "f":
        hint = "replace it by its value (copy, then paste as values); a text that begins with '=' needs the text format"
        raise DatasetError(f"{path}, sheet {title!r}, cell {cell.coordinate!r}: a formula", hint=hint)
    if kind == "e":
        return Unreadable(f"cell {cell.coordinate!r} is an error value", _AS_TEXT)
    if isinstance(value, str):
        # Workbooks write control characters as _x000D_; openpyxl leaves them so.
        return _CONTROL.sub(lambda m: chr(int(m[1], 16)), value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date | time | timedelta):
        return Unreadable(
            f"cell {cell.coordinate!r} is a date or a time, which every Excel shows differently", _AS_TEXT
        )
    return _number(value, cell)


def _number(value: float, cell: Any) -> Cell:  # a cell of openpyxl, which has no types
    shape = str(cell.number_format)
    fixed = _FIXED.match(shape)
    if fixed:
        text = f"{value:.{len(fixed[1] or '')}f}"
        exact = float(text) == value
    else:
        text = str(int(value)) if value == int(value) else repr(value)
        exact = shape in ("General", "@") and "e" not in text
    if exact and len(text.strip("-").split(".")[0]) <= _DIGITS:
        return text
    return Unreadable(f"cell {cell.coordinate!r} is a number that is not shown as it is stored ({shape})", _AS_TEXT)
