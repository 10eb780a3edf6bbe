"""The laziest judges there are: what they score is what agreement gives away for nothing."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from judge.case import Case
from judge.judgment import Judgment, State, scored

NO_SIDES = "no_answer_passes"
"""Reason code: no answer speaks for the response, and none against it."""


class ConstantJudge:
    """Always the passing answer, or always the failing one, whatever the text.

    It stands beside real judges in every table: an agreement that it reaches too is worth nothing. Where no answer
    passes it has none to give, and abstains. Of a criterion with points below 0 it is the other answer that passes.
    """

    def __init__(self, *, passes: bool, name: str | None = None) -> None:
        self.passes = passes
        self.name = name or f"baseline/always-{'pass' if passes else 'fail'}"

    async def decide(self, cases: Sequence[Case]) -> AsyncIterator[Judgment]:
        """One verdict a dimension, without reading anything."""
        for case in cases:
            held = case.response.criterion
            passing = self.passes == (held is None or held.points >= 0)
            for d in case.rated:
                if d.has_sides:
                    yield scored(case, d, (d.passes_on if passing else d.failing)[0])
                else:
                    yield Judgment(case.response.id, d.id, case.repeat, State.ABSTAINED, NO_SIDES)

    def identity(self) -> Mapping[str, Any]:  # JSON-ready values
        """The constant."""
        return {"model": f"baseline/always-{'pass' if self.passes else 'fail'}"}
