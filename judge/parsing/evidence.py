"""Whether the words a judge points at are really there."""

import json
import unicodedata
from collections.abc import Sequence
from typing import Literal

How = Literal["exact", "folded", "absent"]

_QUOTES = "\"'`´‘’‚‛“”„‟′″‹›«»「」『』〝〞＂＇"
_FOLD = str.maketrans(dict.fromkeys(_QUOTES, '"'))


def quotes_of(evidence: str | None, *, spans: bool) -> tuple[str, ...]:
    """The quotes of a judgment: one text, or with *spans* the list it is stored as; empty ones are none.

    >>> quotes_of('["slowly", ""]', spans=True)
    ('slowly',)
    """
    if evidence is None:
        return ()
    given = _listed(evidence) if spans else None
    return tuple(q for q in (given if given is not None else [evidence]) if q.strip())


def _listed(evidence: str) -> list[str] | None:
    try:
        found = json.loads(evidence)
    except ValueError:
        return None
    return found if isinstance(found, list) and all(isinstance(q, str) for q in found) else None


def stored_spans(spans: Sequence[str]) -> str | None:
    """A list of quotes as a judgment keeps it; ``None`` where there is none."""
    return json.dumps(list(spans), ensure_ascii=False) if spans else None


def evidence_found(evidence: str | None, text: str, *, spans: bool = False) -> bool | None:
    """Whether *evidence* occurs in *text*; of *spans*, whether each does. ``None`` when there is nothing to look for.

    Looked for as it stands, then with what typing alone changes set aside: white space, full and half width, the kind
    of quotation mark, and quotation marks around the whole. Words, order and letter case must be the text's own.
    """
    found = [how_found(quote, text) for quote in quotes_of(evidence, spans=spans)]
    known = [how != "absent" for how in found if how is not None]
    return all(known) if known else None


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
