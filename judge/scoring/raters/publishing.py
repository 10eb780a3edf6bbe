"""Alpha as it is published: the value of the package researchers know, beside the interval of our own resampling."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from judge.scoring.coding import Codes
from judge.scoring.references import Labelled
from judge.stats.arrays import krippendorff_alpha
from judge.stats.estimate import Estimate
from judge.stats.metrics import METRICS, Metric

_PREFIX = "krippendorff_alpha_"


def alpha_metrics(items: Labelled) -> list[Metric]:
    """The metrics that mean something on a dimension of this scale."""
    if items.dimension.scale == "nominal":
        return ["nominal"]
    if items.dimension.scale == "ordinal":
        return ["nominal", "ordinal"]
    return ["nominal", "ordinal", "interval", *(["ratio"] if min(items.dimension.values) >= 0 else [])]  # type: ignore[list-item] # literals


def published(name: str, estimate: Estimate, items: Labelled, parts: Iterable[Codes]) -> Estimate:
    """*estimate* with the package's value where it is an alpha of unweighted labels; else as it is.

    Args:
        name: The statistic's name.
        estimate: By our own arithmetic, to which a test holds the package's within 1e-12.
        items: Whose weights and numbers count.
        parts: The ratings it is the mean over: one array of raters x items, or one for each pair.
    """
    metric = name.removeprefix(_PREFIX)
    if not name.startswith(_PREFIX) or metric not in METRICS or estimate.value is None or items.weights is not None:
        return estimate
    numbers = np.asarray(items.dimension.values, np.float64)
    given = (np.where(codes >= 0, numbers[np.maximum(codes, 0)], np.nan) for codes in parts)
    known = [found.value for found in (krippendorff_alpha(g, metric) for g in given) if found.value is not None]  # type: ignore[arg-type] # checked above
    return replace(estimate, value=float(np.mean(known)))
