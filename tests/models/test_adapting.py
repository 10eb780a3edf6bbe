"""An endpoint's limit is found by its refusals, kept just below, and obeyed by everybody who shares it."""

import asyncio
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest
from capped import Bucket, Sliding, Window, share_of
from transport_cases import PROMPT, VERDICT, spec_for
from virtual_time import in_virtual_time

from judge.errors import CallError
from judge.models import Limiter, Retrying, ScriptedModel, Turnstile
from judge.models.adapting import FLOOR, START, Pace
from judge.models.faults import failure
from judge.models.opening import Endpoints, open_model
from judge.testing import Canned, LoopbackServer


@pytest.mark.parametrize("shape", [Window, Bucket, Sliding])
@pytest.mark.parametrize("rate", [50, 200, 400])
def test_a_hard_cap_is_reached_and_hardly_overstepped(shape, rate):
    """Nobody told us of it, and each refusal costs everybody a second."""
    reached, refused = share_of(shape(rate), seconds=30)

    assert reached >= 0.95 * rate or (shape is Sliding and reached >= 0.93 * rate)
    assert refused <= 0.02


@pytest.mark.parametrize("retry_after", [None, 0.004], ids=["no Retry-After", "a fraction"])
@pytest.mark.parametrize("shape", [Window, Bucket])
def test_so_it_is_without_a_retry_after_and_with_a_short_one(shape, retry_after):
    reached, refused = share_of(shape(200), seconds=30, retry_after=retry_after)

    assert reached >= 0.95 * 200
    assert refused <= 0.02


def test_a_bucket_that_holds_little_is_learned_from_a_few_pauses():
    """There each pause is lost for good, and the way up says nothing about it."""
    reached, refused = share_of(Bucket(200, 0.1), seconds=60)

    assert reached >= 0.85 * 200
    assert refused <= 0.01


def test_without_a_cap_the_start_costs_no_more_than_a_wave_of_answers():
    """64 in flight at 200 ms: 320 a second; the slow start may cost a quarter of a second of that."""
    reached, refused = share_of(None, seconds=10, latency=0.2)

    assert reached >= (10 - 0.25 - 0.21) / 10 * 64 / 0.21  # the last wave is still under way
    assert refused == 0


def test_two_hundred_and_fifty_six_in_flight_are_reached_within_a_second():
    reached, _ = share_of(None, seconds=5, latency=0.2, callers=256)

    assert reached >= (5 - 1.0 - 0.21) / 5 * 256 / 0.21


def test_at_no_latency_nobody_waits_for_the_start():
    reached, _ = share_of(None, seconds=0.4, latency=0.002)

    assert reached >= 0.75 * 64 / 0.0021


def paces(*happened):
    """A pace to which things happened, half a second apart."""
    pace = Pace(0.0)
    now = 10.0
    for what in happened:
        sent_at, now = now, now + 0.5
        pace.outcomes.sent(sent_at)
        what(pace, sent_at, sent_at + 0.1)
    return pace, now


def fine(pace, sent_at, now):
    pace.answered(sent_at, now)


def trouble(pace, sent_at, now):
    pace.troubled(now)


def refused(pace, sent_at, now):
    pace.turned_away(sent_at, now, None)


def test_the_start_doubles_while_answers_come():
    pace, _ = paces(fine, fine, fine, fine)

    assert pace.rate == START * 8


def test_trouble_of_the_server_holds_growth_and_lowers_nothing():
    """A 5xx says nothing about how much is too much."""
    pace, _ = paces(fine, fine, *[trouble, fine] * 10)
    before = START * 2
    assert pace.rate == before
    assert pace.limit is None

    later, now = paces(fine, fine, trouble)
    for _ in range(8):
        later.answered(now, now + 0.5)
        now += 1
    assert later.rate > before


def test_only_being_turned_away_lowers_the_rate():
    pace, _ = paces(fine, fine, fine, refused)

    assert pace.rate < START * 4
    assert pace.limit is not None


def test_however_often_it_is_refused_something_is_always_tried():
    pace, now = paces(*[refused] * 60)

    assert pace.at(now) >= 0.9 * FLOOR


def test_a_raised_limit_is_found_in_the_end():
    """What was true an hour ago is doubted again and again."""

    class Raised(Bucket):
        def takes(self, now):
            self.rate = self.rate if now < 130 else 40
            return super().takes(now)

    reached, _ = share_of(Raised(4, 1.0), seconds=600, callers=8)

    assert reached > 10


def test_nobody_goes_before_the_pause_is_over_by_the_clock():
    async def run(clock):
        turnstile = Turnstile(clock=clock)
        error = failure("rate_limit", "too many")
        error.retry_after = 7.0
        sent = turnstile.sent()
        turnstile.failed(sent, error)
        until, times = clock() + 7.0, []

        async def one():
            await turnstile.turn()
            times.append(clock())

        await asyncio.gather(*(one() for _ in range(20)))
        return until, times

    until, times = in_virtual_time(run)
    assert min(times) >= until
    assert len({round(t, 6) for t in times}) > 5


def test_turns_are_taken_in_the_order_of_coming_and_given_up_ones_hold_up_nobody():
    async def run(clock):
        turnstile, order = Turnstile(clock=clock), []
        turnstile.pause(1)

        async def one(name):
            await turnstile.turn()
            order.append(name)

        tasks = [asyncio.create_task(one(n)) for n in range(6)]
        await asyncio.sleep(0.5)
        tasks[2].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return order

    assert in_virtual_time(run) == [0, 1, 3, 4, 5]


def test_a_wait_above_the_ceiling_pauses_nobody():
    error = failure("rate_limit", "come back tomorrow")
    error.retry_after = 80_000.0
    turnstile = Turnstile()

    turnstile.failed(turnstile.sent(), error)

    assert turnstile.paused == 0
    assert turnstile.in_flight == 0


@pytest.mark.parametrize("ends", ["well", "badly", "cancelled", "by a bug"])
def test_whatever_ends_a_call_it_is_in_flight_no_more(ends):
    async def run():
        script = {"well": ["yes"], "badly": [failure("auth", "no")], "cancelled": ["yes"], "by a bug": ["yes"]}[ends]
        model = ScriptedModel(script)
        if ends == "by a bug":
            model = ScriptedModel(lambda _: 1 / 0)
        retrying = Retrying(model)
        call = asyncio.create_task(retrying.ask((), schema=None))
        await asyncio.sleep(0)
        if ends == "cancelled":
            call.cancel()
        await asyncio.gather(call, return_exceptions=True)
        return retrying.turnstile.in_flight

    assert asyncio.run(run()) == 0


def test_judges_with_one_address_and_key_share_a_turnstile_and_others_do_not(monkeypatch):
    """A provider limits a key, so another key has its own limit."""
    monkeypatch.setenv("ONE_KEY", "a")
    monkeypatch.setenv("OTHER_KEY", "b")
    shared = Endpoints()
    with LoopbackServer([Canned.ok(VERDICT)]) as server:
        specs = [spec_for(server, "openai", api_key_env=key) for key in ("ONE_KEY", "ONE_KEY", "OTHER_KEY")]
        one, same, other = (open_model(spec, None, None, shared).turnstile for spec in specs)

    assert one is same
    assert other is not one


@pytest.mark.parametrize("way", ["direct", "litellm"])
def test_an_endpoint_that_says_nothing_remains_is_not_asked_before_its_reset(way):
    """The header of a good answer is enough; nobody has to be turned away for it."""
    headers = {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "600ms"}
    first = iter([Canned.ok(VERDICT, headers=headers)])

    async def run(spec):
        model = open_model(spec, None, None, Endpoints())
        await model.ask(PROMPT, schema=None)
        await asyncio.gather(*(model.ask(PROMPT, schema=None) for _ in range(3)))
        await model.aclose()

    with LoopbackServer(lambda _: next(first, Canned.ok(VERDICT))) as server:
        asyncio.run(run(replace(spec_for(server, "openai"), route=way)))

    assert min(server.arrivals[1:]) - server.arrivals[0] >= 0.6
    assert server.requests == 4


def test_little_that_remains_is_spread_over_the_time_to_the_reset():
    """Ten left and ten seconds to go: about one a second, not ten at once and a refusal."""

    async def run(clock):
        turnstile = Turnstile(clock=clock)
        under_way = [turnstile.sent() for _ in range(8)]
        times = []
        for _ in range(6):
            turnstile.heard({"ratelimit-remaining": "10", "ratelimit-reset": "10"})
            await turnstile.turn()
            times.append(clock())
        for sent in under_way:
            turnstile.answered(sent)
        return [later - earlier for earlier, later in pairwise(times)]

    gaps = in_virtual_time(run)
    assert sum(gaps[1:]) / len(gaps[1:]) > 1


def test_a_call_that_succeeds_at_once_loads_no_retry_machinery():
    """Start-up does not pay for what most runs never need."""
    code = (
        "import asyncio, sys; from judge.models import Retrying, ScriptedModel;"
        "asyncio.run(Retrying(ScriptedModel(['yes'])).ask((), schema=None)); print('tenacity' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_many_refusals_use_up_no_more_attempts_than_allowed():
    model = ScriptedModel([failure("rate_limit", "too many")])
    limiter = Limiter()

    with pytest.raises(CallError) as raised:
        asyncio.run(Retrying(model, attempts=3, base_wait=0, limiter=limiter).ask((), schema=None))

    assert len(model.asked) == raised.value.http_attempts == 3
    assert limiter.turnstile.in_flight == 0
