"""A judge that says what it was told to: for tests, yours and ours."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Any

from judge.case import Case
from judge.dimension import Dimension
from judge.judgment import Judgment, State, scored
from judge.scenario import Response

Script = Callable[[Response, Dimension, int], str | State]


class ScriptedJudge:
    """Answers with *script*: an answer's id, or a state other than ``scored``.

    >>> always_unclear = ScriptedJudge(lambda response, dimension, repeat: State.ABSTAINED)
    """

    def __init__(self, script: Script, *, name: str = "scripted") -> None:
        self.script = script
        self.name = name

    async def decide(self, cases: Sequence[Case]) -> AsyncIterator[Judgment]:
        """What the script says, dimension by dimension."""
        for case in cases:
            for d in case.rated:
                said = self.script(case.response, d, case.repeat)
                if isinstance(said, State):
                    yield Judgment(case.response.id, d.id, case.repeat, said)
                else:
                    yield scored(case, d, said)

    def identity(self) -> Mapping[str, Any]:  # JSON-ready values
        """Its name: a script has no text to compare."""
        return {"model": "scripted", "name": self.name}
