"""How much of what a judge was asked it answered."""

from collections import Counter
from fractions import Fraction

from judge.judgment import State
from judge.ratings import Ratings, Status
from judge.scoring.coding import Panel
from judge.table import Row

MOST_UNREAD = Fraction(1, 50)
"""A judge that leaves more than this share unread, re-asks included, is unsuitable."""

_UNREACHED = (State.CANCELLED, State.FAILED_TRANSPORT, State.FAILED_CONFIG, State.WITHHELD)
_READ = (Status.OBSERVED, Status.NOT_APPLICABLE, Status.ABSTAINED)


def coverage(ratings: Ratings) -> list[Row]:
    """A row per judge and way of asking, over all dimensions, candidates and repeats.

    ``coverage`` is scored / (asked - gated), ``None`` when nothing was asked. ``first_try`` is the share of what
    reached the judge that its first reply answered, ``None`` where that is not known. ``unsuitable`` says that more
    than 2 % of what reached the judge was not read: a judge's own *not applicable* and *unclear* are read, and
    counted as ``abstained``; what never got a reply (``unreached``: not finished, no transport, a broken
    configuration, withheld) says nothing about the judge.
    """
    ends: dict[Panel, Counter[Status]] = {panel: Counter() for panel in ratings.panels()}
    first: Counter[Panel] = Counter()
    known: set[Panel] = set()
    unreached: Counter[Panel] = Counter()
    for r in ratings.judges:
        panel = r.rater, r.ask
        ends[panel][r.status] += 1
        unreached[panel] += r.state in _UNREACHED
        if r.first_try is not None:
            known.add(panel)
            first[panel] += r.first_try and r.status in _READ
    return [
        _row(panel, counts, first[panel] if panel in known else None, unreached[panel])
        for panel, counts in ends.items()
    ]


def _row(panel: Panel, ends: Counter[Status], first: int | None, unreached: int) -> Row:
    asked = ends.total()
    put = asked - ends[Status.GATED]
    read = sum(ends[s] for s in _READ)
    return {
        "judge": panel[0],
        "ask": panel[1],
        "asked": asked,
        "gated": ends[Status.GATED],
        "scored": ends[Status.OBSERVED],
        "abstained": ends[Status.ABSTAINED] + ends[Status.NOT_APPLICABLE],
        "refused": ends[Status.REFUSED],
        "failed": ends[Status.FAILED],
        "read": read,
        "unread": put - read,
        "unreached": unreached,
        "coverage": ends[Status.OBSERVED] / put if put else None,
        "first_try": first / (put - unreached) if put > unreached and first is not None else None,
        "unsuitable": put - read - unreached > MOST_UNREAD * (put - unreached),
    }
