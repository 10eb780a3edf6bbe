"""`judge respond`: candidates' answers through the same machinery, and what counts as an answer."""

import json
from pathlib import Path

import pytest

import judge
from judge.cli.app import run
from judge.settings import JudgeSettings
from judge.testing import Canned, LoopbackServer

SCENARIOS = [
    {"id": f"s{n}", "text": f"Long day number {n}.", "language": "en", "tags": {"risk": "none"}} for n in range(6)
]


@pytest.fixture
def scenarios(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")
    Path("scenarios.jsonl").write_text("".join(json.dumps(s) + "\n" for s in SCENARIOS), encoding="utf-8")


def said(body):
    return body["messages"][-1]["content"]


def answers(url, *more):
    code = run([
        "respond", "scenarios.jsonl", "-m", "alder=openai/a", "-o", "responses.jsonl", "--api-base", url, *more,
    ])  # fmt: skip
    return code, [json.loads(line) for line in Path("responses.jsonl").read_text(encoding="utf-8").splitlines()]


def test_answers_come_in_input_order_and_are_what_evaluate_reads(scenarios):
    with LoopbackServer(lambda body: Canned.ok(f"You said: {said(body)}")) as server:
        code, lines = answers(server.url)

    read = judge.read_responses("responses.jsonl")
    assert code == 0
    assert [line["scenario_id"] for line in lines] == [s["id"] for s in SCENARIOS]
    assert [(r.candidate, r.response, r.tags["risk"]) for r in read[:1]] == [
        ("alder", "You said: Long day number 0.", "none")
    ]


def test_a_second_start_asks_only_what_is_missing(scenarios):
    def flaky(body):
        return Canned.failure(503) if "number 3" in said(body) else Canned.ok("I hear you.")

    with LoopbackServer(flaky) as server:
        code, lines = answers(server.url)
        assert (code, len(lines)) == (6, 5)
        before = server.requests
        base = server.url
    with LoopbackServer(lambda _: Canned.ok("I hear you."), port=int(base.split(":")[2].split("/")[0])) as server:
        code, lines = answers(server.url)

        assert (code, len(lines), server.requests) == (0, 6, 1)
    assert before > 5


def test_silence_and_refusal_are_answers_a_filter_is_not(scenarios, capsys):
    """What the person would have met is kept; what never arrived is counted, not invented."""
    replies = {0: Canned.ok(""), 1: Canned.refused("I can't talk about that."), 2: Canned.filtered()}

    def by_number(body):
        return replies.get(int(said(body).split()[-1].rstrip(".")), Canned.ok("<think>hm</think>I hear you."))

    with LoopbackServer(by_number) as server:
        code, lines = answers(server.url)

    texts = {line["scenario_id"]: line["response"] for line in lines}
    assert texts["s0"] == ""
    assert texts["s1"] == "I can't talk about that."
    assert "s2" not in texts
    assert texts["s3"] == "I hear you."
    assert code == 6
    assert "refused_provider:content_filter 1" in capsys.readouterr().err


def test_the_system_message_is_the_users_and_nothing_of_ours_is_added(scenarios):
    Path("system.txt").write_text("You answer a support line.", encoding="utf-8")
    with LoopbackServer(lambda _: Canned.ok("I hear you.")) as server:
        answers(server.url, "--system", "system.txt", "--limit", "1")
        (body,) = server.seen

    assert body["messages"] == [
        {"role": "system", "content": "You answer a support line."},
        {"role": "user", "content": "Long day number 0."},
    ]
    assert "temperature" not in body


def test_a_file_that_is_not_ours_is_never_overwritten(scenarios, capsys):
    Path("responses.jsonl").write_text("mine\n", encoding="utf-8")

    code = run(
        ["respond", "scenarios.jsonl", "-m", "openai/a", "-o", "responses.jsonl", "--api-base", "http://127.0.0.1:9/v1"]
    )

    assert code == 2
    assert "exists already" in capsys.readouterr().err
    assert Path("responses.jsonl").read_text(encoding="utf-8") == "mine\n"


def test_the_python_way_gives_responses(scenarios):
    with LoopbackServer(lambda _: Canned.ok("I hear you.")) as server:
        given = JudgeSettings(model="openai/a", api_base=server.url)
        responses = judge.respond(judge.read_scenarios("scenarios.jsonl"), [given], path="out.jsonl")

    assert [r.response for r in responses] == ["I hear you."] * 6
