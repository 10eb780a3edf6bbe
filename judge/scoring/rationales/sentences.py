"""A judge's reasons taken apart: what is its own, what it quotes, and which sentence comes last."""

import re
import unicodedata
from collections.abc import Iterable

_QUOTED = re.compile(r"“([^“”]*)”|「([^「」]*)」|『([^『』]*)』|《([^《》]*)》|‘([^‘’]*)’|\"([^\"]*)\"|`([^`]*)`")
_SINGLE = re.compile(r"(?<!\w)'([^'\n]*)'(?!\w)")
_END = re.compile(r"[。！？!?；;\n]+|\.(?=[\s\"'”’)*_]|$)")
_GLOSS = re.compile(r"\s*\([\w ]*\)$")
_MARKS = " \t\r\n\"'“”‘’「」『』`*_"


def own_words(reason: str, keep: Iterable[str] = ()) -> str:
    """*reason* in small letters and half width, without what stands in quotation marks.

    A quotation stays, without its marks, where it is no more than one of the words to *keep*.
    """
    kept = frozenset(keep)

    def unquoted(found: re.Match[str]) -> str:
        inside = next((group for group in found.groups() if group is not None), "")
        bare = _GLOSS.sub("", folded(inside).strip(f"{_MARKS}.。"))
        return f" {bare} " if bare in kept else " \ufffc "

    text = _QUOTED.sub(unquoted, reason)
    return folded(_SINGLE.sub(unquoted, text))


def folded(text: str) -> str:
    """*text* in small letters and half width."""
    return unicodedata.normalize("NFKC", text).casefold()


def last_sentence(text: str) -> str:
    """The last sentence that holds a letter; a semicolon and a line break end one too."""
    said = [part for part in _END.split(text) if any(c.isalnum() for c in part)]
    return said[-1].strip() if said else ""
