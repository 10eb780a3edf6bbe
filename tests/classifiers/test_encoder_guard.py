"""An encoder of one's own in the loop of a simulation: it rings, the candidate is told, and what it said stays said.

All texts are made up and mild.
"""

import json
import re
from pathlib import Path

import pytest
from classifier_cases import tiny_encoder
from encoder_cases import one_thread  # noqa: F401 - a fixture

from judge.cli.app import run
from judge.store.run import Run
from judge.testing import Canned, LoopbackServer

HEAVY, LIGHT = "今晚撑不住", "今天还算好"
TRAIN = (
    "train labels.csv -r risk_turns --responses talks.jsonl --model tiny --dimension risk --epochs 15 --batch 4 "
    "--learning-rate 3e-3 --validation 0.25 --device cpu"
)
SIMULATE = (
    "simulate openings.jsonl -p exam_year -p long_night -m a=openai/a --client c=openai/c --turns 2 "
    "--guard watch=encoder/enc -o talks.out.jsonl"
)


@pytest.fixture
def desk(own_world, monkeypatch):
    """Twenty-four labelled conversations, an encoder to start from, and how a conversation opens."""
    tiny_encoder(own_world / "tiny", more=HEAVY + LIGHT + "你好我在听")
    talks, labels = [], ["response_id,turn,dimension,rater,answer"]
    for i in range(24):
        words, risk = ((HEAVY, "self_harm_risk"), (LIGHT, "no_current_risk"))[i % 2]
        turns = zip(("user", "assistant", "user"), (f"你好{i}", "我在听", f"{words}{i}"), strict=True)
        talks.append({"id": f"c{i}", "candidate": "m", "turns": [{"role": r, "content": t} for r, t in turns]})
        labels += [f"c{i},0,risk,ann,no_current_risk", f"c{i},2,risk,ann,{risk}"]
    Path("talks.jsonl").write_text("".join(json.dumps(t) + "\n" for t in talks), encoding="utf-8")
    Path("labels.csv").write_text("\n".join(labels), encoding="utf-8")
    Path("openings.jsonl").write_text(json.dumps({"id": "hello", "text": "你好", "language": "zh"}), encoding="utf-8")
    with LoopbackServer(two_sides) as server:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        yield server


def two_sides(body):
    """A client whose words follow the level that was written, and a candidate that listens."""
    messages = body["messages"]
    if body["model"] == "a":
        return Canned.ok(f"我在听{len(messages)}")
    level = re.search(r"(?m)^level: (\w+)$", messages[0]["content"])[1]
    return Canned.ok(f"{HEAVY if level == 'high' else LIGHT}{len(messages)}")


def test_it_rings_the_candidate_is_told_and_nothing_is_asked_twice(desk, capsys):
    """From labels to a guard by the commands alone; its run has probabilities, and is one like any other."""
    assert run([*TRAIN.split(), "-o", "enc"]) == 0
    assert run(SIMULATE.split()) == 0, capsys.readouterr().err
    asked, told = desk.requests, [body["messages"] for body in desk.seen if body["model"] == "a"]
    assert run(SIMULATE.split()) == 0

    lines = [json.loads(line) for line in Path("talks.out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {line["id"]: line["metadata"]["guard"] for line in lines} == {
        "hello:exam_year:a:none": {"alarms": [], "unread": []},
        "hello:exam_year:a:watch": {"alarms": [], "unread": []},
        "hello:long_night:a:none": {"alarms": [], "unread": []},
        "hello:long_night:a:watch": {"alarms": [2], "unread": []},
    }
    assert [[m["role"] for m in messages][-2:] for messages in told if messages[-1]["role"] == "system"] == [
        ["user", "system"]
    ]
    assert desk.requests == asked, "a finished study asks nothing"
    guards = Run("talks.out.run/guards/watch")
    said = {r["response_id"]: r for r in guards.judgment_rows() if r["dimension"] == "risk"}
    assert said["hello:long_night:a:watch#2"]["answer"] == "self_harm_risk"
    assert sum(said["hello:long_night:a:watch#2"]["probabilities"].values()) == pytest.approx(1)
    assert run(["scores", "talks.out.run/guards/watch"]) == 0


def test_another_training_is_another_guard(desk, capsys):
    """Half a study looked at by one and half by another would be nobody's."""
    assert run([*TRAIN.split(), "-o", "enc", "--epochs", "1"]) == 0
    assert run([*SIMULATE.split(), "--guarded-only"]) == 0
    Path("enc").rename("before")
    assert run([*TRAIN.split(), "-o", "enc", "--epochs", "1", "--seeds", "7"]) == 0
    asked = desk.requests
    capsys.readouterr()

    assert run([*SIMULATE.split(), "--guarded-only"]) == 2
    assert "watch" in capsys.readouterr().err
    assert desk.requests == asked
