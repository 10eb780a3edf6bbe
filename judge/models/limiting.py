"""How fast an endpoint may be asked: requests and tokens per minute, and a pause when it asks for one."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from random import random
from time import monotonic

_MINUTE = 60.0
_BURST = 1.0  # seconds' worth of allowance that may be saved up
_SPREAD = 0.1  # share of a pause over which its end is spread, so that callers do not come back all at once


class Pause:
    """A stop that all who share it wait for: an endpoint that says "not before" means every caller."""

    def __init__(self, *, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._until = 0.0

    def extend(self, seconds: float) -> None:
        """Nobody asks for *seconds* from now; a longer pause that was there stays."""
        self._until = max(self._until, self._clock() + seconds)

    @property
    def left(self) -> float:
        """Seconds still to wait; 0 when there is no pause."""
        return max(0.0, self._until - self._clock())


class _Bucket:
    """An even flow of so many units a minute; a little unused allowance is saved up, debts are waited out."""

    def __init__(self, per_minute: float, clock: Callable[[], float]) -> None:
        self._seconds_per_unit = _MINUTE / per_minute
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
    """Requests and tokens per minute for one judge, by the monotonic clock; ``None`` is no limit.

    Requests are spread evenly, not sent in bursts at the start of a minute, because providers count in windows of
    different lengths. A request larger than a whole minute's tokens is let through, and the next ones wait for it.
    Limiters of judges at the same endpoint may share a *pause*.
    """

    def __init__(
        self,
        rpm: float | None = None,
        tpm: float | None = None,
        *,
        pause: Pause | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.pause = pause or Pause(clock=clock)
        self._requests = _Bucket(rpm, clock) if rpm else None
        self._tokens = _Bucket(tpm, clock) if tpm else None

    @asynccontextmanager
    async def slot(self, tokens: int = 0) -> AsyncIterator[None]:
        """Wait until one request of about *tokens* tokens may be sent.

        Whoever finds a pause after waiting books anew, so that its end is no stampede past the limits.
        """
        await asyncio.sleep(self._book(tokens))
        while (left := self.pause.left) > 0:
            await asyncio.sleep(left * (1 + _SPREAD * random()))  # noqa: S311 - spreads callers, guards nothing
            await asyncio.sleep(self._book(tokens))
        yield

    def settle(self, tokens: int) -> None:
        """Correct an estimate: *tokens* more were used, or fewer when negative."""
        if self._tokens is not None:
            self._tokens.settle(tokens)

    def _book(self, tokens: int) -> float:
        waits = [self._requests.take(1) if self._requests else 0.0, self._tokens.take(tokens) if self._tokens else 0.0]
        return max(waits)
