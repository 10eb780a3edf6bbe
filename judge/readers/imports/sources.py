"""What the readers of other tools' files have in common: JSON from elsewhere, questions by their names there."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from judge.dimension import Dimension
from judge.errors import DatasetError, SettingsError
from judge.readers.imports.found import Wanted
from judge.readers.imports.locating import field_named
from judge.scenario import Turn

Plain = Mapping[str, Any]  # JSON of another tool

_ROLES = ("user", "assistant", "system")


def load(content: bytes, where: str) -> Any:  # JSON of another tool
    """JSON as other tools write it: ``NaN`` too, which some put where there is no number.

    Raises:
        DatasetError: It is none.
    """
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise DatasetError(f"{where}: not JSON", hint="is it whole, and is it the right file?") from None


def load_object(path: Path) -> Plain:
    """A file that holds one object of JSON.

    Raises:
        DatasetError: It holds something else.
    """
    found = load(path.read_bytes(), str(path))
    if not isinstance(found, dict):
        raise DatasetError(f"{path}: expected one object of JSON", hint="is it the right file?")
    return found


class Questions:
    """Which dimension a name of the source means: as ``--map`` says, else as the rubric calls it.

    Raises:
        SettingsError: ``--map`` names something that is no dimension: only tables have columns.
    """

    def __init__(self, wanted: Wanted) -> None:
        self._rubric = wanted.rubric
        self._named = {_dimension(name, wanted): source.casefold() for name, source in wanted.columns.items()}
        self.passed_over: dict[str, None] = {}
        """Names that mean no dimension."""

    def of(self, *names: str, alone: bool = True) -> str | None:
        """The dimension that one of these names means, the first that does; ``None``: none of them.

        Where nothing was named and the rubric has one dimension, everything is about that, if there is nothing else
        (*alone*) that it could be about.
        """
        known = [name for name in names if name]
        for name in known:
            found = next((d for d, source in self._named.items() if source == name.casefold()), None)
            dimension = self._by_name(name) if found is None else None
            if found or dimension:
                return found or (dimension.id if dimension else None)
        if alone and len(self._rubric.dimensions) == 1 and not self._named:
            return self._rubric.dimensions[0].id
        self.passed_over.update(dict.fromkeys(known[:1]))
        return None

    def _by_name(self, name: str) -> Dimension | None:
        """As the rubric calls it, or as an id would be made of it: *Detects Risk* is ``detects_risk``."""
        as_id = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")
        return self._rubric.dimension(name) or self._rubric.dimension(as_id)

    def nothing(self, path: Path) -> DatasetError:
        """The error when no name means a dimension."""
        offer = ", ".join(map(repr, self.passed_over)) or "-"
        example = self._rubric.dimensions[0].id
        return DatasetError(
            f"{path}: no judgment there is about a dimension of {self._rubric.id!r}; found: {offer}",
            hint=f"say which is which: --map {example}=NAME",
        )


def passed_over_notes(questions: Questions, path: Path) -> list[str]:
    """Which names mean no dimension."""
    names = ", ".join(map(repr, questions.passed_over))
    return [f"{path}: no dimension of the rubric, passed over: {names}"] if names else []


def _dimension(name: str, wanted: Wanted) -> str:
    if wanted.rubric.dimension(field_named(name, wanted.rubric)) is None:
        raise SettingsError(
            f"--map {name!r} is a column's, and this file has none", hint="here --map DIMENSION=NAME says what is what"
        )
    return field_named(name, wanted.rubric)


def said(content: object) -> str:
    """The words of a message's content: text, or a list of parts of which some are text."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    return "\n".join(p["text"] for p in parts if isinstance(p, dict) and isinstance(p.get("text"), str))


def turns_in(messages: object) -> tuple[Turn, ...]:
    """What people and assistants said in a list of messages; calls of tools are left out."""
    return tuple(_turns(messages)) if isinstance(messages, list) else ()


def _turns(messages: Sequence[object]) -> Iterator[Turn]:
    for message in messages:
        if isinstance(message, dict) and message.get("role") in _ROLES and (text := said(message.get("content"))):
            yield Turn(message["role"], text)


def tags_in(metadata: object) -> dict[str, str]:
    """What is short enough to be a tag among somebody's metadata."""
    given = metadata.items() if isinstance(metadata, dict) else ()
    return {str(name): _word(value) for name, value in given if isinstance(value, str | int | float) and _word(value)}


def _word(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value).strip()
    return text if text.isprintable() and len(text) <= 80 else ""  # noqa: PLR2004 - a tag is a word, not a text
