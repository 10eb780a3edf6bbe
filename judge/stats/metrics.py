"""How far apart two answers are: what turns a count of disagreements into an amount.

The metric belongs in the name of every number made with it: on the same ratings "ordinal" alpha is .815 by
Krippendorff's metric and .849 by squared distance.
"""

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np

from judge.stats.resampling import Floats

Metric = Literal["nominal", "ordinal", "interval", "ratio"]


def nominal(marginals: Floats, values: Floats) -> Floats:  # noqa: ARG001 - one signature for all metrics
    """1 for two different answers, 0 for the same: answers are names."""
    return 1 - np.eye(marginals.shape[-1])


def ordinal(marginals: Floats, values: Floats) -> Floats:  # noqa: ARG001 - one signature for all metrics
    """Krippendorff's ordinal metric: how many ratings lie between two answers, squared.

    It depends on the ratings' own frequencies (``marginals``, (..., V)), so it is another one in every replicate.
    """
    upto = np.cumsum(marginals, axis=-1) - marginals / 2
    between: Floats = (upto[..., :, None] - upto[..., None, :]) ** 2
    return between


def interval(marginals: Floats, values: Floats) -> Floats:  # noqa: ARG001 - one signature for all metrics
    """The squared difference of the answers' numbers."""
    apart: Floats = (values[:, None] - values[None, :]) ** 2
    return apart


def ratio(marginals: Floats, values: Floats) -> Floats:  # noqa: ARG001 - one signature for all metrics
    """The squared difference relative to the sum of the answers' numbers; 0 where both are 0."""
    total = values[:, None] + values[None, :]
    apart = values[:, None] - values[None, :]
    relative: Floats = np.divide(apart, total, out=np.zeros_like(apart), where=total != 0) ** 2
    return relative


METRICS: Mapping[Metric, Callable[[Floats, Floats], Floats]] = {
    "nominal": nominal,
    "ordinal": ordinal,
    "interval": interval,
    "ratio": ratio,
}


def identity(n: int) -> Floats:
    """Agreement weights of names: 1 for the same answer, 0 for any other."""
    return np.eye(n)


def linear(n: int) -> Floats:
    """Agreement weights of ordered answers that fall off with each step."""
    steps = np.arange(n, dtype=np.float64)
    return 1 - np.abs(steps[:, None] - steps[None, :]) / max(n - 1, 1)


def quadratic(n: int) -> Floats:
    """Agreement weights of ordered answers that fall off with the square of the steps."""
    steps = np.arange(n, dtype=np.float64)
    return 1 - ((steps[:, None] - steps[None, :]) / max(n - 1, 1)) ** 2


def ordinal_weights(n: int) -> Floats:
    """Gwet's "ordinal" agreement weights: by the number of pairs of answers between two (not Krippendorff's metric)."""
    steps = np.arange(n)
    spans = np.abs(steps[:, None] - steps[None, :]) + 1
    pairs = spans * (spans - 1) / 2
    weights: Floats = 1 - pairs / max(float(pairs.max()), 1.0)
    return weights


WEIGHTS: Mapping[str, Callable[[int], Floats]] = {
    "identity": identity,
    "linear": linear,
    "quadratic": quadratic,
    "ordinal_weights": ordinal_weights,
}
