"""One judge's record on one case."""

from collections.abc import Mapping
from enum import StrEnum

from judge.case import Case
from judge.dimension import Dimension
from judge.record import dataclass


class State(StrEnum):
    """How a judgment ended. Exactly one; only ``scored`` has an answer."""

    SCORED = "scored"
    NOT_APPLICABLE = "not_applicable"
    ABSTAINED = "abstained"
    REFUSED_PROVIDER = "refused_provider"
    REFUSED_MODEL = "refused_model"
    TRUNCATED = "truncated"
    MALFORMED = "malformed"
    EMPTY = "empty"
    FAILED_TRANSPORT = "failed_transport"
    FAILED_CONFIG = "failed_config"
    WITHHELD = "withheld"
    CANCELLED = "cancelled"


READ = frozenset({State.SCORED, State.NOT_APPLICABLE, State.ABSTAINED})
REFUSED = frozenset({State.REFUSED_PROVIDER, State.REFUSED_MODEL})
UNREACHED = frozenset({State.FAILED_TRANSPORT, State.FAILED_CONFIG, State.WITHHELD, State.CANCELLED})
"""States in which no reply ever came: they say nothing about the judge."""
REASKED = frozenset({State.MALFORMED, State.EMPTY})
"""States asked again within the run, identically and a bounded number of times."""

GATED = "gate"
"""Reason code of a dimension that a gate took out: not asked, not counted."""
NOT_REACHED = "not_reached"
"""Reason code of a dimension whose gate could not be decided."""
MASKED = "masked"
"""Reason code of an answer to a question of a tree or flow that the answers before it do not lead to."""
DERIVED = "derived"
"""Reason code of an answer that nobody gave: it follows from the class that was."""
EMPTY_CANDIDATE = "empty_candidate"
"""Reason code of a candidate's silence, decided without asking anybody."""


@dataclass(frozen=True, slots=True)
class Judgment:
    """One judge's record on one dimension of one response: a state, and an answer only when scored."""

    response_id: str
    dimension: str
    repeat: int
    state: State
    reason_code: str | None = None
    answer: str | None = None
    passed: bool | None = None
    rationale: str | None = None
    evidence: str | None = None
    evidence_found: bool | None = None
    probabilities: Mapping[str, float] | None = None
    """What a judge that knows gives each answer by id, 1 in all; ``None`` where it is not known."""


def unread(case: Case, state: State, reason: str | None) -> list[Judgment]:
    """The judgments of a *case* that gave no verdict: one a dimension, all in the same *state*."""
    return [Judgment(case.response.id, d.id, case.repeat, state, reason) for d in case.rated]


def scored(case: Case, dimension: Dimension, answer: str, *, reason: str | None = None) -> Judgment:
    """A verdict that needed no reasoning, as baselines and the silence rule give it."""
    return Judgment(case.response.id, dimension.id, case.repeat, State.SCORED, reason, answer, dimension.passed(answer))
