"""Any number of answers to one question: which choices there are, and what each amounts to, row by row.

A question of which any answers may be chosen (``choose: any``) is rated as a yes or no for each answer; with
``exclusive`` also as the one class that comes first among those chosen.
"""

from collections.abc import Collection, Mapping, Sequence

from judge.dimension import ALWAYS_OFFERED, Answer, Dimension

NOTHING = "none_of_these"
"""What is written where nothing was chosen, in replies that are no lists."""


def ticks(question: Dimension) -> tuple[tuple[Answer, Dimension], ...]:
    """Its answers, each with the yes or no that it is rated as."""
    return tuple(zip(question.answers, question.rated, strict=False))


def class_row(question: Dimension) -> Dimension | None:
    """The row of the one class, which has the question's own id; ``None`` where the answers exclude nothing."""
    return question.rated[-1] if question.exclusive else None


def class_of(question: Dimension, chosen: Collection[str]) -> str | None:
    """The one class of the answers *chosen*: the first of them by precedence; ``None`` where there is none."""
    return next((answer for answer in question.exclusive if answer in chosen), None)


def may_be_empty(question: Dimension) -> bool:
    """Whether nothing may be chosen: where no answer says so, and nothing is one class."""
    return question.choose == "any" and not question.exclusive and not any(a.alone for a in question.answers)


def why_not(question: Dimension, chosen: Sequence[str]) -> str | None:
    """Why *chosen*, each of them an answer on offer, is no choice that may be made; ``None`` where it is."""
    if len(set(chosen)) < len(chosen):
        return "doubled_answer"
    if not chosen:
        return None if may_be_empty(question) else "none_chosen"
    alone = {*ALWAYS_OFFERED, *(a.id for a in question.answers if a.alone)}
    if len(chosen) > 1 and not alone.isdisjoint(chosen):
        return "not_alone"
    sides = {question.passed(answer) for answer in chosen if answer in question.answer_ids}
    return "both_sides" if question.exclusive and {True, False} <= sides else None


def chosen_in_silence(question: Dimension) -> tuple[str, ...]:
    """What may be chosen of a text that says nothing: *none of these*, where that is an answer; else nothing.

    Where the answers make one class, there is always one: without a *none of these*, the last by precedence.
    """
    alone = [a.id for a in question.answers if a.alone] or list(question.exclusive)[-1:]
    return tuple(alone[:1])


def first_tells(question: Dimension) -> bool:
    """Whether the first answer written tells how probable one is: the only one, or one that stands alone."""
    return question.choose == "one" or any(answer.alone for answer in question.answers)


def of_alone(question: Dimension, first: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """How probable yes and no are on the row of each answer that stands alone: it is written first or not at all.

    How probable another answer is, the first one written does not tell: it may come second.

    Args:
        question: Whose rows.
        first: How probable each answer was to be written first.
    """
    others = {a: p for a, p in first.items() if a in ALWAYS_OFFERED}
    named = sum(first.values()) - sum(others.values())
    return {
        row.id: {"yes": (own := first.get(answer.id, 0.0)), "no": max(named - own, 0.0), **others}
        for answer, row in ticks(question)
        if answer.alone
    }


def said(question: Dimension, chosen: Collection[str]) -> dict[str, str]:
    """The answer on each row of *question*, by its id, where exactly *chosen* were chosen."""
    rows = {row.id: "yes" if answer.id in chosen else "no" for answer, row in ticks(question)}
    one = class_of(question, chosen)
    return rows if one is None else rows | {question.id: one}
