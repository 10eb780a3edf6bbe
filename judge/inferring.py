"""What follows from an expert's labels where a rubric decides step by step: a class from nodes, nodes from a class."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from judge.errors import DatasetError
from judge.flowing import Flow, answers_before, come_to, flow_of, follow, is_off
from judge.gating import Settled
from judge.judgment import State
from judge.label import ExpertLabel, LabelState
from judge.rubric import Rubric

_STATES: Mapping[LabelState, State] = {
    "observed": State.SCORED,
    "abstained": State.ABSTAINED,
    "not_applicable": State.NOT_APPLICABLE,
}


def inferred(labels: Iterable[ExpertLabel], rubric: Rubric) -> list[ExpertLabel]:
    """Labels that follow from those given by the same expert on the same thing; none is given twice.

    Whoever names the class has answered every node before it, and skipped those behind. Whoever answers the nodes or
    the questions has named what they come to; where an answer on the way is missing, nothing follows.

    Raises:
        DatasetError: A class and a node of one expert contradict each other.
    """
    flow = flow_of(rubric)
    if flow is None:
        return []
    groups: dict[tuple[object, ...], dict[str, ExpertLabel]] = {}
    for label in labels:
        what = (label.response_id, label.rater, label.turn, label.role, label.criterion)
        groups.setdefault(what, {})[label.dimension] = label
    return [label for own in groups.values() for label in _follows(flow, own)]


def _follows(flow: Flow, own: Mapping[str, ExpertLabel]) -> Iterator[ExpertLabel]:
    whole = own.get(flow.rubric.id)
    if flow.rubric.decide == "first" and whole is not None:
        yield from _of_class(flow, whole, own)
        return
    like = next(iter(own.values()))
    settled = {d: Settled(_STATES[label.state], None, label.answer) for d, label in own.items()}
    course = follow(flow, settled)
    for question in flow.questions:
        if question.id not in own and course.passed and is_off(flow, course, question.id):
            yield _like(like, question.id, "not_applicable")
    for ending in flow.endings:
        come = come_to(flow, course, ending)
        if ending.row.id not in own and course.passed and come is not None:
            yield _like(like, ending.row.id, "observed" if come.outcome else "not_applicable", come.outcome)
        elif ending.row.id not in own and come is None and course.stuck is not None:
            yield _like(like, ending.row.id, own[str(course.current)].state)


def _of_class(flow: Flow, whole: ExpertLabel, own: Mapping[str, ExpertLabel]) -> Iterator[ExpertLabel]:
    answers = answers_before(flow, whole.answer) if whole.answer is not None else None
    for node in flow.rubric.asked if whole.answer is not None else ():
        given = own.get(node.id)
        if given is not None:
            _check(flow, whole, given)
        elif answers is not None:
            answer = answers[node.id]
            yield _like(whole, node.id, "observed" if answer is not None else "not_applicable", answer)


def _check(flow: Flow, whole: ExpertLabel, given: ExpertLabel) -> None:
    """Refuse a node's label with which the class would have been another."""
    nodes = list(flow.rubric.asked)
    node = next(d for d in nodes if d.id == given.dimension)
    fired = next((i for i, d in enumerate(nodes) if whole.answer in d.failing), len(nodes))
    at = nodes.index(node)
    wanted = node.passes_on if at < fired else (whole.answer,)
    if at <= fired and given.answer is not None and given.answer not in wanted:
        raise DatasetError(
            f"{given.rater!r} called response {given.response_id!r} {whole.answer!r}, and answered {given.dimension!r}"
            f" with {given.answer!r}: that is another class",
            hint="keep the one that is right",
        )


def _like(label: ExpertLabel, dimension: str, state: LabelState, answer: str | None = None) -> ExpertLabel:
    return replace(label, dimension=dimension, state=state, answer=answer, evidence=None, note=None)
