"""Raters who are called independent and look like adjudicators: whoever saw the others' answers confirms them."""

import numpy as np

from judge.scoring.coding import ABSENT, Coded, Codes, Mask

FEWEST = 5
"""A pattern on fewer items than this is chance."""


def adjudicator_notes(coded: Coded) -> list[str]:
    """A sentence for each rater who settles what the others leave open, on at least `FEWEST` items.

    Either exactly the items on which the others differ are labelled, and none of the rest; or every answer is that of
    the others' majority (where they have one), also on items where they split. The second fits everybody when one rater
    is often alone, so it is said only of a rater whom alone it fits. Whether anybody is one, answers cannot tell.
    """
    answers = np.concatenate([_of_dimension(coded, d.id) for d in coded.rubric.dimensions], axis=1)
    answers = answers[:, np.any(answers != ABSENT, axis=0)]
    if len(answers) < 3:  # noqa: PLR2004 - two others, and the one who settles
        return []
    notes, confirming = [], []
    for i, name in enumerate(coded.experts):
        own, split, majority = answers[i], *_majority(np.delete(answers, i, axis=0))
        decided = (majority != ABSENT) & (own >= 0)
        if split.sum() >= FEWEST and not split.all() and np.array_equal(split, own != ABSENT):
            notes.append(
                f"rater {name!r} looks like an adjudicator, having labelled exactly the {split.sum()} items on which"
                " the others differ; an adjudicator's labels need the role adjudicator"
            )
        elif (split & decided).sum() >= FEWEST and np.array_equal(own[decided], majority[decided]):
            confirming.append((name, (split & decided).sum()))
    if len(confirming) == 1:
        ((name, count),) = confirming
        notes.append(
            f"rater {name!r} looks like an adjudicator, always with the others' majority, also on {count} items where"
            " they split; an adjudicator's labels need the role adjudicator"
        )
    return notes


def _of_dimension(coded: Coded, dimension: str) -> Codes:
    """Experts x units."""
    absent = np.full(len(coded.units), ABSENT, np.int16)
    columns = [columns.get(dimension, absent) for columns in coded.experts.values()]
    return np.stack(columns) if columns else absent[None][:0]


def _majority(answers: Codes) -> tuple[Mask, Codes]:
    """Of raters x items: where they differ, and the answer most of them gave; `ABSENT` where no one answer has most."""
    votes = np.stack([(answers == a).sum(axis=0) for a in range(int(answers.max(initial=0)) + 1)])
    most = votes.max(axis=0)
    alone = (votes == most).sum(axis=0) == 1
    return (votes > 0).sum(axis=0) > 1, np.where(alone, votes.argmax(axis=0), ABSENT).astype(np.int16)
