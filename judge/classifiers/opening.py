"""From a folder of a trained classifier, or a name on Hugging Face, to what it can answer. Nothing is loaded yet."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from judge.classifiers.records import digests_of, find_record
from judge.classifiers.weights import model_folder
from judge.errors import NotFoundError, SettingsError
from judge.record import dataclass

Kind = Literal["encoder", "tfidf"]


@dataclass(frozen=True)
class Opened:
    """A classifier that was found: where it lies, what it answers, and what it learned from."""

    kind: Kind
    folder: Path
    classes: tuple[str, ...]
    dimension: str | None
    """What it was trained on; ``None`` for a model that somebody else trained."""
    record: Mapping[str, Any]
    """Its ``training.json``; empty for a model that somebody else trained."""


def open_classifier(kind: Kind, where: str, *, egress: str = "any") -> Opened:
    """Find the classifier that ``encoder/WHERE`` or ``tfidf/WHERE`` names: of several seeds, the one that was picked.

    Raises:
        NotFoundError: There is none.
        SettingsError: It is of the other kind, or its training has not finished.
        PolicyError: *egress* forbids to fetch it.
    """
    folder = Path(where).expanduser()
    record = find_record(folder)
    if record is None:
        if kind == "tfidf":
            raise NotFoundError(
                f"no trained classifier in {where!r}",
                hint="judge train LABELS --model baseline/tfidf -o FOLDER makes one",
            )
        return _of_others(where, egress)
    if record["kind"] != kind:
        raise SettingsError(f"the classifier in {where!r} is no {kind}", hint=f"write {record['kind']}/{where}")
    if not record.get("finished"):
        raise SettingsError(
            f"the training in {where!r} has not finished", hint="run the same judge train again: it goes on from there"
        )
    if "picked" in record:
        folder = folder / str(record["picked"])
        record = find_record(folder)
        if record is None:
            raise NotFoundError(f"no trained classifier in {str(folder)!r}", hint="was it moved? train it again")
    return Opened(kind, folder, tuple(record["classes"]), record["about"]["dimension"], record)


def check_whole(opened: Opened) -> None:
    """Find out whether the files are those that were trained.

    Raises:
        SettingsError: One was changed, or is missing.
    """
    trained, now = opened.record.get("files", {}), digests_of(opened.folder) if opened.record else {}
    name = next((name for name, digest in trained.items() if now.get(name) != digest), None)
    if name is not None:
        raise SettingsError(
            f"{name} in {str(opened.folder)!r} is not what was trained there",
            hint="copy the whole folder again, or train it again into another",
        )


def _of_others(where: str, egress: str) -> Opened:
    """A model that somebody else trained: its own ``config.json`` says what it answers."""
    folder = model_folder(where, egress=egress)
    try:
        names = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("id2label") or {}
        classes = tuple(str(names[key]) for key in sorted(names, key=int))
    except (OSError, ValueError, AttributeError):
        classes = ()
    if not classes:
        raise SettingsError(
            f"the model {where!r} does not say what it answers", hint="its config.json needs id2label, or train it"
        )
    return Opened("encoder", folder, classes, None, {})
