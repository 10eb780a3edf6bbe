"""The words by which other people's forms name answers and dimensions, and the answer ids ours do."""

from collections.abc import Sequence

from judge.dimension import ALWAYS_OFFERED, Dimension
from judge.parsing.classes import fault


def check_answer(answer: str, dimension: Dimension) -> str:
    """*answer* itself when it is, letter for letter, one of the ids offered.

    Raises:
        ReplyError: It is not: no case is folded, nothing is trimmed.
    """
    if answer not in dimension.answer_ids and answer not in ALWAYS_OFFERED:
        raise fault("answer_value", f"{answer!r:.60} for {dimension.id!r}, which offers {_offer(dimension)}")
    return answer


def answer_words(dimension: Dimension) -> dict[str, str]:
    """Every word for an answer, case folded, with the answer's id: ids, names in any language, aliases."""
    words = {w.strip().casefold(): a.id for a in dimension.answers for w in (*(a.name or {}).values(), *a.aliases)}
    return words | {a: a for a in (*dimension.answer_ids, *ALWAYS_OFFERED)}


def dimension_words(dimensions: Sequence[Dimension]) -> dict[str, Dimension]:
    """Every name of the dimensions asked, case folded: ids, names in any language, aliases."""
    words = {w.strip().casefold(): d for d in dimensions for w in (*d.name.values(), *d.aliases)}
    return words | {d.id: d for d in dimensions}


def check_asked(named: Sequence[str], dimensions: Sequence[Dimension]) -> None:
    """Refuse any list of dimension ids but exactly those asked, in whatever order.

    Raises:
        ReplyError: One is doubled (also by case), was not asked, or is missing.
    """
    asked = [d.id for d in dimensions]
    folded = [n.casefold() for n in named]
    for name in named:
        if folded.count(name.casefold()) > 1:
            raise fault("doubled_dimension", f"{name!r:.60}")
        if name not in asked:
            raise fault("extra_dimension", f"{name!r:.60}; asked were {', '.join(asked)}")
    for name in asked:
        if name not in named:
            raise fault("missing_dimension", repr(name))


def _offer(dimension: Dimension) -> str:
    return ", ".join((*dimension.answer_ids, *ALWAYS_OFFERED))
