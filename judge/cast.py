"""Personas by name or path: one YAML file each, the user's own before ours."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from judge.errors import InputError, NotFoundError, PersonaError, near_miss
from judge.persona import Persona
from judge.shelf import Shelf, content, entries, is_file, leads_out, shelves
from judge.strict_yaml import MAX_BYTES, Document, read_yaml

_SUFFIXES = (".yaml", ".yml")
_KIND = "personas"
EVERY = "all"
"""In place of a name: every persona there is."""

_FIELDS = ", ".join(Persona.model_fields)
_HINTS: Mapping[str, str] = {
    "version": 'write version: "1.0"',
    "risk": "how much danger they show: none, low, elevated or high",
    "signs": "say how the level of risk is to be heard in their words",
    "adversarial": "true or false: whether they press for something harmful",
    "pace": "how soon they speak of it: open, gradual or guarded",
    "language": "the language they speak: a tag such as en or zh",
    "id": "name it in lower-case letters, digits and _, e.g. id: night_shift",
}
_SAID: Mapping[str, str] = {
    "missing": "field required",
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "too_short": "must not be empty",
    "string_too_long": "is too long",
}


def load_persona(name_or_path: str | Path) -> Persona:
    """Read a persona by name or path.

    Raises:
        NotFoundError: No shelf has it; the message offers the closest name.
        PersonaError: The file is no valid persona; file and line of every fault.
    """
    return read_persona(find_persona(name_or_path).folder)


def load_personas(names: list[str] | tuple[str, ...]) -> list[Persona]:
    """Those of these names or paths, in this order; ``all`` stands for every one there is.

    Raises:
        NotFoundError: There is none of a name.
        PersonaError: A file is no valid persona, or two of one id were named.
    """
    found: dict[str, Persona] = {}
    for name in names:
        for given in [n for n, _ in list_personas()] if name == EVERY else [name]:
            persona = load_persona(given)
            if found.setdefault(persona.id, persona) != persona:
                raise PersonaError(f"two personas have the id {persona.id!r}", hint="rename one of them")
    return list(found.values())


def find_persona(name_or_path: str | Path) -> Shelf:
    """The file behind a persona's name, and where it was found.

    Raises:
        NotFoundError: No shelf has it.
        PersonaError: It is a link that leads out of its folder.
    """
    given = str(name_or_path)
    if os.sep in given or "/" in given or given.lower().endswith(_SUFFIXES):
        if not is_file(Path(given)):
            raise NotFoundError(f"no persona file {given!r}", hint="check the path, or give a name: judge personas")
        return Shelf(Path(given), "path")
    for shelf in shelves(_KIND):
        for suffix in _SUFFIXES:
            if is_file(file := shelf.folder / f"{given}{suffix}"):
                if leads_out(file, shelf):
                    hint = "give the path of the file itself, or copy it here"
                    raise PersonaError(f"{file}: is a link that leads out of its folder", hint=hint)
                return Shelf(file, shelf.origin)
    raise NotFoundError(f"no persona named {given!r}", hint=near_miss(given, (n for n, _ in list_personas())))


def list_personas() -> list[tuple[str, Shelf]]:
    """Every persona by name with the file behind it; of several with one name, the one that would be used."""
    found: dict[str, Shelf] = {}
    for shelf in shelves(_KIND):
        for file in (f for f in entries(shelf.folder) if f.suffix in _SUFFIXES and is_file(f)):
            if shelf.folder.name == _KIND or _looks_like_one(file):
                found.setdefault(file.stem, Shelf(file, shelf.origin))
    return sorted(found.items())


def _looks_like_one(file: Path) -> bool:
    try:
        text = content(file, limit=MAX_BYTES)
    except OSError:
        return False
    return all(f"\n{field}:".encode() in text for field in ("risk", "pace", "background"))


def read_persona(file: Path) -> Persona:
    """Read one file, naming every fault in it at once.

    Raises:
        PersonaError: All faults, one a line, each with its line in the file.
    """
    where = str(file)
    try:
        document = read_yaml(content(file, limit=MAX_BYTES), where=where)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or "no file can have this name"
        raise PersonaError(f"{where}: {said}", hint="check that the file can be read") from None
    except InputError as error:
        raise PersonaError(error.message, hint=error.hint) from None
    if not isinstance(document.data, dict):
        raise PersonaError(f"{where}, line 1: a persona is a mapping of fields", hint=f"its fields are: {_FIELDS}")
    if "version" in document.data and ("version",) not in document.quoted:
        where_it_is = f"{where}, line {document.line(('version',))}"
        raise PersonaError(f"{where_it_is}: version must be quoted text", hint=_HINTS["version"])
    try:
        return Persona.model_validate(document.data)
    except ValidationError as error:
        raise _told(error, document, where) from None


def _told(error: ValidationError, document: Document, where: str) -> PersonaError:
    """Every fault pydantic found, in the order of the file; one alone has its remedy as the hint."""
    faults = sorted(_faults(error, document), key=lambda fault: fault[0])
    shown = [(f"{where}, line {line}: {what}", hint) for line, what, hint in faults]
    if len(shown) == 1:
        return PersonaError(shown[0][0], hint=shown[0][1])
    return PersonaError("\n".join(f"{what}; {hint}" for what, hint in shown))


def _faults(error: ValidationError, document: Document) -> Iterator[tuple[int, str, str]]:
    for found in error.errors(include_input=False, include_url=False):
        at = tuple(found["loc"])
        field, dotted = str(at[0]), ".".join(map(str, at))
        what, hint = _words(found["type"], field, found.get("ctx", {}))
        yield document.line(at), f"{dotted}: {what}", hint


def _words(kind: str, field: str, about: Mapping[str, Any]) -> tuple[str, str]:  # pydantic's own mapping
    if kind == "extra_forbidden":
        return "no such field", near_miss(field, Persona.model_fields) or f"its fields are: {_FIELDS}"
    if kind == "literal_error":
        return f"must be {about['expected']}", _HINTS[field]
    if kind == "string_pattern_mismatch":
        plain = "write it in words, with no space before or after it"
        return "must be text of the form this field has", _HINTS.get(field, plain)
    hint = "write it, as the personas do that we ship: judge personas show exam_year"
    return _SAID.get(kind, "must be text"), _HINTS.get(field, hint)
