"""The words by which other people's forms name answers and dimensions, and the answer ids ours do."""

import re
from collections.abc import Sequence

from judge.choosing import NOTHING, may_be_empty, why_not
from judge.dimension import ALWAYS_OFFERED, Dimension
from judge.parsing.classes import fault

_DIVIDED = re.compile(r"[,，、\n]")


def check_answer(answer: str, dimension: Dimension) -> str:
    """*answer* itself when it is, letter for letter, one of the ids offered.

    Raises:
        ReplyError: It is not: no case is folded, nothing is trimmed.
    """
    if answer not in dimension.answer_ids and answer not in ALWAYS_OFFERED:
        raise fault("answer_value", f"{answer!r:.60} for {dimension.id!r}, which offers {_offer(dimension)}")
    return answer


def check_choice(answers: Sequence[str], dimension: Dimension) -> tuple[str, ...]:
    """*answers* as the choice they are: one; or any number of them where that is offered.

    Raises:
        ReplyError: One is not offered, stands twice, or does not go with another.
    """
    for answer in answers:
        check_answer(answer, dimension)
    if dimension.choose == "any" and (reason := why_not(dimension, answers)) is not None:
        raise fault(reason, f"[{', '.join(answers)}] for {dimension.id!r}"[:120])
    return tuple(answers)


def parted(text: str, dimension: Dimension) -> list[str]:
    """The words of *text*, which commas and line breaks divide; none where it says that nothing was chosen."""
    words = [word.strip() for word in _DIVIDED.split(text)]
    empty = may_be_empty(dimension) and [word.casefold() for word in words] == [NOTHING]
    return [] if empty and NOTHING not in dimension.answer_ids else words


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
