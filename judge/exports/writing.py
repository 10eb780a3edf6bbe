"""Where an export goes: a file that is there whole or not at all, or a stream."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from judge.errors import InputError, SettingsError, StorageError, near_miss
from judge.exports.fields import What, fields_of, rows
from judge.exports.formats import CSV_FOR_PEOPLE, FORMATS, LABEL_STUDIO, WRITERS, Format, Writer
from judge.exports.labelling import labelling_config
from judge.exports.tasks import tasks
from judge.exports.text import to_array, to_document
from judge.store.run import Run
from judge.table import Table
from judge.views.words import Ui

STREAMED: tuple[Format, ...] = ("jsonl", "csv")


def format_for(path: Path | None, given: str | None) -> Format:
    """The format *given*, else the one the file's suffix names, else JSON Lines for a stream.

    Raises:
        SettingsError: Nobody writes it, the suffix names another one, or it cannot be streamed.
    """
    if given is not None and given not in FORMATS:
        raise SettingsError(f"no format {given!r}", hint=near_miss(given, (*FORMATS, LABEL_STUDIO)))
    suffix = path.suffix.lower().removeprefix(".") if path is not None else (given or "jsonl")
    if given is None and suffix not in FORMATS:
        raise SettingsError(
            f"{str(path)!r} does not name a format", hint=f"end it in one of .{', .'.join(FORMATS)}, or give --format"
        )
    if given is not None and suffix in FORMATS and suffix != given:
        raise SettingsError(f"{str(path)!r} and --format {given} contradict each other", hint="leave --format out")
    found = cast("Format", given or suffix)  # checked above
    if path is None and found not in STREAMED:
        raise SettingsError(f"{found} cannot be written to standard output", hint=f"add -o FILE.{found}")
    return found


def write_stream(run: Run, out: BinaryIO, what: What, form: Format, *, every: bool, excel_safe: bool) -> int:
    """Write the rows to *out* as they are read; how many there were.

    Raises:
        InputError: A row does not fit the format; what came before it is written.
    """
    count = _writer(form, for_people=excel_safe)(out, fields_of(run, what), rows(run, what, every=every))
    out.flush()
    return count


def write_document(run: Run, out: BinaryIO, what: What, *, every: bool) -> int:
    """Write the rows to *out* as one JSON document; how many there were."""
    about = {"run": str(run.folder), "what": what}
    count = to_document(out, rows(run, what, every=every), about)
    out.flush()
    return count


def write_file(run: Run, path: Path, what: What, form: Format, *, every: bool, excel_safe: bool) -> int:
    """Write the rows to *path*, readable by its owner only; how many there were.

    A file that is there is replaced, once the new one is whole.

    Raises:
        InputError: A row does not fit the format; nothing is written.
        StorageError: The file cannot be written.
    """
    _refuse_folder(path)
    with _whole(path) as out:
        return write_stream(run, out, what, form, every=every, excel_safe=excel_safe)


def write_tasks(run: Run, path: Path, *, ui: Ui) -> tuple[int, Path]:
    """Write the tasks for Label Studio to *path*, and its labelling config beside it; how many tasks, and that file.

    Both are readable by their owner only, and replace what is there once they are whole.

    Raises:
        SettingsError: Label Studio would not take the file for JSON.
        StorageError: A file cannot be written.
    """
    if path.suffix.lower() != ".json":
        hint = "Label Studio reads .json: end the file's name so"
        raise SettingsError(f"{str(path)!r} and --format {LABEL_STUDIO} contradict each other", hint=hint)
    config = path.with_name(f"{path.stem}-config.xml")
    for file in (path, config):
        _refuse_folder(file)
    with _whole(path) as out, _whole(config) as beside:
        count = to_array(out, tasks(run))
        out.write(b"\n")
        beside.write(labelling_config(run.rubric, ui))
    return count, config


def write_table(table: Table, path: Path) -> int:
    """Write every row of *table* to *path*, in the format its suffix names; how many there were.

    A field that only some rows have is empty in the others.

    Raises:
        SettingsError: The suffix names no format.
        InputError: A row does not fit the format; nothing is written.
        StorageError: The file cannot be written.
    """
    if path.suffix.lower().removeprefix(".") not in FORMATS:
        raise SettingsError(f"{str(path)!r} does not name a format", hint=f"end it in one of .{', .'.join(FORMATS)}")
    form = format_for(path, None)
    fields = list(dict.fromkeys(field for row in table.rows for field in row))
    with _whole(path) as out:
        return WRITERS[form](out, fields, ({f: row.get(f) for f in fields} for row in table.rows))


def _writer(form: Format, *, for_people: bool) -> Writer:
    if for_people and form != "csv":
        raise SettingsError(f"--excel-safe is for csv, not for {form}", hint="in xlsx, text is safe as it is")
    return CSV_FOR_PEOPLE if for_people else WRITERS[form]


def _refuse_folder(path: Path) -> None:
    if path.exists() and not path.is_file():
        raise InputError(f"{str(path)!r} is not a file", hint="name one with -o")


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(beside, "wb", opener=_private) as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    except OSError as error:
        raise StorageError(
            f"cannot write {str(path)!r}: {error.strerror or error}", hint="does its folder exist, and is there room?"
        ) from None
    finally:
        with suppress(OSError):  # on a read-only disk even what is not there cannot be taken away
            beside.unlink()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)
