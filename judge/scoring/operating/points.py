"""One judge's score on one dimension, held against one reference: what its order and its numbers are worth."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial

import numpy as np

from judge.record import dataclass
from judge.scoring.coding import Mask
from judge.scoring.operating.certainty import Certainty
from judge.scoring.raters.asked import Asked
from judge.scoring.references import Labelled, Reference
from judge.scoring.rows import COUNTED, MISSING
from judge.scoring.tallying import ledger_of
from judge.scoring.writing import failing_words
from judge.stats import calibration, curves
from judge.stats.calibration import BINS, CALIBRATION, NO_SPREAD_OF_FLAGS
from judge.stats.estimate import NO_ITEM, Estimate, undefined
from judge.stats.family import Family, Statistic
from judge.stats.flags import table_of
from judge.stats.panel import FLAG, WHOLE
from judge.stats.resampling import Floats, Plan
from judge.stats.scored import ORDER, Reached, Scored
from judge.table import Row

NO_PROBABILITY = "the judge gave no probability and was asked once: there is nothing to put in order"
AT_THRESHOLD = ("sensitivity", "missed", "false_alarms", "specificity", "ppv", "npv", "judge_prevalence")
"""What is told of a threshold where it was not chosen."""
MOST_POINTS = 500
"""A curve in ``--json`` has at most so many points."""


@dataclass(frozen=True)
class Points:
    """A judge's scores on the labelled items of one dimension, beside what one reference says of them."""

    items: Labelled
    certainty: Certainty
    asked: Asked
    reference: Reference
    plan: Plan
    part: str
    """On which part of the labels: ``all``, or where a threshold was chosen or tried."""

    @cached_property
    def before(self) -> Mask:
        """The items that were put before the judge."""
        shown: Mask = np.any(self.asked.put_before, axis=0)
        return shown

    @cached_property
    def scores(self) -> Floats:
        """Its scores on these items; ``nan`` where there is none."""
        return np.where(self.before, self.certainty.scores[self.items.at], np.nan)

    @cached_property
    def used(self) -> Mask:
        """The items that have a score and a flag."""
        return ~np.isnan(self.scores) & ~np.isnan(self.reference.flags)

    @cached_property
    def scored(self) -> Scored:
        """The same items by their scores."""
        return Scored.of(self.scores, self.reference.flags, self.items.clusters, self.items.weights)

    def order(self) -> Iterator[Row]:
        """What thresholds find, and at which price."""
        scored = self.scored
        for name, sampled in scored.sampled(ORDER, self.plan).items():
            recall = next((r for r in curves.RECALLS if name.endswith(f"_{r:.2f}")), None)
            reached = None if recall is None else scored.reached(recall)
            estimate = self._known(scored.estimate(sampled, n_raters=1 + self.reference.raters))
            if reached is not None and estimate.value is not None:
                estimate = replace(estimate, numerator=reached.false, denominator=scored.cleared)
            yield self._row(name, estimate, recall=recall, reached=reached)

    def chosen(self, recall: float) -> Row:
        """The highest threshold that finds the share *recall*, with what it does to the items it was chosen on."""
        scored = self.scored
        value = partial(curves.threshold, thresholds=scored.thresholds, recall=recall)
        (sampled,) = scored.sampled({"threshold": value}, self.plan).values()
        estimate = self._known(scored.estimate(sampled, n_raters=1 + self.reference.raters))
        return self._row("threshold", estimate, recall=recall, reached=scored.reached(recall))

    def tried(self, threshold: float, recall: float) -> Iterator[Row]:
        """What a *threshold* chosen elsewhere finds and costs here; an item without a score raises no alarm."""
        alarms = np.where(np.isnan(self.scores), np.nan, self.scores >= threshold)
        ledger = ledger_of(self.items, self.plan)
        cells = table_of(self.reference.flags, alarms)
        ledger.count("flags", np.where(self.before, cells, -1), (2, 3))
        family = ledger.close()["flags"]
        decided = self.before & ~np.isnan(self.reference.flags)
        for name in AT_THRESHOLD:
            used = decided if name in WHOLE else self.used
            n_items = int(used.sum())
            estimate = family.estimate(FLAG[name], n_raters=1 + self.reference.raters, n_items=n_items)
            policy = COUNTED if name in WHOLE else MISSING
            yield self._row(name, estimate, recall=recall, threshold=threshold, used=used, policy=policy)

    def calibrated(self) -> Iterator[Row]:
        """Whether the scores are probabilities."""
        family = self._families["calibration"]
        for name, value in CALIBRATION.items():
            statistic = Statistic(name, partial(_why, n=family.items), value)
            yield self._row(name, self._known(family.estimate(statistic, n_raters=1 + self.reference.raters)))

    def bins(self) -> list[Row]:
        """For each bin of scores how many items it holds, their mean score, and how many of them are flagged."""
        families = self._families
        sums = families["calibration"].sums.totals
        rows = []
        for i in range(BINS):
            share = Statistic("share", lambda _: NO_ITEM, share=partial(_of_bin, place=i))
            found = families["bins"].estimate(share)
            count, scores = sums[3 * i], sums[3 * i + 1]
            rows.append({
                "bin": i, "from": i / BINS, "to": (i + 1) / BINS, "n_items": found.denominator,
                "mean_score": scores / count if count else None,
                "flagged": found.numerator, "share": found.value, "low": found.low, "high": found.high,
                "interval_method": found.interval_method,
            })  # fmt: skip
        return rows

    @cached_property
    def _families(self) -> dict[str, Family]:
        ledger = ledger_of(self.items, self.plan)
        scores, flags = np.where(self.used, self.scores, np.nan), self.reference.flags
        ledger.add("calibration", calibration.cells(scores, flags), items=int(self.used.sum()))
        place = 2 * calibration.bins(scores) + np.nan_to_num(flags).astype(np.int64)
        ledger.count("bins", np.where(self.used, place, -1), (BINS, 2))
        return ledger.close()

    def curve(self) -> Sequence[Sequence[float]]:
        """Each threshold with its recall, false positive rate and precision, the highest first; none without both."""
        scored = self.scored
        if scored.reached(1.0) is None:
            return []
        flagged, cleared = scored.weighted
        (recall, precision), (rate, _) = (
            points.T
            for points in (
                curves.precision_recall_points(flagged, cleared),
                curves.roc_points(flagged, cleared)[1:],
            )
        )
        kept = np.unique(np.linspace(0, flagged.size - 1, min(flagged.size, MOST_POINTS)).round().astype(int))
        columns = np.stack([scored.thresholds, recall, rate, precision], axis=1)
        rows: list[list[float]] = columns[kept].tolist()
        return rows

    def _known(self, estimate: Estimate) -> Estimate:
        """The estimate, or why a judge that gave no probability has none."""
        if self.certainty.source != "none":
            return estimate
        return undefined(NO_PROBABILITY, n_raters=estimate.n_raters)

    def _row(
        self,
        name: str,
        estimate: Estimate,
        *,
        recall: float | None = None,
        reached: Reached | None = None,
        threshold: float | None = None,
        used: Mask | None = None,
        policy: str = MISSING,
    ) -> Row:
        row = self.asked.writer(self.certainty.repeat).row(
            name,
            estimate,
            reference=self.reference.name,
            used=self.used if used is None else used,
            labelled=self.reference.labelled,
            positive=failing_words(self.items),
            policy=policy,
            cautions=self._unscored(),
        )
        entered = self.reference.flags[self.used]
        return row | {
            "source": self.certainty.source,
            "part": self.part,
            "recall": recall,
            "threshold": threshold if reached is None else reached.threshold,
            "needed": None if reached is None else reached.needed,
            "found": None if reached is None else reached.found,
            "flagged": int((entered == 1).sum()),
            "cleared": int((entered == 0).sum()),
        }

    def _unscored(self) -> tuple[str, ...]:
        flagged = (self.reference.flags == 1) & self.before
        gone = int((flagged & np.isnan(self.scores)).sum())
        if not gone or self.certainty.source == "none":
            return ()
        return (_without_score(gone, int(flagged.sum())),)


def _without_score(gone: int, flagged: int) -> str:
    return f"{gone} of {flagged} flagged items have no score: what was not obtained is in no order"


def _why(_: Floats, *, n: int) -> str:
    return NO_SPREAD_OF_FLAGS if n else NO_ITEM


def _of_bin(counts: Floats, *, place: int) -> tuple[Floats, Floats]:
    return counts[..., place, 1], counts[..., place, :].sum(axis=-1)
