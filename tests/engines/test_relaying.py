"""What one process of several learns about a judge holds for all of them."""

import json
from itertools import count
from pathlib import Path

import pytest
from crew_cases import RUBRIC, asked, responses

from judge.engines.base import Panel, Silent
from judge.engines.breaking import ENOUGH, REFUSAL_RATE, Breaker
from judge.engines.relaying import Member, Relay
from judge.evaluation import prepare
from judge.judges.llm import LLMJudge
from judge.judgment import Judgment, State
from judge.models.base import ModelSpec
from judge.models.exchange import Exchange
from judge.models.faults import failure
from judge.models.opening import Endpoints, open_model
from judge.testing import Canned, LoopbackServer, StandIn


@pytest.fixture(autouse=True)
def study(own_world, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")
    Path("small.yaml").write_text(RUBRIC)


class Watching(Silent):
    """Notes what it is told of judges that are given up, and of limits."""

    def __init__(self):
        self.said, self.stands = [], []

    def limits(self, standings):
        self.stands.append(standings)

    def stopped_judge(self, panel, message):
        self.said.append((panel.judge.name, message))


class Company:
    """Members and the one who relays, in one process, so that each word can be seen."""

    def __init__(self, size, most=None):
        self.watching = Watching()
        self.relay = Relay([panel(most)], self.watching, self.tell)
        self.panels = [panel(most) for _ in range(size)]
        self.words = []
        self.members = []
        for number, own in enumerate(self.panels):
            self.members.append(Member([own], lambda word, number=number: self.say(word, number)))

    def say(self, word, number):
        word = json.loads(json.dumps(word))  # as it goes over the wire
        self.words.append((number, word[0]))
        self.relay.hear(word, self.members[number])

    def tell(self, word, but):
        for member in self.members:
            if member is not but:
                member.hear(json.loads(json.dumps(word)))


def panel(most=None):
    return Panel(1, LLMJudge("openai/shy", name="shy"), "", None, iter(()), breaker=Breaker(most))


def answered(panel, states):
    for state in states:
        assert panel.breaker.judged_as([Judgment("r", "d", 0, state)]) is None, "this is weighed where all are known"


def test_refusals_are_weighed_together():
    """Half of what one of them asked was refused, and a tenth of all: nobody stops. Then it is too much for all."""
    company = Company(2, most=0.3)
    answered(company.panels[1], [State.REFUSED_MODEL] * 10 + [State.SCORED] * 10)
    answered(company.panels[0], [State.SCORED] * 80)
    for member in company.members:
        member.report()
    assert [p.broken for p in company.panels] == [None, None]

    answered(company.panels[0], [State.REFUSED_PROVIDER] * 40)
    for member in company.members:
        member.report()

    assert [p.broken for p in company.panels] == [(State.CANCELLED, REFUSAL_RATE)] * 2
    assert company.watching.said == [("shy", "it refused 50 of 140 judgments, more than --max-refusals allows")]
    assert company.words == [(0, "answers"), (1, "answers"), (0, "answers")], "only what is new is told"


def test_a_judge_that_one_has_given_up_is_given_up_by_all():
    company = Company(3)
    first = company.panels[0].breaker.failed(failure("auth", "no such key"))
    company.panels[0].breaker.give_up(first.state, first.reason)
    company.members[0].gave_up(company.panels[0])

    assert [p.broken for p in company.panels] == [(State.FAILED_CONFIG, "auth")] * 3
    assert list(company.relay.so_far()) == [("broken", [1, "failed_config", "auth"])], "whoever joins late is told"


def test_who_cannot_reach_what_answers_others_stops_alone():
    """A process that lost its way says nothing about the judge; and whoever hears of an answer keeps trying."""
    company = Company(3)
    answered(company.panels[0], [State.SCORED])
    company.panels[2].breaker.give_up(State.FAILED_TRANSPORT, "connection")  # before it could hear of that answer
    company.members[0].report()
    company.members[2].gave_up(company.panels[2])

    assert [p.broken is None for p in company.panels] == [True, True, False]
    ends = [company.panels[1].breaker.failed(failure("connection", "refused")) for _ in range(50)]
    assert not any(ends)


def opened(company):
    """Two of them with models, and their turnstiles."""
    for own, member in zip(company.panels, company.members, strict=True):
        own.model = open_model(ModelSpec("openai/shy", api_base="http://127.0.0.1:9/v1"), None, None, Endpoints())
        member.opened([own])
    return [p.model.turnstile for p in company.panels]


def too_many(seconds):
    seen = Exchange(None, status=429, headers={"retry-after": str(seconds)})
    return failure("rate_limit", "too many", seen=seen)


def test_a_wait_is_told_once_with_all_who_ask_there():
    """A whole burst of refusals brings one word; who hears it waits as long, and tells nobody."""
    company = Company(2)
    here, there = opened(company)
    for _ in range(8):
        here.failed(here.sent(), too_many(30))

    assert company.words == [(0, "rest")]
    assert 29 < there.paused <= here.paused <= 30
    here.heard({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "60s"})
    assert 59 < there.paused <= 60


def test_the_limits_of_all_are_one_to_whoever_watches():
    """What is in flight and what each is believed to be allowed adds up; what is as it was is not told again."""
    company = Company(2)
    turnstiles = opened(company)
    for member in company.members * 3:
        member.report()
    assert [[one.limit for one in stands] for stands in company.watching.stands] == [[None], [None]]

    for turnstile in turnstiles:
        turnstile.failed(turnstile.sent(), too_many(2))
        turnstile.sent()
    for member in company.members:
        member.report()
    (one,) = company.watching.stands[-1]
    own = [turnstile.standing for turnstile in turnstiles]

    assert (one.host, one.in_flight) == ("127.0.0.1", 2)
    assert one.limit == sum(stands.limit for stands in own)
    assert 1.9 < max(stands.paused for stands in own) <= one.paused <= 2

    company.relay.gone(company.members[0])
    company.members[1].report()
    assert company.watching.stands[-1][0].in_flight == 1


def test_one_workers_wait_holds_all_of_them():
    """One request of two processes is told to wait a second: nobody asks in that second."""
    numbers, stand_in = count(), StandIn()

    def model(body):
        return Canned.rate_limited(1) if next(numbers) == 40 else stand_in(body)

    with LoopbackServer(model, latency=0.02) as server:
        job = prepare(responses(200), "small.yaml", [asked(server)], workers=2, concurrency=4, canaries=False)
        job.run("run")
        told_at = server.arrivals[40]

    assert (server.requests, server.distinct) == (201, 200)
    assert not [at for at in server.arrivals if told_at + 0.25 < at < told_at + 0.95], "somebody asked meanwhile"


def test_workers_stop_a_judge_for_what_they_met_together():
    """Four of them: each alone would have had twenty answers before it could say so."""
    with LoopbackServer(lambda _: Canned.filtered(), latency=0.1) as server:
        options = {"workers": 4, "concurrency": 4, "max_refusals": 0.5, "canaries": False}
        watching = Watching()
        outcome = prepare(responses(200), "small.yaml", [asked(server)], **options).run("run", watcher=watching)

    assert ENOUGH <= server.requests < 3 * ENOUGH
    states = outcome.run.judgments()["state"].value_counts().to_dict()
    assert states == {"refused_provider": server.requests, "cancelled": 200 - server.requests}
    assert len(watching.said) == 1
