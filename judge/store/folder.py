"""The folder itself: that it can be written, and what its ``run.json`` says."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from errno import EACCES, EDQUOT, EIO, EISDIR, ENOSPC, EROFS
from pathlib import Path
from typing import Any

from judge.errors import NotFoundError, SettingsError, StorageError
from judge.store.network import refuse_network

MANIFEST = "run.json"
REPORT = "report.html"
_DISK = (EROFS, ENOSPC, EDQUOT, EIO, EACCES)
"""What is the disk's fault, or the folder's mode's, and not the name's."""


def make_folder(folder: Path) -> None:
    """Make a run's folder, closed to everybody else.

    Raises:
        SettingsError: It cannot be made, or lies on another machine's disk: another name is needed, before anything is
            paid for.
        StorageError: The disk is full, read-only or broken, or nobody here may write there.
    """
    refuse_network(folder)
    try:
        for missing in reversed([f for f in (folder, *folder.parents) if not f.exists()]):
            missing.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch(mode=0o600)
        probe.unlink()
    except OSError as error:
        kind = StorageError if error.errno in _DISK else SettingsError
        raise kind(f"cannot write to {str(folder)!r}: {error.strerror}", hint="choose another -o FOLDER") from None


def write_private(file: Path, text: str | bytes) -> None:
    """Write *text* (in UTF-8, unless it is bytes) to *file* whole or not at all, readable by its owner only."""
    if not file.name:  # the folder one is in
        raise StorageError(f"cannot write {str(file)!r}: {os.strerror(EISDIR)}", hint="is there room, and is it yours?")
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(text if isinstance(text, bytes) else text.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
        beside.replace(file)
    except OSError as error:
        with suppress(OSError):  # on a read-only disk even what is not there cannot be taken away
            beside.unlink()
        raise StorageError(
            f"cannot write {str(file)!r}: {error.strerror}", hint="is there room, and is it yours?"
        ) from None


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:  # JSON-ready values
    """Write ``run.json``: settings, fingerprints, versions."""
    write_private(folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n")


def read_manifest(folder: Path) -> dict[str, Any]:  # JSON of ours
    """What ``run.json`` says.

    Raises:
        NotFoundError: There is none, or it is not ours.
    """
    try:
        found: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))  # JSON of ours
    except (OSError, ValueError):
        raise NotFoundError(
            f"no run in {str(folder)!r}", hint="give the folder that judge evaluate -o filled"
        ) from None
    return found
