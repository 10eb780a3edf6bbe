"""Items counted one by one: which of two judges was right where the other was not."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from judge.record import dataclass
from judge.scoring.coding import Mask
from judge.scoring.contrasts.contrasting import ANSWERS, Compared, Contrast
from judge.stats.comparison import (
    PValue,
    mcnemar_exact,
    mcnemar_mid_p,
    mcnemar_obuchowski,
    newcombe_paired,
)
from judge.table import Row

NOT_A_SHARE = "McNemar's test counts items: this is no share of them"
WEIGHTED = "McNemar's test counts items: these count by their weights"


@dataclass(frozen=True)
class Paired:
    """Right and not right, item by item, of the first repeat both judges have."""

    first: Mask
    """Of the items that enter."""
    second: Mask
    clusters: NDArray[np.int64]
    sign: int
    """-1 where the statistic counts what is not right."""

    @classmethod
    def of(cls, contrast: Contrast, what: Compared) -> "Paired":
        """The items of *what*; right means found, cleared or answered as the reference did."""
        used = contrast.counted(what)
        reference = contrast.references[what.reference]
        if what.counts == ANSWERS:
            right = [reference.answers == side.codes[0] for side in (contrast.first, contrast.second)]
        else:
            flags = [contrast.items.flags_of(side.codes[0]) for side in (contrast.first, contrast.second)]
            right = [own == what.wanted for own in flags]
        return cls(right[0][used], right[1][used], contrast.items.clusters[used], what.better)

    @cached_property
    def table(self) -> tuple[int, int, int, int]:
        """Items both got right, only the first, only the second, neither."""
        a, b = self.first, self.second
        return int((a & b).sum()), int((a & ~b).sum()), int((~a & b).sum()), int((~a & ~b).sum())

    @property
    def clustered(self) -> bool:
        """Whether any cluster holds more than one of the items."""
        return len(np.unique(self.clusters)) < self.clusters.size

    def by_cluster(self) -> PValue:
        """McNemar's test over clusters (Obuchowski)."""
        _, place = np.unique(self.clusters, return_inverse=True)
        size = int(place.max()) + 1 if place.size else 0
        counts = [
            np.bincount(place[alone], minlength=size)
            for alone in (self.first & ~self.second, self.second & ~self.first)
        ]
        return mcnemar_obuchowski(counts[0], counts[1])

    def newcombe(self) -> tuple[float, float] | None:
        """The interval of the difference by Newcombe; ``None`` where items are not independent, or there are none."""
        if self.clustered or not self.first.size:
            return None
        low, high = newcombe_paired(*self.table)
        return (low, high) if self.sign > 0 else (-high, -low)


def item_tests(contrast: Contrast, what: Compared) -> Row:
    """McNemar's tests of a share of items, and Newcombe's interval; empty for anything else, with the reason."""
    names = ("only_a", "only_b", "mcnemar_exact", "mcnemar_mid_p", "mcnemar_clustered", "newcombe_low", "newcombe_high")
    row: Row = dict.fromkeys((*names, "mcnemar_reason"))
    if not what.share or contrast.items.weights is not None:
        return row | {"mcnemar_reason": WEIGHTED if what.share else NOT_A_SHARE}
    paired = Paired.of(contrast, what)
    _, only_first, only_second, _ = paired.table
    exact, interval = mcnemar_exact(only_first, only_second), paired.newcombe()
    return row | {
        "only_a": only_first,
        "only_b": only_second,
        "mcnemar_exact": exact.p,
        "mcnemar_mid_p": mcnemar_mid_p(only_first, only_second).p,
        "mcnemar_clustered": paired.by_cluster().p if paired.clustered else None,
        "mcnemar_reason": exact.reason,
        **({} if interval is None else {"newcombe_low": interval[0], "newcombe_high": interval[1]}),
    }
