"""What one call asks of a judge: as its way of asking says, else the run, else the rubric."""

from collections.abc import Mapping
from typing import Any

from judge.call import Poses
from judge.engines.manner import Per
from judge.errors import SettingsError
from judge.flowing import one_answer_passes
from judge.judges.base import AskingJudge, Judge
from judge.rubric import Rubric
from judge.settings import RunSettings

_PER: Mapping[Poses, Per] = {"class": "class", "each": "dimension", "all": "rubric"}


def per_of(judge: Judge, rubric: Rubric, settings: RunSettings) -> Per:
    """What one call asks: all questions, one of them, or for what they come to.

    A judge that decides by itself gets every question at once, unless it says that it knows only the class.
    """
    poses: Any = getattr(judge, "poses", None)  # somebody's own judge may have anything there
    if isinstance(judge, AskingJudge):
        return _PER.get(poses) or settings.per or rubric.per
    return "class" if poses == "class" and rubric.decide == "first" else "rubric"


def check_posing(judge: AskingJudge, rubric: Rubric, settings: RunSettings) -> None:
    """Refuse a way of asking that does not fit the rubric, or the run's own wish.

    Raises:
        SettingsError: It does not.
    """
    per = per_of(judge, rubric, settings)
    if settings.per is not None and per not in (settings.per, "class"):
        raise SettingsError(
            f"--per {settings.per} does not go with --ask {judge.way}, which asks {_ASKS[per]}",
            hint="leave --per out, or name another way of asking",
        )
    if per == "class":
        check_class(judge.way, rubric, settings.per)
    if getattr(judge, "form", None) == "label" and per == "rubric" and len(rubric.asked) > 1:
        raise SettingsError("the reply form 'label' answers one question at a time", hint="add --per dimension")


_ASKS: Mapping[Per, str] = {"dimension": "one question a call", "rubric": "all questions in one call", "class": ""}


def check_class(way: str, rubric: Rubric, per: str | None) -> None:
    """Refuse to ask for a class at once where there is none, or where it would not tell what the nodes answer.

    Raises:
        SettingsError: That is so, or *per* wishes for something else.
    """
    if rubric.decide != "first":
        raise SettingsError(
            f"--ask {way} asks for one class at once, and rubric {rubric.id!r} has none",
            hint="name another way of asking: --ask expert_chain; a class comes of decide: first",
        )
    if per is not None:
        raise SettingsError(
            f"--per {per} does not go with --ask {way}, which asks for the class", hint="leave --per out"
        )
    if several := one_answer_passes(rubric):
        raise SettingsError(
            f"--ask {way}: a class does not tell what {', '.join(several)} would have answered: several answers pass",
            hint="ask node by node: --ask nodes",
        )
