"""Labels on a question of which any answers may be chosen: a list in one cell, or a yes or no for each answer."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from judge.choosing import NOTHING, class_of, class_row, may_be_empty, said, ticks, why_not
from judge.dimension import Dimension
from judge.errors import near_miss
from judge.label import ExpertLabel, LabelState
from judge.parsing.words import answer_words
from judge.readers.answers import ABSTENTIONS, NOT_APPLICABLE_WORDS
from judge.readers.row import RawRow, shown
from judge.rubric import Rubric

Found = tuple[str, LabelState, str | None]
"""The id of a row, and what was said on it."""
DIVIDED = re.compile(r"[;；,，、\n]")
"""What stands between the answers in one cell."""
_WHY = {
    "doubled_answer": "one answer stands twice",
    "not_alone": "an answer that stands alone stands beside another",
    "both_sides": "answers that exclude each other stand together",
    "none_chosen": "nothing is chosen where something must be",
}


def question_named(rubric: Rubric, name: str) -> Dimension | None:
    """The question of several answers that is called *name* by id, alias or name; ``None`` when there is none."""
    wanted = name.strip().casefold()
    for d in rubric.asked:
        if d.choose == "any" and wanted in {d.id, *(n.casefold() for n in (*d.aliases, *d.name.values()))}:
            return d
    return None


def read_choice(row: RawRow, column: str, question: Dimension) -> list[Found]:
    """The rows that a cell with a list such as ``question; reflection`` stands for; none when it is empty.

    Raises:
        DatasetError: A word nobody knows, or answers that cannot be chosen together.
    """
    text = row.scalar(column).strip()
    if not text:
        return []
    folded = text.casefold()
    if folded in NOT_APPLICABLE_WORDS:
        return [(d.id, "not_applicable", None) for d in question.rated]
    if folded in ABSTENTIONS:
        return [(d.id, "abstained", None) for d in question.rated]
    chosen = [] if folded == NOTHING and may_be_empty(question) else _answers(row, column, question, folded)
    if (why := why_not(question, chosen)) is not None:
        hint = "write every answer that applies, ; between them; one that stands alone, alone"
        raise row.error(f"{shown(text)} is no choice: {_WHY[why]}", column=column, hint=hint)
    return [(name, "observed", answer) for name, answer in said(question, chosen).items()]


def _answers(row: RawRow, column: str, question: Dimension, text: str) -> list[str]:
    words = {w: a for w, a in answer_words(question).items() if a in question.answer_ids}
    found = []
    for word in (part.strip() for part in DIVIDED.split(text)):
        if word and word not in words:
            hint = near_miss(word, {*words, "na", "?"})
            raise row.error(f"{shown(word)} is no answer to {question.id!r}", column=column, hint=hint)
        found += [words[word]] if word else []
    return found


def derived_classes(labels: Iterable[tuple[RawRow, ExpertLabel]], rubric: Rubric) -> Iterator[ExpertLabel]:
    """The one class of what raters said answer by answer, where the answers make one and nobody named it.

    Raises:
        DatasetError: Answers that cannot be chosen together have a yes.
    """
    exclusive = [d for d in rubric.asked if d.exclusive]
    owner = {row.id: d for d in exclusive for row in d.rated}
    groups: dict[tuple[object, ...], dict[str, tuple[RawRow, ExpertLabel]]] = {}
    for row, label in labels:
        if label.dimension in owner:
            what: tuple[object, ...] = (
                label.response_id,
                label.turn,
                label.rater,
                label.role,
                owner[label.dimension].id,
            )
            groups.setdefault(what, {})[label.dimension] = row, label
    for what, given in groups.items():
        question = next(d for d in exclusive if d.id == what[-1])
        if question.id not in given and all(row.id in given for _, row in ticks(question)):
            yield from _derived(question, given)


def _derived(question: Dimension, given: Mapping[str, tuple[RawRow, ExpertLabel]]) -> Iterator[ExpertLabel]:
    own = {answer.id: given[row.id] for answer, row in ticks(question)}
    chosen = [answer for answer, (_, label) in own.items() if label.answer == "yes"]
    row, last = list(own.values())[-1]
    if (why := why_not(question, chosen)) is not None and (chosen or all(x.answer for _, x in own.values())):
        what = f"the rows of {question.id!r} by {last.rater!r} are no choice: {_WHY[why]}"
        raise row.error(what, hint="one of them is wrong")
    for answer in question.exclusive:
        label = own[answer][1]
        if label.answer is None:
            yield _as_class(question, label, None)
            return
        if label.answer == "yes":
            yield _as_class(question, label, class_of(question, chosen))
            return


def _as_class(question: Dimension, label: ExpertLabel, answer: str | None) -> ExpertLabel:
    row = class_row(question)
    assert row is not None  # noqa: S101 - only questions that make one class come here
    return replace(label, dimension=row.id, answer=answer)
