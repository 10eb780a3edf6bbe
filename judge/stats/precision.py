"""How many items a statistic of a judge needs for an interval of a wished width.

It is as right as what is put in about prevalence and judge: put in the least favourable values that are plausible.
"""

from collections.abc import Callable, Mapping
from math import comb, lgamma

import numpy as np
from numpy.typing import NDArray

from judge.errors import InputError
from judge.record import dataclass
from judge.stats.intervals import Z_95
from judge.stats.planning import up, within

Complex = NDArray[np.complex128]
Shares = NDArray[np.float64]
Of = Callable[[Complex], complex]
"""A statistic of four shares of all items: cleared by both, flagged by the judge alone, the reference alone, both."""

_STEP = 1e-30


@dataclass(frozen=True, slots=True)
class Quality:
    """What is expected of a judge and of the items it will be held against.

    Nobody is perfect here: a judge that never errs needs no items by any formula; `planning.items_for_bound` plans for
    it.

    Raises:
        InputError: One of them is not between 0 and 1.
    """

    prevalence: float
    """The share of items the reference flags."""
    sensitivity: float
    specificity: float

    def __post_init__(self) -> None:
        for name in ("prevalence", "sensitivity", "specificity"):
            within(name, getattr(self, name), above=0, below=1)

    @property
    def shares(self) -> Shares:
        """Cleared by both, flagged by the judge alone, by the reference alone, by both."""
        p, found, quiet = self.prevalence, self.sensitivity, self.specificity
        return np.array([(1 - p) * quiet, (1 - p) * (1 - quiet), p * (1 - found), p * found])


def _kappa(p: Complex) -> complex:
    chance = (p[0] + p[1]) * (p[0] + p[2]) + (p[2] + p[3]) * (p[1] + p[3])
    return complex((p[0] + p[3] - chance) / (1 - chance))


def _alpha(p: Complex) -> complex:
    flagged = (p[1] + p[2]) / 2 + p[3]
    return complex(1 - (p[1] + p[2]) / (2 * flagged * (1 - flagged)))


def _ac1(p: Complex) -> complex:
    flagged = (p[1] + p[2]) / 2 + p[3]
    chance = 2 * flagged * (1 - flagged)
    return complex((p[0] + p[3] - chance) / (1 - chance))


def _mcc(p: Complex) -> complex:
    spread = (p[0] + p[1]) * (p[2] + p[3]) * (p[0] + p[2]) * (p[1] + p[3])
    return complex((p[0] * p[3] - p[1] * p[2]) / np.sqrt(spread))


def _sensitivity(p: Complex) -> complex:
    return complex(p[3] / (p[2] + p[3]))


def _specificity(p: Complex) -> complex:
    return complex(p[0] / (p[0] + p[1]))


def _balanced_accuracy(p: Complex) -> complex:
    return (_sensitivity(p) + _specificity(p)) / 2


PLANNED: Mapping[str, Of] = {
    "sensitivity": _sensitivity,
    "specificity": _specificity,
    "balanced_accuracy": _balanced_accuracy,
    "mcc": _mcc,
    "cohen_kappa": _kappa,
    "krippendorff_alpha_nominal": _alpha,
    "gwet_ac1": _ac1,
}
"""What a number of items can be planned for, by the name tables call it; a judge and one reference."""


def expected(statistic: str, quality: Quality) -> float:
    """What the *statistic* will be, if the judge is as expected.

    >>> round(expected("cohen_kappa", Quality(0.1, 0.9, 0.9)), 3)
    0.59
    """
    return float(PLANNED[statistic](quality.shares.astype(np.complex128)).real)


def item_variance(statistic: str, quality: Quality) -> float:
    """What one item adds to the variance of the *statistic*: its variance is this divided by the number of items.

    The delta method on the shares of the four kinds of item; derivatives by a complex step (Squire and Trapp 1998),
    exact to rounding. Items are taken as independent.
    """
    return _delta(PLANNED[statistic], quality.shares)


def items_for_half_width(statistic: str, quality: Quality, half_width: float, *, effect: float = 1.0) -> int:
    """How many items make the 95 % interval of the *statistic* reach no further than *half_width* to either side.

    *effect* multiplies them: a design effect, or what repeats save. For alpha the two are raters like any other. It
    takes the interval as symmetrical, which near 0 and 1 it is not: there more items are better.

    >>> [items_for_half_width("sensitivity", Quality(p, 0.9, 0.9), 0.05) for p in (0.5, 0.1, 0.05)]
    [277, 1383, 2766]

    Raises:
        InputError: The half-width is not between 0 and 1.
    """
    within("the half-width", half_width, above=0, below=1)
    return up(Z_95**2 * item_variance(statistic, quality) * effect / half_width**2)


def items_for_experts_alpha(
    experts: int, alpha: float, prevalence: float, half_width: float, *, effect: float = 1.0
) -> int:
    """How many items make the 95 % interval of the experts' own alpha reach no further than *half_width*.

    Flags of so many interchangeable experts by item are taken as beta-binomial (Zou and Donner 2004), with alpha as
    their intraclass correlation; then the delta method. More experts help much less than more items.

    Raises:
        InputError: There are fewer than two experts, or a share is not between 0 and 1.
    """
    within("the experts' alpha", alpha, above=0, below=1)
    within("prevalence", prevalence, above=0, below=1)
    within("the half-width", half_width, above=0, below=1)
    if experts < 2:  # noqa: PLR2004 - a pair
        raise InputError(f"experts agree or not from two of them on, not {experts!r}")
    flagged = np.arange(experts + 1)
    apart = 2 * flagged * (experts - flagged) / (experts * (experts - 1))

    def of(p: Complex) -> complex:
        share = (p * flagged).sum() / experts
        return complex(1 - (p * apart).sum() / (2 * share * (1 - share)))

    variance = _delta(of, _beta_binomial(experts, alpha, prevalence))
    return up(Z_95**2 * variance * effect / half_width**2)


def _beta_binomial(experts: int, alpha: float, prevalence: float) -> Shares:
    a, b = prevalence * (1 - alpha) / alpha, (1 - prevalence) * (1 - alpha) / alpha

    def beta(x: float, y: float) -> float:
        return lgamma(x) + lgamma(y) - lgamma(x + y)

    logs = [beta(k + a, experts - k + b) - beta(a, b) for k in range(experts + 1)]
    return np.array([comb(experts, k) * float(np.exp(value)) for k, value in enumerate(logs)])


def _delta(of: Of, shares: Shares) -> float:
    step = shares + 1j * _STEP * np.eye(shares.size)
    slope = np.array([complex(of(row)).imag for row in step]) / _STEP
    return float((shares * slope**2).sum() - (shares * slope).sum() ** 2)
