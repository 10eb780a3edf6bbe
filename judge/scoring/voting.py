"""Panels: what several judges, or one judge asked several times, answer by vote. A panel is a judge of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from judge.errors import InputError, near_miss
from judge.record import dataclass
from judge.scoring.coding import (
    ABSENT,
    ABSTAINED,
    FAILED,
    GATED,
    NOT_APPLICABLE,
    UNREAD,
    Coded,
    Codes,
    Panel,
)
from judge.scoring.rows import EXPERTS
from judge.stats.group import answer_counts

VOTE = "vote"
"""The way of asking of every panel."""
REPEATS = "repeats"
"""``NAME@repeats``: every repeat of that judge has a vote."""

Panels = Mapping[str, Sequence[str]]
"""Names of panels and their members."""


def parse_panels(given: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Read ``NAME=judge,judge`` as it stands on a command line.

    >>> parse_panels(["three=a,b,c", "again=a@repeats"])
    {'three': ('a', 'b', 'c'), 'again': ('a@repeats',)}

    Raises:
        InputError: It does not have that form, or a name stands twice.
    """
    panels: dict[str, tuple[str, ...]] = {}
    for text in given:
        name, equals, words = text.partition("=")
        members = tuple(word.strip() for word in words.split(","))
        if not (name.strip() and equals and all(members)):
            raise InputError(f"a panel is NAME=judge,judge,..., not {text!r}", hint="e.g. three=gpt,claude,qwen")
        if name.strip() in panels:
            raise InputError(f"the panel {name.strip()!r} stands twice", hint="give each panel a name of its own")
        panels[name.strip()] = members
    return panels


def with_panels(coded: Coded, panels: Panels) -> Coded:
    """*coded* with each panel as one more judge, asked by ``vote``.

    A member is a judge's name, ``NAME@ASK`` where it was asked in several ways. The panel has the repeats all its
    members have, and on each the members' answers of that repeat vote. ``NAME@repeats`` (``NAME@ASK@repeats``) gives
    every repeat of that judge a vote; the panel then has one repeat.

    The answer with most votes wins. A tie decides nothing (abstained), however near. A member that was not read, was
    unsure or found the question not applicable does not vote; where nobody votes the panel abstains if any of them was
    read, and has failed if none was.

    Raises:
        InputError: A name is taken or unknown, a member stands twice, or there is nothing to vote on.
    """
    found = dict(coded.judges)
    for name, members in panels.items():
        if name == EXPERTS or any(name == judge for judge, _ in coded.judges):
            raise InputError(f"a panel cannot be called {name!r}: that names a rater", hint="choose another name")
        voters = [_member(coded, word) for word in members]
        found[name, VOTE] = _voted(coded, name, voters)
    return replace(coded, judges=found)


@dataclass(frozen=True, slots=True)
class _Member:
    """One word of a panel."""

    panel: Panel
    every_repeat: bool


def _member(coded: Coded, word: str) -> _Member:
    name, every = word, False
    if name.endswith(f"@{REPEATS}") and not _ways(coded, name):
        name, every = name.removesuffix(f"@{REPEATS}"), True
    ways = _ways(coded, name)
    if not ways and "@" in name:
        judge, _, ask = name.rpartition("@")
        if (judge, ask) in coded.judges:
            return _Member((judge, ask), every)
        if _ways(coded, judge):
            known = near_miss(ask, _ways(coded, judge))
            raise InputError(f"judge {judge!r} was not asked by {ask!r}", hint=known)
    if not ways:
        raise InputError(f"no judge {name!r} in this run", hint=near_miss(name, {judge for judge, _ in coded.judges}))
    if len(ways) > 1:
        raise InputError(f"judge {name!r} was asked in {len(ways)} ways; name one", hint=f"e.g. {name}@{ways[0]}")
    return _Member((name, ways[0]), every)


def _ways(coded: Coded, name: str) -> list[str]:
    return [ask for judge, ask in coded.judges if judge == name]


def _voted(coded: Coded, name: str, members: list[_Member]) -> dict[int, dict[str, Codes]]:
    """The panel's columns, by repeat and dimension."""
    seats = _seats(coded, name, members)
    return {
        repeat: {
            d.id: vote(np.stack([coded.column(panel, r, d.id) for panel, r in voters]), len(d.answers))
            for d in coded.rubric.dimensions
        }
        for repeat, voters in seats.items()
    }


def _seats(coded: Coded, name: str, members: list[_Member]) -> dict[int, list[tuple[Panel, int]]]:
    """Who votes on each repeat of the panel."""
    panels = [m.panel for m in members]
    if len(set(panels)) < len(panels):
        raise InputError(f"a judge stands twice in the panel {name!r}", hint="name each member once")
    if any(m.every_repeat for m in members):
        if not all(m.every_repeat for m in members):
            hint = "write @repeats behind each member, or behind none"
            raise InputError(f"the panel {name!r} mixes votes of judges with votes of repeats", hint=hint)
        seats = {0: [(panel, repeat) for panel in panels for repeat in coded.judges[panel]]}
    else:
        common = sorted(set.intersection(*(set(coded.judges[panel]) for panel in panels)))
        seats = {repeat: [(panel, repeat) for panel in panels] for repeat in common}
    if not seats:
        raise InputError(f"the members of the panel {name!r} have no repeat in common")
    if any(len(voters) < 2 for voters in seats.values()):  # noqa: PLR2004 - a vote needs two
        hint = f"name several judges, or {panels[0][0]}@repeats for a judge with several repeats"
        raise InputError(f"the panel {name!r} has a single vote", hint=hint)
    return seats


def vote(codes: Codes, answers: int) -> Codes:
    """The answer with most votes: items, from voters x items of codes. A tie, and nobody's vote: see `with_panels`.

    >>> vote(np.array([[0, 0, 0, -5], [1, 1, -5, -5], [1, -3, -5, -4]], np.int16), 2).tolist()
    [1, -3, 0, -5]
    """
    counts = answer_counts(codes, answers)
    most = counts.max(axis=1, keepdims=True)
    won = (counts == most).sum(axis=1) == 1
    decided = np.where(won, counts.argmax(axis=1), ABSTAINED)
    return np.where(most[:, 0] > 0, decided, _without_votes(codes)).astype(np.int16)


def _without_votes(codes: Codes) -> Codes:
    """What a panel says where no member gave an answer: what all of them said, or the first of these that one said."""
    alike = (codes == codes[0]).all(axis=0)
    read, unread = np.isin(codes, (NOT_APPLICABLE, ABSTAINED)).any(axis=0), np.isin(codes, UNREAD).any(axis=0)
    gated = (codes == GATED).any(axis=0)
    mixed = np.select([read, unread, gated], [ABSTAINED, FAILED, GATED], ABSENT)
    return np.where(alike, codes[0], mixed).astype(np.int16)
