"""CSV and TSV, read as text."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from judge.errors import DatasetError
from judge.readers.encoding import decode
from judge.readers.header import tabulate
from judge.readers.row import RawRow

_LONGEST = 2**31 - 1


def read_csv(path: Path, notes: list[str]) -> Iterator[RawRow]:
    """Read a table whose cells are separated by commas; every cell is text, ``NA``, ``=1+1`` and ``007`` too.

    Raises:
        DatasetError: The encoding is unknown, a quote is not closed, or a row does not fit the header.
    """
    return _read(path, notes, ",")


def read_tsv(path: Path, notes: list[str]) -> Iterator[RawRow]:
    """Read a table whose cells are separated by tabs, otherwise like CSV.

    Raises:
        DatasetError: As for CSV.
    """
    return _read(path, notes, "\t")


def _read(path: Path, notes: list[str], delimiter: str) -> Iterator[RawRow]:
    file = str(path)
    text = decode(path.read_bytes(), file=file, notes=notes)
    return tabulate(file, _records(text, file, delimiter), exact=True)


def _records(text: str, file: str, delimiter: str) -> list[tuple[str, list[str]]]:
    limit = csv.field_size_limit()
    # The limit is one for the whole process: raised for this text only, and put back.
    csv.field_size_limit(min(max(limit, len(text) + 1), _LONGEST))
    try:
        return list(_numbered(text, file, delimiter))
    finally:
        csv.field_size_limit(limit)


def _numbered(text: str, file: str, delimiter: str) -> Iterator[tuple[str, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number, line = 1, 1
    try:
        for cells in reader:
            yield _position(number, line), cells
            number, line = number + 1, reader.line_num + 1
    except csv.Error as error:
        hint = "put a text with quotes in quotes, and double the quotes inside it; or save it from a spreadsheet"
        raise DatasetError(f"{file}, {_position(number, line)}: {error}", hint=hint) from None


def _position(number: int, line: int) -> str:
    return f"row {number}" if line == number else f"row {number} (line {line})"
