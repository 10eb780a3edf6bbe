"""Many questions put to the same data: what is left of each answer when all of them count.

Adjusted p-values are compared with the level itself (0.05). A question without a p-value (``nan``) was not asked: it
stays ``nan`` and does not count.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from judge.errors import InputError
from judge.record import dataclass
from judge.stats.resampling import Floats
from judge.stats.sampled import NO_SPREAD, TOO_FEW, Sampled

UNDEFINED = "the difference is undefined: nothing to test"
NOT_OF_ONE_PLAN = "statistics with different numbers of replicates have no common interval"


def holm(p_values: ArrayLike) -> Floats:
    """Adjusted so that among all questions not one is wrongly answered, in 95 of 100 tables (Holm 1979).

    Holds however the questions hang together.

    >>> holm([0.01, 0.04, 0.03]).round(4).tolist()
    [0.03, 0.06, 0.06]

    Raises:
        InputError: A number is no p-value.
    """
    return _stepwise(p_values, lambda p, n: np.maximum.accumulate(p * np.arange(n, 0, -1)))


def benjamini_hochberg(p_values: ArrayLike) -> Floats:
    """Adjusted so that of the differences called real at most 5 % are not, on average (Benjamini, Hochberg 1995).

    Holds for independent or positively dependent questions.

    >>> benjamini_hochberg([0.01, 0.04, 0.03]).round(4).tolist()
    [0.03, 0.04, 0.04]

    Raises:
        InputError: A number is no p-value.
    """
    return _stepwise(p_values, _step_up)


def benjamini_yekutieli(p_values: ArrayLike) -> Floats:
    """As `benjamini_hochberg`, for questions that hang together in any way (Benjamini, Yekutieli 2001).

    1 + 1/2 + ... + 1/n times as strict.

    >>> benjamini_yekutieli([0.01, 0.04, 0.03]).round(4).tolist()
    [0.055, 0.0733, 0.0733]

    Raises:
        InputError: A number is no p-value.
    """
    return _stepwise(p_values, lambda p, n: _step_up(p * (1 / np.arange(1, n + 1)).sum(), n))


ADJUSTMENTS: Mapping[str, Callable[[ArrayLike], Floats]] = {
    "holm": holm,
    "bh": benjamini_hochberg,
    "by": benjamini_yekutieli,
}


@dataclass(frozen=True, slots=True)
class Simultaneous:
    """One of several intervals that hold together, all of them in 95 of 100 tables."""

    low: float | None
    high: float | None
    p: float | None
    """How often chance gives the largest of all distances as this one."""
    reason: str | None = None
    undefined: int = 0
    """Replicates in which this statistic was undefined, and so took no part in the largest."""


def max_t(statistics: Sequence[Sampled], *, level: float = 0.95) -> list[Simultaneous]:
    """Intervals of several differences from 0 that hold together, with their adjusted p-values.

    The single-step max-T of Westfall and Young (1993) on the bootstrap: each replicate's distance from the value, in
    standard errors; the largest over all statistics of a replicate is what every one of them is compared with. Because
    the replicates are shared, statistics that move together cost less than under `holm`. p = (1 + as far) / (1 +
    replicates), never 0. A statistic without a value, without a spread, or from fewer than two clusters has none and
    does not count.

    Raises:
        InputError: They do not come from one plan.
    """
    if len({s.replicates.size for s in statistics}) > 1:
        raise InputError(NOT_OF_ONE_PLAN)
    reasons = [_unusable(s) for s in statistics]
    used = [s for s, reason in zip(statistics, reasons, strict=True) if reason is None]
    if not used:
        return [Simultaneous(None, None, None, reason) for reason in reasons]
    values = np.array([s.value for s in used])
    replicates = np.stack([np.where(np.isfinite(s.replicates), s.replicates, np.nan) for s in used])
    errors = np.nanstd(replicates, axis=1, ddof=1)
    away = np.abs(replicates - values[:, None]) / errors[:, None]
    largest = np.where(np.isnan(away), 0.0, away).max(axis=0)
    reach = float(np.quantile(largest, level))
    as_far = (largest >= (np.abs(values) / errors)[:, None]).sum(axis=1)
    p_values = (1 + as_far) / (1 + largest.size)
    gone = np.isnan(replicates).sum(axis=1)
    found = iter(zip(values - reach * errors, values + reach * errors, p_values, gone, strict=True))
    return [
        Simultaneous(None, None, None, reason) if reason is not None else _simultaneous(*next(found))
        for reason in reasons
    ]


def _simultaneous(low: float, high: float, p: float, gone: int) -> Simultaneous:
    return Simultaneous(float(low), float(high), float(p), None, int(gone))


def _unusable(statistic: Sampled) -> str | None:
    kept = statistic.replicates[np.isfinite(statistic.replicates)]
    if not statistic.defined or 2 * kept.size < statistic.replicates.size:
        return UNDEFINED
    if statistic.clusters < 2:  # noqa: PLR2004 - two to differ
        return TOO_FEW
    return NO_SPREAD if np.ptp(kept) <= 1e-12 * max(1.0, abs(statistic.value)) else None


def _step_up(ordered: Floats, n: int) -> Floats:
    scaled = ordered * n / np.arange(1, n + 1)
    return np.minimum.accumulate(scaled[::-1])[::-1]


def _stepwise(p_values: ArrayLike, adjust: Callable[[Floats, int], Floats]) -> Floats:
    given = np.asarray(p_values, np.float64)
    if given.ndim != 1 or ((given < 0) | (given > 1)).any():
        raise InputError("p-values are a row of numbers between 0 and 1, nan where there is none")
    asked = np.flatnonzero(~np.isnan(given))
    order = asked[np.argsort(given[asked], kind="stable")]
    adjusted = np.full(given.shape, np.nan)
    adjusted[order] = np.minimum(adjust(given[order], order.size), 1.0)
    return adjusted
