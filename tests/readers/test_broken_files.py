"""Tables, lines and arrays that are not what they should be are refused with their place."""

from pathlib import Path

import pytest

from judge.errors import DatasetError, InputError, NotFoundError
from judge.readers import READERS, read_responses
from judge.readers.files import read_rows


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
