"""How much of what a judge was asked it answered."""

import numpy as np
from numpy.typing import NDArray

from judge.ratings import Ratings, Status
from judge.scoring.coding import ABSENT, CODES, UNREACHED, Coded, Panel, code
from judge.scoring.covering import coverage_row
from judge.table import Row


def coverage(given: Ratings | Coded) -> list[Row]:
    """A row per judge and way of asking, over all dimensions, candidates and repeats: see `coverage_row`.

    Raises:
        InputError: A rating does not fit the rubric.
    """
    coded = code(given)
    return [coverage_row(*panel, _counts(_ends(coded, panel)), coded.first_tries.get(panel)) for panel in coded.judges]


def _ends(coded: Coded, panel: Panel) -> NDArray[np.int64]:
    """How often each code occurs: at place 0 any answer, at -i from the end the code -i."""
    counts = np.zeros(1 - UNREACHED, np.int64)
    for columns in coded.judges[panel].values():
        for column in columns.values():
            counts += np.bincount(np.minimum(column, 0) % counts.size, minlength=counts.size)
    counts[ABSENT] = 0
    return counts


def _counts(ends: NDArray[np.int64]) -> dict[Status, int]:
    return {Status.OBSERVED: int(ends[0]), **{status: int(ends[at]) for status, at in CODES.items()}}
