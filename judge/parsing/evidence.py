"""Whether the words a judge points at are really there."""

import unicodedata
from typing import Literal

How = Literal["exact", "folded", "absent"]

_QUOTES = "\"'`´‘’‚‛“”„‟′″‹›«»「」『』〝〞＂＇"
_FOLD = str.maketrans(dict.fromkeys(_QUOTES, '"'))


def evidence_found(evidence: str | None, text: str) -> bool | None:
    """Whether *evidence* occurs in *text*; ``None`` when there is no evidence to look for.

    Looked for as it stands, then with what typing alone changes set aside: white space, full and half width, the kind
    of quotation mark, and quotation marks around the whole. Words, order and letter case must be the text's own.
    """
    how = how_found(evidence, text)
    return None if how is None else how != "absent"


def how_found(evidence: str | None, text: str) -> How | None:
    """How *evidence* occurs in *text*: as it stands (``exact``), only with typing set aside (``folded``), or not."""
    if evidence is None or not evidence.strip():
        return None
    if evidence in text:
        return "exact"
    wanted = _folded(evidence).strip('"')
    if not wanted:
        return None
    return "folded" if wanted in _folded(text) else "absent"


def _folded(text: str) -> str:
    # Quotation marks first: compatibility folding takes some of them apart into a space and an accent.
    normal = unicodedata.normalize("NFKC", text.translate(_FOLD)).translate(_FOLD)
    return "".join(normal.split())
