"""What a candidate was put before, and what it said."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from hashlib import sha256
from json import dumps
from types import MappingProxyType
from typing import Any, Literal

Role = Literal["user", "assistant", "system"]

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance of a conversation."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A situation a candidate is put in."""

    id: str
    turns: tuple[Turn, ...]
    language: str | None = None
    tags: MappingProxyType[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Response:
    """What one candidate said in one scenario."""

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

    def __reduce__(self) -> tuple[Callable[..., "Response"], tuple[object, ...]]:
        """For another process: a view of tags cannot be sent, the tags can."""
        values = (getattr(self, field.name) for field in fields(self))
        return _response, tuple(dict(value) if isinstance(value, MappingProxyType) else value for value in values)

    @property
    def sha256(self) -> str:
        """Fingerprint of everything a judge or a gate may see of this response."""
        text = dumps({
            "context": self.context,
            "language": self.language,
            "response": self.response,
            "tags": dict(sorted(self.tags.items())),
            "turns": [[t.role, t.content] for t in self.turns],
        })
        return sha256(text.encode("ascii")).hexdigest()

    @property
    def is_silence(self) -> bool:
        """Whether the response holds no letter and no digit in any script: nothing a judge could read."""
        return not any(unicodedata.category(c)[0] in "LN" for c in self.response)


def _response(*values: Any) -> Response:  # what __reduce__ took apart
    return Response(*values[:-1], MappingProxyType(values[-1]))


def language_of(text: str) -> str:
    """``zh`` when a fifth of the letters are Han characters, else ``en``.

    Two languages only: a scenario in another one must name its language.
    """
    if text.isascii():
        return "en"
    letters = sum(map(str.isalpha, text))
    han = sum(map(len, _HAN.findall(text)))
    return "zh" if letters and han / letters >= 0.2 else "en"  # noqa: PLR2004 - a fifth, as the docstring says
