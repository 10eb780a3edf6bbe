"""What a rubric judges of a response: all of it, each turn of somebody's, the whole conversation, or each criterion.

A part goes by the id of its whole and its place there, ``CONVERSATION#TURN`` or ``RESPONSE#CRITERION``, and is judged
by itself; a conversation is one whole, of which the last word is nobody's answer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import get_args

from judge.errors import DatasetError, SettingsError, near_miss
from judge.rubric import Rubric
from judge.scenario import Response, Role, Turn, Unit, language_of

SPEAKER: dict[str, Role] = {"user_turn": "user", "assistant_turn": "assistant"}
"""Whose turns are judged, by the rubric's unit."""


def unit_named(name: str | None) -> Unit | None:
    """The unit of that name, where one is given.

    Raises:
        SettingsError: There is none of that name.
    """
    if name is None:
        return None
    found: tuple[Unit, ...] = get_args(Unit)
    for unit in found:
        if unit == name:
            return unit
    raise SettingsError(f"--unit {name!r} is nothing that can be judged", hint=near_miss(name, found))


def of_unit(rubric: Rubric, unit: Unit | None) -> Rubric:
    """*rubric* about another *unit* than it names; as it is where none is wished for.

    Its known cases are of the unit it names, and are left out where that is nothing alike.

    Raises:
        SettingsError: Its questions are about the criteria that a response's scenario brings along.
    """
    if unit is None or unit == rubric.unit:
        return rubric
    if rubric.dimensions_from == "scenario":
        raise SettingsError(f"{rubric.id!r} asks about responses and nothing else", hint="leave --unit out")
    alike = {unit, rubric.unit} == {"response", "assistant_turn"}
    return rubric.model_copy(update={"unit": unit, "canaries": rubric.canaries if alike else ()})


def unfolded(responses: Iterable[Response], rubric: Rubric) -> Iterator[Response]:
    """What *rubric* judges of each of *responses*, in their order.

    Raises:
        DatasetError: Turns are judged, and a response has its context in one text.
    """
    return (part for response in responses for part in units_of(response, rubric))


def units_of(response: Response, rubric: Rubric) -> list[Response]:
    """What *rubric* judges of *response*; itself where it is a part already.

    A conversation in which nobody of that role speaks has no such turn, and nothing of it is judged.

    Raises:
        DatasetError: Turns are judged, and its context is one text.
    """
    if response.turn is not None or response.criterion is not None:
        return [response]
    if rubric.dimensions_from == "scenario":
        return [
            replace(
                response,
                id=criterion_id(response.id, c.id),
                of=response.id,
                criterion=c,
                criteria=(),
                tags=MappingProxyType({**response.tags, **tags_of(c.tags)}),
            )
            for c in response.criteria
        ]
    if rubric.unit == "response":
        return [response]
    return _of_conversation(as_conversation(response), rubric)


def as_conversation(response: Response) -> Response:
    """*response* as the last turn of its conversation; one that is a conversation already is given back.

    Raises:
        DatasetError: Its context is one text, in which nobody knows who said what.
    """
    if response.is_conversation:
        return response
    if response.context is not None:
        raise DatasetError(
            f"response {response.id!r} has its context in one text, and turns are judged",
            hint="give it as turns, each with its role",
        )
    turns = (*response.turns, Turn("assistant", response.response))
    return replace(response, turns=turns, response="", of=response.id)


def _of_conversation(conversation: Response, rubric: Rubric) -> list[Response]:
    if rubric.unit == "conversation":
        return [conversation]
    speaker = SPEAKER[rubric.unit]
    language = conversation.language or language_of("".join(t.content for t in conversation.turns))
    return [
        replace(
            conversation,
            id=part_id(conversation.id, at),
            turns=conversation.turns[:at],
            response=turn.content,
            turn=at,
            language=language,
        )
        for at, turn in enumerate(conversation.turns)
        if turn.role == speaker
    ]


def tags_of(words: Iterable[str]) -> dict[str, str]:
    """A criterion's tags as tables group by them: ``axis:safety`` is *safety* under *axis*, a bare word is *yes*.

    Of one name several values stand together.

    >>> tags_of(["axis:safety", "level:example", "urgent", "axis:tone"])
    {'axis': 'safety, tone', 'level': 'example', 'urgent': 'yes'}
    """
    found: dict[str, list[str]] = {}
    for word in words:
        name, _, value = word.partition(":")
        found.setdefault(name.strip(), []).append(value.strip() or "yes")
    return {name: ", ".join(dict.fromkeys(values)) for name, values in found.items()}


def criterion_id(whole: str, criterion: str | None) -> str:
    """The id of the response *whole* as it is held against one criterion; its own where none is meant."""
    return whole if criterion is None else f"{whole}#{criterion}"


def part_id(whole: str, turn: int | None) -> str:
    """The id of a turn of the conversation *whole*, or its own where no turn is meant."""
    return whole if turn is None else f"{whole}#{turn}"
