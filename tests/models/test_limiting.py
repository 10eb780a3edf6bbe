"""Limits are kept to the clock's tick, by a clock that a test can turn."""

import asyncio
from itertools import pairwise
from time import monotonic

import pytest

from judge.models import Limiter, Pause


class Clock:
    """A clock that moves only when somebody sleeps."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now

    async def sleep(self, seconds):
        self.now += seconds


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("asyncio.sleep", clock.sleep)
    return clock


def times_of(limiter, clock, requests):
    """When each of several requests in a row may go, in seconds from the start."""

    async def run():
        times = []
        for tokens in requests:
            async with limiter.slot(tokens):
                times.append(clock.now - 100.0)
        return times

    return asyncio.run(run())


def test_no_limit_is_no_wait(clock):
    assert times_of(Limiter(), clock, [10_000] * 50) == [0.0] * 50


def test_requests_are_spread_evenly_over_the_minute(clock):
    times = times_of(Limiter(rpm=60, clock=clock), clock, [0] * 30)

    assert [later - earlier for earlier, later in pairwise(times)] == pytest.approx([1.0] * 29)


@pytest.mark.parametrize("rpm", [1, 7, 60, 600, 6000])
def test_no_minute_holds_more_requests_than_allowed(clock, rpm):
    times = times_of(Limiter(rpm=rpm, clock=clock), clock, [0] * 3 * rpm)

    busiest = max(sum(1 for t in times if start <= t < start + 60) for start in times[:: max(1, rpm // 7)])
    assert busiest <= rpm + max(1, rpm / 60)
    assert times[-1] <= 180


def test_tokens_are_counted_beside_requests_and_the_slower_one_rules(clock):
    times = times_of(Limiter(rpm=6000, tpm=6000, clock=clock), clock, [100] * 10)

    assert times[-1] == pytest.approx(9 * 1.0)


def test_a_request_above_the_minutes_tokens_goes_and_the_next_ones_wait_for_it(clock):
    times = times_of(Limiter(tpm=1000, clock=clock), clock, [3000, 10])

    assert times == pytest.approx([0.0, 180.0])


def test_a_correction_moves_whoever_comes_next(clock):
    limiter = Limiter(tpm=600, clock=clock)
    times_of(limiter, clock, [100])
    limiter.settle(50)

    assert times_of(limiter, clock, [1]) == pytest.approx([15.0])


def test_idle_time_is_not_saved_up_beyond_a_second(clock):
    limiter = Limiter(rpm=600, clock=clock)
    times_of(limiter, clock, [0])
    clock.now += 3600

    at_once = [t for t in times_of(limiter, clock, [0] * 40) if t == 3600.0]

    assert len(at_once) <= 11


def test_a_pause_holds_everybody_and_the_longer_one_wins(clock):
    pause = Pause(clock=clock)
    pause.extend(30)
    pause.extend(5)

    times = times_of(Limiter(pause=pause), clock, [0, 0])

    assert 30.0 <= times[0] <= 33.0
    assert times[1] == times[0]
    assert pause.left == 0


def test_after_a_pause_the_limit_is_still_kept(clock):
    limiter = Limiter(rpm=60, clock=clock)
    limiter.pause.extend(30)

    times = times_of(limiter, clock, [0] * 5)

    assert times[0] >= 30
    assert [later - earlier for earlier, later in pairwise(times[1:])] == pytest.approx([1.0] * 3)


def test_clocks_that_jump_do_not_matter():
    """Only the monotonic clock is asked, so the wall clock may do what it likes."""
    limiter = Limiter(rpm=6000)

    async def run():
        started = monotonic()
        for _ in range(20):
            async with limiter.slot():
                pass
        return monotonic() - started

    assert 0.15 <= asyncio.run(run()) < 2
