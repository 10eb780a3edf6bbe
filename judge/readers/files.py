"""From a path to rows: which function reads which kind of file."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from judge.errors import DatasetError, InputError, NotFoundError, near_miss
from judge.readers.delimited import read_csv, read_tsv
from judge.readers.json_array import read_json
from judge.readers.jsonl import STDIN, read_jsonl
from judge.readers.parquet import read_parquet
from judge.readers.row import RawRow
from judge.readers.workbook import read_workbook

READERS: dict[str, Callable[[Path, list[str]], Iterable[RawRow]]] = {
    ".jsonl": read_jsonl,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_tsv,
    ".xlsx": read_workbook,
    ".parquet": read_parquet,
}
"""Every format by its suffix. A new one is a function ``(path, notes) -> rows`` and a line here."""


def read_rows(path: str | Path, notes: list[str]) -> list[RawRow]:
    """All rows of a file, in its order; ``-`` is JSON Lines from standard input.

    Raises:
        NotFoundError: There is no such file.
        InputError: Nobody here reads such a file, or it cannot be opened.
        DatasetError: It cannot be read, or holds no row at all.
    """
    path = Path(path)
    suffix = ".jsonl" if path == STDIN else path.suffix.lower()
    if path != STDIN and not path.is_file():
        raise missing(path)
    if suffix not in READERS:
        hint = f"read here: {', '.join(READERS)}"
        raise InputError(f"{path}: no reader for {suffix or 'a file without a suffix'}", hint=hint)
    try:
        rows = list(READERS[suffix](path, notes))
    except OSError as error:
        raise InputError(f"{path}: cannot be opened: {error.strerror or error}", hint="may you read it?") from None
    if not rows:
        raise DatasetError(f"{'standard input' if path == STDIN else path}: holds no row", hint="is it the right file?")
    return rows


def missing(path: Path) -> InputError:
    """The error for a path that is no file, with what lies beside it."""
    if path.is_dir():
        return InputError(f"{path}: a folder, not a file", hint="name one file in it")
    beside: list[str] = []
    with suppress(OSError):
        beside = [p.name for p in path.parent.iterdir() if p.suffix.lower() in READERS]
    return NotFoundError(f"no file {str(path)!r}", hint=near_miss(path.name, beside))
