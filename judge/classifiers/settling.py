"""Several experts on one thing, and one answer to learn: who decides, and what is left out."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from judge.label import ExpertLabel

LeftOut = Literal["tied", "not_answered"]


def settle(labels: "Iterable[ExpertLabel]") -> tuple[str, None] | tuple[None, LeftOut]:
    """The answer that the *labels* of one item and dimension come to; else ``None``, and why there is none to learn.

    An adjudicator saw the others' answers and was asked to decide: the decision wins. Else the majority of the
    independent raters does. Abstentions and *not applicable* are no answers. A tie is left out: it is nobody's answer.
    """
    given = [label for label in labels if label.answer is not None]
    decided = [label for label in given if label.role == "adjudicator"]
    votes = Counter(label.answer for label in decided or given)
    if not votes:
        return None, "not_answered"
    (answer, most), *others = votes.most_common()
    if others and others[0][1] == most:
        return None, "tied"
    return str(answer), None
