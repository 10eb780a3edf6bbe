"""docs/scales.md and docs/healthbench.md: their commands are run, in the order they stand there."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from judge.cli.app import run
from judge.library import rubric_of
from judge.readers import read_responses, read_scenarios
from judge.strict_yaml import read_yaml
from judge.testing import LoopbackServer
from judge.testing.standin import StandIn

ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(monkeypatch):
    """The bundled examples, experts' labels of the first of them, and a provider on loopback."""
    Path("examples").symlink_to(ROOT / "examples")
    responses = read_responses("examples/crisis/responses.jsonl")[:16]
    rows = [f"{r.id},{who},{(i + (who == 'b')) % 5 + 1}" for i, r in enumerate(responses) for who in "ab"]
    Path("experts.csv").write_text("\n".join(["response_id,rater,appropriateness", *rows]), encoding="utf-8")
    with LoopbackServer(StandIn(seed=5)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")
        yield server


def page(name):
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def commands(name):
    blocks = re.findall(r"```console\n(.*?)```", page(name), flags=re.DOTALL)
    return [shlex.split(line)[1:] for block in blocks for line in block.splitlines() if line.startswith("judge ")]


MORE = {
    "evaluate": ["--limit", "16", "--no-canaries"],
    **{name: ["--replicates", "100"] for name in ("agreement", "compare", "gate")},
}


@pytest.mark.parametrize(("name", "n"), [("scales.md", 10), ("healthbench.md", 13)])
def test_every_command_of_the_page_works(desk, name, n, capsys):
    """A judge that answers at random may leave coverage low (6) or miss a gate (10); nothing else goes wrong."""
    tried = commands(name)
    for command in tried:
        code = run([*command, *MORE.get(command[0], [])])

        allowed = (0, 10) if command[0] == "gate" else (0, 6)
        assert code in allowed, f"{command}\n{capsys.readouterr().err}"
    assert len(tried) == n
    assert desk.failures == []


def test_the_scale_on_the_page_is_one_that_can_be_read():
    """What is shown there, with the rest of a rubric around it."""
    (block,) = re.findall(r"```yaml\n(.*?)```", page("scales.md"), flags=re.DOTALL)
    (dimension,) = yaml.safe_load(block)
    rubric = {"id": "mine", "version": "1", "title": {"en": "Mine"}, "dimensions": [dimension]}
    read = rubric_of(read_yaml(yaml.safe_dump(rubric).encode(), where="mine.yaml"), where="mine.yaml")

    assert not read.dimensions[0].has_sides
    assert [part.when is None for part in read.dimensions[0].guidance] == [False, True]


def test_the_scenario_on_the_page_is_one_that_can_be_read():
    """Its criteria have the points that stand there."""
    (line,) = re.findall(r"```json\n(.*?)```", page("healthbench.md"), flags=re.DOTALL)
    Path("s.jsonl").write_text(line, encoding="utf-8")

    (scenario,) = read_scenarios("s.jsonl")
    assert [(c.id, c.points) for c in scenario.criteria] == [("c1", 9), ("certain", -6)]
