"""Blind labelling sheets, out to the experts."""

import os
import re
import secrets
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from judge.errors import InputError, StorageError, near_miss
from judge.rubric import Rubric
from judge.scenario import Response
from judge.sheets.layout import Item, check_lengths, columns, make_items, rows
from judge.sheets.sampling import draw
from judge.sheets.table_file import to_csv
from judge.sheets.workbook import to_xlsx

SUFFIXES = (".csv", ".xlsx")
_KEY = "key"
_RATER = re.compile(r"[^\W\d_][\w.-]{0,63}\Z")


def write_sheets(
    responses: Sequence[Response],
    rubric: Rubric,
    path: str | Path,
    *,
    raters: Sequence[str] = ("rater",),
    sample: int | None = None,
    stratify: str | None = None,
    seed: int = 0,
    language: str | None = None,
) -> list[Path]:
    """Write one sheet a rater, ``STEM-RATER.csv`` or ``.xlsx``, and ``STEM-key.csv``, which experts must not get.

    All raters get the same responses, each in another order. A sheet holds the words and empty cells for the answers:
    no candidate, no scenario, no tag, no judge, no id, only an opaque key that is new each time. Sheets are for
    people: in CSV a text that a spreadsheet would take for a formula gets an apostrophe before it, and a text no cell
    can hold is refused. The key file is for :func:`judge.read_labels`, which wants it beside the filled sheets; its
    ids are written as they are. All files are readable by their owner only, and nothing is ever overwritten.

    Args:
        responses: What to label.
        rubric: A column for each of its dimensions.
        path: Its suffix is the format, its stem the beginning of every file's name.
        raters: A file for each.
        sample: How many to draw, written with each one's probability as ``sampling_p``; all, without, when absent.
        stratify: A tag whose values get equal shares of the sample.
        seed: Of the draw and of the orders.
        language: The one language of instructions and drop-downs; by default every language the rubric has.

    Returns:
        The sheets, in the raters' order, then the key file.

    Raises:
        InputError: A name, number or text that does not fit, or a file that is already there.
        StorageError: The files cannot be written.
    """
    path = Path(path)
    _check(responses, rubric, path, raters, language)
    items = make_items(draw(responses, size=sample, stratify=stratify, seed=seed), secrets.token_bytes(32))
    check_lengths(items)
    header = columns(rubric, sampled=sample is not None)
    files: dict[Path, bytes] = {}
    for rater in raters:
        table = rows(items, rubric, rater, seed=seed)
        xlsx = path.suffix.lower() == ".xlsx"
        content = to_xlsx(header, table, rubric, language) if xlsx else to_csv(header, table, for_people=True)
        files[path.with_name(f"{path.stem}-{rater}{path.suffix}")] = content
    files[path.with_name(f"{path.stem}-{_KEY}.csv")] = _keys(items)
    write_new(files)
    return list(files)


def _check(
    responses: Sequence[Response], rubric: Rubric, path: Path, raters: Sequence[str], language: str | None
) -> None:
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"{path}: a sheet is .csv or .xlsx", hint=f"{path.stem or 'sheet'}.xlsx")
    if language is not None and language not in rubric.languages:
        hint = near_miss(language, rubric.languages)
        raise InputError(f"the rubric {rubric.id!r} has no texts in {language!r}", hint=hint)
    if not responses:
        raise InputError("no responses to label", hint="is it the right file?")
    if len({r.id for r in responses}) < len(responses):
        raise InputError("two responses have the same id", hint="give each its own")
    _check_raters(raters)


def _check_raters(raters: Collection[str]) -> None:
    for rater in raters:
        if not _RATER.match(rater) or rater.casefold() == _KEY:
            hint = f"a letter, then letters, digits, '.', '-' or '_'; {_KEY!r} is the key file's"
            raise InputError(f"{rater!r} cannot be a rater's name: it names a file", hint=hint)
    if not raters or len({r.casefold() for r in raters}) < len(raters):
        raise InputError("raters must be at least one, all different", hint="--raters a,b")


def _keys(items: Sequence[Item]) -> bytes:
    by_key = sorted(items, key=lambda item: item.key)
    turns = any(i.response.turn is not None for i in items)
    criteria = any(i.response.criterion is not None for i in items)
    header = (_KEY, "response_id", *(["turn"] if turns else []), *(["criterion"] if criteria else []))
    return to_csv(
        header, ([i.key, *_place(i.response, turns=turns, criteria=criteria)] for i in by_key), for_people=False
    )


def _place(response: Response, *, turns: bool, criteria: bool) -> list[str]:
    held = [response.criterion.id if response.criterion else ""] if criteria else []
    return [response.whole_id, *([str(response.turn)] if turns else []), *held]


def write_new(files: Mapping[Path, bytes]) -> None:
    """Write *files* for their owner only: all of them or none, and none over another.

    Raises:
        InputError: One is already there.
        StorageError: They cannot be written.
    """
    for file in files:
        if file.exists():
            hint = "an expert's work may be in it: choose another -o FILE, or move it away"
            raise InputError(f"{str(file)!r} is already there", hint=hint)
    written: list[Path] = []
    try:
        for file, content in files.items():
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as out:
                written.append(file)
                out.write(content)
    except OSError as error:
        for file in written:
            file.unlink(missing_ok=True)
        raise StorageError(
            f"cannot write the sheets: {error.strerror or error}", hint="choose another -o FILE"
        ) from None
