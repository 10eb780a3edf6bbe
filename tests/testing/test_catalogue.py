"""Every fault by its name: from Python, from the command line, and in the documentation."""

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from judge.testing import CATALOGUE, Canned, Meeting, StandIn
from judge.testing.__main__ import main

PAGE = Path(__file__).parents[2] / "docs" / "testing.md"


def body(n):
    return {"model": "m", "messages": [{"role": "user", "content": f"Prompt {n}."}]}


def status_of(url, content):
    request = Request(url, json.dumps(content).encode(), {"Content-Type": "application/json"})  # noqa: S310 - loopback
    with pytest.raises(HTTPError) as caught:
        urlopen(request)  # noqa: S310 - our own loopback server
    return caught.value.code


def test_every_fault_is_documented_and_nothing_else_is():
    rows = [line.split("|")[1] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]

    assert sorted(named) == sorted(CATALOGUE)


def test_a_share_of_prompts_is_met_once_and_then_answered():
    meeting = Meeting(lambda _: Canned.ok("fine"), {"auth": 0.2, "reset": 0.1}, seed=1)
    first = [meeting(body(n)) for n in range(1000)]
    again = [meeting(body(n)) for n in range(1000)]

    assert 160 < sum(c.status == 401 for c in first) < 240
    assert 70 < sum(c.drop for c in first) < 130
    assert {c.text for c in again} == {"fine"}
    assert meeting.met.total() == sum(c.text != "fine" for c in first)


def test_the_same_prompts_are_met_in_any_order():
    met = [
        {n for n in order if Meeting(StandIn(), {"html": 0.3}, seed=7)(body(n)).body}
        for order in (range(50), range(49, -1, -1))
    ]

    assert met[0] == met[1]
    assert met[0]


@pytest.mark.parametrize("shares", [{"auht": 0.1}, {"auth": 1.1}, {"auth": -0.1}, {"auth": 0.6, "reset": 0.6}])
def test_a_name_or_a_share_that_makes_no_sense_is_refused(shares):
    with pytest.raises(ValueError, match=r"fault is called|between 0 and 1"):
        Meeting(StandIn(), shares)


def test_the_command_line_serves_a_fault_and_counts_it():
    command = [sys.executable, "-m", "judge.testing", "--fault", "unavailable", "--always"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        url = process.stdout.readline().strip()
        try:
            asked = status_of(f"{url}/chat/completions", body(1))
            with urlopen(url.replace("/v1", "/counts")) as page:  # noqa: S310 - our own loopback server
                counts = json.load(page)
        finally:
            process.terminate()

    assert asked == 503
    assert counts["faults"] == {"unavailable": 1}


def test_a_fault_nobody_knows_is_refused_with_the_near_one(capsys):
    with pytest.raises(SystemExit):
        main(["--fault", "stal"])

    assert "did you mean 'stall'" in capsys.readouterr().err
