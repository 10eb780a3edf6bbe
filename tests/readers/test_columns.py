"""A column is set in a file without touching anything else of it."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation

from judge.errors import InputError
from judge.readers.columns import with_column
from judge.readers.files import read_rows

CSV = 'response_id,note,answer\r\nr1,"says ""no"", twice",yes\r\n\r\nr2,"two\nlines", no\r\nr3,,\r\n'


def written(name, content):
    path = Path(name)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("mark", "codec"),
    [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")],
)
def test_a_csv_keeps_its_bytes(mark, codec):
    """Encoding, byte order mark, line ends, quotes, empty lines: all as they were, in whatever language."""
    path = written("labels.csv", mark + CSV.replace("twice", "两次").encode(codec))

    set_ = with_column(path, "split", ["dev", "test", "dev"])
    rows = [
        "response_id,note,answer,split",
        'r1,"says ""no"", 两次",yes,dev',
        "",
        'r2,"two\nlines", no,test',
        "r3,,,dev",
    ]
    expected = "\r\n".join([*rows, ""])
    assert set_ == mark + expected.encode(codec)


def test_chinese_excels_encoding_stays_its_own():
    """A file that Excel opened before opens as before."""
    text = "response_id,note\n" + "".join(f"r{i},我最近很累什么都提不起劲\n" for i in range(3))
    path = written("labels.csv", text.encode("gb18030"))

    assert with_column(path, "split", ["dev"] * 3) == text.replace("note\n", "note,split\n").replace(
        "劲\n", "劲,dev\n"
    ).encode("gb18030")


def test_a_column_that_is_there_is_filled_where_it_stands():
    """Its name keeps its capitals, its neighbours their quotes."""
    path = written("labels.csv", b'a, Split ,"b"\n"x",,"y"\nz,"old",w')

    assert with_column(path, "split", ["dev", "test"]) == b'a, Split ,"b"\n"x",dev,"y"\nz,test,w'


def test_empty_cells_beyond_the_header_are_no_column():
    """Spreadsheets leave commas at the ends of rows; the new column stands under its name all the same."""
    path = written("labels.csv", b"a,b,,\n1,2,,\n3,4,,\n")

    set_ = written("set.csv", with_column(path, "split", ["dev", "test"]))
    assert [row.fields["split"] for row in read_rows(set_, [])] == ["dev", "test"]


def test_tabs_stay_tabs():
    """A comma in a cell is text there."""
    path = written("labels.tsv", b'a\tb\n1,5\t"x\ty"\n')

    assert with_column(path, "split", ["dev"]) == b'a\tb\tsplit\n1,5\t"x\ty"\tdev\n'


def test_json_lines_keep_their_numbers_escapes_and_spaces():
    """1.50 does not become 1.5, nor an escape a character."""
    path = written("labels.jsonl", b'{"id": "r1", "p": 1.50}\n\n{"id":"\\u4f60","split": "dev" ,"p":1e2}\r\n{}')

    assert with_column(path, "split", ["test", "test", "dev"]) == (
        b'{"id": "r1", "p": 1.50, "split": "test"}\n\n{"id":"\\u4f60","split": "test" ,"p":1e2}\r\n{"split": "dev"}'
    )


def test_a_word_inside_a_text_is_no_key():
    """Only the object's own key is set, not what a note or a nested object says."""
    path = written("labels.jsonl", b'{"note": "\\"split\\": 1", "tags": {"split": "x"}, "id": "r1"}')

    assert with_column(path, "split", ["dev"]) == (
        b'{"note": "\\"split\\": 1", "tags": {"split": "x"}, "id": "r1", "split": "dev"}'
    )


def test_an_array_keeps_its_layout():
    """Indentation is somebody's."""
    path = written("labels.json", b'\xef\xbb\xbf[\n  {"id": "r1"},\n  {"id": "r2", "split": null}\n]\n')

    assert with_column(path, "split", ["dev", "test"]) == (
        b'\xef\xbb\xbf[\n  {"id": "r1", "split": "dev"},\n  {"id": "r2", "split": "test"}\n]\n'
    )


def a_workbook():
    book = Workbook()
    guide = book.active
    guide.title = "Read me"
    guide["A1"] = "=1+1"
    sheet = book.create_sheet("labels")
    sheet.append([])
    sheet.append(["response_id", "answer", "when"])
    sheet.append(["007", 1.5, "=text"])
    sheet["C3"].data_type = "s"
    sheet.append([None])
    sheet.append(["r2", "yes", None])
    sheet["B3"].number_format = "0.00"
    sheet.column_dimensions["A"].width = 31
    answers = DataValidation(type="list", formula1='"yes,no"')
    sheet.add_data_validation(answers)
    answers.add("B3:B5")
    book.save("labels.xlsx")
    return Path("labels.xlsx")


def test_a_workbook_keeps_its_cells_sheets_and_lists():
    """Text that looks like a number stays text, a width a width, a drop-down list a list."""
    path = a_workbook()

    set_ = written("set.xlsx", with_column(path, "split", ["dev", "test"]))
    before, after = load_workbook(path), load_workbook(set_)
    sheet = after["labels"]
    assert [[c.value for c in row[:3]] for row in sheet.iter_rows()] == [
        [c.value for c in row] for row in before["labels"].iter_rows()
    ]
    assert [row[3].value for row in sheet.iter_rows()] == [None, "split", "dev", None, "test"]
    assert (sheet["A3"].data_type, sheet["B3"].number_format, sheet.column_dimensions["A"].width) == ("s", "0.00", 31)
    assert [str(v.sqref) for v in sheet.data_validations.dataValidation] == ["B3:B5"]
    assert after["Read me"]["A1"].value == "=1+1"


def test_a_format_nobody_writes_is_named():
    """Parquet is read, not written here."""
    with pytest.raises(InputError, match="no writer for"):
        with_column(Path("labels.parquet"), "split", [])
