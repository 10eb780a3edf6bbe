"""A column set in CSV or TSV: the other cells keep their very bytes."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from judge.readers.encoding import decode

_LONGEST = 2**31 - 1
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))


def set_in_csv(path: Path, name: str, values: Sequence[str]) -> bytes:
    """The table with the column *name*; cells are separated by commas."""
    return _set(path, name, values, ",")


def set_in_tsv(path: Path, name: str, values: Sequence[str]) -> bytes:
    """The table with the column *name*; cells are separated by tabs."""
    return _set(path, name, values, "\t")


def _set(path: Path, name: str, values: Sequence[str], delimiter: str) -> bytes:
    content = path.read_bytes()
    text = decode(content, file=str(path), notes=[])
    waiting, header = iter(values), list[str]()
    written: list[str] = []
    for raw, cells in _records(text, delimiter):
        body = raw.rstrip("\r\n")
        if all(cell == "" for cell in cells):
            written.append(raw)
        elif not header:
            header = _named(cells)
            written.append(_line(body, header, name, None, delimiter) + raw[len(body) :])
        else:
            written.append(_line(body, header, name, next(waiting), delimiter) + raw[len(body) :])
    return _encoded("".join(written), content)


def _named(cells: Sequence[str]) -> list[str]:
    """The names of the columns up to the last that has one: nothing but emptiness stands behind it."""
    names = [cell.strip().lower() for cell in cells]
    return names[: max(i for i, cell in enumerate(names, start=1) if cell)]


def _line(body: str, header: list[str], name: str, value: str | None, delimiter: str) -> str:
    """One record with the cell set; *value* is ``None`` for the header itself."""
    at = header.index(name) if name in header else len(header)
    pieces = _pieces(body, delimiter)[: len(header)]
    set_ = value if value is not None else pieces[at] if at < len(header) else name
    return delimiter.join([*pieces[:at], set_, *pieces[at + 1 :]])


def _records(text: str, delimiter: str) -> Iterator[tuple[str, list[str]]]:
    """Each record as it is written and as it is read; the reader of tables has found no fault in them."""
    lines = io.StringIO(text, newline="").readlines()
    limit = csv.field_size_limit()
    csv.field_size_limit(min(max(limit, len(text) + 1), _LONGEST))
    try:
        reader, before = csv.reader(iter(lines), delimiter=delimiter, strict=True), 0
        for cells in reader:
            yield "".join(lines[before : reader.line_num]), cells
            before = reader.line_num
    finally:
        csv.field_size_limit(limit)


def _pieces(body: str, delimiter: str) -> list[str]:
    """The cells of a record as they are written, with their quotes."""
    cell = re.compile(rf'"(?:[^"]|"")*"|[^"{delimiter}][^{delimiter}]*|')
    found, at = [], 0
    while at <= len(body):
        piece = match[0] if (match := cell.match(body, at)) else ""
        found.append(piece)
        at += len(piece) + 1
    return found


def _encoded(text: str, content: bytes) -> bytes:
    """*text* as `decode` found *content*, with its byte order mark."""
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return mark + text.encode(codec)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return text.encode("gb18030")
    return text.encode("utf-8")
