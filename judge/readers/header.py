"""Rows of cells under one header become rows with names, whatever kind of table they come from."""

from collections.abc import Iterable, Iterator, Sequence

from judge.errors import DatasetError
from judge.readers.row import RawRow, Unreadable, shown

Cell = str | Unreadable
_TAG = "tags."


def tabulate(file: str, records: Iterable[tuple[str, Sequence[Cell]]], *, exact: bool) -> Iterator[RawRow]:
    """Name the cells of each record after the header, the first record that is not empty.

    Records without any text are skipped. Names are taken in small letters, but for what follows ``tags.``.

    Args:
        file: What to call the file in errors.
        records: Position and cells of each row.
        exact: Whether a record must have as many cells as the header: CSV must, a workbook leaves empty ends out.

    Raises:
        DatasetError: A name stands twice, a column with text has none, or a record is too long or too short.
    """
    names: tuple[str, ...] | None = None
    for position, cells in records:
        if not any(cells):
            continue
        if names is None:
            names = _names(f"{file}, {position}", cells)
            columns = tuple(filter(None, names))
            whole = len(columns) == len(names)
            continue
        if whole and len(cells) == len(names):
            yield RawRow(file, position, dict(zip(names, cells, strict=True)), columns)
            continue
        _check_width(f"{file}, {position}", cells, names, exact=exact)
        padded = (*cells, *("",) * (len(names) - len(cells)))
        yield RawRow(file, position, {n: c for n, c in zip(names, padded, strict=False) if n}, columns)


def _names(where: str, cells: Sequence[Cell]) -> tuple[str, ...]:
    names = []
    for cell in cells:
        if isinstance(cell, Unreadable):
            raise DatasetError(f"{where}: the header has {cell.why}", hint="the first row names the columns, in words")
        name = cell.strip()
        tag = name[: len(_TAG)].lower() == _TAG
        name = _TAG + name[len(_TAG) :].strip() if tag else name.lower()
        if name and name in names:
            raise DatasetError(f"{where}: two columns are called {shown(name)}", hint="rename or remove one of them")
        names.append(name)
    if len([n for n in names if n]) == 1 and any(mark in names[0] for mark in (";", "\t")):
        hint = "save it with commas ('CSV UTF-8'), or, with tabs, as .tsv"
        raise DatasetError(f"{where}: the columns are not separated by commas", hint=hint)
    return tuple(names)


def _check_width(where: str, cells: Sequence[Cell], names: tuple[str, ...], *, exact: bool) -> None:
    width = max((i for i, name in enumerate(names, start=1) if name), default=0)
    if exact and len(cells) < width:
        hint = "is a comma or line break of the text outside its quotes, or is the row cut off?"
        raise DatasetError(f"{where}: {len(cells)} cells where the header has {width}", hint=hint)
    for i, cell in enumerate(cells):
        if cell != "" and (i >= len(names) or not names[i]):
            hint = "name the column in the first row, or empty it; a comma inside a text needs quotes around the text"
            raise DatasetError(f"{where}: cell {i + 1} stands in a column without a name", hint=hint)
