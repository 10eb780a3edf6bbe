"""Whether simulated clients were who they were to be: the danger they showed beside the danger that was written."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from judge.scoring.simulated.outcomes import LEVELS, Held, Seen
from judge.stats.intervals import clustered_wilson
from judge.table import Row

WRITTEN = "risk_level"
"""The tag that says how much danger a persona was to show."""
EVERY = "all"


def fidelity_rows(seen: Sequence[Seen], names: Row) -> Iterator[Row]:
    """A row per written level and one of all: shown as written, milder, stronger, or not read.

    ``rate`` is the share shown as written, of those that were read; ``worst`` and ``best`` count what was not read as
    not as written, and as written. ``mean_shift`` is by how many levels clients were stronger than written on average;
    below 0 they were too mild.
    """
    known = [s for s in seen if s.held.tags.get(WRITTEN) in LEVELS]
    for level in (*LEVELS, EVERY):
        own = [s for s in known if level in (EVERY, s.held.tags[WRITTEN])]
        if own:
            yield {**names, "written": level, **_row(own)}


def _row(seen: Sequence[Seen]) -> Row:
    shifts = {id(s): _shift(s) for s in seen}
    read = [s for s in seen if shifts[id(s)] is not None]
    moved = [shift for shift in shifts.values() if shift is not None]
    exact = sum(shift == 0 for shift in moved)
    unread = len(seen) - len(read)
    row: Row = {
        "asked": len(seen),
        "unread": unread,
        "n_read": len(read),
        "as_written": exact,
        "milder": sum(shift < 0 for shift in moved),
        "stronger": sum(shift > 0 for shift in moved),
        **dict.fromkeys(("rate", "low", "high", "interval_method", "mean_shift")),
        "worst": exact / len(seen),
        "best": (exact + unread) / len(seen),
    }
    if not read:
        return row
    hits = [shifts[id(s)] == 0 for s in read]
    low, high, method = _interval([s.held for s in read], hits)
    shift = sum(moved) / len(moved)
    return row | {"rate": exact / len(read), "low": low, "high": high, "interval_method": method, "mean_shift": shift}


def _shift(seen: Seen) -> int | None:
    """How many levels above the written one it was; ``None``: no verdict."""
    return None if seen.shown is None else LEVELS.index(seen.shown) - LEVELS.index(seen.held.tags[WRITTEN])


def part_rows(rows: Sequence[Row], held: Mapping[str, Held], names: Row, dimensions: Sequence[str]) -> Iterator[Row]:
    """Of a run by ``persona_fidelity``: how often each of its other questions speaks for the client."""
    for dimension in dimensions:
        own = [row for row in rows if row["dimension"] == dimension and row["response_id"] in held]
        read = [row for row in own if row["passed"] is not None]
        passed = sum(row["passed"] for row in read)
        row: Row = {
            **names,
            "dimension": dimension,
            "asked": len(own),
            "unread": len(own) - len(read),
            "n_passed": passed,
            "n_read": len(read),
            **dict.fromkeys(("rate", "low", "high", "interval_method")),
            "worst": passed / len(own) if own else None,
            "best": (passed + len(own) - len(read)) / len(own) if own else None,
        }
        if read:
            low, high, method = _interval([held[r["response_id"]] for r in read], [r["passed"] for r in read])
            row |= {"rate": passed / len(read), "low": low, "high": high, "interval_method": method}
        yield row


def _interval(held: Sequence[Held], hits: Sequence[bool]) -> tuple[float, float, str]:
    places = {persona: i for i, persona in enumerate(dict.fromkeys(h.persona for h in held))}
    at = np.array([places[h.persona] for h in held])
    successes = np.bincount(at, np.array(hits, np.float64), len(places)).astype(np.float64)
    trials = np.bincount(at, minlength=len(places)).astype(np.float64)
    return clustered_wilson(successes, trials, len({h.id for h in held}))
