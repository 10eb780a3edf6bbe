"""``judge export``: whole, typed where the format has types, and harmless where people open it."""

import csv
import io
import json
import os
import re
import sqlite3
import stat
import subprocess
import sys
import tracemalloc
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest
from cli_cases import a_reply, a_run, jsonl, ran, some_responses

from judge.exports import FORMATS, write_file
from judge.exports.formats import json_line

NASTY = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\tafter a tab", "＝1+1", "＋1", "－1", "＠x", "a\rb", "a\r\nb", "a\nb", "a,b;c",
    'he said "so"', " around ", "NA", "007", "TRUE", "1e5", "http://example.invalid/", "mailto:a@example.invalid",
    "难怪你这么累", "😀👩‍👩‍👧", "zero\u200bwidth", "line\u2028separator", "next\x85line", "\ufeffmark", "_x0041_",
    "{=1}", "'quoted", "null", "None", "\\u0041", "-- ", "<b>&amp;</b>", "%s{0}", "a\x7fb", "x" * 5000,
)  # fmt: skip

JUDGMENT_FIELDS = [
    "response_id", "unit", "turn", "scenario_id", "candidate", "rubric", "rubric_version", "dimension", "judge", "ask",
    "repeat", "state", "reason_code", "answer", "passed", "rationale", "evidence", "evidence_found", "call_id",
    "attempt", "reader_version", "rubric_sha256", "response_sha256",
]  # fmt: skip
CALL_FIELDS = [
    "call_id", "judge", "model", "model_returned", "route", "endpoint_host", "attempt", "asked_at", "latency_s",
    "http_attempts", "finish_reason", "raw_reply", "hidden_reasoning", "structured_requested", "params_sent",
    "prompt_sha256", "prompt_tokens", "completion_tokens", "cached_tokens", "reasoning_tokens", "cost_usd",
]  # fmt: skip
"""Both as the contract has them."""


@pytest.fixture
def nasty():
    """A run whose every rationale is something a spreadsheet might trip over."""
    return a_run(responses=some_responses(len(NASTY)), replies=lambda m: a_reply(m, rationale=NASTY[number(m)]))


def number(messages):
    """Which of ``some_responses`` a prompt is about."""
    return int(re.search(r"I hear you (\d+)", messages[-1].content)[1])


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


def test_json_lines_read_back_equal_and_end_only_at_line_feeds(capsys, nasty):
    ran(capsys, "export", "run", "-o", "out.jsonl")

    text = Path("out.jsonl").read_text(encoding="utf-8")
    assert len(text.splitlines()) == text.count("\n") == 2 * len(NASTY)
    assert jsonl(text) == list(nasty.judgment_rows())
    assert "难怪你这么累" in text


def flat(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


@pytest.mark.parametrize("what", ["judgments", "calls"])
def test_csv_for_programs_holds_every_text_as_it_is(capsys, nasty, what):
    """No quoting tricks: whatever reads RFC 4180 gets the same texts back."""
    ran(capsys, "export", "run", "--what", what, "-o", "out.csv")

    content = Path("out.csv").read_bytes()
    read = list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))
    rows = nasty.judgment_rows() if what == "judgments" else nasty.call_rows()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert read == [{name: flat(row[name]) for name in read[0]} for row in rows]


def test_csv_may_go_to_standard_output(capsys):
    a_run()

    done = ran(capsys, "export", "run", "--format", "csv")

    lines = done.out.splitlines()
    assert lines[0] == ",".join(JUDGMENT_FIELDS)
    assert len(lines) == 7
    assert ",scored,,yes,true," in lines[1]


def test_csv_for_people_keeps_a_spreadsheet_from_running_texts(capsys, nasty):
    """An apostrophe before what would be a formula, and the mark by which Excel knows UTF-8."""
    ran(capsys, "export", "run", "-o", "out.csv", "--excel-safe")

    content = Path("out.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    seen = {r["rationale"] for r in read}
    live = re.compile(r"[=+\-@\t\r＝＋－＠]")
    assert not any(live.match(text) for row in read for text in row.values())
    assert {"'=1+1", "'＝1+1", "'\tafter a tab", "NA", "007", "a\rb"} <= seen
    assert len(seen) == len(NASTY)


def unescaped(text):
    return re.sub(r"_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), text)


def test_a_workbook_holds_texts_and_no_formula_and_no_link(capsys, nasty):
    ran(capsys, "export", "run", "-o", "out.xlsx")

    sheet = openpyxl.load_workbook("out.xlsx").active
    header, *cells = sheet.iter_rows()
    names = [c.value for c in header]
    assert names == JUDGMENT_FIELDS
    assert {c.data_type for row in cells for c in row} <= {"s", "n", "b", "inlineStr"}
    assert all(c.hyperlink is None for row in cells for c in row)
    kept = [
        {n: unescaped(c.value) if isinstance(c.value, str) else c.value for n, c in zip(names, row, strict=True)}
        for row in cells
    ]
    expected = [{n: None if row[n] == "" else row[n] for n in names} for row in nasty.judgment_rows()]
    assert [{n: None if v == "" else v for n, v in row.items()} for row in kept] == expected


def test_parquet_has_types_and_reads_back_equal(capsys, nasty):
    ran(capsys, "export", "run", "-o", "out.parquet")
    ran(capsys, "export", "run", "--what", "calls", "-o", "calls.parquet")

    table = pyarrow.parquet.read_table("out.parquet")
    calls = pyarrow.parquet.read_table("calls.parquet")
    assert table.to_pylist() == list(nasty.judgment_rows())
    assert {n: str(table.schema.field(n).type) for n in ("turn", "passed", "rationale", "attempt")} == {
        "turn": "int64", "passed": "bool", "rationale": "string", "attempt": "int64",
    }  # fmt: skip
    assert str(calls.schema.field("cost_usd").type) == "double"
    assert json.loads(calls.column("dimensions")[0].as_py()) == ["warm", "cold"]


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
    many(run, 20_000)
    path = Path(f"out.{form}")

    tracemalloc.start()
    try:
        count = write_file(run, path, "judgments", form, every=False, excel_safe=False)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert count == 40_006
    assert path.stat().st_size > 6_000_000
    assert peak < 2_000_000
