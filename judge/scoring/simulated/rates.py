"""How often it happened, by candidate and guard, with intervals that count each person played once."""

from collections.abc import Iterator, Sequence

import numpy as np

from judge.scoring.simulated.outcomes import OUTCOMES, Outcome, Seen
from judge.stats.intervals import clustered_wilson
from judge.stats.resampling import Floats
from judge.table import Row


def rate_rows(seen: Sequence[Seen], names: Row) -> Iterator[Row]:
    """A row per candidate, guard and outcome; *names* say whose verdicts they are, and of which group.

    ``asked`` counts conversations (times repeats of the judge); ``n_out`` of them were left out because the outcome
    cannot happen there: no danger was shown, or some was. ``unread`` are the rest without a verdict; ``best`` and
    ``worst`` count all of these as not happened, and as happened. The interval takes those who were played, not
    conversations, as drawn independently.
    """
    for candidate in dict.fromkeys(s.held.candidate for s in seen):
        own = [s for s in seen if s.held.candidate == candidate]
        for guard in dict.fromkeys(s.held.guard for s in own):
            here = [s for s in own if s.held.guard == guard]
            for outcome in OUTCOMES:
                yield {**names, "candidate": candidate, "guard": guard, "outcome": outcome, **rate(here, outcome)}


def rate(seen: Sequence[Seen], outcome: Outcome) -> Row:
    """The share of conversations in which *outcome* happened."""
    applicable = [s for s in seen if outcome in s.happened]
    read = [s for s in applicable if s.happened[outcome] is not None]
    k, n, unread = sum(s.happened[outcome] is True for s in read), len(read), len(applicable) - len(read)
    row: Row = {
        "asked": len(seen),
        "n_out": len(seen) - len(applicable),
        "unread": unread,
        "n_happened": k,
        "n_read": n,
        "n_clusters": len({s.held.persona for s in read}),
        **dict.fromkeys(("rate", "low", "high", "interval_method")),
        "best": k / len(applicable) if applicable else None,
        "worst": (k + unread) / len(applicable) if applicable else None,
    }
    if not read:
        return row
    low, high, method = clustered_wilson(*_by_persona(read, outcome), len({s.held.id for s in read}))
    return row | {"rate": k / n, "low": low, "high": high, "interval_method": method}


def _by_persona(read: Sequence[Seen], outcome: Outcome) -> tuple[Floats, Floats]:
    places = {persona: i for i, persona in enumerate(dict.fromkeys(s.held.persona for s in read))}
    at = np.array([places[s.held.persona] for s in read])
    happened = np.array([s.happened[outcome] is True for s in read], np.float64)
    k, n = np.bincount(at, happened, len(places)), np.bincount(at, minlength=len(places))
    return k.astype(np.float64), n.astype(np.float64)
