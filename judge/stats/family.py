"""Several statistics of the same counts: summed once, resampled once, each with its value and its interval."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from judge.record import dataclass
from judge.stats.estimate import NO_ITEM, Estimate
from judge.stats.intervals import clustered_wilson, whole
from judge.stats.resampling import Floats, Plan, Sums, per_cluster, sum_by_cluster
from judge.stats.sampled import Sampled, Stack, Value
from judge.stats.tables import divide

_BLOCK = 2**17
"""So many numbers stay in a processor's cache."""

Reason = Callable[[Floats], str]
"""Why the statistic has no value, from the sums of the data."""


@dataclass(frozen=True, slots=True)
class Statistic:
    """A number made of counts: a *value*, or a *share* of them whose interval is Wilson's."""

    name: str
    why: Reason
    value: Value | None = None
    share: Callable[[Floats], tuple[Floats, Floats]] | None = None
    """Numerator and denominator, both sums of counts."""

    @property
    def number(self) -> Value:
        """The statistic as a value of counts, whether it is a share of them or not."""
        share, value = self.share, self.value
        if share is not None:
            return lambda counts: divide(*share(counts))
        assert value is not None  # noqa: S101 - for the type checker: a statistic is one of the two
        return value


@dataclass(frozen=True)
class Block:
    """Sums of several families of one shape: a statistic that is asked of one is computed of all, in one go."""

    several: Sequence[Sums]
    shape: tuple[int, ...]
    _known: dict[Value, list[Sampled]] = field(default_factory=dict, repr=False, compare=False)

    def sampled(self, value: Value) -> list[Sampled]:
        """A statistic of each, with its replicates."""
        if value not in self._known:
            self._known[value] = Sampled.of_each(self.several, self._shaped(value), self._stacked)
        return self._known[value]

    @cached_property
    def _stacked(self) -> Stack:
        return Stack.of(self.several)

    def _shaped(self, value: Value) -> Value:
        """*value*, which takes counts in their shape, as a function of flat sums."""
        return lambda flat: value(flat.reshape(*flat.shape[:-1], *self.shape))


@dataclass(frozen=True)
class Family:
    """The counts that several statistics are made of."""

    sums: Sums
    shape: tuple[int, ...]
    raw: Floats
    """The counts of the data, unweighted, in *shape*: what numerators and numbers of items are."""
    items: int
    """Items that entered."""
    beside: "Block | None" = field(default=None, repr=False, compare=False)
    """What computes its statistics together with those of others; ``None``: it stands alone."""
    place: int = 0
    """Its own there."""

    def sampled(self, value: Value) -> Sampled:
        """A statistic with its replicates, for means and differences; computed once, by whatever name it is asked."""
        return self._block.sampled(value)[self.place]

    @cached_property
    def _block(self) -> "Block":
        return Block([self.sums], self.shape) if self.beside is None else self.beside

    def estimate(self, statistic: Statistic, *, n_raters: int = 2, n_items: int | None = None) -> Estimate:
        """The value with its interval, or why there is none; it rests on *n_items*, by default on all."""
        items = self.items if n_items is None else n_items
        if statistic.share is not None:
            return self._share(statistic, n_raters, items)
        sampled = self.sampled(statistic.number)
        return as_estimate(sampled, why=self._why(statistic), n_items=items, n_raters=n_raters)

    def _why(self, statistic: Statistic) -> str:
        return statistic.why(self.raw) if self.items else NO_ITEM

    def _share(self, statistic: Statistic, n_raters: int, items: int) -> Estimate:
        assert statistic.share is not None  # noqa: S101 - for the type checker: the only caller has looked
        shaped = self.sums.per_cluster.reshape(-1, *self.shape)
        k, n = statistic.share(shaped)
        above, below = (round(float(x)) for x in statistic.share(self.raw))
        if below == 0:
            why = self._why(statistic)
            return Estimate(None, "undefined", why, numerator=0, denominator=0, n_items=items, n_raters=n_raters)
        low, high, method = clustered_wilson(k, n, below)
        value = above / below if whole(k) and k.sum() == above else float(k.sum() / n.sum())
        return Estimate(value, "ok", None, low, high, method, above, below, items, n_raters)


def as_estimate(sampled: Sampled, *, why: str, n_items: int, n_raters: int, remark: str | None = None) -> Estimate:
    """A sampled statistic as a result: undefined for the reason *why* where it has no value."""
    interval = sampled.interval()
    return Estimate(
        sampled.value if sampled.defined else None,
        "ok" if sampled.defined else "undefined",
        remark if sampled.defined else why,
        interval.low,
        interval.high,
        interval.method,
        n_items=n_items,
        n_raters=n_raters,
        interval_reason=interval.reason,
        replicates_undefined=interval.undefined,
    )


@dataclass
class Ledger:
    """Families of the same items, gathered first and resampled in one product."""

    plan: Plan
    clusters: NDArray[np.integer]
    """Each item's place in the plan."""
    weights: Floats | None = None
    """How much each item counts; ``None``: once."""
    _parts: dict[str, tuple[Floats, tuple[int, ...], Floats, int]] = field(default_factory=dict)

    def count(
        self, name: str, cells: NDArray[np.integer], shape: tuple[int, ...], *, of: NDArray[np.integer] | None = None
    ) -> None:
        """Add a family of counts: each item is in one of the cells of *shape*, or in none (below 0).

        With *of*, *cells* are of those items only.
        """
        width = int(np.prod(shape))
        clusters, weights = self._of(of)
        sums = per_cluster(cells, clusters, (self.plan.clusters, width), weights)
        raw = np.bincount(cells[cells >= 0], minlength=width).astype(np.float64).reshape(shape)
        self._parts[name] = (sums, shape, raw, int((cells >= 0).sum()))

    def add(self, name: str, columns: Floats, *, items: int, shape: tuple[int, ...] | None = None) -> None:
        """Add a family of numbers, items x columns, of which *items* say anything."""
        sums = sum_by_cluster(columns, self.clusters, self.plan.clusters, self.weights)
        shape = (columns.shape[1],) if shape is None else shape
        self._parts[name] = (sums, shape, columns.sum(axis=0).reshape(shape), items)

    def _of(self, of: NDArray[np.integer] | None) -> tuple[NDArray[np.integer], Floats | None]:
        if of is None:
            return self.clusters, self.weights
        return self.clusters[of], None if self.weights is None else self.weights[of]

    def close(self) -> dict[str, Family]:
        """Every family by its name, all under the plan.

        Families of one shape whose names are alike up to a colon are computed together: they are asked the same.
        """
        if not self._parts:
            return {}
        sums = Sums.of(np.concatenate([part[0] for part in self._parts.values()], axis=1), self.plan)
        own, start = {}, 0
        for name, (columns, *_) in self._parts.items():
            own[name] = sums.part(slice(start, start + columns.shape[1]))
            start += columns.shape[1]
        families = {}
        for names in self._alike():
            block = Block([own[name] for name in names], self._parts[names[0]][1])
            for place, name in enumerate(names):
                families[name] = Family(own[name], *self._parts[name][1:], block, place)
        return families

    def _alike(self) -> Iterator[list[str]]:
        """Names of families to compute together: no more than stay in a processor's cache."""
        found: dict[tuple[str, tuple[int, ...]], list[str]] = {}
        for name, (_, shape, *_) in self._parts.items():
            found.setdefault((name.partition(":")[0], shape), []).append(name)
        rows = 1 + self.plan.replicates + self.plan.clusters
        for (_, shape), names in found.items():
            several = max(1, _BLOCK // max(1, rows * prod(shape)))
            yield from (names[i : i + several] for i in range(0, len(names), several))
