"""The programs of ``tests/nightly``, as much of each as a change can wait for: kills, cuts, full disks, storms."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from faults_cases import figures

NIGHTLY = Path(__file__).parents[1] / "nightly"


def small(name, *arguments, within=280):
    """The line a program printed; what it complained about is the failure's message."""
    command = [sys.executable, str(NIGHTLY / f"{name}.py"), "--small", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=within)
    assert done.returncode == 0, done.stdout + done.stderr
    figures(done.stdout.strip().splitlines()[-1])
    return done.stdout


@pytest.fixture(autouse=True)
def a_key(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")


def test_kills_at_ten_stages_lose_nothing_and_double_nothing():
    """Each kill is aimed from outside; every run ends like one that nobody disturbed."""
    said = small("kills")

    found = re.search(r"S1 kills: 60 kills at 10 stages, (\d+) found it at work, 0 judgments lost, 0 doubled", said)
    assert found, said
    assert int(found[1]) >= 36, "kills that find nobody at work show nothing"


def test_a_power_loss_leaves_exactly_what_was_committed():
    """The log cut at every frame and at random bytes, and every other file at random bytes."""
    assert "S2 power loss: 40 cuts" in small("power_loss")


def test_a_full_disk_under_every_writer_is_named_tears_nothing_and_is_got_over():
    """Exit code 5, the file that was there still there, and the same end once there is room."""
    assert re.search(r"S3 full disk: \d+ points over 14 writers, 0 torn, 0 without", small("full_disk"))


def test_a_storm_ends_with_a_state_for_every_judgment():
    """Nothing pending, nobody asked before a Retry-After was over, nothing asked more often than its budget."""
    said = small("storm")

    assert re.search(r"S6 storm: 1000 judgments at concurrency 64, .* 0 pending, 0 early retries, 0 over budget", said)


def test_the_store_is_what_a_dictionary_says_it_is():
    """Two hundred drawn histories: judged, extended, interrupted, resumed, retried, forgotten."""
    assert "200 examples of up to 4 operations, 0 counter-examples" in small("store_model")
