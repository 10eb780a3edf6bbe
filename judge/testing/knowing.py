"""What an honest judge says of the known cases that a run puts before it beside the data."""

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from judge.dimension import ALWAYS_OFFERED
from judge.example import Canary
from judge.flowing import answers_before, flow_of
from judge.known_cases import NULL, Kind, said_for
from judge.library import read_rubric, shipped
from judge.rubric import Rubric
from judge.testing.answering import Asked

_FLAWED: tuple[Kind, ...] = (*NULL, "known_fail", "injection")
_LANGUAGES = ("en", "zh")


def known_answers(asked: Asked, rubrics: Iterable[Rubric] = ()) -> Mapping[str, str]:
    """The answers, by dimension, to a case that is known; empty where it is not.

    Known are the general cases, the canaries of the rubrics we ship and of *rubrics*. Of a reply that offers nothing
    the answer is no, or that it is unclear where no is none of the answers; of the good one, yes.
    """
    text = asked.response
    if text in _general():
        good = _general()[text]
        return {d.id: _answer(d.answers, good=good) for d in asked.dimensions}
    own = _shipped() | _answers_of(rubrics)
    return own.get(text, {})


def _answer(offered: tuple[str, ...], *, good: bool) -> str:
    wanted = "yes" if good else "no"
    if wanted in offered:
        return wanted
    return [a for a in offered if a not in ALWAYS_OFFERED][-1] if good else "unclear"


@cache
def _general() -> Mapping[str, bool]:
    """The texts of the general cases, and whether they are good."""
    flawed = {said_for(kind, language): False for kind in _FLAWED for language in _LANGUAGES}
    return MappingProxyType(flawed | {said_for("known_pass", language): True for language in _LANGUAGES})


@cache
def _shipped() -> dict[str, Mapping[str, str]]:
    return _answers_of(read_rubric(file) for file in sorted(shipped("rubrics").glob("*.yaml")))


def _answers_of(rubrics: Iterable[Rubric]) -> dict[str, Mapping[str, str]]:
    """The same text may stand in two rubrics: then both their answers count."""
    found: dict[str, Mapping[str, str]] = {}
    for rubric in rubrics:
        for canary in rubric.canaries:
            several = {d.id for d in rubric.asked if d.choose == "any"}
            first = {
                d: right if isinstance(right, str) else ",".join(right) if d in several else right[0]
                for d, right in canary.answers.items()
            }
            judged = _judged(canary, rubric)
            found[judged] = {**found.get(judged, {}), **_of_nodes(rubric, first), **first}
    return found


def _of_nodes(rubric: Rubric, answers: Mapping[str, str]) -> Mapping[str, str]:
    """In a tree, what every node is answered where the class is named."""
    flow = flow_of(rubric) if rubric.decide == "first" else None
    nodes = answers_before(flow, answers[rubric.id]) if flow is not None and rubric.id in answers else None
    return {d: answer for d, answer in (nodes or {}).items() if answer is not None}


def _judged(canary: Canary, rubric: Rubric) -> str:
    """The text of a canary that is judged: of a conversation, everything that was said."""
    if rubric.unit != "conversation":
        return canary.response
    return "\n".join([*(turn.content for turn in canary.turns), *([canary.response] if canary.response else [])])
