"""How fast an endpoint is asked that has told nobody its limit: found by its refusals, and kept just below.

A rate is learned, not a number of requests in flight: providers count requests a minute or a second, and a window of
requests in flight oscillates around such a limit, paying with refusals for every swing. Only being turned away (429)
lowers the rate. A server in trouble (5xx, a timeout) holds its growth for a moment, and lowers nothing.

The start doubles, once for every three round trips and at most every quarter of a second, from a rate that fills 64
requests of 200 ms within one of them: whoever is not limited notices nothing, and whoever is finds the limit with a few
dozen refusals. Then the rate follows a cubic curve, as in TCP CUBIC: fast to a little below the estimate, long near
it, and only then beyond. Near a window's limit that is believed it stays a hundredth below, because a window takes no
more however little came before, and catches up on no more than half of that: what is late falls into the next window.
Each refusal that confirms the estimate doubles the time until it is doubted again, because one ``Retry-After: 1``
costs every caller a second.
"""

from math import inf

from judge.models.outcomes import Estimate, Outcomes

START = 160.0
"""Requests a second before anything is known."""
FLOOR = 1.0
"""Requests a second that are always tried; what must be slower, the server's own Retry-After makes slower."""
OPEN = 50_000.0
"""Requests a second from which on nobody waits for anything."""
_ROUND_TRIPS = 3.0
_SHORTEST, _LONGEST = 0.01, 0.25  # seconds between two doublings
_WINDOWS = (1.0, 60.0)  # seconds: what endpoints count in
_BELOW = 0.025  # how far below the estimate the rate starts, and by how much it passes a certain one
_REST = 0.01  # how far below the estimate of a window it stays that is believed for long
_SLACK = (0.004, 0.03)  # seconds by which the pace is caught up after a late start
_DOUBT = (0.03, 0.15)  # how far an uncertain estimate is passed
_FEW = 20  # requests, too few to wait long upon what they tell
_UNKNOWN = (1.0, 3.0)  # how far an estimate from the way up is passed at most; from few requests
_WIDE = 0.05  # uncertain enough to be passed soon
# Seconds until an estimate is reached, and as many until it is passed.
_AT_ONCE, _SOON, _LATER, _LATE, _LATEST = 3.0, 10.0, 40.0, 60.0, 180.0
_SAME = 0.06  # estimates that confirm each other
_LIKELY = 0.8  # where between the bounds of a window its size is looked for; too low costs more than too high
_BACK_OFF, _MOST_DOUBLINGS = 0.1, 4  # seconds nobody asks after a refusal that named no time
_ENOUGH = 3  # answers that show an endpoint to be open again
_HOLD = 1.0  # seconds without growth after trouble
_STEP = 0.1  # seconds the curve moves on at most, from one request to the next
_REPEATED = 0.985  # what is left of an estimate that was refused again


class Pace:
    """Requests a second for one endpoint and key, learned from what becomes of them.

    Times are a monotonic clock's; the caller reads it.
    """

    def __init__(self, now: float) -> None:
        self.outcomes = Outcomes()
        self.rate = START
        self.watching = True
        """Whether answers tell anything; not at full speed, and not on the way to the next refusal."""
        self._peak: float | None = None
        self._below, self._rest, self._refused_at, self._learned = _BELOW, 0.0, START, False
        self._bounds, self._windows = (0.0, inf), False
        self._doubt, self._span, self._confirmed = _DOUBT[1], _SOON, 0
        self._grow_at = self._held = -inf
        self._moved = now
        self._progress = 0.0
        self._first = self._seen = self._still_seen = -inf
        self._window = _WINDOWS[0]
        self._judged = True
        self._open_again, self._shut, self._repeats = 0, 0, 0

    @property
    def limit(self) -> float | None:
        """Requests a second the endpoint is believed to take; ``None`` while it has turned nobody away."""
        return self._peak

    @property
    def slack(self) -> float:
        """Seconds by which whoever is late may catch up; in a window half of what it stays below the limit."""
        if self._peak is None or not self._rest:
            return _SLACK[1]
        return min(max((1 - self.rate / self._peak) * self._window / 2, _SLACK[0]), _SLACK[1])

    def answered(self, sent_at: float, now: float) -> None:
        """A request was let through, whatever the answer."""
        if sent_at > self._still_seen:
            self._open_again += 1
            if not self._judged:
                self.judge()
        if self._peak is None and now >= max(self._grow_at, self._held):
            if self._grow_at > 0:
                self.rate *= 2
            self._grow_at = now + min(max(_ROUND_TRIPS * (now - sent_at), _SHORTEST), _LONGEST)
        self.watching = self.rate < OPEN if self._peak is None else self._open_again < _ENOUGH or not self._judged

    def troubled(self, now: float) -> None:
        """The server failed otherwise: no growth for a moment."""
        self._held = now + _HOLD

    def turned_away(self, sent_at: float, now: float, told: float | None) -> float:
        """A request was one too many; *told* is its Retry-After. Returns the seconds that nobody is to ask for."""
        self.outcomes.turned_away(sent_at)
        self.watching = True
        if sent_at <= self._still_seen:  # it was under way when the first refusal came
            return told or 0.0
        self._new_refusal(sent_at, now, told)
        again = self._shut or self._repeats
        return max(told or 0.0, _BACK_OFF * 2.0**self._shut) if told is None or again else told

    def _new_refusal(self, sent_at: float, now: float, told: float | None) -> None:
        if not self._judged and self._open_again >= _ENOUGH:
            self.judge()
        shut = self._peak is not None and self._open_again < _ENOUGH
        again = self._peak is not None and sent_at - self._first < _WINDOWS[0]
        if shut:
            self._shut = min(self._shut + 1, _MOST_DOUBLINGS)
        elif again:
            self._repeats += 1
            self._shut = 0
            if self._repeats > 1 and self._peak:
                self._peak *= _REPEATED
        else:
            self._shut = self._repeats = 0
            self._first, self._seen, self._judged = sent_at, now, False
            self._window = min(max(told or 0.0, _WINDOWS[0]), _WINDOWS[1])
            self._refused_at = self.rate
        self._still_seen, self._open_again, self._progress = now, 0, 0.0
        if self._peak is None:
            found = self.outcomes.estimate(self._first, self._first, self._window)
            self._peak = found.high if found else max(self.rate / 2, FLOOR)
        self.rate = (1 - _BELOW) * self._peak

    def judge(self) -> None:
        """Take stock of a refusal, once the requests that were under way with it have come back; else nothing."""
        if self._judged:
            return
        self._judged = True
        found = self.outcomes.estimate(self._first, self._seen, self._window, windows=self._windows)
        if found is None:
            return
        peak = self._within_bounds(found)
        confirmed = self._learned and self._peak is not None and abs(peak / self._peak - 1) < _SAME
        if self._learned and self._peak is not None:  # it takes less than it refused, and about what it took before
            peak = min(peak, _REPEATED * self._refused_at, (self._refused_at + max(self._peak, found.low)) / 2)
        self._confirmed = self._confirmed + 1 if confirmed else 0
        self._peak, self._progress = max(peak, FLOOR), 0.0
        self._set_curve(found)
        self._learned = True
        self.rate = (1 - _BELOW) * self._peak

    def _set_curve(self, found: Estimate) -> None:
        """When the estimate is to be doubted, and how far it is passed then.

        What was let through on the way up bounds a window, and nothing else: such an estimate is soon passed by much.
        Only where it is a round number it is believed for longer, because people set limits in round numbers.
        """
        peak = self._peak or FLOOR
        if found.flow:
            doubt, most, span = (found.high - found.low) / (found.high + found.low), _DOUBT[1], _SOON
        elif self._learned:
            doubt, most = (self._bounds[1] - peak) / peak, _DOUBT[1]
            span = _SOON if doubt > _WIDE else _LATE
        elif found.high * self._window < _FEW:
            doubt, most, span = self._refused_at / peak, _UNKNOWN[1], _SOON
        else:
            count = round(found.high * self._window)
            is_round = _is_round(count) or _is_round(count + 1)  # one may have overtaken the refused
            doubt, most, span = self._refused_at / peak - 1, _UNKNOWN[0], _LATER if is_round else _AT_ONCE
        self._doubt = min(max(doubt / 2**self._confirmed, _DOUBT[0]), most)
        self._span = min(span * 2.0**self._confirmed, _LATEST)
        self._windows = not found.flow
        self._below = _BELOW if self._windows else self._doubt
        self._rest = _REST if self._windows and self._span >= _LATER else 0.0

    def _within_bounds(self, found: Estimate) -> float:
        """The limit believed in, by this estimate and the ones before it."""
        is_first = self._bounds[1] == inf
        low, high = max(found.low, self._bounds[0]), min(found.high, self._bounds[1])
        self._bounds = (low, high) if low <= high and not found.flow else (found.low, found.high)
        low, high = self._bounds
        if found.flow:
            return (low + high) / 2
        return high if is_first else low + _LIKELY * (high - low)

    def at(self, now: float) -> float:
        """Requests a second from now on."""
        step, self._moved = min(now - self._moved, _STEP), now
        if self._peak is not None and self._judged:
            if now >= self._held:
                self._progress += max(step, 0.0)
            way = self._progress / self._span - 1
            far = self._doubt + self._rest if way > 0 else self._below - self._rest
            self.rate = self._peak * (1 - self._rest + far * way**3)
            if way > 1:
                self._outgrow()
        return self.rate

    def _outgrow(self) -> None:
        """What was believed was passed by far and nobody refused: the limit is another now, and looked for anew."""
        self._peak, self._bounds, self._confirmed = self.rate, (0.0, inf), 0
        self._doubt, self._span = _UNKNOWN[0], _SOON
        self._progress = self._span


def _is_round(count: int) -> bool:
    """Whether a number has one digit, or one and a five, and zeros: 50, 350, 4000."""
    return count > 0 and count % max(1, 10 ** (len(str(count)) - 1) // 2) == 0
