"""One place asks again: as often as it may help, never sooner than it was told, and it counts what it did."""

import asyncio
from itertools import pairwise
from random import Random

import pytest
from transport_cases import PROMPT, VERDICT, ask, spec_for

from judge.call import Reply
from judge.errors import CallError
from judge.models import Limiter, LiteLLMModel, ModelSpec, Retrying, ScriptedModel, Turnstile
from judge.models.faults import MEANING, failure
from judge.testing import Canned, LoopbackServer

GOOD = Reply(VERDICT, "stop")


def error(reason="server_error", retry_after=None):
    made = failure(reason, f"it said {reason}")
    made.retry_after = retry_after
    return made


def ask_scripted(script, **options):
    model = ScriptedModel(script)
    retrying = Retrying(model, **{"base_wait": 0, **options})
    try:
        return asyncio.run(retrying.ask(PROMPT, schema=None)), model
    except CallError as raised:
        return raised, model


def patient(**options):
    return lambda model: Retrying(model, **{"base_wait": 0, **options})


def test_a_passing_fault_passes_and_every_request_is_counted():
    reply, model = ask_scripted([error(), error("connection"), GOOD])

    assert reply.content == VERDICT
    assert reply.http_attempts == len(model.asked) == 3


def test_attempts_are_bounded_and_the_last_error_says_how_many_there_were():
    raised, model = ask_scripted([error()], attempts=4)

    assert (raised.reason, raised.http_attempts) == ("server_error", 4)
    assert len(model.asked) == 4


@pytest.mark.parametrize("reason", sorted(r for r, meaning in MEANING.items() if not meaning.retryable))
def test_what_asking_again_cannot_help_is_asked_once(reason):
    """A filter, a bad key, a refused parameter: deterministic, and it may cost money."""
    raised, model = ask_scripted([error(reason), GOOD])

    assert raised.reason == reason
    assert len(model.asked) == 1


@pytest.mark.parametrize("reason", sorted(r for r, meaning in MEANING.items() if meaning.retryable))
def test_only_failed_transport_is_ever_asked_again(reason):
    assert MEANING[reason].state == "failed_transport"


def test_a_bug_of_ours_is_not_retried():
    def broken(_):
        raise LookupError

    model = ScriptedModel(broken)

    with pytest.raises(LookupError):
        asyncio.run(Retrying(model, base_wait=0).ask(PROMPT, schema=None))
    assert len(model.asked) == 1


def test_waits_grow_with_jitter_up_to_their_ceiling(monkeypatch):
    waited = []

    async def note(seconds):
        waited.append(seconds)

    monkeypatch.setattr("random.uniform", Random(7).uniform)  # noqa: S311 - a seed
    monkeypatch.setattr("asyncio.sleep", note)
    ask_scripted([error()], attempts=12, base_wait=1.0, max_wait=20.0)

    waits = [seconds for seconds in waited if seconds]
    assert len(waits) == 11
    assert len(set(waits)) == 11
    assert all(wait <= min(20.0, 2.0**n) for n, wait in enumerate(waits))
    assert max(waits) > 5


@pytest.mark.parametrize(
    ("limit", "least"),
    [(Canned.rate_limited(0.6), 0.6), (Canned.rate_limited(date=1.0), 1.0)],
    ids=["seconds", "date"],
)
def test_retry_after_is_obeyed_by_the_servers_own_clock(limit, least):
    """A date has whole seconds, so the server rounds it up; by its clock no request comes before it."""
    with LoopbackServer([limit, Canned.ok(VERDICT)]) as server:
        reply = ask(spec_for(server, "openai"), wrap=patient())

    (gap,) = (later - earlier for earlier, later in pairwise(server.arrivals))
    assert least <= gap < least + 1.5
    assert (reply.content, reply.http_attempts) == (VERDICT, 2)


def test_one_rate_limit_holds_every_caller_at_the_endpoint():
    """Two judges share the turnstile of their endpoint: nobody comes early."""
    first = iter([Canned.rate_limited(0.5)])

    async def both(one, other):
        models = [Retrying(LiteLLMModel(s), base_wait=0, limiter=Limiter(turnstile=shared)) for s in (one, other)]
        await asyncio.gather(models[0].ask(PROMPT, schema=None), later(models[1]), later(models[1]))
        for model in models:
            await model.aclose()

    async def later(model):
        await asyncio.sleep(0.25)
        await model.ask(PROMPT, schema=None)

    with LoopbackServer(lambda _: next(first, Canned.ok(VERDICT))) as server:
        shared = Turnstile()
        asyncio.run(both(spec_for(server, "openai"), spec_for(server, "hosted_vllm")))

    assert len(server.arrivals) == 4
    assert min(server.arrivals[1:]) - server.arrivals[0] >= 0.5


@pytest.mark.parametrize(
    "absurd", ["-5", "1e9", "soon", "nan", "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 2100 23:59:59 GMT"]
)
def test_a_retry_after_that_makes_no_sense_is_ignored(absurd):
    with LoopbackServer([Canned.rate_limited(absurd), Canned.ok(VERDICT)]) as server:
        reply = ask(spec_for(server, "openai"), wrap=patient())

    assert reply.http_attempts == 2
    assert server.arrivals[1] - server.arrivals[0] < 5


def test_a_wait_above_the_ceiling_ends_the_call_and_holds_nobody_else():
    """It would be an early retry or an endless wait; resume asks again."""
    with LoopbackServer([Canned.rate_limited(3600), Canned.ok(VERDICT)]) as server:
        spec = spec_for(server, "openai")
        with pytest.raises(CallError) as raised:
            ask(spec, wrap=patient(ceiling=300))
        reply = ask(spec, wrap=patient(ceiling=300))

    assert (raised.value.reason, raised.value.http_attempts, raised.value.retry_after) == ("rate_limit", 1, 3600)
    assert reply.http_attempts == 1


def test_a_reset_is_asked_again_over_a_new_connection():
    with LoopbackServer([Canned(drop=True), Canned.ok(VERDICT, cut=9), Canned.ok(VERDICT)]) as server:
        reply = ask(spec_for(server, "hosted_vllm"), wrap=patient())

    assert (reply.content, reply.http_attempts, server.requests) == (VERDICT, 3, 3)


def test_being_cancelled_ends_the_waiting_at_once():
    async def cancelled():
        waiting = asyncio.create_task(Retrying(ScriptedModel([error(retry_after=60)])).ask(PROMPT, schema=None))
        await asyncio.sleep(0.05)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(waiting, 1)

    asyncio.run(cancelled())


@pytest.mark.parametrize("route", ["openai", "hosted_vllm", "anthropic", "ollama_chat", "azure", "gemini"])
def test_a_call_in_flight_is_cancelled_and_nobody_makes_an_error_of_it(route, monkeypatch):
    """Ctrl-C must not look like a broken connection that is asked again."""
    monkeypatch.setenv("JUDGE_TEST_KEY", "a-key-for-a-test")

    async def cancelled(model):
        call = asyncio.create_task(model.ask(PROMPT, schema=None))
        while not server.requests:  # noqa: ASYNC110 - the server counts in another thread
            await asyncio.sleep(0.01)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(call, 2)
        await model.aclose()

    with LoopbackServer(Canned(stall=True)) as server:
        spec = spec_for(server, route, api_key_env="JUDGE_TEST_KEY")
        asyncio.run(cancelled(Retrying(LiteLLMModel(spec), base_wait=0)))

    assert server.requests == 1


def test_it_passes_for_the_model_below_it():
    model = LiteLLMModel(ModelSpec("openai/tiny", "http://127.0.0.1:1/v1"))
    retrying = Retrying(model)

    assert (retrying.name, retrying.route, retrying.endpoint_host) == ("openai/tiny", "litellm", "127.0.0.1")


def test_tokens_really_used_correct_the_estimate():
    settled = []

    class Noting(Limiter):
        def settle(self, tokens):
            settled.append(tokens)

    reply = Reply("yes", "stop", prompt_tokens=500, completion_tokens=20)
    ask_scripted([reply], limiter=Noting(tpm=1e6))
    ask_scripted([GOOD], limiter=Noting(tpm=1e6))

    assert len(settled) == 1
    assert 480 < settled[0] < 520
