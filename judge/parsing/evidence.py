"""Whether the words a judge points at are really there."""

import unicodedata

_QUOTES = "\"'`´‘’‚‛“”„‟′″‹›«»「」『』〝〞＂＇"
_FOLD = str.maketrans(dict.fromkeys(_QUOTES, '"'))


def evidence_found(evidence: str | None, text: str) -> bool | None:
    """Whether *evidence* occurs in *text*; ``None`` when there is no evidence to look for.

    Looked for as it stands, then with what typing alone changes set aside: white space, full and half width, the kind
    of quotation mark, and quotation marks around the whole. Words, order and letter case must be the text's own.
    """
    if evidence is None or not evidence.strip():
        return None
    if evidence in text:
        return True
    wanted = _folded(evidence).strip('"')
    return wanted in _folded(text) if wanted else None


def _folded(text: str) -> str:
    # Quotation marks first: compatibility folding takes some of them apart into a space and an accent.
    normal = unicodedata.normalize("NFKC", text.translate(_FOLD)).translate(_FOLD)
    return "".join(normal.split())
