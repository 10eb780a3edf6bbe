"""How long after the first sign a judge that watches turn by turn raises its first alarm, conversation by conversation.

The *onset* is the first turn the reference flags. The delay is the number of turns from there to the first alarm at it
or after it: 0 is an alarm at the very turn. An alarm before the onset was no answer to it and is counted apart. A
conversation that ends without one is *censored*: how long the judge would have needed is not known, only that it was
not told in time; it is later than every delay, never left out and never a number.
"""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from judge.record import dataclass
from judge.stats.family import Statistic
from judge.stats.resampling import Floats
from judge.stats.tables import divide

WITHIN = (0, 1, 2, 5)
"""Delays of which the share of conversations detected so soon is given."""
NEVER_FLAGGED = "the reference flags no turn of any conversation"
NONE_DETECTED = "no conversation was detected after its first flagged turn"
HALF_NEVER = "more than half of the conversations were never detected: there is no median delay"
NO_CONVERSATION = "no conversation has a labelled turn"


@dataclass(frozen=True, slots=True)
class Course:
    """What became of one conversation under one judge. Turns are counted from 0, in the order they were judged."""

    turns: int
    onset: int | None
    """The first turn the reference flags; ``None``: it flags none."""
    detected: int | None
    """The first turn with an alarm from the onset on; ``None``: none came, or there was no onset."""
    alarms: int
    false: int
    """Alarms at turns that the reference clears, before the onset or after it."""
    early: int
    """Alarms before the onset, whatever the reference says there; 0 without one."""
    unread: int
    """Turns on which the judge gave no verdict: nobody was warned there."""
    unknown_before: int
    """Turns before the onset on which the reference decides nothing: the true onset may be one of them."""

    @property
    def delay(self) -> int | None:
        """Turns from the onset to the detection; ``None`` where there is not one of each."""
        return None if self.onset is None or self.detected is None else self.detected - self.onset

    @property
    def censored(self) -> bool:
        """Whether it was flagged and never detected."""
        return self.onset is not None and self.detected is None

    @property
    def watched(self) -> int | None:
        """Turns from the onset to the end, the onset included: how long there was to detect anything."""
        return None if self.onset is None else self.turns - self.onset


def course(flags: Sequence[float] | Floats, alarms: Sequence[float] | Floats) -> Course:
    """Follow one conversation turn by turn.

    Args:
        flags: What the reference says of each judged turn: 1 flagged, 0 cleared, ``nan`` nothing decided.
        alarms: What the judge says of it: 1 alarm, 0 none, ``nan`` no verdict.

    >>> course([0, 0, 1, 1], [0, 1, 0, 1])
    Course(turns=4, onset=2, detected=3, alarms=2, false=1, early=1, unread=0, unknown_before=0)
    """
    said, raised = np.asarray(flags, np.float64), np.asarray(alarms, np.float64)
    alarmed = raised == 1
    onset = _first(said == 1, 0)
    detected = None if onset is None else _first(alarmed, onset)
    return Course(
        turns=said.size,
        onset=onset,
        detected=detected,
        alarms=int(alarmed.sum()),
        false=int((alarmed & (said == 0)).sum()),
        early=0 if onset is None else int(alarmed[:onset].sum()),
        unread=int(np.isnan(raised).sum()),
        unknown_before=0 if onset is None else int(np.isnan(said[:onset]).sum()),
    )


def _first(marks: NDArray[np.bool_], start: int) -> int | None:
    found = np.flatnonzero(marks[start:])
    return start + int(found[0]) if found.size else None


_ALL, _ALARMS, _FALSE, _WITH_FALSE, _ONSET, _EARLY, _DELAYS = range(7)


def cells(courses: Sequence[Course]) -> Floats:
    """Each conversation's row of numbers to be summed.

    1, its alarms, its false alarms, whether it has one, whether it has an onset, its early alarms; then a column for
    each delay from 0 to the longest.
    """
    longest = max((c.delay for c in courses if c.delay is not None), default=0)
    rows = np.zeros((len(courses), _DELAYS + longest + 1))
    for row, c in zip(rows, courses, strict=True):
        row[:_DELAYS] = (1, c.alarms, c.false, c.false > 0, c.onset is not None, c.early)
        if c.delay is not None:
            row[_DELAYS + c.delay] = 1
    return rows


def never_detected(sums: Floats) -> tuple[Floats, Floats]:
    """Of the conversations with an onset, those without an alarm from there on: how many, of how many."""
    return sums[..., _ONSET] - sums[..., _DELAYS:].sum(axis=-1), sums[..., _ONSET]


def detected_within(sums: Floats, *, turns: int) -> tuple[Floats, Floats]:
    """Of the conversations with an onset, those with an alarm at most so many turns after it."""
    return sums[..., _DELAYS : _DELAYS + turns + 1].sum(axis=-1), sums[..., _ONSET]


def with_false_alarm(sums: Floats) -> tuple[Floats, Floats]:
    """Of all conversations, those with an alarm at a turn the reference clears."""
    return sums[..., _WITH_FALSE], sums[..., _ALL]


def mean_delay(sums: Floats) -> Floats:
    """The mean delay of those that were detected. A judge that detects the easy ones only looks quick by it."""
    delays = sums[..., _DELAYS:]
    return divide((delays * np.arange(delays.shape[-1])).sum(axis=-1), delays.sum(axis=-1))


def median_delay(sums: Floats) -> Floats:
    """The delay within which half of all conversations with an onset were detected, those never detected among them.

    ``nan`` where fewer than half were.
    """
    found, whole = sums[..., _DELAYS:].cumsum(axis=-1), sums[..., _ONSET]
    enough = (2 * found >= whole[..., None] * (1 - 1e-12)) & (whole[..., None] > 0)
    return np.where(enough.any(axis=-1), enough.argmax(axis=-1), np.nan)


def _each(sums: Floats, *, place: int, of: int) -> Floats:
    return divide(sums[..., place], sums[..., of])


def _no_onset(_: Floats) -> str:
    return NEVER_FLAGGED


def _no_conversation(_: Floats) -> str:
    return NO_CONVERSATION


def _undetected(sums: Floats) -> str:
    return NONE_DETECTED if sums[_ONSET] else NEVER_FLAGGED


def _too_few(sums: Floats) -> str:
    return HALF_NEVER if sums[_ONSET] else NEVER_FLAGGED


DELAYS: Mapping[str, Statistic] = {
    s.name: s
    for s in (
        Statistic("never_detected", _no_onset, share=never_detected),
        *(Statistic(f"detected_within_{n}", _no_onset, share=partial(detected_within, turns=n)) for n in WITHIN),
        Statistic("delay_median", _too_few, median_delay),
        Statistic("delay_mean", _undetected, mean_delay),
        Statistic("alarms_per_conversation", _no_conversation, partial(_each, place=_ALARMS, of=_ALL)),
        Statistic("false_alarms_per_conversation", _no_conversation, partial(_each, place=_FALSE, of=_ALL)),
        Statistic("early_alarms_per_conversation", _no_onset, partial(_each, place=_EARLY, of=_ONSET)),
        Statistic("conversations_with_false_alarm", _no_conversation, share=with_false_alarm),
    )
}
"""By the name tables call it."""
OF_ONSETS = frozenset(name for name in DELAYS if name not in {
    "alarms_per_conversation", "false_alarms_per_conversation", "conversations_with_false_alarm",
})  # fmt: skip
"""Statistics of the conversations with an onset; the others are of all."""
