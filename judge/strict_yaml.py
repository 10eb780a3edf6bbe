"""YAML 1.2 as plain data that cannot surprise: no anchors, tags, merges, doubled keys or second documents.

The reader is built on parser events, so nothing is constructed before it has been allowed. Unquoted scalars are what
the core schema of YAML 1.2 says: ``no`` and ``2024-01-02`` are text, ``1.10`` is the number 1.1, ``010`` is ten. Keys
are always text, as they are written.
"""

import re
from collections.abc import Iterator
from dataclasses import field
from math import inf, isfinite
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError, YAMLStreamError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from judge.errors import InputError
from judge.record import dataclass

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
MAX_NODES = 20_000
_LONGEST = 20

Path = tuple[str | int, ...]

_INT = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What is no text: controls but tab and line ends, halves of surrogate pairs, code points that are no characters."""
_BREAK = re.compile(r"\r\n?|\n")
_DIRECTIVE = re.compile(r"%\S*([ \t]+[^#\s]+)?")
_SLIP = re.compile(r"\\U(?!00(0|10))[0-9a-fA-F]{8}|^%", re.MULTILINE)
_AS_TEXT = "quote it when it is text"


@dataclass(frozen=True, slots=True)
class Document:
    """The data of one file, and where each part of it stands."""

    data: Any  # raw YAML, checked by whoever reads it
    lines: dict[Path, int]
    quoted: frozenset[Path]
    """Paths of the scalars written in quotes or as blocks."""

    def line(self, path: Path) -> int:
        """The line of *path*, or of the closest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(content: bytes, *, where: str) -> Document:
    """Read one document of plain mappings, lists and scalars.

    Args:
        content: The file's bytes; UTF-8, with or without a byte order mark.
        where: What to call the file in errors.

    Raises:
        InputError: What is not allowed, with file and line.
    """
    return _Reading(where).document(_text(content, where))


def _text(content: bytes, where: str) -> str:
    if len(content) > MAX_BYTES:
        line = _line(content[:MAX_BYTES].decode("utf-8", errors="replace"))
        _refuse(where, line, f"larger than {MAX_BYTES // 1024} KiB", "split it, or cut what is not needed")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        _refuse(where, 1, "UTF-16, not UTF-8 text", "save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = _line(content[: error.start].decode("utf-8", errors="replace"))
        hint = "save it as UTF-8; a Chinese system may have saved it as GB18030"
        _refuse(where, line, f"not UTF-8 text (byte {error.start})", hint)
    if found := _CONTROL.search(text):
        what = "a NUL character" if found[0] == "\0" else f"the control character U+{ord(found[0]):04X}"
        _refuse(where, _line(text[: found.start()]), f"holds {what}", "save it as plain UTF-8 text, and delete it")
    return text


def _line(before: str) -> int:
    return len(_BREAK.findall(before)) + 1


def _refuse(where: str, line: int, what: str, hint: str) -> NoReturn:
    raise InputError(f"{where}, line {line}: {what}", hint=hint)


class _Plain(YAML):
    def official_plug_ins(self) -> list[str]:
        """None: the library would look for modules beside itself, and run them."""
        return []


@dataclass
class _Reading:
    where: str
    lines: dict[Path, int] = field(default_factory=dict)
    quoted: set[Path] = field(default_factory=set)
    nodes: int = 0
    line: int = 1
    """Where the reader is."""

    def document(self, text: str) -> Document:
        self._directives(text)
        yaml = _Plain(typ="safe", pure=True)
        try:
            data = self._only(yaml.parse(text))
        except (MarkedYAMLError, YAMLStreamError, YAMLError) as error:
            line, problem = _told(error)
            self._refuse(line or self.line, problem, "check indentation, colons and quotes around it")
        except (ValueError, OverflowError, AssertionError):
            # The parser's own slips: an escape beyond Unicode, a directive of a version nobody wrote.
            slip = _SLIP.search(text)
            line = _line(text[: slip.start()]) if slip else self.line
            self._refuse(line, "an escape or a directive that does not exist", "look for \\U or % and take it out")
        return Document(data, self.lines, frozenset(self.quoted))

    def _directives(self, text: str) -> None:
        for number, line in enumerate(_BREAK.split(text), start=1):
            if line.startswith("%"):
                found = _DIRECTIVE.match(line)
                if found and found[0].split() != ["%YAML", "1.2"]:
                    self._refuse(number, f"the directive {found[0][:40]!r}", "remove it: these files are YAML 1.2")
            elif line.strip() and not line.lstrip().startswith("#"):
                return

    def _only(self, events: Iterator[Event]) -> Any:  # raw YAML
        data: Any = None  # raw YAML
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event.start_mark.line + 1, "a second document in one file", "keep one document a file")
            elif isinstance(event, NodeEvent):
                data = self._node(event, events, ())
        return data

    def _node(self, event: Event, events: Iterator[Event], path: Path) -> Any:  # raw YAML
        self.line = line = event.start_mark.line + 1
        self.lines.setdefault(path, line)
        if len(path) > MAX_DEPTH:
            self._refuse(line, f"nested more than {MAX_DEPTH} deep", "flatten it")
        self._plain(event)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, path)
        return self._mapping(events, path)

    def _plain(self, event: Event) -> None:
        line = event.start_mark.line + 1
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._refuse(line, f"more than {MAX_NODES} keys and values", "split the file")
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self._refuse(line, "an anchor or alias (& or *)", "write the text out, or quote it when it is text")
        if getattr(event, "tag", None) or getattr(event, "ctag", None):
            self._refuse(line, "a tag (!)", "plain data only; quote the value when it is text")
        if isinstance(event, ScalarEvent) and (found := _CONTROL.search(event.value)):
            self._refuse(line, f"an escape that stands for U+{ord(found[0]):04X}", "write text, no control characters")

    def _scalar(self, event: ScalarEvent, path: Path) -> object:
        text: str = event.value
        if event.style:
            self.quoted.add(path)
            return text
        if text in _WORDS:
            return _WORDS[text]
        number = _number(text)
        if number is None:
            return text
        if isinstance(number, float) and not isfinite(number):
            self._refuse(self.line, f"{text[:20]} is not a finite number", _AS_TEXT)
        if abs(number) >= 10**18 and isinstance(number, int):
            self._refuse(self.line, "a number of more than 18 digits", _AS_TEXT)
        return number

    def _sequence(self, events: Iterator[Event], path: Path) -> list[Any]:  # raw YAML
        items: list[Any] = []  # raw YAML
        while not isinstance(event := next(events), SequenceEndEvent):
            items.append(self._node(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[Event], path: Path) -> dict[str, Any]:  # raw YAML
        mapping: dict[str, Any] = {}  # raw YAML
        while not isinstance(event := next(events), MappingEndEvent):
            key = self._key(event)
            line = event.start_mark.line + 1
            if key in mapping:
                self._refuse(line, f"the key {key[:60]!r} stands twice", "keep one of them")
            self.lines[(*path, key)] = line
            mapping[key] = self._node(next(events), events, (*path, key))
        return mapping

    def _key(self, event: Event) -> str:
        self._plain(event)
        if not isinstance(event, ScalarEvent):
            self._refuse(event.start_mark.line + 1, "a key that is not a word", "write key: value, one a line")
        if event.value == "<<" and not event.style:
            self._refuse(event.start_mark.line + 1, "a merge (<<)", "write the keys out")
        return str(event.value)

    def _refuse(self, line: int, what: str, hint: str) -> NoReturn:
        _refuse(self.where, line, what, hint)


def _number(text: str) -> int | float | None:
    """The number *text* is in YAML 1.2's core schema; ``None`` when it is text."""
    if _INT.fullmatch(text):
        return int(text) if len(text) <= _LONGEST else 10**18
    if _BASED.fullmatch(text):
        return int(text, 0) if len(text) <= _LONGEST else 10**18
    if _FLOAT.fullmatch(text):
        return float(text)
    return inf if _NOT_FINITE.fullmatch(text) else None


def _told(error: Exception) -> tuple[int | None, str]:
    """The line and the parser's words; for what was never closed, the line that opened it."""
    here, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "context", None) or "not YAML")
    mark = here or opened
    if "<stream end>" in problem or "end of stream" in problem:
        closed = opened is None or opened.index == getattr(here, "index", opened.index)
        mark, problem = opened or here, "the file ends too early" if closed else "what opens here is never closed"
    return mark.line + 1 if mark else None, problem.replace("<block end>", "the end of the block")
