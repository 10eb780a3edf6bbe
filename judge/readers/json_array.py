"""JSON: one array of objects."""

import re
from collections.abc import Iterator
from pathlib import Path

from judge.errors import DatasetError
from judge.readers.row import RawRow, kind_of
from judge.readers.strict_json import StrictJSONError, decode_value

_SPACE = re.compile(r"[ \t\r\n]*")


def read_json(path: Path, notes: list[str]) -> Iterator[RawRow]:  # noqa: ARG001 - every reader has this shape
    """Read an array of objects, one object a row.

    Objects are read one after the other, so that an error names the item and the line it begins on.

    Raises:
        DatasetError: The file is not UTF-8, not one array, or an item is no object.
    """
    text = _text(path)
    at = _skip(text, 0)
    if text[at : at + 1] != "[":
        hint = "put the objects in one array, [{...}, {...}]; one object a line is a .jsonl file"
        raise DatasetError(f"{path}: expected an array of objects", hint=hint)
    number, line, counted = 0, 1, 0
    at = _skip(text, at + 1)
    while text[at : at + 1] != "]" or number:
        number += 1
        line, counted = line + text.count("\n", counted, at), at
        position = f"item {number} (line {line})"
        value, at = _item(text, at, f"{path}, {position}")
        yield RawRow(str(path), position, value)
        at = _skip(text, at)
        if text[at : at + 1] == "]":
            break
        if text[at : at + 1] != ",":
            raise DatasetError(f"{path}, after item {number}: expected a comma or the closing ]", hint="is it cut off?")
        at = _skip(text, at + 1)
    if _skip(text, at + 1) < len(text):
        raise DatasetError(f"{path}: something follows the array", hint="one array a file")


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path}: not UTF-8 text (byte {error.start})", hint="save it as UTF-8") from None


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _item(text: str, at: int, where: str) -> tuple[dict[str, object], int]:
    try:
        value, end = decode_value(text, at)
    except StrictJSONError as fault:
        raise DatasetError(f"{where}: {fault}", hint="correct it there") from None
    if not isinstance(value, dict):
        raise DatasetError(f"{where}: expected an object, found {kind_of(value)}", hint="an array of objects: [{...}]")
    return value, end
