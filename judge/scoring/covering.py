"""How much of what a judge was asked it answered, from counts alone."""

from collections.abc import Mapping
from fractions import Fraction

from judge.ratings import Status
from judge.rubric import Rubric
from judge.table import Row

MOST_UNREAD = Fraction(1, 50)
"""A judge that leaves more than this share unread, re-asks included, is unsuitable."""


def coverage_row(judge: str, ask: str, counts: Mapping[Status, int], first: int | None) -> Row:
    """The row of one judge with one way of asking.

    ``coverage`` is scored / (asked - gated), ``None`` when nothing was asked. ``first_try`` is the share of what
    reached the judge that its first reply answered, ``None`` where that is not known. ``unsuitable`` says that more
    than 2 % of what reached the judge was not read: a judge's own *not applicable* and *unclear* are read, and
    counted as ``abstained``; what never got a reply (``unreached``: not finished, no transport, a broken
    configuration, withheld) says nothing about the judge.

    Args:
        judge: Its name.
        ask: The way of asking.
        counts: How many judgments ended in each status.
        first: How many were read from the first reply; ``None`` where that is not known.
    """
    ends = {status: counts.get(status, 0) for status in Status}
    asked = sum(ends.values())
    put = asked - ends[Status.GATED]
    scored, abstained = ends[Status.OBSERVED], ends[Status.ABSTAINED] + ends[Status.NOT_APPLICABLE]
    read, unreached = scored + abstained, ends[Status.UNREACHED]
    return {
        "judge": judge,
        "ask": ask,
        "asked": asked,
        "gated": ends[Status.GATED],
        "scored": scored,
        "abstained": abstained,
        "refused": ends[Status.REFUSED],
        "failed": ends[Status.FAILED] + unreached,
        "read": read,
        "unread": put - read,
        "unreached": unreached,
        "coverage": scored / put if put else None,
        "first_try": first / (put - unreached) if put > unreached and first is not None else None,
        "unsuitable": put - read - unreached > MOST_UNREAD * (put - unreached),
    }


def rubric_notes(rubric: Rubric) -> list[str]:
    """Who stands behind the rubric's words."""
    return [] if rubric.reviewed else [f"rubric {rubric.id!r} {rubric.version}: not clinician-reviewed"]


def unsuitable_notes(coverage: list[Row]) -> list[str]:
    """Which judges left too much unread to be used."""
    return [_unsuitable(row) for row in coverage if row["unsuitable"]]


def _unsuitable(row: Row) -> str:
    unread, put = row["unread"] - row["unreached"], row["asked"] - row["gated"] - row["unreached"]
    if not row["ask"]:
        return f"judge {row['judge']!r} is unsuitable: {unread} of {put} judgments could not be read (more than 2 %)"
    return (
        f"judge {row['judge']!r} ({row['ask']}) is unsuitable: {unread} of {put} judgments could not be read"
        " (more than 2 %)"
    )
