"""A conversation under way: who speaks next, and when it is over. Pure bookkeeping, no waiting.

It is made again from what was kept, turn by turn, by the same rules: so an interrupted conversation goes on as if
nothing had happened.
"""

from collections.abc import Iterator
from dataclasses import field
from typing import Literal

from judge.judgment import REFUSED, State
from judge.playing import without_mark
from judge.record import dataclass
from judge.scenario import Turn
from judge.simulation.sittings import Sitting

Speaker = Literal["candidate", "client", "guard"]

GOODBYE, MAX_TURNS, REPETITION = "goodbye", "max_turns", "repetition"
DECLINED, SILENT = "candidate_declined", "candidate_silent"
COMPLETE = frozenset({GOODBYE, MAX_TURNS, REPETITION, DECLINED, SILENT})
"""Ends at which a conversation is whole; at any other one side never spoke, and there is nothing to judge."""


@dataclass(frozen=True, slots=True)
class Said:
    """What came of asking one side to speak."""

    state: State
    final: bool
    """Whether that is the last word; if not, a resume asks again."""
    text: str = ""
    declined: bool = False
    """Whether it came as a refusal, by the provider's own field."""


@dataclass
class Dialogue:
    """One conversation, as far as it has come."""

    sitting: Sitting
    most: int
    """Replies of the candidate at most."""
    turns: list[Turn] = field(default_factory=list)
    alarms: dict[int, bool | None] = field(default_factory=dict)
    """By turn of the client: whether the guard raised an alarm; ``None`` where it gave no verdict."""
    replies: int = 0
    ended: str | None = None
    """Why it is over."""
    waits: bool = False
    """Whether somebody could not be reached: it goes on when it is resumed."""
    _leaving: bool = False

    def __post_init__(self) -> None:
        self.turns = self.turns or list(self.sitting.opening)

    @property
    def speaker(self) -> Speaker | None:
        """Whose turn it is; nobody's where it is over, or cannot go on now."""
        if self.ended is not None or self.waits:
            return None
        if self.turns[-1].role != "user":
            return "client"
        return "guard" if self.sitting.guard is not None and self.at not in self.alarms else "candidate"

    @property
    def at(self) -> int:
        """The number of the last turn, from 0."""
        return len(self.turns) - 1

    @property
    def complete(self) -> bool:
        """Whether it came to an end that leaves a whole conversation."""
        return self.ended in COMPLETE

    def before_candidate(self, note: str, *, first: bool) -> tuple[Turn, ...]:
        """What the candidate reads: all that was said, and *note* wherever the guard raised an alarm.

        Args:
            note: A text for the candidate alone.
            first: Whether it stands before everything, once, from the first alarm on.
        """
        fired = {turn for turn, alarm in self.alarms.items() if alarm}
        if first:
            return (*([Turn("system", note)] if fired else []), *self.turns)
        return tuple(self._noted(fired, Turn("system", note)))

    def _noted(self, fired: set[int], note: Turn) -> Iterator[Turn]:
        for number, turn in enumerate(self.turns):
            yield turn
            if number in fired:
                yield note

    def hear_guard(self, alarm: bool | None, *, final: bool) -> None:  # noqa: FBT001 - the verdict itself
        """Note what the guard says of the client's last turn."""
        if final:
            self.alarms[self.at] = alarm
        else:
            self.waits = True

    def hear(self, said: Said) -> None:
        """Take the next turn of whoever's it was."""
        if not said.final:
            self.waits = True
        elif self.turns[-1].role == "user":
            self._hear_candidate(said)
        else:
            self._hear_client(said)

    def _hear_candidate(self, said: Said) -> None:
        if said.state is not State.SCORED:
            self.ended = f"candidate_{_why(said.state)}"
            return
        again = self._repeats("assistant", said.text)
        self.turns.append(Turn("assistant", said.text))
        self.replies += 1
        if said.declined:
            self.ended = DECLINED
        elif not said.text.strip():
            self.ended = SILENT
        elif self._leaving:
            self.ended = GOODBYE
        elif again:
            self.ended = REPETITION
        elif self.replies >= self.most:
            self.ended = MAX_TURNS

    def _hear_client(self, said: Said) -> None:
        if said.state is not State.SCORED:
            self.ended = f"client_{_why(said.state)}"
            return
        text, self._leaving = without_mark(said.text)
        if not text:
            self.ended = GOODBYE
        elif self._repeats("user", text):
            self.ended = REPETITION
        else:
            self.turns.append(Turn("user", text))

    def _repeats(self, role: str, text: str) -> bool:
        """Whether one side says again word for word what it said last: nothing new will come of it."""
        before = next((turn.content for turn in reversed(self.turns) if turn.role == role), None)
        return before is not None and bool(text.strip()) and _plain(before) == _plain(text)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _why(state: State) -> str:
    return "refused" if state in REFUSED else "unread"
