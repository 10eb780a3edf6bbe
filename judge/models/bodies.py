"""The bytes of a chat request: what all of a model's requests share is written once, and each adds its messages."""

from collections.abc import Mapping, Sequence
from json import dumps
from typing import Any

import orjson

from judge.call import Message
from judge.models.structured import response_format
from judge.record import dataclass

_KEPT = 256
"""Beginnings and ends of requests that are kept written; a judge has a few of them for each rubric."""


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands in a request after its messages."""

    written: bytes
    params: dict[str, Any]  # JSON values
    """The same as a reply's ``params_sent`` has it: one object for all of them, never changed."""
    structured: bool


class Bodies:
    """The requests of one model.

    Args:
        model: The model's name, as the provider gets it.
        params: What was set, as the settings have it; a parameter that was set to nothing is not sent.
        renames: Parameters that go by another name at this provider.
    """

    def __init__(self, model: str, params: Mapping[str, Any], renames: Mapping[str, str]) -> None:  # JSON values
        self._head = b'{"model":' + _written(model) + b',"messages":['
        self._params = _flat(params)
        self._renames = renames
        self._tails: dict[tuple[int, int], tuple[object, Tail]] = {}
        self._openings: dict[tuple[str, str], bytes] = {}

    def tail(self, schema: dict[str, Any] | None, repeat: int) -> Tail:  # a JSON Schema
        """What follows the messages; the same object as long as schema and repeat are the same."""
        held = self._tails.get((id(schema), repeat))
        if held is not None and held[0] is schema:
            return held[1]
        if len(self._tails) >= _KEPT:
            self._tails.clear()
        tail = self._tail(schema, repeat)
        self._tails[id(schema), repeat] = (schema, tail)  # the schema is held too, so that its id stays its own
        return tail

    def body(self, messages: Sequence[Message], tail: Tail) -> bytes:
        """One whole request."""
        *opening, last = messages
        parts = [self._opening(m) for m in opening]
        parts.append(_written({"role": last.role, "content": last.content}))
        return b"".join((self._head, b",".join(parts), tail.written))

    def _opening(self, message: Message) -> bytes:
        """One that other prompts are likely to begin with too."""
        key = (message.role, message.content)
        written = self._openings.get(key)
        if written is None:
            if len(self._openings) >= _KEPT:
                self._openings.clear()
            written = self._openings[key] = _written({"role": message.role, "content": message.content})
        return written

    def _tail(self, schema: dict[str, Any] | None, repeat: int) -> Tail:  # a JSON Schema
        params = dict(self._params)
        if isinstance(params.get("seed"), int):
            params["seed"] += repeat
        params = {self._renames.get(name, name): value for name, value in params.items()}
        if schema is not None:
            params["response_format"] = response_format(schema)
        written = b"".join(b"," + _written(name) + b":" + _written(value) for name, value in params.items())
        return Tail(b"]" + written + b"}", params, structured=schema is not None)


def _flat(params: Mapping[str, Any]) -> dict[str, Any]:  # JSON values
    """What was set, with the contents of ``extra_body`` beside the rest: they are meant for the body as they are."""
    extra = params.get("extra_body")
    flat = {**params, **extra} if isinstance(extra, dict) else params
    return {n: v for n, v in flat.items() if v is not None and not (n == "extra_body" and v is extra)}


def _written(value: object) -> bytes:
    """JSON; what orjson will not write (half a character, a number beyond 64 bits) goes out escaped."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return dumps(value, separators=(",", ":")).encode("ascii")
