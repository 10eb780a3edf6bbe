"""What an expert said about a response."""

from dataclasses import dataclass
from typing import Literal

LabelState = Literal["observed", "not_applicable", "abstained"]


@dataclass(frozen=True, slots=True)
class ExpertLabel:
    """One expert's answer, *not applicable* or abstention on one dimension of one response.

    A cell left empty is not a label: it has no row at all.
    """

    response_id: str
    dimension: str
    rater: str
    state: LabelState
    answer: str | None
    """An answer's id when *state* is ``observed``, else ``None``."""
    turn: int | None = None
    role: Literal["independent", "adjudicator"] = "independent"
    sampling_p: float | None = None
    split: str | None = None
    cluster: str | None = None
    rubric_version: str | None = None
    evidence: str | None = None
    note: str | None = None
