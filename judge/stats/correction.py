"""A candidate's rate corrected by labels of *other* candidates' items: Rogan-Gladen with the interval of Lee et al.

A judge that passes 40 % says little about how many responses pass until one knows how often it passes what experts
pass, and fails what experts fail. These two shares (sensitivity and specificity, of *passing* here) are carried over
from labelled items, so they must hold for this candidate too: that is an assumption, not a finding. With labels of the
candidate's own items use `judge.stats.rectification`, which assumes nothing of the kind.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from judge.record import dataclass
from judge.stats.intervals import Z_95
from judge.stats.linearised import Floats, Places, design_effect, reach

ROGAN_GLADEN = "rogan_gladen_lee"

NOTHING_JUDGED = "nothing was judged"
NO_PASSING = "no labelled item passes in the experts' eyes"
NO_FAILING = "no labelled item fails in the experts' eyes"
SAYS_TOO_LITTLE = (
    "sensitivity + specificity is not clearly above 1: the verdicts say too little about the truth to correct a rate"
)
CUT = "the corrected rate lies outside 0 to 1 and was cut to it: sensitivity or specificity do not fit this candidate"


@dataclass(frozen=True, slots=True)
class Corrected:
    """A rate in the experts' terms, or the reason why there is none.

    ``reason`` beside a value is a remark. ``None`` is never 0: a rate that cannot be corrected is not known.
    """

    value: float | None
    low: float | None
    high: float | None
    method: str
    reason: str | None = None
    standard_error: float | None = None
    design_effect: float | None = None
    """How many times larger the variance is than of independent items."""
    n_judged: int = 0
    n_labelled: int = 0
    sensitivity: float | None = None
    """P(the judge passes | the experts pass), as it was used."""
    specificity: float | None = None
    """P(the judge does not pass | the experts fail), as it was used."""
    power: float | None = None
    """Of PPI: how far the judge's verdicts are relied on, 0 (not at all) to 1."""

    @property
    def defined(self) -> bool:
        """Whether there is a rate."""
        return self.value is not None


@dataclass(frozen=True)
class Calibration:
    """Labelled items: what the judge said of them, and what the experts."""

    verdicts: Floats
    """1 passed, 0 not."""
    truth: Floats
    """1 passing, 0 failing; between them where experts are divided: the item then counts that much in each class."""
    clusters: Places
    weights: Floats | None = None
    """The inverse of the probability with which each was chosen; ``None`` where all had the same."""

    @cached_property
    def classes(self) -> tuple[Floats, Floats]:
        """How much each item counts among the failing, and among the passing."""
        w = np.ones(self.truth.size) if self.weights is None else self.weights
        return w * (1 - self.truth), w * self.truth

    @cached_property
    def sizes(self) -> tuple[float, float]:
        """Failing and passing items; of unequal weights as many as would tell the same with equal ones (Kish 1965)."""
        w = np.ones(self.truth.size) if self.weights is None else self.weights
        failing, passing = (float(part.sum() ** 2 / (w @ part)) if part.any() else 0.0 for part in self.classes)
        return failing, passing

    @cached_property
    def rates(self) -> tuple[float, float]:
        """Specificity and sensitivity; ``nan`` without an item of the class."""
        failing, passing = self.classes
        q0 = float(failing @ (1 - self.verdicts) / failing.sum()) if failing.any() else np.nan
        q1 = float(passing @ self.verdicts / passing.sum()) if passing.any() else np.nan
        return q0, q1

    def without(self, dropped: NDArray[np.bool_]) -> "Calibration":
        """The items that are not *dropped*."""
        weights = None if self.weights is None else self.weights[~dropped]
        return Calibration(self.verdicts[~dropped], self.truth[~dropped], self.clusters[~dropped], weights)


def rogan_gladen(verdicts: Floats, clusters: Places, calibration: Calibration) -> Corrected:
    """The rate experts would find among *verdicts*, from sensitivity and specificity found elsewhere.

    Value: (p + q0 - 1) / (q0 + q1 - 1) of the judge's rate p, specificity q0 and sensitivity q1 (Rogan & Gladen 1978),
    cut to 0..1. Interval: Lee et al. 2025 (arXiv 2511.21140), smoothed, which also counts the sampling error of q0 and
    q1; 95 %. *verdicts* are 1 (passed) or 0; an unread one must be decided by the caller. Where items depend on each
    other, sizes are divided by the design effect of the whole estimator, linearised over clusters; independent items
    give the published formulas. Undefined without labelled items of both classes, and where the lower end of the
    interval of q0 + q1 - 1 is not above 0.

    >>> p, q0, q1 = (np.repeat([1.0, 0.0], n) for n in ([400, 600], [60, 140], [180, 20]))
    >>> truth = np.repeat([0.0, 1.0], 200)
    >>> known = Calibration(np.concatenate([q0, q1]), truth, np.arange(1000, 1400))
    >>> found = rogan_gladen(p, np.arange(1000), known)
    >>> round(found.value, 12), round(found.low, 12), round(found.high, 12)
    (0.166666666667, 0.056350724842, 0.262733025786)
    """
    (m0, m1), (q0, q1) = calibration.sizes, calibration.rates
    about = {"n_judged": verdicts.size, "n_labelled": calibration.truth.size}
    for missing, reason in ((verdicts.size == 0, NOTHING_JUDGED), (m1 == 0, NO_PASSING), (m0 == 0, NO_FAILING)):
        if missing:
            return _undefined(reason, calibration, about)
    joined = np.concatenate([clusters, calibration.clusters])
    p = float(verdicts.mean())
    effect, z = design_effect(_influence(verdicts, calibration), joined), reach(joined)
    shares = _Shares.smoothed((p, verdicts.size / effect), (q0, m0 / effect), (q1, m1 / effect), z)
    if shares.lower_informedness(z) <= 0 or q0 + q1 <= 1:
        return _undefined(SAYS_TOO_LITTLE, calibration, about)
    value = (p + q0 - 1) / (q0 + q1 - 1)
    low, high = shares.interval(z)
    return Corrected(
        min(1.0, max(0.0, value)),
        low,
        high,
        ROGAN_GLADEN,
        None if 0 <= value <= 1 else CUT,
        delta_error((p, verdicts.size / effect), (q0, m0 / effect), (q1, m1 / effect)),
        effect,
        sensitivity=q1,
        specificity=q0,
        **about,
    )


Share = tuple[float, float]
"""A share and the number it was counted of."""


def delta_error(judged: Share, specificity: Share, sensitivity: Share) -> float:
    """The standard error of Rogan and Gladen's estimate by the delta method, without smoothing.

    >>> round(delta_error((0.4, 1000), (0.7, 200), (0.9, 200)), 12)
    0.052219267056
    """
    return _Shares(*judged, *specificity, *sensitivity).error


def _undefined(reason: str, calibration: Calibration, about: dict[str, int]) -> Corrected:
    q0, q1 = (None if np.isnan(q) else q for q in calibration.rates)
    return Corrected(None, None, None, ROGAN_GLADEN, reason, sensitivity=q1, specificity=q0, **about)


def _influence(verdicts: Floats, calibration: Calibration) -> Floats:
    """What each verdict, then each labelled item, adds to the error, up to the common factor 1 / (q0 + q1 - 1)."""
    (q0, q1), (failing, passing) = calibration.rates, calibration.classes
    p = verdicts.mean()
    gained = q0 + q1 - 1
    theta = (p + q0 - 1) / gained if gained else 0.5
    f = calibration.verdicts
    known = (1 - theta) * failing * (1 - f - q0) / failing.sum() - theta * passing * (f - q1) / passing.sum()
    return np.concatenate([(verdicts - p) / verdicts.size, known])


@dataclass(frozen=True, slots=True)
class _Shares:
    """The judge's rate, specificity and sensitivity with their sizes, as the formulas of Lee et al. name them."""

    p: float
    n: float
    q0: float
    m0: float
    q1: float
    m1: float

    @classmethod
    def smoothed(cls, judged: Share, specificity: Share, sensitivity: Share, z: float) -> "_Shares":
        (p, n), (q0, m0), (q1, m1) = judged, specificity, sensitivity
        rate = (n * p + z * z / 2) / (n + z * z)
        return cls(rate, n + z * z, (m0 * q0 + 1) / (m0 + 2), m0 + 2, (m1 * q1 + 1) / (m1 + 2), m1 + 2)

    @property
    def gained(self) -> float:
        return self.q0 + self.q1 - 1

    @property
    def theta(self) -> float:
        return (self.p + self.q0 - 1) / self.gained

    @property
    def spread(self) -> tuple[float, float]:
        """The variances of specificity and of sensitivity."""
        return self.q0 * (1 - self.q0) / self.m0, self.q1 * (1 - self.q1) / self.m1

    @property
    def error(self) -> float:
        failing, passing = self.spread
        theta = self.theta
        variance = self.p * (1 - self.p) / self.n + (1 - theta) ** 2 * failing + theta**2 * passing
        return float(np.sqrt(variance) / abs(self.gained))

    def interval(self, z: float) -> tuple[float, float]:
        failing, passing = self.spread
        centre = self.theta + 2 * z * z * (self.theta * passing - (1 - self.theta) * failing)
        half = z * self.error
        return min(1.0, max(0.0, centre - half)), min(1.0, max(0.0, centre + half))

    def lower_informedness(self, z: float = Z_95) -> float:
        """The lower end of specificity + sensitivity - 1."""
        return self.gained - z * float(np.sqrt(sum(self.spread)))
