"""kill -9, from outside, at random moments: what was acknowledged is there, once, and the end is the same."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import judge
from judge.testing import LoopbackServer
from judge.testing.standin import Faults, StandIn

PROGRAM = Path(__file__).with_name("run_and_be_killed.py")
KILLS, CONCURRENCY, ITEMS = 50, 8, 800


@pytest.fixture
def responses(tmp_path):
    file = tmp_path / "responses.jsonl"
    rows = [{"id": f"i{n}", "candidate": "c", "context": "Long day.", "response": f"Reply {n}."} for n in range(ITEMS)]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def killed_run(url, responses, folder, kills):
    arguments = [url, str(responses), str(folder), str(kills), "20261121", str(CONCURRENCY)]
    done = subprocess.run(
        [sys.executable, str(PROGRAM), *arguments], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return int(done.stdout.split()[-1])


def test_fifty_kills_lose_nothing_and_end_like_an_undisturbed_run(responses, tmp_path):
    """No judgment lost or doubled, none paid for twice beyond those in flight, the export identical to the letter."""
    faults = Faults(truncated=0.02, refused=0.02)
    with LoopbackServer(StandIn(faults, seed=3), latency=0.01) as calm:
        killed_run(calm.url, responses, tmp_path / "calm", 0)
    model = StandIn(faults, seed=3)
    with LoopbackServer(model, latency=0.01) as server:
        at_work = killed_run(server.url, responses, tmp_path / "killed", KILLS)

    killed, calm_run = judge.read_run(tmp_path / "killed"), judge.read_run(tmp_path / "calm")
    assert list(killed.judgment_rows()) == list(calm_run.judgment_rows())
    assert len(list(killed.judgment_rows(every=True))) == ITEMS * 5
    assert len(list(killed.call_rows())) == ITEMS
    assert at_work >= KILLS * 0.9, "the kills came too late to find the run at work"
    paid_twice = sum(times - 1 for times in model.answered.values())
    assert paid_twice <= at_work * CONCURRENCY
    print(f"kills at work {at_work}, lost 0, doubled 0, paid twice {paid_twice}")
