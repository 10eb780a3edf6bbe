"""What an export's formats hold, read back: every text as it was, and nothing that runs."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest
from cli_cases import JUDGMENT_FIELDS, RUBRIC, a_reply, a_run, jsonl, number, ran, some_responses

from judge.readers import read_labels
from judge.scenario import Turn

NASTY = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\tafter a tab", "＝1+1", "＋1", "－1", "＠x", "a\rb", "a\r\nb", "a\nb", "a,b;c",
    'he said "so"', " around ", "NA", "007", "TRUE", "1e5", "http://example.invalid/", "mailto:a@example.invalid",
    "难怪你这么累", "😀👩‍👩‍👧", "zero\u200bwidth", "line\u2028separator", "next\x85line", "\ufeffmark", "_x0041_",
    "{=1}", "'quoted", "null", "None", "\\u0041", "-- ", "<b>&amp;</b>", "%s{0}", "a\x7fb", "x" * 5000,
    "$response costs $5", ']}\n{"data": [',
)  # fmt: skip


@pytest.fixture
def nasty():
    """A run whose every rationale is something a spreadsheet might trip over, and so is what the candidate said."""
    responses = [
        replace(r, turns=(Turn("user", text),), response=f"{text} {r.response} {text}")
        for r, text in zip(some_responses(len(NASTY)), NASTY, strict=True)
    ]
    return a_run(responses=responses, replies=lambda m: a_reply(m, rationale=NASTY[number(m)]))


def test_forty_strings_are_tried():
    """S14 of the fault suite: 40 cells in five formats."""
    assert len(set(NASTY)) == 40


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


def test_label_studios_tasks_hold_every_text_as_it_is_and_come_back_as_labels(capsys, nasty):
    """Read by another's JSON reader; then as if an annotator had accepted every prediction."""
    ran(capsys, "export", "run", "--format", "label-studio", "-o", "tasks.json")

    tasks = json.loads(Path("tasks.json").read_bytes())
    assert [(t["data"]["context"], t["data"]["response"]) for t in tasks] == [
        ([{"author": "user", "text": text}], f"{text} I hear you {i} {text}") for i, text in enumerate(NASTY)
    ]
    said = [(t["data"]["response_id"], r) for t in tasks for p in t["predictions"] for r in p["result"]]
    assert [(i, r["from_name"], r["value"]["choices"], r["meta"]["text"]) for i, r in said] == [
        (row["response_id"], row["dimension"], [row["answer"]], [row["rationale"]]) for row in nasty.judgment_rows()
    ]

    for task in tasks:
        (given,) = task["predictions"]
        task["annotations"] = [{"completed_by": 7, "was_cancelled": False, "result": given["result"]}]
    Path("annotated.json").write_text(json.dumps(tasks), encoding="utf-8")
    assert [(label.response_id, label.dimension, label.answer) for label in read_labels("annotated.json", RUBRIC)] == [
        (row["response_id"], row["dimension"], row["answer"]) for row in nasty.judgment_rows()
    ]
