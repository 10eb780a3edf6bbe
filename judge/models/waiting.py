"""How long a provider asks us to wait."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite

ABSURD = 86_400.0
"""Seconds; a longer wait is a mistake of the server's, and ignored."""


def retry_after_of(headers: Mapping[str, str], *, now: datetime | None = None) -> float | None:
    """Seconds to wait by ``Retry-After``, as a number or a date, or by ``retry-after-ms``; names in lower case.

    A date is measured against the server's own ``Date`` where it sends one, so that clocks that differ do no harm.
    What is negative, absurd or unreadable is ignored.
    """
    told = headers.get("retry-after-ms")
    seconds = _number(told, 0.001) if told else None
    if seconds is None and (told := headers.get("retry-after")):
        seconds = _number(told, 1.0)
        if seconds is None:
            seconds = _until(told, headers.get("date"), now or datetime.now(UTC))
    return seconds if seconds is not None and 0 <= seconds <= ABSURD else None


def _number(text: str, unit: float) -> float | None:
    try:
        value = float(text) * unit
    except ValueError:
        return None
    return value if isfinite(value) else None


def _until(text: str, server_date: str | None, now: datetime) -> float | None:
    at = date_of(text)
    if at is None:
        return None
    return (at - (date_of(server_date or "") or now)).total_seconds()


def date_of(text: str) -> datetime | None:
    """The date in a header, in any of HTTP's forms; ``None`` when it is none."""
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
