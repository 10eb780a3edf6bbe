"""Tables on a terminal: complete, readable, and nobody's markup."""

import re
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType
from views_cases import agreement_of, diff_rows, first_rows_of, scores_of
from views_rubric import rubric_of

from judge.table import Table
from judge.views import terminal
from judge.views.names import Legend, legend


def drawn(renderable: RenderableType, *, width: int = 120) -> str:
    """What a terminal of that width shows, without any styling."""
    console = Console(file=StringIO(), width=width, color_system=None, force_terminal=False)
    console.print(renderable)
    text = console.file.getvalue()
    assert isinstance(text, str)
    return text


def everything(ui, known):
    return {
        "coverage": terminal.coverage_table(scores_of(), ui, legend=known),
        "first": terminal.first_table(first_rows_of(), ui, legend=known),
        "scores": terminal.scores_table(scores_of(), ui, legend=known),
        "agreement": terminal.agreement_table(agreement_of(), ui, legend=known),
        "diff": terminal.diff_table(Table({}, diff_rows()), ui, legend=known),
        "rows": terminal.rows_table(diff_rows(), ["response_id", "candidate", "passed_a", "unheard_of"], ui),
    }


@pytest.mark.parametrize("ui", ["en", "zh"])
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("which", ["coverage", "first", "scores", "agreement", "diff", "rows"])
def test_every_table_fits_its_terminal(which, width, ui):
    """Nothing is cut off at 80 columns."""
    text = drawn(everything(ui, legend(rubric_of(), ui))[which], width=width)

    assert max(cell_len(line) for line in text.splitlines()) <= width
    assert "…\n" not in text


@pytest.mark.parametrize("width", [80, 100, 120])
def test_an_interval_stays_in_one_piece(width):
    """Half an interval on one line and half on the next is read wrong."""
    text = drawn(terminal.first_table(first_rows_of(), "en"), width=width)

    assert len(re.findall(r"\([<>]?\d+–[<>]?\d+ %\)", text)) == len(first_rows_of())


@pytest.mark.parametrize("which", ["coverage", "first", "scores", "agreement", "diff"])
def test_every_table_says_that_no_clinician_has_reviewed_the_rubric(which):
    """The plain legend claims no review, so a caller cannot forget it."""
    unreviewed = drawn(everything("en", Legend())[which])
    reviewed = drawn(everything("en", Legend(reviewed=True))[which])

    assert "not clinician-reviewed" in unreviewed
    assert "not clinician-reviewed" not in reviewed


@pytest.mark.parametrize("which", ["coverage", "first", "scores", "agreement"])
def test_a_baseline_is_marked_in_every_table_whatever_it_is_called(which):
    """A judge that understood nothing must not pass for one, not even under another name."""
    renamed = Legend(models={"gpt-5": "baseline/lexical"})

    assert drawn(everything("en", Legend())[which]).count("gpt-5 (baseline)") == 0
    assert drawn(everything("en", Legend())[which]).count("always-pass (baseline)") > 0
    assert drawn(everything("en", renamed)[which]).count("gpt-5 (baseline)") > 0


def test_coverage_and_refusals_come_before_the_first_rate():
    """Who reads only the top of the output reads what is missing."""
    text = drawn(terminal.scores_table(scores_of(), "en"))

    assert 0 <= text.index("Coverage and refusals") < text.index("Refused") < text.index("Scores by gpt-5")
    assert "Coverage" not in drawn(terminal.scores_table(scores_of(), "en", coverage=False))


def test_refusals_stand_in_the_coverage():
    """56 of gpt-5's judgments in the made-up run were refused."""
    refused = sum(r["refused"] for r in scores_of().rows if r["judge"] == "gpt-5" and r["dimension"] != "total")
    line = next(x for x in drawn(terminal.coverage_table(scores_of(), "en")).splitlines() if x.startswith("gpt-5"))

    assert str(refused) in line.split()


def test_an_unsuitable_judge_is_called_so_in_words():
    """Colour alone would not print."""
    assert "unsuitable" in drawn(terminal.coverage_table(scores_of(), "en"))
    assert "不适合作评审" in drawn(terminal.coverage_table(scores_of(), "zh"))


@pytest.mark.parametrize(("ui", "short"), [("en", "undef. ["), ("zh", "无定义 [")])
def test_what_is_undefined_is_a_footnote_and_never_a_number(ui, short):
    """κ of a judge that never varies is neither 0 nor 1."""
    rows = [r for r in first_rows_of() if r["judge"] == "baseline/always-pass"]
    text = drawn(terminal.first_table(rows, ui))

    assert text.count(short) >= len(rows)
    assert {"en": "[1] undefined: 3 of 3 pairs undefined", "zh": "[1] 无定义：3 对中有 3 对无定义"}[ui] in text
    assert "0.00" not in text
    assert "1.00" not in text


def test_bounds_stand_under_a_rate_only_where_something_was_not_read():
    """A rate over half of what was asked is not the whole truth."""
    whole = [r for r in scores_of().rows if r["judge"] == "baseline/always-pass" and r["dimension"] == "empathy"]
    part = [r for r in scores_of().rows if r["judge"] == "gpt-5" and r["dimension"] == "empathy"]

    assert "[" not in drawn(terminal.scores_table(Table({}, whole), "en"))
    assert "[" in drawn(terminal.scores_table(Table({}, part), "en"))


def test_two_ways_of_asking_are_told_apart():
    """One model asked in two ways is two judges."""
    rows = first_rows_of(1, 1)
    both = [*rows, rows[0] | {"ask": "general"}]

    assert "gpt-5 · general" in drawn(terminal.first_table(both, "en"))
    assert "·" not in drawn(terminal.first_table(rows, "en"))


def test_repeats_are_told_apart():
    """Repeats are never pooled into one row without a word."""
    row = first_rows_of(1, 1)[0]

    assert "gpt-5 #1" in drawn(terminal.first_table([row, row | {"repeat": 1}], "en"))


def test_of_several_repeats_the_mean_is_shown_in_the_agreement():
    """Not the first one, and not the deviation."""
    row = next(r for r in agreement_of(1, 1).rows if r["statistic"] == "cohen_kappa") | {"low": None, "high": None}
    repeats = [
        row | {"repeat": 0, "value": 0.11},
        row | {"repeat": "sd", "value": 0.22},
        row | {"repeat": "mean", "value": 0.33},
    ]
    text = drawn(terminal.agreement_table(Table({}, repeats), "en"))

    assert "0.33" in text
    assert "0.11" not in text
    assert "0.22" not in text


@pytest.mark.parametrize(
    "name", ["[red]x[/red]", "[link=file:///x]y[/link]", "[/]", "\x1b[31mred\x1b[0m", "a\u202eb\x00", ":boom:"]
)
def test_a_hostile_name_is_only_text(name):
    """No markup of rich, no escape sequence of the terminal, no hidden character is obeyed."""
    rows = [r | {"candidate": name, "judge": name} for r in scores_of(1, 1, 2).rows]
    first = [r | {"judge": name, "dimension": name} for r in first_rows_of(1, 1)]
    shown = name.replace("\x1b", "⟦U+001B⟧").replace("\u202e", "⟦U+202E⟧").replace("\x00", "⟦U+0000⟧")
    for table in (
        terminal.scores_table(Table({}, rows), "en"),
        terminal.first_table(first, "en"),
        terminal.rows_table([{name: name}], [name], "en"),
    ):
        text = drawn(table, width=200)
        assert shown in text
        assert not {"\x1b", "\u202e", "\x00"} & set(text)


def test_a_difference_says_what_each_verdict_means():
    """Yes never means good: only the rubric knows."""
    text = drawn(terminal.diff_table(Table({}, diff_rows()), "en"))

    assert "Verdicts that differ: 3" in text
    assert "yes (fails)" in text
    assert "refused by the model" in text
    assert "No verdict differs." in drawn(terminal.diff_table(Table({}, []), "en"))


def test_a_gate_in_one_of_two_runs_is_called_a_gate():
    """Taken out by the rubric is not the judge's own *not applicable*."""
    row = diff_rows()[0] | {"answer_b": None, "state_b": "not_applicable", "gated_b": True}

    assert "gated out" in drawn(terminal.diff_table(Table({}, [row]), "en"))


def test_any_rows_can_be_shown():
    """Unknown is a dash, a truth a word, a list its parts."""
    text = drawn(terminal.rows_table([{"a": None, "b": True, "c": 0.12345, "d": ["x", 1]}], ["a", "b", "c", "d"], "en"))

    assert text.splitlines()[-1].split() == ["–", "yes", "0.123", "x,", "1"]
    assert drawn(terminal.rows_table([], ["a"], "zh")).strip() == "没有可显示的内容。"


@pytest.mark.parametrize(("ui", "unread"), [("en", "1 not read"), ("zh", "1 个未读到")])
def test_the_first_table_says_who_flagged_and_what_was_not_read(ui, unread):
    """Flagged by any and by all experts, their scenarios where fewer, and the unread among them, beside the misses."""
    row = first_rows_of(1, 1)[0] | {
        "flagged_any": 9, "flagged_all": 4, "flagged_any_clusters": 7, "unread_flagged": 1,
    }  # fmt: skip

    drawn_table = drawn(terminal.first_table([row], ui))

    assert "9|4 (7)" in drawn_table
    assert unread in drawn_table
