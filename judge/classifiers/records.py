"""What a folder of a trained classifier says of itself (``training.json``), and what tells it from another one."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from judge.errors import NotFoundError, SettingsError
from judge.provenance import versions
from judge.store.folder import write_private

RECORD = "training.json"
_SCHEMA = 1
_NOT_OF_THE_MODEL = frozenset({RECORD, "state.pt", ".lock", ".helpers", "README.md"})


def make_private(folder: Path) -> None:
    """Make *folder*, closed to everybody else.

    Raises:
        SettingsError: It cannot be made, or a file stands there.
    """
    if folder.exists() and not folder.is_dir():
        raise SettingsError(f"{str(folder)!r} is a file", hint="choose another -o FOLDER")
    try:
        for missing in reversed([f for f in (folder, *folder.parents) if not f.exists()]):
            missing.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"cannot write to {str(folder)!r}: {error.strerror}", hint="choose another -o FOLDER"
        ) from None


def write_record(folder: Path, record: Mapping[str, Any]) -> None:  # JSON-ready values
    """Write ``training.json`` whole or not at all."""
    whole = {"schema": _SCHEMA, **record, "versions": versions(), "written_at": datetime.now(UTC).isoformat()}
    write_private(folder / RECORD, json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def find_record(folder: Path) -> dict[str, Any] | None:  # JSON of ours
    """What ``training.json`` in *folder* says; ``None`` when there is none.

    Raises:
        NotFoundError: There is one, and it is none of ours.
    """
    file = folder / RECORD
    if not file.exists():
        return None
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict) or found.get("schema") != _SCHEMA:
        raise NotFoundError(f"{str(file)!r} is not what judge train writes", hint="train again into another -o FOLDER")
    return found


def digests_of(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of a model by name: two folders with the same ones answer alike."""
    files = sorted(f for f in folder.iterdir() if f.is_file() and f.name not in _NOT_OF_THE_MODEL)
    return {file.name: _digest(file) for file in files if not file.name.startswith(".")}


def digest_of(folder: Path) -> str:
    """One fingerprint of all files of a model."""
    return sha256(json.dumps(digests_of(folder), sort_keys=True).encode("ascii")).hexdigest()


def _digest(file: Path) -> str:
    with file.open("rb") as handle:
        return file_digest(handle, "sha256").hexdigest()
