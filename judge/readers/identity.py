"""Ids: those given must be unique, those missing are made from the content and stay the same."""

from collections.abc import Sequence
from hashlib import sha256
from json import dumps

from judge.readers.row import RawRow
from judge.scenario import Turn

_HEX = 12


def made_id(prefix: str, turns: Sequence[Turn], context: str | None, *more: str) -> str:
    """An id that depends on the content alone: *prefix*, then twelve digits of its fingerprint."""
    content = [[[t.role, t.content] for t in turns], context, *more]
    return f"{prefix}-{sha256(dumps(content).encode('ascii')).hexdigest()[:_HEX]}"


def settle_ids(rows: Sequence[RawRow], given: Sequence[str], made: Sequence[str]) -> list[str]:
    """One id a row: the given one or, where that is empty, the made one.

    The second and third of the same content get ``-2`` and ``-3``.

    Raises:
        DatasetError: Two rows were given the same id; both are named.
    """
    first: dict[str, RawRow] = {}
    for row, name in zip(rows, given, strict=True):
        if name and (other := first.setdefault(name, row)) is not row:
            hint = "give each row its own id, or leave the column out and ids are made from the content"
            raise row.error(f"the id {name!r} stands here and in {other.position}", column="id", hint=hint)
    settled: list[str] = []
    seen: dict[str, int] = {}
    for name, base in zip(given, made, strict=True):
        settled.append(name or _free(base, seen, first))
    return settled


def _free(base: str, seen: dict[str, int], taken: dict[str, RawRow]) -> str:
    while True:
        seen[base] = seen.get(base, 0) + 1
        name = base if seen[base] == 1 else f"{base}-{seen[base]}"
        if name not in taken:
            return name
