"""When a judge is asked nothing more, because asking it has turned out to be useless or against the user's word."""

from collections.abc import Sequence
from dataclasses import field

from judge.errors import CallError
from judge.judgment import REFUSED, Judgment, State
from judge.record import dataclass

BREAKER = 5
"""So many configuration failures, or calls to nobody, in a row and without one success: the judge is given up."""
ENOUGH = 20
"""Calls a judge must have answered before its refusals are held against it."""
NOBODY = "connection"
"""Reason code of a call that found nobody at the address."""
REFUSAL_RATE = "refusal_rate"
"""Reason code of what was not asked any more for that; the state is ``cancelled``, so that a resume asks again."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The end of a judge in this run: what is left becomes *state*, with *reason*; *why* is said once."""

    state: State
    reason: str
    why: str


@dataclass(slots=True)
class Count:
    """How often a judge has answered, a refusal included; and where refusals have a limit, what its answers held."""

    answered: int = 0
    judged: int = 0
    refused: int = 0

    def add(self, other: "Count") -> None:
        """Count *other* too."""
        self.answered += other.answered
        self.judged += other.judged
        self.refused += other.refused

    def since(self, before: "Count") -> "Count":
        """What was counted since there was only *before*."""
        return Count(self.answered - before.answered, self.judged - before.judged, self.refused - before.refused)


@dataclass(slots=True)
class Breaker:
    """Counts what speaks against one judge with one way of asking, and says when it is enough."""

    max_refusals: float | None = None
    """Share of its judgments a judge may refuse, or its provider for it; ``None``: all of them."""
    failures: int = 0
    """Configuration failures in a row, or calls that found nobody there, without an answer between them."""
    count: Count = field(default_factory=Count)
    answers_others: bool = False
    """Whether another process has had an answer."""
    weighs: bool = True
    """Whether refusals are held against it here, and not by whoever knows those of other processes too."""
    broken: tuple[str, str] | None = None
    """State and reason of what is left, once it is given up."""

    def give_up(self, state: str, reason: str) -> bool:
        """Nobody asks it any more; ``False`` where that was so before."""
        if self.broken is not None:
            return False
        self.broken = state, reason
        return True

    def failed(self, failure: CallError) -> Broken | None:
        """A call brought no reply; what follows for the judge, if anything does."""
        if failure.state in REFUSED:
            return None
        nobody_there = failure.reason == NOBODY and not (self.count.answered or self.answers_others)
        if failure.state != State.FAILED_CONFIG and not nobody_there:
            return None
        self.failures += 1
        if failure.endpoint_wide or self.failures >= BREAKER:
            return Broken(State(failure.state), failure.reason, failure.message)
        return None

    def judged_as(self, judgments: Sequence[Judgment]) -> Broken | None:
        """A call brought *judgments*, refusals among them perhaps; what follows for the judge, if anything does."""
        self.failures = 0
        self.count.answered += 1
        if self.max_refusals is None:
            return None
        self.count.judged += len(judgments)
        self.count.refused += sum(j.state in REFUSED for j in judgments)
        return self.weighed() if self.weighs else None

    def weighed(self) -> Broken | None:
        """What follows for the judge from what it has refused so far, if anything does."""
        seen = self.count
        if self.max_refusals is None or seen.answered < ENOUGH or seen.refused <= self.max_refusals * seen.judged:
            return None
        return Broken(
            State.CANCELLED,
            REFUSAL_RATE,
            f"it refused {seen.refused} of {seen.judged} judgments, more than --max-refusals allows",
        )
