"""HealthBench's pairwise macro-F1 of every judge, and of every expert against the others: its ceiling."""

from collections.abc import Iterator

import numpy as np

from judge.scoring.coding import as_flags
from judge.scoring.raters.asked import asked, baseline
from judge.scoring.references import Labelled
from judge.scoring.rows import EXPERTS
from judge.scoring.study import Study
from judge.scoring.tallying import ledger_of
from judge.stats.estimate import NO_ITEM
from judge.stats.family import Family, Statistic
from judge.stats.pairs import Pairs
from judge.stats.physicians import ONE_SIDED_PAIRS, cells, pairwise_macro_f1
from judge.stats.resampling import Floats
from judge.table import Row

MACRO_F1 = Statistic("healthbench_macro_f1", lambda sums: ONE_SIDED_PAIRS if sums.sum() else NO_ITEM, pairwise_macro_f1)
PAIRS_WITHOUT = "pairs_without:"
"""Stands before an expert's name: that expert paired with each of the others in turn."""


def macro_f1(study: Study) -> Iterator[Row]:
    """``healthbench_macro_f1`` of flags on every dimension, over all pairs with an expert's answer.

    A judge, each repeat for itself, against ``pairs``. The experts: each against the others (``pairs_without:`` and the
    name), and the plain mean of these under ``pairs``, the ceiling: a judge need not agree with physicians more than
    they do with each other. Nothing where no answer speaks for or against a response.
    """
    for items in study.sided:
        yield from _of_judges(study, items)
        yield from _of_experts(study, items)


def _of_judges(study: Study, items: Labelled) -> Iterator[Row]:
    for judge in asked(study, items):
        for writer, codes in judge.each():
            family = _family(study, items, as_flags(codes, items.dimension), _flags(items))
            used = (codes >= 0) & ~np.all(np.isnan(items.flags), axis=0)
            estimate = family.estimate(MACRO_F1, n_raters=1 + len(items.names))
            yield writer.row(MACRO_F1.name, estimate, reference="pairs", used=used)


def _of_experts(study: Study, items: Labelled) -> Iterator[Row]:
    writer, n = baseline(study, items, EXPERTS), len(items.names)
    families = {
        name: _family(study, items, _flags(items)[i], np.delete(_flags(items), i, axis=0))
        for i, name in enumerate(items.names if n > 1 else ())
    }
    answered = ~np.isnan(items.flags)
    paired = answered.sum(axis=0) > 1
    for i, (name, family) in enumerate(families.items()):
        estimate = family.estimate(MACRO_F1, n_raters=n)
        yield writer.row(MACRO_F1.name, estimate, reference=PAIRS_WITHOUT + name, used=answered[i] & paired)
    estimate = Pairs(list(families.values()), int(paired.sum()), n).mean(MACRO_F1)
    yield writer.row(MACRO_F1.name, estimate, reference="pairs", used=paired)


def _flags(items: Labelled) -> Floats:
    """The experts' flags by their words: HealthBench counts what is met, whether that is wished for or not."""
    return as_flags(items.codes, items.dimension)


def _family(study: Study, items: Labelled, rater: Floats, others: Floats) -> Family:
    ledger = ledger_of(items, study.plan)
    columns = cells(rater, others)
    ledger.add("pairs", columns, items=int(np.count_nonzero(columns.sum(axis=1))))
    return ledger.close()["pairs"]
