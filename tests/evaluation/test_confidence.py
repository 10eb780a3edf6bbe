"""Probabilities from tokens: wished for on the command line, kept beside the verdicts, missed by name."""

import json
import sqlite3

import pytest
from canary_cases import evaluated
from turn_cases import RISK, conversations_file

from judge.evaluation import prepare
from judge.results.noting import run_notes
from judge.settings import JudgeSettings
from judge.store.run import Run
from judge.testing import Canned, LoopbackServer, StandIn

LOGPROBS = ("--confidence", "logprobs", "--no-canaries", "--route", "direct")


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")


def kept():
    with sqlite3.connect("run/judgments.sqlite") as db:
        rows = db.execute(
            "SELECT j.answer, j.state, p.given FROM judgments j LEFT JOIN probabilities p"
            " USING (panel, seq, repeat, dimension, attempt) WHERE j.call_id IS NOT NULL"
        ).fetchall()
    return [(answer, state, given and json.loads(given)) for answer, state, given in rows]


@pytest.mark.parametrize("form", ["json", "lines"])
def test_every_verdict_has_its_answers_probabilities(form):
    """They sum to 1, and the stand-in gives more than half to what it says."""
    with LoopbackServer(StandIn(seed=1)) as server:
        evaluated(server, *LOGPROBS, "--reply", form)

    rows = kept()
    assert server.seen[0]["top_logprobs"] == 20
    assert len(rows) == 10
    assert all(sum(given.values()) == pytest.approx(1) for _, _, given in rows)
    assert all(given[answer] > 0.5 for answer, state, given in rows if state == "scored")


def test_nothing_is_asked_for_that_was_not_wished():
    with LoopbackServer(StandIn(seed=1)) as server:
        evaluated(server, "--no-canaries", "--route", "direct")

    assert "logprobs" not in server.seen[0]
    assert {given for _, _, given in kept()} == {None}


def test_a_server_that_gives_none_is_said():
    """Verdicts stay; what has no probability is counted, by call."""
    honest = StandIn(seed=1)
    with LoopbackServer(lambda body: Canned.ok(honest(body).text)) as server:
        evaluated(server, *LOGPROBS)

    run = Run("run")
    assert {given for _, _, given in kept()} == {None}
    assert run.flag_counts() == {"no_logprobs": run.spending()[0]}
    assert any("no log-probabilities came back" in note for note in run_notes(run))


def test_tokens_that_do_not_tell_are_said():
    """A server whose tokens spell another text."""
    honest = StandIn(seed=1)
    other = [{"token": "x", "logprob": 0.0, "bytes": [120], "top_logprobs": []}]
    with LoopbackServer(lambda body: Canned.ok(honest(body).text, logprobs=other)) as server:
        evaluated(server, *LOGPROBS)

    assert {given for _, _, given in kept()} == {None}
    assert set(Run("run").flag_counts()) == {"unclear_logprobs"}
    assert any("do not tell" in note for note in run_notes(Run("run")))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--confidence", "repeats"), "one repeat has no shares"),
        (("--confidence", "logprobs", "--reply", "trailing_dict"), "no probabilities are looked for"),
        (("--confidence", "often"), "--confidence"),
    ],
)
def test_a_wish_that_nothing_could_come_of_is_refused(options, said, capsys):
    with LoopbackServer(StandIn(seed=1)) as server:
        assert evaluated(server, *options) == 2

    assert server.requests == 0
    assert said in capsys.readouterr().err


def test_of_several_answers_the_one_that_stands_alone_has_its_probability():
    """Of each turn the model is as sure that there is no risk as its first word says; of which risk it does not say."""
    with LoopbackServer(StandIn(seed=1)) as server:
        judge = JudgeSettings(
            name="j", model="hosted_vllm/m", api_base=server.url, confidence="logprobs", route="direct"
        )
        run = prepare(conversations_file(), RISK, [judge], canaries=False).run("turns").run
    given = {(r["response_id"], r["dimension"]): r for r in run.judgment_rows() if r["probabilities"]}

    assert {dimension for _, dimension in given} == {"risk.no_current_risk"}
    assert len(given) == 9
    assert run.flag_counts() == {}
    for row in given.values():
        assert sum(row["probabilities"].values()) == pytest.approx(1)
        assert row["answer"] is None or row["probabilities"][row["answer"]] > 0.5
