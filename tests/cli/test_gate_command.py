"""``judge gate``: exit code 0 only when everything that was required has been shown."""

import json
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from cli_cases import a_reply, a_run, number, ran, some_responses

import judge

COUNT = 40
HOLDS = ("--require", "sensitivity.low >= 0.6")


def half(messages):
    """Warm on the even responses, cold on the odd ones: right every time."""
    even = number(messages) % 2 == 0
    return a_reply(messages).replace('"answer": "yes"', f'"answer": "{"yes" if even else "no"}"')


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A run of forty responses by a judge that is right, with labels of three experts."""
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        a_run(responses=some_responses(COUNT), replies=half)
        rows = [
            f"r{i},{dimension},{rater},{'yes' if i % 2 == 0 else 'no'}"
            for i in range(COUNT) for dimension in ("warm", "cold") for rater in ("a", "b", "c")
        ]  # fmt: skip
        head = "response_id,dimension,rater,answer"
        Path("labels.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
        Path("warm.csv").write_text("\n".join([head, *(r for r in rows if "warm" in r)]), encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def at_the_desk(desk, monkeypatch, own_world):
    """Each test stands there."""
    monkeypatch.chdir(desk)


def gate(capsys, *arguments, labels="labels.csv"):
    return ran(capsys, "gate", "run", "--labels", labels, "--replicates", "100", *arguments)


def test_a_gate_that_holds_exits_with_0_and_says_so_last(capsys):
    """Two dimensions, 20 of 20 each: Wilson's lower end is 20 / (20 + 1.96 squared) = .839."""
    done = gate(capsys, "--require", "sensitivity.low >= 0.8", "--require", "coverage >= 0.95")

    assert done.code == 0
    assert done.out.splitlines()[-1] == "gate held: 3 of 3 checks hold (run)"


def test_a_gate_that_is_missed_exits_with_10_and_says_why(capsys):
    """The value is 1; its lower end is not .9, and the lower end is what was required."""
    done = gate(capsys, "--require", "sensitivity >= 0.9")

    assert done.code == 10
    assert done.out.splitlines()[-1] == "gate missed: 2 of 2 checks do not hold (run)"
    assert "low 0.839 is not >= 0.9" in " ".join(done.out.split())


def test_a_dimension_nobody_labelled_misses_the_gate(capsys):
    """Absence is no evidence."""
    done = gate(capsys, *HOLDS, "--json", labels="warm.csv")

    assert done.code == 10
    assert {row["dimension"]: row["holds"] for row in done.document["rows"]} == {"warm": True, "cold": False}
    assert gate(capsys, "--require", "warm:sensitivity.low >= 0.6", labels="warm.csv").code == 0


def test_json_has_every_check(capsys):
    """A script need not read tables."""
    document = gate(capsys, *HOLDS, "--require", "critical.missed.high <= 0.2", "--json").document

    assert (document["run"], document["passed"], document["checks"], document["held"]) == ("run", True, 3, 3)
    row = document["rows"][-1]
    assert (row["dimension"], row["judge"], row["repeat"], row["reference"]) == ("cold", "strict", 0, "any")
    assert (row["numerator"], row["denominator"], row["measured"], row["holds"]) == (0, 20, row["high"], True)


def test_requirements_come_from_a_file_too(capsys):
    """With comments; those of the command line are added."""
    Path("gate.txt").write_text("# release\nsensitivity >= 0.6\ncoverage >= 0.95  # of everything\n", encoding="utf-8")

    document = gate(capsys, "--requirements", "gate.txt", "--require", "missed <= 0.3", "--json").document
    assert list(dict.fromkeys(row["requirement"] for row in document["rows"])) == [
        "missed <= 0.3",
        "sensitivity >= 0.6",
        "coverage >= 0.95",
    ]


def test_ci_gets_its_files_whether_the_gate_holds_or_not(capsys):
    """JUnit is written anew, the summary appended to."""
    Path("summary.md").write_text("before\n", encoding="utf-8")
    done = gate(capsys, "--require", "sensitivity >= 0.9", "--junit", "junit.xml", "--summary", "summary.md")

    assert done.code == 10
    suite = ET.parse("junit.xml").getroot().find("testsuite")  # noqa: S314 - our own file
    assert (suite.get("tests"), suite.get("failures")) == ("2", "2")
    page = Path("summary.md").read_text(encoding="utf-8")
    assert page.startswith("before\n### gate missed: 2 of 2 checks do not hold")


def test_requirements_that_cannot_see_a_silent_judge_are_warned_of(capsys):
    """They may hold; whoever reads on learns what they are worth."""
    blind = gate(capsys, "--require", "gwet_ac1.value >= 0.5")
    seeing = gate(capsys, "--require", "gwet_ac1.value >= 0.5", *HOLDS)

    assert "can see a judge that never objects" in blind.err
    assert "can see a judge that never objects" not in seeing.err


def test_python_gives_the_same_table(capsys):
    """``judge.gate`` for notebooks."""
    table = judge.gate(judge.read_run("run"), "labels.csv", require=["sensitivity.low >= 0.6"], replicates=100)

    assert table.as_json()["rows"] == gate(capsys, *HOLDS, "--json").document["rows"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--require", "sensitivty >= 0.8"), "did you mean 'sensitivity'?"),
        (("--require", "wrm:sensitivity >= 0.8"), "did you mean 'warm'?"),
        (("--require", "sensitivity"), "compares nothing"),
        (("--require", "coverage >= 95"), "lies between 0 and 1"),
        ((), "nothing is required"),
        (("--requirements", "none.txt"), "none.txt: No such file"),
        ((*HOLDS, "--judge", "strct"), "did you mean 'strict'?"),
    ],
)
def test_a_mistake_is_an_error_and_never_a_gate_that_holds(capsys, arguments, said):
    """Exit code 2, with what was meant."""
    done = gate(capsys, *arguments)

    assert done.code == 2
    assert said in done.err
    assert done.out == ""


def test_without_labels_there_is_no_gate(capsys):
    """Nothing can be shown."""
    done = ran(capsys, "gate", "run", *HOLDS)

    assert (done.code, "a gate needs the experts' labels" in done.err) == (2, True)


def test_a_run_of_baselines_needs_one_named(capsys, desk):
    """They are there to be compared with; none of them passes a gate by being the only one."""
    Path("two.csv").write_text("user,assistant\nI feel low,I hear you\nI feel worse,Go away\n", encoding="utf-8")
    rubric = Path("small.json")
    rubric.write_text(json.dumps(judge.read_run("run").rubric.model_dump(mode="json", exclude_unset=True)))
    rubric.rename("small.yaml")
    made = ran(capsys, "evaluate", "two.csv", "-r", "small.yaml", "-j", "baseline/always-pass", "-o", "base")
    ids = [r.id for r in judge.read_run("base").responses()]
    rows = [f"{i},{d},a,{'yes' if i == ids[0] else 'no'}" for i in ids for d in ("warm", "cold")]
    Path("base.csv").write_text("\n".join(["response_id,dimension,rater,answer", *rows]), encoding="utf-8")

    refused = ran(capsys, "gate", "base", "--labels", "base.csv", *HOLDS)
    named = ran(capsys, "gate", "base", "--labels", "base.csv", *HOLDS, "-j", "baseline/always-pass")
    assert made.code == 0
    assert (refused.code, "this run has no judge but baselines" in refused.err) == (2, True)
    assert named.code == 10


def test_a_vote_is_checked_only_where_the_vote_is_the_judge(capsys, monkeypatch, own_world):
    """Three repeats, each blind to another third of what is failing: alone each misses a third, their vote nothing."""
    monkeypatch.chdir(own_world)
    asked = Counter()

    def blind(messages):
        i = number(messages)
        asked[i] += 1
        return a_reply(messages, answer="yes" if asked[i] == 1 + i % 3 else "no")

    a_run(responses=some_responses(12), replies=blind, repeats=3, concurrency=1)
    rows = [f"r{i},warm,{rater},no" for i in range(12) for rater in ("a", "b")]
    Path("labels.csv").write_text("\n".join(["response_id,dimension,rater,answer", *rows]), encoding="utf-8")
    required = ("--require", "warm:missed.value <= 0.2", "--json")

    alone = gate(capsys, *required)
    voted = gate(capsys, *required, "--panel", "three=strict@repeats")
    assert [(r["judge"], r["repeat"], r["holds"]) for r in alone.document["rows"]] == [
        ("strict", repeat, False) for repeat in range(3)
    ]
    assert [(r["judge"], r["ask"], r["holds"]) for r in voted.document["rows"]] == [("three", "vote", True)]
    assert (alone.code, voted.code) == (10, 0)


def test_it_speaks_chinese(capsys):
    """The table, the last line and the warning."""
    done = gate(capsys, "--require", "percent_agreement >= 0.99", "--ui", "zh")

    assert done.out.splitlines()[-1].startswith("门槛未通过：")
    assert "不满足" in done.out
    assert "从不提出异议" in done.err
