"""Sheets of agreement: what is shown of the many numbers, beside what, and with which notes."""

import pytest
from agreement_cases import kappas, number, on_a_terminal
from views_cases import report_of

from judge.table import Table
from judge.views import terminal
from judge.views.agreement_blocks import agreement_blocks
from judge.views.blocks import HEADLINE, ONE_MORE, RANKED, REPLACEABLE, SOFT, STABLE
from judge.views.html import render
from judge.views.names import PLAIN, Legend
from judge.views.sheets import sheet_of
from judge.views.words import CATALOGUE

FEW = "27 cluster(s), fewer than 30: the interval is rough"
RARE = "97.4 % of the experts' answers are the same: here it is low and unsteady however good a rater is"


def lines_of(table, layout, ui="en", legend=PLAIN):
    sheet = sheet_of(table, layout, legend, ui)
    return {line.name: line for part in sheet.parts for line in part.lines}


def kappa_of(table, judge):
    return lines_of(table, HEADLINE)[judge].values[1]


def test_the_experts_come_first_and_every_interval_stays():
    """0.58, from 0.48 to 0.68: read each judge against it."""
    table = kappas(("gpt-5", 0.4), ("experts", 0.58))

    assert list(lines_of(table, HEADLINE)) == ["experts", "gpt-5"]
    assert kappa_of(table, "experts") == ["0.58", "0.48…0.68"]


def test_a_caution_is_a_number_beside_what_it_concerns():
    """Only alpha is unsteady here; what all numbers share is called once, beside the dimension."""
    rows = [
        number("gpt-5", "cohen_kappa", 0.4, cautions=[FEW]),
        number("gpt-5", "krippendorff_alpha_nominal", 0.3, cautions=[FEW, RARE]),
    ]
    sheet = sheet_of(Table({}, rows), HEADLINE, PLAIN, "en")

    assert sheet.parts[0].mark == "[1]"
    assert [value[0] for value in sheet.parts[0].lines[0].values[1:3]] == ["0.40", "0.30 [2]"]
    assert sheet.footnotes.lines() == [(1, FEW), (2, RARE)]


def test_a_caution_with_other_numbers_is_still_the_same_caution():
    """Sensitivity rests on 26 clusters, kappa on 27: both are few."""
    rows = [
        number("gpt-5", "cohen_kappa", 0.4, cautions=[FEW]),
        number("gpt-5", "sensitivity", 0.4, reference="majority", cautions=[FEW.replace("27", "26")]),
    ]
    sheet = sheet_of(Table({}, rows), HEADLINE, PLAIN, "en")

    assert sheet.parts[0].mark == "[1]"
    assert sheet.footnotes.lines() == [(1, FEW.replace("27", "26–27"))]


def test_a_mean_over_repeats_stands_between_the_outermost_ends():
    """0.3 to 0.5 and 0.4 to 0.6: the mean's interval is not known, and is no wider than from 0.3 to 0.6."""
    rows = [number("gpt-5", "cohen_kappa", v, repeat=r) for r, v in enumerate((0.4, 0.5))]
    rows.append(number("gpt-5", "cohen_kappa", 0.45, repeat="mean", low=None, high=None))
    text = on_a_terminal(terminal.agreement_table(Table({}, rows), "en"))

    assert kappa_of(Table({}, rows), "gpt-5") == ["0.45", "0.30…0.60"]
    assert "outermost ends" in text


def test_a_mean_over_repeats_of_which_one_has_no_interval_has_none():
    """And a note says so."""
    rows = [number("gpt-5", "cohen_kappa", 0.4), number("gpt-5", "cohen_kappa", 0.5, repeat=1, low=None, high=None)]
    rows.append(number("gpt-5", "cohen_kappa", 0.45, repeat="mean", low=None, high=None))

    assert kappa_of(Table({}, rows), "gpt-5") == ["0.45 [1]"]


def test_the_experts_own_sensitivity_is_the_range_of_each_against_the_others():
    """80 and 95 of 100: no judge needs more than the best of them has."""
    rows = [number("experts", "cohen_kappa", 0.5)]
    rows += [
        number("experts", "sensitivity", v, reference=f"majority_without:{n}") for n, v in (("a", 0.8), ("b", 0.95))
    ]

    assert list(lines_of(Table({}, rows), HEADLINE)["experts"].values[4]) == ["80–95 %"]


def test_groups_have_parts_of_their_own():
    """One after the other, each named."""
    table = Table({}, [*kappas(("gpt-5", 0.4), group="zh").rows, *kappas(("gpt-5", 0.6), group="en").rows])

    assert [part.name for part in sheet_of(table, HEADLINE, PLAIN, "en").parts] == [
        "empathy · group zh",
        "empathy · group en",
    ]


def test_the_judge_as_one_more_rater_shows_what_it_changes():
    """Alpha falls from 0.60 to 0.45: the change is a difference, with its sign."""
    rows = [
        number("experts", "krippendorff_alpha_nominal", 0.6, reference=None),
        number("gpt-5", "krippendorff_alpha_nominal_with_judge", 0.45, reference="experts"),
        number("gpt-5", "krippendorff_alpha_nominal_difference", -0.15, reference="experts", low=-0.2, high=0.1),
    ]
    found = lines_of(Table({}, rows), ONE_MORE)

    assert [list(value) for value in found["experts"].values] == [["0.60", "0.50…0.70"], ["–"]]
    assert [list(value) for value in found["gpt-5"].values] == [["0.45", "0.35…0.55"], ["−0.15", "[−0.20, +0.10]"]]


def test_where_answers_have_an_order_alpha_knows_it():
    """The ordinal alpha, not the nominal one."""
    rows = [
        number("gpt-5", f"krippendorff_alpha_{metric}_with_judge", value, reference="experts")
        for metric, value in (("ordinal", 0.7), ("nominal", 0.3))
    ]

    assert lines_of(Table({}, rows), ONE_MORE)["gpt-5"].values[0][0] == "0.70"


def test_replaceability_stands_beside_two_judges_that_never_look():
    """Of three tested experts two; and the warning where always passing passes too."""
    fooled = "the always-pass judge passes this test too: it says nothing here"
    omega = {"reference": None, "low": None, "high": None, "numerator": 2, "denominator": 3}
    rows = [
        number(judge, "alt_test_omega_0.2", 2 / 3, **omega, cautions=[fooled])
        for judge in ("gpt-5", "always-pass", "random-expert")
    ]
    sheet = sheet_of(Table({}, rows), REPLACEABLE, PLAIN, "zh")

    assert [line.name for line in sheet.parts[0].lines] == ["gpt-5", "一律放行", "随机一位专家"]
    assert [line.values[0][0] for line in sheet.parts[0].lines] == ["2/3", "2/3", "2/3"]
    assert sheet.parts[0].mark == "[1]"
    assert "说明不了什么" in sheet.footnotes.written()[0]


def test_of_right_every_time_the_most_repeats_are_shown():
    """pass^4, not pass^1."""
    rows = [number("gpt-5", f"pass_hat_{k}", v, reference="majority", repeat="all") for k, v in ((1, 0.9), (4, 0.7))]

    assert lines_of(Table({}, rows), STABLE)["gpt-5"].values[3][0] == "70 %"


@pytest.mark.parametrize("layout", [ONE_MORE, REPLACEABLE, SOFT, STABLE, RANKED])
def test_a_block_without_anything_to_show_is_not_there(layout):
    """No heading over nothing."""
    sheet = sheet_of(kappas(("gpt-5", 0.4)), layout, PLAIN, "en")

    assert (sheet.parts, sheet.why) == ([], ())
    assert agreement_blocks(kappas(("gpt-5", 0.4)), "en") == []


def test_a_block_whose_numbers_are_all_undefined_gives_the_reason_instead():
    """Two candidates have no order worth a table."""
    reason = "fewer than three candidates: there is no ranking to compare"
    rows = [number("gpt-5", "system_spearman", None, reference="mean", reason=reason)]
    text = "".join(on_a_terminal(block) for block in agreement_blocks(Table({}, rows), "zh"))

    assert "没有数值：被评模型不足三个" in text


def test_baselines_stand_in_a_block_only_where_there_is_no_other_judge():
    """What stands beside the judges is baseline enough."""
    rows = [number(judge, "brier", 0.2, reference="leave_one_out") for judge in ("gpt-5", "baseline/lexical")]

    assert list(lines_of(Table({}, rows), SOFT)) == ["gpt-5"]
    assert list(lines_of(Table({}, rows[1:]), SOFT)) == ["baseline/lexical (baseline)"]
    known = Legend(models={"gpt-5": "baseline/always-pass"})
    assert list(lines_of(Table({}, rows[:1]), SOFT, legend=known)) == ["gpt-5 (baseline)"]


def asked(ask, against, value, **more):
    return number("gpt-5", "percent_agreement", value, ask=ask, against=against, **more)


def test_ways_of_asking_stand_side_by_side_and_then_as_differences():
    """80 and 70 of 100: ten percentage points, from −5 to 25."""
    rows = [
        asked("general", None, 0.8),
        asked("rule_based", None, 0.7),
        asked("general", "rule_based", 0.1, low=-0.05, high=0.25),
        asked("general", None, 0.9, repeat=1),
    ]
    text = "".join(on_a_terminal(block) for block in agreement_blocks(Table({"asks": rows}, []), "en"))
    lines = [line.split() for line in text.splitlines()]

    assert [line[:3] for line in lines if line[:1] == ["general"]] == [
        ["general", "80", "%"],
        ["general", "−", "rule_based"],
    ]
    assert "[−5, +25]" in text
    assert "first repeat is shown" in text


def everything():
    ordered = {"dimension": "total", "reference": "mean"}
    rows = [
        number("experts", "krippendorff_alpha_nominal", 0.6, reference=None),
        number("gpt-5", "krippendorff_alpha_nominal_difference", -0.1, reference="experts", cautions=[FEW]),
        number("gpt-5", "alt_test_rho", 0.8, reference=None, cautions=[RARE]),
        number("gpt-5", "brier", 0.2, reference="leave_one_out"),
        number("gpt-5", "flip_rate", 0.1, reference=None, repeat="all"),
        number("gpt-5", "system_kendall_tau_b", 0.8, **ordered),
        number("gpt-5", "system_same_best_probability", 0.7, **ordered, low=None, high=None),
    ]
    about = {"asks": [asked("general", None, 0.8), asked("rule_based", None, 0.7)]}
    plan = {"replicates": 1000, "seed": 7, "clusters": 36}
    return Table({**about, "resampling": plan}, rows)


@pytest.mark.parametrize("ui", ["en", "zh"])
@pytest.mark.parametrize("width", [80, 100])
def test_every_block_fits_its_terminal_under_its_own_heading(ui, width):
    """Six blocks, none cut off; each says how its intervals were drawn."""
    drawn = [on_a_terminal(block, width=width) for block in agreement_blocks(everything(), ui)]
    titles = [
        CATALOGUE[f"block.{name}"]._asdict()[ui]
        for name in ("one_more", "replaceable", "soft", "stable", "ranked", "asks")
    ]

    assert [text.splitlines()[0].strip() for text in drawn] == titles
    assert all("…\n" not in text for text in drawn)
    assert all("1,000" in text for text in drawn)


def test_the_page_holds_the_same_blocks_with_the_notes_they_need():
    """Headed tables in the section on agreement; the note beside the number it concerns."""
    html = render(report_of(agreement=everything()), ui="en")
    section = html[html.index('id="agreement"') : html.index('id="cases"')]

    assert section.count('<h3 id="block-') == 6
    assert section.count('<table class="numbers') == 7  # the headline's too
    assert "<td>−0.10 [1]<small>[−0.20, 0.00]</small></td>" in section
    assert section.count(FEW) == 1
    assert "1,000 replicates of 36 clusters, seed 7." in section


def test_the_page_draws_each_judge_over_the_experts_interval():
    """From −1 to 1 within margins of 3 %: 0.5…0.7 begins at 3 + 94 × 0.75 = 73.50 % and is 94 × 0.1 = 9.40 % wide."""
    table = kappas(("gpt-5", 0.4), ("experts", 0.6))
    html = render(report_of(agreement=table), ui="en")

    assert html.count('<rect class="band" x="73.50%" width="9.40%"') == 2
    assert "shaded: the experts" in html
