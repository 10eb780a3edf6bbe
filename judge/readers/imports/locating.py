"""Where in a file of rows each part of a judgment stands."""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

from judge.errors import SettingsError, near_miss
from judge.readers.imports.found import Beside, Wanted
from judge.readers.labels import named_in
from judge.readers.row import RawRow, shown
from judge.rubric import Rubric

TEXTS = ("id", "scenario_id", "candidate", "user", "context", "turns", "assistant", "response", "language", "tags")
"""Parts of a response, as a file of responses calls them."""
PARTS = (
    *("judge", "repeat", "dimension", "turn", "reply", "answer"),
    *("rationale", "evidence", "token", "model", "asked_at"),
)
"""Parts of a judgment."""
_CALLED = {"response_id": "id"}
"""What exports of ours call them."""
_ALIKE = ({"user", "context", "turns"}, {"assistant", "response"})
"""Parts of which one is enough: where one was named, a column that is called like another is somebody's own."""
_TAG = "tags."


def field_named(name: str, rubric: Rubric) -> str:
    """The part of a judgment, or the dimension's id, that *name* stands for.

    Raises:
        SettingsError: It is neither.
    """
    known = _CALLED.get(name, name)
    if known in (*TEXTS, *PARTS) or known.startswith(_TAG):
        return known
    dimension = named_in(rubric, name)
    if dimension is None:
        offer = near_miss(name, (*TEXTS, *PARTS, *(d.id for d in rubric.dimensions)))
        raise SettingsError(f"--map {name!r} is no part of a judgment, and no dimension of {rubric.id!r}", hint=offer)
    return dimension.id


def located(rows: Sequence[RawRow], wanted: Wanted) -> dict[str, str]:
    """The column of each part of a judgment: the one that was named, else the one of that name.

    Raises:
        SettingsError: No row has a column that was named.
    """
    given = {field_named(name, wanted.rubric): column for name, column in wanted.columns.items()}
    at = {name: _checked(rows, column) for name, column in given.items()}
    settled = {name for group in _ALIKE if group & given.keys() for name in group}
    for column in _columns(rows):
        known = _CALLED.get(column, column)
        if known not in settled and (known in (*TEXTS, *PARTS) or known.startswith(_TAG)):
            at.setdefault(known, column)
    return at


def dimension_columns(rows: Sequence[RawRow], at: Mapping[str, str], rubric: Rubric) -> dict[str, str]:
    """The columns that hold answers to one dimension each, by the dimension's id."""
    found = {name: column for name, column in at.items() if named_in(rubric, name) is not None}
    taken = set(at.values())
    for column in _columns(rows):
        dimension = named_in(rubric, column) if column not in taken else None
        if dimension is not None:
            found.setdefault(dimension.id, column)
    return found


def spread(beside: Beside, rows: Sequence[RawRow]) -> tuple[str, ...]:
    """The columns of one judge, where ``*`` in a name stands for anything, in the file's order.

    Raises:
        SettingsError: No row has a column of that name.
    """
    columns = tuple(_columns(rows))
    found: list[str] = []
    for name in beside.columns:
        if "*" not in name:
            found.append(_checked(rows, name))
            continue
        matching = [c for c in columns if fnmatchcase(c, _as_header(name, rows))]
        if not matching:
            raise _missing(name, rows)
        found += matching
    return tuple(dict.fromkeys(found))


def flattened(row: RawRow, columns: Mapping[str, str]) -> RawRow:
    """The row with what lies deeper in its objects under dotted names, as far as *columns* ask for it."""
    deeper = {c: _deep(row.fields, c) for c in columns.values() if c not in row.fields and "." in c}
    return RawRow(row.file, row.position, {**row.fields, **deeper}, row.columns) if deeper else row


def _deep(fields: Mapping[str, object], column: str) -> object:
    value: object = fields
    for part in column.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _checked(rows: Sequence[RawRow], column: str) -> str:
    name = _as_header(column, rows)
    if name in _columns(rows) or any(_deep(row.fields, name) is not None for row in rows):
        return name
    raise _missing(column, rows)


def _missing(column: str, rows: Sequence[RawRow]) -> SettingsError:
    offer = near_miss(column, _columns(rows))
    return SettingsError(f"{rows[0].file}: has no column {shown(column)}", hint=offer)


def _as_header(column: str, rows: Sequence[RawRow]) -> str:
    """As the readers of tables write names: in small letters."""
    if rows[0].columns is None or column.startswith(_TAG):
        return column
    return column.strip().lower()


def _columns(rows: Sequence[RawRow]) -> Iterator[str]:
    if rows[0].columns is not None:
        yield from rows[0].columns
        return
    yield from dict.fromkeys(name for row in rows for name in row.fields)
