"""How far a judge is from the experts' shares of answers, beside how far one more expert is."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from judge.scoring.coding import Codes, Mask
from judge.scoring.raters.asked import ALL_REPEATS, Asked, asked, baseline
from judge.scoring.raters.baselines import always_pass, lazy_name
from judge.scoring.references import Labelled
from judge.scoring.rows import EXPERTS
from judge.scoring.study import Study
from judge.scoring.tallying import ledger_of
from judge.scoring.writing import Writer
from judge.stats.estimate import NO_ITEM, NO_PAIR, Estimate, undefined
from judge.stats.family import Ledger, Statistic
from judge.stats.resampling import Floats
from judge.stats.soft import DISTANCES, Distance, left_out, shares
from judge.stats.tables import divide
from judge.table import Row

DISTRIBUTION = "distribution"
"""The reference: the share of experts behind each answer."""
OTHERS = "leave_one_out"
"""The reference: the same of all experts but one, each left out in turn."""

AS_NEAR = "the always-pass judge is as near to the experts as one of them: it says nothing here"
SAME_AS_NEAR = (
    "the judge that always gives the commonest answer is as near to the experts as one of them: it says nothing here"
)


def softness(study: Study) -> Iterator[Row]:
    """How far every judge, the always-pass judge and the experts are from the experts' shares; 0 is best.

    ``brier``, ``jensen_shannon_bits`` and ``total_variation``. A judge asked once is sure of its answer; asked more
    than once it has a row for each repeat, and one, repeat ``all``, whose answer is the shares of its repeats. Against
    ``distribution``: all experts' shares. Against ``leave_one_out``: the others' shares, each expert left out in turn;
    the row of ``experts`` is of the one left out, and is what a judge's row of the same reference stands beside.
    """
    for items in study.labelled:
        yield from _Softness(study, items).rows()


_Far = Callable[[Distance, Codes, Floats], Floats]


class _Softness:
    """The distances of one dimension: counted first, then read off."""

    def __init__(self, study: Study, items: Labelled) -> None:
        self.items, self.width = items, len(items.dimension.answers)
        self.patterns, of_item = np.unique(np.maximum(items.codes, -1), axis=1, return_inverse=True)
        self.of_item = of_item.reshape(-1)
        self.judges = [view for judge in asked(study, items) for view in _views(judge)]
        self.judges.append((baseline(study, items, lazy_name(items)), always_pass(items)[None]))
        self.used: dict[str, Mask] = {}
        ledger = ledger_of(items, study.plan)
        for reference, far in ((DISTRIBUTION, self._to_all), (OTHERS, self._to_others)):
            sure = [self._of_each_answer(partial(far, distance)) for distance in DISTANCES.values()]
            for i, (_, codes) in enumerate(self.judges):
                if len(codes) == 1:
                    values = [table[self.of_item, codes[0]] for table in sure]
                else:
                    values = [self._of_shares(far, distance, codes) for distance in DISTANCES.values()]
                self._add(ledger, f"{reference}:{i}", values)
        ceiling = [left_out(self.patterns, self.width, distance)[self.of_item] for distance in DISTANCES.values()]
        self._add(ledger, OTHERS, ceiling)
        self.families = ledger.close()
        self.writer = baseline(study, items, EXPERTS)

    def _to_all(self, distance: Distance, patterns: Codes, judge: Floats) -> Floats:
        return distance(shares(patterns, self.width), judge)

    def _to_others(self, distance: Distance, patterns: Codes, judge: Floats) -> Floats:
        return left_out(patterns, self.width, distance, judge)

    def _of_each_answer(self, far: Callable[[Codes, Floats], Floats]) -> Floats:
        """How far a judge sure of each answer is from each pattern; the last column is of one without an answer."""
        whole = np.ones((self.patterns.shape[1], 1))
        sure = [far(self.patterns, whole * answer) for answer in np.eye(self.width)]
        return np.stack([*sure, np.full(len(whole), np.nan)], axis=1)

    def _of_shares(self, far: _Far, distance: Distance, codes: Codes) -> Floats:
        return far(distance, self.patterns[:, self.of_item], shares(codes, self.width))

    def _add(self, ledger: Ledger, key: str, values: list[Floats]) -> None:
        """Every distance at once: where one of them has a value all have."""
        self.used[key] = there = ~np.isnan(values[0])
        columns = np.stack([*(np.where(there, far, 0) for far in values), there], axis=1)
        ledger.add(key, columns, items=int(there.sum()))

    def rows(self) -> Iterator[Row]:
        """Every row."""
        raters = len(self.items.names)
        cautions = [self._cautions(place) for place in range(len(DISTANCES))]
        for i, (writer, _) in enumerate(self.judges):
            for place in range(len(DISTANCES)):
                for reference in (DISTRIBUTION, OTHERS):
                    estimate = self._estimate(f"{reference}:{i}", place, 1 + raters, NO_ITEM)
                    yield self._row(writer, f"{reference}:{i}", place, estimate, cautions[place])
        for place in range(len(DISTANCES)):
            yield self._row(self.writer, OTHERS, place, self._estimate(OTHERS, place, raters, NO_PAIR))

    def _estimate(self, key: str, place: int, raters: int, why: str) -> Estimate:
        family = self.families[key]
        if not family.items:
            return undefined(why, n_raters=raters)
        return family.estimate(Statistic(key, lambda _: why, partial(_mean, place=place)), n_raters=raters)

    def _cautions(self, place: int) -> tuple[str, ...]:
        """What to say beside every judge where one that never looks is as near as an expert."""
        keys = f"{OTHERS}:{len(self.judges) - 1}", OTHERS
        lazy, expert = (_mean(self.families[key].sums.totals, place=place) for key in keys)
        said = AS_NEAR if self.items.dimension.has_sides else SAME_AS_NEAR
        return (said,) if lazy <= expert else ()

    def _row(self, writer: Writer, key: str, place: int, estimate: Estimate, cautions: tuple[str, ...] = ()) -> Row:
        name, reference = tuple(DISTANCES)[place], key.partition(":")[0]
        return writer.row(name, estimate, reference=reference, used=self.used[key], cautions=cautions)


def _mean(sums: Floats, *, place: int) -> Floats:
    """The mean of one distance over the items that have it, which the last column counts."""
    return divide(sums[..., place], sums[..., -1])


def _views(judge: Asked) -> Iterator[tuple[Writer, Codes]]:
    """Each repeat, sure of its answer, and all of them as one distribution."""
    for writer, codes in judge.each():
        yield writer, np.maximum(codes, -1)[None]
    if judge.several:
        yield judge.writer(ALL_REPEATS), judge.codes
