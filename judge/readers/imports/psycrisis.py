"""PsyCrisis's sheets: what was said, what was answered, and a judge's whole reply, each in a column."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from judge.errors import SettingsError
from judge.readers.files import read_rows
from judge.readers.imports.found import Beside, Found, Wanted
from judge.readers.imports.table import read_table
from judge.readers.row import RawRow

_MOST = 200
"""Rows that are looked at to tell which columns hold replies."""
_NEEDED = 3


def read_psycrisis(path: Path, wanted: Wanted, notes: list[str]) -> Iterator[Found]:
    """Every reply of the sheet: the first two columns are the user's words and the response, as its own program reads.

    Replies stand in the column that ends in a dictionary in Python's manner, or in several, which are repeats. They are
    read in the form ``trailing_dict``; a failure that its program has written into the cell cannot be read, and is
    kept as such.

    Raises:
        DatasetError: The file cannot be read.
        SettingsError: It has no column of replies.
    """
    rows = read_rows(path, [])
    columns = rows[0].columns or ()
    replies = [column for column in columns[2:] if holds_dict(rows, column)]
    if len(columns) < _NEEDED or not (replies or wanted.replies):
        raise SettingsError(
            f"{path}: no column after the first two holds replies that end in a dictionary",
            hint="--replies COLUMN names it; --from table with --map reads any other sheet",
        )
    here = {"user": columns[0], "response": columns[1]} | dict(wanted.columns)
    own = replace(wanted, columns=here, replies=wanted.replies or (Beside(wanted.judge, replies),))
    yield from read_table(path, own, notes)


def holds_dict(rows: list[RawRow], column: str) -> bool:
    """Whether a cell of *column* ends as a judge's reply does there: with a dictionary of Chinese or other keys."""
    return any(_ends_in_dict(row.fields.get(column)) for row in rows[:_MOST])


def _ends_in_dict(cell: object) -> bool:
    return isinstance(cell, str) and cell.rstrip(" \n\r`").endswith("}") and ":" in cell
