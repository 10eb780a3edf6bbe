"""A response as it stands in the store: JSON from which every text comes back as it was."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple
from typing import Any

import orjson

from judge.record import dataclass
from judge.scenario import Criterion, Response, Turn


@dataclass(frozen=True, slots=True)
class Stored:
    """A response as it stands in the store."""

    id: str
    whole_id: str
    sha256: str
    body: bytes
    """UTF-8."""


def stored(response: Response) -> Stored:
    """*response* as it will stand in the store."""
    return Stored(response.id, response.whole_id, response.sha256, dumps_response(response))


def dumps_response(response: Response) -> bytes:
    """A response as the store keeps it: JSON from which every text comes back as it was, half characters too."""
    body = {
        "id": response.id,
        "scenario_id": response.scenario_id,
        "candidate": response.candidate,
        "turns": [(turn.role, turn.content) for turn in response.turns],
        "response": response.response,
        "context": response.context,
        "language": response.language,
        "tags": dict(response.tags),
        **_part(response),
    }
    try:
        return bytes(memoryview(orjson.dumps(body)))  # a copy: what orjson gives keeps room behind it that nobody uses
    except orjson.JSONEncodeError:
        return json.dumps(body).encode("ascii")


def _part(response: Response) -> dict[str, Any]:  # JSON-ready values
    """What makes it a part of a whole, or is held against it; nothing where it is one itself and nothing is."""
    if response.of is None and not response.criteria:
        return {}
    criteria = [astuple(c) for c in response.criteria] or None
    held = response.criterion and astuple(response.criterion)
    part = {"of": response.of, "turn": response.turn, "criterion": held, "criteria": criteria}
    return {name: value for name, value in part.items() if value is not None}


def _criterion(stored: Sequence[Any]) -> Criterion:  # JSON of ours
    name, text, points, tags = stored
    return Criterion(name, text, points, tuple(tags))


def loads_response(body: str | bytes) -> Response:
    """A response back from the store; from its bytes faster than from a text."""
    data = _loads(body if isinstance(body, bytes) else body.encode("utf-8"))
    if "criterion" in data:
        data["criterion"] = _criterion(data["criterion"])
    if "criteria" in data:
        data["criteria"] = tuple(map(_criterion, data["criteria"]))
    data["turns"] = tuple([Turn(role, content) for role, content in data["turns"]])
    return Response(**data)


def _loads(body: bytes) -> dict[str, Any]:  # JSON of ours
    """What orjson would not read as it was written is left to the standard library: long numbers, half a character."""
    if b'"criteri' not in body:
        with suppress(orjson.JSONDecodeError):
            return dict(orjson.loads(body))
    return dict(json.loads(body))
