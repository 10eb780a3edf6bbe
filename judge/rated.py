"""What the answers to a rubric's questions amount to: what nobody is asked for, and everybody is measured by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from judge.branching import groups_of
from judge.dimension import Answer, Dimension
from judge.record import dataclass
from judge.text import Text


def of_questions(asked: Iterable[Dimension]) -> Iterator[Dimension]:
    """What each question is rated as, by itself."""
    for question in asked:
        yield from question.rated


@dataclass(frozen=True, slots=True)
class Whole:
    """What the row of everything together is called: the rubric's id, its title, and what would be asked for it."""

    id: str
    title: Text
    question: Text


def of_tree(whole: Whole, asked: Sequence[Dimension], otherwise: Answer) -> tuple[Dimension, ...]:
    """An ordered tree: its nodes, which carry no points, and the class, which is the first answer that fires."""
    nodes = tuple(d.model_copy(update={"points": 0.0}) for d in asked)
    classes = (*(a for d in asked for a in d.answers if a.id in d.failing), otherwise)
    one = _derived(whole, classes, passes_on=(otherwise.id,), points=1.0)
    return (*nodes, one.model_copy(update={"criteria": _meanings(asked, classes)}))


def of_flow(
    whole: Whole, asked: Sequence[Dimension], outcomes: Sequence[Answer], passes_on: Sequence[str],
    names: Mapping[str, Text],
) -> tuple[Dimension, ...]:  # fmt: skip
    """A graph of questions, which carry no points: what each group ends in, and the worst of all."""
    questions = tuple(d.model_copy(update={"points": 0.0}) for d in asked)
    called = {group: names.get(group, dict.fromkeys(whole.title, group)) for group in groups_of(asked)}
    of = [Whole(group, text, text) for group, text in called.items()]
    groups = [_derived(one, outcomes, passes_on=passes_on, points=1.0) for one in of]
    worst = _derived(whole, outcomes, passes_on=passes_on, points=0.0 if groups else 1.0)
    meant = {"criteria": _meanings((), outcomes)}
    return (*questions, *(d.model_copy(update=meant) for d in (*groups, worst)))


def _meanings(asked: Iterable[Dimension], answers: Iterable[Answer]) -> dict[str, Text]:
    """What each answer means: as its own question says, or as it says itself."""
    said = {a: text for d in asked if isinstance(d.criteria, dict) for a, text in d.criteria.items()}
    own = {a.id: a.criterion if a.criterion is not None else said.get(a.id) for a in answers}
    return {a: text for a, text in own.items() if text is not None}


def _derived(whole: Whole, answers: Sequence[Answer], *, passes_on: Sequence[str], points: float) -> Dimension:
    return Dimension.model_construct(
        id=whole.id,
        name=dict(whole.title),
        question=dict(whole.question),
        answers=tuple(answers),
        passes_on=tuple(passes_on),
        points=points,
    )
