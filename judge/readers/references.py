"""Reference texts: what a good reply was written as, by response or by scenario."""

from pathlib import Path

from judge.readers.files import read_rows
from judge.readers.row import RawRow
from judge.readers.vocabulary import check_names
from judge.record import dataclass

_FIELDS = ("response_id", "scenario_id", "reference")
_NEEDED = ("response_id or scenario_id", "reference")


@dataclass(frozen=True, slots=True)
class ReferenceText:
    """One text to hold responses against: one response's own, or that of every response in a scenario."""

    response_id: str | None
    scenario_id: str | None
    text: str


def read_references(path: str | Path, *, notes: list[str] | None = None) -> list[ReferenceText]:
    """Read reference texts from any file of rows; several of one id are several references.

    A row that names a response is of that response alone, whatever scenario it names beside it.

    Args:
        path: The file.
        notes: Where to say what was found out: an encoding, a sheet, columns that were passed over.

    Raises:
        DatasetError: A row names neither, or its text is empty; file, row and column.
        InputError: There is no such file, or nobody reads its kind.
    """
    notes = [] if notes is None else notes
    rows = read_rows(path, notes)
    check_names(rows, keys=_FIELDS, columns=_FIELDS, needed=_NEEDED, notes=notes)
    return [_reference(row) for row in rows]


def _reference(row: RawRow) -> ReferenceText:
    response, scenario, text = row.word("response_id"), row.word("scenario_id"), row.text("reference")
    if response is None and scenario is None:
        raise row.error("neither a response nor a scenario is named", hint="fill in response_id or scenario_id")
    if text is None or not text.strip():
        raise row.error("no reference text", column="reference", hint="write it, or leave the row out")
    return ReferenceText(response, scenario if response is None else None, text)
