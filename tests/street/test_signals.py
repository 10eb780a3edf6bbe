"""Ctrl-C once drains, twice aborts; either way nothing acknowledged is lost and the way on is printed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import judge
from judge.testing import LoopbackServer
from judge.testing.standin import Faults, StandIn

ITEMS = 120


@pytest.fixture
def responses():
    rows = [{"id": f"i{n}", "candidate": "c", "context": "Long day.", "response": f"Reply {n}."} for n in range(ITEMS)]
    Path("responses.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return Path("responses.jsonl")


def started(url):
    command = [
        "evaluate",
        "responses.jsonl",
        "-r",
        "psycrisis",
        "-j",
        "openai/stand-in",
        "--api-base",
        url,
        "-o",
        "run",
    ]
    environment = {"PATH": os.environ["PATH"], "OPENAI_API_KEY": "sk-test-not-a-real-key", "LANG": "C.UTF-8"}
    return subprocess.Popen(
        [sys.executable, "-m", "judge", *command, "--concurrency", "4"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip


def wait_until_asked(server, at_least):
    until = time.monotonic() + 60
    while server.requests < at_least and time.monotonic() < until:
        time.sleep(0.01)
    assert server.requests >= at_least


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_once_finishes_what_is_in_flight_and_names_the_command_that_goes_on(number, responses):
    with LoopbackServer(StandIn(Faults(), seed=1), latency=0.05) as server:
        process = started(server.url)
        wait_until_asked(server, 12)
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
        asked = server.requests

    run = judge.read_run("run")
    assert process.returncode == 130, err
    assert "to go on: judge evaluate responses.jsonl -r psycrisis" in err
    assert asked < ITEMS
    known_cases = judge.read_run("run/canaries")
    kept = [*run.call_rows(), *known_cases.call_rows()]
    assert len(kept) == asked, "a call that was paid for is not in the store"


def test_twice_aborts_and_what_was_acknowledged_stays(responses):
    with LoopbackServer(StandIn(Faults(), seed=1), latency=20.0) as server:
        process = started(server.url)
        wait_until_asked(server, 4)
        process.send_signal(signal.SIGINT)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        _, err = process.communicate(timeout=60)

    assert process.returncode == 130, err
    assert time.monotonic() - began < 10.0
    assert "Traceback" not in err
    assert "to go on: judge evaluate" in err
    judge.read_run("run").judgments()
