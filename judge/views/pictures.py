"""Where the marks of the page's pictures lie. The template draws them; no text and no colour is decided here."""

from collections.abc import Sequence

from judge.record import dataclass
from judge.table import Row

_MARGIN = 0.03
"""Kept free at both ends, so that a mark at 0 or 1 is not cut in half."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a bar, from ``x`` on, as percent of the picture's width."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Line:
    """A value with its interval on an axis, and other values to compare it with."""

    dot: str
    low: str | None
    high: str | None
    marks: Sequence[tuple[str, str]] = ()
    """Kind and place of each."""
    band: tuple[str, str] | None = None
    """Where a stretch to compare with begins, and how wide it is."""


def bar(counts: Sequence[tuple[str, int]]) -> list[Segment]:
    """Counts side by side as parts of their sum; of nothing there is no bar."""
    whole = sum(n for _, n in counts)
    segments, before = [], 0
    for kind, n in counts:
        if n:
            segments.append(Segment(kind, _percent(before / whole), _percent(n / whole)))
        before += n
    return segments


def missed_line(row: Row) -> Line | None:
    """A judge's share missed beside the experts' and that of a judge that never objects; ``None`` without a share."""
    dot = _share(row["missed_k"], row["missed_n"])
    if dot is None:
        return None
    others = {
        kind: _share(row[f"{column}_missed_k"], row[f"{column}_missed_n"])
        for kind, column in (("best", "best_expert"), ("worst", "worst_expert"), ("always", "always_pass"))
    }
    marks = [(kind, place(share)) for kind, share in others.items() if share is not None]
    return Line(place(dot), _end(row["missed_low"]), _end(row["missed_high"]), marks)


def coefficient_line(row: Row | None, ceiling: Row | None = None) -> Line | None:
    """A coefficient between -1 and 1 with its interval, over that of the *ceiling*; ``None`` where it has no value."""
    if row is None or row["value"] is None:
        return None
    low, high = _coefficient_ends(row)
    return Line(place((row["value"] + 1) / 2), low, high, band=_band(ceiling))


def _band(row: Row | None) -> tuple[str, str] | None:
    if row is None or row["low"] is None or row["high"] is None:
        return None
    low, high = (_within((row[end] + 1) / 2) for end in ("low", "high"))
    return _percent(low), _percent(high - low)


def _coefficient_ends(row: Row) -> tuple[str | None, str | None]:
    low, high = (None if end is None else place((end + 1) / 2) for end in (row["low"], row["high"]))
    return low, high


def place(share: float) -> str:
    """Where a share between 0 and 1 lies, as percent of the picture's width."""
    return _percent(_within(share))


def shade(rate: float | None) -> int | None:
    """How deep a cell is tinted, from 0 (nothing fails) to 5 (most fails); ``None`` where there is no rate."""
    if rate is None:
        return None
    failing = 1 - rate
    return sum(failing > step for step in (0.0, 0.2, 0.4, 0.6, 0.8))


def _within(share: float) -> float:
    return _MARGIN + (1 - 2 * _MARGIN) * min(max(share, 0), 1)


def _share(k: int | None, n: int | None) -> float | None:
    return k / n if k is not None and n else None


def _end(share: float | None) -> str | None:
    return None if share is None else place(share)


def _percent(share: float) -> str:
    return f"{share * 100:.2f}%"
