"""What an expert said about a response."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from judge.record import dataclass
from judge.rubric import Rubric
from judge.unfolding import SPEAKER, criterion_id, part_id

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
    criterion: str | None = None
    """The id of the criterion it is about, where criteria come with each scenario."""


def placed(labels: Sequence[ExpertLabel], rubric: Rubric) -> list[ExpertLabel]:
    """*labels* by what *rubric* judges: where it judges turns or criteria, each goes by the id of that part.

    A label without a turn, or without a criterion, stays as it is, and matches nothing there.
    """
    if rubric.dimensions_from == "scenario":
        return [replace(label, response_id=criterion_id(label.response_id, label.criterion)) for label in labels]
    if rubric.unit not in SPEAKER:
        return list(labels)
    return [replace(label, response_id=part_id(label.response_id, label.turn)) for label in labels]
