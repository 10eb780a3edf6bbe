"""When a judge is asked nothing more, because asking it has turned out to be useless or against the user's word."""

from collections.abc import Sequence

from judge.errors import CallError
from judge.judgment import REFUSED, Judgment, State
from judge.record import dataclass

BREAKER = 5
"""So many configuration failures, or calls to nobody, in a row and without one success: the judge is given up."""
ENOUGH = 20
"""Calls a judge must have answered before its refusals are held against it."""
REFUSAL_RATE = "refusal_rate"
"""Reason code of what was not asked any more for that; the state is ``cancelled``, so that a resume asks again."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The end of a judge in this run: what is left becomes *state*, with *reason*; *why* is said once."""

    state: State
    reason: str
    why: str


@dataclass(slots=True)
class Breaker:
    """Counts what speaks against one judge with one way of asking."""

    max_refusals: float | None = None
    """Share of its judgments a judge may refuse, or its provider for it; ``None``: all of them."""
    failures: int = 0
    """Configuration failures in a row, or calls that found nobody there, without an answer between them."""
    answered: int = 0
    """Calls that brought an answer, a refusal included."""
    judged: int = 0
    refused: int = 0

    def failed(self, failure: CallError) -> Broken | None:
        """A call brought no reply; what follows for the judge, if anything does."""
        if failure.state in REFUSED:
            return None
        nobody_there = failure.reason == "connection" and not self.answered
        if failure.state != State.FAILED_CONFIG and not nobody_there:
            return None
        self.failures += 1
        if failure.endpoint_wide or self.failures >= BREAKER:
            return Broken(State(failure.state), failure.reason, failure.message)
        return None

    def judged_as(self, judgments: Sequence[Judgment]) -> Broken | None:
        """A call brought *judgments*, refusals among them perhaps; what follows for the judge, if anything does."""
        self.failures = 0
        self.answered += 1
        if self.max_refusals is None:
            return None
        self.judged += len(judgments)
        self.refused += sum(j.state in REFUSED for j in judgments)
        if self.answered < ENOUGH or self.refused <= self.max_refusals * self.judged:
            return None
        return Broken(
            State.CANCELLED,
            REFUSAL_RATE,
            f"it refused {self.refused} of {self.judged} judgments, more than --max-refusals allows",
        )
