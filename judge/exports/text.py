"""Rows as text: JSON Lines, one JSON document, and CSV for programs or for people."""

import codecs
import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

from judge.exports.cells import LIMIT, cell
from judge.exports.fields import Row
from judge.sheets import excel_safe

_SEPARATORS = str.maketrans({c: f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"})


def to_jsonl(out: BinaryIO, fields: Sequence[str], rows: Iterable[Row]) -> int:  # noqa: ARG001 - every writer has this shape
    """One object a line; ``null`` is not known. Nothing but a line feed ends a line, in any program's eyes."""
    count = 0
    for row in rows:
        out.write(json_line(row) + b"\n")
        count += 1
    return count


def to_document(out: BinaryIO, rows: Iterable[Row], about: Mapping[str, object]) -> int:
    """One JSON object: what it is *about*, then ``rows``, written as they come."""
    out.write(json.dumps(about, ensure_ascii=True).encode("ascii")[:-1] + b', "rows": ')
    count = to_array(out, rows)
    out.write(b"}\n")
    return count


def to_array(out: BinaryIO, rows: Iterable[Row]) -> int:
    """One JSON array, an object a line, written as they come."""
    out.write(b"[")
    count = 0
    for row in rows:
        out.write((b",\n" if count else b"\n") + json_line(row))
        count += 1
    out.write(b"\n]")
    return count


def json_line(row: Row) -> bytes:
    """A row as JSON; half of a character, which UTF-8 cannot hold, as its escape."""
    try:
        return json.dumps(row, ensure_ascii=False, allow_nan=False).translate(_SEPARATORS).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(row, allow_nan=False).encode("ascii")


def to_csv(out: BinaryIO, fields: Sequence[str], rows: Iterable[Row], *, for_people: bool = False) -> int:
    """A table as RFC 4180 has it: an empty cell is not known, ``true`` and ``false`` are words, JSON is text.

    For programs, texts are as they are. For people, texts that a spreadsheet would take for formulas get an apostrophe
    before them, what it would cut is refused, and a byte order mark tells Excel that it is UTF-8.

    Raises:
        InputError: A text is damaged, or too long for people's spreadsheets.
    """
    if for_people:
        out.write(codecs.BOM_UTF8)
    lines = csv.writer(_Encoded(out))
    lines.writerow(fields)
    count = 0
    for row in rows:
        cells = (cell(row, name, within=LIMIT if for_people else None) for name in fields)
        lines.writerow([_written(value, for_people=for_people) for value in cells])
        count += 1
    return count


class _Encoded:
    """The part of a text file that ``csv`` needs, over bytes that stay open."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        return self._out.write(text.encode("utf-8"))


def _written(value: object, *, for_people: bool) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return excel_safe(value) if for_people and isinstance(value, str) else value
