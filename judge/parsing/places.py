"""Where in a reply of each form the answers stand, and what else might have stood there."""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from judge.call import ReplyForm
from judge.choosing import first_tells
from judge.dimension import ALWAYS_OFFERED, Dimension
from judge.parsing.words import answer_words
from judge.record import dataclass

_SPACES = b" \t\r\n"
_STOP = "。".encode()
_COMMAS = tuple(mark.encode("utf-8") for mark in ",，、")
"""What stands between several answers, in replies that are no lists."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one answer begins in the text of a reply."""

    before: str
    """The text before it."""
    words: Mapping[bytes, str]
    """Everything that could be written there, with the answer it means."""
    closing: tuple[bytes, ...]
    """What may follow an answer."""
    folds: bool = False
    """Whether capitals do not matter, and spaces before it neither."""

    def fold(self, text: bytes) -> bytes:
        """*text* as answers are compared."""
        return text.lower() if self.folds else text

    def ends(self, rest: bytes) -> bool:
        """Whether an answer is over before *rest*."""
        return not rest or rest.startswith(self.closing)

    def after(self, written: bytes, lead: bytes) -> bytes | None:
        """What of the token *written* belongs to the answer, where the actual token began with *lead* before it.

        ``None`` where it is no other way of going on from there.
        """
        if self.folds and not lead.strip():
            return self.fold(written.lstrip())
        if written.startswith(lead):
            return self.fold(written[len(lead) :])
        return None


def _of_label(text: str, dimensions: Sequence[Dimension], _token: str) -> Mapping[str, Place]:
    (dimension,) = dimensions
    if not first_tells(dimension):
        return {}
    words = {word.encode("utf-8").lower(): answer for word, answer in answer_words(dimension).items()}
    before = text[: len(text) - len(text.lstrip())]
    closing = (*(bytes([b]) for b in _SPACES + b"."), _STOP, *_between(dimension))
    return {dimension.id: Place(before, words, closing, folds=True)}


def _of_lines(text: str, dimensions: Sequence[Dimension], token: str) -> Mapping[str, Place]:
    found = {}
    for dimension in (d for d in dimensions if first_tells(d)):
        line = re.search(rf"(?m)^ANSWER {re.escape(token)} {re.escape(dimension.id)} ", text)
        if line is not None:
            closing = (*(bytes([b]) for b in _SPACES), *_between(dimension))
            found[dimension.id] = Place(text[: line.end()], _ids(dimension), closing)
    return found


_ANSWER = re.compile(r'(?<!\\)"answer"[ \t\r\n]*:[ \t\r\n]*((?:\[[ \t\r\n]*)?"|)')
"""A key: within a string every quotation mark has a backslash before it, and a value has no colon after it."""


def _of_json(text: str, dimensions: Sequence[Dimension], _token: str) -> Mapping[str, Place]:
    keys = list(_ANSWER.finditer(text))
    if len(keys) != len(dimensions):
        return {}
    return {
        dimension.id: Place(text[: key.end()], _ids(dimension), (b'"',))
        for dimension, key in zip(dimensions, keys, strict=True)
        if key[1] and first_tells(dimension) and key[1].startswith("[") == (dimension.choose == "any")
    }


def _between(dimension: Dimension) -> tuple[bytes, ...]:
    return _COMMAS if dimension.choose == "any" else ()


def _ids(dimension: Dimension) -> Mapping[bytes, str]:
    return {a.encode("ascii"): a for a in (*dimension.answer_ids, *ALWAYS_OFFERED)}


PLACES: Mapping[ReplyForm, Callable[[str, Sequence[Dimension], str], Mapping[str, Place]]] = MappingProxyType(
    {"json": _of_json, "lines": _of_lines, "label": _of_label}
)
"""By form: the places by dimension, of a reply that was read, where one answer was to be chosen; where several may be,
that of the first.

Of ``trailing_dict`` they are not looked for."""
