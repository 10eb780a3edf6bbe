"""Whether the words a judge gives as evidence stand in what it judged."""

import json
from typing import Literal

from judge.parsing.evidence import How, how_found

Quoted = Literal["exact", "folded", "absent", "none"]
QUOTED: tuple[Quoted, ...] = ("exact", "folded", "absent", "none")


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


def how_quoted(evidence: str | None, text: str, *, spans: bool = False) -> Quoted:
    """How all quotes of a judgment together stand in *text*: as the worst of them does; ``none`` where none is given.

    >>> how_quoted("Breathe  slowly", "Breathe slowly, please.")
    'folded'
    """
    order: tuple[How, ...] = ("absent", "folded", "exact")
    found = {how_found(quote, text) for quote in quotes_of(evidence, spans=spans)}
    return next((how for how in order if how in found), "none")
