"""How far answers have led through a tree or a flow, and what they come to: pure, from what is known so far."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from judge.branching import (
    BESIDE,
    Branches,
    ahead_of,
    branches_of_flow,
    branches_of_tree,
    in_turn,
    longest,
    unavoidable,
)
from judge.dimension import Dimension
from judge.gating import Settled
from judge.judgment import State
from judge.record import dataclass
from judge.rubric import Rubric


@dataclass(frozen=True)
class Ending:
    """A row that is derived: what the answers to some questions come to."""

    row: Dimension
    among: frozenset[str]
    """Questions whose answers have outcomes for it."""

    @property
    def worst(self) -> str:
        """The outcome that nothing can make worse."""
        return self.row.answer_ids[-1]

    def worse(self, outcomes: Iterator[str]) -> str | None:
        """The worst of *outcomes*; ``None`` where there is none."""
        return max(outcomes, key=self.row.answer_ids.index, default=None)


@dataclass(frozen=True)
class Flow:
    """The questions of a rubric that decides step by step, and where their answers lead."""

    rubric: Rubric

    @cached_property
    def branches(self) -> Branches:
        """By question and answer."""
        if self.rubric.otherwise is not None:
            return branches_of_tree(self.rubric.asked, self.rubric.otherwise.id)
        return branches_of_flow(self.rubric.asked)

    @cached_property
    def questions(self) -> tuple[Dimension, ...]:
        """Each before those it may lead to."""
        by_id = {d.id: d for d in self.rubric.asked}
        return tuple(by_id[name] for name in in_turn(self.branches))

    @cached_property
    def endings(self) -> tuple[Ending, ...]:
        """What is derived: the groups, and the whole."""
        own = {d.id: d.group for d in self.rubric.asked}
        of = {d.id: frozenset(q for q, group in own.items() if group == d.id) for d in self.rubric.dimensions}
        rows = [d for d in self.rubric.dimensions if d.id in self.rubric.derived]
        return tuple(Ending(d, frozenset(own) if d.id == self.rubric.id else of[d.id]) for d in rows)

    @cached_property
    def ahead(self) -> Mapping[str, frozenset[str]]:
        """Each question with everything that may still come after it."""
        return {name: frozenset(ahead_of(self.branches, name)) for name in self.branches}

    @cached_property
    def behind(self) -> Mapping[str, frozenset[str]]:
        """What each row waits for: the questions from which it may be reached, or that it is derived from."""
        names = list(self.branches)
        waits = {name: frozenset(q for q in names if name != q and name in self.ahead[q]) for name in names}
        return waits | {e.row.id: e.among.union(*(waits[q] for q in e.among)) for e in self.endings}

    def left(self, question: str) -> tuple[list[str], list[str]]:
        """From *question* on: what will be asked whatever is answered, and what else may be, on the longest way."""
        sure = list(unavoidable(self.branches, question))
        return sure, [name for name in longest(self.branches, question) if name not in sure]


def flow_of(rubric: Rubric) -> Flow | None:
    """The flow of a rubric that decides step by step; ``None`` where every dimension stands alone."""
    return None if rubric.decide == "each" else Flow(rubric)


@dataclass(frozen=True, slots=True)
class Course:
    """How far the answers known so far have led."""

    passed: Mapping[str, str | None]
    """The questions that were answered on the way, in order, each with the outcome its answer has."""
    current: str | None
    """Where the way has come to: the question to ask next, or the one that gave no answer; ``None`` at its end."""
    stuck: Settled | None = None
    """What is known of *current*, where that leads nowhere: it was asked, and not answered."""


def follow(flow: Flow, settled: Mapping[str, Settled]) -> Course:
    """Go from the first question as far as *settled* answers lead."""
    passed: dict[str, str | None] = {}
    here: str | None = flow.rubric.asked[0].id
    while here is not None:
        known = settled.get(here)
        answer = known.answer if known is not None and known.state is State.SCORED else None
        if answer is None or answer not in flow.branches[here]:
            return Course(passed, here, known)
        branch = flow.branches[here][answer]
        passed[here] = branch.outcome
        here = branch.next
    return Course(passed, None)


def is_off(flow: Flow, course: Course, question: str) -> bool:
    """Whether the way does not lead, and can lead no more, through *question*."""
    ahead = flow.ahead[course.current] if course.current is not None else frozenset()
    return question not in course.passed and question not in ahead


@dataclass(frozen=True, slots=True)
class Come:
    """What an ending has come to: an outcome, or that there is none for this case."""

    outcome: str | None
    """``None``: no question of it was reached, or the way said that it does not apply."""
    by: str | None
    """The question whose answer decided it."""


def come_to(flow: Flow, course: Course, ending: Ending) -> Come | None:
    """What *ending* has come to; ``None`` while a question that is still ahead may change it."""
    found = {q: o for q, o in course.passed.items() if q in ending.among and o is not None}
    real = {q: o for q, o in found.items() if o != BESIDE}
    outcome = ending.worse(iter(real.values()))
    open_ = course.current is not None and bool(flow.ahead[course.current] & ending.among)
    if open_ and outcome != ending.worst:
        return None
    by = next((q for q, o in real.items() if o == outcome), None) if outcome is not None else next(iter(found), None)
    return Come(outcome, by or next(reversed(list(course.passed)), None))


def answers_before(flow: Flow, outcome: str) -> Mapping[str, str | None] | None:
    """The answers of a tree's nodes where the class is *outcome*; ``None`` for the nodes after the one that fired.

    ``None`` for all where a node before has several answers that pass: nobody can say which it would have been.
    """
    found: dict[str, str | None] = {}
    fired = False
    for node in flow.rubric.asked:
        fires = outcome in node.failing
        if not (fired or fires) and len(node.passes_on) != 1:
            return None
        found[node.id] = None if fired else outcome if fires else node.passes_on[0]
        fired = fired or fires
    return found


def one_answer_passes(rubric: Rubric) -> Sequence[str]:
    """The nodes of a tree of which a class does not tell the answer: those with several that pass."""
    return [d.id for d in rubric.asked if len(d.passes_on) != 1]
