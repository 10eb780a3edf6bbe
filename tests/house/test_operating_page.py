"""docs/operating.md: its commands work, on a server that says how sure it is."""

import json
import re
import shlex
from pathlib import Path

import pytest

from judge.cli.app import run
from judge.settings import RunSettings
from judge.testing import LoopbackServer, StandIn

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


def blocks():
    return [block.splitlines() for block in re.findall(r"```console\n(.*?)```", PAGE, flags=re.DOTALL)]


def tried(line, server, *more):
    command = line.replace("examples/", f"{ROOT}/examples/").replace("http://127.0.0.1:8000/v1", server.url)
    return run([*shlex.split(command)[1:], *(more if " evaluate " in command else ("--replicates", "100"))])


@pytest.fixture
def conversations():
    """Two conversations of three turns each, the second without a flag."""
    said = [("user", "hello"), ("assistant", "Hi."), ("user", "it is dark"), ("assistant", "Yes?"), ("user", "thanks")]
    rows = [{"id": f"c{i}", "candidate": "m", "turns": [{"role": r, "content": c} for r, c in said]} for i in range(2)]
    Path("conversations.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    labels = [
        f"c{i},{turn},risk,e,{'self_harm_risk' if (i, turn) == (0, 2) else 'no_current_risk'}"
        for i in range(2)
        for turn in (0, 2, 4)
    ]
    Path("turn_labels.csv").write_text(
        "\n".join(["response_id,turn,dimension,rater,answer", *labels]), encoding="utf-8"
    )


def test_the_commands_of_the_page_work(conversations, capsys):
    """In their order; a judge that answers at random may leave coverage low (6)."""
    with LoopbackServer(StandIn(seed=2)) as server:
        for line in (line for block in blocks() for line in block):
            code = tried(line, server, "--limit", "12", "--no-canaries", "--route", "direct")

            assert code in (0, 6), f"{line}\n{capsys.readouterr().err}"
    assert Path("curves.svg").read_text(encoding="utf-8").startswith("<svg")


def test_the_words_of_the_option_are_those_of_the_settings():
    """The table names every choice there is."""
    (first,) = re.findall(r"\| `--confidence` .*?\n\n", PAGE, flags=re.DOTALL)

    choices = RunSettings.model_json_schema()["properties"]["confidence"]["enum"]
    assert re.findall(r"^\| `(\w+)`", first, flags=re.MULTILINE) == ["logprobs", "repeats", "none"]
    assert set(choices) == {"logprobs", "repeats", "none"}
