"""Whether a judge that is asked again says the same, and what its worst repeat misses."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from judge.scoring.coding import Mask
from judge.scoring.raters.asked import ALL_REPEATS, Asked, asked
from judge.scoring.raters.publishing import alpha_metrics
from judge.scoring.references import Labelled, Reference, any_expert, majority
from judge.scoring.rows import COUNTED
from judge.scoring.study import Study
from judge.scoring.tallying import count_alpha, ledger_of
from judge.scoring.writing import failing_words
from judge.stats.estimate import NO_FLAG, NO_VARIATION, Estimate, undefined
from judge.stats.family import Statistic
from judge.stats.panel import alphas
from judge.stats.repeats import all_equal, flips, missed_by_all, missed_by_any, pass_hat
from judge.stats.resampling import Floats
from judge.stats.sampled import Value
from judge.stats.soft import cells, mean
from judge.table import Row

STABLE_IS_NOT_RIGHT = "stability is not validity: a judge that always says the same is perfectly stable"
PASSING_DOES_IT = "the always-pass judge does this as often or more: it says nothing here"
NO_SECOND = "no labelled item has two repeats with an answer"
NOT_ASKED_AGAIN = "no labelled item was put before the judge more than once"
NO_DECISION = "no item was put before the judge that often and decided by the experts' majority"


def steadiness(study: Study) -> Iterator[Row]:
    """Repeat ``all`` of every judge with two repeats or more, on the labelled items.

    ``test_retest_alpha_*``: Krippendorff's alpha with the repeats in the place of raters. ``flip_rate``: the share of
    pairs of repeats that differ. ``all_repeats_equal``: the share of items on which every repeat was read and said the
    same. ``pass_hat_K``: how probable it is that K repeats all flag or clear as the experts' majority does; an unread
    repeat does not. ``worst_of_k_missed`` and ``best_of_k_missed``: of what the reference flags, what at least one
    repeat did not flag, and what none did. The last three only where answers speak for or against a response.
    """
    for items in study.labelled:
        for judge in asked(study, items):
            if judge.several:
                yield from _Steadiness(study, items, judge).rows()


class _Steadiness:
    """The repeats of one judge on one dimension: counted first, then read off."""

    def __init__(self, study: Study, items: Labelled, judge: Asked) -> None:
        self.items, self.judge = items, judge
        self.before = judge.put_before
        self.flags = items.flags_of(judge.codes)
        self.references = [any_expert(items), majority(items)] if items.dimension.has_sides else []
        self.ledger = ledger_of(items, study.plan)
        self.used: dict[str, Mask] = {}
        width = len(items.dimension.answers)
        count_alpha(self.ledger, "alpha", judge.codes, width)
        self._mean("flip_rate", flips(judge.codes, width))
        self._share("all_repeats_equal", all_equal(judge.codes, self.before))
        for k in self.ks:
            self._mean(f"pass_hat_{k}", self._right(self.references[1], k))
        for reference in self.references:
            self._missed(f"worst:{reference.name}", reference, missed_by_any(self.flags == 1, self.before))
            self._missed(f"best:{reference.name}", reference, missed_by_all(self.flags == 1, self.before))
        self.families = self.ledger.close()
        self.writer = judge.writer(ALL_REPEATS)

    @property
    def ks(self) -> list[int]:
        """How many repeats are drawn: 1, 2, 4, ... and all; none where nothing is flagged."""
        if not self.references:
            return []
        every = len(self.judge.repeats)
        return [*(2**i for i in range(every.bit_length()) if 2**i < every), every]

    def _mean(self, key: str, values: Floats) -> None:
        self.used[key] = ~np.isnan(values)
        self.ledger.add(key, cells(values), items=int(self.used[key].sum()))

    def _share(self, key: str, values: Floats) -> None:
        self.used[key] = ~np.isnan(values)
        self.ledger.count(key, np.where(self.used[key], values, -1).astype(np.int64), (1, 2))

    def _missed(self, key: str, reference: Reference, missed: Mask) -> None:
        self.used[key] = ~np.isnan(reference.flags) & self.before.any(axis=0)
        cells = 2 * np.nan_to_num(reference.flags) + missed
        self.ledger.count(key, np.where(self.used[key], cells, -1).astype(np.int64), (2, 2))

    def _right(self, reference: Reference, k: int) -> Floats:
        right = (self.flags == reference.flags) & self.before
        values = pass_hat(right.sum(axis=0), self.before.sum(axis=0), k)
        return np.where(np.isnan(reference.flags), np.nan, values)

    def _passing(self, k: int) -> float:
        """How often a judge that passes everything is right, where `_right` is asked for *k*."""
        used = self.used[f"pass_hat_{k}"]
        weights = None if self.items.weights is None else self.items.weights[used]
        return float(np.average(self.references[1].flags[used] == 0, weights=weights)) if used.any() else float("nan")

    def rows(self) -> Iterator[Row]:
        """Every row."""
        yield from self._stability()
        against = partial(self.writer.row, policy=COUNTED, positive=failing_words(self.items))
        raters = 1 + len(self.items.names)
        for k in self.ks:
            name = f"pass_hat_{k}"
            estimate = self._estimate(name, NO_DECISION, value=mean, raters=raters)
            cautions = (PASSING_DOES_IT,) if self._passing(k) >= (estimate.value or 0) else ()
            yield against(name, estimate, reference="majority", used=self.used[name], cautions=cautions)
        for reference in (r.name for r in self.references):
            for which in ("worst", "best"):
                key = f"{which}:{reference}"
                estimate = self._estimate(key, NO_FLAG, raters=raters)
                yield against(f"{which}_of_k_missed", estimate, reference=reference, used=self.used[key])

    def _stability(self) -> Iterator[Row]:
        row = partial(self.writer.row, reference=None, cautions=(STABLE_IS_NOT_RIGHT,))
        again = (self.judge.codes >= 0).sum(axis=0) > 1
        for name, statistic in alphas(alpha_metrics(self.items), self.items.dimension.values).items():
            estimate = self._estimate("alpha", NO_SECOND if not again.any() else NO_VARIATION, value=statistic.value)
            yield row(name.replace("krippendorff_alpha", "test_retest_alpha"), estimate, used=again)
        yield row("flip_rate", self._estimate("flip_rate", NO_SECOND, value=mean), used=self.used["flip_rate"])
        equal = self._estimate("all_repeats_equal", NOT_ASKED_AGAIN)
        yield row("all_repeats_equal", equal, used=self.used["all_repeats_equal"], policy=COUNTED)

    def _estimate(self, key: str, why: str, *, value: Value | None = None, raters: int = 1) -> Estimate:
        """The number of a family: *value* of its sums, or the share of its items that are 1."""
        family = self.families[key]
        if not family.items:
            return undefined(why, n_raters=raters)
        statistic = Statistic(key, lambda _: why, value, _of_last if value is None else None)
        return family.estimate(statistic, n_raters=raters)


def _of_last(counts: Floats) -> tuple[Floats, Floats]:
    """Of the last row, the last column: of what is flagged, what was missed."""
    return counts[..., -1, -1], counts[..., -1, :].sum(axis=-1)
