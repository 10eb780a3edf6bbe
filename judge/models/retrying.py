"""The one place where a failed call is tried again."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from judge.call import Message, Reply
from judge.errors import CallError
from judge.models.base import Model
from judge.models.limiting import Limiter
from judge.models.tokens import estimate_prompt

BASE_WAIT = 1.0
"""Seconds around which the first wait lies; each further one is about twice as long. Tests set it to 0."""

CEILING = 300.0
"""Seconds. A call that is to wait longer ends, and is asked again when the run is resumed."""


class Retrying:
    """A model that is asked again while asking again may help.

    Only what :class:`CallError` calls retryable is tried again, at most *attempts* times in all. Waits grow
    exponentially, with jitter, up to *max_wait*. A ``Retry-After`` is never undercut, by any caller that shares the
    limiter's pause; one above *ceiling* seconds ends the call instead. HTTP attempts are added up over all tries.
    """

    def __init__(
        self,
        model: Model,
        *,
        attempts: int = 5,
        max_wait: float = 60.0,
        base_wait: float | None = None,
        ceiling: float = CEILING,
        limiter: Limiter | None = None,
    ) -> None:
        self.model = model
        self.name = model.name
        self.route = model.route
        self.endpoint_host = model.endpoint_host
        self.limiter = limiter or Limiter()
        self._ceiling = ceiling
        self._stop = stop_after_attempt(attempts)
        self._backoff = wait_random_exponential(multiplier=BASE_WAIT if base_wait is None else base_wait, max=max_wait)

    async def ask(self, messages: Sequence[Message], *, schema: dict[str, Any] | None, repeat: int = 0) -> Reply:
        """Put one prompt to the model, again where that may help.

        Raises:
            CallError: It stayed without a reply; ``http_attempts`` counts every request made for it.
        """
        spent = 0
        tokens = estimate_prompt(messages)
        tries = AsyncRetrying(
            stop=self._stop, wait=self._backoff, retry=retry_if_exception(self._may_help), reraise=True
        )
        async for attempt in tries:
            with attempt:
                try:
                    async with self.limiter.slot(tokens):
                        reply = await self.model.ask(messages, schema=schema, repeat=repeat)
                except CallError as error:
                    spent += error.http_attempts
                    error.http_attempts = spent
                    self._pause(error)
                    raise
                self._settle(reply, tokens)
        return replace(reply, http_attempts=reply.http_attempts + spent)

    async def aclose(self) -> None:
        """Close the model."""
        await self.model.aclose()

    def _may_help(self, error: BaseException) -> bool:
        return isinstance(error, CallError) and error.retryable and (error.retry_after or 0.0) <= self._ceiling

    def _pause(self, error: CallError) -> None:
        if error.retryable and error.retry_after is not None and error.retry_after <= self._ceiling:
            self.limiter.pause.extend(error.retry_after)

    def _settle(self, reply: Reply, estimate: int) -> None:
        used = (reply.prompt_tokens, reply.completion_tokens)
        if used != (None, None):
            self.limiter.settle(sum(n for n in used if n is not None) - estimate)
