"""Ratings compared as numbers, item by item: how far apart they are, and whether they rise and fall together."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from judge.record import dataclass
from judge.scoring.coding import Mask, Panel
from judge.scoring.raters.scaled import MEAN, MEAN_WITHOUT, Scaled, of_dimensions
from judge.scoring.raters.totalling import total
from judge.scoring.rows import EXPERTS
from judge.scoring.study import Study
from judge.stats import icc, numeric
from judge.stats.degrees import ITEM_ICC, ITEM_NUMERIC, ITEM_RANKS
from judge.stats.estimate import Estimate, undefined
from judge.stats.family import Ledger, Statistic
from judge.stats.pairs import Pairs
from judge.stats.ranks import crossed, crossing
from judge.stats.resampling import Floats
from judge.table import Row

MOST_CELLS = 2_000_000
"""Beyond so many numbers, distinct values squared times clusters or replicates, ranks are not resampled."""
MOST_VALUES = 4_000_000
"""Beyond so many pairs of distinct values there are no rank statistics."""
TOO_MANY_VALUES = "too many different values to resample their ranks"
MOST_EXPERTS = 25
"""Of more experts no pairs are made: see the intraclass correlation of all of them."""
NO_COMMON_ITEM = "no item was rated by all experts, of whom there must be two"
_PAIR = "pairs:"
STATISTICS = {**ITEM_ICC, **ITEM_NUMERIC, **ITEM_RANKS}
"""What two raters get."""


@dataclass(frozen=True)
class Comparison:
    """Two columns of numbers of the same items."""

    reference: str
    experts: Floats
    judge: Floats

    @property
    def used(self) -> Mask:
        """The items both gave a number."""
        return ~np.isnan(self.experts + self.judge)


def against_experts(scaled: Scaled, judge: Floats) -> list[Comparison]:
    """A judge against the experts' mean, and against each of them."""
    each = [Comparison(name, own, judge) for name, own in zip(scaled.names, scaled.experts, strict=True)]
    return [Comparison(MEAN, scaled.mean, judge), *each]


def among_experts(scaled: Scaled) -> list[Comparison]:
    """Every pair of experts, as ``pairs:``; then each expert against the mean of the others."""
    n = len(scaled.names)
    pairs = list(combinations(range(n), 2))
    kept = [Comparison(f"{_PAIR}{i}:{j}", scaled.experts[i], scaled.experts[j]) for i, j in pairs if n <= MOST_EXPERTS]
    alone = [
        Comparison(MEAN_WITHOUT + name, scaled.mean_without(i), scaled.experts[i])
        for i, name in enumerate(scaled.names if n > 1 else ())
    ]
    return [*kept, *alone]


def is_pair(comparison: Comparison) -> bool:
    """Whether it is of two experts, each by themselves."""
    return comparison.reference.startswith(_PAIR)


def numerics(study: Study) -> Iterator[Row]:
    """``item_`` statistics of every dimension with an order, and of the total.

    A judge, each repeat for itself, against ``mean`` (of the experts who gave a number), each expert by name, and
    ``pairs``, the mean over the latter. The experts: over their ``pairs``, each against the mean of the others
    (``mean_without:`` and the name), and the intraclass correlation of all of them at once, which has no reference and
    rests on the items that all of them rated.
    """
    for scaled in scales(study):
        for panel, repeats in scaled.judges.items():
            for repeat, judge in repeats.items():
                yield from _Numerics(scaled, against_experts(scaled, judge)).of_judge(panel, repeat)
        yield from _Numerics(scaled, among_experts(scaled)).of_experts()


def scales(study: Study) -> list[Scaled]:
    """What can be compared as numbers: dimensions with an order, then the total."""
    points = total(study)
    return [*of_dimensions(study), *([points] if points else [])]


SIGNED = frozenset({"item_bias", "system_bias"})
"""Differences with a sign: between two experts it would be that of who comes first, so that they have none."""


class _Numerics:
    """Several comparisons: counted first, then read off."""

    def __init__(self, scaled: Scaled, comparisons: list[Comparison]) -> None:
        self.scaled, self.comparisons = scaled, comparisons
        ledger = scaled.ledger()
        for c in comparisons:
            count_items(ledger, scaled, c)
        if scaled.complete.any():
            ledger.add("group", icc.cells(scaled.experts), items=int(scaled.complete.sum()))
        self.families = ledger.close()

    def of_judge(self, panel: Panel, repeat: int) -> Iterator[Row]:
        """A judge's rows: its comparisons are `against_experts`."""
        yield from self._each(panel, repeat, self.comparisons)
        yield from self._over(panel, repeat, self.comparisons[1:])

    def of_experts(self) -> Iterator[Row]:
        """The experts' rows: the comparisons are `among_experts`."""
        panel = (EXPERTS, "")
        yield from self._over(panel, 0, [c for c in self.comparisons if is_pair(c)])
        yield from self._each(panel, 0, [c for c in self.comparisons if not is_pair(c)])
        basis, n = self.scaled.basis(self.scaled.complete), len(self.scaled.names)
        for name, statistic in ITEM_ICC.items():
            group = self.families.get("group")
            estimate = group.estimate(statistic, n_raters=n) if group else undefined(NO_COMMON_ITEM, n_raters=n)
            yield from self.scaled.rows(panel, 0, name, estimate, reference=None, basis=basis)

    def _each(self, panel: Panel, repeat: int, comparisons: list[Comparison]) -> Iterator[Row]:
        for c in comparisons:
            basis = self.scaled.basis(c.used)
            for name, statistic in STATISTICS.items():
                estimate = self._estimate(c, statistic)
                yield from self.scaled.rows(panel, repeat, name, estimate, reference=c.reference, basis=basis)

    def _over(self, panel: Panel, repeat: int, comparisons: list[Comparison]) -> Iterator[Row]:
        shared = [c for c in comparisons if c.used.any()]
        basis = self.scaled.basis(used_by_any(shared, self.scaled.clusters.size))
        raters = len(self.scaled.names) + (panel[0] != EXPERTS)
        for name, statistic in STATISTICS.items():
            if panel[0] == EXPERTS and name in SIGNED:
                continue
            families = [self.families.get(key_of(c, name)) for c in shared]
            known = [f for f in families if f is not None]
            if len(known) < len(families):
                estimate = Estimate(None, "undefined", TOO_MANY_VALUES, n_items=basis.items, n_raters=raters)
            else:
                estimate = Pairs(known, basis.items, raters).mean(statistic)
            yield from self.scaled.rows(panel, repeat, name, estimate, reference="pairs", basis=basis)

    def _estimate(self, c: Comparison, statistic: Statistic) -> Estimate:
        """A statistic of two raters; with very many different numbers its ranks have a value and no interval."""
        family = self.families.get(key_of(c, statistic.name))
        if family is not None:
            return family.estimate(statistic)
        n = int(c.used.sum())
        _, (rows, columns) = crossing(c.experts, c.judge)
        if rows * columns > MOST_VALUES:
            return Estimate(None, "undefined", TOO_MANY_VALUES, n_items=n, n_raters=2)
        value = float(statistic.number(crossed(c.experts, c.judge, self.scaled.weights)))
        return Estimate(value, "ok", n_items=n, n_raters=2, interval_reason=TOO_MANY_VALUES)


def used_by_any(comparisons: list[Comparison], n_items: int) -> Mask:
    """The items that are in at least one of them."""
    used = np.zeros(n_items, np.bool_)
    for c in comparisons:
        used |= c.used
    return used


def key_of(comparison: Comparison, statistic: str) -> str:
    """Under which name the counts of a statistic stand in the ledger."""
    kind = "icc" if statistic in ITEM_ICC else "numeric" if statistic in ITEM_NUMERIC else "ranks"
    return f"{kind}:{comparison.reference}"


def count_items(ledger: Ledger, scaled: Scaled, c: Comparison) -> None:
    """Count a comparison into *ledger*: what its intraclass, numeric and rank statistics are made of."""
    n = int(c.used.sum())
    ledger.add(f"icc:{c.reference}", icc.cells(np.stack([c.experts, c.judge])), items=n)
    ledger.add(f"numeric:{c.reference}", numeric.cells(c.experts, c.judge), items=n)
    cells, shape = crossing(c.experts, c.judge)
    if shape[0] * shape[1] * max(scaled.plan.clusters, scaled.plan.replicates) <= MOST_CELLS:
        ledger.count(f"ranks:{c.reference}", cells, shape)
