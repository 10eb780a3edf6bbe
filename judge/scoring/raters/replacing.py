"""Whether a judge could replace an expert, beside the same for one that never looks and for an expert at random."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from judge.record import dataclass
from judge.scoring.coding import Codes, Mask
from judge.scoring.raters.asked import asked, baseline
from judge.scoring.raters.baselines import RANDOM_EXPERT, always_pass, lazy_name
from judge.scoring.references import Labelled
from judge.scoring.study import Study
from judge.scoring.tallying import ledger_of
from judge.scoring.writing import Writer
from judge.stats.estimate import Estimate, undefined
from judge.stats.family import Family, as_estimate
from judge.stats.matrix import Matrix
from judge.stats.replaceability import (
    EPSILON,
    EPSILONS,
    NO_EXPERT_TESTED,
    NO_OTHERS,
    NO_SPREAD,
    PASSES,
    SOME_UNTESTED,
    TOO_FEW_ITEMS,
    Duels,
    advantage,
    advantage_cells,
    duels,
    random_duels,
    rejected,
    spread,
    winning_rate,
)
from judge.stats.resampling import Floats
from judge.stats.sampled import TOO_FEW
from judge.table import Row

SAYS_NOTHING = "the always-pass judge passes this test too: it says nothing here"
SAME_PASSES = "the judge that always gives the commonest answer passes this test too: it says nothing here"
CLUSTERS_IGNORED = "items of one cluster are taken for independent here: alt_test_omega_clustered_0.2 does not"
NOT_SAMPLED = "the outcome of tests, each with its own uncertainty: it has no interval"


def replacing(study: Study) -> Iterator[Row]:
    """The Alternative Annotator Test of every judge, then of the always-pass judge and of a random expert.

    Where no answer passes, the judge that always gives the commonest answer stands in for the always-pass judge.

    ``alt_test_omega_E``: the share of tested experts whom the judge may replace at epsilon E; a judge passes from 0.5.
    ``alt_test_omega_clustered_0.2``: the same with standard errors by cluster. ``alt_test_rho``: how often it is at
    least as close to the others. ``alt_test_p_0.2``: the p-value of the test of the expert in ``reference``, before
    the correction for their number. On a scale closeness is by distance, else by name.

    A judge that passes while the always-pass judge passes too has shown nothing: its rows say so in ``cautions``.
    """
    for items in study.labelled:
        yield from _dimension(study, items)


def _dimension(study: Study, items: Labelled) -> Iterator[Row]:
    lazy = Trial.against(items, always_pass(items))
    drawn = random_duels(_numbers(items, items.codes), seed=study.plan.seed, ordered=_ordered(items))
    trials = [(writer, Trial.against(items, codes)) for judge in asked(study, items) for writer, codes in judge.each()]
    trials.append((baseline(study, items, lazy_name(items)), lazy))
    trials.append((baseline(study, items, RANDOM_EXPERT), Trial.of(items, drawn)))
    ledger = ledger_of(items, study.plan)
    for i, (_, trial) in enumerate(trials):
        ledger.add(f"{i}", advantage_cells(trial.found), items=int(trial.used.sum()))
    families = ledger.close()
    for i, (writer, trial) in enumerate(trials):
        yield from _rows(writer, trial, lazy, families[f"{i}"])


def _numbers(items: Labelled, codes: Codes) -> Matrix:
    values = np.asarray(items.dimension.values) if _ordered(items) else np.arange(len(items.dimension.answers))
    return np.where(codes >= 0, values[np.maximum(codes, 0)], np.nan).astype(np.float64)


def _ordered(items: Labelled) -> bool:
    return items.dimension.scale != "nominal"


@dataclass(frozen=True)
class Trial:
    """One judge's duels with every expert, and the tests of them."""

    found: Duels
    p: Mapping[float, Floats]
    """For each epsilon, of each expert."""
    clustered: Floats
    """At the epsilon for experts, by clusters."""

    @classmethod
    def against(cls, items: Labelled, codes: Codes) -> "Trial":
        """A judge with *codes* against the experts of *items*."""
        return cls.of(items, duels(_numbers(items, items.codes), _numbers(items, codes), ordered=_ordered(items)))

    @classmethod
    def of(cls, items: Labelled, found: Duels) -> "Trial":
        """The tests of these duels."""
        d, weights = found.differences, items.weights
        plain, clustered = spread(d, weights=weights), spread(d, clusters=items.clusters, weights=weights)
        return cls(found, {epsilon: plain.p(epsilon) for epsilon in EPSILONS}, clustered.p(EPSILON))

    @property
    def used(self) -> Mask:
        """Items on which the judge met an expert."""
        return np.asarray((~np.isnan(self.found.judge_wins)).any(axis=0), np.bool_)

    @property
    def untested(self) -> str | None:
        """Why no expert was tested."""
        if self.found.tested.any():
            return None
        return NO_EXPERT_TESTED if self.used.any() else NO_OTHERS

    @property
    def remark(self) -> str | None:
        """That some experts were not tested, where others were."""
        return None if self.found.tested.all() else SOME_UNTESTED


def _rows(writer: Writer, trial: Trial, lazy: Trial, family: Family) -> Iterator[Row]:
    def row(name: str, estimate: Estimate, *, reference: str | None, cautions: tuple[str, ...], used: Mask) -> Row:
        return writer.row(name, estimate, reference=reference, used=used, cautions=cautions)

    used, says_nothing = trial.used, SAYS_NOTHING if writer.items.dimension.has_sides else SAME_PASSES
    repeated = () if writer.items.n_clusters(used) == np.count_nonzero(used) else (CLUSTERS_IGNORED,)
    for epsilon in EPSILONS:
        cautions = (*_fooled(lazy.p[epsilon], says_nothing), *repeated)
        yield row(
            f"alt_test_omega_{epsilon:g}", _omega(trial, trial.p[epsilon]), reference=None, cautions=cautions, used=used
        )
    clustered = _omega(trial, trial.clustered)
    name = f"alt_test_omega_clustered_{EPSILON:g}"
    yield row(name, clustered, reference=None, cautions=_fooled(lazy.clustered, says_nothing), used=used)
    fooled = _fooled(lazy.p[EPSILON], says_nothing)
    yield row("alt_test_rho", _rho(trial, family), reference=None, cautions=fooled, used=used)
    also = rejected(lazy.p[EPSILON])
    for i, expert in enumerate(writer.items.names):
        cautions = (*((says_nothing,) if also[i] else ()), *repeated)
        fought = ~np.isnan(trial.found.judge_wins[i])
        estimate = _p(trial, i)
        yield row(f"alt_test_p_{EPSILON:g}", estimate, reference=expert, cautions=cautions, used=fought)


def _fooled(p: Floats, says_nothing: str) -> tuple[str, ...]:
    return (says_nothing,) if winning_rate(p) >= PASSES else ()


def _omega(trial: Trial, p: Floats) -> Estimate:
    n_items, tested = int(trial.used.sum()), int((~np.isnan(p)).sum())
    if tested == 0:
        return undefined(trial.untested or _undecided(trial), n_items=n_items, n_raters=0)
    return Estimate(
        winning_rate(p),
        "ok",
        trial.remark,
        numerator=int(rejected(p).sum()),
        denominator=tested,
        n_items=n_items,
        n_raters=1 + tested,
        interval_reason=NOT_SAMPLED,
    )


def _undecided(trial: Trial) -> str:
    spread = np.nanstd(trial.found.differences[trial.found.tested], axis=1)
    return NO_SPREAD if (spread == 0).all() else TOO_FEW


def _rho(trial: Trial, family: Family) -> Estimate:
    raters, why = 1 + int(trial.found.tested.sum()), trial.untested or NO_OTHERS
    sampled = family.sampled(advantage)
    return as_estimate(sampled, why=why, n_items=family.items, n_raters=raters, remark=trial.remark)


def _p(trial: Trial, expert: int) -> Estimate:
    value, n_items = float(trial.p[EPSILON][expert]), int(trial.found.n_items[expert])
    if np.isnan(value):
        few = TOO_FEW_ITEMS if n_items else NO_OTHERS
        return undefined(NO_SPREAD if trial.found.tested[expert] else few, n_items=n_items)
    return replace(Estimate(value, "ok", n_items=n_items, n_raters=2), interval_reason=NOT_SAMPLED)
