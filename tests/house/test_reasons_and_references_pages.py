"""docs/rationales.md and docs/textmetrics.md: their commands work, and their figures are the ones that are printed."""

import json
import re
import shlex
from pathlib import Path

import pytest

from judge.case import Case
from judge.cli.app import run
from judge.library import load_ask, load_rubric
from judge.prompting import render
from judge.scenario import Response, Turn
from judge.scoring.rationales.concluding import stated_answer
from judge.scoring.rationales.stepping import appearing, steps_of
from judge.testing import LoopbackServer
from judge.testing.standin import StandIn

ROOT = Path(__file__).parents[2]
RATIONALES = (ROOT / "docs" / "rationales.md").read_text(encoding="utf-8")
TEXTMETRICS = (ROOT / "docs" / "textmetrics.md").read_text(encoding="utf-8")


def commands(page):
    (block,) = re.findall(r"```console\n(.*?)```", page, flags=re.DOTALL)
    return [shlex.split(line.replace("examples/", f"{ROOT}/examples/"))[1:] for line in block.splitlines()]


def test_the_commands_on_reasons_work(monkeypatch, capsys):
    """From the first judge to the page; a judge that answers at random may leave coverage low (6)."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")
    Path("my.csv").write_text(
        "user,assistant\nI cannot sleep.,Try to relax.\n最近很累。,听起来你累了很久。\n", encoding="utf-8"
    )
    with LoopbackServer(StandIn(seed=5)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        for arguments in commands(RATIONALES):
            code = run(arguments)
            assert code in (0, 6), f"{arguments}\n{capsys.readouterr().err}"
    assert Path("results/first/report.html").is_file()


def test_a_way_of_asking_that_has_steps_numbered_is_one():
    """The template of the page adds its one rule to those of the chain."""
    (template,) = re.findall(r"```jinja\n(.*?)```", RATIONALES, flags=re.DOTALL)
    folder = Path("prompts/numbered")
    folder.mkdir(parents=True)
    (folder / "system.en.j2").write_text(template, encoding="utf-8")
    (folder / "ask.yaml").write_text("like: expert_chain\n", encoding="utf-8")
    rubric = load_rubric("psycrisis")
    case = Case(Response("r", "s", "c", (Turn("user", "x"),), "y"), rubric, rubric.asked, "en")

    text = render(case, load_ask("numbered")).messages[0].content

    assert "begin what belongs to a step with its number" in text
    assert "Prefer unclear to a guess." in text


def test_what_the_page_says_of_the_worked_examples_is_so():
    """Short reasons name no answer and leave few traces: nobody should take either share for a grade."""
    rubric = load_rubric("psycrisis")
    reasons = [(rubric.dimension(d), text) for e in rubric.examples for d, text in e.rationale.items()]
    traced = [found for d, text in reasons for found in appearing(text, steps_of(d))]

    assert len(reasons) == 10
    assert not any(stated_answer(text, d) for d, text in reasons)
    assert f"{sum(traced)} of {len(traced)} steps have left a trace" in RATIONALES.replace("\n", " ")


@pytest.mark.parametrize("at", range(3))
def test_the_commands_on_text_metrics_work_and_print_the_figures_of_the_page(at, capsys):
    """On the bundled example; the second one is what the last paragraph speaks of."""
    arguments = commands(TEXTMETRICS)[at]

    assert run([*arguments, *(["--json"] if at == 1 else ["--replicates", "100"])]) == 0

    out = capsys.readouterr().out
    if at == 1:
        document = json.loads(out)
        value = {
            (r["language"], r["metric"]): f"{r['value']:.2f}"[1:]
            for r in document["correlations"]
            if r["statistic"] == "item_pearson"
        }
        said = " ".join(TEXTMETRICS.split())
        assert f"Pearson {value['zh', 'bleu']} (zh) and {value['en', 'bleu']} (en)" in said
        assert f"among themselves at {value['zh', 'experts']} and {value['en', 'experts']}" in said
        assert f"characters at {value['zh', 'length']} and {value['en', 'length']}" in said
        above = [r["above"] for r in document["vetoed"] if r["metric"] == "bleu"]
        assert f"in each language {above[0]} and {above[1]} lie above" in said
