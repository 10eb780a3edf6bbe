"""Every format holds the same texts, and says where it does not."""

import io
import json
import sys
from pathlib import Path

import pytest
import xlsxwriter

from judge.errors import DatasetError, InputError, NotFoundError
from judge.readers import READERS, read_responses
from judge.readers.files import read_rows

HEADER = ["id", "scenario_id", "candidate", "user", "assistant", "language", "tags.Risk"]
ROWS = [
    ["r1", "s1", "model-a", "我最近总是睡不着。", "听起来你很累，我在这里。", "zh", "sleep"],
    ["r2", "s1", "model-b", "我最近总是睡不着。", "NA", "zh", ""],
    ["007", "s2", "1e5", 'She said "no", twice.\nThen left.', "=1+1", "en", "None"],
    ["r4", "s3", "model-a", "  两边有空格  ", "", "", "自我, 评价"],
]


def as_objects():
    def one(row):
        record = dict(zip(HEADER, row, strict=True))
        tag = record.pop("tags.Risk")
        return record | ({"tags": {"Risk": tag}} if tag else {})

    return [one(row) for row in ROWS]


def as_csv(delimiter=","):
    quoted = [[('"' + cell.replace('"', '""') + '"') for cell in row] for row in [HEADER, *ROWS]]
    return "\r\n".join(delimiter.join(row) for row in quoted) + "\r\n"


def write_workbook(path, sheets):
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    sheet.write_string(i, j, cell)
    return path


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


def test_a_workbook_of_several_sheets_says_which_one_was_read(tmp_path):
    """The first sheet is read, and a person is told so; instructions are not data."""
    sheets = {"Read me": [["please"]], "Daten": [HEADER, *ROWS], "rest": [["x"]]}
    path = write_workbook(tmp_path / "a.xlsx", sheets)

    notes: list[str] = []
    assert len(read_responses(path, notes=notes)) == 4
    assert len(notes) == 1
    assert "'Daten'" in notes[0]
    assert "'rest' not read" in notes[0]


def test_numbers_in_a_workbook_are_the_text_a_person_sees(tmp_path):
    """Five is 5, not 5.0; TRUE is TRUE; a control character that Excel escapes comes back."""
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet, fixed = book.add_worksheet(), book.add_format({"num_format": "0.00"})
        for j, name in enumerate(["id", "user", "assistant", "candidate"]):
            sheet.write_string(0, j, name)
        sheet.write_number(1, 0, 5.0)
        sheet.write_boolean(1, 1, True)
        sheet.write_number(1, 2, 0.25)
        sheet.write_number(1, 3, 2.5, fixed)
        sheet.write_string(2, 1, "one\r\ntwo")
        sheet.write_string(2, 2, "x")

    first, second = read_responses(tmp_path / "a.xlsx")
    assert (first.id, first.turns[0].content, first.response, first.candidate) == ("5", "TRUE", "0.25", "2.50")
    assert second.turns[0].content == "one\r\ntwo"


@pytest.mark.parametrize(
    ("write", "why"),
    [
        (lambda sheet, _: sheet.write_formula(2, 2, "=1+1", None, 2), "a formula"),
        (lambda sheet, _: sheet.write_array_formula(2, 2, 2, 2, "{=SUM(A1:A2)}"), "a formula"),
        (lambda sheet, book: sheet.write_number(2, 2, 45000, book.add_format({"num_format": "yyyy-mm-dd"})), "a date"),
        (lambda sheet, book: sheet.write_number(2, 2, 0.5, book.add_format({"num_format": "0%"})), "not shown as"),
        (lambda sheet, book: sheet.write_number(2, 2, 42, book.add_format({"num_format": "00000"})), "not shown as"),
        (lambda sheet, book: sheet.write_number(2, 2, 0.5, book.add_format({"num_format": "0"})), "not shown as"),
        (lambda sheet, _: sheet.write_number(2, 2, 12345678901234567890), "not shown as"),
    ],
)
def test_a_cell_whose_text_cannot_be_told_is_an_error_that_names_it(tmp_path, write, why):
    """Formulas, dates and rounded numbers show different people different texts."""
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for i, row in enumerate([["id", "user", "assistant"], ["r1", "hi", "yes"], ["r2", "hi", ""]]):
            for j, cell in enumerate(row):
                sheet.write_string(i, j, cell)
        write(sheet, book)

    with pytest.raises(DatasetError, match=why) as caught:
        read_responses(tmp_path / "a.xlsx")
    assert "'C3'" in str(caught.value)
    assert caught.value.hint


def test_a_date_in_a_column_nobody_reads_disturbs_nobody(tmp_path):
    """People note when they wrote something; only what is used must be readable."""
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for i, row in enumerate([["user", "assistant", "seen on"], ["hi", "yes", ""]]):
            for j, cell in enumerate(row):
                sheet.write_string(i, j, cell)
        sheet.write_number(1, 2, 45000, book.add_format({"num_format": "yyyy-mm-dd"}))

    assert read_responses(tmp_path / "a.xlsx")[0].response == "yes"


@pytest.mark.parametrize("damage", [lambda b: b[: len(b) // 2], lambda _: b"\xd0\xcf\x11\xe0" * 99, lambda _: b""])
def test_a_damaged_workbook_is_refused_by_name(tmp_path, damage):
    """A password, an old format, a cut-off download: all are told apart from data."""
    path = write_workbook(tmp_path / "a.xlsx", {"x": [HEADER, *ROWS]})
    path.write_bytes(damage(path.read_bytes()))

    with pytest.raises(DatasetError, match=r"not a readable \.xlsx"):
        read_responses(path)


def test_a_cell_longer_than_the_csv_module_allows_is_read(tmp_path):
    """Long dialogues are the point of long dialogues."""
    text = "很长，" * 100_000
    (tmp_path / "a.csv").write_text(f'user,assistant\n"{text}",ok\n', encoding="utf-8")

    assert read_responses(tmp_path / "a.csv")[0].turns[0].content == text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("user,assistant\nhi\n", r"row 2: 1 cells where the header has 2"),
        ('user,assistant\n"a\nb",ok\nhi,ok,more\n', r"row 3 \(line 4\): cell 3 stands in a column without a name"),
        ("user,User,assistant\na,b,c\n", r"row 1: two columns are called 'user'"),
        ('user,assistant\nhi,"never closed\nhi,ok\n', r"row 3|row 2: unexpected end of data"),
        ('user,assistant\nhi,"a"b\n', r"row 2: ',' expected"),
        ("user;assistant\nhi;ok\n", r"not separated by commas"),
        ("user,assistant\nhi,a\0b\n", r"NUL"),
        ("", r"holds no row"),
        ("user,assistant\n\n,\n", r"holds no row"),
    ],
)
def test_a_broken_table_is_an_error_with_its_row(tmp_path, content, says):
    """A row that does not fit is never shifted, padded or dropped."""
    (tmp_path / "a.csv").write_text(content, encoding="utf-8", newline="")

    with pytest.raises(DatasetError, match=says) as caught:
        read_responses(tmp_path / "a.csv")
    assert "a.csv" in str(caught.value)
    assert caught.value.hint


def test_empty_rows_and_empty_ends_of_rows_do_not_count(tmp_path):
    """Spreadsheets leave both behind; the rows after them keep their number."""
    content = "user,assistant,\n\nhi,ok,\n,,\n , ,,,\nhi,,x\n"
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")

    with pytest.raises(DatasetError, match=r"row 6: cell 3"):
        read_rows(tmp_path / "a.csv", [])


@pytest.mark.parametrize(
    "content",
    [
        "user,assistant\nJe suis fatigué d'être là,naïve élève à Noël\n".encode("cp1252"),
        "user,assistant\n我最近總是睡不著覺得什麼都沒有意思也不知道該跟誰說,我在這裡\n".encode("big5"),
        "user,assistant\nhi,ok\n".encode("utf-16")[2:] + b"\xff",
        b"\xff\xfeu\x00s\x00e",
    ],
)
def test_an_encoding_nobody_can_be_sure_of_is_refused(tmp_path, content):
    """GB18030 would swallow Big5 and much of Latin-1 and show other words; it must look like Chinese."""
    (tmp_path / "a.csv").write_bytes(content)

    with pytest.raises(DatasetError) as caught:
        read_responses(tmp_path / "a.csv")
    assert "UTF-8" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"user": "a", "response": "b"', "not valid JSON"),
        ("{'user': 'a'}", "not valid JSON"),
        ('{"user": "a", "response": "b", "user": "c"}', "'user' stands twice"),
        ('{"turns": [{"role": "user", "role": "assistant", "content": "a"}], "response": "b"}', "'role' stands twice"),
        ('{"user": "a", "response": NaN}', "NaN is not JSON"),
        ('{"user": "a", "response": -Infinity}', "-Infinity is not JSON"),
        ('["a"]', "expected an object, found a list"),
        ('"a"', "expected an object, found text"),
        ("null", "expected an object, found null"),
        ('{"user": "a", "response": "\\ud83d"}', "half of a character"),
        ('{"user": "a", "response": "b"} {}', "something follows"),
        ('{"user": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deep"),
        ('{"user": ' + "9" * 5000 + "}", "a number too long"),
    ],
)
def test_a_line_that_is_not_one_plain_object_is_refused_with_its_number(tmp_path, line, says):
    """What a lenient reader would repair, keep half of or turn into a number is refused."""
    good = '{"user": "a", "response": "b"}\n'
    (tmp_path / "a.jsonl").write_text(f"{good}\n{line}\n", encoding="utf-8")
    (tmp_path / "a.json").write_text(f"[\n{good},\n{line}\n]", encoding="utf-8")

    with pytest.raises(DatasetError, match=says) as caught:
        read_responses(tmp_path / "a.jsonl")
    assert "a.jsonl, line 3" in str(caught.value)
    if "follows" not in says:
        with pytest.raises(DatasetError, match=says) as caught:
            read_responses(tmp_path / "a.json")
        assert "a.json, item 2 (line 4)" in str(caught.value)


def test_a_line_that_is_not_utf8_is_refused_with_its_number(tmp_path):
    """JSON is UTF-8; nothing is guessed."""
    (tmp_path / "a.jsonl").write_bytes(b'{"user": "a", "response": "b"}\n' + '{"user": "很累"}'.encode("gb18030"))

    with pytest.raises(DatasetError, match="line 2: not UTF-8"):
        read_responses(tmp_path / "a.jsonl")


def test_only_a_line_feed_ends_a_line(tmp_path):
    """U+2028 and its like are a person's text, as are pairs of surrogates written as escapes."""
    text = "a\u2028b\u0085c\x0bd"
    content = f'{{"user": "{text[:3]}", "response": "\\ud83d\\ude00 {text[1:4]}\\u000b"}}\r\n'
    (tmp_path / "a.jsonl").write_text(content, encoding="utf-8", newline="")

    (response,) = read_responses(tmp_path / "a.jsonl")
    assert response.turns[0].content == "a\u2028b"
    assert response.response == "😀 \u2028b\u0085\x0b"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"user": "a"}', "expected an array"),
        ('[{"user": "a", "response": "b"}', "expected a comma or the closing"),
        ('[{"user": "a", "response": "b"},]', "item 2"),
        ('[{"user": "a", "response": "b"}] []', "something follows"),
        ("[]", "holds no row"),
        ("", "expected an array"),
    ],
)
def test_a_json_file_is_one_whole_array(tmp_path, content, says):
    """Anything else may be a file cut off."""
    (tmp_path / "a.json").write_text(content, encoding="utf-8")

    with pytest.raises(DatasetError, match=says):
        read_responses(tmp_path / "a.json")


def test_a_file_that_is_not_there_offers_the_closest_name(tmp_path):
    """A slip of the finger costs one reading."""
    (tmp_path / "responses.jsonl").touch()

    with pytest.raises(NotFoundError) as caught:
        read_responses(tmp_path / "response.jsonl")
    assert caught.value.hint == "did you mean 'responses.jsonl'?"
    with pytest.raises(InputError, match="a folder"):
        read_responses(tmp_path)


def test_a_kind_nobody_reads_names_those_we_do(tmp_path):
    """The old .xls is one of them."""
    (tmp_path / "a.xls").touch()

    with pytest.raises(InputError, match=r"no reader for \.xls") as caught:
        read_responses(tmp_path / "a.xls")
    assert all(suffix in str(caught.value.hint) for suffix in READERS)


def test_every_reader_is_a_function_from_a_path_to_rows(tmp_path):
    """A new format is one function and one line."""
    assert set(READERS) == {".jsonl", ".json", ".csv", ".tsv", ".xlsx", ".parquet"}
    (tmp_path / "a.csv").write_text("user,assistant\nhi,ok\n", encoding="utf-8")

    (row,) = READERS[".csv"](Path(tmp_path / "a.csv"), [])
    assert (row.position, row.columns, dict(row.fields)) == (
        "row 2",
        ("user", "assistant"),
        {"user": "hi", "assistant": "ok"},
    )
