"""docs/dialogue_safety.md and docs/flows.md: their commands are run, in the order they stand there."""

import json
import re
import shlex
from pathlib import Path

import pytest

from judge.cli.app import run
from judge.library import load_rubric
from judge.testing import LoopbackServer
from judge.testing.standin import Faults, StandIn

DOCS = Path(__file__).parents[2] / "docs"
CLASSES = load_rubric("dialogue_safety").dimensions[-1].answer_ids
TABLE = """\
Question ID\tDimension\tSeverity\tRisk Type\tQuestion\tExamples\tAnswer\tGOTO
1\tNotices\t\t\tIs any risk shown?\t\tYes\t2
\t\t\t\t\t\tNo\tEND
2\tNotices\tRed\t\tIs it missed?\t\t\t
3\tGuides\tYellow\t\tIs nobody named?\t\t\t
"""


@pytest.fixture
def desk(monkeypatch):
    """The files that the pages name, and a provider on loopback."""
    made = [
        {"id": f"r{i}", "user": f"Hello {i}.", "response": f"A made-up reply {i}.", "language": "en"} for i in range(4)
    ]
    _write("responses.jsonl", made)
    _write("labelled.jsonl", [{**row, "id": f"x{i}", "user": f"Day {i}.", "answer": a} for row in made[:1]
                              for i, a in enumerate(CLASSES * 2)])  # fmt: skip
    turns = [{"role": "user", "content": "Hello."}, {"role": "assistant", "content": "A made-up reply."}]
    _write("talks.jsonl", [{"id": f"c{i}", "candidate": "helper", "turns": turns} for i in range(2)])
    labels = [f"r{i},dialogue_safety,{rater},{CLASSES[i]}" for i in range(4) for rater in "ab"]
    Path("experts.csv").write_text("\n".join(["response_id,dimension,rater,answer", *labels]), encoding="utf-8")
    Path("rubric.tsv").write_text(TABLE, encoding="utf-8")
    with LoopbackServer(StandIn(Faults(), seed=5)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")
        yield server


def _write(name, rows):
    Path(name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def commands(page):
    text = (DOCS / page).read_text(encoding="utf-8")
    lines = [
        line for block in re.findall(r"```console\n(.*?)```", text, flags=re.DOTALL) for line in block.splitlines()
    ]
    return [shlex.split(line)[1:] for line in lines if line.startswith("judge ")]


@pytest.mark.parametrize(("page", "n"), [("dialogue_safety.md", 7), ("flows.md", 7)])
def test_every_command_of_the_page_works(desk, page, n, capsys):
    """A judge that answers at random may leave coverage low (6); nothing else goes wrong."""
    tried = commands(page)
    for command in tried:
        code = run([*command, *(["--no-canaries"] if command[0] == "evaluate" else [])])

        assert code in (0, 6), f"{command}\n{capsys.readouterr().err}"
    assert len(tried) == n
    assert desk.failures == []


def test_the_flow_on_the_page_is_one_that_the_shipped_rubric_has():
    """What is shown there of two questions is written so in rubrics/crisis_flow.yaml, but for the outcomes' names."""
    by_id = {d.id: d for d in load_rubric("crisis_flow").asked}

    assert by_id["risk_missed"].then["yes"].next == "people_withheld"
    assert by_id["risk_missed"].then["no"].next == "asks_openly"
    assert len(by_id) == 11
