"""Candidates put in an order by a judge and by the experts: whether it is the same order."""

from collections.abc import Iterator, Mapping

import numpy as np

from judge.scoring.coding import Mask, Panel
from judge.scoring.raters.numerics import (
    NO_COMMON_ITEM,
    SIGNED,
    Comparison,
    against_experts,
    among_experts,
    is_pair,
    scales,
    used_by_any,
)
from judge.scoring.raters.scaled import Basis, Scaled
from judge.scoring.rows import EXPERTS
from judge.scoring.study import Study
from judge.stats import rankings
from judge.stats.degrees import SYSTEM, SYSTEM_ICC, p_values, same_named, significant_pairs
from judge.stats.estimate import Estimate, undefined
from judge.stats.family import Ledger
from judge.stats.pairs import Pairs
from judge.stats.resampling import Floats
from judge.table import Row

FEW = 10
"""With fewer candidates rank statistics take few values."""


def ranking(study: Study) -> Iterator[Row]:
    """``system_`` statistics of the candidates' means, of every dimension with an order and of the total.

    A judge, each repeat for itself, against ``mean`` (of the experts) and over its ``pairs`` with each expert; the
    experts over their ``pairs``, each against the mean of the others (``mean_without:`` and the name), and all of them
    at once, which has no reference. A candidate's means are over the items that both gave a number, so that unread
    items change neither side alone. Intervals come from drawing items anew, for the same candidates: they say nothing
    of other candidates. With fewer than three candidates everything is undefined; below ten there is no p-value.
    """
    for scaled in scales(study):
        for panel, repeats in scaled.judges.items():
            for repeat, judge in repeats.items():
                yield from _Ranking(scaled, against_experts(scaled, judge)).of_judge(panel, repeat)
        yield from _Ranking(scaled, among_experts(scaled)).of_experts()


def count_candidates(ledger: Ledger, scaled: Scaled, name: str, columns: Floats) -> None:
    """Count under *name* how many items each candidate has, and the sum of each of *columns* (raters x items).

    Only items that all of them gave a number, and candidates with such an item.
    """
    used: Mask = ~np.any(np.isnan(columns), axis=0)
    present = np.unique(scaled.candidates[used]) if used.any() else np.zeros(1, np.int64)
    here = used & (scaled.candidates == present[:, None])
    cells = np.concatenate([here[None], np.where(here, np.where(used, columns, 0)[:, None], 0)])
    shape = (1 + len(columns), present.size)
    flat = cells.transpose(2, 0, 1).reshape(used.size, shape[0] * shape[1]).astype(np.float64)
    ledger.add(name, flat, items=int(used.sum()), shape=shape)


class _Ranking:
    """Several comparisons: counted first, then read off."""

    def __init__(self, scaled: Scaled, comparisons: list[Comparison]) -> None:
        self.scaled, self.comparisons = scaled, comparisons
        ledger = scaled.ledger()
        for c in comparisons:
            count_candidates(ledger, scaled, c.reference, np.stack([c.experts, c.judge]))
        if scaled.complete.any():
            count_candidates(ledger, scaled, "", scaled.experts)
        self.families = ledger.close()

    def of_judge(self, panel: Panel, repeat: int) -> Iterator[Row]:
        """A judge's rows: its comparisons are `against_experts`, the first of them with the mean."""
        yield from self._whole(panel, repeat, self.comparisons[0])
        yield from self._over(panel, repeat, self.comparisons[1:])

    def of_experts(self) -> Iterator[Row]:
        """The experts' rows: the comparisons are `among_experts`."""
        panel = (EXPERTS, "")
        yield from self._over(panel, 0, [c for c in self.comparisons if is_pair(c)])
        for c in self.comparisons:
            if not is_pair(c):
                yield from self._whole(panel, 0, c)
        group, n = self.families.get(""), len(self.scaled.names)
        estimates = {
            name: group.estimate(s, n_raters=n) if group else undefined(NO_COMMON_ITEM, n_raters=n)
            for name, s in SYSTEM_ICC.items()
        }
        basis, candidates = self.scaled.basis(self.scaled.complete), group.shape[-1] if group else 0
        yield from self._rows(panel, 0, estimates, reference=None, basis=basis, candidates=candidates)

    def _whole(self, panel: Panel, repeat: int, c: Comparison) -> Iterator[Row]:
        family = self.families[c.reference]
        significant = significant_pairs(family)
        estimates = {
            **{name: family.estimate(statistic) for name, statistic in {**SYSTEM, **SYSTEM_ICC}.items()},
            significant.name: family.estimate(significant),
            "system_same_best_probability": same_named(family, rankings.same_best),
            "system_same_worst_probability": same_named(family, rankings.same_worst),
            **p_values(family),
        }
        basis, candidates = self.scaled.basis(c.used), family.shape[-1]
        yield from self._rows(panel, repeat, estimates, reference=c.reference, basis=basis, candidates=candidates)

    def _over(self, panel: Panel, repeat: int, comparisons: list[Comparison]) -> Iterator[Row]:
        shared = [c for c in comparisons if c.used.any()]
        basis = self.scaled.basis(used_by_any(shared, self.scaled.clusters.size))
        families = [self.families[c.reference] for c in shared]
        pairs = Pairs(families, basis.items, len(self.scaled.names) + (panel[0] != EXPERTS))
        named = {**SYSTEM, **SYSTEM_ICC}
        estimates = {n: pairs.mean(s) for n, s in named.items() if panel[0] != EXPERTS or n not in SIGNED}
        candidates = min((f.shape[-1] for f in families), default=0)
        yield from self._rows(panel, repeat, estimates, reference="pairs", basis=basis, candidates=candidates)

    def _rows(
        self,
        panel: Panel,
        repeat: int,
        estimates: Mapping[str, Estimate],
        *,
        reference: str | None,
        basis: Basis,
        candidates: int,
    ) -> Iterator[Row]:
        few = (_few_candidates(candidates),) if candidates < FEW else ()
        for name, estimate in estimates.items():
            cautions = few if estimate.value is not None else ()
            yield from self.scaled.rows(
                panel, repeat, name, estimate, reference=reference, basis=basis, cautions=cautions
            )


def _few_candidates(candidates: int) -> str:
    return f"{candidates} candidates: numbers about their order take few values"
