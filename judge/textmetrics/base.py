"""What a text metric is, and what it is computed of."""

from collections.abc import Sequence
from typing import Protocol

from judge.errors import InputError
from judge.record import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """One response beside the texts it is held against."""

    response_id: str
    scenario_id: str
    candidate: str
    language: str
    text: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric of some responses, in their order."""

    each: tuple[float, ...]
    """Of each response by itself."""
    whole: float
    """Of all of them together."""
    pooled: bool
    """Whether the whole was counted over all texts at once; else it is the mean of each."""
    signature: str
    """What the numbers must be cited with: version, tokenisation, model."""


class TextMetric(Protocol):
    """One metric. Higher is more alike."""

    name: str

    def measure(self, pairs: Sequence[Pair]) -> Measured:
        """The metric of *pairs*, of which there is at least one, all in one language.

        Raises:
            InputError: Its library, its data or its weights are not here.
        """
        ...


def mean(each: Sequence[float]) -> float:
    """The plain mean."""
    return sum(each) / len(each)


def missing(library: str, metric: str, extra: str) -> InputError:
    """The error for a metric whose library is not installed."""
    return InputError(
        f"{metric} needs {library}, which is not installed here",
        hint=f"pip install 'psyjudge[{extra}]', or leave {metric} out",
    )
