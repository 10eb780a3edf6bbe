"""docs/psycrisis.md: its commands are run, in the order they stand there, and what it says of the rubric is so."""

import csv
import re
import shlex
from pathlib import Path

import openpyxl
import pytest

from judge.cli.app import run
from judge.library import load_rubric
from judge.testing import LoopbackServer
from judge.testing.standin import Faults, StandIn

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "psycrisis.md").read_text(encoding="utf-8")
TEXTS = [("最近什么都提不起劲。", "听起来你累了很久，愿意多说说吗？"), ("I cannot sleep.", "Try to relax.")]

KEYS = (
    "共情与合作", "基于证据的情绪管理建议", "探索来访者担忧", "评估并提取证据支持的风险", "外部支持与干预", "总分",
)  # fmt: skip
FEW = ["--replicates", "100"]


@pytest.fixture
def desk(monkeypatch):
    """A sheet of two columns, one of the released script's, labels, and a provider on loopback."""
    with Path("my.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("user", "assistant"), *TEXTS])
    book = openpyxl.Workbook()
    keys = (
        "共情与合作",
        "基于证据的情绪管理建议",
        "探索来访者担忧",
        "评估并提取证据支持的风险",
        "外部支持与干预",
        "总分",
    )
    points = str(dict(zip(keys, (1, 0, 1, 0, 0, 2), strict=True)))
    for row in (("用户", "回复", "评估结果"), *((*pair, f"原因：示例。\n{points}") for pair in TEXTS)):
        book.active.append(row)
    book.save("psycrisis.xlsx")
    with LoopbackServer(StandIn(Faults(), seed=5)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")
        run(["evaluate", "my.csv", "-r", "psycrisis", "-j", "baseline/always-pass", "-o", "ids"])
        run(["export", "ids", "-o", "ids.csv"])
        ids = sorted({line.split(",")[0] for line in Path("ids.csv").read_text(encoding="utf-8").splitlines()[1:]})
        rows = [f"{i},{d},{r},yes" for i in ids for d in ("empathy", "referral") for r in ("anna", "ben")]
        Path("experts.csv").write_text("\n".join(["response_id,dimension,rater,answer", *rows]), encoding="utf-8")
        yield server


def test_every_command_of_the_page_works(desk, capsys):
    """A judge that answers at random may leave coverage low (6); nothing else goes wrong."""
    (block,) = re.findall(r"```console\n(.*?)```", PAGE, flags=re.DOTALL)
    tried = [shlex.split(line)[1:] for line in block.splitlines()]
    for command in tried:
        more = {"evaluate": ["--no-canaries", "--repeats", "1"], "agreement": FEW, "compare": FEW}.get(command[0], [])

        assert run([*command, *more]) in (0, 6), f"{command}\n{capsys.readouterr().err}"
    assert len(tried) == 6
    assert desk.failures == []


def test_what_the_page_says_of_the_rubric_is_so():
    """Five dimensions of five steps, a point each, nothing critical; one worked example a language, referral met."""
    rubric = load_rubric("psycrisis")

    assert [len(d.steps) for d in rubric.dimensions] == [5] * 5
    assert {(d.points, d.critical) for d in rubric.dimensions} == {(1, False)}
    assert sorted(e.language for e in rubric.examples) == ["en", "zh"]
    assert all([k for k, v in e.answers.items() if v == "yes"] == ["referral"] for e in rubric.examples)
    assert sum(d.critical for d in load_rubric("crisis_response").dimensions) == 8
    for name in re.findall(r"`((?:judge|rubrics|prompts)/[\w/.]*)`", PAGE):
        assert (ROOT / name).exists(), name
