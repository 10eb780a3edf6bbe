"""How much of what a judge was asked it answered."""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from judge.ratings import Ratings
from judge.scoring.coding import (
    ABSENT,
    ABSTAINED,
    FAILED,
    GATED,
    NOT_APPLICABLE,
    REFUSED,
    UNREACHED,
    Coded,
    Panel,
    code,
)
from judge.table import Row

MOST_UNREAD = Fraction(1, 50)
"""A judge that leaves more than this share unread, re-asks included, is unsuitable."""


def coverage(given: Ratings | Coded) -> list[Row]:
    """A row per judge and way of asking, over all dimensions, candidates and repeats.

    ``coverage`` is scored / (asked - gated), ``None`` when nothing was asked. ``first_try`` is the share of what
    reached the judge that its first reply answered, ``None`` where that is not known. ``unsuitable`` says that more
    than 2 % of what reached the judge was not read: a judge's own *not applicable* and *unclear* are read, and
    counted as ``abstained``; what never got a reply (``unreached``: not finished, no transport, a broken
    configuration, withheld) says nothing about the judge.

    Raises:
        InputError: A rating does not fit the rubric.
    """
    coded = code(given)
    return [_row(panel, _ends(coded, panel), coded.first_tries.get(panel)) for panel in coded.judges]


def _ends(coded: Coded, panel: Panel) -> NDArray[np.int64]:
    """How often each code occurs: at place 0 any answer, at -i from the end the code -i."""
    counts = np.zeros(1 - UNREACHED, np.int64)
    for columns in coded.judges[panel].values():
        for column in columns.values():
            counts += np.bincount(np.minimum(column, 0) % counts.size, minlength=counts.size)
    return counts


def _row(panel: Panel, ends: NDArray[np.int64], first: int | None) -> Row:
    asked = int(ends.sum() - ends[ABSENT])
    put = asked - int(ends[GATED])
    scored, abstained = int(ends[0]), int(ends[ABSTAINED] + ends[NOT_APPLICABLE])
    read, unreached = scored + abstained, int(ends[UNREACHED])
    return {
        "judge": panel[0],
        "ask": panel[1],
        "asked": asked,
        "gated": int(ends[GATED]),
        "scored": scored,
        "abstained": abstained,
        "refused": int(ends[REFUSED]),
        "failed": int(ends[FAILED]) + unreached,
        "read": read,
        "unread": put - read,
        "unreached": unreached,
        "coverage": scored / put if put else None,
        "first_try": first / (put - unreached) if put > unreached and first is not None else None,
        "unsuitable": put - read - unreached > MOST_UNREAD * (put - unreached),
    }
