"""A key set in every object of JSON Lines or of a JSON array: the rest of the file keeps its very bytes."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from judge.readers.strict_json import decode_value

_SPACE = re.compile(r"[ \t\r\n]*")
_BOM = b"\xef\xbb\xbf"


def set_in_jsonl(path: Path, name: str, values: Sequence[str]) -> bytes:
    """Each line with the key *name*."""
    content = path.read_bytes()
    mark = _BOM if content.startswith(_BOM) else b""
    waiting = iter(values)
    lines = content.removeprefix(mark).decode("utf-8").split("\n")
    written = [_set(line, _after_space(line, 0), name, waiting) if line.strip(" \t\r") else line for line in lines]
    return mark + "\n".join(written).encode("utf-8")


def set_in_json(path: Path, name: str, values: Sequence[str]) -> bytes:
    """Each object of the array with the key *name*."""
    content = path.read_bytes()
    mark = _BOM if content.startswith(_BOM) else b""
    text = content.removeprefix(mark).decode("utf-8")
    starts = list(_items(text))
    waiting = iter(values)
    parts = [text[a:b] for a, b in zip([0, *starts], [*starts, len(text)], strict=True)]
    return mark + (parts[0] + "".join(_set(part, 0, name, waiting) for part in parts[1:])).encode("utf-8")


def _items(text: str) -> Iterator[int]:
    """Where each object of the array begins; the reader has found no fault in it."""
    at = _after_space(text, _after_space(text, 0) + 1)
    while text[at] != "]":
        yield at
        at = _after_space(text, decode_value(text, at)[1])
        at = _after_space(text, at + 1) if text[at] == "," else at


def _set(text: str, start: int, name: str, waiting: Iterator[str]) -> str:
    """*text* with the key in the object that begins at *start*."""
    value = json.dumps(next(waiting), ensure_ascii=False)
    last = start + 1
    for key, begin, end in _members(text, start):
        if key == name:
            return text[:begin] + value + text[end:]
        last = end
    comma = ", " if last > start + 1 else ""
    return f"{text[:last]}{comma}{json.dumps(name)}: {value}{text[last:]}"


def _members(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Each key of an object, and where its value begins and ends."""
    at = _after_space(text, start + 1)
    while text[at] != "}":
        key, end = decode_value(text, at)
        begin = _after_space(text, _after_space(text, end) + 1)
        _, end = decode_value(text, begin)
        yield str(key), begin, end
        at = _after_space(text, end)
        at = _after_space(text, at + 1) if text[at] == "," else at


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
