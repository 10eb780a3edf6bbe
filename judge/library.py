"""Rubrics by name or path; ways of asking come from here too.

A name is looked up in the user's own folders first (:mod:`judge.shelf`). A path, anything with a separator or one of
YAML's suffixes, skips the search.
"""

import os
from pathlib import Path

from pydantic import ValidationError

from judge.errors import InputError, NotFoundError, RubricError, near_miss
from judge.explaining import rubric_error
from judge.rubric import Rubric
from judge.shelf import PATH_VARIABLE, SHIPPED, Shelf, content, entries, is_file, leads_out, same, shelves, shipped
from judge.strict_yaml import MAX_BYTES, Document, read_yaml
from judge.ways import find_ask, list_asks, load_ask

__all__ = [
    "PATH_VARIABLE",
    "Shelf",
    "find_ask",
    "find_rubric",
    "hidden_by",
    "is_path",
    "list_asks",
    "list_rubrics",
    "load_ask",
    "load_rubric",
    "read_rubric",
    "rubric_of",
    "shelves",
    "shipped",
]

_SUFFIXES = (".yaml", ".yml")


def load_rubric(name_or_path: str | Path) -> Rubric:
    """Read a rubric by name or path.

    Raises:
        NotFoundError: No shelf has it; the message offers the closest name.
        RubricError: The file is no valid rubric; file and line of the first fault.
    """
    return read_rubric(find_rubric(name_or_path).folder)


def find_rubric(name_or_path: str | Path) -> Shelf:
    """The file behind a rubric's name, and where it was found.

    Raises:
        NotFoundError: No shelf has it.
        RubricError: It is a link that leads out of its folder.
    """
    given = str(name_or_path)
    if is_path(given):
        if not is_file(Path(given)):
            raise NotFoundError(f"no rubric file {given!r}", hint="check the path, or give a name: judge rubrics")
        return Shelf(Path(given), "path")
    for shelf in shelves("rubrics"):
        for suffix in _SUFFIXES:
            if is_file(file := shelf.folder / f"{given}{suffix}"):
                if leads_out(file, shelf):
                    hint = "give the path of the file itself, or copy it here"
                    raise RubricError(f"{file}: is a link that leads out of its folder", hint=hint)
                return Shelf(file, shelf.origin)
    raise NotFoundError(f"no rubric named {given!r}", hint=near_miss(given, (r for r, _ in list_rubrics())))


def is_path(given: str) -> bool:
    """Whether *given* is meant as a path and not as a name."""
    return os.sep in given or "/" in given or given.lower().endswith(_SUFFIXES)


def list_rubrics() -> list[tuple[str, Shelf]]:
    """Every rubric by name with the file behind it; of several with one name, the one that would be used."""
    found: dict[str, Shelf] = {}
    for shelf in shelves("rubrics"):
        for suffix in _SUFFIXES:
            for file in (f for f in entries(shelf.folder) if f.suffix == suffix and is_file(f)):
                if shelf.folder.name == "rubrics" or _looks_like_a_rubric(file):
                    found.setdefault(file.stem, Shelf(file, shelf.origin))
    return sorted(found.items())


def _looks_like_a_rubric(file: Path) -> bool:
    try:
        return b"\ndimensions:" in content(file, limit=MAX_BYTES)
    except OSError:
        return False


def hidden_by(name_or_path: str | Path) -> Path | None:
    """The shipped rubric that a user's own of the same name hides, if it does."""
    found = find_rubric(name_or_path)
    ours = shipped("rubrics") / f"{name_or_path}.yaml"
    hides = found.origin not in (SHIPPED, "path") and is_file(ours) and not same(found.folder, ours)
    return ours if hides else None


def read_rubric(file: Path) -> Rubric:
    """Read one rubric file, naming every fault in it at once.

    Raises:
        RubricError: All faults, one a line.
    """
    where = str(file)
    try:
        document = read_yaml(content(file, limit=MAX_BYTES), where=where)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or "no file can have this name"
        raise RubricError(f"{where}: {said}", hint="check that the file can be read") from None
    except InputError as error:
        raise RubricError(error.message, hint=error.hint) from None
    return rubric_of(document, where=where)


def rubric_of(document: Document, *, where: str) -> Rubric:
    """A rubric from a YAML document.

    Raises:
        RubricError: All faults, one a line, each with its line in the file.
    """
    if not isinstance(document.data, dict):
        raise RubricError(f"{where}, line 1: a rubric is a mapping of fields", hint="start from: judge init my_rubric")
    if "version" in document.data and ("version",) not in document.quoted:
        raise RubricError(
            f"{where}, line {document.line(('version',))}: version must be quoted text",
            hint='write version: "1.0" (unquoted, 1.10 would turn into 1.1)',
        )
    try:
        return Rubric.model_validate(document.data)
    except ValidationError as error:
        raise rubric_error(error, document, where=where) from None
