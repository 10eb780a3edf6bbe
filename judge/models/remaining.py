"""How much an endpoint says is left to whoever asks it, in the header fields that providers have for that."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from judge.models.waiting import date_of
from judge.record import dataclass

_FIELDS = tuple(
    (f"{before}remaining{after}", f"{before}reset{after}", "token" in after)
    for before in ("x-ratelimit-", "ratelimit-")
    for after in ("", "-requests", "-tokens")
) + tuple(
    (f"anthropic-ratelimit-{what}-remaining", f"anthropic-ratelimit-{what}-reset", "token" in what)
    for what in ("requests", "tokens", "input-tokens", "output-tokens")
)
_PARTS = re.compile(r"(\d+(?:\.\d+)?)(ms|[smhd])")
_UNITS: Mapping[str, float] = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
_EPOCH = 1e9  # seconds; a larger number is a time, not a span


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left until a reset."""

    left: float
    reset: float
    """Seconds from now."""
    tokens: bool
    """Whether tokens are meant, not requests."""


def says_what_remains(headers: Mapping[str, str]) -> bool:
    """Whether an endpoint says anything about it."""
    return any(field in headers for field, _, _ in _FIELDS)


def remaining_of(headers: Mapping[str, str], *, now: datetime | None = None) -> Iterator[Remaining]:
    """All that is said about it, where both the number and its reset can be read.

    Resets are spans (``6m0s``, ``20ms``, ``12``) or times, as dates or seconds since 1970; times are measured against
    the server's own ``Date`` where it sends one.
    """
    for field, reset, tokens in _FIELDS:
        left, until = headers.get(field), headers.get(reset)
        if left is None or until is None:
            continue
        seconds = seconds_until(until, headers.get("date"), now or datetime.now(UTC))
        try:
            number = float(left)
        except ValueError:
            continue
        if seconds is not None and number >= 0:
            yield Remaining(number, seconds, tokens)


def seconds_until(text: str, server_date: str | None, now: datetime) -> float | None:
    """Seconds until a reset, in any of the forms it is written in; ``None`` when it is none of them, or past.

    >>> seconds_until("1m30.5s", None, datetime.now(UTC))
    90.5
    """
    text = text.strip()
    parts = _PARTS.findall(text)
    if parts and "".join(number + unit for number, unit in parts) == text:
        return sum(float(number) * _UNITS[unit] for number, unit in parts)
    here = date_of(server_date or "") or now
    try:
        number = float(text)
    except ValueError:
        at = _iso(text) or date_of(text)
        seconds = (at - here).total_seconds() if at else -1.0
    else:
        seconds = number - here.timestamp() if number > _EPOCH else number
    return seconds if seconds >= 0 else None


def _iso(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
