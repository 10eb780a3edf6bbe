"""What is read from one reply."""

from judge.dimension import NOT_APPLICABLE, UNCLEAR, Dimension
from judge.judgment import State
from judge.record import dataclass


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
    chosen: tuple[str, ...] | None = None
    """The ids of all answers that were chosen, where any may be; then ``answer`` is ``None``."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The verdicts of one reply, one for each dimension asked, in the order asked."""

    verdicts: tuple[Verdict, ...]
    flags: tuple[str, ...] = ()
    """What is odd though readable: ``total_mismatch``."""


_UNSCORED = {UNCLEAR: State.ABSTAINED, NOT_APPLICABLE: State.NOT_APPLICABLE}


def choice(
    dimension: Dimension, answers: tuple[str, ...], *, rationale: str | None, evidence: str | None = None
) -> Verdict:
    """The verdict of all *answers*, which the caller has found to be a choice that may be made."""
    if answers[:1] and answers[0] in _UNSCORED:
        return Verdict(dimension.id, _UNSCORED[answers[0]], None, rationale, evidence)
    if dimension.choose == "one":
        return verdict(dimension, answers[0], rationale=rationale, evidence=evidence)
    return Verdict(dimension.id, State.SCORED, None, rationale, evidence, answers)


def verdict(dimension: Dimension, answer: str, *, rationale: str | None, evidence: str | None = None) -> Verdict:
    """The verdict *answer*, which the caller has found among the answers offered."""
    if answer in _UNSCORED:
        return Verdict(dimension.id, _UNSCORED[answer], None, rationale, evidence)
    return Verdict(dimension.id, State.SCORED, answer, rationale, evidence)
