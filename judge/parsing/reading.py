"""What is read from one reply."""

from dataclasses import dataclass

from judge.dimension import NOT_APPLICABLE, UNCLEAR, Dimension
from judge.judgment import State


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one dimension, as the judge gave it."""

    dimension: str
    state: State
    """``scored``, ``abstained`` or ``not_applicable``."""
    answer: str | None
    """The answer's id; only when scored."""
    rationale: str | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The verdicts of one reply, one for each dimension asked, in the order asked."""

    verdicts: tuple[Verdict, ...]
    flags: tuple[str, ...] = ()
    """What is odd though readable: ``total_mismatch``."""


_UNSCORED = {UNCLEAR: State.ABSTAINED, NOT_APPLICABLE: State.NOT_APPLICABLE}


def verdict(dimension: Dimension, answer: str, *, rationale: str | None, evidence: str | None = None) -> Verdict:
    """The verdict *answer*, which the caller has found among the answers offered."""
    if answer in _UNSCORED:
        return Verdict(dimension.id, _UNSCORED[answer], None, rationale, evidence)
    return Verdict(dimension.id, State.SCORED, answer, rationale, evidence)
