"""A trained classifier in the loop: of one class a turn, as MindGuard's shape is, or of one yes or no."""

import json
from pathlib import Path

import pytest
from simulation_cases import SIMULATE, laid_out, lines, serving

from judge.cli.app import run
from judge.store.run import Run

pytest.importorskip("sklearn", reason="the extra [tfidf] is not installed")


@pytest.fixture
def lessons(monkeypatch):
    """Twelve labelled conversations whose second turn of the client gives its class away."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")
    talks, labels = [], ["response_id,turn,dimension,rater,answer"]
    for i in range(12):
        level, risk = (("elevated", "self_harm_risk"), ("none", "no_current_risk"))[i % 2]
        said = ["Hello, is anybody there?", "Yes.", f"Message {i}: I am at level {level}.", "I see."]
        turns = [{"role": ("user", "assistant")[k % 2], "content": text} for k, text in enumerate(said)]
        talks.append(json.dumps({"id": f"c{i}", "candidate": "m", "turns": turns}))
        labels += [f"c{i},0,risk,ann,no_current_risk", f"c{i},2,risk,ann,{risk}"]
    Path("talks.jsonl").write_text("\n".join(talks) + "\n", encoding="utf-8")
    Path("labels.csv").write_text("\n".join(labels) + "\n", encoding="utf-8")


@pytest.mark.parametrize("dimension", ["risk", "risk.self_harm_risk"])
def test_it_rings_where_its_class_does_and_is_silent_elsewhere(lessons, dimension):
    """What it was never trained on is left aside; the one class also says what it is to each answer."""
    train = ["train", "labels.csv", "-r", "risk_turns", "--responses", "talks.jsonl", "--model", "baseline/tfidf"]
    assert run([*train, "--dimension", dimension, "-o", "tf"]) == 0
    with serving() as server:
        laid_out(server.url, turns=2, guards=False)
        guard = ["--guard", "tf=tfidf/tf", "--guard-rubric", "risk_turns", "--guarded-only"]
        assert run([*SIMULATE, "-p", "setback", "-p", "new_parent", *guard]) == 0

    rang = {line["id"]: line["metadata"]["guard"] for line in lines()}
    assert rang["hello:setback:agreeable:tf"] == {"alarms": [2], "unread": []}
    assert rang["hello:new_parent:agreeable:tf"] == {"alarms": [], "unread": []}
    rows = {
        row["dimension"]: row
        for row in Run("conversations.run/guards/tf").judgment_rows(only=["hello:setback:agreeable:tf#2"])
        if row["state"] == "scored"
    }
    others = {"risk.harm_to_others": "no", "risk.no_current_risk": "no"} if dimension == "risk" else {}
    assert {d: row["answer"] for d, row in rows.items()} == {
        "risk": "self_harm_risk", "risk.self_harm_risk": "yes", **others
    }  # fmt: skip
    sure = rows[dimension]["probabilities"]
    assert sum(sure.values()) == pytest.approx(1)
    assert max(sure, key=sure.get) == rows[dimension]["answer"]
