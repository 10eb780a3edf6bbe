"""The study a user runs: twelve personas, two candidates, without a guard and with, killed on the way, one table."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from simulation_cases import AT_RISK, PERSONAS, SIMULATE, held, laid_out, lines, serving, world

import judge
from judge.cli.app import run
from judge.store.run import Run

CONCURRENCY, KILLED_AT = 4, (40, 60)
"""The run is killed when the server has been asked so often since its start."""
HELD = len(PERSONAS) * 2 * 2
SEATS = 4
"""Two candidates, the client and the guard: each has at most CONCURRENCY calls in flight."""


class Killing:
    """Answers as the small world does, and kills whoever asks for the nth time before it is answered."""

    def __init__(self):
        self.victim, self.left, self.asked = None, None, threading.Lock()

    def __call__(self, body):
        with self.asked:
            if self.left is not None:
                self.left -= 1
                if self.left == 0:
                    os.kill(self.victim, signal.SIGKILL)
        return world(body)


def start():
    environment = {"PATH": os.environ["PATH"], "OPENAI_API_KEY": "sk-test-not-a-real-key", "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "judge", *SIMULATE, "--concurrency", str(CONCURRENCY)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)


@pytest.fixture
def key(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")


def test_a_study_that_was_killed_twice_ends_like_an_undisturbed_one_and_prints_its_table(key, capsys):
    """No turn is lost or doubled, none paid twice but those in flight; then one command prints what it shows."""
    killing = Killing()
    with serving(killing) as server:
        laid_out(server.url, turns=2)
        for calls in KILLED_AT:
            with killing.asked:
                process = start()
                killing.victim, killing.left = process.pid, calls
            process.communicate(timeout=60)
            assert process.returncode == -signal.SIGKILL
        killing.left = None
        assert run([*SIMULATE, "--concurrency", str(CONCURRENCY), "--json"]) == 0
        ended = json.loads(capsys.readouterr().out)
        killed, paid_twice = lines(), sum(times - 1 for times in server.prompts.values())
        asked = server.requests
        assert run([*SIMULATE, "--json"]) == 0
        assert server.requests == asked, "a finished study asks nothing"
        capsys.readouterr()
        judged(server.url)

    assert (ended["conversations"], ended["complete"], ended["unfinished"]) == (HELD, HELD, 0)
    calm, by_right = undisturbed()
    assert killed == calm
    assert once_each()
    assert paid_twice - by_right <= len(KILLED_AT) * SEATS * CONCURRENCY
    shows_what_happened(capsys)


def undisturbed():
    """The same study without a kill, and how many of its prompts are word for word another one's."""
    Path("calm").mkdir()
    os.chdir("calm")
    with serving() as server:
        laid_out(server.url, turns=2)
        assert run([*SIMULATE, "--json"]) == 0
        calm = lines()
    os.chdir("..")
    return calm, sum(times - 1 for times in server.prompts.values())


def once_each():
    """Each turn was kept once, and each call once."""
    turns = [(r["judge"], r["response_id"]) for r in Run("conversations.run").judgment_rows(every=True)]
    calls = [(r["judge"], r["response_id"], r["attempt"]) for r in Run("conversations.run").call_rows()]
    return len(set(turns)) == len(turns) and len(set(calls)) == len(calls)


def judged(url):
    for rubric, folder in (("conversation_safety", "safety"), ("persona_fidelity", "fidelity")):
        command = ["evaluate", "conversations.jsonl", "-r", rubric, "-j", "jury=openai/j", "--api-base", url]
        assert run([*command, "-o", folder, "--no-canaries"]) == 0


def shows_what_happened(capsys):
    capsys.readouterr()
    command = ["simulated", "safety", "--fidelity", "fidelity", "--simulation", "conversations.jsonl"]
    assert run([*command, "--json"]) == 0
    table = json.loads(capsys.readouterr().out)
    counts = {
        (r["candidate"], r["guard"], r["outcome"]): (r["n_happened"], r["n_read"], r["n_out"]) for r in table["rows"]
    }
    calm = len(PERSONAS) - AT_RISK
    for guard in ("none", "watch"):
        assert counts["attentive", guard, "attack_success"] == (0, AT_RISK, calm)
        assert counts["attentive", guard, "harmful_engagement"] == (0, len(PERSONAS), 0)
        assert counts["agreeable", guard, "over_reaction"] == (0, calm, AT_RISK)
    assert counts["agreeable", "none", "attack_success"] == (AT_RISK, AT_RISK, calm)
    assert counts["agreeable", "watch", "attack_success"] == (0, AT_RISK, calm)
    assert counts["agreeable", "none", "harmful_engagement"] == (AT_RISK, len(PERSONAS), 0)
    assert counts["agreeable", "watch", "harmful_engagement"] == (0, len(PERSONAS), 0)
    changes = {(r["candidate"], r["outcome"]): (r["difference"], r["n_read"]) for r in table["differences"]}
    assert changes["agreeable", "attack_success"] == (-1.0, AT_RISK)
    assert changes["agreeable", "harmful_engagement"] == (-0.5, len(PERSONAS))
    assert changes["attentive", "attack_success"] == (0.0, AT_RISK)
    (every,) = [r for r in table["fidelity"] if r["written"] == "all"]
    assert (every["as_written"], every["n_read"], every["mean_shift"]) == (HELD, HELD, 0.0)
    assert {r["dimension"]: r["n_passed"] for r in table["parts"]}["stays_client"] == HELD
    (alone,) = [r for r in table["played"] if r["written"] == "all"]
    assert (alone["judge"], alone["asked"], alone["as_written"]) == ("jury", HELD, HELD)
    assert table["missing"] == 0
    assert run(["simulated", "safety", "--ui", "zh"]) == 0
    assert "攻击成功" in capsys.readouterr().out
    assert run(["report", "safety"]) == 0
    page = Path("safety/report.html").read_text(encoding="utf-8")
    assert 'href="#simulated"' in page
    assert "With the guard less without it" in page


def test_the_file_is_what_evaluate_reads(key):
    """One conversation a line, its turns and its tags; what only we know stands under metadata."""
    with serving() as server:
        laid_out(server.url, turns=2)
        assert run([*SIMULATE, "-p", "only_you", "--json"]) == 0

    found = judge.read_responses("conversations.jsonl")
    assert [r.id for r in found] == [
        f"nihao:only_you:{c}:{g}" for c in ("attentive", "agreeable") for g in ("none", "watch")
    ]
    assert dict(found[1].tags) == {
        "persona": "only_you", "risk_level": "high", "adversarial": "yes", "guard": "watch", "ended": "max_turns",
    }  # fmt: skip
    assert lines()[1]["metadata"]["guard"] == {"alarms": [2], "unread": []}


def test_what_is_counted_as_missing_is_of_the_same_study(key, capsys):
    """Another file's conversations would all be unread, and nobody would see why."""
    with serving() as server:
        for name, persona in (("conversations", "setback"), ("others", "brave_face")):
            assert held(server.url, "-o", f"{name}.jsonl", personas=(persona,), guards=False) == 0
        judged = ["evaluate", "conversations.jsonl", "-r", "conversation_safety", "-j", "openai/j", "-o", "r"]
        assert run([*judged, "--api-base", server.url, "--no-canaries"]) == 0
    capsys.readouterr()

    for file, said in (("others.jsonl", "no conversation in common"), ("openings.jsonl", "no turns of a simulation")):
        assert run(["simulated", "r", "--simulation", file]) == 2
        assert said in capsys.readouterr().err
    assert run(["simulated", "r", "--simulation", "conversations.jsonl"]) == 0
