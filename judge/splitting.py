"""Labelled items divided into those a prompt may be tuned on and those that test it."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from math import floor
from typing import Literal, get_args

from judge.errors import InputError, near_miss

Side = Literal["dev", "test"]
SIDES: tuple[Side, ...] = get_args(Side)
Cluster = tuple[str, str]
"""What kind of thing holds the items together (``scenario``, ``response``, ...), and which."""


def divide(
    clusters: Iterable[Cluster], *, dev: float, seed: int = 0, kept: Mapping[Cluster, Side] | None = None
) -> dict[Cluster, Side]:
    """Each cluster on one side, the share *dev* of them on the side that may be tuned on.

    Who goes where depends on the clusters' names and the seed only, never on their order: several files of labels on
    the same clusters are divided alike. The share is as near to *dev* as whole clusters allow, and neither side stays
    empty. Clusters *kept* stay where they are; the others fill up what the share still lacks.

    >>> divide([("scenario", "s1"), ("scenario", "s2")], dev=0.5)
    {('scenario', 's1'): 'test', ('scenario', 's2'): 'dev'}

    Raises:
        InputError: The share is not between 0 and 1, or there are fewer than two clusters.
    """
    kept = kept or {}
    every = sorted({*clusters, *kept})
    if not 0 < dev < 1:
        raise InputError(f"--dev {dev} is no share", hint="above 0 and below 1, e.g. 0.3")
    if len(every) < len(SIDES):
        raise InputError(
            f"{len(every)} cluster(s) cannot be divided", hint="a cluster stays whole: label more of them first"
        )
    open_ = sorted((c for c in every if c not in kept), key=lambda cluster: (_place(cluster, seed), cluster))
    wanted = min(max(floor(dev * len(every) + 0.5), 1), len(every) - 1)
    lacking = max(wanted - sum(side == "dev" for side in kept.values()), 0)
    drawn = set(open_[:lacking])
    return {c: kept.get(c, "dev" if c in drawn else "test") for c in every}


def _place(cluster: Cluster, seed: int) -> bytes:
    return sha256(f"{seed}\n{cluster[1]}".encode()).digest()


def given_sides(clusters: Iterable[Cluster], words: Iterable[str]) -> dict[Cluster, Side]:
    """The side of each cluster that has one already; a row without a word follows its cluster.

    Raises:
        InputError: A word is no side, or a cluster stands on both.
    """
    found: dict[Cluster, Side] = {}
    for cluster, word in zip(clusters, words, strict=True):
        if not word:
            continue
        if word not in SIDES:
            raise InputError(
                f"the split {word!r} is none of ours",
                hint=near_miss(word, SIDES) or "write dev or test, or use --force",
            )
        if found.setdefault(cluster, word) != word:
            raise InputError(
                f"{cluster[0]} {cluster[1]!r} stands on both sides of the split already",
                hint="what was tuned on cannot test: use --force to divide anew, or correct it",
            )
    return found
