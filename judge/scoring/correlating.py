"""Numbers about responses held against the experts: whether they rise and fall together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from judge.dimension import Dimension
from judge.errors import InputError, near_miss
from judge.record import dataclass
from judge.scoring.raters.scaled import Scaled, candidates_of, of_dimension
from judge.scoring.raters.totalling import total
from judge.scoring.rows import EXPERTS, TOTAL
from judge.scoring.study import Study
from judge.stats.estimate import NO_ITEM
from judge.stats.family import as_estimate
from judge.stats.icc import NO_TWO_ITEMS
from judge.stats.numeric import ONE_CONSTANT
from judge.stats.resampling import Floats
from judge.stats.sampled import Sampled, mean_of
from judge.stats.weighted import CORRELATIONS, MOST_ITEMS, Correlation, sampled
from judge.table import Row

TOO_MANY_ITEMS = "too many items to resample their pairs"


@dataclass(frozen=True)
class Standard:
    """What the experts gave responses, as numbers, and which response each item is."""

    scaled: Scaled
    response_ids: tuple[str, ...]
    """Of the items, in their order."""

    @property
    def target(self) -> str:
        """The dimension, or ``total``."""
        return self.scaled.dimension

    def column(self, values: Mapping[str, float]) -> Floats:
        """*values* by response id as a column of the items; ``nan`` where there is none."""
        return np.array([values.get(name, np.nan) for name in self.response_ids])


def standard(study: Study, dimension: str | None) -> Standard:
    """The experts' points of each response, or, of one *dimension*, the degree or whether it passed (1 or 0).

    Raises:
        InputError: The rubric has no such dimension or gives no points, or no expert answered what is needed.
    """
    rubric = study.coded.rubric
    if dimension is None:
        points = total(study)
        if points is None or not points.names:
            raise InputError(
                "no expert's labels make a total: the rubric gives no points, or answers that carry them are missing",
                hint="name one dimension: --dimension ID",
            )
        at = np.unique(np.concatenate([items.at for items in study.labelled]))
        return Standard(points, tuple(study.coded.units[i].response_id for i in at))
    found = rubric.dimension(dimension)
    if found is None:
        raise InputError(
            f"the rubric has no dimension {dimension!r}", hint=near_miss(dimension, (d.id for d in rubric.dimensions))
        )
    items = next(items for items in study.labelled if items.dimension.id == found.id)
    if not items.at.size:
        raise InputError(f"no expert labelled {found.id!r}", hint="name another dimension, or none for the total")
    ids = tuple(study.coded.units[i].response_id for i in items.at)
    return Standard(_numbers(study, found), ids)


def _numbers(study: Study, dimension: Dimension) -> Scaled:
    items = next(items for items in study.labelled if items.dimension.id == dimension.id)
    if dimension.scale != "nominal":
        return of_dimension(study, items)
    if not dimension.passes_on:
        raise InputError(
            f"no answer of {dimension.id!r} passes, and its answers have no order", hint="name another dimension"
        )
    passing = np.stack([1 - items.flags_of(codes) for codes in items.codes])
    return Scaled(
        dimension=dimension.id,
        names=items.names,
        experts=passing,
        judges={},
        candidates=candidates_of(study, items.at),
        clusters=items.clusters,
        weights=items.weights,
        plan=study.plan,
        group=study.group,
    )


def correlations(held: Standard, metric: str, values: Mapping[str, float]) -> Iterator[Row]:
    """A row for each correlation of *values*, by response id, with the experts' mean."""
    for name, correlation in CORRELATIONS.items():
        columns = held.scaled.mean, held.column(values)
        yield _row(held, metric, name, [_sampled(held, correlation, columns)], columns)


def of_experts(held: Standard, among: Sequence[str]) -> Iterator[Row]:
    """The same of the experts themselves: each against the mean of the others, then the mean over experts.

    On the responses *among* only: those that the metrics beside them are about. Nothing where there is one expert.
    """
    scaled = held.scaled
    if len(scaled.names) < 2:  # noqa: PLR2004 - others
        return
    here = np.isin(held.response_ids, list(among))
    kept = [np.where(here, own, np.nan) for own in scaled.experts]
    for name, correlation in CORRELATIONS.items():
        pairs = [(scaled.mean_without(i), own) for i, own in enumerate(kept)]
        each = [_sampled(held, correlation, pair) for pair in pairs]
        defined = [s for s in each if s.defined]
        several = (~np.isnan(np.stack(kept))).sum(axis=0) > 1
        used = np.where(several, scaled.mean, np.nan)
        yield _row(held, EXPERTS, name, defined or each[:1], (scaled.mean, used))


def _sampled(held: Standard, correlation: Correlation, columns: tuple[Floats, Floats]) -> Sampled:
    return sampled(correlation, columns, held.scaled.clusters, held.scaled.plan, held.scaled.weights)


def _row(held: Standard, metric: str, name: str, each: Sequence[Sampled], columns: tuple[Floats, Floats]) -> Row:
    used = ~np.isnan(columns[0] + columns[1])
    n = int(used.sum())
    why = NO_ITEM if n == 0 else NO_TWO_ITEMS if n < 2 else ONE_CONSTANT  # noqa: PLR2004 - two to differ
    whole = each[0] if len(each) == 1 else mean_of(each)
    estimate = as_estimate(whole, why=why, n_items=n, n_raters=len(held.scaled.names))
    if whole.defined and name == "kendall_tau_b" and n > MOST_ITEMS:
        estimate = replace(estimate, interval_reason=TOO_MANY_ITEMS)
    return {
        "metric": metric,
        "target": TOTAL if held.target == TOTAL else held.target,
        "statistic": f"item_{name}",
        "value": estimate.value,
        "status": estimate.status,
        "reason": estimate.reason,
        "low": estimate.low,
        "high": estimate.high,
        "interval_method": estimate.interval_method,
        "interval_reason": estimate.interval_reason,
        "n_items": n,
        "n_clusters": int(np.unique(held.scaled.clusters[used]).size),
        "n_raters": len(held.scaled.names),
    }
