"""``judge init``: a folder to start a study from."""

import shlex
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from judge.cli import options as o
from judge.cli.lines import plain
from judge.errors import InputError, StorageError

FILES = ("README.md", "rubrics/my_rubric.yaml", "run.yaml", "responses.csv", "labels.csv")
NEXT = (
    "judge rubrics check rubrics/my_rubric.yaml",
    "judge evaluate responses.csv -r my_rubric -j baseline/always-pass -o results/first",
    "judge agreement results/first --labels labels.csv",
)
"""What the README says too; a test runs them."""


def init(
    folder: Annotated[Path, typer.Argument(help="A new folder, or an empty one.", metavar="FOLDER")],
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Write a commented rubric, a settings file and a small sample into a new folder."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the store
    from judge.views.words import say  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    written = lay_out(folder)
    following = [*([] if folder.resolve() == Path.cwd() else [shlex.join(["cd", str(folder)])]), *NEXT]
    document = {"folder": str(folder), "files": [str(file) for file in written], "next": following}
    said = say("init.done", screen.ui, folder=folder)
    screen.result(document, *plain(said, *(f"    {command}" for command in following)))
    return 0


def lay_out(folder: Path) -> list[Path]:
    """Write the starter files into *folder*, all of them or none.

    Raises:
        InputError: It holds something already, or is no folder.
        StorageError: It cannot be written.
    """
    from judge.library import shipped  # noqa: PLC0415 - --help must not load it
    from judge.store.folder import write_private  # noqa: PLC0415

    if folder.exists() and not folder.is_dir():
        raise InputError(f"{str(folder)!r} is a file", hint="name a new folder")
    if folder.is_dir() and any(folder.iterdir()):
        raise InputError(f"{str(folder)!r} is not empty", hint="name a new folder: nothing is ever overwritten")
    starter = shipped("examples") / "starter"
    files = [folder / name for name in FILES]
    try:
        for name, file in zip(FILES, files, strict=True):
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_private(file, (starter / name).read_text(encoding="utf-8"))
    except (OSError, StorageError) as error:
        for file in files:
            with suppress(OSError):
                file.unlink()
        for made in sorted({file.parent for file in files}, reverse=True):  # what holds something stays
            with suppress(OSError):
                made.rmdir()
        why = error.message if isinstance(error, StorageError) else error.strerror or str(error)
        raise StorageError(f"cannot write {str(folder)!r}: {why}", hint="choose another FOLDER") from None
    return files
