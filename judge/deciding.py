"""Whether the parts of a rubric that bring its answers together fit each other: a tree's classes, a flow's outcomes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from judge.fault import Fault

if TYPE_CHECKING:
    from judge.rubric import Rubric


def faults_of_deciding(rubric: "Rubric") -> Iterator[Fault]:
    """What does not fit how *rubric* decides."""
    if rubric.decide != "each" and rubric.id in {d.id for d in rubric.asked}:
        message = f"the dimension {rubric.id!r} has the rubric's own id, which names what it comes to"
        yield Fault(message, ("id",), "rename one of them")
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


def _faults_of_tree(rubric: "Rubric") -> Iterator[Fault]:
    if rubric.otherwise is None:
        yield Fault("decide: first needs otherwise", ("decide",), "name the class when nothing fires: otherwise: safe")
        return
    owner = {rubric.otherwise.id: "otherwise"}
    for i, d in enumerate(rubric.asked):
        for n, answer in enumerate(d.answers):
            if answer.id in d.passes_on:
                continue
            if owner.setdefault(answer.id, d.id) != d.id:
                message = f"two nodes end in the class {answer.id!r}: {owner[answer.id]!r} and {d.id!r}"
                yield Fault(message, ("dimensions", i, "answers", n), "a class has one node; rename one of them")
        yield from _alone_in_order(d.id, i, rubric)


def _faults_of_flow(rubric: "Rubric") -> Iterator[Fault]:
    if len(rubric.outcomes) < 2:  # noqa: PLR2004 - one outcome says nothing
        yield Fault("decide: flow needs outcomes, from best to worst", ("decide",), "outcomes: [good, harmful]")
    known = {o.id for o in rubric.outcomes}
    for i, name in enumerate(rubric.passes_on):
        if name not in known:
            yield Fault(f"{name!r} is no outcome", ("passes_on", i), "one of the outcomes")
    if rubric.passes_on and not set(rubric.passes_on) < known:
        yield Fault("passes_on must name some, not all, of the outcomes", ("passes_on",), "the good ones")
    for i, d in enumerate(rubric.asked):
        yield from _alone_in_order(d.id, i, rubric)


def _alone_in_order(name: str, i: int, rubric: "Rubric") -> Iterator[Fault]:
    d = rubric.asked[i]
    if d.applies_when is not None:
        message = f"dimension {name!r} has a gate, and decide: {rubric.decide} leads from question to question"
        yield Fault(message, ("dimensions", i, "applies_when"), "take the gate out")
    if d.choose != "one":
        message = f"dimension {name!r} may have several answers, and decide: {rubric.decide} follows one"
        yield Fault(message, ("dimensions", i, "choose"), "write choose: one")


def _left_over(rubric: "Rubric") -> Iterator[Fault]:
    for field in ("outcomes", "passes_on"):
        if getattr(rubric, field):
            yield Fault(f"{field} goes with decide: flow", (field,), "leave it out")
    for i, d in enumerate(rubric.asked):
        if d.then:
            yield Fault("then goes with decide: flow", ("dimensions", i, "then"), "write decide: flow, or a gate")


def _faults_of_criteria(rubric: "Rubric") -> Iterator[Fault]:
    if len(rubric.asked) != 1 or not rubric.asked[0].is_yes_no or rubric.unit != "response":
        yield Fault(
            "dimensions_from: scenario asks one yes-or-no question of each criterion of a response",
            ("dimensions_from",),
            "keep one dimension, with the answers yes and no, and unit: response",
        )
