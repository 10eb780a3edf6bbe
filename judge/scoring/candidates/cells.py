"""Which units a row of the candidates' table is about."""

import numpy as np
from numpy.typing import NDArray

from judge.record import dataclass
from judge.scoring.coding import Coded
from judge.scoring.grouping import groups

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Cells:
    """Candidates x groups, as far as they have units."""

    names: list[tuple[str, str | None]]
    of_unit: Counts
    parts: Counts
    """Of each unit, the cluster within its cell: those of one cell stand together."""
    bounds: Counts
    """Where the clusters of each cell begin, and where the last end."""

    @classmethod
    def of(cls, coded: Coded, by: str | None) -> "Cells":
        """The cells of *coded* by the tag *by*.

        Raises:
            InputError: No unit has the tag.
        """
        candidates = {name: i for i, name in enumerate(dict.fromkeys(u.candidate for u in coded.units))}
        candidate = np.array([candidates[u.candidate] for u in coded.units], np.int64)
        names: list[tuple[str, str | None]] = []
        of_unit = np.zeros(len(coded.units), np.int64)
        parts = groups(coded.units, by)
        for name, number in candidates.items():
            for group in parts:
                here = group.members & (candidate == number)
                if here.any():
                    of_unit[here] = len(names)
                    names.append((name, group.name))
        within = of_unit * (int(coded.clusters.max(initial=0)) + 1) + coded.clusters
        _, first, places = np.unique(within, return_index=True, return_inverse=True)
        bounds = np.searchsorted(of_unit[first], np.arange(len(names) + 1))
        return cls(names, of_unit, places.astype(np.int64), bounds.astype(np.int64))
