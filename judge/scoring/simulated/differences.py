"""What a guard changes: the same conversations without it and with it, pair by pair."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from judge.scoring.simulated.outcomes import OUTCOMES, UNGUARDED, Outcome, Seen
from judge.stats.comparison import newcombe_paired
from judge.stats.permutation import sign_flip
from judge.stats.resampling import REPLICATES, Floats, Plan, Sums
from judge.stats.sampled import Sampled
from judge.stats.tables import divide
from judge.table import Row

NEWCOMBE = "newcombe_paired"
NO_PAIR = "no conversation was read both without the guard and with it"

Pair = tuple[Seen, Seen]
"""The same conversation without the guard, and with it."""


def difference_rows(seen: Sequence[Seen], names: Row, *, replicates: int = REPLICATES, seed: int = 0) -> Iterator[Row]:
    """A row per candidate, guard and outcome: the rate with the guard less the rate without it, over pairs.

    A pair enters where the outcome applies to both and both were read. Newcombe's interval where each persona has one
    pair; else a bootstrap over personas. ``p`` is from turning signs at random, persona by persona.
    """
    for candidate in dict.fromkeys(s.held.candidate for s in seen):
        own = [s for s in seen if s.held.candidate == candidate]
        plain = {(*s.held.pair, s.repeat): s for s in own if s.held.guard == UNGUARDED}
        for guard in dict.fromkeys(s.held.guard for s in own if s.held.guard != UNGUARDED):
            pairs = _pairs(plain, [s for s in own if s.held.guard == guard])
            for outcome in OUTCOMES if plain else ():
                found = difference(pairs, outcome, replicates=replicates, seed=seed)
                yield {**names, "candidate": candidate, "guard": guard, "outcome": outcome, **found}


def _pairs(plain: Mapping[tuple[str, str, str, str, int], Seen], guarded: Sequence[Seen]) -> list[Pair]:
    found = ((plain.get((*s.held.pair, s.repeat)), s) for s in guarded)
    return [(without, s) for without, s in found if without is not None]


def difference(pairs: Sequence[Pair], outcome: Outcome, *, replicates: int = REPLICATES, seed: int = 0) -> Row:
    """How much more often *outcome* happened with the guard, over the pairs of which both were read."""
    read = [p for p in pairs if all(s.happened.get(outcome) is not None for s in p)]
    changed = [tuple(s.happened[outcome] is True for s in p) for p in read]
    only = changed.count((True, False)), changed.count((False, True))
    row: Row = {
        "pairs": len(pairs),
        "n_read": len(read),
        "n_clusters": len({w.held.persona for w, _ in read}),
        "only_without": only[0],
        "only_with": only[1],
        **dict.fromkeys(("difference", "low", "high", "interval_method", "interval_reason", "p", "reason")),
    }
    if not read:
        return row | {"reason": NO_PAIR}
    sums = _by_persona(read, outcome)
    tested = sign_flip(sums[:, 0], seed=seed)
    row |= {"difference": (only[1] - only[0]) / len(read), "p": tested.p}
    if row["n_clusters"] == len(read):
        both, neither = changed.count((True, True)), changed.count((False, False))
        low, high = newcombe_paired(both, only[1], only[0], neither)
        return row | {"low": low, "high": high, "interval_method": NEWCOMBE}
    plan = Plan(len(sums), replicates, seed)
    found = Sampled.of(Sums.of(sums, plan), lambda counts: divide(counts[..., 0], counts[..., 1])).interval()
    about = {"low": found.low, "high": found.high, "interval_method": found.method, "interval_reason": found.reason}
    return row | about


def _by_persona(read: Sequence[Pair], outcome: Outcome) -> Floats:
    """Personas x (gained with the guard, pairs)."""
    places = {persona: i for i, persona in enumerate(dict.fromkeys(w.held.persona for w, _ in read))}
    sums = np.zeros((len(places), 2))
    for without, guarded in read:
        gained = (guarded.happened[outcome] is True) - (without.happened[outcome] is True)
        sums[places[without.held.persona]] += (gained, 1)
    return sums
