"""A column set in a file of rows; everything else stays byte for byte, in a workbook cell for cell, as it was."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from judge.errors import InputError
from judge.readers.columns_json import set_in_json, set_in_jsonl
from judge.readers.columns_text import set_in_csv, set_in_tsv
from judge.readers.columns_workbook import set_in_workbook

Writer = Callable[[Path, str, Sequence[str]], bytes]
WRITERS: Mapping[str, Writer] = {
    ".csv": set_in_csv,
    ".tsv": set_in_tsv,
    ".xlsx": set_in_workbook,
    ".jsonl": set_in_jsonl,
    ".json": set_in_json,
}
"""Every format by its suffix: a function ``(path, name, values) -> bytes`` for a file that `read_rows` has read."""


def with_column(path: Path, name: str, values: Sequence[str]) -> bytes:
    """The file with the column *name* holding *values*, one for each row that `read_rows` finds in it.

    A column of that name is filled anew where it stands; else it comes last. Encoding, quotes, line ends, order and
    every other cell stay as they are; a workbook keeps its other sheets, widths and drop-down lists.

    Raises:
        InputError: Nobody here writes such a file.
    """
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        hint = f"written here: {', '.join(WRITERS)}; save it as one of these"
        raise InputError(f"{path}: no writer for {path.suffix or 'a file without a suffix'}", hint=hint)
    return write(path, name, values)
