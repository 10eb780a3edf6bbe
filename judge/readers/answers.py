"""The words experts write into a cell, read as the answer, the *not applicable* or the abstention they are."""

from collections.abc import Mapping

from judge.dimension import NOT_APPLICABLE, UNCLEAR, Dimension
from judge.errors import near_miss
from judge.label import LabelState
from judge.parsing.words import answer_words
from judge.readers.row import RawRow, shown
from judge.rubric import Rubric

NOT_APPLICABLE_WORDS = frozenset({"na", "n/a", "不适用", NOT_APPLICABLE, "not applicable"})
ABSTENTIONS = frozenset({"?", "？", "不确定", UNCLEAR})
_YES_NO = {"yes": "yes", "no": "no", "是": "yes", "否": "no"}
_TRUTH = {"1": "yes", "0": "no", "true": "yes", "false": "no"}

Words = Mapping[str, Mapping[str, str]]
"""For every dimension's id the words its answers go by, case folded, with the answer's id."""


def label_words(rubric: Rubric) -> Words:
    """Every word that is an answer: the dimension's own, and yes and no in English and Chinese where they fit."""
    return {
        d.id: (_TRUTH if _truth_fits(d) else {})
        | {w: a for w, a in answer_words(d).items() if a in d.answer_ids}
        | (_YES_NO if d.is_yes_no else {})
        for d in rubric.dimensions
    }


def read_answer(row: RawRow, column: str, dimension: Dimension, words: Words) -> tuple[LabelState, str | None] | None:
    """What stands in *column* as an answer to *dimension*; ``None`` when the cell is empty: that is no label.

    ``1`` and ``true`` are read only where the answers are yes and no and yes passes: elsewhere people mean opposite
    things by them.

    Raises:
        DatasetError: Nobody knows the word; the message offers the closest one.
    """
    word = row.scalar(column)
    folded = word.casefold()
    if not folded:
        return None
    if folded in words[dimension.id]:
        return "observed", words[dimension.id][folded]
    if folded in NOT_APPLICABLE_WORDS:
        return "not_applicable", None
    if folded in ABSTENTIONS:
        return "abstained", None
    if folded in _TRUTH:
        raise row.error(
            f"{shown(word)} is not read as an answer to {dimension.id!r}: where a pass is not simply a yes, "
            "1 and 0 mean opposite things to different people",
            column=column,
            hint=f"write one of: {', '.join(dimension.answer_ids)}",
        )
    offer = near_miss(folded, {*words[dimension.id], "na", "?"}) or f"write one of: {', '.join(dimension.answer_ids)}"
    raise row.error(f"{shown(word)} is no answer to {dimension.id!r}", column=column, hint=offer)


def _truth_fits(dimension: Dimension) -> bool:
    return dimension.is_yes_no and dimension.passes_on == ("yes",)
