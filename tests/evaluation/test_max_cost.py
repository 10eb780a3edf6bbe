"""The limit on cost is never passed by more than the calls that were in flight, whatever they turn out to cost."""

import pytest

from judge.evaluation import prepare
from judge.scenario import Response, Turn
from judge.settings import JudgeSettings, Price
from judge.store.run import read_run
from judge.testing import Canned, LoopbackServer, StandIn

IN_FLIGHT = 8
DEAR = {"prompt_tokens": 100_000, "completion_tokens": 50_000}
"""A hundred times what anybody would have estimated."""
EACH = (100_000 * 1.0 + 50_000 * 10.0) / 1e6


def dear_server():
    stand_in = StandIn()
    return LoopbackServer(lambda body: Canned.ok(stand_in(body).text, usage=DEAR), latency=0.02)


def responses(count):
    return [
        Response(f"r{n}", f"s{n}", "c", (Turn("user", f"I feel low {n}"),), f"I hear you {n}", language="en")
        for n in range(count)
    ]


def ran(server, route, limit, count=40):
    judge = JudgeSettings(
        name="dear", model="openai/dear", api_base=server.url, price=Price(prompt=1.0, completion=10.0), route=route
    )
    return prepare(responses(count), "psycrisis", [judge], max_cost=limit, concurrency=IN_FLIGHT, canaries=False).run(
        "run"
    )


@pytest.mark.parametrize("limit", [0.7, 6.0, 9.1], ids=["less than is in flight", "ten calls", "fifteen and a bit"])
@pytest.mark.parametrize("route", ["direct", "litellm"])
def test_the_limit_is_passed_by_no_more_than_what_was_in_flight(monkeypatch, route, limit):
    """Nobody knows what a call costs before it is back; from then on, as much is set aside for the next."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-planted-1234567890abcdef")
    with dear_server() as server:
        outcome = ran(server, route, limit)

        assert outcome.stopped == "max_cost"
        assert outcome.spent == pytest.approx(server.requests * EACH)
        assert outcome.spent <= limit + IN_FLIGHT * EACH
    calls = list(read_run("run").call_rows())
    assert {call["route"] for call in calls} == {route}
    assert sum(call["cost_usd"] for call in calls) == pytest.approx(outcome.spent)


def test_money_is_set_aside_for_what_a_model_thinks(monkeypatch):
    """Where thinking may cost ten times the answer, a limit that fits the answer alone allows no call."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")
    with LoopbackServer(StandIn()) as server:
        price = Price(prompt=0.0, completion=10.0)
        judges = [
            JudgeSettings(name=model, model=f"openai/{model}", api_base=server.url, price=price, params=params)
            for model, params in (("gpt-5", {}), ("gpt-5-mini", {"max_completion_tokens": 50}), ("gpt-4o-mini", {}))
        ]
        given = {"max_cost": 160 * 10.0 / 1e6 * 1.2, "concurrency": 1, "canaries": False, "per": "dimension"}
        asked = [
            any(prepare(responses(1), "psycrisis", [judge], **given).run(judge.name).run.call_rows())
            for judge in judges
        ]

    assert asked == [False, True, True]


def test_a_second_start_has_no_purse_of_its_own(monkeypatch):
    """What a run has spent counts for good."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-planted-1234567890abcdef")
    with dear_server() as server:
        first = ran(server, "direct", 6.0)
        asked = server.requests
        again = ran(server, "direct", 6.0)

        assert server.requests == asked
    assert again.spent == pytest.approx(first.spent)
    assert again.stopped == "max_cost"


@pytest.mark.parametrize("route", ["direct", "litellm"])
def test_both_routes_pay_the_same_for_cached_tokens_and_hidden_thinking(monkeypatch, route):
    """A run costs the same however its model was reached."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-planted-1234567890abcdef")
    usage = {
        "prompt_tokens": 3000, "completion_tokens": 500, "prompt_tokens_details": {"cached_tokens": 2048},
        "completion_tokens_details": {"reasoning_tokens": 300},
    }  # fmt: skip
    stand_in = StandIn()
    with LoopbackServer(lambda body: Canned.ok(stand_in(body).text, usage=usage)) as server:
        judge = JudgeSettings(name="cheap", model="openai/gpt-4o-mini", api_base=server.url, route=route)
        prepare(responses(2), "psycrisis", [judge], canaries=False).run("run")

    for call in read_run("run").call_rows():
        assert call["route"] == route
        assert (call["cached_tokens"], call["reasoning_tokens"]) == (2048, 300)
        assert call["cost_usd"] == pytest.approx((952 * 0.15 + 2048 * 0.075 + 500 * 0.6) / 1e6)
