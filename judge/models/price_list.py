"""The price list that comes with LiteLLM, searched without importing LiteLLM and without reading all of it."""

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from json import JSONDecoder, dumps
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

_FILE = "model_prices_and_context_window_backup.json"
_LONGEST_ENTRY = 2**16  # bytes; the longest is some thousands

Entry = Mapping[str, Any]  # the list's own fields


def listed_provider(model: str) -> str | None:
    """The provider the price list names for a model written without one."""
    entry = listed(model)
    return str(entry["litellm_provider"]) if entry and entry.get("litellm_provider") else None


def entry_of(model: str) -> Entry | None:
    """What the list says of a model, under its whole name or under its name at that provider."""
    provider, slash, name = model.partition("/")
    entry = listed(model)
    if entry is None and slash:
        entry = listed(name)
        if entry is not None and entry.get("litellm_provider") != provider:
            return None
    return entry


@cache
def listed(model: str) -> Entry | None:
    """The list's entry under exactly this name.

    The list is some megabytes and holds thousands of models, so it is searched and not parsed.
    """
    found = find_spec("litellm")
    path = Path(found.submodule_search_locations[0]) / _FILE if found and found.submodule_search_locations else None
    if path is None or not path.is_file():
        return None
    key = f"\n    {dumps(model)}:".encode()
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as whole:
        at = whole.find(key)
        after = whole[at + len(key) : at + _LONGEST_ENTRY] if at >= 0 else b""
    if not after:
        return None
    entry, _ = JSONDecoder().raw_decode(after.decode("utf-8", errors="ignore").lstrip())
    return entry if isinstance(entry, dict) else None
