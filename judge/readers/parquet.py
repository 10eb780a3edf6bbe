"""Parquet tables of plain columns, with the ``parquet`` extra."""

from collections.abc import Iterator
from math import isfinite
from pathlib import Path

from judge.errors import DatasetError, InputError
from judge.readers.header import Cell, tabulate
from judge.readers.row import RawRow, Unreadable


def read_parquet(path: Path, notes: list[str]) -> Iterator[RawRow]:  # noqa: ARG001 - every reader has this shape
    """Read a table; null is an empty cell, nested columns are errors where they are used.

    Raises:
        InputError: pyarrow is not installed.
        DatasetError: It is no Parquet file.
    """
    try:
        from pyarrow import BufferReader, parquet  # noqa: PLC0415 - an extra, and a heavy one
    except ImportError:
        raise InputError(
            f"{path}: Parquet needs pyarrow, which is not installed", hint="pip install 'psyjudge[parquet]'"
        ) from None
    content = path.read_bytes()
    try:
        table = parquet.read_table(BufferReader(content))
        columns = [column.to_pylist() for column in table.columns]
    except Exception as error:  # noqa: BLE001 - a damaged file makes pyarrow raise nearly anything
        hint = "is the suffix right, and is it complete?"
        raise DatasetError(f"{path}: not a readable Parquet file ({type(error).__name__})", hint=hint) from None
    rows = enumerate(zip(*columns, strict=True), start=1)
    records = ((f"record {i}", [_cell(value) for value in row]) for i, row in rows)
    return tabulate(str(path), (("header", list(table.column_names)), *records), exact=True)


def _cell(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    if isinstance(value, int) or (isinstance(value, float) and isfinite(value)):
        return repr(value)
    return Unreadable(f"a {type(value).__name__} where text is expected", "write the column as text")
