"""``judge evaluate`` as a stranger types it: what it prints, what it leaves behind, and how it fails."""

import json
import os
import stat
from pathlib import Path

import pytest

from judge.cli.app import run
from judge.store.folder import make_folder
from judge.store.locking import locked
from judge.testing import Canned, LoopbackServer
from judge.testing.standin import Faults, StandIn

ROWS = "user,assistant\n最近很累，什么都提不起劲。,听起来你累了很久。愿意多说说吗？\nI cannot sleep.,Try to relax.\n"


@pytest.fixture
def sheet(tmp_path):
    file = tmp_path / "my.csv"
    file.write_text(ROWS, encoding="utf-8")
    return file


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")
    with LoopbackServer(StandIn(Faults(), seed=1)) as running:
        yield running


def asked(sheet, *more, judge="openai/stand-in", rubric="psycrisis", out="run"):
    return run(["evaluate", str(sheet), "-r", rubric, "-j", judge, "-o", out, *more])


def everything_in(folder):
    return sorted(p.name for p in Path(folder).iterdir())


def test_two_columns_and_a_model_are_enough(sheet, server, capsys):
    code = asked(sheet, "--api-base", server.url, "--json", "--min-coverage", "0")

    out, err = capsys.readouterr()
    document = json.loads(out)
    assert code == document["exit_code"] == 0
    assert document["coverage"][0]["asked"] == 10
    assert "texts go to 127.0.0.1 (for openai/stand-in)" in err
    assert everything_in("run") == [".helpers", ".lock", "canaries", "judgments.sqlite", "run.json"]


def test_a_finished_run_makes_no_call(sheet, server, capsys):
    asked(sheet, "--api-base", server.url, "--min-coverage", "0")
    before = server.requests

    code = asked(sheet, "--api-base", server.url, "--min-coverage", "0")

    assert (code, server.requests) == (0, before)
    assert "no call was made" in capsys.readouterr().err


def test_the_dry_run_asks_and_writes_nothing(sheet, server, capsys):
    code = asked(sheet, "--api-base", server.url, "--dry-run", "--json", "--per", "dimension", "--repeats", "3")

    row, known = json.loads(capsys.readouterr().out)["rows"]
    assert (known["part"], known["calls"]) == ("canaries", 12 * 5)
    assert (code, row["calls"], row["texts"], row["host"]) == (0, 2 * 5 * 3, 2, "127.0.0.1")
    assert row["cost_usd"] is None
    assert server.requests == 0
    assert not Path("run").exists()


def test_settings_come_from_a_file_and_flags_override_them(sheet, server, capsys):
    Path("run.yaml").write_text(
        "rubric: psycrisis\nrepeats: 2\nmin_coverage: 0\njudges:\n"
        f"  - {{name: one, model: openai/stand-in, api_base: '{server.url}', params: {{temperature: 0.5}}}}\n"
        f"  - {{name: two, model: openai/stand-in, api_base: '{server.url}', reply: lines}}\n",
        encoding="utf-8",
    )

    code = run(
        ["evaluate", str(sheet), "--settings", "run.yaml", "--repeats", "1", "-o", "run", "--json", "--no-canaries"]
    )

    rows = json.loads(capsys.readouterr().out)["coverage"]
    assert code == 0
    assert [(r["judge"], r["asked"]) for r in rows] == [("one", 10), ("two", 10)]
    temperatures = sorted(str(body.get("temperature")) for body in server.seen)
    assert temperatures == ["0.5", "0.5", "None", "None"]


BAD = {
    "a rubric's name misspelt": (
        {"rubric": "psycrisi"}, [], {}, "no rubric named 'psycrisi'", "did you mean 'psycrisis'?",
    ),
    "a rubric file that is broken": (
        {"rubric": "mine.yaml"}, [], {"mine.yaml": 'id: mine\nversion: "1"\ntitle: {en: "x"\n'},
        "mine.yaml, line", "indentation",
    ),
    "two responses of one id": (
        {}, [], {"my.csv": "id,user,assistant\na,x,y\na,x,z\n"}, "'a'", None,
    ),
    "a sheet without the column": (
        {}, [], {"my.csv": "question,assistant\nx,y\n"}, "my.csv", "user",
    ),
    "a baseline that does not exist": (
        {"judge": "baseline/lexicall"}, [], {}, "no baseline named 'baseline/lexicall'", "baseline/lexical",
    ),
    "a folder that cannot be made": (
        {"judge": "baseline/lexical", "out": "my.csv/run"}, [], {}, "cannot write to 'my.csv/run'", "-o",
    ),
    "a missing key": ({}, [], {}, "OPENAI_API_KEY is not set", "export OPENAI_API_KEY"),
    "parameters for two judges": (
        {}, ["-j", "openai/other", "--set", "temperature=0"], {}, "need exactly one judge", "--settings",
    ),
    "a setting nobody knows": (
        {}, ["--settings", "run.yaml"], {"run.yaml": "repeat: 3\n"}, "run.yaml, line 1: repeat", "repeats",
    ),
    "a way of asking nobody wrote": ({}, ["--ask", "expert_chains"], {}, "expert_chains", "expert_chain"),
    "a language the rubric has not": ({}, ["--language", "de"], {}, "'de'", None),
    "a limit on cost that cannot be kept": (
        {"judge": "hosted_vllm/mine"}, ["--max-cost", "1", "--api-base", "http://127.0.0.1:9/v1"], {},
        "price of 'hosted_vllm/mine' is not known", "price",
    ),
    "a reply form nobody reads": ({}, ["--reply", "yaml"], {}, "--reply", None),
    "an option that does not exist": ({}, ["--colour", "red"], {}, "--colour", "--help"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_two_lines_exit_code_two_and_nothing_written(what, sheet, capsys, tmp_path):
    """Found before the first call: what is wrong, where, and what to do."""
    given, more, files, message, hint = BAD[what]
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")
    before = everything_in(tmp_path)

    code = asked(sheet, *more, **given)

    out, err = capsys.readouterr()
    assert code == 2, err
    assert out == ""
    assert err.startswith("error: ")
    assert message in err
    assert hint is None or hint in err.partition("hint:")[2]
    assert "Traceback" not in err
    assert everything_in(tmp_path) == before


def test_a_number_on_a_harm_item_is_an_error_that_says_why(sheet, capsys):
    assert run(["evaluate", str(sheet), "-r", "crisis_response", "-j", "baseline/lexical", "-o", "run"]) == 0
    rows = [json.loads(line) for line in exported("run")]
    Path("experts.csv").write_text(
        f"response_id,dimension,rater,answer\n{rows[0]['response_id']},promises_secrecy,anna,1\n", encoding="utf-8"
    )
    capsys.readouterr()

    code = run(["agreement", "run", "--labels", "experts.csv"])

    err = capsys.readouterr().err
    assert code == 2
    assert "experts.csv" in err
    assert "2" in err
    assert "opposite" in err or "yes" in err


def exported(folder):
    assert run(["export", folder, "-o", "out.jsonl"]) == 0
    return Path("out.jsonl").read_text(encoding="utf-8").splitlines()


def test_a_host_the_policy_does_not_name_is_never_contacted(sheet, monkeypatch, capsys):
    """The suite's own guard would fail the test if a socket were opened."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")

    code = asked(sheet, "--egress", "loopback")

    assert code == 4
    assert "would send texts to api.openai.com" in capsys.readouterr().err
    assert not Path("run").exists()


def test_a_judge_nobody_can_use_ends_with_three_and_names_why(sheet, monkeypatch, capsys):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")
    with LoopbackServer(lambda _: Canned.failure(401)) as server:
        code = asked(sheet, "--api-base", server.url, "--concurrency", "1", "--no-canaries")
        requests = server.requests

    err = capsys.readouterr().err
    assert (code, requests) == (3, 1)
    assert "cannot be used" in err
    assert "sk-test" not in err
    states = {json.loads(line)["state"] for line in exported("run")}
    assert states == {"failed_config"}


def test_one_judge_that_refuses_a_parameter_does_not_stop_the_other(sheet, server, capsys):
    with LoopbackServer(lambda _: Canned.unsupported("temperature")) as other:
        Path("run.yaml").write_text(
            "rubric: psycrisis\nmin_coverage: 0\njudges:\n"
            f"  - {{name: picky, model: openai/picky, api_base: '{other.url}', params: {{temperature: 0}}}}\n"
            f"  - {{name: fine, model: openai/fine, api_base: '{server.url}'}}\n",
            encoding="utf-8",
        )
        run(["evaluate", str(sheet), "--settings", "run.yaml", "-o", "run"])

    err = capsys.readouterr().err
    rows = [json.loads(line) for line in exported("run")]
    assert {r["state"] for r in rows if r["judge"] == "picky"} == {"failed_config"}
    assert {r["state"] for r in rows if r["judge"] == "fine"} <= {"scored", "abstained", "not_applicable"}
    assert "temperature" in err


def test_a_stop_at_the_cost_limit_is_incomplete_and_can_go_on(sheet, server, capsys):
    Path("run.yaml").write_text(
        "rubric: psycrisis\nmin_coverage: 0\nconcurrency: 1\njudges:\n"
        f"  - {{model: openai/stand-in, api_base: '{server.url}', price: {{prompt: 1000, completion: 1000}}}}\n",
        encoding="utf-8",
    )
    command = ["evaluate", str(sheet), "--settings", "run.yaml", "-o", "run", "--no-canaries"]

    code = run([*command, "--max-cost", "3"])

    err = capsys.readouterr().err
    assert code == 6
    assert "--max-cost" in err
    done = server.requests
    assert run(command) == 0
    assert server.requests == 2 > done


def test_every_file_is_its_owners_whatever_the_umask(sheet, server):
    before = os.umask(0)
    try:
        asked(sheet, "--api-base", server.url, "--min-coverage", "0")
        run(["report", "run"])
    finally:
        os.umask(before)

    modes = {p.name: (p.is_dir(), stat.S_IMODE(p.stat().st_mode)) for p in [Path("run"), *Path("run").rglob("*")]}
    assert set(modes.values()) == {(True, 0o700), (False, 0o600)}, modes


def test_two_processes_do_not_write_one_run(sheet, capsys):
    make_folder(Path("run"))
    with locked(Path("run")):
        code = asked(sheet, judge="baseline/lexical")

    err = capsys.readouterr().err
    assert code == 5
    assert f"being written by process {os.getpid()}" in err


def test_chinese_is_spoken_when_asked(sheet, server, capsys):
    code = asked(sheet, "--api-base", server.url, "--ui", "zh", "--min-coverage", "0")

    out, err = capsys.readouterr()
    assert code == 0
    assert "文本将发送至" in err
    assert "覆盖率" in out


def test_forgetting_takes_the_words_out_of_every_file(sheet, server, capsys):
    asked(sheet, "--api-base", server.url, "--min-coverage", "0")
    run(["report", "run"])
    (gone, *_) = [json.loads(line)["response_id"] for line in exported("run")]
    words = "提不起劲".encode()
    assert (
        words in Path("run/report.html").read_bytes() or b"\\u63d0\\u4e0d" in Path("run/judgments.sqlite").read_bytes()
    )

    code = run(["forget", "run", "--response", gone])

    assert code == 0
    kept = [p.read_bytes() for p in Path("run").rglob("*") if p.is_file()]
    assert not any(words in content or b"\\u63d0\\u4e0d" in content for content in kept)
    requests = server.requests
    asked(sheet, "--api-base", server.url, "--min-coverage", "0")
    assert server.requests == requests, "a resume brought the forgotten response back"
    kept = [p.read_bytes() for p in Path("run").rglob("*") if p.is_file()]
    assert not any(words in content or b"\\u63d0\\u4e0d" in content for content in kept)
    assert gone not in {json.loads(line)["response_id"] for line in exported("run")}
