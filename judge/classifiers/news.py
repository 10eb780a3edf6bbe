"""What whoever waits for a training is told."""

from collections.abc import Callable

from judge.classifiers.measuring import Figures
from judge.record import dataclass


@dataclass(frozen=True, slots=True)
class News:
    """Where a training stands."""

    seed: int
    epoch: int
    epochs: int
    done: int
    """Batches of the epoch so far."""
    of: int
    loss: float
    """Mean over the epoch so far."""
    items_per_s: float
    figures: Figures | None = None
    """On the validation items, at an epoch's end."""


@dataclass(frozen=True, slots=True)
class Part:
    """How many of the models of a cross-validation are done."""

    done: int
    of: int


Watch = Callable[[News | Part], None]


def unwatched(news: News | Part) -> None:
    """Nobody waits."""
