"""``judge compare``: judges of one run or several, against the same experts."""

import json
import shutil
from contextlib import chdir
from io import StringIO
from pathlib import Path

import pytest
from cli_cases import RUBRIC, a_reply, a_run, number, ran, some_responses
from rich.console import Console

from judge import compare as from_python
from judge.evaluation import prepare
from judge.models.scripted import ScriptedModel
from judge.views.comparison import compare_table
from judge.views.names import Legend

N = 40


def flags_warm(*flagged):
    """Replies that find the responses of these numbers not warm; nothing else is ever amiss."""

    def reply(messages):
        said = json.loads(a_reply(messages))
        for answer in said["answers"]:
            fails = number(messages) in flagged and answer["dimension"] == "warm"
            answer["answer"] = "no" if fails or answer["dimension"] == "cold" else "yes"
        return json.dumps(said)

    return reply


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Forty responses; two experts find the first twenty not warm; a run of a keen judge and one of a dull one."""
    folder = tmp_path_factory.mktemp("runs")
    with chdir(folder):
        _make()
    return folder


def _make():
    responses = some_responses(N)
    models = {"keen": ScriptedModel(flags_warm(*range(19))), "dull": ScriptedModel(flags_warm(*range(6)))}
    judges = ["keen=openai/gpt-5", "dull=anthropic/claude-x"]
    prepare(responses, RUBRIC, judges, models=models, canaries=False).run("both")
    a_run("old", responses=responses, replies=flags_warm(*range(10)))
    a_run("new", responses=responses, replies=flags_warm(*range(18)))
    lines = [f"r{i},warm,{x},{'no' if i < 20 else 'yes'}" for i in range(N) for x in ("anna", "ben")]
    lines += [f"r{i},cold,{x},no" for i in range(N) for x in ("anna", "ben")]
    Path("labels.csv").write_text("\n".join(["response_id,dimension,rater,answer", *lines, ""]), encoding="utf-8")


@pytest.fixture(autouse=True)
def desk(made, own_world):
    """A copy of it for each test."""
    shutil.copytree(made, own_world, dirs_exist_ok=True)


LABELS = ("--labels", "labels.csv")


def test_the_judges_of_one_run_are_compared(capsys):
    """The keen one misses 1 of 20, the dull one 14: better, in words and in numbers."""
    done = ran(capsys, "compare", "both", *LABELS, "--json")

    document = done.document
    assert done.code == 0
    assert [*document] == [
        "runs", "rubric", "rubric_version", "labels", "reviewed", "families", "judges", "resampling", "matrix",
        "cochran", "self_preference", "asks", "canaries", "rows", "notes",
    ]  # fmt: skip
    assert (document["runs"], document["labels"]) == (["both"], "labels.csv")
    row = next(r for r in document["rows"] if r["statistic"] == "missed" and r["dimension"] == "warm")
    assert (row["judge_a"], row["judge_b"], row["value_a"], row["value_b"]) == ("keen", "dull", 1 / 20, 14 / 20)
    assert (row["only_a"], row["only_b"], row["denominator"]) == (13, 0, 20)
    # 13 items, all for one judge: 2/2^13; clusters of one item each, swapped in every way or drawn.
    assert row["mcnemar_exact"] == pytest.approx(2 / 2**13)
    assert document["matrix"][0]["value"] == 27 / 40


def test_judges_of_several_runs_are_told_apart_by_the_runs_names(capsys):
    """The same name in both."""
    document = ran(capsys, "compare", "old", "new", *LABELS, "--json").document

    assert [j["judge"] for j in document["judges"]] == ["strict@old", "strict@new"]
    row = next(r for r in document["rows"] if r["statistic"] == "sensitivity" and r["dimension"] == "warm")
    assert (row["value_a"], row["value_b"]) == (10 / 20, 18 / 20)


@pytest.mark.parametrize(
    ("ui", "words"),
    [
        ("en", ("A = keen   B = dull", "Missed (any)", "better", "McNemar")),
        ("zh", ("在双方都作答的条目上比较评审", "漏报（任一）", "温暖")),
    ],
)
def test_people_read_it_in_their_language(capsys, ui, words):
    """Titles, statistics and dimensions."""
    done = ran(capsys, "compare", "both", *LABELS, "--ui", ui)

    assert done.code == 0
    assert all(word in done.out for word in words), done.out


def test_a_terminal_of_a_hundred_columns_holds_it():
    """Words of verdicts and numbers stay whole; names of dimensions fold."""
    table = from_python("both", "labels.csv")
    console = Console(width=100, record=True, file=StringIO())
    names = Legend(dimensions={"warm": "A dimension with a rather long name", "cold": "Another of these"})

    console.print(compare_table(table, "en", legend=names))

    lines = console.export_text().splitlines()
    assert max(map(len, lines)) <= 100
    assert any(line.split()[:2] == ["Cohen", "κ"] and line.rstrip().endswith("better") for line in lines)
    assert any(line.rstrip().endswith("too few to say [1]") for line in lines)


def test_a_family_can_be_named_and_is_seen_by_name_otherwise(capsys):
    """gpt-5 judging alder: no kin by name, but by the user's word."""
    plain = ran(capsys, "compare", "both", *LABELS, "--json").document
    named = ran(capsys, "compare", "both", *LABELS, "--family", "keen=alder", "--json").document

    assert (plain["families"], plain["self_preference"]) == ({}, [])
    assert named["families"] == {"keen": ["alder"]}
    assert {r["judge"] for r in named["self_preference"]} == {"keen"}
    assert named["self_preference"][0]["status"] == "undefined"  # nobody else was judged


def test_python_gives_the_same_table(capsys):
    """Folders or open runs; a seed draws another plan."""
    table = from_python("both", "labels.csv")

    assert table.as_json()["rows"] == ran(capsys, "compare", "both", *LABELS, "--json").document["rows"]
    other = from_python(["both"], "labels.csv", seed=1)
    assert [r["difference"] for r in other.rows] == [r["difference"] for r in table.rows]
    assert [r["low"] for r in other.rows] != [r["low"] for r in table.rows]


FAULTS = {
    ("both",): ("compare needs the experts' labels", "compare 需要专家的标注"),
    ("old", *LABELS): ("one judge cannot be compared with itself", "只有一位评审，无从比较"),
    ("both", *LABELS, "--family", "keen"): ("--family 'keen' is not judge=candidate", "不是“评审=被评模型”的形式"),
    ("both", *LABELS, "--family", "kean=alder"): ("which is no judge here", "不是这里的评审"),
    ("both", *LABELS, "--family", "keen=elder"): ("which is no candidate here", "不是这里的被评模型"),
    ("both", "nowhere", *LABELS): ("no run in 'nowhere'", "nowhere"),
}


@pytest.mark.parametrize("arguments", FAULTS, ids=" ".join)
def test_what_cannot_be_compared_is_said_in_both_languages(capsys, arguments):
    """Before any number is made; exit code 2."""
    english, chinese = FAULTS[arguments]

    done = ran(capsys, "compare", *arguments)
    said = ran(capsys, "compare", *arguments, "--ui", "zh")

    assert (done.code, said.code) == (2, 2)
    assert english in done.err
    assert chinese in said.err


def test_runs_with_other_texts_under_one_id_are_refused(capsys):
    """r0 says something else there."""
    other = [r if r.id != "r0" else type(r)(**{f: getattr(r, f) for f in ("id", "scenario_id", "candidate", "turns")},
             response="I hear you 0, truly", language="en") for r in some_responses(3)]  # fmt: skip
    a_run("changed", responses=other, replies=flags_warm(0))

    done = ran(capsys, "compare", "old", "changed", *LABELS)

    assert done.code == 2
    assert "response 'r0' has one text in run 'old' and another in run 'changed'" in done.err
