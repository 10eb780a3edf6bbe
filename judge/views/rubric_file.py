"""A rubric's fields as the YAML that people write and change: blocks, one field a line, texts in double quotes."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_PLAIN = re.compile(r"[a-z][a-z0-9_]*")
_WORDS_OF_YAML = {"true", "false", "null", "yes", "no", "on", "off"}


def rubric_yaml(fields: Mapping[str, Any]) -> str:  # as a rubric's file holds them
    """*fields* in their order, without those that say nothing."""
    return "\n".join(_mapping(fields, "")) + "\n"


def _mapping(fields: Mapping[str, Any], margin: str) -> Iterator[str]:
    for name, value in fields.items():
        yield from _item(f"{margin}{_word(name)}:", value, margin)


def _item(head: str, value: object, margin: str) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        yield head
        yield from _mapping(value, margin + "  ")
    elif isinstance(value, list) and value and not all(isinstance(v, str) for v in value):
        yield head
        for one in value:
            yield from _entry(one, margin + "  ")
    else:
        yield f"{head} {_scalar(value)}"


def _entry(one: object, margin: str) -> Iterator[str]:
    if isinstance(one, Mapping) and one:
        first, *rest = _mapping(one, margin + "  ")
        yield f"{margin}- {first.lstrip()}"
        yield from rest
    else:
        yield f"{margin}- {_scalar(one)}"


def _scalar(value: object) -> str:
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        return _word(value)
    return json.dumps(value, ensure_ascii=False)


def _word(text: str) -> str:
    """*text* bare where YAML cannot take it for anything else."""
    return text if _PLAIN.fullmatch(text) and text not in _WORDS_OF_YAML else json.dumps(text, ensure_ascii=False)
