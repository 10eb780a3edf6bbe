"""The verdict on a judge: one word, the difference with its interval, and why nothing can be said."""

import re

import pytest
from agreement_cases import on_a_terminal, verdict
from views_cases import first_row

from judge.scoring.raters import verdicts
from judge.views import cells, terminal
from judge.views.footnotes import Footnotes
from judge.views.names import Legend
from judge.views.words import CATALOGUE

INTERVAL = "[−0.45, −0.12]"


@pytest.mark.parametrize(
    ("word", "reason", "en", "zh"),
    [
        ("worse", None, "worse", "更差"),
        ("better", None, "better", "更好"),
        ("no_difference_shown", None, "no difference shown", "未见差异"),
        (
            "too_few_to_say",
            verdicts.FEW_CLUSTERS,
            "too few to say: fewer than 30 clusters",
            "样本太少，无法判断：聚类少于 30 个",
        ),
        ("never_objects", verdicts.SILENT, "never objects", "从不提出异议"),
    ],
)
def test_each_verdict_is_said_in_words_with_the_difference(word, reason, en, zh):
    """−0.31, from −0.45 to −0.12: a clinician reads the word, a statistician the interval."""
    row = verdict(word, reason)

    for ui, said in (("en", en), ("zh", zh)):
        assert cells.judged(row, Footnotes(ui), ui) == [said, f"κ −0.31 {INTERVAL}"]


def test_every_verdict_has_a_word_and_every_short_reason_says_why():
    """A code of the program's own is no word."""
    reasons = (verdicts.NO_CEILING, verdicts.NO_KAPPA, verdicts.FEW_CLUSTERS, verdicts.WIDE)

    assert [v for v in verdicts.VERDICTS if f"contrast.{v}" not in CATALOGUE] == []
    assert [r for r in reasons if f"verdict.because.{r}" not in CATALOGUE] == []


def test_a_long_reason_is_a_note_beneath():
    """Labels that the judge's own verdicts chose: a sentence too long for a cell."""
    footnotes = Footnotes("zh")
    said = cells.judged(verdict("too_few_to_say", "undefined in more than half of the replicates"), footnotes, "zh")

    assert said[0] == "样本太少，无法判断 [1]"
    assert footnotes.lines() == [(1, "超过半数的重抽样中无定义")]


def test_without_a_difference_the_word_stands_alone_and_without_a_word_nothing():
    """An unknown difference is not 0."""
    assert cells.judged(verdict("too_few_to_say", verdicts.NO_CEILING, None), Footnotes("en"), "en") == [
        "too few to say: no κ of experts"
    ]
    assert cells.judged({}, Footnotes("en"), "en") == ["–"]


def first_rows(**more):
    return [first_row(5, judge) | verdict("worse") | {"group": None} | more for judge in (0, 1)]


@pytest.mark.parametrize(("width", "shown"), [(120, f"worse (κ −0.31 {INTERVAL})"), (100, f"κ −0.31 {INTERVAL}\n")])
def test_the_first_table_says_the_verdict_and_explains_it(width, shown):
    """On one line where there is room; else the number, in one piece, under the word."""
    text = on_a_terminal(terminal.first_table(first_rows(), "en"), width=width)

    assert "\n".join(line.rstrip() for line in text.splitlines()).count(shown) == 2
    assert "Better or no difference shown (0.2 ruled out) only where it answered" in " ".join(text.split())


def test_experts_and_the_judge_that_never_objects_stand_above_the_judges():
    """Once for each dimension: they are the same whoever is judged."""
    text = on_a_terminal(terminal.first_table(first_rows(), "en"))
    names = [line[2:32].strip() for line in text.splitlines() if re.match(r"  \S", line)]

    assert names == ["experts, best…worst", "a judge that never objects", "gpt-5", "qwen3-local"]


def test_a_judge_that_is_itself_the_one_that_never_objects_is_not_listed_twice():
    """The row would say the same again."""
    known = Legend(models={"qwen3-local": "baseline/always-pass"})

    assert "\n  a judge that never objects" not in on_a_terminal(terminal.first_table(first_rows(), "en", legend=known))


def test_groups_are_named_in_the_first_table():
    """Two groups of one dimension must not read as one."""
    rows = [*first_rows(group="zh"), *first_rows(group="en")]
    text = on_a_terminal(terminal.first_table(rows, "en"))

    assert "group zh" in text
    assert "group en" in text
