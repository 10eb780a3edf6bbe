"""What lately became of requests at one endpoint, and what that says about how many it takes a second.

An endpoint that turns requests away knows a limit, and tells it by what it lets through. Two shapes are told apart. A
*flow* (a bucket that fills steadily) goes on letting some through after the first refusal: their rate is the limit. A
*window* (so many a second, counted anew each second) lets nothing through until it turns: the limit is what it let
through before, in a window whose beginning nobody outside knows, so that all there is are two bounds.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Iterable

from judge.record import dataclass

_KEPT = 8192  # requests, a second or two of the fastest endpoint there is
_FEWEST = 3  # requests that prove anything
_FLOWS = 0.1  # share let through after the first refusal
_CONTRADICTS = 0.85  # a flow so far below what a window must have let through was a window turning


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many requests a second an endpoint takes: between *low* and *high*."""

    low: float
    high: float
    flow: bool
    """Whether it lets requests through steadily, rather than so many in each window."""


class Outcomes:
    """When requests were sent, and which of them were turned away for being too many."""

    def __init__(self) -> None:
        self._sent: deque[float] = deque(maxlen=_KEPT)
        self._turned_away: deque[float] = deque(maxlen=_KEPT)
        self.sent = self._sent.append
        """Note that a request goes out now, by the clock."""
        self.turned_away = self._turned_away.append
        """Note that the one sent then was turned away."""

    def estimate(self, first: float, seen: float, window: float, *, windows: bool = False) -> Estimate | None:
        """What follows from a refusal of the request sent at *first*, once all that were sent till *seen* came back.

        *window* is the longest an endpoint is believed to count, in seconds; *windows*: whether it was found to count
        in windows before, so that a refusal after which everything goes through was the last of one. ``None``: too
        little was let through to tell anything.
        """
        sent = list(self._sent)
        low, high = self._as_window(sent, first, seen, window)
        flow = self._as_flow(sent, first, seen, windows=windows)
        if flow is not None and flow.high > _CONTRADICTS * low:
            return flow
        return Estimate(low, high, flow=False) if high * window >= _FEWEST else None

    def _as_flow(self, sent: list[float], first: float, seen: float, *, windows: bool) -> Estimate | None:
        tail = sent[bisect_right(sent, first) : bisect_right(sent, seen)]
        refused = Counter(at for at in self._turned_away if first < at <= seen)
        through = [not _take(refused, at) for at in tail]
        count = sum(through)
        if count < max(_FEWEST, _FLOWS * len(tail)) or _turned(through) or (windows and all(through)):
            return None
        rate, doubt = count / (tail[-1] - first), 0.5 / count**0.5
        return Estimate(rate * (1 - doubt), rate * (1 + doubt), flow=True)

    def _as_window(self, sent: list[float], first: float, seen: float, window: float) -> tuple[float, float]:
        last = self._through(sent, first - window, first)
        overtaken = self._through(sent, first, seen)  # requests may pass each other on the way
        last += overtaken if overtaken < _FEWEST else 0
        before = self._through(sent, first - 2 * window, first - window)
        return min(max((last + before) / 2, before), last) / window, last / window

    def _through(self, sent: list[float], since: float, until: float) -> int:
        """How many of those sent from *since* until *until* were let through."""
        refused = sum(since <= at < until for at in self._turned_away)
        return max(0, bisect_left(sent, until) - bisect_left(sent, since) - refused)


def _take(refused: Counter[float], at: float) -> bool:
    """Whether one of those sent at that very moment was refused; each counts once."""
    refused[at] -= 1
    return refused[at] >= 0


def _turned(through: Iterable[bool]) -> bool:
    """Whether refusals ended for good at one moment: a window turned, and what came after says nothing of its size."""
    marks = list(through)
    return not marks[0] and all(marks[marks.index(True) :])
