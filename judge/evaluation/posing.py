"""What one call asks of a judge: as its way of asking says, else the run, else the rubric."""

from collections.abc import Mapping
from typing import Any, Literal

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
        return per_posed(poses, settings.per, rubric)
    return "class" if poses == "class" and rubric.decide == "first" else "rubric"


def per_posed(poses: Poses | None, per: Literal["rubric", "dimension"] | None, rubric: Rubric) -> Per:
    """What one call asks where the way of asking *poses* something, or the run wishes for *per*."""
    return (_PER[poses] if poses is not None else per) or rubric.per


def check_posing(judge: AskingJudge, rubric: Rubric, settings: RunSettings) -> None:
    """Refuse a way of asking that does not fit the rubric, or the run's own wish.

    Raises:
        SettingsError: It does not.
    """
    per = per_of(judge, rubric, settings)
    check_per(judge.way, per, settings.per, rubric)
    if getattr(judge, "form", None) == "label" and per == "rubric" and len(rubric.asked) > 1:
        raise SettingsError("the reply form 'label' answers one question at a time", hint="add --per dimension")


def check_per(way: str, per: Per, wished: str | None, rubric: Rubric) -> None:
    """Refuse what is *wished* where the way of asking asks otherwise, and a class where there is none.

    Raises:
        SettingsError: That is so.
    """
    if per == "class" and rubric.decide != "first":
        raise SettingsError(
            f"--ask {way} asks for one class at once, and rubric {rubric.id!r} has none",
            hint="name another way of asking: --ask expert_chain; a class comes of decide: first",
        )
    if wished is not None and wished != per:
        raise SettingsError(
            f"--per {wished} does not go with --ask {way}, which asks {_ASKS[per]}",
            hint="leave --per out, or name another way of asking",
        )
    if per == "class" and (several := one_answer_passes(rubric)):
        raise SettingsError(
            f"--ask {way}: a class does not tell what {', '.join(several)} would have answered: several answers pass",
            hint="ask node by node: --ask nodes",
        )


_ASKS: Mapping[Per, str] = {
    "dimension": "one question a call",
    "rubric": "all questions in one call",
    "class": "for the class at once",
}
