"""docs/classifiers.md: its commands work, and its file of weights fits the rubric it is for."""

import json
import re
import shlex
import sys
from pathlib import Path

import pytest

from judge.cli.app import run
from judge.library import load_rubric
from judge.strict_yaml import read_yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "classifiers.md").read_text(encoding="utf-8")


def commands(of):
    """The block of commands about *of*."""
    (block,) = (b for b in re.findall(r"```console\n(.*?)```", PAGE, flags=re.DOTALL) if of in b)
    return [shlex.split(line)[1:] for line in block.splitlines()]


@pytest.fixture
def labelled():
    """Forty made-up responses whose words say which class an expert gave them."""
    rows = [
        {"id": f"r{i}", "candidate": "m", "turns": [{"role": "user", "content": f"第{i // 2}次来，有点累"}]}
        | {"response": "听起来很辛苦，愿意说说吗" if i % 3 else "今天的天气不错呢"}
        for i in range(40)
    ]
    Path("responses.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    labels = [f"r{i},dialogue_safety,e,{'safe_response' if i % 3 else 'linguistic_neglect'}" for i in range(40)]
    Path("experts.csv").write_text("\n".join(["response_id,dimension,rater,answer", *labels]), encoding="utf-8")


def test_the_commands_about_words_alone_work(labelled, capsys):
    """In their order, as they stand."""
    pytest.importorskip("sklearn", reason="scikit-learn is not installed: pip install 'psyjudge[tfidf]'")
    for command in commands("baseline/tfidf"):
        more = ["--replicates", "100"] if command[0] == "agreement" else []
        assert run([*command, *more]) == 0, capsys.readouterr().err


def test_the_papers_weights_are_of_the_rubrics_classes():
    """Every class has one, and they are what the paper trained with."""
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
    weights = read_yaml(text.encode(), where="weights.yaml").data

    assert set(weights) == set(load_rubric("dialogue_safety").dimension("dialogue_safety").answer_ids)
    assert {name for name, weight in weights.items() if weight == 0.5} == {"linguistic_neglect", "safe_response"}


def test_the_command_and_what_it_makes_are_said_as_they_are(labelled, monkeypatch, capsys):
    """Without the library, training and judging say which one, and how to get it, before anything is done."""
    monkeypatch.setitem(sys.modules, "torch", None)
    Path("anything").mkdir()

    split, train, evaluate, _ = commands("bert-base-chinese")
    assert run(split) == 0
    capsys.readouterr()
    for command in (train, evaluate):
        assert run(command) == 2
        err = capsys.readouterr().err
        assert "an encoder needs torch, which is not installed" in err
        assert "pip install 'psyjudge[encoder]'" in err


def test_the_readme_says_of_the_words_alone_what_the_page_says():
    """Two places, one set of figures: those that benchmarks/tfidf_dialogue_safety.py printed."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    by_judge = {
        line.split("|")[1].strip(): re.findall(r"\d\.\d+", line.split("|", 2)[2])
        for line in PAGE.splitlines()
        if line.startswith("| ") and ("zero-shot" in line or "by item" in line)
    }
    ours = by_judge["`baseline/tfidf`, 5-fold by item"]
    theirs = by_judge["GPT-3.5-turbo-0613 zero-shot, mean of five runs"]

    said = " ".join(readme.split())
    for (accuracy, _, _, f1, _, _, kappa, low, high), text in (
        (ours, "reach an accuracy of .{}, a weighted F1 of .{} and κ .{} [.{}, .{}]"),
        (theirs, "GPT-3.5-0613 .{}, .{} and .{} [.{}, .{}]"),
    ):
        assert text.format(*(figure.removeprefix("0.") for figure in (accuracy, f1, kappa, low, high))) in said
