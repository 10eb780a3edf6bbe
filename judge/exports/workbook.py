"""Rows as an XLSX workbook."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from judge.errors import InputError
from judge.exports.cells import LIMIT, cell
from judge.exports.fields import Row

SHEET_ROWS = 1_048_576


def to_xlsx(out: BinaryIO, fields: Sequence[str], rows: Iterable[Row]) -> int:
    """A workbook of one sheet in which text is text: no formula, no link, nothing cut.

    Rows wait in a closed folder beside the file that is written, so that people's words lie nowhere else.

    Raises:
        InputError: A text is damaged or longer than a cell holds, or there are more rows than a sheet has.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only workbooks need it
    from xlsxwriter.exceptions import XlsxFileError  # noqa: PLC0415

    archive = _Archive(out)
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with TemporaryDirectory(dir=Path(out.name).parent, prefix=".export-") as aside:
        options = {"constant_memory": True, "use_zip64": True, "tmpdir": aside, **plain}
        try:
            with Workbook(archive, options) as book:
                return _fill(book.add_worksheet("export"), fields, rows)
        except XlsxFileError as error:
            cause = error.args[0]
            raise cause if isinstance(cause, OSError) else OSError(str(error)) from None
        finally:
            archive.over = True


class _Archive:
    """What xlsxwriter zips into: once it is *over*, an archive it abandoned on an error has nothing to close."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.over = False

    def write(self, data: bytes) -> int:
        return len(data) if self.over else self._out.write(data)

    def tell(self) -> int:
        return 0 if self.over else self._out.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0 if self.over else self._out.seek(offset, whence)

    def flush(self) -> None:
        if not self.over:
            self._out.flush()


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
            _write(sheet, count, column, cell(row, name, within=LIMIT))
    return count


def _write(sheet: Any, row: int, column: int, value: object) -> None:  # xlsxwriter has no types
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
