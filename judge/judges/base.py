"""What a judge must be able to do, and nothing about how it is reached."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from judge.call import Prompt, Reply
from judge.case import Case
from judge.judgment import Judgment
from judge.models.base import ModelSpec


@runtime_checkable
class AskingJudge(Protocol):
    """A judge that asks a language model: two pure methods, the engine owns the transport.

    ``spec`` says which model and how it is reached; ``way`` names the way of asking in tables.
    """

    name: str
    way: str
    spec: ModelSpec

    def ask(self, case: Case) -> Sequence[Prompt]:
        """The prompts this case needs, usually one."""
        ...

    def read(self, prompt: Prompt, reply: Reply) -> Sequence[Judgment]:
        """What the reply says about the prompt's case: every dimension it asked, once, in one state each."""
        ...

    def identity(self) -> Mapping[str, Any]:  # JSON-ready values
        """Everything that decides what it would answer: a run refuses to go on when it changes."""
        ...


@runtime_checkable
class DecidingJudge(Protocol):
    """A judge that decides by itself: a phrase list, a constant, a classifier, a script."""

    name: str

    def decide(self, cases: Sequence[Case]) -> AsyncIterator[Judgment]:
        """Judgments on *cases*, every dimension of each, in any order."""
        ...

    def identity(self) -> Mapping[str, Any]:  # JSON-ready values
        """Everything that decides what it would answer."""
        ...


Judge = AskingJudge | DecidingJudge


def way_of(judge: Judge) -> str:
    """The way of asking as tables show it; empty for a judge that asks nobody."""
    return judge.way if isinstance(judge, AskingJudge) else ""
