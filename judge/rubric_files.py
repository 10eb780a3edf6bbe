"""Rubrics from others' files, checked and written as ours."""

from pathlib import Path

from judge.errors import InputError, NotFoundError, RubricError, near_miss
from judge.library import rubric_of
from judge.readers.rubrics import RUBRIC_READERS
from judge.rubric import Rubric
from judge.store.folder import write_private
from judge.strict_yaml import read_yaml
from judge.views.rubric_file import rubric_yaml


def imported_rubric(
    file: str, kind: str, *, language: str = "en", out: str | None = None
) -> tuple[str, Rubric, list[str]]:
    """The text of our file, the rubric that it holds, and what was found out; written to *out* where that is given.

    Raises:
        InputError: There is no such kind or file, or what it says makes no rubric.
    """
    if kind not in RUBRIC_READERS:
        raise NotFoundError(f"rubrics of the kind {kind!r} are not read", hint=near_miss(kind, RUBRIC_READERS))
    path = Path(file)
    if not path.is_file():
        raise NotFoundError(f"no rubric file {file!r}", hint="check the path")
    notes: list[str] = []
    fields = RUBRIC_READERS[kind](path, language, notes)
    if out is not None:
        fields["id"] = _named(Path(out), fields["id"])
    text = rubric_yaml(fields)
    rubric = rubric_of(read_yaml(text.encode("utf-8"), where=out or f"{file} as YAML"), where=out or f"{file} as YAML")
    if out is not None:
        _write(Path(out), text)
    return text, rubric, notes


def _named(out: Path, id_: str) -> str:
    """A rubric goes by its file's name: its id is the same where that can be an id."""
    stem = out.stem.lower().replace("-", "_")
    return stem if stem.isidentifier() and stem.isascii() and stem[0] != "_" else id_


def _write(out: Path, text: str) -> None:
    if out.exists():
        raise RubricError(f"{out} is there already", hint="name another file with -o")
    try:
        out.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(out, text)
    except OSError as error:
        raise InputError(
            f"{out}: cannot be written: {error.strerror or error}", hint="name another file with -o"
        ) from None
