"""Where judges' probabilities come from, settled before anything is asked."""

from collections.abc import Sequence
from typing import TypeVar

from judge.errors import SettingsError
from judge.judges.base import Judge
from judge.judges.guard import GuardJudge
from judge.judges.llm import LLMJudge
from judge.settings import JudgeSettings, RunSettings, parse_judge

Given = TypeVar("Given")
_SEVERAL = 2


def with_confidence(given: Given, run: RunSettings) -> Given | JudgeSettings:
    """A judge as it was named, with the run's wish for probabilities where it has none of its own."""
    if run.confidence == "none" or not isinstance(given, str | JudgeSettings):
        return given
    named = parse_judge(given) if isinstance(given, str) else given
    return named if named.confidence is not None else named.model_copy(update={"confidence": run.confidence})


def check_confidence(judges: Sequence[Judge], run: RunSettings) -> None:
    """Refuse a wish that nothing could come of.

    Raises:
        SettingsError: Shares of repeats are wanted of one repeat, or probabilities in a form that has no place to look.
    """
    for judge in judges:
        if not isinstance(judge, LLMJudge | GuardJudge):
            continue
        wish = judge.settings.confidence
        if wish == "repeats" and run.repeats < _SEVERAL:
            raise SettingsError(
                f"judge {judge.name!r}: one repeat has no shares to be confident by", hint="add --repeats 5"
            )
        if wish == "logprobs" and isinstance(judge, LLMJudge) and judge.form == "trailing_dict":
            raise SettingsError(
                f"judge {judge.name!r}: in the reply form 'trailing_dict' no probabilities are looked for",
                hint="use --reply json, lines or label, or --confidence repeats",
            )
