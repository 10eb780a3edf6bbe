"""What a simulated client is told, by name: a folder of templates, completed from ours."""

import re
from pathlib import Path

from judge.asking import Ask
from judge.errors import NotFoundError, TemplateError, near_miss
from judge.playing import VARIABLES
from judge.shelf import Shelf, entries, leads_out, shelves
from judge.ways import read_template

DEFAULT = "default"
_KIND = "clients"
_NAME = re.compile(r"[A-Za-z0-9_][\w.-]{0,63}", re.ASCII)


def load_part(name: str = DEFAULT) -> Ask:
    """Read a folder of client's templates, and those of ours that it builds on or lacks.

    Raises:
        NotFoundError: No shelf has a folder of that name with a template in it.
        TemplateError: A template is unsafe or broken; file and line.
    """
    shelves_used = {folder: _find(folder) for folder in dict.fromkeys((DEFAULT, name))}
    files = {f"{folder}/{file.name}": file for folder, shelf in shelves_used.items() for file in _templates(shelf)}
    part = Ask(
        name,
        {key: read_template(file) for key, file in files.items()},
        (DEFAULT,),
        files={key: str(file) for key, file in files.items()},
        variables=VARIABLES,
    )
    part.environment  # noqa: B018 - checks every template now, before anything is paid for
    return part


def list_parts() -> list[str]:
    """Every folder of client's templates by name."""
    folders = (f for shelf in shelves(_KIND) if shelf.folder.name == _KIND for f in entries(shelf.folder))
    return sorted({f.name for f in folders if _NAME.fullmatch(f.name) and _holds_templates(f)})


def _find(name: str) -> Shelf:
    for shelf in shelves(_KIND) if _NAME.fullmatch(name) else ():
        if shelf.folder.name == _KIND and _holds_templates(shelf.folder / name):
            return Shelf(shelf.folder / name, shelf.origin)
    raise NotFoundError(f"no folder of client's templates named {name!r}", hint=near_miss(name, list_parts()))


def _holds_templates(folder: Path) -> bool:
    return any(file.suffix == ".j2" for file in entries(folder))


def _templates(shelf: Shelf) -> list[Path]:
    found = [file for file in entries(shelf.folder) if file.suffix == ".j2"]
    for file in found:
        if leads_out(file, shelf):
            raise TemplateError(f"{file}: is a link that leads out of its folder", hint="copy the file here")
    return found
