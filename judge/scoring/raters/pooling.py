"""All dimensions as one question, only when asked for: did it fail?

Pooling hides the dimension that fails: the pooled alpha of a study may be .77 while its dimensions lie between .45 and
.74. So pooled rows stand under the name ``pooled`` and never in place of a dimension's own.
"""

import numpy as np

from judge.dimension import Answer, Dimension
from judge.scoring.coding import ABSENT, Codes
from judge.scoring.references import Labelled
from judge.scoring.rows import POOLED
from judge.scoring.study import Study

_QUESTION = Dimension(
    id=POOLED,
    name={"en": "all dimensions pooled"},
    question={"en": "Does it fail?"},
    answers=(Answer(id="yes"), Answer(id="no")),
    passes_on=("no",),
)


def pooled(study: Study) -> Labelled:
    """Every labelled item of every dimension, answered *yes* where it was flagged and *no* where it was cleared.

    An item of each dimension keeps its cluster and its weight, so that a conversation is drawn whole. Dimensions on
    which no answer speaks for or against a response are in no pool.
    """
    parts = [items for items in study.sided if items.at.size]
    names = tuple(dict.fromkeys(name for items in parts for name in items.names))
    columns = [_of_experts(items, names) for items in parts]
    weighted = any(items.weights is not None for items in parts)
    weights = [np.ones(items.at.size) if items.weights is None else items.weights for items in parts]
    return Labelled(
        _QUESTION,
        names,
        np.concatenate(columns, axis=1) if columns else np.empty((0, 0), np.int16),
        np.concatenate([items.at for items in parts]) if parts else np.empty(0, np.intp),
        np.concatenate([items.clusters for items in parts]) if parts else np.empty(0, np.int64),
        np.concatenate(weights) if weighted else None,
    )


def pooled_codes(study: Study, panel: tuple[str, str], repeat: int) -> Codes:
    """A judge's verdicts on the items of `pooled`."""
    parts = [items for items in study.sided if items.at.size]
    columns = [flagged(study.coded.column(panel, repeat, items.dimension.id)[items.at], items) for items in parts]
    return np.concatenate(columns) if columns else np.empty(0, np.int16)


def flagged(codes: Codes, items: Labelled) -> Codes:
    """Codes as codes of the pooled question: 0 flagged, 1 cleared; what is no answer stays what it is."""
    flags = items.flags_of(codes)
    return np.where(codes >= 0, 1 - np.nan_to_num(flags), codes).astype(np.int16)


def _of_experts(items: Labelled, names: tuple[str, ...]) -> Codes:
    codes = np.full((len(names), items.at.size), ABSENT, np.int16)
    for name, row in zip(items.names, items.codes, strict=True):
        codes[names.index(name)] = flagged(row, items)
    return codes
