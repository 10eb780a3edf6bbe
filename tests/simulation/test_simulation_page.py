"""docs/simulation.md: its commands and its Python are run, in the order they stand there."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from judge.cli.app import run
from judge.persona import RISKS
from judge.shelf import shipped
from judge.testing import LoopbackServer
from judge.testing.standin import Faults, StandIn

PAGE = (Path(__file__).parents[2] / "docs" / "simulation.md").read_text(encoding="utf-8")


@pytest.fixture
def desk(monkeypatch):
    """The shipped openings, a key, and one model on loopback under every name the page uses."""
    shutil.copy(shipped("examples") / "simulation" / "openings.jsonl", "openings.jsonl")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")
    with LoopbackServer(StandIn(Faults(), seed=5)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        yield server


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)


def test_every_command_of_the_page_works(desk, capsys):
    """A judge that answers at random may leave coverage low (6), and says so."""
    (block,) = blocks("console")
    for command in block.splitlines():
        limited = [
            *shlex.split(command)[1:],
            *(["-p", "new_city", "-p", "only_you"] if " simulate " in command else []),
        ]
        code = run(limited)
        err = capsys.readouterr().err

        assert code in (0, 6), f"{command}\n{err}"
        assert code != 6 or "coverage" in err or "canaries" in err, f"{command}\n{err}"


def test_the_python_of_the_page_runs(desk):
    (code,) = blocks("python")

    exec(code, {})  # noqa: S102 - the page's own words

    assert len(Path("from_python.jsonl").read_text(encoding="utf-8").splitlines()) == 4


def test_the_page_knows_every_level_and_says_that_simulated_clients_are_too_mild():
    for level in RISKS:
        assert f"| `{level}` |" in PAGE
    assert "too mild" in PAGE
