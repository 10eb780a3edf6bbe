"""A model that says what it was told to say: for tests of whatever asks models, without a socket."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from judge.call import Message, Reply
from judge.errors import CallError

Scripted = str | Reply | CallError
"""A reply's text, a whole reply, or the error to raise."""


class ScriptedModel:
    """Answers from a script, or by a function of the prompt's messages.

    A script that has run out repeats its last line.

    >>> asyncio.run(ScriptedModel(["hello"]).ask([], schema=None)).content
    'hello'
    """

    def __init__(
        self,
        replies: Sequence[Scripted] | Callable[[Sequence[Message]], Scripted],
        *,
        name: str = "scripted",
        endpoint_host: str | None = None,
    ) -> None:
        self.name = name
        self.route = "scripted"
        self.endpoint_host = endpoint_host
        self.asked: list[tuple[Message, ...]] = []
        """The prompts so far, in order."""
        self._replies = replies

    async def ask(
        self,
        messages: Sequence[Message],
        *,
        schema: dict[str, Any] | None,  # JSON Schema
        repeat: int = 0,  # noqa: ARG002 - every repeat gets the next line
    ) -> Reply:
        """The next line of the script.

        Raises:
            CallError: The script says so.
        """
        self.asked.append(tuple(messages))
        await asyncio.sleep(0)
        answer = self._next(messages)
        if isinstance(answer, CallError):
            raise _again(answer)
        return Reply(answer, "stop", structured_requested=schema is not None) if isinstance(answer, str) else answer

    def _next(self, messages: Sequence[Message]) -> Scripted:
        if callable(self._replies):
            return self._replies(messages)
        return self._replies[min(len(self.asked), len(self._replies)) - 1]

    async def aclose(self) -> None:
        """Nothing is open."""


def _again(error: CallError) -> CallError:
    """The same error anew: whoever catches one counts attempts in it."""
    made = CallError(
        error.message,
        state=error.state,
        reason=error.reason,
        retryable=error.retryable,
        endpoint_wide=error.endpoint_wide,
        retry_after=error.retry_after,
        hint=error.hint,
    )
    made.http_attempts = error.http_attempts
    return made
