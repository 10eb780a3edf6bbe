"""``judge export``: whole or not at all, in the order promised, with a way out of every refusal."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
from cli_cases import CALL_FIELDS, JUDGMENT_FIELDS, a_reply, a_run, jsonl, number, ran, some_responses

from judge.exports import FORMATS, write_file
from judge.exports.text import json_line


def test_rows_come_as_json_lines_in_the_order_promised(capsys):
    run = a_run()

    rows = jsonl(ran(capsys, "export", "run").out)

    assert [list(row) for row in rows] == [JUDGMENT_FIELDS] * 6
    assert rows == list(run.judgment_rows())
    assert (rows[0]["state"], rows[0]["passed"], rows[0]["turn"]) == ("scored", True, None)


def test_calls_have_the_promised_fields_first_and_structures_as_they_are(capsys):
    run = a_run()

    rows = jsonl(ran(capsys, "export", "run", "--what", "calls").out)

    assert [list(row)[: len(CALL_FIELDS)] for row in rows] == [CALL_FIELDS] * 3
    assert rows == list(run.call_rows())
    assert rows[0]["dimensions"] == ["warm", "cold"]
    assert rows[0]["cost_usd"] is None


def test_every_attempt_is_exported_when_asked_for(capsys):
    """The table counts the last one; the others are kept, and can be seen."""
    a_run(responses=some_responses(1), replies=lambda m: "hm" if "warm" in m[0].content else a_reply(m), reasks=1)

    one = jsonl(ran(capsys, "export", "run").out)
    every = jsonl(ran(capsys, "export", "run", "--all").out)

    assert [(r["dimension"], r["state"]) for r in one] == [("warm", "malformed"), ("cold", "scored")]
    assert [(r["dimension"], r["attempt"]) for r in every if r["dimension"] == "warm"] == [
        ("warm", 1), ("warm", 2), ("warm", 3),
    ]  # fmt: skip


def test_json_without_a_file_is_one_document(capsys):
    run = a_run()

    document = ran(capsys, "export", "run", "--json").document

    assert (document["run"], document["what"]) == ("run", "judgments")
    assert document["rows"] == list(run.judgment_rows())


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_its_owners_alone_and_whole(capsys, form):
    """Whatever the umask says: these texts may be somebody's worst day."""
    a_run()
    before = os.umask(0)
    try:
        done = ran(capsys, "export", "run", "-o", f"out.{form}", "--json")
    finally:
        os.umask(before)

    assert done.document == {"run": "run", "what": "judgments", "format": form, "file": f"out.{form}", "rows": 6}
    assert stat.S_IMODE(Path(f"out.{form}").stat().st_mode) == 0o600
    assert [f.name for f in Path().iterdir() if f.name.startswith(".out")] == []


def test_csv_may_go_to_standard_output(capsys):
    a_run()

    done = ran(capsys, "export", "run", "--format", "csv")

    lines = done.out.splitlines()
    assert lines[0] == ",".join(JUDGMENT_FIELDS)
    assert len(lines) == 7
    assert ",scored,,yes,true," in lines[1]


def test_parquet_without_pyarrow_says_what_to_install(capsys, monkeypatch):
    a_run()
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    done = ran(capsys, "export", "run", "-o", "out.parquet")

    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[1] == "  hint: pip install 'psyjudge[parquet]'"
    assert not Path("out.parquet").exists()


@pytest.mark.parametrize("options", [("-o", "out.xlsx"), ("-o", "out.csv", "--excel-safe")])
def test_a_text_a_cell_would_cut_is_refused_and_nothing_is_written(capsys, options):
    """32,767 characters as spreadsheets count them: in UTF-16, where an emoji is two."""
    texts = ["x" * 32_767, "😀" * 16_384]
    a_run(responses=some_responses(2), replies=lambda m: a_reply(m, rationale=texts[number(m)]))
    Path(options[1]).write_text("what was there before", encoding="utf-8")

    done = ran(capsys, "export", "run", *options)

    assert done.code == 2
    assert "response 'r1', rationale: 32,768 characters, and a spreadsheet cuts a cell at 32,767" in done.err
    assert "export it as jsonl" in done.err
    assert Path(options[1]).read_text(encoding="utf-8") == "what was there before"
    assert ran(capsys, "export", "run", "-o", "out.jsonl").code == 0
    assert sorted(f.name for f in Path().iterdir()) == sorted({options[1], "out.jsonl", "run"})


def test_half_of_a_character_stays_in_json_and_is_refused_in_tables(capsys):
    """Only JSON can write it down; nobody else gets a file that cannot be read."""
    assert json.loads(json_line({"candidate": "\ud83d", "n": 1})) == {"candidate": "\ud83d", "n": 1}
    damaged = [r.__class__(r.id, r.scenario_id, "\ud83d", r.turns, r.response) for r in some_responses(1)]
    a_run(responses=damaged)

    assert jsonl(ran(capsys, "export", "run").out)[0]["candidate"] == "\ud83d"
    for form in ("csv", "xlsx", "parquet"):
        done = ran(capsys, "export", "run", "-o", f"out.{form}")
        assert done.code == 2
        assert "response 'r0', candidate: holds half of a character" in done.err
        assert not Path(f"out.{form}").exists()


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        (("--what", "judgment"), "--what 'judgment' is not known", "did you mean 'judgments'?"),
        (("--format", "xls"), "no format 'xls'", "did you mean 'xlsx'?"),
        (("-o", "out.txt"), "'out.txt' does not name a format", ".jsonl, .csv"),
        (("-o", "out.csv", "--format", "xlsx"), "contradict each other", "leave --format out"),
        (("--format", "xlsx"), "xlsx cannot be written to standard output", "add -o FILE.xlsx"),
        (("--format", "parquet"), "parquet cannot be written to standard output", "add -o FILE.parquet"),
        (("--format", "csv", "--json"), "--json and --format csv contradict each other", "add -o FILE"),
        (("-o", "out.xlsx", "--excel-safe"), "--excel-safe is for csv, not for xlsx", "safe as it is"),
        (("--excel-safe",), "--excel-safe is for csv, not for jsonl", ""),
        (("-o", "folder.csv"), "'folder.csv' is not a file", "name one"),
    ],
)
def test_what_cannot_be_exported_is_refused_with_a_way_out(capsys, options, message, hint):
    a_run()
    Path("folder.csv").mkdir()

    done = ran(capsys, "export", "run", *options)

    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert hint in done.err
    assert sorted(f.name for f in Path().iterdir()) == ["folder.csv", "run"]


def test_a_suffix_of_ones_own_is_fine_when_the_format_is_named(capsys):
    a_run()

    assert ran(capsys, "export", "run", "-o", "out.txt", "--format", "csv").code == 0
    assert Path("out.txt").read_text(encoding="utf-8").startswith("response_id,")
    assert ran(capsys, "export", "run", "-o", "-").out.count("\n") == 6


def test_a_disk_that_fails_has_its_own_exit_code(capsys):
    a_run()

    done = ran(capsys, "export", "run", "-o", "no/such/folder/out.csv")
    assert done.code == 5
    assert "cannot write 'no/such/folder/out.csv': No such file or directory" in done.err


def test_the_summary_speaks_the_users_language(capsys):
    a_run()

    assert ran(capsys, "export", "run", "-o", "out.csv").out == "6 rows in out.csv\n"
    assert ran(capsys, "export", "run", "-o", "out.csv", "--ui", "zh").out == "6 行已写入 out.csv\n"


def test_a_reader_that_has_seen_enough_ends_it_quietly(capsys):
    """``judge export RUN | head -1`` is how people look at a file."""
    many(a_run(), 5_000)
    command = f"{sys.executable} -m judge export run | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)

    assert json.loads(done.stdout)["response_id"] == "r0"
    assert done.stderr == ""


def many(run, count):
    """Put *count* more responses on the run's plan: each has two judgments that were never made."""
    with sqlite3.connect(run.folder / "judgments.sqlite") as db:
        (body,) = db.execute("SELECT body FROM responses LIMIT 1").fetchone()
        rows = range(1000, 1000 + count)
        db.executemany("INSERT INTO responses VALUES (?, ?, 'x', ?)", ((i, f"more{i}", body) for i in rows))
        db.executemany("INSERT INTO planned VALUES (1, ?, 1)", ((i,) for i in rows))
    db.close()


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_memory_does_not_grow_with_the_run(form):
    """A million rows are written as they are read."""
    run = a_run()
    many(run, 10_000)
    path = Path(f"out.{form}")

    tracemalloc.start()
    try:
        count = write_file(run, path, "judgments", form, every=False, excel_safe=False)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert count == 20_006
    assert path.stat().st_size > 3_000_000
    assert peak < 1_000_000


def test_more_rows_than_a_sheet_has_are_refused(capsys, monkeypatch):
    """Excel would open the file and show a part of it as if it were all."""
    a_run()
    monkeypatch.setattr("judge.exports.workbook.SHEET_ROWS", 6)

    done = ran(capsys, "export", "run", "-o", "out.xlsx")

    assert done.code == 2
    assert "more rows than a sheet has (6)" in done.err
    assert not Path("out.xlsx").exists()


@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk_is_named_and_leaves_nothing_torn(form):
    """What was there before is still there, and nothing lies beside it."""
    many(a_run(), 30_000)
    Path(f"out.{form}").write_text("what was there before", encoding="utf-8")
    code = (
        "import resource, signal, sys; from judge.cli.app import run; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)); sys.exit(run(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "export", "run", "-o", f"out.{form}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 5, done.stderr
    assert done.stderr.splitlines() == [
        f"error: cannot write 'out.{form}': File too large",
        "  hint: does its folder exist, and is there room?",
    ]
    assert Path(f"out.{form}").read_text(encoding="utf-8") == "what was there before"
    assert sorted(f.name for f in Path().iterdir()) == [f"out.{form}", "run"]
