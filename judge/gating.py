"""Whether a dimension applies: decided from tags, and from answers to other dimensions."""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from typing import Protocol

from judge.condition import Gate
from judge.dimension import Dimension
from judge.judgment import GATED, State
from judge.record import dataclass
from judge.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Settled:
    """What a gate may know of another dimension."""

    state: State
    reason_code: str | None
    answer: str | None


class Tagged(Protocol):
    """What a gate reads tags of."""

    @property
    def tags(self) -> Mapping[str, str]:
        """Values by name."""
        ...


def applies(dimension: Dimension, response: Tagged, settled: Mapping[str, Settled]) -> bool | None:
    """Whether *dimension* applies to *response*; ``None`` when that cannot be told (yet).

    A tag the response lacks means that the dimension applies: a sheet without tags must not make questions disappear.
    A dimension that was not read, or answered with *unclear* or *not applicable*, decides nothing; one that was itself
    gated out has given none of its answers.
    """
    return True if dimension.applies_when is None else _holds(dimension.applies_when, response, settled)


def guidance_for(dimension: Dimension, response: Tagged) -> int | None:
    """Which of the dimension's guidances is meant for *response*: the first whose gate holds; ``None``: none is."""
    return next(
        (
            i
            for i, part in enumerate(dimension.guidance)
            if part.when is None or (part.when.tag_names() <= response.tags.keys() and _holds(part.when, response, {}))
        ),
        None,
    )


def guiding_tags(rubric: Rubric) -> list[str]:
    """The names of the tags by which criteria are chosen."""
    gates = (part.when for d in rubric.asked for part in d.guidance if part.when is not None)
    return sorted(set().union(*(gate.tag_names() for gate in gates)))


def unguided(rubric: Rubric, response: Tagged) -> list[str]:
    """The dimensions whose criteria are chosen by tags, and none of which are meant for *response*."""
    listed = (d for d in rubric.asked if not isinstance(d.criteria, dict) and d.criteria)
    return [d.id for d in listed if guidance_for(d, response) is None]


def _holds(gate: Gate, response: Tagged, settled: Mapping[str, Settled]) -> bool | None:
    conditions: list[bool | None] = [
        tag not in response.tags or response.tags[tag] in allowed for tag, allowed in gate.tags.items()
    ]
    if gate.dimension is not None:
        conditions.append(_given(gate.dimension, gate.answer or (), settled))
    if gate.any is not None:
        conditions.append(_either([_holds(g, response, settled) for g in gate.any]))
    if gate.all is not None:
        conditions.append(_every([_holds(g, response, settled) for g in gate.all]))
    return _every(conditions)


def _given(name: str, wanted: Sequence[str], settled: Mapping[str, Settled]) -> bool | None:
    """Whether one of the answers *wanted* was given; of a question with several answers, each is settled by itself."""
    ticked = [settled.get(f"{name}.{answer}") for answer in wanted]
    if any(ticked):
        return _either([_answered(known, ("yes",)) for known in ticked])
    return _answered(settled.get(name), wanted)


def _answered(known: Settled | None, wanted: Sequence[str | None]) -> bool | None:
    if known is None:
        return None
    if known.state is State.SCORED:
        return known.answer in wanted
    return False if (known.state, known.reason_code) == (State.NOT_APPLICABLE, GATED) else None


def _every(conditions: list[bool | None]) -> bool | None:
    if False in conditions:
        return False
    return None if None in conditions else True


def _either(conditions: list[bool | None]) -> bool | None:
    if True in conditions:
        return True
    return None if None in conditions else False


def in_order(rubric: Rubric) -> tuple[Dimension, ...]:
    """The dimensions in the rubric's order, but each after those its gate looks at."""
    places = {d.id: place for place, d in enumerate(rubric.asked)}
    waits_for = {d.id: set(d.applies_when.looks_at()) if d.applies_when else set() for d in rubric.asked}
    wanted_by: dict[str, list[str]] = {name: [] for name in places}
    for name, needed in waits_for.items():
        for other in needed:
            wanted_by[other].append(name)
    ready = [places[name] for name, needed in waits_for.items() if not needed]
    placed: list[Dimension] = []
    while ready:
        placed.append(rubric.asked[heappop(ready)])
        for name in wanted_by[placed[-1].id]:
            waits_for[name].discard(placed[-1].id)
            if not waits_for[name]:
                heappush(ready, places[name])
    return tuple(placed)


def tags_read(rubric: Rubric) -> list[str]:
    """The names of the tags that a gate of the rubric reads."""
    return sorted(set().union(*(d.applies_when.tag_names() for d in rubric.asked if d.applies_when)))
