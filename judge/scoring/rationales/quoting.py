"""Whether the words a judge gives as evidence stand in what it judged."""

from typing import Literal

from judge.parsing.evidence import How, how_found, quotes_of

Quoted = Literal["exact", "folded", "absent", "none"]
QUOTED: tuple[Quoted, ...] = ("exact", "folded", "absent", "none")


def how_quoted(evidence: str | None, text: str, *, spans: bool = False) -> Quoted:
    """How all quotes of a judgment together stand in *text*: as the worst of them does; ``none`` where none is given.

    >>> how_quoted("Breathe  slowly", "Breathe slowly, please.")
    'folded'
    """
    order: tuple[How, ...] = ("absent", "folded", "exact")
    found = {how_found(quote, text) for quote in quotes_of(evidence, spans=spans)}
    return next((how for how in order if how in found), "none")
