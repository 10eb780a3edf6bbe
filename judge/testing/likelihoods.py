"""Replies as tokens with their log-probabilities, in the shape OpenAI gives them."""

import re
from collections.abc import Mapping
from math import log
from typing import Any

from judge.testing.answering import Asked

_NOTHING = re.compile("")
_PIECE = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")
_UNSEEN = -9999.0
"""What OpenAI writes for a token that is not among the likely ones."""
_VALUE = re.compile(r'"answer": (?:\["|")')


def spelled(text: str, places: Mapping[int, Mapping[str, float]]) -> list[dict[str, Any]]:  # JSON-ready
    """The tokens of *text*: words and marks; at each of *places* one of the alternatives, with those beside it.

    Args:
        text: What was written.
        places: By the place of a character, what might have stood there, with its probability. One of them did.

    Raises:
        ValueError: None of the alternatives stands at its place.

    >>> [token["token"] for token in spelled("It is no.", {6: {"no": 0.9, "yes": 0.1}})]
    ['It', ' is', ' ', 'no', '.']
    """
    tokens, at = list[dict[str, Any]](), 0
    for place, alternatives in sorted(places.items()):
        written = max((a for a in alternatives if text.startswith(a, place)), key=len, default=None)
        if written is None:
            raise ValueError(f"none of {', '.join(alternatives)} stands at character {place}")
        tokens += [_token(piece, {piece: 1.0}) for piece in _PIECE.findall(text[at:place])]
        tokens.append(_token(written, alternatives))
        at = place + len(written)
    return tokens + [_token(piece, {piece: 1.0}) for piece in _PIECE.findall(text[at:])]


def _token(written: str, alternatives: Mapping[str, float]) -> dict[str, Any]:  # JSON-ready
    likely = sorted(alternatives.items(), key=lambda item: -item[1])
    return {**_one(written, alternatives[written]), "top_logprobs": [_one(text, p) for text, p in likely]}


def _one(text: str, probability: float) -> dict[str, Any]:  # JSON-ready
    chance = log(probability) if probability > 0 else _UNSEEN
    return {"token": text, "logprob": chance, "bytes": list(text.encode("utf-8"))}


def answer_places(asked: Asked, text: str) -> dict[int, tuple[str, tuple[str, ...], str]]:
    """Where each answer begins in a reply of ours, with its dimension, what was offered, and what was given."""
    found, at = dict[int, tuple[str, tuple[str, ...], str]](), 0
    for dimension in asked.dimensions:
        line = re.compile(re.escape(f"ANSWER {asked.token} {dimension.id} "))
        mark = {"json": _VALUE, "lines": line, "label": _NOTHING}.get(asked.form)
        before = None if mark is None else mark.search(text, at)
        if before is None:
            return {}
        at = before.end()
        given = max((a for a in dimension.answers if text.startswith(a, at)), key=len, default=None)
        if given is not None:
            found[at] = (dimension.id, dimension.answers, given)
    return found
