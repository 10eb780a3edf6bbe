"""What the answers to a rubric's questions amount to: what nobody is asked for, and everybody is measured by."""

from collections.abc import Iterable, Iterator, Sequence

from judge.dimension import Answer, Dimension
from judge.text import Text


def of_questions(asked: Iterable[Dimension]) -> Iterator[Dimension]:
    """What each question is rated as, by itself."""
    for question in asked:
        yield from question.rated


def of_tree(name: str, title: Text, asked: Sequence[Dimension], otherwise: Answer) -> tuple[Dimension, ...]:
    """An ordered tree: its nodes, which carry no points, and the class, which is the first answer that fires."""
    nodes = tuple(d.model_copy(update={"points": 0.0}) for d in asked)
    classes = (*(a for d in asked for a in d.answers if a.id in d.failing), otherwise)
    return (*nodes, _derived(name, title, classes, passes_on=(otherwise.id,), points=1.0))


def of_flow(
    name: str, title: Text, asked: Sequence[Dimension], outcomes: Sequence[Answer], passes_on: Sequence[str]
) -> tuple[Dimension, ...]:
    """A graph of questions, which carry no points: what each group ends in, and the worst of all."""
    questions = tuple(d.model_copy(update={"points": 0.0}) for d in asked)
    groups = tuple(
        _derived(group, dict.fromkeys(title, group), outcomes, passes_on=passes_on, points=1.0)
        for group in groups_of(asked)
    )
    return (*questions, *groups, _derived(name, title, outcomes, passes_on=passes_on, points=0.0))


def groups_of(asked: Iterable[Dimension]) -> list[str]:
    """The groups of a flow's questions, in order of first appearance."""
    return list(dict.fromkeys(d.group for d in asked if isinstance(d.group, str)))


def _derived(
    name: str, title: Text, answers: Sequence[Answer], *, passes_on: Sequence[str], points: float
) -> Dimension:
    return Dimension.model_construct(
        id=name,
        name=dict(title),
        question=dict(title),
        answers=tuple(answers),
        passes_on=tuple(passes_on),
        points=points,
    )
