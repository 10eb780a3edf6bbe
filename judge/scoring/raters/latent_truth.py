"""What a model of a hidden truth makes of the experts, and how a judge stands to it."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from judge.record import dataclass
from judge.scoring.coding import Mask
from judge.scoring.raters.asked import asked, baseline
from judge.scoring.references import Labelled
from judge.scoring.rows import EXPERTS
from judge.scoring.study import Study
from judge.scoring.tallying import Cells
from judge.scoring.writing import Writer, failing_words
from judge.stats.estimate import NO_ITEM, NO_PAIR, Estimate, undefined
from judge.stats.family import as_estimate
from judge.stats.latent import Fit, Patterns, fitted
from judge.stats.resampling import Floats, Plan, per_cluster
from judge.stats.sampled import Sampled
from judge.stats.tables import divide
from judge.table import Row

LATENT = "latent"
"""The reference: each item's probability of being failing, by the model of the experts."""

FEW_EXPERTS = "fewer than two experts: a hidden truth cannot be told from one opinion"
NONE_FAILING = "by the model no item is failing"
NONE_PASSING = "by the model every item is failing"
WEAK = "fewer than four experts: several hidden truths fit about equally well; this is one of them"
UNSETTLED = "the fit had not settled after 5,000 steps"

_CLEARED, _FLAGGED = 0, 1
SIDES = {"latent_sensitivity": _FLAGGED, "latent_specificity": _CLEARED}
_ABSENT = {_FLAGGED: NONE_FAILING, _CLEARED: NONE_PASSING}
_ENOUGH_EXPERTS = 4
_REPLICATE_TOLERANCE = 1e-6
_REPLICATE_STEPS = 300
_WORK = 2_000_000_000
"""Additions for one judge on one dimension."""
_FEWEST_REPLICATES = 200


def latent_truth(study: Study) -> Iterator[Row]:
    """The model of Dawid and Skene (1979) of the experts' flags, judges never in it.

    Of ``experts``: ``latent_prevalence`` of failing items, and ``latent_sensitivity`` and ``latent_specificity`` of the
    expert in ``reference``. Of each judge: the same two, expected under each item's probability (``latent``). The
    intervals fit the model anew in each replicate, in the plan's first 200 at least where there are very many clusters.
    Nothing where no answer speaks for or against a response: there are no flags then.
    """
    for items in study.sided:
        yield from _Latent(study, items).rows()


@dataclass(frozen=True)
class _Fits:
    """The model of the data and of each replicate."""

    data: Fit
    replicates: Fit
    clusters: int


@dataclass(frozen=True)
class _Counted:
    """Counts of cells, of the data and of each replicate."""

    data: Floats
    replicates: Floats
    clusters: int


class _Latent:
    """One dimension: the experts' patterns and each judge's flags by pattern, counted and fitted."""

    def __init__(self, study: Study, items: Labelled) -> None:
        self.items, self.study = items, study
        self.patterns = Patterns.of(items.flags, 2)
        self.of_item, self.width = self.patterns.of_item, len(self.patterns.said)
        self.seen = self.patterns.rated[self.of_item]
        self.drawn = _drawn(study.plan, 2 * self.width)
        # Where nobody's opinion meets another's, any truth fits.
        met = ((~np.isnan(items.flags)).sum(axis=0) > 1).any()
        self.fits = self._fits() if met else None

    def _counted(self, cells: Cells, width: int) -> "_Counted":
        """Items by their one cell: of the data and of each replicate, with their clusters."""
        clusters = self.study.plan.clusters
        sums = per_cluster(cells, self.items.clusters, (clusters, width), self.items.weights)
        return _Counted(sums.sum(axis=0), self.drawn @ sums, int(np.count_nonzero(sums.any(axis=1))))

    def _fits(self) -> _Fits:
        counted = self._counted(np.where(self.seen, self.of_item, -1), self.width)
        data = fitted(self.patterns, counted.data)
        # Begun where the data ended, a replicate's classes keep their meaning.
        anew = partial(fitted, start=data.posterior, tolerance=_REPLICATE_TOLERANCE, most_steps=_REPLICATE_STEPS)
        return _Fits(data, anew(self.patterns, counted.replicates), counted.clusters)

    def rows(self) -> Iterator[Row]:
        """Every row; all undefined without an item that two experts decided."""
        for judge in asked(self.study, self.items):
            for writer, codes in judge.each():
                yield from self._of_judge(writer, self.items.flags_of(codes))
        writer = baseline(self.study, self.items, EXPERTS)
        prevalence = self._of_model(lambda fit: fit.prevalence[..., _FLAGGED], NO_ITEM, self.seen)
        yield self._row(writer, "latent_prevalence", prevalence, None, self.seen)
        for i, expert in enumerate(self.items.names):
            used = ~np.isnan(self.items.flags[i])
            for name, truth in SIDES.items():
                estimate = self._of_model(partial(_own_errors, rater=i, truth=truth), _ABSENT[truth], used)
                yield self._row(writer, name, estimate, expert, used)

    def _of_judge(self, writer: Writer, flags: Floats) -> Iterator[Row]:
        used, shape, raters = self.seen & ~np.isnan(flags), (self.width, 2), 1 + len(self.items.names)
        n_items = int(used.sum())
        cells = np.where(used, 2 * self.of_item + np.nan_to_num(flags).astype(np.int64), -1)
        counted = self._counted(cells, 2 * self.width) if self.fits and n_items else None
        for name, truth in SIDES.items():
            if self.fits is None or counted is None:
                estimate = undefined(self._why_not, n_items=n_items, n_raters=raters)
            else:
                value = _expected(counted.data.reshape(shape), self.fits.data.posterior, truth)
                again = _expected(counted.replicates.reshape(-1, *shape), self.fits.replicates.posterior, truth)
                sampled = _sampled(value, again, counted.clusters)
                estimate = as_estimate(sampled, why=_ABSENT[truth], n_items=n_items, n_raters=raters)
            yield self._row(writer, name, estimate, LATENT, used)

    def _of_model(self, pick: Callable[[Fit], Floats], why: str, used: Mask) -> Estimate:
        raters, n_items = len(self.items.names), int(used.sum())
        if self.fits is None:
            return undefined(self._why_not, n_items=n_items, n_raters=raters)
        sampled = _sampled(pick(self.fits.data), pick(self.fits.replicates), self.fits.clusters)
        return as_estimate(sampled, why=why, n_items=n_items, n_raters=raters)

    @property
    def _why_not(self) -> str:
        if len(self.items.names) < 2:  # noqa: PLR2004 - two opinions
            return FEW_EXPERTS
        return NO_PAIR if self.fits is None and self.seen.any() else NO_ITEM

    def _row(self, writer: Writer, name: str, estimate: Estimate, reference: str | None, used: Mask) -> Row:
        cautions = []
        if self.fits is not None:
            cautions += [WEAK] * (len(self.items.names) < _ENOUGH_EXPERTS) + [UNSETTLED] * (
                not self.fits.data.converged
            )
        positive = failing_words(self.items)
        return writer.row(name, estimate, reference=reference, used=used, positive=positive, cautions=tuple(cautions))


def _drawn(plan: Plan, width: int) -> Floats:
    """The plan's replicates, or its first, where clusters x patterns are so many that all would take too long."""
    most = max(_FEWEST_REPLICATES, _WORK // max(1, plan.clusters * width))
    return plan.counts[:most].astype(np.float64)


def _own_errors(fit: Fit, *, rater: int, truth: int) -> Floats:
    return fit.confusion[..., rater, truth, truth]


def _expected(counts: Floats, posterior: Floats, truth: int) -> Floats:
    """Of the items that are probably *truth*, each by how probably, the share the judge called so.

    From counts (..., patterns, cleared and flagged).
    """
    given = (counts * posterior[..., truth, None]).sum(axis=-2)
    return divide(given[..., truth], given.sum(axis=-1))


def _sampled(value: Floats, replicates: Floats, clusters: int) -> Sampled:
    return Sampled(float(value), replicates, np.empty(0), clusters)
