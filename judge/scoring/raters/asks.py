"""One judge asked in several ways: which way agrees with the experts, item by item and about the candidates."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, permutations

import numpy as np
from numpy.typing import NDArray

from judge.record import dataclass
from judge.scoring.coding import ABSENT, Codes, Mask
from judge.scoring.raters.numerics import TOO_MANY_VALUES, Comparison, count_items, key_of, scales
from judge.scoring.raters.ranking import count_candidates
from judge.scoring.raters.scaled import MEAN, Scaled
from judge.scoring.references import Labelled
from judge.scoring.rows import Said, row_of
from judge.scoring.study import Study
from judge.scoring.tallying import count_pairs, ledger_of, pairs_of
from judge.stats.degrees import ITEM_NUMERIC, ITEM_RANKS, SYSTEM
from judge.stats.estimate import NO_ITEM, Estimate
from judge.stats.family import Family, Statistic, as_estimate
from judge.stats.panel import PAIR
from judge.stats.resampling import Floats
from judge.stats.sampled import Sampled
from judge.table import Row

ITEM = {"item_pearson": ITEM_NUMERIC["item_pearson"], **ITEM_RANKS}
SYSTEMS = {name: SYSTEM[name] for name in ("system_pearson", "system_spearman", "system_kendall_tau_b")}
AGREEMENTS = ("percent_agreement", "cohen_kappa")
"""What ways of asking are compared by: the first two of numbers, the last of answers."""


@dataclass(frozen=True)
class Found:
    """A statistic of one way of asking."""

    sampled: Sampled | None
    """``None`` where there is nothing to sample."""
    why: str
    """Why it has no value, where it has none."""
    used: Mask
    raters: int


Way = tuple[str, str | None]
"""A way of asking on all it read; or, with another way, on what both read."""


def asks(study: Study) -> list[Row]:
    """Each judge that was asked in several ways: each way beside the others, then the difference of every two.

    Correlations with the experts' mean (``reference: mean``), of the total and of dimensions with an order, over items
    and over candidates; agreement with the experts (``reference: pairs``) on every dimension. ``against`` is ``None``
    in a row about one way, which rests on all it read; in a row about a difference it names the other way, and both
    rest on what both read. Differences are paired: one plan of resampling. Repeats stand for themselves; a difference
    needs the same repeat of both. Nothing when no judge was asked in more than one way.
    """
    ways: dict[str, list[str]] = {}
    for judge, ask in study.coded.judges:
        ways.setdefault(judge, []).append(ask)
    several = [judge for judge, found in ways.items() if len(found) > 1]
    numbers = scales(study) if several else []
    return [row for judge in several for row in _of_judge(study, judge, ways[judge], numbers)]


def _of_judge(study: Study, judge: str, ways: list[str], numbers: list[Scaled]) -> Iterator[Row]:
    repeats = sorted({repeat for ask in ways for repeat in study.coded.judges[judge, ask]})
    for repeat in repeats:
        here = [ask for ask in ways if repeat in study.coded.judges[judge, ask]]
        for scaled in numbers:
            columns = {ask: scaled.judges[judge, ask][repeat] for ask in here}
            yield from _of_numbers(scaled, columns).rows(judge, repeat)
        for items in study.labelled:
            codes = {ask: study.coded.column((judge, ask), repeat, items.dimension.id)[items.at] for ask in here}
            yield from _of_answers(study, items, codes).rows(judge, repeat)


@dataclass(frozen=True)
class _Ways:
    """Every way of asking on one scale or dimension, alone and beside each other one."""

    dimension: str
    group: str | None
    reference: str
    weighted: bool
    clusters: NDArray[np.int64]
    found: Mapping[Way, Mapping[str, Found]]

    def rows(self, judge: str, repeat: int) -> Iterator[Row]:
        """A row for each way and statistic, then one for each two ways and statistic."""
        asked = [ask for ask, beside in self.found if beside is None]
        for ask in asked:
            for name, one in self.found[ask, None].items():
                yield self._row((judge, ask, None), repeat, name, one=one, estimate=_estimate(one))
        for ask, other in combinations(asked, 2):
            for name, one in self.found[ask, other].items():
                estimate = _difference(one, self.found[other, ask][name])
                yield self._row((judge, ask, other), repeat, name, one=one, estimate=estimate)

    def _row(self, who: tuple[str, str, str | None], repeat: int, name: str, *, one: Found, estimate: Estimate) -> Row:
        said = Said(
            judge=who[0],
            ask=who[1],
            dimension=self.dimension,
            group=self.group,
            repeat=repeat,
            statistic=name,
            reference=self.reference,
            n_clusters=len(np.unique(self.clusters[one.used])),
            n_raters=estimate.n_raters,
            dropped=one.used.size - estimate.n_items,
            weighted=self.weighted,
        )
        return {"judge": who[0], "ask": who[1], "against": who[2], **row_of(said, estimate)}


def _ways(asked: Iterable[str]) -> list[Way]:
    names = list(asked)
    return [*((ask, None) for ask in names), *permutations(names, 2)]


def _estimate(found: Found) -> Estimate:
    n = int(found.used.sum())
    if found.sampled is None:
        return Estimate(None, "undefined", found.why, n_items=n, n_raters=found.raters)
    return as_estimate(found.sampled, why=found.why, n_items=n, n_raters=found.raters)


def _difference(one: Found, other: Found) -> Estimate:
    n = int(one.used.sum())
    if one.sampled is None or other.sampled is None:
        gone = one if one.sampled is None else other
        return Estimate(None, "undefined", gone.why, n_items=n, n_raters=one.raters)
    why = other.why if one.sampled.defined else one.why
    return as_estimate(one.sampled.minus(other.sampled), why=why, n_items=n, n_raters=one.raters)


def _of_numbers(scaled: Scaled, columns: Mapping[str, Floats]) -> _Ways:
    """Correlations with the experts' mean."""
    ledger, mean = scaled.ledger(), scaled.mean
    comparisons: dict[Way, Comparison] = {}
    for ask, beside in _ways(columns):
        judge = columns[ask] if beside is None else np.where(np.isnan(columns[beside]), np.nan, columns[ask])
        c = Comparison(f"{ask!r} {beside!r}", mean, judge)
        count_items(ledger, scaled, c)
        count_candidates(ledger, scaled, c.reference, np.stack([mean, judge]))
        comparisons[ask, beside] = c
    families = ledger.close()
    found = {way: _correlations(families, c) for way, c in comparisons.items()}
    return _Ways(scaled.dimension, scaled.group, MEAN, scaled.weights is not None, scaled.clusters, found)


def _correlations(families: Mapping[str, Family], c: Comparison) -> dict[str, Found]:
    over_items = {name: _found(families.get(key_of(c, name)), s, c.used) for name, s in ITEM.items()}
    return over_items | {name: _found(families[c.reference], s, c.used) for name, s in SYSTEMS.items()}


def _found(family: Family | None, statistic: Statistic, used: Mask) -> Found:
    if family is None or family.items == 0:
        return Found(None, TOO_MANY_VALUES if family is None else NO_ITEM, used, 2)
    sampled = family.sampled(statistic.number)
    return Found(sampled, "" if sampled.defined else statistic.why(family.raw), used, 2)


def _of_answers(study: Study, items: Labelled, columns: Mapping[str, Codes]) -> _Ways:
    """Agreement with each expert, as the mean over them."""
    found = {}
    for ask, beside in _ways(columns):
        read = columns[ask] >= 0 if beside is None else (columns[ask] >= 0) & (columns[beside] >= 0)
        found[ask, beside] = _agreements(study, items, np.where(read, columns[ask], ABSENT).astype(np.int16))
    return _Ways(items.dimension.id, study.group, "pairs", items.weights is not None, items.clusters, found)


def _agreements(study: Study, items: Labelled, codes: Codes) -> dict[str, Found]:
    whole, ledger = np.vstack([items.codes, codes]), ledger_of(items, study.plan)
    names = count_pairs(ledger, whole, len(items.dimension.answers), of=len(items.names))
    pairs = pairs_of(ledger.close(), names, whole)
    used = (codes >= 0) & (items.codes >= 0).any(axis=0)
    return {
        name: Found(
            pairs.sampled(PAIR[name]),
            PAIR[name].why(pairs.families[0].raw) if pairs.families else NO_ITEM,
            used,
            pairs.raters,
        )
        for name in AGREEMENTS
    }
