"""Where each answer leads: an ordered tree and a graph of questions as one table.

A tree is a graph in which an answer that passes leads on and every other ends it, in the class it names.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from judge.dimension import NOT_APPLICABLE, Dimension
from judge.record import dataclass

BESIDE = NOT_APPLICABLE
"""The outcome that stands beside a flow's own: the group does not apply to this case."""


@dataclass(frozen=True, slots=True)
class Branch:
    """What an answer comes to: the question it leads to, the outcome it means, both, or the end."""

    next: str | None = None
    outcome: str | None = None


Branches = Mapping[str, Mapping[str, Branch]]
"""By question, in the order of the file, and by answer."""
Way = tuple[tuple[str, str], ...]
"""Questions with the answer that was given to each."""


def branches_of_tree(asked: Sequence[Dimension], otherwise: str) -> Branches:
    """A tree's: what passes leads to the next node, after the last to *otherwise*; what does not is the class."""
    found: dict[str, dict[str, Branch]] = {}
    for d, after in zip(asked, (*asked[1:], None), strict=True):
        on = Branch(next=after.id) if after is not None else Branch(outcome=otherwise)
        found[d.id] = {a: on if a in d.passes_on else Branch(outcome=a) for a in d.answer_ids}
    return found


def branches_of_flow(asked: Sequence[Dimension]) -> Branches:
    """A flow's, as its questions say under ``then``; the next question of the file where they say nothing."""
    found: dict[str, dict[str, Branch]] = {}
    for d, after in zip(asked, (*asked[1:], None), strict=True):
        on = Branch(next=after.id if after is not None else None)
        routes = {a: d.then.get(a) for a in d.answer_ids}
        found[d.id] = {a: on if r is None else Branch(r.next, r.outcome) for a, r in routes.items()}
    return found


def groups_of(asked: Iterable[Dimension]) -> list[str]:
    """The groups of a flow's questions, in order of first appearance."""
    return list(dict.fromkeys(d.group for d in asked if isinstance(d.group, str)))


def following(branches: Branches, question: str) -> set[str]:
    """The questions that an answer to *question* may lead to at once."""
    return {b.next for b in branches[question].values() if b.next is not None}


def ahead_of(branches: Branches, question: str, *, without: str | None = None) -> set[str]:
    """*question* and everything that may still come after it, on ways that do not pass *without*."""
    found: set[str] = set()
    waiting = [question]
    while waiting:
        here = waiting.pop()
        if here not in found and here != without:
            found.add(here)
            waiting += following(branches, here)
    return found


def in_turn(branches: Branches) -> list[str]:
    """The questions, each before those it may lead to, and else in the order of the file.

    Raises:
        CycleError: They lead back to each other; its second argument is the ring.
    """
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for question in branches:
        sorter.add(question)
    for question in branches:
        for after in following(branches, question):
            sorter.add(after, question)
    sorter.prepare()
    places = {question: place for place, question in enumerate(branches)}
    found: list[str] = []
    ready: list[str] = []
    while sorter.is_active():
        ready = sorted([*ready, *sorter.get_ready()], key=places.__getitem__)
        found.append(ready.pop(0))
        sorter.done(found[-1])
    return found


def ring_of(branches: Branches) -> list[str] | None:
    """Questions that lead back to each other, the first at both ends; ``None`` where there are none."""
    try:
        in_turn(branches)
    except CycleError as error:
        return list(error.args[1])
    return None


def without_outcome(branches: Branches, first: str, group: Collection[str]) -> Way | None:
    """A way through a question of *group* to the end on which no answer of the group has an outcome."""
    seen: set[tuple[str, bool]] = set()
    waiting: list[tuple[str, bool, Way]] = [(first, False, ())]
    while waiting:
        here, entered, way = waiting.pop(0)
        entered = entered or here in group
        if (here, entered) in seen:
            continue
        seen.add((here, entered))
        for answer, branch in branches[here].items():
            if branch.outcome is not None and here in group:
                continue
            gone = (*way, (here, answer))
            if branch.next is not None:
                waiting.append((branch.next, entered, gone))
            elif entered:
                return gone
    return None


def longest(branches: Branches, question: str) -> list[str]:
    """The longest way from *question* to the end, itself the first."""
    best: dict[str, list[str]] = {}
    for here in reversed(in_turn(branches)):
        after = max((best[q] for q in sorted(following(branches, here))), key=len, default=[])
        best[here] = [here, *after]
    return best[question]


def unavoidable(branches: Branches, question: str) -> Iterator[str]:
    """The questions on every way from *question* to the end, itself the first."""
    for other in sorted(ahead_of(branches, question), key=list(branches).index):
        around = ahead_of(branches, question, without=other) if other != question else ()
        if not any(branch.next is None for here in around for branch in branches[here].values()):
            yield other
