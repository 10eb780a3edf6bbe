"""What a sheet refuses, and how its files are kept."""

import stat

import openpyxl
import pytest
from sheet_cases import RESPONSES, RUBRIC, response, rows_of

from judge.errors import InputError, StorageError
from judge.rubric import Rubric
from judge.sheets import excel_safe, write_sheets


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"sample": 21}, "a sample of 21 from 20"),
        ({"sample": 0}, "a sample of 0"),
        ({"stratify": "risk"}, "needs a sample size"),
        ({"sample": 5, "stratify": "rsk"}, "no response has the tag 'rsk'"),
        ({"raters": ()}, "at least one"),
        ({"raters": ("a", "A")}, "all different"),
        ({"raters": ("key",)}, "'key' cannot be"),
        ({"raters": ("../x",)}, "cannot be a rater's name"),
        ({"raters": ("=1+1",)}, "cannot be a rater's name"),
        ({"raters": ("1",)}, "cannot be a rater's name"),
        ({"language": "fr"}, "no texts in 'fr'"),
    ],
)
def test_an_option_that_does_not_fit_is_refused_before_anything_is_written(tmp_path, options, says):
    """And nothing is left behind."""
    with pytest.raises(InputError, match=says):
        write_sheets(RESPONSES, RUBRIC, tmp_path / "a.csv", **options)
    assert list(tmp_path.iterdir()) == []


def test_a_sample_smaller_than_the_number_of_strata_is_refused(tmp_path):
    """A stratum nobody can be drawn from cannot be spoken for."""
    responses = [response(i, risk=f"risk-{i}") for i in range(4)]

    with pytest.raises(InputError, match="a sample of 3 for 4 strata"):
        write_sheets(responses, RUBRIC, tmp_path / "a.csv", sample=3, stratify="risk")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_text_no_cell_can_hold_is_refused(tmp_path, suffix):
    """Spreadsheets cut at 32,767 characters, in a CSV they open too."""
    write_sheets([response(1, text="x" * 32_766)], RUBRIC, tmp_path / f"fits{suffix}")

    for i, text in enumerate(("x" * 32_767, "😀" * 16_384)):
        with pytest.raises(InputError, match="'secret-model-1': its response has") as caught:
            write_sheets([response(1, text=text)], RUBRIC, tmp_path / f"{i}{suffix}")
        assert "32,767" in str(caught.value)


def test_half_a_character_is_refused(tmp_path):
    """A text damaged earlier is not damaged further."""
    with pytest.raises(InputError, match="half of a character"):
        write_sheets([response(1, text="\ud83d")], RUBRIC, tmp_path / "a.csv")


LIVE = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x"]


@pytest.mark.parametrize("text", LIVE)
def test_no_text_becomes_a_formula(tmp_path, text):
    """An apostrophe in CSV; in a workbook the text itself, as text."""
    (as_csv, _) = write_sheets([response(1, text=text)], RUBRIC, tmp_path / "a.csv")
    (as_xlsx, _) = write_sheets([response(1, text=text)], RUBRIC, tmp_path / "b.xlsx")

    assert rows_of(as_csv)[0]["response"] == f"'{text}" == excel_safe(text)
    cell = openpyxl.load_workbook(as_xlsx)["labels"]["D2"]
    assert (cell.data_type, cell.value.replace("_x000D_", "\r")) == ("s", text)
    assert excel_safe("a=1") == "a=1"


def test_files_are_their_owners_and_nothing_is_overwritten(tmp_path):
    """An expert's afternoon may be in the file that is already there."""
    folder = tmp_path / "new"
    paths = write_sheets(RESPONSES, RUBRIC, folder / "a.xlsx", raters=("anna", "bo"))

    assert {stat.S_IMODE(p.stat().st_mode) for p in paths} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    before = [p.read_bytes() for p in paths]
    with pytest.raises(InputError, match="already there"):
        write_sheets(RESPONSES, RUBRIC, folder / "a.xlsx", raters=("bo", "carl"))
    assert [p.read_bytes() for p in paths] == before
    assert len(list(folder.iterdir())) == 3


def test_a_place_that_cannot_be_written_is_a_storage_error(tmp_path):
    """A file where a folder should be."""
    (tmp_path / "file").touch()

    with pytest.raises(StorageError):
        write_sheets(RESPONSES, RUBRIC, tmp_path / "file" / "a.csv")


def test_a_dimension_called_like_a_column_cannot_have_a_sheet(tmp_path):
    """Its answers could not be told from the column's."""
    spoken = RUBRIC.model_dump()
    spoken["dimensions"] = [spoken["dimensions"][0] | {"id": "context"}]

    with pytest.raises(InputError, match="'context' is called like a column"):
        write_sheets(RESPONSES, Rubric.model_validate(spoken), tmp_path / "a.csv")
