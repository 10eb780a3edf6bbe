"""From what is wrong with a rubric's data to the line it stands on, in words a person can act on."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from judge.condition import Gate
from judge.dimension import Answer, Dimension
from judge.errors import RubricError, near_miss
from judge.example import Canary, Example, ExampleTurn
from judge.fault import At, Fault, FaultsError
from judge.guidance import Route
from judge.noun import Noun
from judge.rubric import Review, Rubric
from judge.strict_yaml import Document

_SHOWN = 20
_LOOK = "see what may stand here: judge rubrics schema"
_HOLDERS: dict[str, type[Noun]] = {
    "dimensions": Dimension, "answers": Answer, "applies_when": Gate, "any": Gate, "all": Gate,
    "examples": Example, "canaries": Canary, "turns": ExampleTurn, "review": Review, "otherwise": Answer,
    "outcomes": Answer, "then": Route,
}  # fmt: skip
_WANTED = {
    "question": "write the question the judge must answer, in every language of the title",
    "passes_on": 'name the answers that speak for the response, e.g. passes_on: ["yes"]',
    "name": "write a short name in every language of the title",
    "title": 'write title: {en: "..."}, one text for each language of the rubric',
    "version": 'write version: "1.0"',
    "id": "name it in lower-case letters, digits and _, e.g. id: empathy",
    "dimensions": "a rubric needs at least one dimension",
    "turns": 'write turns: [{role: user, content: "..."}]',
}
_BY_LANGUAGE = ("must be one text for each language", 'write {en: "...", zh: "..."}')
_LIST = ("must be a list", "write [...], or a line with - for each")
_FIELDS = ("must be a mapping of fields", "write field: value, one a line")
_ONE_LINE = ("must be one line of text, with no space around it", "write it in quotes")
_SAID: dict[str, tuple[str, str]] = {
    "string_type": ("must be text", "put it in quotes"),
    "bool_type": ("must be true or false", "without quotes; yes, no, on and off are text in YAML 1.2"),
    "float_type": ("must be a number", "write it without quotes, e.g. points: 2"),
    "tuple_type": _LIST, "dict_type": _BY_LANGUAGE, "model_type": _FIELDS, "model_attributes_type": _FIELDS,
    "union_tag_not_found": ("must be text, or one text for each language", 'write "..." or {en: "...", zh: "..."}'),
    "too_short": ("must not be empty", "give at least one, or leave the field out"),
    "string_too_long": ("is too long", "shorten it"),
}  # fmt: skip
_SHAPES = {
    "criteria": ("must be one text for each answer", 'write {"yes": {en: "..."}, "no": {en: "..."}}'),
    "answers": ("must name a dimension and its answer", 'write {empathy: "yes"}'),
}
_PATTERNS = {
    "id": ("must be lower-case letters, digits and _, a letter first, at most 64", "e.g. risk_assessment"),
    "dimension": ("must be the id of a dimension", "lower-case letters, digits and _"),
    "ask": ("must be the name of a way of asking, not a path", "letters, digits, _ and -, e.g. ask: expert_chain"),
}


def rubric_error(error: ValidationError, document: Document, *, where: str) -> RubricError:
    """Every fault pydantic found, in the order of the file: file, line, what is wrong, what to do.

    One fault has its remedy as the hint; of several, each has it on its own line, at most twenty of them.
    """
    found = [_located(e, document) for e in error.errors(include_input=False, include_url=False)]
    found.sort(key=lambda one: one[0])
    placed = [fault for _, at, e in found[: 2 * _SHOWN] for fault in _faults(e, at, document)]
    placed.sort(key=lambda fault: document.line(fault.at))
    shown = list(dict.fromkeys((_told(f, document, where), f.hint or _LOOK) for f in placed[:_SHOWN]))
    if len(shown) == 1:
        return RubricError(shown[0][0], hint=shown[0][1])
    lines = [f"{message}; {hint}" for message, hint in shown]
    if (more := len(placed) + len(found[2 * _SHOWN :]) - _SHOWN) > 0:
        lines.append(f"{where}: and {more} more")
    return RubricError("\n".join(lines))


Raw = Mapping[str, Any]  # pydantic's own mapping


def _located(error: Raw, document: Document) -> tuple[int, At, Raw]:
    at = _as_written(error["loc"], document.data, missing=error["type"] == "missing")
    return document.line(at), at, error


def _told(fault: Fault, document: Document, where: str) -> str:
    dotted = ".".join(str(part) for part in fault.at)
    return f"{where}, line {document.line(fault.at)}: {dotted + ': ' if dotted else ''}{fault.message}"


def _faults(error: Raw, at: At, document: Document) -> Iterator[Fault]:
    raised = error.get("ctx", {}).get("error")
    if isinstance(raised, FaultsError):
        yield from (Fault(fault.message, at + fault.at, fault.hint) for fault in raised.faults)
        return
    value = _value(at, document.data)
    if error["type"] == "too_short" and value:
        return  # pydantic counts only the items that are sound, and has named the others
    field = next((part for part in reversed(at) if isinstance(part, str)), "")
    message, hint = _words(error, at, field, value)
    yield Fault(message, at, hint)


def _words(error: Raw, at: At, field: str, value: object) -> tuple[str, str | None]:
    kind = error["type"]
    if kind == "extra_forbidden":
        return "no such field", _field_hint(at)
    if kind == "missing":
        return "field required", _WANTED.get(field)
    if value is None and kind.endswith("_type"):
        return "is empty", _WANTED.get(field, "write it, or leave the field out")
    if kind == "literal_error":
        expected = error["ctx"]["expected"]
        return f"must be {expected}", near_miss(str(value), re.findall(r"'(\w+)'", expected))
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(field, _ONE_LINE)
    if kind in ("dict_type", "union_tag_not_found") and field in _SHAPES:
        return _SHAPES[field]
    if kind == "string_type" and isinstance(value, dict | list):
        return "must be text, not several", _LOOK
    return _SAID.get(kind, (error["msg"].removeprefix("Value error, "), None))


def _as_written(loc: Iterable[int | str], data: object, *, missing: bool) -> At:
    """The keys and indices of the file on the way *loc*, without the names pydantic gives to what has none there."""
    at: list[int | str] = []
    here, parts = data, list(loc)
    for i, part in enumerate(parts):
        if isinstance(here, dict):
            key = f"tag.{part}" if i and parts[i - 1] == "tags" and f"tag.{part}" in here else part
            if key in here:
                at.append(key)
                here = here[key]
                continue
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            at.append(part)
            here = here[part]
            continue
        if missing and i == len(parts) - 1:
            at.append(part)
    return tuple(at)


def _value(at: At, data: Any) -> object:  # raw YAML
    for part in at:
        inside = isinstance(data, dict | list) and (not isinstance(data, dict) or part in data)
        data = data[part] if inside else None
    return data


def _field_hint(at: At) -> str | None:
    name = str(at[-1])
    holder = next((_HOLDERS[p] for p in reversed(at[:-1]) if isinstance(p, str) and p in _HOLDERS), Rubric)
    hint = near_miss(name, _fields(holder))
    if hint is None or not hint.startswith("did you mean"):
        for other, above in ((Dimension, "a dimension"), (Rubric, "the rubric itself")):
            if other is not holder and name in _fields(other):
                return f"{name!r} belongs to {above}: check its indentation"
    return hint


def _fields(holder: type[Noun]) -> list[str]:
    return ["tag.NAME" if name == "tags" else field.alias or name for name, field in holder.model_fields.items()]
