"""Rows as bytes, one function a format. Each takes rows as they come and returns how many there were."""

import codecs
import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol, get_args

from judge.errors import InputError, SettingsError
from judge.exports.fields import Row, flat, kind_of
from judge.sheets import excel_safe

Format = Literal["jsonl", "csv", "parquet", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)

CELL = 32_767
"""Characters a spreadsheet keeps of a cell, counted as it counts them: in UTF-16."""
SHEET_ROWS = 1_048_576
_BATCH = 10_000
_SEPARATORS = str.maketrans({c: f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"})
_AS_JSONL = "export it as jsonl, which holds any text whole"


class Writer(Protocol):
    """What a format must be able to do."""

    def __call__(self, out: BinaryIO, fields: Sequence[str], rows: Iterable[Row]) -> int:
        """Write *rows* to *out*; how many there were."""
        ...


def to_jsonl(out: BinaryIO, fields: Sequence[str], rows: Iterable[Row]) -> int:  # noqa: ARG001 - every writer has this shape
    """One object a line; ``null`` is not known. Nothing but a line feed ends a line, in any program's eyes."""
    count = 0
    for row in rows:
        out.write(json_line(row) + b"\n")
        count += 1
    return count


def json_line(row: Row) -> bytes:
    """A row as JSON; half of a character, which UTF-8 cannot hold, as its escape."""
    try:
        return json.dumps(row, ensure_ascii=False, allow_nan=False).translate(_SEPARATORS).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(row, allow_nan=False).encode("ascii")


def to_document(out: BinaryIO, rows: Iterable[Row], about: Mapping[str, object]) -> int:
    """One JSON object: what it is *about*, then ``rows``, written as they come."""
    out.write(json.dumps(about, ensure_ascii=True).encode("ascii")[:-1] + b', "rows": [')
    count = 0
    for row in rows:
        out.write((b",\n" if count else b"\n") + json_line(row))
        count += 1
    out.write(b"\n]}\n")
    return count


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
        cells = [_checked(row, name, within=CELL if for_people else None) for name in fields]
        lines.writerow([_csv_cell(cell, for_people=for_people) for cell in cells])
        count += 1
    return count


def to_xlsx(out: BinaryIO, fields: Sequence[str], rows: Iterable[Row]) -> int:
    """A workbook of one sheet in which text is text: no formula, no link, nothing cut.

    Raises:
        InputError: A text is damaged or longer than a cell holds, or there are more rows than a sheet has.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only workbooks need it
    from xlsxwriter.exceptions import XlsxFileError  # noqa: PLC0415

    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "tmpdir": str(Path(out.name).parent),  # people's words stay beside the file they are written to
    }  # fmt: skip
    try:
        with Workbook(out, options) as book:
            return _fill(book.add_worksheet("export"), fields, rows)
    except XlsxFileError as error:
        raise OSError(str(error)) from None


def _fill(sheet: Any, fields: Sequence[str], rows: Iterable[Row]) -> int:  # xlsxwriter has no types
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(fields):
        sheet.write_string(0, column, name)
    count = 0
    for row in rows:
        count += 1
        if count >= SHEET_ROWS:
            raise InputError(f"more rows than a sheet has ({SHEET_ROWS:,})", hint="export it as csv or parquet")
        for column, name in enumerate(fields):
            _write_cell(sheet, count, column, _checked(row, name, within=CELL))
    return count


def to_parquet(out: BinaryIO, fields: Sequence[str], rows: Iterable[Row]) -> int:
    """Typed columns, null where nothing is known; lists and objects as JSON text.

    Raises:
        SettingsError: pyarrow is not installed.
        InputError: A text is damaged.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra, and a heavy one
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError:
        raise SettingsError(
            "Parquet needs pyarrow, which is not installed", hint="pip install 'psyjudge[parquet]'"
        ) from None
    types = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    schema = pa.schema([(name, types[kind_of(name)]) for name in fields])
    count, waiting = 0, iter(rows)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while batch := list(islice(waiting, _BATCH)):
            plain = [{name: _checked(row, name) for name in fields} for row in batch]
            writer.write_table(pa.Table.from_pylist(plain, schema=schema))
            count += len(batch)
    return count


WRITERS: Mapping[Format, Writer] = {"jsonl": to_jsonl, "csv": to_csv, "parquet": to_parquet, "xlsx": to_xlsx}
"""Every format by its name, which is its suffix too. A new one is a function and a line here."""
CSV_FOR_PEOPLE: Writer = partial(to_csv, for_people=True)


class _Encoded:
    """The part of a text file that ``csv`` needs, over bytes that stay open."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        return self._out.write(text.encode("utf-8"))


def _checked(row: Row, name: str, *, within: int | None = None) -> object:
    """The cell of a table for one field.

    Raises:
        InputError: The text is damaged, or has more characters than *within*.
    """
    value = flat(row[name])
    if not isinstance(value, str) or (value.isascii() and (within is None or len(value) <= within)):
        return value
    where = f"response {row['response_id']!r}, {name}"
    try:
        length = len(value.encode("utf-16-le")) // 2
    except UnicodeEncodeError:
        raise InputError(f"{where}: holds half of a character", hint=_AS_JSONL) from None
    if within is not None and length > within:
        raise InputError(f"{where}: {length:,} characters, and a spreadsheet cuts a cell at {within:,}", hint=_AS_JSONL)
    return value


def _csv_cell(value: object, *, for_people: bool) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return excel_safe(value) if for_people and isinstance(value, str) else value


def _write_cell(sheet: Any, row: int, column: int, value: object) -> None:  # xlsxwriter has no types
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
