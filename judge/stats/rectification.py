"""A candidate's rate corrected by labels of *its own* items, drawn with known chances.

The judge's verdicts stand for every item, and experts looked at some of them. Nothing is assumed of the judge: a poor
one only brings less. All intervals are 95 % and linearised over clusters; independent items give the published
formulas.
"""

from dataclasses import replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from judge.record import dataclass
from judge.stats.correction import NOTHING_JUDGED, Corrected
from judge.stats.intervals import wilson
from judge.stats.linearised import Floats, Places, design_effect, reach

POST_STRATIFIED = "post_stratified"
DOUBLY_ROBUST = "doubly_robust"
PPI = "ppi"
PPI_PLUS_PLUS = "ppi_plus_plus"

NO_LABEL = "no item is labelled"
NOTHING_UNLABELLED = "every item is labelled: there is nothing left to predict"
STRATUM_WITHOUT_LABEL = "a kind of verdict holds no labelled item"
NOTHING_VARIES = "nothing varies: an interval of no width would be a lie"

FAILED, PASSED, NOT_READ = 0, 1, 2
"""The kinds of verdict."""

Convention = Literal["ppi_py", "plain"]


@dataclass(frozen=True)
class Items:
    """What was judged of one candidate."""

    verdicts: Floats
    """1 passed, 0 failed, ``nan`` not read: a kind of verdict of its own."""
    truth: Floats
    """What experts found: 1 passing, 0 failing, between them where they are divided; ``nan`` not labelled."""
    clusters: Places
    weights: Floats | None = None
    """Of labelled items the inverse of the probability of being labelled; ``None`` where all had the same."""

    @cached_property
    def labelled(self) -> NDArray[np.bool_]:
        """Which items experts looked at."""
        return ~np.isnan(self.truth)

    @property
    def passed(self) -> Floats:
        """1 for a pass, 0 for everything else: an unread judgment is not a pass."""
        return np.nan_to_num(self.verdicts, nan=0.0)

    @cached_property
    def strata(self) -> Places:
        """The kind of each verdict: ``FAILED``, ``PASSED`` or ``NOT_READ``."""
        return np.where(np.isnan(self.verdicts), NOT_READ, self.passed).astype(np.int64)


def ppi(items: Items, *, power: float = 1.0, method: str = PPI) -> Corrected:
    """Prediction-powered inference (Angelopoulos et al. 2023): verdicts of the unlabelled, rectified by the labelled.

    power x mean verdict of the unlabelled + mean of (truth - power x verdict) of the labelled. ``power=0`` is the
    labels alone, ``power=1`` the first paper's. Variances have no correction for the mean (as ``ppi_py``). Labels must
    be a random sample of the items; weights are not used. Undefined without a label, and, unless ``power=0``, without
    an unlabelled item.

    >>> i, j = np.arange(100), np.arange(1000)
    >>> truth = (i % 10 < 6) * 1.0
    >>> verdicts = np.concatenate([np.where(i % 7 == 0, 1 - truth, truth), j % 20 < 11])
    >>> items = Items(verdicts, np.concatenate([truth, np.full(1000, np.nan)]), np.arange(1100))
    >>> [round(x, 12) for x in (ppi(items).value, ppi(items).low, ppi(items).high)]
    [0.58, 0.498278667658, 0.661721332342]
    """
    known, f = items.labelled, items.passed
    n, rest = int(known.sum()), int((~known).sum())
    about = {"n_judged": known.size, "n_labelled": n}
    if n == 0:
        return Corrected(None, None, None, method, NO_LABEL, power=power, **about)
    if rest == 0 and power:
        return Corrected(None, None, None, method, NOTHING_UNLABELLED, power=power, **about)
    rectified = items.truth[known] - power * f[known]
    predicted = power * f[~known].mean() if rest else 0.0
    influence = np.zeros(known.size)
    influence[known] = (rectified - rectified.mean()) / n
    influence[~known] = (power * f[~known] - predicted) / max(rest, 1)
    variance = float((influence**2).sum())
    return _with_error(
        float(predicted + rectified.mean()), variance, influence, items, method=method, about=about, power=power
    )


def ppi_plus_plus(items: Items, *, convention: Convention = "plain") -> Corrected:
    """PPI with the power that makes the interval shortest: cov(truth, verdict) / (var(verdict) (1 + n/N)), in 0..1.

    ``convention="plain"`` divides by the number of items throughout; ``"ppi_py"`` takes that package's pooled variance,
    divided by one item less. With fewer than two labels, without an unlabelled item, or where all verdicts are the
    same, the power is 0: the labels alone. Asymptotically the same as `post_stratified`.
    """
    known, f = items.labelled, items.passed
    n, rest = int(known.sum()), int((~known).sum())
    spread = float(f.var(ddof=int(convention == "ppi_py"))) if f.size > 1 else 0.0
    power = 0.0
    if n > 1 and rest and spread > 0:
        y = items.truth[known]
        together = float(((y - y.mean()) * (f[known] - f[known].mean())).mean())
        power = min(1.0, max(0.0, together / (spread * (1 + n / rest))))
    return ppi(items, power=power, method=PPI_PLUS_PLUS)


def post_stratified(items: Items) -> Corrected:
    """The share of passing items within each kind of verdict, weighted by how common that kind is among *all* items.

    The efficient estimator of Chen et al. 2026 (arXiv 2601.05420) for a judge that says yes or no, with unread
    judgments as a third kind. Valid where labels are a random sample of the items, and also where they are one within
    each kind of verdict only; weights are not used. The variances within kinds are smoothed by one passing and one
    failing item, so that a kind of which three of three pass does not claim to be certain; the interval is Wilson's on
    as many items as have this variance, so that with every item labelled and one kind of verdict it is Wilson's own.
    Undefined without a label, and where a kind of verdict that occurs has none: see `merged`.

    >>> i, j = np.arange(100), np.arange(1000)
    >>> truth = (i % 10 < 6) * 1.0
    >>> verdicts = np.concatenate([np.where(i % 7 == 0, 1 - truth, truth), j % 20 < 11])
    >>> items = Items(verdicts, np.concatenate([truth, np.full(1000, np.nan)]), np.arange(1100))
    >>> round(post_stratified(items).value, 12)
    0.587537554245
    """
    return _stratified(items, items.strata, POST_STRATIFIED)


def doubly_robust(items: Items) -> Corrected:
    """The mean of m(verdict) + labelled / probability x (truth - m(verdict)) over all items, from known probabilities.

    The augmented inverse-probability estimator (AIPW; Robins et al. 1994, for judges J. P. Kim 2026, arXiv 2605.16354),
    for items of which some were more likely to be labelled than others. m is the weighted share of passing items within
    each kind of verdict. With equal probabilities it is `post_stratified`. Undefined as there.
    """
    return _stratified(items, items.strata, DOUBLY_ROBUST)


def merged(items: Items, *, fewest: int = 2, method: str = POST_STRATIFIED) -> Corrected:
    """`post_stratified`, or `doubly_robust`; a kind of verdict with fewer than *fewest* labels is put to the commonest.

    Labels that are a random sample stay one when kinds of verdict are taken together; the verdicts only help less. With
    everything in one kind it is the mean of the labels.
    """
    return _stratified(items, merged_strata(items, fewest=fewest), method)


def bounded(items: Items, found: Corrected, *, fewest: int = 2) -> Corrected:
    """*found*, which `merged` made, its interval reaching from all unlabelled kinds of verdict failing to all passing.

    The rate of the other kinds, with its interval, is taken for their share of the items. Where each kind that occurs
    has a label it is *found* itself.
    """
    known = np.bincount(items.strata[items.labelled], minlength=3) > 0
    here = known[items.strata]
    if here.all() or not here.any():
        return found
    weights = None if items.weights is None else items.weights[here]
    part = Items(items.verdicts[here], items.truth[here], items.clusters[here], weights)
    rest = merged(part, fewest=fewest, method=found.method)
    if rest.low is None or rest.high is None:
        return found
    share = float(here.mean())
    return replace(found, low=share * rest.low, high=share * rest.high + 1 - share)


def merged_strata(items: Items, *, fewest: int = 2) -> Places:
    """The kind of each verdict, kinds with fewer than *fewest* labels put to the one with most."""
    strata = items.strata
    counts = np.bincount(strata[items.labelled], minlength=3)
    return np.where(counts[strata] < fewest, int(counts.argmax()), strata)


def _stratified(items: Items, strata: Places, method: str) -> Corrected:
    known = items.labelled
    about = {"n_judged": known.size, "n_labelled": int(known.sum())}
    if known.size == 0 or not known.any():
        return Corrected(None, None, None, method, NOTHING_JUDGED if known.size == 0 else NO_LABEL, **about)
    every, kind = np.unique(strata, return_inverse=True)
    share = np.bincount(kind) / known.size
    here, y = kind[known], items.truth[known]
    w = np.ones(y.size)
    if items.weights is not None and method == DOUBLY_ROBUST:
        w = items.weights[known]

    def total(values: Floats) -> Floats:
        return np.asarray(np.bincount(here, values, every.size), np.float64)

    if (total(w) == 0).any():
        return Corrected(None, None, None, method, STRATUM_WITHOUT_LABEL, **about)
    mean = total(w * y) / total(w)
    value = float(share @ mean)
    influence = (mean[kind] - value) / known.size
    influence[known] += share[here] / total(w)[here] * w * (y - mean[here])
    size = total(w) ** 2 / total(w * w)  # Kish's: unequal weights tell less
    second = total(w * y * y) / total(w)
    plain = (second - mean**2) / size
    near = (size * mean + 1) / (size + 2)
    smooth = ((size * second + 1) / (size + 2) - near**2) / size
    between = float(share @ (mean - value) ** 2) / known.size
    variance = float(share**2 @ smooth) + between
    alone = float(share**2 @ plain) + between
    if alone > 0:
        variance *= float((influence**2).sum()) / alone  # 1 for equal weights; else what the weights really cost
    effect = design_effect(influence, items.clusters)
    error = float(np.sqrt(variance * effect))
    smoothed = float(share @ near)
    trials = smoothed * (1 - smoothed) / error**2
    low, high = wilson(_cut(value) * trials, trials, z=reach(items.clusters))
    return Corrected(_cut(value), low, high, method, None, error, effect, **about)


def _with_error(
    value: float,
    variance: float,
    influence: Floats,
    items: Items,
    *,
    method: str,
    about: dict[str, int],
    power: float,
) -> Corrected:
    """*value* with its normal interval, cut to 0..1."""
    effect = design_effect(influence, items.clusters)
    error = float(np.sqrt(variance * effect))
    if error == 0:
        return Corrected(_cut(value), None, None, method, NOTHING_VARIES, power=power, **about)
    half = reach(items.clusters) * error
    ends = _cut(value - half), _cut(value + half)
    return Corrected(_cut(value), *ends, method, None, error, effect, power=power, **about)


def _cut(value: float) -> float:
    return min(1.0, max(0.0, value))
