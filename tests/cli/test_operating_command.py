"""``judge operating`` and ``judge delays`` from the command line: over a real server, in both languages, as files."""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from xml.dom import minidom

import pytest
from cli_cases import ran

import judge
from judge.cli.app import run as main
from judge.judgment import scored
from judge.testing import Canned, LoopbackServer, asked, spelled, verdict_reply
from judge.testing.likelihoods import answer_places
from judge.testing.shapes import messages_of

RUBRIC = """\
id: {id}
version: "1.0"
title: {{en: Small, zh: 小}}
unit: {unit}
dimensions:
  - id: risk
    name: {{en: Risk <b>, zh: 风险 <b>}}
    question: {{en: "Does it speak of a current risk?", zh: "是否谈到当前风险？"}}
    passes_on: ["no"]
"""
# Nine responses; the number they begin with is how probable the judge holds a risk, in percent.
SAID = [90, 80, 80, 40, 80, 30, 20, 10, 5, 5]
EXPERT = ["yes"] * 4 + ["no"] * 6


def knowing(body):
    """A judge that reads the number, and is as sure as it says."""
    question = asked([{"role": role, "content": text} for role, text in messages_of(body)])
    chance = int(question.response.split()[0]) / 100
    text = verdict_reply(question, lambda _, __: "yes" if chance >= 0.5 else "no")
    (at,) = answer_places(question, text)
    return Canned.ok(text, logprobs=spelled(text, {at: {"yes": chance, "no": 1 - chance}}))


def evaluated(server, out, *more, rubric, file):
    model = ("-j", "j=hosted_vllm/m", "--api-base", server.url, "--route", "direct", "--no-canaries")
    assert main(["evaluate", str(file), "-r", str(rubric), *model, "-o", str(out), *more]) in (0, 6)


@pytest.fixture
def command(capsys):
    return partial(ran, capsys)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A run of ten responses with probabilities, one without, and labels of which half are for tuning."""
    at = tmp_path_factory.mktemp("made")
    rubric, file = at / "small.yaml", at / "r.jsonl"
    rubric.write_text(RUBRIC.format(id="small", unit="response"), encoding="utf-8")
    asked_of = {"candidate": "m", "user": "How are you?"}
    rows = [{"id": f"r{i}", "response": f"{p} it is.", **asked_of} for i, p in enumerate(SAID)]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    labels = [f"r{i},risk,e,{a},{'test' if i % 2 else 'dev'}" for i, a in enumerate(EXPERT)]
    (at / "labels.csv").write_text("\n".join(["response_id,dimension,rater,answer,split", *labels]), encoding="utf-8")
    plain = [label.rpartition(",")[0] for label in labels]
    (at / "plain.csv").write_text("\n".join(["response_id,dimension,rater,answer", *plain]), encoding="utf-8")
    with LoopbackServer(knowing) as server:
        evaluated(server, at / "run", "--confidence", "logprobs", rubric=rubric, file=file)
        evaluated(server, at / "plain", rubric=rubric, file=file)
    return at


@pytest.fixture
def points(made, command):
    """``judge operating`` on that run."""
    return lambda labels, *more: command(
        "operating", made / "run", "--labels", made / labels, "--replicates", "100", *more
    )


def found(document, statistic):
    (row,) = [row for row in document["rows"] if row["statistic"] == statistic]
    return row


def test_the_whole_way_from_tokens_to_operating_points(points):
    """Ten probabilities on the wire, and the numbers counted by hand: 4 x 6 pairs, of which one is wrong, two tie."""
    document = points("plain.csv", "--json").document

    # .9 beats 6; .8 twice beats 5 and ties 1; .4 beats 5 and loses to one .8
    assert found(document, "auroc")["value"] == pytest.approx((6 + 5.5 + 5.5 + 5) / 24)
    assert found(document, "fpr_at_tpr_0.95")["numerator"] == 1
    assert found(document, "fpr_at_tpr_0.95")["threshold"] == pytest.approx(0.4)
    assert document["curves"][0]["points"][0] == pytest.approx([0.9, 0.25, 0, 1])
    assert sum(b["n_items"] for b in document["curves"][0]["bins"]) == 10
    assert document["labels"] == "plain.csv"


FLAGGED_AND_CLEARED = {
    95: (20, 0),
    90: (10, 1),
    80: (7, 2),
    70: (2, 3),
    60: (0, 4),
    50: (1, 0),
    30: (1, 18),
    10: (1, 30),
}
"""How many of 42 flagged and 58 cleared responses have each score, in percent."""


class Sure:
    """A classifier of two repeats: the first as sure as it was told, the second half as sure."""

    name = "sure"

    def __init__(self, scores):
        self.scores = scores

    def identity(self):
        return {"model": "classifier", "name": self.name}

    async def decide(self, cases):
        for case in cases:
            chance = self.scores[int(case.response.id[1:])] / 100 / (1 + case.repeat)
            verdict = scored(case, case.dimensions[0], "yes" if chance >= 0.5 else "no")
            yield replace(verdict, probabilities={"yes": chance, "no": 1 - chance})


def test_forty_two_flagged_responses_by_hand(command):
    """A run, labels, one command: nine in ten of 42 are 38, found at .7 with 6 of 58 false; 95 % are 40, at .5 with 10.

    `tests/stats/test_operating_points.py` has the table they are counted from. Curves and bins are of the first repeat.
    """
    counted = [(s, f) for s, (y, n) in FLAGGED_AND_CLEARED.items() for f in ["yes"] * y + ["no"] * n]
    Path("small.yaml").write_text(RUBRIC.format(id="small", unit="response"), encoding="utf-8")
    rows = [{"id": f"r{i}", "candidate": "m", "user": "Hello.", "response": f"Reply {i}."} for i in range(100)]
    Path("r.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    labels = [f"r{i},risk,e,{flag}" for i, (_, flag) in enumerate(counted)]
    Path("labels.csv").write_text("\n".join(["response_id,dimension,rater,answer", *labels]), encoding="utf-8")
    sure = Sure([score for score, _ in counted])
    judge.evaluate(judge.read_responses("r.jsonl"), "small.yaml", [sure], repeats=2, folder="run", canaries=False)

    of = ("operating", "run", "--labels", "labels.csv", "--replicates", "100")
    document, shown = command(*of, "--json").document, command(*of, "-o", "c.svg").out
    by = {(r["statistic"], r["repeat"]): r for r in document["rows"]}
    nine, nineteen = by["fpr_at_tpr_0.90", 0], by["fpr_at_tpr_0.95", 0]

    assert [nine[k] for k in ("needed", "found", "flagged", "threshold", "numerator", "denominator")] == [
        38, 39, 42, 0.7, 6, 58
    ]  # fmt: skip
    assert [nineteen[k] for k in ("needed", "found", "threshold", "numerator", "denominator")] == [40, 40, 0.5, 10, 58]
    assert by["auroc", 0]["value"] == pytest.approx(2336 / 2436)
    assert by["fpr_at_tpr_0.90", 1]["threshold"] == 0.35
    assert "finds 39 of 42" not in shown  # of two repeats there are means
    assert "sure, first repeat" in shown
    assert "sure, first repeat: AUROC 0.96" in Path("c.svg").read_text(encoding="utf-8")


def test_the_labels_own_split_chooses_and_tries(points):
    """Even responses are for tuning: of r0 and r2 both are found at .8. Odd ones: of r1 and r3 only r1 is."""
    document = points("labels.csv", "--json").document

    assert found(document, "threshold")["value"] == pytest.approx(0.8)
    assert (found(document, "sensitivity")["numerator"], found(document, "sensitivity")["denominator"]) == (1, 2)
    assert (found(document, "false_alarms")["numerator"], found(document, "false_alarms")["denominator"]) == (0, 3)
    assert found(document, "auroc")["n_items"] == 5
    assert not any("left out" in note for note in document["notes"])


def test_the_terminal_speaks_both_languages(points):
    """Tables, a threshold where there are two parts, and the bins of a single score."""
    english = points("labels.csv")
    chinese = points("plain.csv", "--ui", "zh")

    for words in ("What thresholds find", "A threshold, tried", "Whether a score is a probability", "bin by bin"):
        assert words in english.out
    assert "finds 2 of 2" in english.out
    assert "不同阈值能找出多少" in chinese.out
    assert "未推荐阈值" in chinese.err


@pytest.mark.parametrize("ui", ["en", "zh"])
def test_the_curves_are_a_file_that_needs_nothing_else(points, ui):
    """Well-formed, in the language asked for, with nothing of a name taken for markup."""
    done = points("plain.csv", "-o", "c.svg", "--ui", ui)
    text = Path("c.svg").read_text(encoding="utf-8")
    drawing = minidom.parseString(text)  # noqa: S318 - our own file
    paths = [p.getAttribute("d") for p in drawing.getElementsByTagName("path") if "curve" in p.getAttribute("class")]

    assert done.code == 0
    assert {"en": "Risk &lt;b&gt;", "zh": "风险 &lt;b&gt;"}[ui] in text
    assert {"en": "AUROC 0.92", "zh": "AUROC 0.92"}[ui] in text
    assert paths[0].startswith("M46.0 254.0 L46.0 194.0")
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


def test_every_row_is_a_file_too(points):
    points("plain.csv", "-o", "rows.csv")

    assert "fpr_at_tpr_0.90" in Path("rows.csv").read_text(encoding="utf-8")


def test_the_report_has_a_section_where_a_judge_says_how_sure_it_is(made, command):
    """Its curves stand in the page; without probabilities there is no such section."""
    for run in ("run", "plain"):
        command("report", made / run, "--labels", made / "plain.csv", "-o", f"{run}.html")
    page = Path("run.html").read_text(encoding="utf-8")

    assert '<section id="operating"' in page
    assert 'class="curve line-0"' in page
    assert 'id="operating"' not in Path("plain.html").read_text(encoding="utf-8")


def test_what_is_wrong_is_said_before_anything_is_counted(made, command, points):
    """No labels, a picture that nobody draws, two wishes at once, a run that judges no turns."""
    assert command("operating", made / "run").code == 2
    assert "end it in one of .svg, .jsonl" in points("plain.csv", "-o", "curves.png").err
    assert "both say where" in points("plain.csv", "--choose-on", "a=b", "--split", "0.5").err
    assert "judges no turns" in command("delays", made / "run", "--labels", made / "plain.csv").err
    assert command("delays", made / "run").code == 2


WORDS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"]
ALARMS = {1, 7, 8, 10, 11}
FLAGGED = {4, 6, 7, 8}


def watching(body):
    """Alarms at some turns by their number; mumbles at the sixth."""
    question = asked([{"role": role, "content": text} for role, text in messages_of(body)])
    turn = int(question.response.split()[0])
    return (
        Canned.ok("hm")
        if turn == 5
        else Canned.ok(verdict_reply(question, lambda *_: "yes" if turn in ALARMS else "no"))
    )


def test_delays_of_a_conversation_of_twelve_turns(command):
    """The whole way: a file of one conversation, twelve calls, labels with turns, and the counts of a hand.

    Onset at the fifth user turn, the first alarm from there at the eighth; once early, twice false, one turn not read.
    """
    Path("turns.yaml").write_text(RUBRIC.format(id="turns", unit="user_turn"), encoding="utf-8")
    said = [
        {"role": r, "content": c}
        for i, w in enumerate(WORDS)
        for r, c in (("user", f"{i} {w}"), ("assistant", "Go on."))
    ]
    Path("c.jsonl").write_text(json.dumps({"id": "c1", "candidate": "m", "turns": said}), encoding="utf-8")
    rows = [f"c1,{2 * i},risk,e,{'yes' if i in FLAGGED else 'no'}" for i in range(11)]
    Path("labels.csv").write_text("\n".join(["response_id,turn,dimension,rater,answer", *rows]), encoding="utf-8")
    with LoopbackServer(watching) as server:
        evaluated(server, "run", "--reasks", "0", "--min-coverage", "0", rubric="turns.yaml", file="c.jsonl")

    done = command("delays", "run", "--labels", "labels.csv", "--replicates", "100", "--json").document
    (one,) = done["conversations"]
    shown = command("delays", "run", "--labels", "labels.csv", "--replicates", "100", "-o", "d.csv", "--ui", "zh")

    assert {k: one[k] for k in ("conversation", "turns", "onset", "detected", "delay", "censored")} == {
        "conversation": "c1", "turns": 12, "onset": 8, "detected": 14, "delay": 3, "censored": False
    }  # fmt: skip
    assert (one["alarms"], one["false"], one["early"], one["unread"]) == (5, 2, 1, 1)
    assert found(done, "delay_median")["value"] == 3
    assert "报警有多晚" in shown.out
    assert "1 轮没有判断" in shown.out
    assert "never_detected" in Path("d.csv").read_text(encoding="utf-8")
