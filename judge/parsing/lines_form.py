"""The form ``lines``: free text, then one line ``ANSWER <token> <dimension> <answer>`` for each dimension."""

import re
from collections.abc import Sequence

from judge.dimension import Dimension
from judge.parsing.classes import fault
from judge.parsing.envelope import is_blank
from judge.parsing.reading import Reading, choice
from judge.parsing.words import check_asked, check_choice, parted

_MARK = "ANSWER"
_LINE = re.compile(r"ANSWER ([^\s]+) ([^\s]+) ([^\s]+)[ \t\r]*")
_SEVERAL = re.compile(r"ANSWER ([^\s]+) ([^\s]+) ([^\s,，、]+(?:[,，、][ \t]*[^\s,，、]+)*)[ \t\r]*")
"""Of a dimension of which any answers may be chosen: the answers divided by commas, after which a space may stand."""
_SHORT = re.compile(r"ANSWER ([^\s]+) ([^\s]+)[ \t\r]*")


def read_lines(text: str, dimensions: Sequence[Dimension], token: str) -> Reading:
    """Read the answer lines that close *text*; the text before them is the reasoning of every dimension.

    The word ANSWER may stand nowhere else, so a quoted answer line is never taken for the judge's own. The lines may
    come in any order, for each names its dimension.

    Raises:
        ReplyError: A line is missing, doubled, stray, or not the last thing said; or there is no reasoning.
    """
    lines = text.split("\n")
    marked = [i for i, line in enumerate(lines) if _MARK in line]
    if not marked:
        raise fault("no_answer_line")
    given = [_dimension_and_answer(lines[i], dimensions, token) for i in marked]
    check_asked([dimension for dimension, _ in given], dimensions)
    if any(_MARK not in line and not is_blank(line) for line in lines[marked[0] :]):
        raise fault("answer_not_last")
    rationale = "\n".join(lines[: marked[0]]).strip()
    if is_blank(rationale):
        raise fault("no_rationale")
    answers = dict(given)
    return Reading(tuple(choice(d, _choice(answers[d.id], d), rationale=rationale) for d in dimensions))


def _choice(written: str, dimension: Dimension) -> tuple[str, ...]:
    return check_choice(parted(written, dimension) if dimension.choose == "any" else [written], dimension)


def _dimension_and_answer(line: str, dimensions: Sequence[Dimension], token: str) -> tuple[str, str]:
    found = _LINE.fullmatch(line) or _several(line, dimensions)
    if found is None:
        short = _SHORT.fullmatch(line)
        raise fault("no_token" if short and short.group(1) in {d.id for d in dimensions} else "stray_answer")
    given, dimension, answer = found.groups()
    if given != token:
        raise fault("wrong_token", f"{given!r:.60}")
    return dimension, answer


def _several(line: str, dimensions: Sequence[Dimension]) -> re.Match[str] | None:
    found = _SEVERAL.fullmatch(line)
    return found if found and any(d.id == found[2] and d.choose == "any" for d in dimensions) else None
