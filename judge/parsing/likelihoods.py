"""What a model gave each answer it might have written, from the log-probabilities of its reply's tokens.

At the place where the answer stands, every alternative that begins exactly one of the answers offered counts for that
answer. Where the written answer begins like others (``self_harm`` and ``self_control``), its tokens are followed until
they part. Nothing is guessed: an alternative that may still become several answers counts for none, and where such
alternatives matter, too many are not listed, or less than half of everything goes to answers, there is no probability.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from math import exp, isfinite
from types import MappingProxyType
from typing import Any

from judge.call import Reply, ReplyForm
from judge.dimension import Dimension
from judge.errors import ReplyError
from judge.parsing.envelope import open_reply
from judge.parsing.places import PLACES, Place
from judge.record import dataclass

MOST_AMBIGUOUS = 0.01
"""Alternatives that begin several answers may have so much together; above it nothing is known."""
MOST_UNLISTED = 0.05
"""So much at most may go to tokens the provider did not list: each of them might have begun an answer."""
LEAST_KNOWN = 0.5
"""So much at least must go to answers that are known."""
_ABOVE_ONE = 1e-3
"""A logarithm of a probability may be so far above 0 by rounding."""

Given = Mapping[str, float]
"""By answer, 1 in all."""


@dataclass(frozen=True, slots=True)
class _Token:
    """One token, with everything that might have stood there and how likely it was."""

    written: bytes
    alternatives: Mapping[bytes, float]


def answer_likelihoods(
    reply: Reply, *, form: ReplyForm, dimensions: Sequence[Dimension], token: str
) -> Mapping[str, Given]:
    """What each answer of each dimension was given, for those of which it is known; none where the provider says none.

    The reply must be one that `judge.parsing.read_reply` reads.
    """
    if form not in PLACES or not reply.logprobs:
        return {}
    return likelihoods_in(reply, lambda text: PLACES[form](text, dimensions, token))


def likelihoods_in(reply: Reply, find: Callable[[str], Mapping[str, Place]]) -> Mapping[str, Given]:
    """What each answer was given at the places that *find* finds in the reply's text, where the provider says."""
    if not reply.logprobs:
        return {}
    tokens = _Tokens(reply.logprobs)
    try:
        text = open_reply(reply)
    except ReplyError:
        return {}
    offset = tokens.find(text.encode("utf-8"))
    if offset is None:
        return {}
    found = ((name, _walk(tokens, offset, place)) for name, place in find(text).items())
    return MappingProxyType({name: given for name, given in found if given is not None})


class _Tokens:
    """The tokens of a reply as bytes; their alternatives are looked at only where they are asked for."""

    def __init__(self, given: Sequence[Any]) -> None:  # JSON as it came
        self._given = given
        self._written = [_bytes(token) for token in given]
        self.whole = b"".join(self._written)
        self._ends = list(accumulate(map(len, self._written)))

    def __len__(self) -> int:
        return len(self._written)

    def find(self, text: bytes) -> int | None:
        """Where *text* stands in what the tokens spell: at their end, or in one place only."""
        end = len(self.whole.rstrip()) - len(text.rstrip())
        if end >= 0 and self.whole[end:].rstrip() == text.rstrip():
            return end
        return self.whole.index(text) if self.whole.count(text) == 1 else None

    def at(self, place: int) -> tuple[int, int]:
        """The token that holds the byte at *place*, and where the token begins."""
        i = next(i for i, end in enumerate(self._ends) if end > place)
        return i, self._ends[i] - len(self._written[i])

    def __getitem__(self, i: int) -> _Token | None:
        token, own = self._given[i], self._written[i]
        alternatives: dict[bytes, float] = {}
        for other in (token, *(token.get("top_logprobs") or ())):
            chance = _chance(other)
            if chance is None:
                return None
            alternatives.setdefault(_bytes(other), chance)
        return _Token(own, alternatives)


def _bytes(token: Any) -> bytes:  # JSON as it came
    if not isinstance(token, dict):
        return b"\0"
    raw = token.get("bytes")
    if isinstance(raw, list) and all(isinstance(b, int) and 0 <= b <= 255 for b in raw):  # noqa: PLR2004 - a byte
        return bytes(raw)
    text = token.get("token")
    return text.encode("utf-8", "replace") if isinstance(text, str) else b"\0"


def _chance(token: Any) -> float | None:  # JSON as it came
    value = token.get("logprob") if isinstance(token, dict) else None
    if not isinstance(value, int | float) or isinstance(value, bool) or not isfinite(value) or value > _ABOVE_ONE:
        return None
    return min(exp(value), 1.0)


def _walk(tokens: _Tokens, offset: int, place: Place) -> Given | None:
    """Follow the written answer until no other begins like it; ``None`` where it cannot be told."""
    at = offset + len(place.before.encode("utf-8"))
    i, start = tokens.at(at)
    lead = tokens.whole[start:at]
    open_words, mass, ambiguous, unlisted = place.words, 1.0, 0.0, 0.0
    given: defaultdict[str, float] = defaultdict(float)
    while i < len(tokens):
        token = tokens[i]
        if token is None:
            return None
        unlisted += mass * max(0.0, 1 - sum(token.alternatives.values()))
        if unlisted > MOST_UNLISTED:
            return None
        own = place.fold(token.written[len(lead) :])
        for written, chance in token.alternatives.items():
            if written == token.written:
                continue
            answer, unclear = _means(place, written, lead, open_words)
            ambiguous += mass * chance if unclear else 0
            if answer is not None:
                given[answer] += mass * chance
        mass *= token.alternatives[token.written]
        answers = _begun(place, own, open_words)
        if len(answers) < 2:  # noqa: PLR2004 - one is decided, none is nothing we know
            return _whole(given, next(iter(answers), None), mass, ambiguous)
        open_words = {rest[len(own) :]: a for rest, a in open_words.items() if rest.startswith(own)}
        i, lead = i + 1, b""
    return _whole(given, open_words.get(b""), mass, ambiguous)


def _means(place: Place, written: bytes, lead: bytes, words: Mapping[bytes, str]) -> tuple[str | None, bool]:
    """Which answer an alternative stands for, if it is one; and whether it may be several.

    One that spells a whole answer stands for it even where a longer one begins alike: tokens are as long as they can
    be, and the longer answer has a beginning of its own.
    """
    fragment = place.after(written, lead)
    if fragment is None or not written:  # of no text at all is the end
        return (words.get(b"") if not written else None), False
    answers = _begun(place, fragment, words)
    if len(answers) == 1:
        return next(iter(answers)), False
    return words.get(fragment), bool(answers) and fragment not in words


def _begun(place: Place, fragment: bytes, words: Mapping[bytes, str]) -> set[str]:
    """The answers that a text which goes on so may still be."""
    return {
        answer
        for rest, answer in words.items()
        if rest.startswith(fragment) or (fragment.startswith(rest) and place.ends(fragment[len(rest) :]))
    }


def _whole(given: defaultdict[str, float], answer: str | None, mass: float, ambiguous: float) -> Given | None:
    if answer is None:
        return None
    given[answer] += mass
    known = sum(given.values())
    if known < LEAST_KNOWN or ambiguous > MOST_AMBIGUOUS:
        return None
    return MappingProxyType({a: p / known for a, p in given.items()})
