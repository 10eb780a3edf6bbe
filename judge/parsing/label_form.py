"""The form ``label``: a bare category, as classifiers and short prompts answer. It has no token and can be forged."""

import re
from collections.abc import Iterable, Sequence

from judge.dimension import Dimension
from judge.parsing.classes import fault
from judge.parsing.envelope import is_blank
from judge.parsing.reading import Reading, choice, verdict
from judge.parsing.words import answer_words, check_choice, parted

_STOP = re.compile(r"[.。]")
_WORD = "A-Za-z0-9_"


def read_label(text: str, dimensions: Sequence[Dimension], _token: str) -> Reading:
    """Read what stands before the first full stop, which must be exactly one category; prose may follow the stop.

    The rule of the DialogueSafety runner, with one thing added: prose that names a second category takes the verdict
    back. Categories go by id, name in any language or alias, in any letter case.

    Raises:
        ReplyError: There is no bare category, or a second one; or several dimensions were asked.
    """
    if len(dimensions) != 1:
        raise fault("label_needs_one_dimension", f"{len(dimensions)} were asked")
    if dimensions[0].choose == "any":
        return _read_labels(text, dimensions[0])
    words = answer_words(dimensions[0])
    label, prose = text.strip().casefold(), ""
    if label not in words:
        stop = _STOP.search(text)
        label, prose = (text[: stop.start()], text[stop.end() :]) if stop else (text, "")
        label = label.strip().casefold()
    if label not in words:
        raise fault("no_label", f"the offer was {', '.join(words)}")
    answer = words[label]
    for named in _named_in(prose.casefold(), words):
        if words[named] != answer:
            raise fault("two_labels", f"{answer!r} and {words[named]!r}")
    return Reading((verdict(dimensions[0], answer, rationale=None if is_blank(prose) else prose.strip()),))


def _read_labels(text: str, dimension: Dimension) -> Reading:
    """Several categories, divided by commas or line breaks; one that prose names beside them takes them back."""
    words = answer_words(dimension)
    stop = _STOP.search(text)
    listed, prose = (text[: stop.start()], text[stop.end() :]) if stop else (text, "")
    named = [word.casefold() for word in parted(listed.strip(), dimension)]
    if unknown := [word for word in named if word not in words]:
        raise fault("no_label", f"{unknown[0]!r:.60}; the offer was {', '.join(words)}")
    answers = check_choice([words[word] for word in named], dimension)
    for other in _named_in(prose.casefold(), words):
        if words[other] not in answers:
            raise fault("two_labels", f"{', '.join(answers)} and {words[other]!r}"[:120])
    return Reading((choice(dimension, answers, rationale=None if is_blank(prose) else prose.strip()),))


def _named_in(prose: str, words: Iterable[str]) -> list[str]:
    if not prose:
        return []
    # The longest first, so that "unsafe" is not also found as the "safe" within it where no space divides them.
    longest_first = sorted(words, key=len, reverse=True)
    return re.findall("|".join(_whole(w) for w in longest_first), prose)


def _whole(word: str) -> str:
    # Chinese has no spaces between words; there a name of two characters or more counts wherever it stands.
    divided = word.isascii()
    if not divided and len(word) > 1:
        return re.escape(word)
    inside = _WORD if divided else r"\w"
    return rf"(?<![{inside}]){re.escape(word)}(?![{inside}])"
