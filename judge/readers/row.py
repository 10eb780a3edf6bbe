"""One row of any file, with the place where it stands, before anybody has made sense of it."""

from collections.abc import Mapping

from judge.errors import DatasetError
from judge.record import dataclass

_SHOWN = 40
"""How much of a word an error repeats; texts of a person are never repeated."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell whose text cannot be told, e.g. a date: an error only where the cell is used."""

    why: str
    hint: str


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of a table, or an object of JSON, whose values nobody has checked."""

    file: str
    position: str
    """``row 3`` as a spreadsheet counts (the header is row 1), ``line 3`` of JSON Lines, ``item 3`` of an array."""
    fields: Mapping[str, object]
    """Text or :class:`Unreadable` in a table; whatever JSON holds in an object."""
    columns: tuple[str, ...] | None = None
    """The header of the table, in small letters but for what follows ``tags.``; ``None`` in JSON."""

    @property
    def where(self) -> str:
        """File and position, as errors begin."""
        return f"{self.file}, {self.position}"

    def error(self, what: str, *, column: str | None = None, hint: str | None = None) -> DatasetError:
        """The error to raise for this row, or for one of its columns (keys, in JSON)."""
        kind = "key" if self.columns is None else "column"
        place = self.where if column is None else f"{self.where}, {kind} {shown(column)}"
        return DatasetError(f"{place}: {what}", hint=hint)

    def text(self, name: str) -> str | None:
        """The text exactly as it stands there; ``None`` when there is no such column or key, or it is ``null``.

        Raises:
            DatasetError: What stands there is not text.
        """
        value = self.fields.get(name)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, Unreadable):
            raise self.error(value.why, column=name, hint=value.hint)
        raise self.error(f"expected text, found {kind_of(value)}", column=name, hint="put it in double quotes")

    def word(self, name: str) -> str | None:
        """A name or id: spaces around it do not count, and an empty one is none.

        Raises:
            DatasetError: What stands there is not text, or it holds a line break or another control character.
        """
        text = self.text(name)
        if not text:
            return None
        value = text.strip()
        if not value.isprintable() and any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in value):  # noqa: PLR2004 - C0 and C1
            raise self.error("holds a line break or a control character", column=name, hint="keep ids to one line")
        return value or None

    def scalar(self, name: str) -> str:
        """A word that JSON may also write as a number or as true/false; empty when there is none.

        Raises:
            DatasetError: A list or an object stands there, or a cell whose text cannot be told.
        """
        value = self.fields.get(name)
        if isinstance(value, bool):
            return "true" if value else "false"
        return repr(value) if isinstance(value, int | float) else (self.text(name) or "").strip()

    def needed(self, name: str) -> str:
        """A word that must be there.

        Raises:
            DatasetError: It is missing or empty.
        """
        value = self.word(name)
        if value is None:
            raise self.error("missing or empty", column=name, hint="every row needs one")
        return value


def kind_of(value: object) -> str:
    """What JSON calls a value, for a person."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    return {str: "text", list: "a list", dict: "an object", type(None): "null"}.get(type(value), "something else")


def shown(word: str) -> str:
    """A word as an error repeats it: quoted, and cut when it is long."""
    return repr(word if len(word) <= _SHOWN else word[:_SHOWN] + "…")
