"""``judge plan``: what a wish costs, and which options go together."""

import json
from pathlib import Path

import pytest
from cli_cases import a_reply, a_run, number, ran, some_responses

QUALITY = ("--prevalence", "0.1", "--sensitivity", "0.9", "--specificity", "0.9")


def test_items_for_a_half_width_are_the_tables(capsys):
    """0.05 at prevalence 0.1 and a 90/90 judge, every statistic."""
    document = ran(capsys, "plan", "--half-width", "0.05", *QUALITY, "--json").document

    assert {r["statistic"]: r["items"] for r in document["rows"]} == {
        "sensitivity": 1383, "specificity": 154, "balanced_accuracy": 385, "mcc": 1587, "cohen_kappa": 1994,
        "krippendorff_alpha_nominal": 2149, "gwet_ac1": 286,
    }  # fmt: skip
    assert document["plan"] == "half_width"
    assert document["given"]["prevalence"] == 0.1


def test_clusters_repeats_and_experts_enter(capsys):
    """Two items a conversation at 0.3: 1.3 times 1,994; experts have a row of their own."""
    options = ("--statistic", "kappa", "--clusters-of", "2", "--icc", "0.3", "--experts", "3", "--expert-alpha", "0.6")

    judge, experts = ran(capsys, "plan", "--half-width", "0.05", *QUALITY, *options, "--json").document["rows"]

    # 1993.5 x 1.3 before rounding up.
    assert (judge["items"], judge["conversations"]) == (2592, 1296)
    assert (experts["experts"], round(experts["reliability"], 3)) == (3, 0.818)
    often = ran(capsys, "plan", "--half-width", "0.05", *QUALITY, "--repeats", "4", "--noise", "0.4", "--json").document
    # 1 - 0.4 + 0.4/4 = 0.7 of 1382.9 items, four times judged.
    assert (often["rows"][0]["items"], often["rows"][0]["judgments"]) == (969, 4 * 969)


def test_power_bound_and_reliability(capsys):
    """McNemar's table, the rule of three, Spearman-Brown."""
    found = {
        wish[0]: ran(capsys, "plan", *wish, "--json").document["rows"][0]
        for wish in (
            ("--power", "0.8", "--difference", "0.05", "--discordance", "0.2"),
            ("--items", "626", "--difference", "0.05", "--discordance", "0.2"),
            ("--bound", "0.05"),
            ("--reliability", "0.9", "--expert-alpha", "0.6"),
        )
    }

    assert found["--power"]["items"] == 626
    assert found["--items"]["power"] == pytest.approx(0.8, abs=0.001)
    assert found["--bound"]["flagged"] == 59
    assert found["--reliability"]["experts"] == 6


def labelled_run():
    """Forty responses, the first twenty not warm, of which the judge finds sixteen."""

    def reply(messages):
        said = json.loads(a_reply(messages))
        for answer in said["answers"]:
            fails = answer["dimension"] == "warm" and number(messages) < 16
            answer["answer"] = "no" if fails or answer["dimension"] == "cold" else "yes"
        return json.dumps(said)

    a_run("run", responses=some_responses(40), replies=reply)
    lines = [f"r{i},warm,{x},{'no' if i < 20 + k else 'yes'}" for i in range(40) for k, x in enumerate(("anna", "ben"))]
    Path("labels.csv").write_text("\n".join(["response_id,dimension,rater,answer", *lines, ""]), encoding="utf-8")


def test_a_run_plans_for_itself(capsys):
    """Prevalence and quality of its own labels; nothing was labelled of the other dimension."""
    labelled_run()

    document = ran(capsys, "plan", "run", "--labels", "labels.csv", "--half-width", "0.1", "--json").document

    judge = [r for r in document["rows"] if r["judge"] == "strict"]
    assert {r["dimension"] for r in document["rows"]} == {"warm"}
    # 20 of 39 decided items are flagged (one tie); 16 of 20 found; none of 19 raised an alarm.
    assert (judge[0]["prevalence"], judge[0]["sensitivity"], judge[0]["specificity"]) == (21 / 41, 17 / 22, 20 / 21)
    assert document["rows"][-1]["statistic"] == "experts_alpha"
    assert document["labels"] == "labels.csv"


@pytest.mark.parametrize(("ui", "words"), [("en", ("Sensitivity", "1,383", "Items for a 95 %")),
                                           ("zh", ("灵敏度", "1,383", "所需条目数"))])  # fmt: skip
def test_people_read_it_in_their_language(capsys, ui, words):
    """A table, and what the arithmetic takes for granted."""
    done = ran(capsys, "plan", "--half-width", "0.05", *QUALITY, "--ui", ui)

    assert done.code == 0
    assert all(word in done.out for word in words), done.out


def test_a_plan_from_a_run_is_read_in_chinese_too(capsys):
    """Dimensions by their names."""
    labelled_run()

    done = ran(capsys, "plan", "run", "--labels", "labels.csv", "--half-width", "0.1", "--ui", "zh")

    assert "温暖" in done.out
    assert "专家之间" in done.out


FAULTS = {
    (): ("a plan has one wish", "每次推算只能有一个目标"),
    ("--power", "0.8", "--bound", "0.1"): ("--power and --bound are two wishes", "--power 与 --bound 是两个目标"),
    ("--half-width", "0.1"): (
        "--half-width needs --prevalence beside it",
        "使用 --half-width 时须同时给出 --prevalence",
    ),
    ("--half-width", "0.1", *QUALITY, "--icc", "0.2"): (
        "--icc needs --clusters-of",
        "使用 --icc 时须同时给出 --clusters-of",
    ),
    ("--bound", "0.1", "--sensitivity", "0.9"): (
        "--sensitivity says nothing about --bound",
        "--sensitivity 与 --bound 无关",
    ),
    ("--half-width", "0.1", *QUALITY[:-1], "1"): ("specificity must lie between 0 and 1", "特异度 应介于 0 与 1 之间"),
    ("--half-width", "0", *QUALITY): ("the half-width must lie between 0 and 1", "半宽 应介于 0 与 1 之间"),
    ("--power", "0.8", "--difference", "0.3", "--discordance", "0.2"): ("a difference of 0.3 needs", "差异为 0.3 时"),
    ("--half-width", "0.1", *QUALITY, "--statistic", "kapa"): (
        "no plan for the statistic 'kapa'",
        "无法为统计量 'kapa' 推算",
    ),
    ("run", "--half-width", "0.1"): ("a plan from a run needs the run, --labels", "依据运行推算时"),
    ("run", "--labels", "l.csv", "--half-width", "0.1", "--icc", "0.1"): (
        "--icc is taken from the run",
        "--icc 取自运行",
    ),
}


@pytest.mark.parametrize("arguments", FAULTS, ids=" ".join)
def test_options_that_do_not_go_together_are_refused_in_both_languages(capsys, arguments):
    """Exit code 2, with what to do."""
    english, chinese = FAULTS[arguments]

    done = ran(capsys, "plan", *arguments)
    said = ran(capsys, "plan", *arguments, "--ui", "zh")

    assert (done.code, said.code) == (2, 2)
    assert english in done.err
    assert chinese in said.err
