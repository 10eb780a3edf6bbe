"""The two lines a guard model answers with: ``Safety: Unsafe``, and ``Categories: S1, S2``. They can be forged."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Literal

from judge.dimension import UNCLEAR, Dimension
from judge.parsing.classes import fault
from judge.parsing.places import Place
from judge.parsing.reading import Verdict, choice
from judge.parsing.words import answer_words
from judge.record import dataclass

Controversial = Literal["unclear", "safe", "unsafe"]
SAFE, UNSAFE, CONTROVERSIAL = "safe", "unsafe", "controversial"
_LINES = re.compile(r"Safety:[ \t]*([A-Za-z]+)[ \t\r]*\nCategories:[ \t]*([^\n]*?)[ \t\r]*")
_NONE = "none"


@dataclass(frozen=True)
class GuardTerms:
    """What a guard's words mean as answers to one question."""

    question: Dimension
    categories: Mapping[str, str] = field(default_factory=dict)
    """Answers by category, beside the words the question's answers go by themselves."""
    controversial: Controversial = "unclear"

    @property
    def safe(self) -> str:
        """The one answer that passes."""
        return self.question.passes_on[0]

    @property
    def words(self) -> Mapping[str, str]:
        """Every category that is known, case folded, with its answer."""
        own = {w: a for w, a in answer_words(self.question).items() if a in self.question.answer_ids}
        return own | {name.strip().casefold(): answer for name, answer in self.categories.items()}


def read_guard(text: str, terms: GuardTerms) -> Verdict:
    """Read the two lines, and nothing else, as an answer to the guard's question.

    *Safe* is the answer that passes. *Unsafe* is what its categories stand for; where only one answer fails, it is that
    one, whatever they are. *Controversial* is as the terms say: by default the guard has not made up its mind.

    Raises:
        ReplyError: Anything else is there, a category has no answer, or *Unsafe* has none to say what it is.
    """
    safety, listed = _lines(text)
    if safety == CONTROVERSIAL:
        safety = terms.controversial
        listed = [] if safety == SAFE else listed
    if safety == UNCLEAR:
        return choice(terms.question, (UNCLEAR,), rationale=text.strip())
    if safety == SAFE:
        if listed:
            raise fault("guard_contradiction", f"Safe, and {', '.join(listed)}"[:120])
        return choice(terms.question, (terms.safe,), rationale=text.strip())
    return choice(terms.question, _chosen(listed, terms), rationale=text.strip())


def _lines(text: str) -> tuple[str, list[str]]:
    found = _LINES.fullmatch(text.strip())
    if found is None:
        raise fault("guard_lines")
    safety, categories = found[1].casefold(), found[2]
    if safety not in (SAFE, UNSAFE, CONTROVERSIAL):
        raise fault("guard_safety", f"{found[1]!r:.60}")
    if categories.casefold() == _NONE:
        return safety, []
    return safety, [part.strip() for part in categories.split(",")]


def _chosen(listed: Sequence[str], terms: GuardTerms) -> tuple[str, ...]:
    failing = terms.question.failing
    if len(failing) == 1:
        return failing
    if not listed:
        raise fault("guard_uncategorised")
    words = terms.words
    for category in listed:
        if category.casefold() not in words:
            raise fault("guard_category", f"{category!r:.60}")
    answers = dict.fromkeys(words[category.casefold()] for category in listed)
    chosen = tuple(a for a in answers if a != terms.safe) or (terms.safe,)
    if terms.question.choose == "one" and len(chosen) > 1:
        raise fault("two_labels", ", ".join(chosen))
    return chosen


def guard_place(text: str) -> Mapping[str, Place]:
    """Where the first line says how safe it is, for the log-probabilities there."""
    start = text.index("Safety:") + len("Safety:")
    start += len(text[start:]) - len(text[start:].lstrip(" \t"))
    words = {word.encode("ascii"): word for word in (SAFE, UNSAFE, CONTROVERSIAL)}
    return {"safety": Place(text[:start], words, (b"\n", b"\r", b" ", b"\t"), folds=True)}
