"""YAML 1.2 as plain data that cannot surprise: no anchors, tags, merges, doubled keys or second documents.

The reader is built on parser events, so nothing is constructed before it has been allowed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
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

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
MAX_NODES = 20_000

Path = tuple[str | int, ...]

_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)


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
        raise InputError(f"{where}: larger than {MAX_BYTES // 1024} KiB", hint="split it, or cut what is not needed")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{where}: not UTF-8 text (byte {error.start})", hint="save it as UTF-8 (in Excel or Notepad: 'UTF-8')"
        ) from None
    if "\0" in text:
        raise InputError(f"{where}: holds a NUL character", hint="save it as plain UTF-8 text")
    return text


@dataclass
class _Reading:
    where: str
    lines: dict[Path, int] = field(default_factory=dict)
    quoted: set[Path] = field(default_factory=set)
    nodes: int = 0

    def document(self, text: str) -> Document:
        yaml = YAML(typ="safe", pure=True)
        try:
            data = self._only(yaml.parse(text))
        except (MarkedYAMLError, YAMLStreamError, YAMLError) as error:
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            problem = getattr(error, "problem", None) or getattr(error, "context", None) or "not YAML"
            self._refuse(mark.line + 1 if mark else 1, str(problem), "check indentation, colons and quotes around it")
        return Document(data, self.lines, frozenset(self.quoted))

    def _only(self, events: Iterator[Event]) -> Any:  # raw YAML
        data: Any = None  # raw YAML
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                line = event.start_mark.line + 1
                if documents > 1:
                    self._refuse(line, "a second document in one file", "keep one document a file")
                if event.version and tuple(event.version) != (1, 2):
                    self._refuse(line, f"%YAML {event.version[0]}.{event.version[1]}", "these files are YAML 1.2")
                if event.tags:
                    self._refuse(line, "a %TAG directive", "remove it: plain data only")
            elif isinstance(event, NodeEvent):
                data = self._node(event, events, ())
        return data

    def _node(self, event: Event, events: Iterator[Event], path: Path) -> Any:  # raw YAML
        line = event.start_mark.line + 1
        self.lines.setdefault(path, line)
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._refuse(line, f"more than {MAX_NODES} values", "split the file")
        if len(path) > MAX_DEPTH:
            self._refuse(line, f"nested more than {MAX_DEPTH} deep", "flatten it")
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self._refuse(line, "an anchor or alias (& or *)", "write the text out, or quote it when it is text")
        if getattr(event, "tag", None) or getattr(event, "ctag", None):
            self._refuse(line, "a tag (!)", "plain data only; quote the value when it is text")
        if isinstance(event, ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, path)
        return self._mapping(events, path)

    def _scalar(self, event: ScalarEvent, path: Path) -> object:
        text: str = event.value
        if event.style:
            self.quoted.add(path)
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INT.match(text):
            if len(text) > 18:  # noqa: PLR2004 - beyond 64 bits nothing here is a number
                self._refuse(event.start_mark.line + 1, "a number of more than 18 digits", "quote it when it is text")
            return int(text)
        return float(text) if _FLOAT.match(text) else text

    def _sequence(self, events: Iterator[Event], path: Path) -> list[Any]:  # raw YAML
        items: list[Any] = []  # raw YAML
        while not isinstance(event := next(events), SequenceEndEvent):
            items.append(self._node(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[Event], path: Path) -> dict[str, Any]:  # raw YAML
        mapping: dict[str, Any] = {}  # raw YAML
        while not isinstance(event := next(events), MappingEndEvent):
            key = self._key(event)
            if key in mapping:
                self._refuse(event.start_mark.line + 1, f"the key {key!r} stands twice", "keep one of them")
            self.lines[(*path, key)] = event.start_mark.line + 1
            mapping[key] = self._node(next(events), events, (*path, key))
        return mapping

    def _key(self, event: Event) -> str:
        line = event.start_mark.line + 1
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self._refuse(line, "an anchor or alias (& or *)", "write the text out, or quote it when it is text")
        if not isinstance(event, ScalarEvent):
            self._refuse(line, "a key that is not a word", "write key: value, one a line")
        if event.value == "<<" and not event.style:
            self._refuse(line, "a merge (<<)", "write the keys out")
        return str(event.value)

    def _refuse(self, line: int, what: str, hint: str) -> NoReturn:
        raise InputError(f"{self.where}, line {line}: {what}", hint=hint)
