"""``--reply auto``: which form suits a judge is found out with twelve known cases, before anything else is asked."""

import json
from pathlib import Path

import pytest
from canary_cases import evaluated, said

from judge.store.run import Run
from judge.testing import Canned, LoopbackServer, StandIn, asked
from judge.testing.shapes import messages_of

OFF = ("--reply", "auto", "--no-canaries")
HONEST = StandIn(seed=1)


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")


def form_of(body):
    return asked([{"role": role, "content": text} for role, text in messages_of(body)]).form


def manifest():
    return json.loads(Path("run/run.json").read_text(encoding="utf-8"))


def settled():
    (judge,) = manifest()["judges"]
    return judge["reply"], judge["structured"]


def chatty(body):
    """A model that cannot give bare JSON."""
    canned = HONEST(body)
    return Canned.ok(f"Here you are: {canned.text}") if form_of(body) == "json" else canned


def no_schema(body):
    """A server that refuses a schema."""
    return Canned.unsupported("response_format") if body.get("response_format") else HONEST(body)


@pytest.mark.parametrize(
    ("reply", "form", "probes"),
    [
        (StandIn(seed=1), ("json", "always"), {"json_schema": 12}),
        (no_schema, ("json", "never"), {"json_schema": 0, "json": 12}),
        (chatty, ("lines", "never"), {"json_schema": 12, "json": 12, "lines": 12}),
    ],
    ids=["obeys a schema", "refuses a schema", "cannot give bare JSON"],
)
def test_the_first_form_that_is_always_read_is_taken_printed_and_recorded(reply, form, probes, capsys):
    """Each way is tried with the same twelve cases; what would not change the choice is not tried."""
    with LoopbackServer(reply) as server:
        code = evaluated(server, *OFF)

    err = capsys.readouterr().err
    (found,) = manifest()["replies_found"]
    assert code == 0
    assert settled() == form
    assert {tried["arm"]: tried["answered"] for tried in found["tried"]} == probes
    assert "finding out which reply form suits openai/m" in err
    assert "will reply as" in err
    assert {row["state"] for row in Run("run").judgment_rows()} <= {"scored", "abstained", "not_applicable"}
    assert all(row["attempt"] == 1 for row in Run("run").judgment_rows())


def test_texts_are_announced_before_the_first_known_case_leaves(capsys):
    told = []

    def watching(body):
        told.append(capsys.readouterr().err)
        return HONEST(body)

    with LoopbackServer(watching) as server:
        evaluated(server, *OFF)

    assert "texts go to 127.0.0.1" in told[0]


def test_a_resume_tries_nothing_again_and_keeps_the_form():
    """Even where what was tried is lost, and the judge has become better at another form since."""
    better = [False]

    with LoopbackServer(lambda body: HONEST(body) if better[0] else chatty(body)) as server:
        evaluated(server, *OFF)
        before = server.requests
        better[0] = True
        Path("run/probe").rename("elsewhere")
        code = evaluated(server, *OFF)

    assert (code, server.requests) == (0, before)
    assert settled() == ("lines", "never")


def test_known_cases_for_it_are_in_the_dry_run_at_most_and_never_in_what_was_asked(capsys):
    with LoopbackServer(chatty) as server:
        evaluated(server, "--reply", "auto", "--dry-run", "--json")
        rows = said(capsys)["rows"]
        evaluated(server, *OFF, "--json")
        document = said(capsys)

    probes = [row for row in rows if row["part"] == "probe"]
    assert [(row["calls"], row["calls_at_most"]) for row in probes] == [(12, 12), (0, 12), (0, 12)]
    assert document["coverage"][0]["asked"] == 10
    assert len(list(Run("run").call_rows())) == 2


def test_a_key_that_is_refused_settles_nothing_and_the_next_start_tries_again(capsys):
    """Exit code 3, as without it; the form that was entered meanwhile was no more than a guess."""
    refused = [True]

    def reply(body):
        return Canned.failure(401) if refused[0] else chatty(body)

    with LoopbackServer(reply) as server:
        first = evaluated(server, *OFF)
        err = capsys.readouterr().err
        refused[0] = False
        second = evaluated(server, *OFF)

    assert (first, second) == (3, 0)
    assert "replied to none of the known cases" in err
    assert settled() == ("lines", "never")


def test_asked_one_dimension_a_call_each_form_still_takes_twelve_calls():
    with LoopbackServer(StandIn(seed=1)) as server:
        code = evaluated(server, *OFF, "--per", "dimension")

    assert (code, server.requests) == (0, 12 + 2 * 5)


def test_each_way_of_asking_is_tried_on_its_own():
    with LoopbackServer(StandIn(seed=1)) as server:
        evaluated(server, *OFF, "--ask", "expert_chain", "--ask", "general")

    assert [(found["ask"], found["reply"]) for found in manifest()["replies_found"]] == [
        ("expert_chain", "json"),
        ("general", "json"),
    ]
