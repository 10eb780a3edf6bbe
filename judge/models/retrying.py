"""The one place where a failed call is tried again."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from judge.call import Message, Reply
from judge.errors import CallError
from judge.models.base import Hearing, Model
from judge.models.limiting import Limiter
from judge.models.tokens import estimate_prompt
from judge.models.turnstile import CEILING

BASE_WAIT = 1.0
"""Seconds around which the first wait lies; each further one is about twice as long. Tests set it to 0."""


class Retrying:
    """A model that is asked again while asking again may help.

    Only what :class:`CallError` calls retryable is tried again, at most *attempts* times in all. Waits grow
    exponentially, with jitter, up to *max_wait*. A ``Retry-After`` is never undercut, by any caller that shares the
    limiter's turnstile; one above *ceiling* seconds ends the call instead. HTTP attempts are added up over all tries.
    A call that succeeds at once meets none of this machinery.
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
        self.turnstile = self.limiter.turnstile
        self._attempts = attempts
        self._ceiling = ceiling
        self._base_wait = BASE_WAIT if base_wait is None else base_wait
        self._max_wait = max_wait
        if isinstance(model, Hearing):
            model.heard = self.turnstile.heard

    async def ask(self, messages: Sequence[Message], *, schema: dict[str, Any] | None, repeat: int = 0) -> Reply:
        """Put one prompt to the model, again where that may help.

        Raises:
            CallError: It stayed without a reply; ``http_attempts`` counts every request made for it.
        """
        try:
            return await self._once(messages, schema, repeat)
        except CallError as error:
            if self._attempts <= 1 or not self._may_help(error):
                raise
            first = error
        return await self._again(first, messages, schema, repeat)

    async def aclose(self) -> None:
        """Close the model."""
        await self.model.aclose()

    async def _once(self, messages: Sequence[Message], schema: dict[str, Any] | None, repeat: int) -> Reply:
        limiter, turnstile = self.limiter, self.turnstile
        tokens = 0
        if limiter.is_open and turnstile.passes():
            sent_at = turnstile.sent()
        else:
            tokens = estimate_prompt(messages) if limiter.counts_tokens else 0
            sent_at = await limiter.enter(tokens)
        try:
            reply = await self.model.ask(messages, schema=schema, repeat=repeat)
        except CallError as error:
            turnstile.failed(sent_at, error)
            raise
        except BaseException:
            turnstile.left()
            raise
        if limiter.counts_tokens or turnstile.counts_tokens:
            used = _used(reply)
            turnstile.answered(sent_at, used)
            if used is not None:
                limiter.settle(used - tokens)
        else:
            turnstile.answered(sent_at)
        return reply

    async def _again(
        self, first: CallError, messages: Sequence[Message], schema: dict[str, Any] | None, repeat: int
    ) -> Reply:
        """The tries after the first, which ended with *first*."""
        from tenacity import (  # noqa: PLC0415 - most runs start without it, and a run that meets no failure needs none
            AsyncRetrying,
            retry_if_exception,
            stop_after_attempt,
            wait_random_exponential,
        )

        spent = 0
        failed: CallError | None = first

        async def attempt() -> Reply:
            nonlocal failed, spent
            try:
                if failed is not None:
                    error, failed = failed, None
                    raise error
                return await self._once(messages, schema, repeat)
            except CallError as error:
                spent += error.http_attempts
                error.http_attempts = spent
                raise

        tries = AsyncRetrying(
            stop=stop_after_attempt(self._attempts),
            wait=wait_random_exponential(multiplier=self._base_wait, max=self._max_wait),
            retry=retry_if_exception(self._may_help),
            reraise=True,
        )
        reply: Reply = await tries(attempt)
        return replace(reply, http_attempts=reply.http_attempts + spent)

    def _may_help(self, error: BaseException) -> bool:
        return isinstance(error, CallError) and error.retryable and (error.retry_after or 0.0) <= self._ceiling


def _used(reply: Reply) -> int | None:
    """Tokens that a call used; ``None`` when nobody counted."""
    counts = [n for n in (reply.prompt_tokens, reply.completion_tokens) if n is not None]
    return sum(counts) if counts else None
