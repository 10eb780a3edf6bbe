"""How much of what was said before is shown, settled before anything is asked."""

from typing import TypeVar

from judge.errors import SettingsError
from judge.rubric import Rubric
from judge.settings import JudgeSettings, RunSettings, parse_judge

Given = TypeVar("Given")


def with_window(given: Given, run: RunSettings) -> Given | JudgeSettings:
    """A judge as it was named, with the run's limit on context where it has none of its own."""
    if run.context_tokens is None or not isinstance(given, str | JudgeSettings):
        return given
    named = parse_judge(given) if isinstance(given, str) else given
    return (
        named if named.context_tokens is not None else named.model_copy(update={"context_tokens": run.context_tokens})
    )


def check_window(run: RunSettings, rubric: Rubric) -> None:
    """Refuse a limit where nothing stands before what is judged.

    Raises:
        SettingsError: Whole conversations are judged.
    """
    if run.context_tokens is not None and rubric.unit == "conversation":
        raise SettingsError(
            f"{rubric.id!r} judges conversations as a whole: there is no context to cut",
            hint="leave --context-tokens out",
        )
