"""What is put before a judge."""

from judge.dimension import Dimension
from judge.drawing import Shot
from judge.record import dataclass
from judge.rubric import Rubric
from judge.scenario import Response


@dataclass(frozen=True, slots=True)
class Case:
    """One question (or several of one rubric) about one response: what is put before a judge."""

    response: Response
    rubric: Rubric
    dimensions: tuple[Dimension, ...]
    language: str
    repeat: int = 0
    token: str = "000000"  # noqa: S105 - an echo token, no secret
    left_out: int = 0
    """How many of the oldest turns are not shown, because they did not fit."""
    shots: tuple[Shot, ...] = ()
    """Labelled responses shown as worked examples, beside the rubric's own."""

    @property
    def rated(self) -> tuple[Dimension, ...]:
        """What the answers to its questions are rated as; the questions themselves where each has one answer."""
        return tuple([part for d in self.dimensions for part in d.rated])
