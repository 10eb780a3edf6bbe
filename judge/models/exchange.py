"""What really went over the wire for one call."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from json import loads
from typing import Any

import orjson

_PROMPT_FIELDS = frozenset({
    "model", "messages", "system", "contents", "system_instruction", "systemInstruction", "input", "instructions",
    "prompt", "stream",
})  # fmt: skip
# What a request says beside its parameters, in the words of one protocol or another.
_REDIRECTS = 300
MAX_BYTES = 64 * 2**20
"""A longer body is no reply; the reader's own cap on replies is far below."""
_WRAPPERS = ("options", "generationConfig")


@dataclass(slots=True)
class Exchange:
    """What really went over the wire for one call."""

    host: str | None
    """The one host that may be contacted; ``None``: it could not be known beforehand."""
    attempts: int = 0
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """The reply's headers, to be looked up by names in lower case."""
    sent: bytes = b""
    received: bytes | None = None
    """``None``: no whole body came."""
    refused: str | None = None
    """Why a request was not sent, when it was us who stopped it."""
    most: int = MAX_BYTES
    """Bytes of the longest body that is read."""

    @property
    def succeeded(self) -> bool:
        """Whether a whole answer came and its status says that all is well."""
        return self.received is not None and self.status is not None and self.status < _REDIRECTS

    def parameters(self) -> dict[str, Any]:  # JSON values
        """What stood in the request beside the prompt."""
        body = _object_in(self.sent)
        return {name: value for name, value in body.items() if name not in _PROMPT_FIELDS}

    def refusable(self) -> set[str]:
        """Names by which a provider may refuse one of them: Ollama and Gemini wrap theirs, a schema has two names."""
        sent = self.parameters()
        wrapped = [inner for name in _WRAPPERS if isinstance(inner := sent.get(name), dict)]
        also = {"json_schema"} if "response_format" in sent else set()
        return {name for group in (sent, *wrapped) for name in group} | also

    def envelope(self) -> dict[str, Any]:  # JSON values
        """The answer's body, when it is a JSON object by the letter (no ``NaN``); else nothing."""
        return _object_in(self.received or b"")


CURRENT: ContextVar[Exchange | None] = ContextVar("exchange", default=None)
# A context variable, because LiteLLM stands between the caller and this transport and hands nothing through.


def _no_number(name: str) -> None:
    raise ValueError(name)


def _object_in(body: bytes) -> dict[str, Any]:  # JSON values
    """What orjson reads is read the same as by the standard library; what it refuses, that one may still take."""
    try:
        data = orjson.loads(body)
    except ValueError:
        data = _slowly(body)
    return data if isinstance(data, dict) else {}


def _slowly(body: bytes) -> object:
    """Half a character in an escape, a byte order mark, and what is no JSON at all."""
    try:
        return loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None
