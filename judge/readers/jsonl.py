"""JSON Lines: one object a line."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from judge.errors import DatasetError
from judge.readers.row import RawRow, kind_of
from judge.readers.strict_json import StrictJSONError, decode_value

STDIN = Path("-")
_LINES = "one whole JSON object a line: {...}"
_ARRAY = "a file that holds one array of objects is a .json file: rename it"


def read_jsonl(path: Path, notes: list[str]) -> Iterator[RawRow]:  # noqa: ARG001 - every reader has this shape
    """Read one object a line; ``-`` is standard input.

    Empty lines are skipped and counted. Only a line feed ends a line: the other separators of Unicode are text.

    Raises:
        DatasetError: A line is not UTF-8, not JSON, or no object.
    """
    if path == STDIN:
        yield from _rows(sys.stdin.buffer, "standard input")
        return
    with path.open("rb") as lines:
        yield from _rows(lines, str(path))


def _rows(lines: Iterable[bytes], file: str) -> Iterator[RawRow]:
    for number, line in enumerate(lines, start=1):
        position = f"line {number}"
        text = _text(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, file, position)
        if text:
            yield RawRow(file, position, _object(text, file, position))


def _text(line: bytes, file: str, position: str) -> str:
    try:
        return line.decode("utf-8").strip(" \t\r\n")
    except UnicodeDecodeError as error:
        raise DatasetError(
            f"{file}, {position}: not UTF-8 text (byte {error.start} of the line)",
            hint="JSON is UTF-8: save the file as UTF-8",
        ) from None


def _object(text: str, file: str, position: str) -> dict[str, object]:
    try:
        value, end = decode_value(text)
    except StrictJSONError as fault:
        hint = _ARRAY if text[0] == "[" else _LINES
        raise DatasetError(f"{file}, {position}: {fault}", hint=hint) from None
    if end < len(text):
        raise DatasetError(f"{file}, {position}: something follows the object", hint=_LINES)
    if not isinstance(value, dict):
        hint = _ARRAY if isinstance(value, list) else _LINES
        raise DatasetError(f"{file}, {position}: expected an object, found {kind_of(value)}", hint=hint)
    return value
