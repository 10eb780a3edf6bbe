"""Whether the parts of a rubric that bring its answers together fit each other: a tree's classes, a flow's outcomes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from judge.branching import BESIDE, Way, ahead_of, branches_of_flow, groups_of, ring_of, without_outcome
from judge.dimension import ALWAYS_OFFERED, Answer, Dimension
from judge.errors import near_miss
from judge.fault import At, Fault, listed

if TYPE_CHECKING:
    from judge.rubric import Rubric

_OF_FLOW = ("outcomes", "passes_on", "groups")


def faults_of_deciding(rubric: "Rubric") -> Iterator[Fault]:
    """What does not fit how *rubric* decides."""
    if rubric.decide == "each":
        if rubric.question is not None:
            yield Fault("the rubric's question asks for its class or outcome", ("question",), "write decide: first")
    else:
        yield from _faults_of_rows(rubric)
        for i, d in enumerate(rubric.asked):
            yield from _faults_of_node(d, i, rubric.decide)
    if rubric.decide == "first":
        yield from _faults_of_tree(rubric)
    elif rubric.otherwise is not None:
        yield Fault("otherwise goes with decide: first", ("otherwise",), "leave it out")
    if rubric.decide == "flow":
        yield from _faults_of_flow(rubric)
    else:
        yield from _left_over(rubric)
    if rubric.dimensions_from == "scenario":
        yield from _faults_of_criteria(rubric)
    yield from _faults_of_meanings(rubric)


def _faults_of_rows(rubric: "Rubric") -> Iterator[Fault]:
    """What is derived has a name of its own among the questions."""
    asked = {d.id: i for i, d in enumerate(rubric.asked)}
    if rubric.id in asked:
        message = f"the dimension {rubric.id!r} has the rubric's own id, which names what it comes to"
        yield Fault(message, ("id",), "rename one of them")
    if rubric.decide == "flow":
        for i, d in enumerate(rubric.asked):
            if isinstance(d.group, str) and d.group in {*asked, rubric.id}:
                message = f"the group {d.group!r} is called like a question or the rubric"
                yield Fault(message, ("dimensions", i, "group"), "rename one of them")


def _faults_of_node(d: Dimension, i: int, decide: str) -> Iterator[Fault]:
    if d.applies_when is not None:
        message = f"dimension {d.id!r} has a gate, and decide: {decide} leads from question to question"
        yield Fault(message, ("dimensions", i, "applies_when"), "take the gate out")
    if d.choose != "one":
        message = f"dimension {d.id!r} may have several answers, and decide: {decide} follows one"
        yield Fault(message, ("dimensions", i, "choose"), "write choose: one")


def _faults_of_tree(rubric: "Rubric") -> Iterator[Fault]:
    if rubric.otherwise is None:
        yield Fault("decide: first needs otherwise", ("decide",), "name the class when nothing fires: otherwise: safe")
        return
    owner: dict[str, tuple[str, str]] = {}
    for at, node, answer in _classes(rubric, rubric.otherwise):
        for word in answer.words:
            other, its = owner.setdefault(word, (node, answer.id))
            if (other, its) != (node, answer.id):
                message = f"two classes share the word {word!r}: {other!r} and {node!r}"
                if word == answer.id == its:
                    message = f"two nodes end in the class {word!r}: {other!r} and {node!r}"
                yield Fault(message, at, "a class has one node; rename one of them")
    for i, d in enumerate(rubric.asked):
        if not d.passes_on:
            message = f"node {d.id!r} has no answer that passes, and so none that fires"
            yield Fault(message, ("dimensions", i, "passes_on"), "name the answers that lead on to the next node")


def _classes(rubric: "Rubric", otherwise: Answer) -> Iterator[tuple[At, str, Answer]]:
    yield ("otherwise",), "otherwise", otherwise
    for i, d in enumerate(rubric.asked):
        for n, answer in enumerate(d.answers):
            if answer.id in d.failing:
                yield ("dimensions", i, "answers", n), d.id, answer


def _faults_of_flow(rubric: "Rubric") -> Iterator[Fault]:
    known = [o.id for o in rubric.outcomes]
    if len(known) < 2:  # noqa: PLR2004 - one outcome says nothing
        yield Fault("decide: flow needs outcomes, from best to worst", ("decide",), "outcomes: [good, harmful]")
    for i, name in enumerate(known):
        if name in known[:i]:
            yield Fault(f"two outcomes have the id {name!r}", ("outcomes", i), "rename one of them")
        if name in ALWAYS_OFFERED:
            yield Fault(f"{name!r} always exists beside the outcomes", ("outcomes", i), "leave it out")
    for i, name in enumerate(rubric.passes_on):
        if name not in known:
            yield Fault(f"{name!r} is no outcome", ("passes_on", i), near_miss(name, known))
    if rubric.passes_on and not set(rubric.passes_on) < set(known):
        yield Fault("passes_on must name some, not all, of the outcomes", ("passes_on",), "the good ones")
    for name in rubric.groups:
        if name not in groups_of(rubric.asked):
            hint = f"one of {listed(groups_of(rubric.asked))}"
            yield Fault(f"no question is of the group {name!r}", ("groups", name), hint)
    targets = list(_faults_of_targets(rubric, known))
    yield from targets or _faults_of_ways(rubric)


def _faults_of_targets(rubric: "Rubric", outcomes: list[str]) -> Iterator[Fault]:
    questions = [d.id for d in rubric.asked]
    for i, d in enumerate(rubric.asked):
        if isinstance(d.group, dict):
            message = f"in a flow the group of {d.id!r} is an id, under which its outcome stands"
            yield Fault(message, ("dimensions", i, "group"), "write group: an_id, and its name under groups")
        for answer, route in d.then.items():
            at: At = ("dimensions", i, "then", answer)
            if answer not in d.answer_ids:
                yield Fault(f"{answer!r} is no answer of {d.id!r}", at, f"one of {listed(d.answer_ids)}")
            if route.next is not None and route.next not in questions:
                message = f"dimension {d.id!r}: {answer!r} leads to {route.next!r}, which the rubric does not have"
                yield Fault(message, at, near_miss(route.next, questions))
            if route.outcome is not None and route.outcome not in (*outcomes, BESIDE):
                message = (
                    f"dimension {d.id!r}: {answer!r} comes to {route.outcome!r}, which is no outcome of the rubric"
                )
                yield Fault(message, at, near_miss(route.outcome, [*outcomes, BESIDE]))


def _faults_of_ways(rubric: "Rubric") -> Iterator[Fault]:
    branches = branches_of_flow(rubric.asked)
    places = {d.id: i for i, d in enumerate(rubric.asked)}
    if (ring := ring_of(branches)) is not None:
        message = f"questions lead back to each other: {' -> '.join(ring)}"
        yield Fault(message, ("dimensions", places[ring[0]], "then"), "end one of these ways")
        return
    first = rubric.asked[0].id
    reached = ahead_of(branches, first)
    for name, i in places.items():
        if name not in reached:
            yield Fault(f"question {name!r} is never reached", ("dimensions", i, "id"), "lead to it, or take it out")
    for group in groups_of(rubric.asked):
        own = [d.id for d in rubric.asked if d.group == group]
        if (way := without_outcome(branches, first, own)) is not None:
            message = f"a way through the group {group!r} has no outcome: {_shown(way)}"
            yield Fault(message, ("dimensions", places[own[0]], "group"), _ENDS)
    if (way := without_outcome(branches, first, reached)) is not None:
        yield Fault(f"a way to the end has no outcome: {_shown(way)}", ("decide",), _ENDS)


_ENDS = 'give it one under then: {"no": {outcome: good, next: q8}}, or outcome: not_applicable'


def _shown(way: Way) -> str:
    return " -> ".join([*(f"{question} {answer!r}" for question, answer in way), "end"])


def _left_over(rubric: "Rubric") -> Iterator[Fault]:
    for field in _OF_FLOW:
        if getattr(rubric, field):
            yield Fault(f"{field} goes with decide: flow", (field,), "leave it out")
    for i, d in enumerate(rubric.asked):
        if d.then:
            yield Fault("then goes with decide: flow", ("dimensions", i, "then"), "write decide: flow, or a gate")


def _faults_of_criteria(rubric: "Rubric") -> Iterator[Fault]:
    question = rubric.asked[0]
    met = question.is_yes_no and question.passes_on == ("yes",) and question.choose == "one"
    if len(rubric.asked) != 1 or not met or rubric.unit != "response" or rubric.decide != "each":
        yield Fault(
            "dimensions_from: scenario asks one yes-or-no question of each criterion of a response",
            ("dimensions_from",),
            'keep one dimension, with the answers yes and no and passes_on: ["yes"], and unit: response',
        )
    if rubric.examples:
        yield Fault("a worked example shows no criterion", ("examples",), "leave examples out")


def _faults_of_meanings(rubric: "Rubric") -> Iterator[Fault]:
    for i, d in enumerate(rubric.asked):
        for n, answer in enumerate(d.answers):
            if answer.criterion is not None:
                at: At = ("dimensions", i, "answers", n, "criterion")
                yield Fault("what an answer to a question means stands under its criteria", at, "write criteria: {...}")
