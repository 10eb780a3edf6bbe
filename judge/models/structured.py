"""Whether a reply's schema goes with a prompt, and what happens when it is refused: the same on every route."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from judge.call import Reply
from judge.errors import CallError
from judge.models.base import Structured

_SCHEMA_WORDS = frozenset(
    {"response_format", "output_format", "output_config", "format", "json_schema", "tools", "tool_choice"}
)


class SchemaUse:
    """Whether one model is sent the schema of its reply.

    A schema that is sent on hearsay (``auto``: *known* says that the model takes one) and refused is left out from then
    on: nobody set it, so it must not end the judge.
    """

    def __init__(self, structured: Structured, known: Callable[[], bool]) -> None:
        self._structured = structured
        self._known = known
        self._goes: bool | None = {"always": True, "never": False, "auto": None}[structured]

    def sent(self, schema: dict[str, Any] | None) -> dict[str, Any] | None:  # a JSON Schema
        """*schema*, where it is to go with the prompt."""
        if self._goes is None:
            self._goes = self._known()
        return schema if self._goes else None

    def gives_up(self, error: CallError, sent: dict[str, Any] | None) -> bool:  # a JSON Schema
        """Whether the question is to go out once more, without the schema that *error* refuses."""
        if sent is None or self._structured == "always" or not _refused_schema(error):
            return False
        self._goes = False
        return True


def counting(reply: Reply, before: int) -> Reply:
    """*reply* with the requests that were made *before* it counted in."""
    return replace(reply, http_attempts=reply.http_attempts + before)


def response_format(schema: dict[str, Any]) -> dict[str, Any]:  # JSON values
    """How OpenAI's protocol has it said."""
    return {"type": "json_schema", "json_schema": {"name": "verdicts", "schema": schema, "strict": True}}


def _refused_schema(error: CallError) -> bool:
    return error.reason == "unsupported_parameter" and any(f"'{word}'" in error.message for word in _SCHEMA_WORDS)
