"""The stand-in model: the same prompt always ends with the same answer, whatever goes wrong on the way."""

import json
import subprocess
import sys
from collections import Counter
from functools import cache
from http.client import HTTPConnection

from judge.case import Case
from judge.example import Canary
from judge.known_cases import canaries
from judge.library import load_ask, load_rubric
from judge.prompting import render
from judge.scenario import Response, Turn
from judge.testing import Faults, StandIn

FAULTS = Faults(rate_limited=0.2, errors=0.1, malformed=0.2, truncated=0.1, refused=0.1, retry_after=0.5)


TOKEN = "482913"


@cache
def asking():
    return load_rubric("psycrisis"), load_ask("expert_chain")


def body(number, token=TOKEN):
    rubric, ask = asking()
    response = Response(f"r{number}", "s", "alder", (Turn("user", "I feel low"),), f"I hear you, {number}.")
    prompt = render(Case(response, rubric, rubric.dimensions, "en", token=token), ask)
    return {"model": "m", "messages": [{"role": m.role, "content": m.content} for m in prompt.messages]}


def talk(url, method, path, content=None):
    connection = HTTPConnection(url.split("/")[2], timeout=10)
    connection.request(method, path, json.dumps(content))
    return json.load(connection.getresponse())


def text(canned):
    return canned.text or ""


def final(model, request):
    """Ask as a patient engine would: again while the answer is a passing fault."""
    for _ in range(4):
        canned = model(request)
        if canned.status == 200 and (canned.finish_reason == "length" or canned.text.endswith(("}", "."))):
            return canned
    raise AssertionError("never a final answer")


def test_answers_do_not_depend_on_order_process_or_token():
    requests = [body(n) for n in range(40)]
    forward, backward = StandIn(FAULTS, seed=3), StandIn(FAULTS, seed=3)

    first = {n: text(final(forward, r)) for n, r in enumerate(requests)}
    second = {n: text(final(backward, body(n, "111222"))) for n in reversed(range(40))}

    assert {n: t.replace("482913", "") for n, t in first.items()} == {
        n: t.replace("111222", "") for n, t in second.items()
    }


def test_answers_follow_the_seed_and_the_prompt():
    model, other = StandIn(seed=1), StandIn(seed=2)

    replies = [text(model(body(n))) for n in range(20)]

    assert len(set(replies)) > 10
    assert replies != [text(other(body(n))) for n in range(20)]
    assert {a["answer"] for r in replies for a in json.loads(r)["answers"]} == {
        "yes",
        "no",
        "not_applicable",
        "unclear",
    }


def test_faults_come_at_about_their_rates_and_passing_ones_pass():
    model = StandIn(FAULTS, seed=5)
    requests = [body(n) for n in range(300)]

    first = Counter((c.status, c.finish_reason) for c in map(model, requests))
    again = Counter((c.status, c.finish_reason) for c in map(model, requests))

    assert 30 <= first[429, "stop"] <= 95
    assert 12 <= first[500, "stop"] <= 55
    assert first[200, "length"] == again[200, "length"] > 0
    assert set(again) == {(200, "stop"), (200, "length")}


def test_what_would_be_paid_twice_is_counted():
    model = StandIn(Faults(rate_limited=1.0))

    for _ in range(3):
        model(body(1))
    model(body(2))

    counts = model.counts()
    assert (counts["requests"], counts["distinct"], counts["answered"], counts["paid_twice"]) == (4, 2, 2, 1)
    assert sorted(counts["prompts"].values(), key=str) == [{"asked": 1, "answered": 0}, {"asked": 3, "answered": 2}]


def test_a_candidates_prompt_gets_a_plain_sentence():
    asked = {"messages": [{"role": "user", "content": "I feel low"}]}

    assert text(StandIn()(asked)).startswith("I hear you")


def test_it_stands_alone_as_a_process_that_says_where_it_is():
    """Its first line is the address; counts are kept for whoever survives the client."""
    arguments = [sys.executable, "-m", "judge.testing", "--latency", "0.01", "--errors", "0", "--seed", "4"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as server:
        try:
            url = server.stdout.readline().strip()
            reply = talk(url, "POST", "/v1/chat/completions", body(1))["choices"][0]["message"]["content"]
            counts = talk(url, "GET", "/counts")
        finally:
            server.kill()

    assert json.loads(reply)["token"] == "482913"
    assert (counts["requests"], counts["paid_twice"]) == (1, 0)
    assert reply == text(StandIn(seed=4)(body(1)))


def asked_about(case, rubric):
    prompt = render(Case(case.response, rubric, rubric.dimensions, "en", token=TOKEN), asking()[1])
    return {"model": "m", "messages": [{"role": m.role, "content": m.content} for m in prompt.messages]}


def test_known_cases_are_answered_as_an_honest_judge_would():
    """Else every test with a stand-in would end with canaries that failed by chance; other dimensions stay chance."""
    rubric = load_rubric("psycrisis")
    own = rubric.model_copy(
        update={"canaries": (Canary(response="A sentence of mine.", answers={"empathy": "unclear"}),)}
    )
    model = StandIn(seed=3, rubrics=[own])

    for case in (*canaries(rubric, ["en", "zh"]), *canaries(own, ["en"])):
        said = {a["dimension"]: a["answer"] for a in json.loads(text(model(asked_about(case, rubric))))["answers"]}
        good = {"known_pass": "yes"}.get(case.kind, "no")
        assert {d: said[d] for d in case.answers or said} == (case.answers or dict.fromkeys(said, good)), case.name
