"""What a model of a hidden truth makes of the experts, and how a judge stands to it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from judge.scoring.asked import asked, baseline
from judge.scoring.coding import Mask, as_flags
from judge.scoring.references import Labelled
from judge.scoring.rows import EXPERTS
from judge.scoring.study import Study
from judge.scoring.tallying import ledger_of
from judge.scoring.writing import Writer, failing_words
from judge.stats.estimate import NO_ITEM, Estimate, undefined
from judge.stats.family import Family, as_estimate
from judge.stats.latent import Fit, Patterns, fitted
from judge.stats.resampling import Floats
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


def latent_truth(study: Study) -> Iterator[Row]:
    """The model of Dawid and Skene (1979) of the experts' flags, judges never in it.

    Of ``experts``: ``latent_prevalence`` of failing items, and ``latent_sensitivity`` and ``latent_specificity`` of the
    expert in ``reference``. Of each judge: the same two, expected under each item's probability (``latent``). The
    intervals fit the model anew in each replicate.
    """
    for items in study.labelled:
        yield from _Latent(study, items).rows()


@dataclass(frozen=True)
class _Fits:
    """The model of the data and of each replicate."""

    data: Fit
    replicates: Fit
    clusters: int


class _Latent:
    """One dimension: the experts' patterns and each judge's flags by pattern, counted and fitted."""

    def __init__(self, study: Study, items: Labelled) -> None:
        self.items, self.study = items, study
        self.patterns = Patterns.of(items.flags, 2)
        self.seen = self.patterns.rated[self.patterns.of_item]
        self.judges = [(w, as_flags(c, items.dimension)) for judge in asked(study, items) for w, c in judge.each()]
        ledger, width = ledger_of(items, study.plan), len(self.patterns.said)
        ledger.count("model", np.where(self.seen, self.patterns.of_item, -1), (width,))
        for i, (_, flags) in enumerate(self.judges):
            cells = 2 * self.patterns.of_item + np.nan_to_num(flags).astype(np.int64)
            ledger.count(f"{i}", np.where(self.seen & ~np.isnan(flags), cells, -1), (width, 2))
        self.families = ledger.close()
        self.fits = self._fits() if len(items.names) > 1 and self.seen.any() else None

    def _fits(self) -> _Fits:
        sums = self.families["model"].sums
        data = fitted(self.patterns, sums.totals)
        # Begun where the data ended, a replicate's classes keep their meaning.
        anew = partial(fitted, start=data.posterior, tolerance=_REPLICATE_TOLERANCE, most_steps=_REPLICATE_STEPS)
        return _Fits(data, anew(self.patterns, sums.replicates), sums.clusters)

    def rows(self) -> Iterator[Row]:
        """Every row; all undefined without two experts."""
        for i, (writer, flags) in enumerate(self.judges):
            for name, truth in SIDES.items():
                estimate = self._of_judge(self.families[f"{i}"], truth)
                yield self._row(writer, name, estimate, LATENT, self.seen & ~np.isnan(flags))
        writer = baseline(self.study, self.items, EXPERTS)
        prevalence = self._of_model(lambda fit: fit.prevalence[..., _FLAGGED], NO_ITEM, self.seen)
        yield self._row(writer, "latent_prevalence", prevalence, None, self.seen)
        for i, expert in enumerate(self.items.names):
            used = ~np.isnan(self.items.flags[i])
            for name, truth in SIDES.items():
                estimate = self._of_model(partial(_own_errors, rater=i, truth=truth), _ABSENT[truth], used)
                yield self._row(writer, name, estimate, expert, used)

    def _of_judge(self, family: Family, truth: int) -> Estimate:
        raters = 1 + len(self.items.names)
        if self.fits is None or not family.items:
            return undefined(self._why_not, n_items=family.items, n_raters=raters)
        counts, (data, again) = family.sums, (self.fits.data.posterior, self.fits.replicates.posterior)
        value = _expected(counts.totals.reshape(family.shape), data, truth)
        replicates = _expected(counts.replicates.reshape(-1, *family.shape), again, truth)
        sampled = _sampled(value, replicates, counts.clusters)
        return as_estimate(sampled, why=_ABSENT[truth], n_items=family.items, n_raters=raters)

    def _of_model(self, pick: Callable[[Fit], Floats], why: str, used: Mask) -> Estimate:
        raters, n_items = len(self.items.names), int(used.sum())
        if self.fits is None:
            return undefined(self._why_not, n_items=n_items, n_raters=raters)
        sampled = _sampled(pick(self.fits.data), pick(self.fits.replicates), self.fits.clusters)
        return as_estimate(sampled, why=why, n_items=n_items, n_raters=raters)

    @property
    def _why_not(self) -> str:
        return FEW_EXPERTS if len(self.items.names) < 2 else NO_ITEM  # noqa: PLR2004 - two opinions

    def _row(self, writer: Writer, name: str, estimate: Estimate, reference: str | None, used: Mask) -> Row:
        cautions = []
        if self.fits is not None:
            cautions += [WEAK] * (len(self.items.names) < _ENOUGH_EXPERTS) + [UNSETTLED] * (
                not self.fits.data.converged
            )
        positive = failing_words(self.items)
        return writer.row(name, estimate, reference=reference, used=used, positive=positive, cautions=tuple(cautions))


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
