"""The way one docket is led through its rubric: every dimension by itself, or from question to question."""

from judge.engines.docket import Walk
from judge.engines.manner import Manner
from judge.engines.stepping import StepWalk
from judge.store.dockets import Docket

Walking = Walk | StepWalk


def walk_of(docket: Docket, manner: Manner) -> Walking:
    """The walk that *manner*'s rubric wants."""
    return Walk(docket, manner) if manner.flow is None else StepWalk(docket, manner, manner.flow)
