"""What a candidate was put before, and what it said."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import astuple, field, fields
from hashlib import sha256
from json import dumps
from json.encoder import encode_basestring_ascii
from types import MappingProxyType
from typing import Any, Literal

from judge.record import dataclass

Role = Literal["user", "assistant", "system"]
Unit = Literal["response", "user_turn", "assistant_turn", "conversation"]
"""What one judgment is about."""

_HAN = bytes(range(0x34, 0xA0))
"""High bytes of Han characters; the 64 hexagrams among them are no letters, and as good as never there."""
_NO_LETTERS = bytes(c for c in range(128) if not chr(c).isalpha())
_PART = 5


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance of a conversation."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing a scenario's author wants a response to do, or not to do, and what that is worth."""

    id: str
    text: str
    points: float
    """Below 0 for what a response should not do."""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A situation a candidate is put in."""

    id: str
    turns: tuple[Turn, ...]
    language: str | None = None
    tags: MappingProxyType[str, str] = field(default_factory=lambda: MappingProxyType({}))
    criteria: tuple[Criterion, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """What one candidate said in one scenario; or the part of it that one judgment is about."""

    id: str
    scenario_id: str
    candidate: str
    turns: tuple[Turn, ...]
    """The context: everything said before the response."""
    response: str
    """The candidate's words, byte for byte as they came."""
    context: str | None = None
    """The context as one string, kept as it is, where the source has no turns."""
    language: str | None = None
    tags: MappingProxyType[str, str] = field(default_factory=lambda: MappingProxyType({}))
    of: str | None = None
    """The id of the whole that this is a part of: a conversation's, or a response's."""
    turn: int | None = None
    """Which turn of the conversation it is, from 0."""
    criterion: Criterion | None = None
    """The one it is held against."""
    criteria: tuple[Criterion, ...] = ()
    """What its scenario brings along, before it is taken apart."""

    @property
    def whole_id(self) -> str:
        """The id people know it by: its own, or that of the whole it is a part of."""
        return self.id if self.of is None else self.of

    @property
    def is_conversation(self) -> bool:
        """Whether it is a conversation as a whole: all that was said stands in its turns, and nothing answers them."""
        return self.of is not None and self.turn is None and self.criterion is None

    @property
    def said(self) -> str:
        """The words that are judged: the response, the turn, or everything that was said in the conversation."""
        return "\n".join(t.content for t in self.turns) if self.is_conversation else self.response

    def __reduce__(self) -> tuple[Callable[..., "Response"], tuple[object, ...]]:
        """For another process: a view of tags cannot be sent, the tags can."""
        values = (getattr(self, field.name) for field in fields(self))
        return _response, tuple(dict(value) if isinstance(value, MappingProxyType) else value for value in values)

    @property
    def sha256(self) -> str:
        """Fingerprint of everything a judge or a gate may see of this response."""
        tags = dumps(dict(sorted(self.tags.items()))) if self.tags else "{}"
        held = f'"criterion": {dumps(astuple(self.criterion))}, ' if self.criterion is not None else ""
        held += f'"criteria": {dumps([astuple(c) for c in self.criteria])}, ' if self.criteria else ""
        text = (
            f'{{"context": {_or_null(self.context)}, {held}"language": {_or_null(self.language)}, '
            f'"response": {encode_basestring_ascii(self.response)}, "tags": {tags}, "turns": {turns_json(self.turns)}}}'
        )
        return sha256(text.encode("ascii")).hexdigest()

    @property
    def is_silence(self) -> bool:
        """Whether what is judged holds no letter and no digit in any script: nothing a judge could read.

        Of a conversation it is what the candidate said.
        """
        said = (
            "".join(t.content for t in self.turns if t.role == "assistant") if self.is_conversation else self.response
        )
        return not (said[:1].isalpha() or any(unicodedata.category(c)[0] in "LN" for c in said))


def _response(*values: Any) -> Response:  # what __reduce__ took apart
    whole = dict(zip((field.name for field in fields(Response)), values, strict=True))
    return Response(**{**whole, "tags": MappingProxyType(whole["tags"])})


def _or_null(text: str | None) -> str:
    return "null" if text is None else encode_basestring_ascii(text)


def turns_json(turns: Iterable[Turn]) -> str:
    """*turns* as JSON in ASCII, so that any text survives: a list of role and words each."""
    return "[" + ", ".join([f'["{t.role}", {encode_basestring_ascii(t.content)}]' for t in turns]) + "]"


def language_of(text: str) -> str:
    """``zh`` when a fifth of the letters are Han characters, else ``en``.

    Two languages only: a scenario in another one must name its language.
    """
    if text.isascii():
        return "en"
    high = text.encode("utf-16-le", "surrogatepass")[1::2]
    han = len(high) - len(high.translate(None, _HAN))
    latin = len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    if not han or han * _PART < han + latin:
        return "en"  # of more letters it is a smaller part still
    if han * _PART >= len(text):
        return "zh"  # of fewer letters it is a larger part
    return "zh" if han * _PART >= sum(map(str.isalpha, text)) else "en"
