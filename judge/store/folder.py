"""The folder itself: who may write to it, and what its ``run.json`` says."""

import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from judge.errors import NotFoundError, SettingsError, StorageError

MANIFEST = "run.json"
REPORT = "report.html"
_LOCK = ".lock"


def make_folder(folder: Path) -> None:
    """Make a run's folder, closed to everybody else.

    Raises:
        SettingsError: It cannot be made or written: another name is needed, before anything is paid for.
    """
    try:
        for missing in reversed([f for f in (folder, *folder.parents) if not f.exists()]):
            missing.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch(mode=0o600)
        probe.unlink()
    except OSError as error:
        raise SettingsError(
            f"cannot write to {str(folder)!r}: {error.strerror}", hint="choose another -o FOLDER"
        ) from None


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the only pen of a run's folder.

    Raises:
        StorageError: Another process holds it; who, and since when.
    """
    file = folder / _LOCK
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(handle, 200).decode("utf-8", "replace").strip() or "another process"
            raise StorageError(
                f"{str(folder)!r} is being written by {holder}", hint="wait for it, or use another -o FOLDER"
            ) from None
        who = f"process {os.getpid()} on {socket.gethostname()} since {time.strftime('%Y-%m-%d %H:%M:%S')}"
        os.ftruncate(handle, 0)
        os.pwrite(handle, who.encode(), 0)
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def write_private(file: Path, text: str | bytes) -> None:
    """Write *text* (in UTF-8, unless it is bytes) to *file* whole or not at all, readable by its owner only."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(text if isinstance(text, bytes) else text.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
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
