"""Where things with names lie: the user's own folders first, then what we ship.

A name is looked up in each folder of ``$JUDGE_PATH``, then in the working directory, then in what we ship; in each of
these, first in the folder for its kind (``rubrics``, ``prompts``) and then beside it. The first match wins. What is
found by name may not lead out of its folder through a link; what we ship may, for installers that link.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from judge.record import dataclass

PATH_VARIABLE = "JUDGE_PATH"
SHIPPED = "shipped"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One place where things with names lie."""

    folder: Path
    origin: str
    """``JUDGE_PATH``, ``working directory`` or ``shipped``."""


def shipped(kind: str) -> Path:
    """The folder of what we ship (``rubrics``, ``prompts``, ``examples``): inside a wheel, beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / kind
    return inside if inside.is_dir() else package.parent / kind


def shelves(kind: str) -> Iterator[Shelf]:
    """Where things of a *kind* are looked for, first match wins."""
    ours = shipped(kind)
    roots = [(Path(entry), PATH_VARIABLE) for entry in os.environ.get(PATH_VARIABLE, "").split(os.pathsep) if entry]
    for root, origin in (*roots, (Path.cwd(), "working directory")):
        for folder in (root / kind, root):
            if not same(folder, ours):
                yield Shelf(folder, origin)
    yield Shelf(ours, SHIPPED)


def same(one: Path, other: Path) -> bool:
    """Whether both are one file or folder that exists."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Whether a file is there; a name no file can have, or a folder nobody may look into, holds none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def leads_out(file: Path, shelf: Shelf) -> bool:
    """Whether *file*, found by name on *shelf*, is a link to somewhere else."""
    try:
        return shelf.origin != SHIPPED and not file.resolve().is_relative_to(shelf.folder.resolve())
    except (OSError, RuntimeError):
        return True  # a link that leads back to itself


def entries(folder: Path) -> list[Path]:
    """What lies in *folder*, sorted; nothing when it cannot be looked into."""
    try:
        return sorted(folder.iterdir())
    except (OSError, ValueError):
        return []


def content(file: Path, *, limit: int) -> bytes:
    """The file's bytes, as far as one needs them to see that there are more than *limit*.

    Raises:
        OSError: It cannot be read.
        ValueError: No file can have this name.
    """
    with file.open("rb") as opened:
        return opened.read(limit + 1)
