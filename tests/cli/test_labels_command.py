"""``judge labels``: sheets that tell nothing, and a look at what came back."""

import csv
import json
import re
from pathlib import Path

import pytest
from cli_cases import RUBRIC, ran


@pytest.fixture(autouse=True)
def study():
    """A rubric and five responses, three of them about work."""
    Path("small.yaml").write_text(json.dumps(RUBRIC.model_dump(mode="json")), encoding="utf-8")
    rows = [
        {"id": f"secret-{i}", "candidate": "hidden-model", "user": f"Low {i}", "response": f"I hear you {i}"}
        | {"tags": {"topic": "work" if i < 3 else "exam"}}
        for i in range(5)
    ]
    Path("r.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")


def rows_of(file):
    return list(csv.DictReader(Path(file).read_text(encoding="utf-8-sig").splitlines()))


def test_every_rater_gets_a_sheet_that_tells_neither_id_nor_candidate(capsys):
    """And a key file stays with whoever made them; where everything lies is said."""
    done = ran(capsys, "labels", "sheet", "r.jsonl", "-r", "small.yaml", "-o", "sheets/s.csv", "--raters", "a, b")

    assert done.code == 0
    assert done.out.splitlines() == [
        "for a: sheets/s-a.csv", "for b: sheets/s-b.csv", "for nobody but you: sheets/s-key.csv",
    ]  # fmt: skip
    assert "raters must not get it" in done.err
    text = Path("sheets/s-a.csv").read_text(encoding="utf-8-sig") + Path("sheets/s-b.csv").read_text(
        encoding="utf-8-sig"
    )
    assert not re.search("secret|hidden-model", text)
    assert [r["key"] for r in rows_of("sheets/s-a.csv")] != [r["key"] for r in rows_of("sheets/s-b.csv")]


def test_a_sample_is_drawn_and_its_chances_are_written(capsys):
    options = ("--sample", "2", "--stratify", "topic", "--seed", "7", "--language", "zh", "--json")
    done = ran(capsys, "labels", "sheet", "r.jsonl", "-r", "small.yaml", "-o", "s.csv", *options)

    assert done.document == {
        "rubric": "small", "responses": 2,
        "sheets": [{"rater": "rater", "file": "s-rater.csv"}], "key_file": "s-key.csv",
    }  # fmt: skip
    assert sorted(float(r["sampling_p"]) for r in rows_of("s-rater.csv")) == pytest.approx([1 / 3, 1 / 2])


def test_filled_sheets_come_back_as_counts(capsys):
    """Several files, one a rater, are read as one; what was left empty is counted too."""
    ran(capsys, "labels", "sheet", "r.jsonl", "-r", "small.yaml", "-o", "s.csv", "--raters", "a,b")
    for rater, answer in (("a", "yes"), ("b", "?")):
        rows = rows_of(f"s-{rater}.csv")
        for row in rows:
            row |= {"warm": answer, "cold": "no" if rater == "a" else ""}
        with Path(f"s-{rater}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

    checked = ("labels", "check", "s-a.csv", "s-b.csv", "-r", "small.yaml", "--responses", "r.jsonl")
    done, document = ran(capsys, *checked), ran(capsys, *checked, "--json").document

    assert done.code == 0
    assert done.out.startswith("15 labels on 5 responses\n")
    assert "Left empty" in done.out
    assert "Role" not in done.out
    assert {(r["rater"], r["dimension"]): (r["labelled"], r["abstained"], r["empty"]) for r in document["rows"]} == {
        ("a", "warm"): (5, 0, 0), ("a", "cold"): (5, 0, 0), ("b", "warm"): (0, 5, 0), ("b", "cold"): (0, 0, 5),
    }  # fmt: skip


def long(*rows):
    Path("l.csv").write_text("\n".join(["response_id,dimension,rater,answer,role,rubric_version", *rows]) + "\n")


def test_what_is_odd_about_labels_is_said_beside_the_counts(capsys):
    long("secret-0,warm,a,yes,independent,0.9", "secret-0,warm,a,no,adjudicator,")

    done = ran(capsys, "labels", "check", "l.csv", "-r", "small.yaml")
    document = ran(capsys, "labels", "check", "l.csv", "-r", "small.yaml", "--json").document

    assert "1 labels were made with version '0.9' of the rubric; this is '1.0'" in done.err
    assert document["notes"] == done.err.splitlines()
    assert "Role" in done.out


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("secret-0,warm,a,maybe,,", "l.csv, row 3, column 'answer'"),
        ("secret-0,warmth,a,yes,,", "l.csv, row 3, column 'dimension': no dimension 'warmth'"),
        ("elsewhere,warm,a,yes,,", "labels speak of a response that is not there: 'elsewhere'"),
        ("secret-0,cold,a,1,,", "l.csv, row 3, column 'answer'"),
    ],
)
def test_a_label_nobody_can_read_is_refused_with_its_place(capsys, row, message):
    long("secret-0,cold,b,no,,", row)

    done = ran(capsys, "labels", "check", "l.csv", "-r", "small.yaml", "--responses", "r.jsonl")

    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_a_sheet_that_is_there_is_never_overwritten(capsys):
    sheet = ("labels", "sheet", "r.jsonl", "-r", "small.yaml", "-o", "s.csv")
    ran(capsys, *sheet)
    before = Path("s-rater.csv").read_bytes()

    done = ran(capsys, *sheet)

    assert done.code == 2
    assert "an expert's work may be in it" in done.err
    assert Path("s-rater.csv").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("sheet", "r.jsonl", "-r", "small.yaml"),
        ("sheet", "r.jsonl", "-o", "s.csv"),
        ("check", "-r", "small.yaml"),
        ("sheet", "r.jsonl", "-r", "small.yaml", "-o", "s.csv", "--sample", "many"),
        ("sheet", "r.jsonl", "-r", "small.yaml", "-o", "s.csv", "--raters", ""),
        ("sheet", "r.jsonl", "-r", "small.yaml", "-o", "s.pdf"),
    ],
)
def test_a_command_that_lacks_something_says_what(capsys, arguments):
    done = ran(capsys, "labels", *arguments)

    assert (done.code, done.out) == (2, "")
    assert re.match(r"error: .+\n  hint: .+\n", done.err)
