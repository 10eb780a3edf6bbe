"""What stands before any coefficient: how much there is, how rare what matters is, and what was not said."""

from collections.abc import Iterator

import numpy as np

from judge.scoring.coding import ABSTAINED, NOT_APPLICABLE, REFUSED, Codes, Mask
from judge.scoring.references import Labelled
from judge.scoring.rows import COUNTED, EXPERTS
from judge.scoring.study import Study
from judge.scoring.tallying import ledger_of, put_before
from judge.scoring.writing import Writer
from judge.stats.estimate import NO_ITEM
from judge.stats.family import Family, Ledger, Statistic
from judge.stats.resampling import Floats
from judge.stats.tables import divide
from judge.table import Row

_STATES = ("answered", "share_not_applicable", "share_abstained", "share_refused", "share_unread")


def _nothing(counts: Floats) -> str:  # noqa: ARG001 - one reason
    return NO_ITEM


def share_of(place: int, name: str) -> Statistic:
    """How many of all counted are in one cell."""
    return Statistic(name, _nothing, share=lambda counts: (counts[..., place], counts.sum(axis=-1)))


def _states(codes: Codes) -> np.ndarray:
    """Each item's place in `_STATES`; -1 where nothing was put before the rater."""
    places = np.select(
        [codes >= 0, codes == NOT_APPLICABLE, codes == ABSTAINED, codes == REFUSED], [0, 1, 2, 3], default=4
    )
    return np.where(put_before(codes), places, -1)


def context_of_judge(study: Study, items: Labelled, codes: Codes, writer: Writer) -> Iterator[Row]:
    """What became of a judge's judgments on the labelled items, and how often it gives each answer.

    A judge that gives one answer to nearly everything shows here before it shows in any coefficient.
    """
    ledger = ledger_of(items, study.plan)
    ledger.count("states", _states(codes), (len(_STATES),))
    width = len(items.dimension.answers)
    ledger.count("answers", np.where(codes >= 0, codes, -1), (width,))
    families = ledger.close()
    yield from _state_rows(families["states"], writer, put_before(codes))
    yield from _answer_rows(families["answers"], writer, codes >= 0)


def context_of_experts(study: Study, items: Labelled) -> Iterator[Row]:
    """How many experts there are an item, how often one says *not applicable* or cannot decide, and what they answer.

    Shares here are of labels, not of items: each expert's label counts once.
    """
    writer = Writer(items, EXPERTS, group=study.group)
    ledger = ledger_of(items, study.plan)
    width, raters = len(items.dimension.answers), len(items.names)
    labels = np.stack([_states(row) for row in items.codes]) if raters else np.empty((0, items.at.size), np.int64)
    _add_labels(ledger, "states", labels, len(_STATES))
    _add_labels(ledger, "answers", np.where(items.codes >= 0, items.codes, -1), width)
    given = put_before(items.codes).sum(axis=0)
    ledger.add("experts", np.stack([given, np.ones_like(given)], axis=1).astype(np.float64), items=items.at.size)
    families = ledger.close()
    everything = np.ones(items.at.size, np.bool_)
    mean = Statistic("experts_per_item", _nothing, lambda sums: divide(sums[..., 0], sums[..., 1]))
    yield writer.row(mean.name, families["experts"].estimate(mean, n_raters=raters), reference=None, used=everything)
    yield from _state_rows(families["states"], writer, everything)
    yield from _answer_rows(families["answers"], writer, np.any(items.codes >= 0, axis=0))


def _add_labels(ledger: Ledger, name: str, places: np.ndarray, width: int) -> None:
    counts = np.stack([(places == p).sum(axis=0) for p in range(width)], axis=1).astype(np.float64)
    ledger.add(name, counts, items=int((counts.sum(axis=1) > 0).sum()))


def _state_rows(family: Family, writer: Writer, used: Mask) -> Iterator[Row]:
    for place, name in enumerate(_STATES[1:], start=1):
        if writer.judge == EXPERTS and name in _STATES[3:]:
            continue
        estimate = family.estimate(share_of(place, name), n_raters=1)
        yield writer.row(name, estimate, reference=None, used=used, policy=COUNTED)


def _answer_rows(family: Family, writer: Writer, used: Mask) -> Iterator[Row]:
    for place, answer in enumerate(writer.items.dimension.answer_ids):
        estimate = family.estimate(share_of(place, "answer_share"), n_raters=1)
        yield writer.row("answer_share", estimate, reference=None, used=used, answer=answer, positive=answer)
