"""Where everybody who asks one endpoint with one key goes through, one at a time and never too soon."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from time import monotonic

from judge.errors import CallError
from judge.models.adapting import START, Pace
from judge.models.remaining import Remaining, remaining_of, says_what_remains
from judge.record import dataclass

CEILING = 300.0
"""Seconds. Nobody waits longer for an endpoint: a call that would have to ends, and is asked again on resume."""
_BURST = 8  # requests that may leave at once in the beginning
_RETUNED = 0.02  # seconds between two looks at the learned rate
_COME_BACK = 0.5  # seconds after which refusals of requests under way have surely come
_NEWS = 0.05  # seconds by which a pause must last longer to be told to other processes
_TICK = 0.001  # seconds; no event loop wakes anybody much finer
_UNHEARD = 32  # answers whose headers are passed over at most
_SPREAD_FOR = 1.0  # seconds that a spread lasts without being renewed
_TROUBLE = frozenset({
    "overloaded", "server_error", "bad_gateway", "unavailable", "timeout", "deadline", "connection", "conflict",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """How an endpoint stands, for whoever watches."""

    host: str | None
    in_flight: int
    waiting: int
    """How many wait for a turn."""
    limit: float | None
    """Requests a second it is believed to take; ``None`` while nothing has shown a limit."""
    paused: float
    """Seconds during which nobody asks it."""


def together(those: Sequence[Standing]) -> Standing:
    """How one endpoint stands that several processes ask, each at a pace of its own."""
    limits = [s.limit for s in those if s.limit is not None]
    return Standing(
        host=next((s.host for s in those), None),
        in_flight=sum(s.in_flight for s in those),
        waiting=sum(s.waiting for s in those),
        limit=sum(limits) if limits else None,
        paused=max((s.paused for s in those), default=0.0),
    )


def _to_nobody(seconds: float) -> None:
    """Keep it to oneself."""


class Turnstile:
    """All callers of one endpoint with one key, however many judges they belong to.

    It learns how many requests a second the endpoint takes (:class:`~judge.models.adapting.Pace`), and lets through no
    more; it stops everybody while a ``Retry-After`` runs or nothing remains by the endpoint's own headers. Whoever goes
    through says afterwards what became of the request: :meth:`answered`, :meth:`failed` or :meth:`left`.
    """

    def __init__(self, host: str | None = None, *, clock: Callable[[], float] = monotonic) -> None:
        self.host = host
        self.in_flight = 0
        self.counts_tokens = False
        """Whether the endpoint says how many tokens remain, so that tokens used are of interest."""
        self.told: Callable[[float], None] = _to_nobody
        """Who else is to know when the endpoint asks everybody to wait, and for how many seconds."""
        self._clock = clock
        now = clock()
        self._pace = Pace(now)
        self._next, self._interval = now - _BURST / START, 1 / START
        self._slack = _BURST / START
        self._tune_at = self._until = self._judged_at = now
        self._spread, self._spread_until = 0.0, now
        self._tokens_each = 0.0
        self._unheard = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def paused(self) -> float:
        """Seconds still to wait; 0 when there is no pause."""
        return max(0.0, self._until - self._clock())

    @property
    def standing(self) -> Standing:
        """How it stands now."""
        limit = self._pace.limit
        if limit is not None:
            limit = self._pace.rate
        if self._spread_until > self._clock():
            limit = min(limit or self._spread, self._spread)
        return Standing(self.host, self.in_flight, len(self._waiting), limit, self.paused)

    def pause(self, seconds: float) -> None:
        """Nobody asks for *seconds* from now; a longer pause that was there stays."""
        self._until = max(self._until, self._clock() + seconds)

    def _rest(self, seconds: float) -> None:
        """Pause because the endpoint said so; whoever else asks it hears of what is new in that."""
        is_news = seconds > self.paused + _NEWS
        self.pause(seconds)
        if is_news:
            self.told(seconds)

    def passes(self) -> bool:
        """Take a turn if there is one at once; it is free of cost as long as nobody has to wait."""
        if self._waiting:
            return False
        now = self._clock()
        if now < self._until:
            return False
        if now >= self._tune_at:
            self._tune(now)
        if self._next > now:
            return False
        self._next = max(self._next, now - self._slack) + self._interval
        return True

    async def turn(self) -> None:
        """Wait for a turn, in the order of coming."""
        if self.passes():
            return
        loop = asyncio.get_running_loop()
        if loop is not self._loop:  # a loop that has ended releases nobody
            self._loop, self._timer = loop, None
            self._waiting.clear()
        mine = loop.create_future()
        self._waiting.append(mine)
        if self._timer is None:
            self._release()
        await mine

    def sent(self) -> float:
        """Note that a request leaves now; the time is to be given back with its outcome."""
        now = self._clock()
        self.in_flight += 1
        self._pace.outcomes.sent(now)
        return now

    def answered(self, sent_at: float, tokens: int | None = None) -> None:
        """It brought an answer, and used so many *tokens*."""
        self.in_flight -= 1
        if self._pace.watching:
            self._pace.answered(sent_at, self._clock())
        if tokens:
            self._tokens_each += (tokens - self._tokens_each) * (0.1 if self._tokens_each else 1.0)

    def left(self) -> None:
        """It was given up by whoever asked: nothing is known."""
        self.in_flight -= 1

    def failed(self, sent_at: float, error: CallError) -> None:
        """It brought none: a refusal for being too many lowers the pace, trouble of the server's only holds it.

        What the endpoint says about waiting holds for everybody, unless it is beyond the ceiling.
        """
        self.in_flight -= 1
        now = self._clock()
        told = error.retry_after if error.retryable else None
        if told is not None and told > CEILING:
            return
        if error.reason == "rate_limit":
            told = self._pace.turned_away(sent_at, now, told)
            self._tune_at, self._judged_at = now, now + _COME_BACK
        elif error.reason in _TROUBLE:
            self._pace.troubled(now)
        else:
            self._pace.answered(sent_at, now)
        if told:
            self._rest(told)

    def heard(self, headers: Mapping[str, str]) -> None:
        """Obey what an answer's headers say about how much remains; names in lower case, or in a mapping without case.

        Nothing left: nobody asks before the reset. Little left for those under way: what is left is spread over the
        time to the reset. Where much is left, or nothing is said, the next few answers are not looked at.
        """
        if self._unheard:
            self._unheard -= 1
            return
        told = remaining_of(headers) if says_what_remains(headers) else ()
        self._unheard = min((self._obey(each) for each in told), default=_UNHEARD)

    def _obey(self, told: Remaining) -> int:
        """Heed one field; returns how many answers may come before it is of interest again."""
        self.counts_tokens = self.counts_tokens or told.tokens
        if not 0 < told.reset <= CEILING:
            return _UNHEARD
        if told.left <= 0:
            self._rest(told.reset)
            return 0
        each = self._tokens_each if told.tokens else 1.0
        requests = told.left / each if each else 0.0
        if not each or requests > 2 * self.in_flight:
            return min(_UNHEARD, int(requests) // 4)
        now = self._clock()
        rate = max(requests - self.in_flight, 1.0) / told.reset
        self._spread = min(rate, self._spread) if now < self._spread_until else rate
        self._spread_until, self._tune_at = now + min(told.reset, _SPREAD_FOR), now
        return 0

    def _tune(self, now: float) -> None:
        rate = self._pace.at(now)
        if now < self._spread_until:
            rate = min(rate, self._spread)
        self._interval = 1 / rate
        if self._pace.limit is not None or self._pace.rate > START:
            self._slack = self._pace.slack
        self._tune_at = now + _RETUNED

    def _release(self) -> None:
        """Let through whoever's turn has come, and come back when the next one's does."""
        self._timer = None
        while self._waiting:
            now = self._clock()
            if now >= self._until > self._next:  # the end of a pause is no time to catch up
                if not self.in_flight or now >= self._judged_at:
                    self._pace.judge()
                self._next, self._tune_at = self._until, now
            if now >= self._tune_at:
                self._tune(now)
            wait = max(self._until, self._next) - now
            if wait > 0:
                assert self._loop is not None  # noqa: S101 - whoever waits has set it
                self._timer = self._loop.call_later(max(wait, _TICK), self._release)
                return
            first = self._waiting.popleft()
            if not first.done():
                self._next = max(self._next, now - self._slack) + self._interval
                first.set_result(None)
