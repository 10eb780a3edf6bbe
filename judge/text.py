"""What an expert writes in any number of languages, and the ids things go by."""

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Discriminator, Field, Tag

from judge.fault import Fault, raise_any
from judge.noun import Many

_ID = r"^[a-z][a-z0-9_]{0,63}$"
_LANGUAGE = re.compile(r"([A-Za-z]{2,3}|[IXix](?=-))(-[A-Za-z0-9]{1,8})*")
"""A BCP-47 tag: ``zh``, ``pt-BR``, ``zh-Hans-CN``, ``de-u-co-phonebk``, ``x-plain``."""
_DEVICES = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}


def _usable_id(value: str) -> str:
    if value in _DEVICES:
        raise ValueError(f"{value!r} cannot be a file name on every system; choose another id")
    return value


def _complete_text(value: dict[str, str]) -> dict[str, str]:
    if not value:
        raise ValueError("a text needs at least one language, e.g. {en: ..., zh: ...}")
    raise_any(_faults_of_text(value))
    return value


def _faults_of_text(value: dict[str, str]) -> Iterator[Fault]:
    for language, text in value.items():
        if not _LANGUAGE.fullmatch(language):
            yield Fault(f"{language!r} is not a language tag such as en, zh or pt-BR", (language,))
        if not text.strip():
            yield Fault(f"the text for {language!r} is empty", (language,), "write it, or take the language out")


def _shape_of_words(value: object) -> str | None:
    return "text" if isinstance(value, str) else "texts" if isinstance(value, dict) else None


Id = Annotated[str, Field(pattern=_ID), AfterValidator(_usable_id)]
Text = Annotated[dict[str, str], AfterValidator(_complete_text)]
Some = Annotated[Many[str], Field(min_length=1)]
Words = Annotated[Annotated[str, Tag("text")] | Annotated[Text, Tag("texts")], Discriminator(_shape_of_words)]
"""One text for all languages, or one for each: told apart by shape, so that a fault in either is one fault."""
Reasons = Annotated[
    Annotated[str, Tag("text")] | Annotated[dict[str, str], Tag("texts")], Discriminator(_shape_of_words)
]
"""One text, or several by whatever names them."""
