"""Limits are kept to the clock's tick, in time that a test can turn."""

import asyncio
from itertools import pairwise

import pytest
from virtual_time import in_virtual_time

from judge.models import Limiter, Turnstile

MINUTE = 60.11
"""Seconds over which what a minute may hold is spread: a tenth of a second's worth may be caught up on."""


def times_of(requests, *, before=None, **limits):
    """When each of several requests in a row may go, in seconds from the start."""

    async def run(clock):
        limiter = Limiter(clock=clock, **limits)
        started = clock()
        if before is not None:
            await before(limiter)
        times = []
        for tokens in requests:
            limiter.turnstile.answered(await limiter.enter(tokens))
            times.append(clock() - started)
        return times

    return in_virtual_time(run)


def waiting(*steps):
    """Something that happens to a limiter before the requests."""

    async def before(limiter):
        for step in steps:
            await asyncio.sleep(step) if isinstance(step, float) else step(limiter)

    return before


def test_no_limit_is_no_wait_once_an_endpoint_has_taken_some():
    """The first few hundred are spread over the round trips of a second; after that nobody waits at all."""
    times = times_of([10_000] * 3000)

    assert times[7] == 0.0
    assert times[-1] < 1
    assert times[-1] - times[-500] < 0.05


@pytest.mark.parametrize("rpm", [1, 7, 60, 600, 6000])
def test_no_minute_holds_more_requests_than_allowed(rpm):
    times = times_of([0] * 3 * rpm, rpm=rpm)

    busiest = max(sum(1 for t in times if start <= t < start + 60) for start in times[:: max(1, rpm // 7)])
    assert busiest <= rpm
    assert times[-1] <= 3 * MINUTE


@pytest.mark.parametrize("rpm", [60, 600, 6000])
def test_no_minute_holds_more_after_a_rest_either(rpm):
    """What was saved up meanwhile is within what a minute may hold."""
    times = times_of([0] * 2 * rpm, rpm=rpm, before=waiting(3600.0))

    assert max(sum(1 for t in times if start <= t < start + 60) for start in times[:: rpm // 60]) <= rpm


def test_requests_are_spread_evenly_over_the_minute():
    times = times_of([0] * 30, rpm=60)

    assert [later - earlier for earlier, later in pairwise(times)] == pytest.approx([MINUTE / 60] * 29)


def test_tokens_are_counted_beside_requests_and_the_slower_one_rules():
    assert times_of([100] * 10, rpm=6000, tpm=6000)[-1] == pytest.approx(9 * MINUTE / 60)


def test_a_request_above_the_minutes_tokens_goes_and_the_next_ones_wait_for_it():
    assert times_of([3000, 10], tpm=1000) == pytest.approx([0.0, 3 * MINUTE])


def test_a_correction_moves_whoever_comes_next():
    async def before(limiter):
        limiter.turnstile.answered(await limiter.enter(100))
        limiter.settle(50)

    assert times_of([1], tpm=600, before=before) == pytest.approx([MINUTE / 4])


def test_idle_time_is_not_saved_up_beyond_a_tenth_of_a_second():
    async def before(limiter):
        limiter.turnstile.answered(await limiter.enter(0))
        await asyncio.sleep(3600)

    at_once = [t for t in times_of([0] * 40, rpm=600, before=before) if t < 3600.05]

    assert len(at_once) <= 2


def test_a_pause_holds_everybody_and_the_longer_one_wins():
    times = times_of([0, 0], before=waiting(lambda li: li.turnstile.pause(30), lambda li: li.turnstile.pause(5)))

    assert times[0] >= 30.0
    assert times[-1] < 30.1


def test_after_a_pause_the_limit_is_still_kept():
    """Whoever waited for its end does not go all at once."""
    times = times_of([0] * 5, rpm=60, before=waiting(lambda li: li.turnstile.pause(30)))

    assert times[0] >= 30
    assert [later - earlier for earlier, later in pairwise(times[1:])] == pytest.approx([1.0] * 3, abs=0.02)


def test_many_who_wait_for_a_pause_keep_a_ceiling_too():
    """The ceiling is the user's word; the end of a pause, and what an endpoint takes, never raise it."""

    async def run(clock):
        limiter = Limiter(rpm=120, clock=clock)
        limiter.turnstile.pause(10)
        times = []

        async def one():
            sent = await limiter.enter()
            times.append(clock() - 100.0)
            limiter.turnstile.answered(sent)

        await asyncio.gather(*(one() for _ in range(40)))
        return times

    times = in_virtual_time(run)
    assert times[0] >= 10
    assert all(later - earlier == pytest.approx(0.5, abs=0.02) for earlier, later in pairwise(times[2:]))


@pytest.mark.parametrize("jump", [-3600.0, 365 * 86_400.0, 7200.0], ids=["back 1 h", "forward 1 y", "DST"])
def test_a_wall_clock_that_jumps_does_not_matter(jump, monkeypatch):
    """Only the monotonic clock is asked, so that nobody waits for an hour that is over, or goes early."""
    started = 1_700_000_000.0

    async def before(limiter):
        limiter.turnstile.answered(await limiter.enter())
        limiter.turnstile.pause(5)
        monkeypatch.setattr("time.time", lambda: started + jump)

    monkeypatch.setattr("time.time", lambda: started)
    times = times_of([0] * 4, rpm=60, before=before)

    assert 5 <= times[0] < 6.1
    assert [later - earlier for earlier, later in pairwise(times[1:])] == pytest.approx([1.0] * 2, abs=0.02)


def test_a_turnstile_outlives_the_loop_it_was_waited_at():
    """A program may run two jobs one after the other with what is open."""
    turnstile = Turnstile()
    turnstile.pause(60)

    async def given_up():
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(turnstile.turn(), 0.01)

    asyncio.run(given_up())
    turnstile._until = 0.0  # a minute later
    asyncio.run(asyncio.wait_for(turnstile.turn(), 1))


def times_within(shared, own, *, each=30):
    """When each of *each* requests went by judges with limits *own* each, all asking at once within *shared*."""

    async def run(clock):
        common = Limiter(clock=clock, **shared)
        times = []

        async def one(limiter):
            sent = await limiter.enter(100)
            times.append((clock() - 100.0, limiter))
            limiter.turnstile.answered(sent)

        limiters = [Limiter(within=common, clock=clock, **limits) for limits in own]
        await asyncio.gather(*(one(limiter) for _ in range(each) for limiter in limiters))
        return [[t for t, by in times if by is limiter] for limiter in limiters]

    return in_virtual_time(run)


@pytest.mark.parametrize("limits", [{"rpm": 120}, {"tpm": 12_000}], ids=["requests", "tokens"])
def test_a_ceiling_around_several_judges_is_kept_by_all_of_them_together(limits):
    """A provider counts what comes with a key, not whose question it is."""
    times = sorted(t for own in times_within(limits, [{}, {}, {"rpm": 6000}]) for t in own)

    assert all(later - earlier == pytest.approx(0.5, abs=0.02) for earlier, later in pairwise(times[4:]))


def test_a_judges_own_ceiling_holds_within_the_one_around_it_and_wastes_none_of_that():
    slow, fast = times_within({"rpm": 120}, [{"rpm": 30}, {}])

    assert max(sum(1 for t in slow if start <= t < start + 60) for start in slow) <= 30 + 1
    assert slow[10] - slow[0] >= 10 * 2.0 - 2
    assert fast[-1] < 30
