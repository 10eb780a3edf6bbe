"""Shares of what was scored, with intervals that rest on responses and not on how often each was asked."""

import numpy as np
from numpy.typing import NDArray

from judge.scoring.candidates.cells import Cells
from judge.scoring.coding import Mask
from judge.stats.intervals import WILSON, clustered_wilson
from judge.table import Row

Floats = NDArray[np.float64]

OVER_RESPONSES = "wilson_over_responses"
"""Wilson's interval on the number of responses, not of judgments."""
RATE_FIELDS = ("rate", "low", "high", "interval_method")


def rates(passed: Mask, scored: Mask, cells: Cells) -> list[Row]:
    """The rate of one dimension (repeats x units) in each cell, with its interval over clusters."""
    n = int(cells.bounds[-1])
    k, of = (np.bincount(cells.parts, m.sum(axis=0), n).astype(np.float64) for m in (passed, scored))
    seen = np.bincount(cells.of_unit, np.any(scored, axis=0), len(cells.names)).astype(np.int64)
    parts = [slice(*cells.bounds[i : i + 2]) for i in range(len(cells.names))]
    return [rate_of(k[part], of[part], int(responses)) for part, responses in zip(parts, seen, strict=True)]


def rate_of(passed: Floats, scored: Floats, responses: int) -> Row:
    """A share from its numerator and denominator in each cluster; ``None`` where nothing was scored."""
    if not responses:
        return dict.fromkeys(RATE_FIELDS)
    repeated = scored.sum() != responses
    low, high, method = clustered_wilson(passed, scored, responses)
    method = OVER_RESPONSES if repeated and method == WILSON else method
    return {"rate": float(passed.sum() / scored.sum()), "low": low, "high": high, "interval_method": method}
