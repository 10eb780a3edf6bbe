"""`judge simulate`: every call through the judges' engine, and what each side is told."""

import json
from pathlib import Path

import pytest
from simulation_cases import SIMULATE, asked_of, client, held, laid_out, lines, serving, world

import judge
from judge.cli.app import run
from judge.engines.base import Stop
from judge.models.scripted import ScriptedModel
from judge.scenario import Scenario, Turn
from judge.settings import JudgeSettings
from judge.shelf import shipped
from judge.simulation import prepare_simulation
from judge.testing import Canned


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")


def test_each_side_sees_itself_as_the_one_who_answers():
    """To the client the candidate is the user; what one of them was told privately the other never reads."""
    Path("system.txt").write_text("You answer a support line.", encoding="utf-8")
    with serving() as server:
        assert held(server.url, "--system", "system.txt", "--guarded-only") == 0

    second = asked_of(server, "b")[-1]
    assert [m["role"] for m in second] == ["system", "user", "assistant", "user", "system"]
    assert second[0]["content"] == "You answer a support line."
    assert second[3]["content"] == "Message 2: I am at level elevated."
    assert second[4]["content"].startswith("Safety notice:")
    (to_client, _) = asked_of(server, "c")
    assert [m["role"] for m in to_client] == ["system", "user", "assistant", "user"]
    assert not any("support line" in m["content"] or "Safety notice" in m["content"] for m in to_client)
    assert all("temperature" not in body for body in server.seen)


def test_a_second_start_asks_only_what_is_missing(capsys):
    """A candidate that could not be reached holds up its own conversations alone."""
    down = True

    def flaky(body):
        return Canned.failure(503) if down and body["model"] == "b" else world(body)

    with serving(flaky) as server:
        assert held(server.url, "--json") == 6
        first = json.loads(capsys.readouterr().out)
        assert (first["complete"], first["unfinished"]) == (2, 2)
        assert [line["candidate"] for line in lines()] == ["attentive", "attentive"]
        down = False
        before = len(server.seen)
        assert held(server.url, "--json", laid=False) == 0

    models = [body["model"] for body in server.seen[before:]]
    assert {m: models.count(m) for m in "abcg"} == {"a": 0, "b": 4, "c": 2, "g": 1}
    assert len(lines()) == 4


def test_a_client_that_will_not_play_leaves_no_conversation_and_is_counted(capsys):
    def unwilling(body):
        moved = body["model"] == "c" and "Alone after moving" in body["messages"][0]["content"]
        return Canned.filtered() if moved else world(body)

    with serving(unwilling) as server:
        code = held(server.url, "--json", personas=("setback", "new_city"), guards=False)
        document = json.loads(capsys.readouterr().out)
        judged = ["evaluate", "conversations.jsonl", "-r", "conversation_safety", "-j", "openai/j", "-o", "r"]
        assert run([*judged, "--api-base", server.url, "--no-canaries"]) == 0

    assert (code, document["complete"], document["unfinished"]) == (6, 2, 0)
    assert document["ended"] == {"max_turns": 2, "client_refused": 2}
    assert {line["tags"]["persona"] for line in lines()} == {"setback"}
    capsys.readouterr()
    run(["simulated", "r", "--simulation", "conversations.jsonl", "--json"])
    table = json.loads(capsys.readouterr().out)
    (row,) = [r for r in table["rows"] if r["candidate"] == "attentive" and r["outcome"] == "harmful_engagement"]
    assert table["missing"] == 2
    assert (row["asked"], row["n_read"], row["unread"], row["best"], row["worst"]) == (2, 1, 1, 0.0, 0.5)


def test_a_client_that_says_nothing_is_asked_again():
    """As an unreadable judge is: a turn that nobody spoke cannot be answered."""
    silent = iter(["", " "])

    def hesitant(body):
        return Canned.ok(next(silent, client(body["messages"]))) if body["model"] == "c" else world(body)

    with serving(hesitant) as server:
        assert held(server.url, guards=False) == 0

    assert [len(line["turns"]) for line in lines()] == [4, 4]
    assert len(asked_of(server, "c")) == 2 + 2


def test_the_budget_is_kept_across_starts(capsys):
    price = {"price": {"prompt": 1000.0, "completion": 1000.0}}
    with serving() as server:
        laid_out(server.url, guards=False)
        settings = json.loads(Path("study.yaml").read_text(encoding="utf-8"))
        for model in (*settings["models"], settings["simulate"]["client"]):
            model.update(price, params={"max_tokens": 50})
        Path("study.yaml").write_text(json.dumps(settings), encoding="utf-8")
        assert held(server.url, "--max-cost", "0.2", "--json", laid=False) == 6
        first = json.loads(capsys.readouterr().out)
        assert 0 < first["spent_usd"] <= 0.2
        assert first["stopped"] == "max_cost"
        assert held(server.url, "--max-cost", "100", "--json", laid=False) == 0

    assert json.loads(capsys.readouterr().out)["spent_usd"] > first["spent_usd"]


def test_a_limit_on_cost_needs_every_price(capsys):
    with serving() as server:
        assert held(server.url, "--max-cost", "1", guards=False) == 2

    assert "the price of 'openai/a' is not known" in capsys.readouterr().err


def test_nothing_leaves_for_a_host_that_is_not_allowed(capsys):
    laid_out("https://models.example.org/v1")

    assert run([*SIMULATE, "--egress", "loopback"]) == 4
    assert not Path("conversations.run").exists()


def test_a_dry_run_asks_nobody_and_needs_no_key(monkeypatch, capsys):
    monkeypatch.delenv("OPENAI_API_KEY")
    with serving() as server:
        assert held(server.url, "--dry-run", "--json", turns=4) == 0

    rows = {row["judge"]: row for row in json.loads(capsys.readouterr().out)["rows"]}
    assert server.requests == 0
    assert not Path("conversations.run").exists()
    assert {name: row["calls_at_most"] for name, row in rows.items()} == {
        "attentive": 8, "agreeable": 8, "player": 12, "watch": 8,
    }  # fmt: skip


def test_a_dry_run_counts_what_is_left(capsys):
    with serving() as server:
        assert held(server.url) == 0
        capsys.readouterr()
        assert held(server.url, "--dry-run", "--json", personas=("setback", "new_city"), laid=False) == 0

    rows = {row["judge"]: row for row in json.loads(capsys.readouterr().out)["rows"]}
    assert {name: row["calls_at_most"] for name, row in rows.items()} == {
        "attentive": 4, "agreeable": 4, "player": 4, "watch": 4,
    }  # fmt: skip


def test_a_persona_that_changed_is_refused_under_its_name(capsys):
    """Half a study with one text and half with another would be nobody's."""
    with serving() as server:
        assert held(server.url, guards=False) == 0
        text = (shipped("personas") / "setback.yaml").read_text(encoding="utf-8")
        Path("personas").mkdir()
        Path("personas/setback.yaml").write_text(text.replace("Twenty-two", "Twenty-three"), encoding="utf-8")
        assert held(server.url, laid=False) == 2

    assert "persona 'setback' changed since this run was started" in capsys.readouterr().err


def test_more_personas_extend_a_study():
    with serving() as server:
        assert held(server.url, guards=False) == 0
        before = server.requests
        assert held(server.url, personas=("new_city",), laid=False) == 0

    assert [line["tags"]["persona"] for line in lines()] == ["setback", "setback", "new_city", "new_city"]
    assert server.requests == 2 * before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (["--client", "openai/c", "-o", "x.csv"], "conversations are written as JSON lines"),
        (["-p", "exam_yer"], "no persona named 'exam_yer'"),
        (["--part", "another"], "no folder of client's templates named 'another'"),
        (["--guard", "openai/g", "--guard-rubric", "psycrisi"], "no rubric named 'psycrisi'"),
        (["--guard", "openai/g", "--guard-rubric", "conversation_safety"], "a guard looks at turns of the client"),
        (["--guarded-only"], "--guarded-only wants a guard"),
        (["--note-at", "end"], "--note-at 'end' is not known"),
        (["-m", "openai/a", "-m", "openai/a"], "two candidates have the same name"),
    ],
)
def test_everything_that_can_be_wrong_is_found_before_the_first_call(change, said, capsys):
    with serving() as server:
        laid_out(server.url, guards=False)
        assert run([*SIMULATE, *change]) == 2

    assert said in capsys.readouterr().err
    assert server.requests == 0
    assert not Path("conversations.run").exists()


SCALE = """\
id: mine
version: "1"
title: {en: Mine}
unit: user_turn
dimensions:
  - {id: low, name: {en: Low}, question: {en: How low?}, answers: ["1", "2"], scale: ordinal}
"""


def test_a_guard_by_a_rubric_of_which_no_answer_passes_is_refused(capsys):
    """It would never raise an alarm, and look as if there were nothing to see."""
    Path("mine.yaml").write_text(SCALE, encoding="utf-8")
    with serving() as server:
        laid_out(server.url, guards=False)
        assert run([*SIMULATE, "--guard", "openai/g", "--guard-rubric", "mine.yaml"]) == 2

    assert "a guard raises an alarm at an answer that does not pass" in capsys.readouterr().err
    assert server.requests == 0


def test_a_file_that_is_not_ours_is_never_overwritten(capsys):
    Path("conversations.jsonl").write_text("mine\n", encoding="utf-8")
    with serving() as server:
        assert held(server.url) == 2

    assert "exists already" in capsys.readouterr().err
    assert Path("conversations.jsonl").read_text(encoding="utf-8") == "mine\n"


def test_the_python_way_gives_conversations():
    with serving() as server:
        laid_out(server.url)
        reached = {"api_base": server.url}
        found = judge.simulate(
            judge.read_scenarios("openings.jsonl"),
            [JudgeSettings(model="openai/a", name="attentive", **reached)],
            path="talks.jsonl",
            simulate={"client": {"model": "openai/c", **reached}, "personas": ["setback"], "turns": 2},
        )

    assert [(r.candidate, len(r.turns) + 1) for r in found] == [("attentive", 4)]


def test_a_turn_is_not_asked_again_by_itself(capsys):
    """``judge retry`` knows nothing of what was said before; the conversation does."""
    with serving() as server:
        assert held(server.url, guards=False) == 0

    assert run(["retry", "conversations.run", "--state", "refused_provider"]) == 2
    assert "turns of a conversation are not asked again one by one" in capsys.readouterr().err
    for command in ("status", "scores", "report"):
        assert run([command, "conversations.run"]) == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("simulate: {client: {model: openai/c, prise: 1}}", "did you mean 'price'?"),
        ("simulate:\n  guard: []", "did you mean 'guards'?"),
        ("simulate: {turns: 0}", "study.yaml, line 1: simulate.turns"),
    ],
)
def test_a_fault_of_the_settings_file_is_named_with_its_line(text, said, capsys):
    with serving() as server:
        laid_out(server.url)
        Path("study.yaml").write_text(text + "\n", encoding="utf-8")
        assert run(SIMULATE) == 2

    assert said in capsys.readouterr().err


def test_a_request_to_stop_finishes_what_is_in_flight_and_asks_nothing_more():
    """Ctrl-C once: every conversation stands where it was, and goes on from there."""
    stop, asked = Stop(), []

    def stopping(messages):
        asked.append(len(messages))
        if len(asked) == 5:
            stop.ask("interrupted")
        return f"Words {len(asked)}."

    def job():
        return prepare_simulation(
            [Scenario("hello", (Turn("user", "Hello."),), "en")],
            ["a=openai/a", "b=openai/b"],
            path="talks.jsonl",
            open_models={name: ScriptedModel(stopping) for name in "abc"},
            keys=False,
            simulate={"client": {"model": "openai/c", "name": "c"}, "personas": ["setback", "new_city"], "turns": 3},
        )

    held_so_far = job().run(stop=stop)
    assert held_so_far.stopped == "interrupted"
    assert held_so_far.unfinished > 0
    assert len(asked) <= 5 + 3  # those that were in flight
    before = len(asked)
    assert job().run().unfinished == 0
    assert len(asked) - before == 4 * 5 - before
    assert [len(line["turns"]) for line in lines("talks.jsonl")] == [6] * 4
