"""The opaque keys of a blind sheet, back into response ids."""

from collections.abc import Iterator
from pathlib import Path

from judge.errors import DatasetError
from judge.readers.files import read_rows

SUFFIX = "-key.csv"
"""``study-anna.xlsx`` and ``study-ben.xlsx`` share ``study-key.csv``, as ``judge labels sheet`` writes them."""


Labelled = tuple[str, int | None, str | None]
"""A response; the turn of it that is meant, where it is a conversation; the criterion, where it is held against one."""


def read_keys(sheet: Path) -> dict[str, Labelled]:
    """What each key stands for, from the key file beside a filled sheet.

    The sheet may have been renamed, as long as its name still begins as it did: ``study-anna filled.xlsx`` finds
    ``study-key.csv``.

    Raises:
        DatasetError: There is no key file beside it, or a row of it cannot be read.
    """
    file = next((f for f in _candidates(sheet) if f.is_file()), None)
    if file is None:
        wanted = " or ".join(repr(f.name) for f in _candidates(sheet))
        hint = "put the key file that judge labels sheet wrote beside the sheet"
        raise DatasetError(f"{sheet}: has keys instead of response ids, and no {wanted} lies beside it", hint=hint)
    keys: dict[str, Labelled] = {}
    for row in read_rows(file, []):
        turn = row.scalar("turn")
        index = int(turn) if turn.isdecimal() else None
        key, response = row.needed("key"), (row.needed("response_id"), index, row.word("criterion"))
        if keys.setdefault(key, response) != response:
            raise row.error(f"the key {key!r} stands for two responses", column="key", hint="restore the key file")
    return keys


def _candidates(sheet: Path) -> Iterator[Path]:
    parts = sheet.stem.split("-")
    for length in range(len(parts), 0, -1):
        yield sheet.with_name("-".join(parts[:length]) + SUFFIX)
