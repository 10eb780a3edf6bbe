"""Which texts a classifier was trained on, by fingerprint: its answers on these test nothing, and are marked."""

import json
from collections.abc import Sequence
from pathlib import Path

from judge.store.folder import write_private

TEXTS = "texts.json"


def write_texts(folder: Path, **sides: Sequence[str]) -> None:
    """Keep the fingerprints of each side's texts."""
    whole = {name: sorted(set(shas)) for name, shas in sides.items()}
    write_private(folder / TEXTS, json.dumps(whole, indent=0) + "\n")


def read_texts(folder: Path) -> dict[str, frozenset[str]]:
    """The fingerprints by side; none where nobody kept any."""
    file = folder / TEXTS
    if not file.exists():
        return {}
    return {name: frozenset(shas) for name, shas in json.loads(file.read_text(encoding="utf-8")).items()}
