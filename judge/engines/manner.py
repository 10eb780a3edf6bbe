"""How a judge is asked: what every docket of a panel has in common."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Literal

from judge.dimension import Dimension
from judge.drawing import Shots
from judge.flowing import Flow, flow_of
from judge.gating import in_order
from judge.record import dataclass
from judge.rubric import Rubric

Per = Literal["rubric", "dimension", "class"]
"""What one call asks: all questions, one of them, or for what they come to."""


@dataclass(frozen=True)
class Manner:
    """How a judge is asked: what every docket of a panel has in common."""

    rubric: Rubric
    per: Per = "rubric"
    language: str = "auto"
    reasks: int = 2
    ladder: bool = True
    """Whether an unreadable reply is asked again: for models, not for judges that decide by themselves."""
    secret: bytes = b""
    silence_fails: bool = True
    """Whether an empty or symbol-only response is decided without asking."""
    shots: Shots | None = None
    """Labelled responses shown as worked examples."""

    @cached_property
    def order(self) -> tuple[Dimension, ...]:
        """The questions, each after those its gate looks at."""
        return in_order(self.rubric)

    @cached_property
    def rows(self) -> Mapping[str, Sequence[str]]:
        """What each question is rated as, by its id: the ids of its rows."""
        return {d.id: tuple(row.id for row in d.rated) for d in self.rubric.asked}

    @cached_property
    def flow(self) -> Flow | None:
        """Where answers lead, in a tree or a flow; ``None`` where every dimension stands alone."""
        return flow_of(self.rubric)

    @cached_property
    def gated(self) -> bool:
        """Whether any dimension has a gate."""
        return any(d.applies_when is not None for d in self.rubric.asked)

    @cached_property
    def splittable(self) -> bool:
        """Whether there is something to split a question into."""
        return self.per == "rubric" and len(self.rubric.asked) > 1
