"""Whose file it is: found out from what stands in it, and said aloud."""

from collections.abc import Callable, Iterator
from pathlib import Path

from judge.errors import JudgeError, SettingsError, near_miss
from judge.readers.files import READERS, missing, read_rows
from judge.readers.imports.found import Found, Wanted
from judge.readers.imports.healthbench import ITEMS, read_healthbench
from judge.readers.imports.inspect_log import read_inspect
from judge.readers.imports.promptfoo import read_promptfoo
from judge.readers.imports.psycrisis import holds_dict, read_psycrisis
from judge.readers.imports.sources import load_object
from judge.readers.imports.table import read_table
from judge.readers.imports.vera_mh import NAMED, read_vera_mh
from judge.readers.jsonl import read_jsonl

Import = Callable[[Path, Wanted, list[str]], Iterator[Found]]
IMPORTS: dict[str, Import] = {
    "table": read_table,
    "psycrisis": read_psycrisis,
    "healthbench": read_healthbench,
    "vera-mh": read_vera_mh,
    "inspect": read_inspect,
    "promptfoo": read_promptfoo,
}
"""Every format by name. A new one is a function ``(path, wanted, notes) -> what was found`` and a line here."""


def format_of(path: Path, name: str | None, *, mapped: bool) -> str:
    """The format called *name*, or the one that the file at *path* looks like.

    Args:
        path: A file or a folder.
        name: What ``--from`` says.
        mapped: Whether columns were named: then it is a table, if it can be one.

    Raises:
        NotFoundError: There is no such file.
        SettingsError: There is no such format, or nobody can tell which it is.
    """
    if name is not None:
        if name not in IMPORTS:
            raise SettingsError(f"no format named {name!r}", hint=near_miss(name, IMPORTS))
        if not path.exists():
            raise missing(path)
        return name
    if path.is_dir():
        if any(NAMED.match(f.stem) for f in path.rglob("*.tsv")):
            return "vera-mh"
        raise SettingsError(f"{path}: a folder, and none of VERA-MH", hint="name one file in it, or --from vera-mh")
    if not path.is_file():
        raise missing(path)
    return _of_file(path, mapped=mapped)


def _of_file(path: Path, *, mapped: bool) -> str:
    suffix = path.suffix.lower()
    if suffix == ".eval":
        return "inspect"
    if suffix == ".json" and not path.read_bytes().lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        return _of_object(path)
    if suffix not in READERS:
        raise SettingsError(
            f"{path}: nobody can tell whose file this is", hint=f"say whose: --from {', '.join(IMPORTS)}"
        )
    if suffix == ".jsonl" and not mapped:
        first = next(iter(read_jsonl(path, [])), None)
        return "healthbench" if first is not None and ITEMS in first.fields else "table"
    return "psycrisis" if not mapped and _is_psycrisis(path) else "table"


def _of_object(path: Path) -> str:
    found = load_object(path)
    results, metadata = found.get("results"), found.get("metadata")
    if isinstance(metadata, dict) and "example_level_metadata" in metadata:
        return "healthbench"
    if "eval" in found and "samples" in found:
        return "inspect"
    if isinstance(results, dict) and isinstance(results.get("results"), list):
        return "promptfoo"
    raise _unknown(path)


def _unknown(path: Path) -> SettingsError:
    return SettingsError(f"{path}: nobody can tell whose file this is", hint=f"say whose: --from {', '.join(IMPORTS)}")


def _is_psycrisis(path: Path) -> bool:
    try:
        rows = read_rows(path, [])
    except JudgeError:
        return False  # whoever reads it as a table says what is wrong
    columns = rows[0].columns or ()
    named = {"user", "assistant", "response", "reply", "id", "response_id"} & set(columns[2:])
    return not named and any(holds_dict(rows, column) for column in columns[2:])
