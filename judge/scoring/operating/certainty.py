"""How sure a judge is that a response fails: one number for each response, from what it said or from its repeats."""

from collections.abc import Iterator, Mapping
from typing import Literal

import numpy as np

from judge.dimension import Dimension
from judge.record import dataclass
from judge.scoring.coding import ABSTAINED, NOT_APPLICABLE, Coded, Codes, Mask, Panel, failing
from judge.scoring.raters.asked import ALL_REPEATS
from judge.stats.resampling import Floats
from judge.stats.tables import divide

Given = Mapping[str, float]
"""What each answer was given, by its id."""
Likelihoods = Mapping[Panel, Mapping[int, Mapping[str, Mapping[str, Given]]]]
"""By judge and way of asking, repeat, dimension and response."""
Source = Literal["judge", "repeats", "none"]
"""Where the numbers come from: the judge's own probabilities, the shares of its repeats, or nowhere."""


@dataclass(frozen=True)
class Certainty:
    """One judge on one dimension: how probable it holds a failing answer, unit by unit."""

    panel: Panel
    repeat: int | str
    """`ALL_REPEATS` where it is made of all of them."""
    source: Source
    scores: Floats
    """0 to 1; ``nan`` where it is not known."""


def certainties(coded: Coded, likelihoods: Likelihoods, dimension: Dimension) -> Iterator[Certainty]:
    """Every judge's on *dimension*: for each repeat what it said itself, and what its repeats together say.

    A judge that did neither has one that knows nothing.
    """
    place = {unit.response_id: i for i, unit in enumerate(coded.units)}
    for panel, repeats in coded.judges.items():
        own = likelihoods.get(panel, {})
        told = {r: given for r in repeats if (given := own.get(r, {}).get(dimension.id))}
        for repeat, given in told.items():
            yield Certainty(panel, repeat, "judge", _said(given, dimension, place, coded.turned))
        if len(repeats) > 1:
            codes = np.stack([coded.column(panel, repeat, dimension.id) for repeat in repeats])
            yield Certainty(panel, ALL_REPEATS, "repeats", share_failing(codes, dimension, coded.turned))
        elif not told:
            yield Certainty(panel, next(iter(repeats), 0), "none", np.full(len(place), np.nan))


def _said(
    given: Mapping[str, Given], dimension: Dimension, place: Mapping[str, int], turned: Mask | None = None
) -> Floats:
    scores = np.full(len(place), np.nan)
    for response_id, answers in given.items():
        if response_id in place:
            at = place[response_id]
            against = dimension.passes_on if turned is not None and turned[at] else dimension.failing
            scores[at] = sum(answers.get(answer, 0.0) for answer in against)
    clipped: Floats = np.clip(scores, 0, 1)
    return clipped


def share_failing(codes: Codes, dimension: Dimension, turned: Mask | None = None) -> Floats:
    """Of the repeats that were read, *not applicable* and abstentions among them, the share with a failing answer.

    On *turned* units it is the passing answers that fail.

    >>> from judge.dimension import Dimension
    >>> asked = {"id": "d", "name": {"en": "d"}, "question": {"en": "d"}, "passes_on": ["no"]}
    >>> d = Dimension.model_validate(asked, strict=False)  # yes, which fails, is 0
    >>> share_failing(np.array([[0, 1, -5], [0, -3, -5], [1, 0, -5]]), d).round(3).tolist()
    [0.667, 0.333, nan]
    """
    read = (codes >= 0) | np.isin(codes, (ABSTAINED, NOT_APPLICABLE))
    against = np.isin(codes, failing(dimension))
    if turned is not None:
        against = np.where(turned, (codes >= 0) & ~against, against)
    return divide(against.sum(axis=0), read.sum(axis=0))
