"""Which statistics are computed of a judge, against what."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from judge.scoring.coding import ABSENT, Codes
from judge.scoring.raters.publishing import alpha_metrics, published
from judge.scoring.references import Labelled, Reference, majorities_without, references
from judge.scoring.rows import COUNTED, MISSING
from judge.scoring.study import Study
from judge.scoring.tallying import (
    answer_cells,
    asked_about,
    count_alpha,
    count_pairs,
    flag_cells,
    ledger_of,
    pairs_of,
)
from judge.scoring.writing import Writer, failing_words
from judge.stats.estimate import NO_PAIR, NO_VARIATION
from judge.stats.family import Family, Ledger, as_estimate
from judge.stats.panel import CLASS, FLAG, ORDERED_PAIR, PAIR, WHOLE, Named, alphas, f1_of, numeric_pair
from judge.table import Row

_CLASS_ON_FLAGS = ("balanced_accuracy", "mcc")
_ON_ANSWERS = (
    *("percent_agreement", "cohen_kappa", "gwet_ac1", "kappa_max"),
    *(name for name in CLASS if name not in (*_CLASS_ON_FLAGS, "kappa_max")),
)
_IN_ORDER = ("cohen_kappa_linear", "cohen_kappa_quadratic")
BESIDE_AN_EXPERT = ("sensitivity", "specificity", "balanced_accuracy", "pabak")
"""What a judge and an expert are both held against the other experts' majority with, on flags."""


def pair_statistics(items: Labelled) -> Named:
    """What two raters on equal terms get on a dimension of this scale."""
    scale = items.dimension.scale
    ordered = {} if scale == "nominal" else ORDERED_PAIR
    return {**PAIR, **ordered, **(numeric_pair(items.dimension.values) if scale == "interval" else {})}


class OfJudge:
    """A judge (its *codes* on the items) against the experts: counted first, then read off, row by row."""

    def __init__(self, study: Study, items: Labelled, codes: Codes, writer: Writer) -> None:
        self.items, self.codes, self.writer = items, codes, writer
        self.width = len(items.dimension.answers)
        self.all = np.vstack([items.codes, codes])
        self.references = references(items)
        self.without = majorities_without(items)
        ledger = ledger_of(items, study.plan)
        self.pairs = count_pairs(ledger, self.all, self.width, of=len(items.names))
        read = np.where(codes >= 0, self.all, ABSENT)
        count_alpha(ledger, "alpha", read[:-1], self.width)
        count_alpha(ledger, "alpha+judge", read, self.width)
        for reference in (*self.references, *(r for _, r in self.without)):
            self._count(ledger, reference)
        self.families = ledger.close()

    def _count(self, ledger: Ledger, reference: Reference) -> None:
        ledger.count(f"flags:{reference.name}", flag_cells(reference, self.codes, self.items), (2, 3))
        if reference.answers is not None:
            cells = answer_cells(reference.answers, self.codes, self.width)
            ledger.count(f"answers:{reference.name}", cells, (self.width, self.width))

    def rows(self) -> Iterator[Row]:
        """Every row, in an order that does not depend on the codes.

        ``pairs``: the mean over the judge's pairs with each expert. ``any``, ``all``: on flags, that is, failing
        answers; ``positive`` names them. ``majority`` and each expert by name: on flags, and on the answers themselves;
        with more than two answers, F1 of each by its name in ``answer``. ``majority_without:`` and an expert's name:
        what that expert is held against too. Items a gate took out are in none of them. Where no answer speaks for or
        against a response there is nothing on flags.
        """
        yield from self._over_pairs()
        for reference in self.references:
            yield from self._on_flags(reference, tuple(FLAG))
            if reference.answers is not None:
                yield from self._on_answers(reference, _ON_ANSWERS)
        for _, reference in self.without:
            yield from self._on_flags(reference, BESIDE_AN_EXPERT)
            yield from self._on_answers(reference, ("percent_agreement", "cohen_kappa"))
        yield from self._as_one_more_rater()

    def _over_pairs(self) -> Iterator[Row]:
        pairs = pairs_of(self.families, self.pairs, self.all)
        used = (self.codes >= 0) & (self.items.codes >= 0).any(axis=0)
        for name, statistic in pair_statistics(self.items).items():
            estimate = published(name, pairs.mean(statistic), self.items, self._each_pair())
            yield self.writer.row(name, estimate, reference="pairs", used=used)

    def _each_pair(self) -> Iterator[Codes]:
        return (self.all[list(pair)] for pair in self.pairs.values())

    def _on_flags(self, reference: Reference, names: tuple[str, ...]) -> Iterator[Row]:
        if not self.items.dimension.has_sides:
            return
        family = self.families[f"flags:{reference.name}"]
        decided = asked_about(self.items, self.codes) & ~np.isnan(reference.flags)
        read = decided & (self.codes >= 0)
        entered, positive = int(read.sum()), failing_words(self.items)
        for name in names:
            whole = name in WHOLE
            n_items = None if whole else entered
            estimate = family.estimate(FLAG[name], n_raters=1 + reference.raters, n_items=n_items)
            yield self.writer.row(
                name,
                estimate,
                reference=reference.name,
                used=decided if whole else read,
                labelled=reference.labelled,
                positive=positive,
                policy=COUNTED if whole else MISSING,
            )

    def _on_answers(self, reference: Reference, names: tuple[str, ...]) -> Iterator[Row]:
        assert reference.answers is not None  # noqa: S101 - for the type checker: callers have looked
        family = self.families[f"answers:{reference.name}"]
        used = ~np.isnan(reference.answers) & (self.codes >= 0)
        write = partial(self.writer.row, reference=reference.name, used=used, labelled=reference.labelled)
        raters = 1 + reference.raters
        known = {**PAIR, **CLASS, **ORDERED_PAIR}
        in_order = () if self.items.dimension.scale == "nominal" else _IN_ORDER
        for name in (*names, *in_order):
            yield write(name, family.estimate(known[name], n_raters=raters))
        if names is _ON_ANSWERS and self.width > 2:  # noqa: PLR2004 - of two, `f1` has the failing one
            for i, answer in enumerate(self.items.dimension.answer_ids):
                yield write("f1", family.estimate(f1_of(i), n_raters=raters), answer=answer, positive=answer)

    def _as_one_more_rater(self) -> Iterator[Row]:
        """Alpha with the judge added to the experts, and what that changes: a drop is the judge's doing.

        Both over the items the judge answered: on any other nothing was added.
        """
        used = ((self.all >= 0).sum(axis=0) > 1) & (self.codes >= 0)
        for name, statistic in alphas(alpha_metrics(self.items), self.items.dimension.values).items():
            experts, joined = (self.families[key].sampled(statistic.number) for key in ("alpha", "alpha+judge"))
            family: Family = self.families["alpha+judge"]
            why = NO_VARIATION if family.items else NO_PAIR
            for suffix, sampled in (("with_judge", joined), ("difference", joined.minus(experts))):
                estimate = as_estimate(sampled, why=why, n_items=family.items, n_raters=len(self.all))
                if suffix == "with_judge":
                    estimate = published(name, estimate, self.items, [np.where(self.codes >= 0, self.all, ABSENT)])
                yield self.writer.row(f"{name}_{suffix}", estimate, reference="experts", used=used)
