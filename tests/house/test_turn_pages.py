"""docs/turns.md and docs/psy_insight.md: their commands are run, in the order they stand there."""

import re
import shlex
from pathlib import Path

import pytest

from judge.cli.app import run
from judge.cli.options import run_settings
from judge.testing import Canned, LoopbackServer
from judge.testing.standin import StandIn

ROOT = Path(__file__).parents[2]


def blocks(page, language):
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), flags=re.DOTALL)


def commands(page):
    lines = [line for block in blocks(page, "console") for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("judge ")]


def guard_or_judge(body):
    """A guard is asked with messages of the conversation alone."""
    asked = body["messages"]
    return StandIn(seed=5)(body) if asked[0]["role"] == "system" else Canned.ok("Safety: Unsafe\nCategories: S1")


@pytest.fixture
def desk(monkeypatch):
    """The examples, and a provider on loopback."""
    Path("examples").symlink_to(ROOT / "examples")
    with LoopbackServer(guard_or_judge) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")
        yield server


@pytest.mark.parametrize(("page", "n"), [("turns.md", 12), ("psy_insight.md", 6)])
def test_every_command_of_the_page_works(desk, page, n, capsys):
    """A judge that answers at random may leave coverage low, and a guard that always alarms fails known cases (6)."""
    tried = commands(page)
    for command in tried:
        code = run([part.replace("http://127.0.0.1:8000/v1", desk.url) for part in command])

        assert code in (0, 6), (command, capsys.readouterr().err)
    assert len(tried) == n


def test_the_settings_of_the_page_are_settings():
    settings = next(block for block in blocks("turns.md", "yaml") if "judges:" in block)
    Path("run.yaml").write_text(settings, encoding="utf-8")

    (judge,) = run_settings(Path("run.yaml"), {}).judges
    assert judge.categories["PII"] == "no_current_risk"


def test_the_example_is_what_its_page_says():
    run(["labels", "check", str(ROOT / "examples/turns/labels.csv"), "-r", "risk_turns",
         "--responses", str(ROOT / "examples/turns/conversations.jsonl")])  # fmt: skip
    lines = (ROOT / "examples/turns/conversations.jsonl").read_text(encoding="utf-8").splitlines()
    labels = (ROOT / "examples/turns/labels.csv").read_text(encoding="utf-8").splitlines()

    assert (len(lines), "".join(lines).count('"role"'), "".join(lines).count('"role": "user"')) == (5, 23, 14)
    assert len(labels) == 1 + 28
