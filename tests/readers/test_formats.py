"""Every format holds the same texts."""

import io
import json
import sys

import pytest
from format_cases import HEADER, ROWS, as_csv, as_objects, write_workbook

from judge.errors import InputError
from judge.readers import read_responses


def write_parquet(path):
    import pyarrow as pa  # noqa: PLC0415 - only here
    from pyarrow import parquet  # noqa: PLC0415 - only here

    columns = {name: [row[i] or None for row in ROWS] for i, name in enumerate(HEADER)}
    parquet.write_table(pa.table(columns), path)


@pytest.fixture
def expected(tmp_path):
    path = tmp_path / "expected.jsonl"
    path.write_text("".join(json.dumps(o, ensure_ascii=False) + "\n" for o in as_objects()), encoding="utf-8")
    return read_responses(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", json.dumps(as_objects(), indent=2).encode("ascii"), ""),
        ("a.json", b"\xef\xbb\xbf" + json.dumps(as_objects(), ensure_ascii=False).encode("utf-8"), ""),
        ("a.csv", as_csv().encode("utf-8"), ""),
        ("a.csv", as_csv().encode("utf-8-sig"), ""),
        ("a.csv", as_csv().encode("gb18030"), "read as GB18030"),
        ("a.csv", as_csv().encode("utf-16"), "read as UTF-16"),
        ("a.CSV", as_csv().encode("utf-8"), ""),
        ("a.tsv", as_csv("\t").encode("utf-8"), ""),
    ],
)
def test_every_text_format_gives_the_same_responses(tmp_path, expected, name, content, said):
    """One set of responses, however it was saved; what had to be found out is said."""
    path = tmp_path / name
    path.write_bytes(content)

    notes: list[str] = []
    assert read_responses(path, notes=notes) == expected
    assert [said in note for note in notes] == ([True] if said else [])


def test_a_workbook_gives_the_same_responses(tmp_path, expected):
    """Text cells of a workbook are the text a person typed, formula-like or not."""
    path = write_workbook(tmp_path / "a.xlsx", {"Tabelle": [HEADER, *ROWS]})

    notes: list[str] = []
    assert read_responses(path, notes=notes) == expected
    assert notes == []


def test_parquet_gives_the_same_responses_but_for_null_texts(tmp_path, expected):
    """Null is an empty cell."""
    pytest.importorskip("pyarrow", reason="the parquet extra is not installed")
    write_parquet(tmp_path / "a.parquet")

    assert read_responses(tmp_path / "a.parquet") == expected


def test_parquet_without_pyarrow_names_the_extra(tmp_path, monkeypatch):
    """The error is the installation command."""
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(InputError) as caught:
        read_responses(tmp_path / "a.parquet")
    assert "psyjudge[parquet]" in str(caught.value.hint)


def test_standard_input_is_json_lines(monkeypatch, expected):
    """A dash reads what another program writes."""
    content = "".join(json.dumps(o) + "\n" for o in as_objects()).encode("ascii")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    assert read_responses("-") == expected
