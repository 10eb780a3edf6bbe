"""How fast an endpoint may be asked: requests and tokens per minute, under whatever the endpoint itself shows."""

import asyncio
from collections.abc import Callable
from time import monotonic

from judge.models.turnstile import Turnstile

_MINUTE = 60.0
_BURST = 0.1  # seconds' worth of allowance that may be saved up, so that whoever wakes late catches up


class _Bucket:
    """An even flow of so many units a minute; a little unused allowance is saved up, debts are waited out.

    The flow is slower by what may be saved up and a hair, so that no minute holds more, wherever one begins to count.
    """

    def __init__(self, per_minute: float, clock: Callable[[], float]) -> None:
        self._seconds_per_unit = (_MINUTE + 1.1 * _BURST) / per_minute
        self._clock = clock
        self._next = clock()

    def take(self, units: float) -> float:
        """Book *units* and return the seconds until they may be used."""
        now = self._clock()
        start = max(self._next, now - _BURST)
        self._next = start + units * self._seconds_per_unit
        return max(0.0, start - now)

    def settle(self, units: float) -> None:
        """Correct a booking by *units*, up or down."""
        self._next += units * self._seconds_per_unit


class Limiter:
    """Requests and tokens per minute, by the monotonic clock; ``None`` is no limit.

    Requests are spread evenly, not sent in bursts at the start of a minute, because providers count in windows of
    different lengths. A request larger than a whole minute's tokens is let through, and the next ones wait for it.
    These are ceilings: what a judge's endpoint takes is learned at its *turnstile*, which all judges share that ask it
    with the same key, and nobody goes faster than both allow. A limiter *within* another one keeps that one's ceilings
    too, together with everybody else within it, and goes through its turnstile.
    """

    def __init__(
        self,
        rpm: float | None = None,
        tpm: float | None = None,
        *,
        turnstile: Turnstile | None = None,
        within: "Limiter | None" = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.turnstile: Turnstile = within.turnstile if within else turnstile or Turnstile(clock=clock)
        self._within = within
        self._requests = _Bucket(rpm, clock) if rpm else None
        self._tokens = _Bucket(tpm, clock) if tpm else None
        self.counts_tokens: bool = self._tokens is not None or (within is not None and within.counts_tokens)
        """Whether it matters how many tokens a request has."""
        self._has_none = self._requests is None and self._tokens is None
        self.is_open: bool = self._has_none and (within is None or within.is_open)
        """Whether there is no ceiling."""
        self._one_by_one = asyncio.Lock()

    async def enter(self, tokens: int = 0) -> float:
        """Wait until one request of about *tokens* tokens may be sent; returns when that was, for the turnstile.

        Whoever finds a pause after waiting books anew, so that its end is no stampede past the limits.
        """
        turnstile = self.turnstile
        while True:
            await turnstile.turn()
            await self._wait(tokens)
            if turnstile.paused <= 0:
                return turnstile.sent()

    def settle(self, tokens: int) -> None:
        """Correct an estimate: *tokens* more were used, or fewer when negative."""
        if self._tokens is not None:
            self._tokens.settle(tokens)
        if self._within is not None:
            self._within.settle(tokens)

    async def _wait(self, tokens: int) -> None:
        """Wait out the own ceilings, then those around them: nothing is booked there that cannot be used yet."""
        if self._within is None or self._within.is_open:
            await _pass(self._book(tokens))
        elif self._has_none:
            await self._within._wait(tokens)  # noqa: SLF001 - one of us
        else:
            async with self._one_by_one:  # so that waiting together out there is no burst past what is allowed here
                await _pass(self._book(tokens))
                await self._within._wait(tokens)  # noqa: SLF001 - one of us

    def _book(self, tokens: int) -> float:
        waits = [self._requests.take(1) if self._requests else 0.0, self._tokens.take(tokens) if self._tokens else 0.0]
        return max(waits)


async def _pass(seconds: float) -> None:
    if seconds > 0:
        await asyncio.sleep(seconds)
