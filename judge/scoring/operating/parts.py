"""Labelled responses in two parts: where a threshold is chosen, and where it is tried."""

from typing import Literal

import numpy as np

from judge.errors import InputError, near_miss
from judge.record import dataclass
from judge.scoring.coding import Coded, Mask, labelled_units
from judge.splitting import divide

How = Literal["labels", "tag", "drawn"]
"""The labels' column ``split`` says so, a tag of the responses does, or they were drawn by a seed."""


@dataclass(frozen=True)
class Parts:
    """Which units choose a threshold, which try it, and which everything else is counted on."""

    how: How
    what: str
    """In words for a note: the column, the tag and its value, or the share and the seed."""
    choose: Mask
    report: Mask
    counted: Mask
    """For numbers that need no chosen threshold: all but what is set apart for tuning."""

    def clusters_of_both(self, coded: Coded) -> int:
        """Clusters that stand on both sides: what was tuned on tests itself there."""
        labelled = labelled_units(coded.experts, len(coded.units))
        sides = (set(coded.clusters[part & labelled].tolist()) for part in (self.choose, self.report))
        return len(set.intersection(*sides))


def whole(coded: Coded) -> Mask:
    """Every unit."""
    return np.ones(len(coded.units), np.bool_)


def by_tag(coded: Coded, wanted: str) -> Parts:
    """Units with ``TAG=VALUE`` choose; the others try.

    Raises:
        InputError: It is not written so, or no unit or every unit has the value.
    """
    tag, equals, value = wanted.partition("=")
    if not equals or not tag or not value:
        raise InputError(f"--choose-on {wanted!r} is not TAG=VALUE", hint="e.g. --choose-on part=dev")
    known = {t for u in coded.units for t in u.tags}
    if tag not in known:
        raise InputError(f"no response has the tag {tag!r}", hint=near_miss(tag, known))
    choose = np.array([u.tags.get(tag) == value for u in coded.units], np.bool_)
    values = {u.tags[tag] for u in coded.units if tag in u.tags}
    if not choose.any():
        raise InputError(f"no response has {tag!r} = {value!r}", hint=near_miss(value, values))
    if choose.all():
        raise InputError(f"every response has {tag!r} = {value!r}: none is left to try a threshold on")
    return Parts("tag", wanted, choose, ~choose, ~choose)


def drawn(coded: Coded, share: float, seed: int) -> Parts:
    """The *share* of the labelled clusters that a *seed* draws chooses; the others try.

    The division depends on the clusters' names alone, as that of ``judge split`` does.

    Raises:
        InputError: The share is not between 0 and 1, or there are fewer than two labelled clusters.
    """
    if not 0 < share < 1:
        raise InputError(f"--split {share} is no share", hint="above 0 and below 1, e.g. 0.5")
    held = coded.clusters < coded.labelled_clusters
    names = [u.cluster for u in coded.units]
    sides = divide({("cluster", n) for n, labelled in zip(names, held, strict=True) if labelled}, dev=share, seed=seed)
    chosen = {name for (_, name), side in sides.items() if side == "dev"}
    choose = np.array([name in chosen for name in names], np.bool_) & held
    return Parts("drawn", f"{share:g}, {seed}", choose, held & ~choose, whole(coded))
