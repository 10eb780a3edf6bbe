"""Which names a file may use: strict in JSON, lenient but said aloud in tables."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache

from judge.errors import DatasetError, near_miss
from judge.readers.row import RawRow, shown

ASIDE = "metadata"
"""The key under which JSON may keep whatever it likes."""
TAG = "tags."
"""How a column of a tag begins."""


def check_names(
    rows: Sequence[RawRow], *, keys: Iterable[str], columns: Iterable[str], needed: Sequence[str], notes: list[str]
) -> None:
    """Refuse a key nobody knows; say which columns of a table are not read.

    People keep columns of their own in a sheet, so those are passed over and named in *notes*; a key of JSON is
    written by a program, where an unknown one is a mistake. Only ``metadata`` may hold anything.

    Args:
        rows: The rows of one file, all of the same kind.
        keys: What an object may hold.
        columns: What is read of a table, beside ``tags.NAME``.
        needed: Columns a table must have, each perhaps with alternatives: ``"user or context"``.
        notes: Where the columns passed over are named.

    Raises:
        DatasetError: An unknown key, with the closest known one; a column that is missing.
    """
    if rows[0].columns is None:
        for row in rows:
            check_keys(row, keys)
        return
    known = set(columns)
    unread = [c for c in rows[0].columns if c not in known and not c.startswith(TAG)]
    _check_needed(rows[0], needed, unread)
    if unread:
        notes.append(f"{rows[0].file}: ignored columns: {', '.join(map(shown, unread))}")


def check_keys(row: RawRow, keys: Iterable[str]) -> None:
    """Refuse a key of a JSON object that nobody knows.

    Raises:
        DatasetError: There is one; the closest known one is offered.
    """
    allowed = _allowed(tuple(keys))
    if not row.fields.keys() <= allowed:
        raise _unknown(row, next(k for k in row.fields if k not in allowed), allowed)


@cache
def _allowed(keys: tuple[str, ...]) -> frozenset[str]:
    return frozenset(keys) | {ASIDE}


def _unknown(row: RawRow, key: str, allowed: frozenset[str]) -> Exception:
    hint = near_miss(key, allowed)
    return row.error(f"unknown key {shown(key)}", hint=f"{hint}; what only you use goes under {ASIDE!r}")


def _check_needed(row: RawRow, needed: Sequence[str], unread: list[str]) -> None:
    present = set(row.columns or ())
    wanted = [n for n in needed if present.isdisjoint(n.split(" or "))]
    if not wanted:
        return
    # A hint must not swap what the person said for what was answered: only a misspelling is close enough.
    for group in wanted:
        for name in group.split(" or "):
            for close in get_close_matches(name, unread, n=1, cutoff=0.75):
                raise DatasetError(_lacking(row, group), hint=f"rename {close!r} to {name!r}?")
    first = ", ".join(n.split(" or ")[0] for n in needed)
    hint = f"rename the column that holds it, or add a first row of names: {first}"
    raise DatasetError(_lacking(row, ", ".join(wanted)), hint=hint)


def _lacking(row: RawRow, column: str) -> str:
    """The header stands above its rows; its columns are not shown: without a header they are somebody's words."""
    return f"{row.file}, row 1: the header has no column {column.replace(' or ', ' / ')}"
