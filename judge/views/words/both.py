"""One thing the tool says, in both its languages."""

from typing import Literal, NamedTuple

Ui = Literal["en", "zh"]
"""The language of what the tool itself says; the texts it shows keep their own."""


class Both(NamedTuple):
    """The same sentence twice, with the same ``{placeholders}``."""

    en: str
    zh: str
    one: str = ""
    """English when ``{n}`` is 1; the plural form when empty."""
