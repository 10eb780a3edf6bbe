"""The one table: who said what about which response. A judge is just another rater."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from types import MappingProxyType

from judge.dimension import Dimension
from judge.judgment import GATED, READ, REFUSED, UNREACHED, State
from judge.label import ExpertLabel
from judge.record import dataclass
from judge.rubric import Rubric


class Status(StrEnum):
    """What became of a rating. Two that are not ``observed`` are never an agreement."""

    OBSERVED = "observed"
    NOT_APPLICABLE = "not_applicable"
    ABSTAINED = "abstained"
    REFUSED = "refused"
    FAILED = "failed"
    """A reply came and could not be read: malformed, empty, truncated."""
    UNREACHED = "unreached"
    """Asked for, and no reply ever came: not finished, no transport, a broken configuration, withheld."""
    GATED = "gated"
    """Taken out by a gate of the rubric: not asked, in no denominator."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is rated: one response, with what tables group it by."""

    response_id: str
    scenario_id: str
    candidate: str
    tags: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    own_cluster: str | None = None
    """What it was drawn with, where that is not its scenario."""
    of: str | None = None
    """The whole that it is a part of: a turn's conversation."""
    turn: int | None = None
    criterion: str | None = None
    """The id of the criterion that a response is held against, where criteria come with the scenario."""
    points: float | None = None
    """What meeting that criterion is worth; below 0 for what a response should not do."""

    @property
    def is_turned(self) -> bool:
        """Whether an answer that passes elsewhere fails here: what the criterion names should not be done."""
        return self.points is not None and self.points < 0

    def passed(self, dimension: Dimension, answer: str) -> bool | None:
        """Whether *answer* speaks for the response; ``None`` where no answer does."""
        passed = dimension.passed(answer)
        return passed if passed is None or not self.is_turned else not passed

    @property
    def whole_id(self) -> str:
        """The response, or the conversation that it is a turn of."""
        return self.response_id if self.of is None else self.of

    @property
    def cluster(self) -> str:
        """Units of one cluster are not independent: one scenario answered by several candidates is one cluster."""
        return self.scenario_id if self.own_cluster is None else self.own_cluster


@dataclass(frozen=True, slots=True)
class Rating:
    """One rater on one dimension of one unit."""

    response_id: str
    dimension: str
    rater: str
    """A judge's or an expert's name."""
    ask: str
    """The judge's way of asking; empty for an expert."""
    repeat: int
    status: Status
    answer: str | None
    """The answer's id when observed, else ``None``."""
    state: str | None = None
    """The judgment's own state, for a judge."""
    reason_code: str | None = None
    first_try: bool | None = None
    """Whether the judge's first reply gave this; ``None`` where nobody was asked or it is not known."""
    sampling_p: float | None = None
    """With which probability this item was chosen for labelling, for an expert who says so."""


@dataclass(frozen=True)
class Ratings:
    """Everything said about the units of one rubric: by judges, and by experts where there are labels.

    Units stand in input order; a judge's rows are complete (every unit x dimension x repeat that was planned has
    exactly one), an expert's are those the expert gave.
    """

    rubric: Rubric
    units: Mapping[str, Unit]
    judges: Sequence[Rating]
    experts: Sequence[Rating] = ()

    def panels(self) -> list[tuple[str, str]]:
        """The judges with their ways of asking, in order of first appearance."""
        return list(dict.fromkeys((r.rater, r.ask) for r in self.judges))

    def expert_names(self) -> list[str]:
        """The experts, in order of first appearance."""
        return list(dict.fromkeys(r.rater for r in self.experts))


def status_of(state: State, reason_code: str | None) -> Status:
    """How a judgment's state counts in a table."""
    if state is State.SCORED:
        return Status.OBSERVED
    if state is State.NOT_APPLICABLE:
        return Status.GATED if reason_code == GATED else Status.NOT_APPLICABLE
    if state in READ:
        return Status.ABSTAINED
    if state in UNREACHED:
        return Status.UNREACHED
    return Status.REFUSED if state in REFUSED else Status.FAILED


def is_independent(label: ExpertLabel) -> bool:
    """Whether a label enters a table.

    Adjudicators are no independent raters and stay out. So do labels of the split ``dev``: a prompt that was tuned on
    an item is not tested by it.
    """
    return label.role == "independent" and label.split != "dev"


def from_labels(labels: Iterable[ExpertLabel]) -> list[Rating]:
    """Labels as ratings, but for those that are not `is_independent`."""
    return [
        Rating(
            label.response_id,
            label.dimension,
            label.rater,
            ask="",
            repeat=0,
            status=Status(label.state),
            answer=label.answer,
            sampling_p=label.sampling_p,
        )
        for label in labels
        if is_independent(label)
    ]
