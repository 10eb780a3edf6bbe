"""Units taken apart by a tag."""

from dataclasses import dataclass

import numpy as np

from judge.errors import InputError, near_miss
from judge.ratings import Unit
from judge.scoring.coding import Mask


@dataclass(frozen=True)
class Group:
    """Some of the units."""

    name: str | None
    """The tag's value; ``None`` when nothing is grouped, or for the units without the tag."""
    members: Mask


def groups(units: tuple[Unit, ...], by: str | None) -> list[Group]:
    """The groups of the tag *by* in order of first appearance, units without it last; one of all when it is ``None``.

    Raises:
        InputError: No unit has the tag.
    """
    if by is None:
        return [Group(None, np.ones(len(units), np.bool_))]
    values = [u.tags.get(by) for u in units]
    names = dict.fromkeys(v for v in values if v is not None)
    if not names:
        raise InputError(f"no response has the tag {by!r}", hint=near_miss(by, {t for u in units for t in u.tags}))
    found = [Group(n, np.array([v == n for v in values], np.bool_)) for n in names]
    rest = np.array([v is None for v in values], np.bool_)
    return [*found, Group(None, rest)] if rest.any() else found
