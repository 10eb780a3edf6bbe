"""What a reader cannot see in a text, made visible."""

import unicodedata

_INVISIBLE = frozenset(
    {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, *range(0x180B, 0x1810), *range(0xE0100, 0xE01F0)}
)
"""Letters, marks and symbols without ink, which their general category does not give away."""
_VARIATION = range(0xFE00, 0xFE10)
_JOINER = 0x200D
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def visible(text: str) -> str:
    """*text* with every hidden character shown as ``⟦U+200B⟧``, so that it can be neither read over nor obeyed.

    Line breaks and tabs stay. What belongs to an emoji stays too: one variation selector after a character, and a
    joiner between two pictures. Everything else without ink is shown: zero-width characters, direction controls,
    tags, control characters, lone surrogates, private and unassigned ones.
    """
    plain = text.replace("\r\n", "\n")
    if plain.isascii() and plain.isprintable():
        return plain
    return "".join(_shown(plain, i) for i in range(len(plain)))


def _shown(text: str, i: int) -> str:
    char = text[i]
    if char in "\n\t" or not _hidden(text, i):
        return char
    return f"⟦U+{ord(char):04X}⟧"


def _hidden(text: str, i: int) -> bool:
    code = ord(text[i])
    if code in _VARIATION:
        return i == 0 or ord(text[i - 1]) in _VARIATION or (text[i - 1].isascii() and not text[i - 1].isalnum())
    if code == _JOINER:
        return not (_pictured(text, i - 1) and _pictured(text, i + 1))
    return code in _INVISIBLE or unicodedata.category(text[i]) in _HIDDEN_CATEGORIES


def _pictured(text: str, i: int) -> bool:
    return 0 <= i < len(text) and (unicodedata.category(text[i]) in ("So", "Sk") or ord(text[i]) in _VARIATION)
