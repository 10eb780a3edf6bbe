"""Ratings as numbers on one scale: the degrees of a dimension, or the points of a response."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from judge.record import dataclass
from judge.scoring.coding import Codes, Mask, Panel, Weights
from judge.scoring.guards import Grounds, cautions_for, effective_items
from judge.scoring.references import Labelled
from judge.scoring.rows import Said, row_of
from judge.scoring.study import Study
from judge.stats.degrees import names_of
from judge.stats.estimate import Estimate
from judge.stats.family import Ledger
from judge.stats.resampling import Floats, Plan
from judge.stats.tables import divide
from judge.table import Row

MEAN = "mean"
"""The reference: the mean of the experts who gave the item a number."""
MEAN_WITHOUT = "mean_without:"
"""Stands before an expert's name: the mean of the others, on items that expert gave a number."""


@dataclass(frozen=True)
class Scaled:
    """What experts and judges gave the same items, as numbers; ``nan`` is no number."""

    dimension: str
    names: tuple[str, ...]
    experts: Floats
    """Experts x items."""
    judges: Mapping[Panel, Mapping[int, Floats]]
    """By judge and way of asking, and repeat: items."""
    candidates: NDArray[np.int64]
    """Whose response each item is."""
    clusters: NDArray[np.int64]
    weights: Weights | None
    plan: Plan
    group: str | None

    @property
    def mean(self) -> Floats:
        """The experts' mean of each item."""
        return mean_of_known(self.experts)

    @property
    def complete(self) -> Mask:
        """The items that all experts gave a number; none where there is only one expert."""
        if len(self.names) < 2:  # noqa: PLR2004 - a group
            return np.zeros(self.clusters.size, np.bool_)
        complete: Mask = ~np.any(np.isnan(self.experts), axis=0)
        return complete

    def mean_without(self, expert: int) -> Floats:
        """The others' mean of each item."""
        return mean_of_known(np.delete(self.experts, expert, axis=0))

    def ledger(self) -> Ledger:
        """An empty ledger for the items."""
        return Ledger(self.plan, self.clusters, self.weights)

    @cached_property
    def _grounds(self) -> Grounds:
        """What speaks for caution whatever the numbers are."""
        effective = None if self.weights is None else effective_items(self.weights)
        return Grounds(len(self.names), None, 0, self.clusters.size, effective)

    def basis(self, used: Mask) -> "Basis":
        """How much the items *used* are."""
        n = int(np.count_nonzero(used))
        return Basis(n, len(np.unique(self.clusters[used])), used.size - n)

    def rows(
        self,
        panel: Panel,
        repeat: int | str,
        statistic: str,
        estimate: Estimate,
        *,
        reference: str | None,
        basis: "Basis",
        cautions: tuple[str, ...] = (),
    ) -> Iterator[Row]:
        """The row of one statistic, under each of its names."""
        said = Said(
            judge=panel[0],
            ask=panel[1],
            dimension=self.dimension,
            group=self.group,
            repeat=repeat,
            statistic=statistic,
            reference=reference,
            n_clusters=basis.clusters,
            n_raters=estimate.n_raters,
            dropped=basis.dropped,
            weighted=self.weights is not None,
            cautions=(*cautions_for(statistic, self._grounds, clusters=basis.clusters), *cautions),
        )
        for name in names_of(statistic):
            yield row_of(replace(said, statistic=name), estimate)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a number rests on."""

    items: int
    clusters: int
    dropped: int
    """Labelled items that did not enter."""


def mean_of_known(values: Floats) -> Floats:
    """The mean down the first axis of what is there; ``nan`` where nothing is."""
    known = ~np.isnan(values)
    return divide(np.where(known, values, 0).sum(axis=0), known.sum(axis=0), 0.0)


def candidates_of(study: Study, at: NDArray[np.intp]) -> NDArray[np.int64]:
    """A number for the candidate of each of these units, in order of first appearance in the run."""
    numbers: dict[str, int] = {}
    everyone = [numbers.setdefault(u.candidate, len(numbers)) for u in study.coded.units]
    return np.array(everyone, np.int64)[at]


def of_dimension(study: Study, items: Labelled) -> Scaled:
    """The answers of one dimension as numbers."""
    coded, dimension = study.coded, items.dimension

    def numbers(codes: Codes) -> Floats:
        return np.where(codes >= 0, np.asarray(dimension.values)[codes], np.nan)

    judges = {
        panel: {repeat: numbers(coded.column(panel, repeat, dimension.id)[items.at]) for repeat in repeats}
        for panel, repeats in coded.judges.items()
    }
    return Scaled(
        dimension=dimension.id,
        names=items.names,
        experts=numbers(items.codes),
        judges=judges,
        candidates=candidates_of(study, items.at),
        clusters=items.clusters,
        weights=items.weights,
        plan=study.plan,
        group=study.group,
    )


def of_dimensions(study: Study) -> Sequence[Scaled]:
    """Every dimension whose answers have an order."""
    return [of_dimension(study, items) for items in study.labelled if items.dimension.scale != "nominal"]
