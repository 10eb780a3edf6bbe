"""Candidates' rates as arithmetic on sums over scenarios, so that one resampling plan serves all of them."""

from collections.abc import Mapping, Sequence
from math import inf

import numpy as np
from numpy.typing import NDArray

from judge.record import dataclass
from judge.scoring.candidates.correcting import Correction
from judge.scoring.candidates.held import clipped_mean, share_columns
from judge.scoring.candidates.questions import Places, Question
from judge.scoring.candidates.standing import Entrant
from judge.scoring.candidates.totals import Points, Verdicts
from judge.scoring.candidates.values import unit_values
from judge.scoring.coding import Coded, Codes, Mask, Panel
from judge.scoring.rows import TOTAL
from judge.stats.rectification import DOUBLY_ROBUST, merged_strata
from judge.stats.resampling import sum_by_cluster
from judge.table import Row

Floats = NDArray[np.float64]

NOTHING_SCORED = "nothing was scored"


@dataclass(frozen=True)
class Counted:
    """What one judge's verdicts add up to, unit by unit over its repeats."""

    coded: Coded
    candidates: tuple[str, ...]
    candidate: Places
    """Of each unit, the place of its candidate."""
    parts: Mapping[str, tuple[Floats, Floats]]
    """By dimension: how often a unit passed and was scored; on a scale of which no answer passes, the sum of its values
    in place of its passes; of ``total``, the sum of its shares of points and of how many repeats. Nothing where answers
    neither pass nor have an order: there is nothing to rank by."""
    means: frozenset[str] = frozenset()
    """The dimensions that are ranked by their values."""
    codes: Codes | None = None
    """Repeats x 1 x units, where criteria come with each scenario: there a total is of responses, not of units."""

    @classmethod
    def of(cls, coded: Coded, panel: Panel) -> "Counted":
        """The verdicts of *panel*."""
        dimensions = coded.rubric.dimensions
        codes = [np.stack([coded.column(panel, r, d.id) for d in dimensions]) for r in coded.judges[panel]]
        verdicts = Verdicts.of(coded.rubric, np.stack(codes), coded.turned)
        passed, failed = (m.sum(axis=0).astype(np.float64) for m in (verdicts.passed, verdicts.failed))
        points = Points.of(coded.rubric, verdicts)
        total = (points.share * points.shared).sum(axis=0), points.shared.sum(axis=0).astype(np.float64)
        parts = {d.id: (passed[i], passed[i] + failed[i]) for i, d in enumerate(dimensions) if d.has_sides}
        on_scales = {i: d for i, d in enumerate(dimensions) if not d.has_sides and d.scale != "nominal"}
        for i, d in on_scales.items():
            parts[d.id] = tuple(unit_values(d, np.stack(codes)[:, i]).T)
        number = {name: i for i, name in enumerate(dict.fromkeys(u.candidate for u in coded.units))}
        candidate = np.array([number[u.candidate] for u in coded.units], np.int64)
        means = frozenset(d.id for d in on_scales.values())
        held = np.stack(codes) if coded.rubric.dimensions_from == "scenario" else None
        return cls(coded, tuple(number), candidate, {**parts, TOTAL: total}, means, held)

    def entrants(self, rows: Sequence[Row], members: Mask) -> list[Entrant]:
        """The candidates of *rows*, of one dimension, with their rates, their means, or their mean shares of points."""
        held = self.codes is not None and rows[0]["dimension"] == TOTAL
        top, below = self._of_responses(members) if held else self.parts[rows[0]["dimension"]]
        n_clusters = int(self.coded.clusters.max(initial=-1)) + 1
        found = []
        for row in rows:
            here = members & (self.candidate == self.candidates.index(row["candidate"]))
            sums = sum_by_cluster(np.stack([top[here], below[here]], axis=1), self.coded.clusters[here], n_clusters)
            by_mean = row["dimension"] in self.means
            names = ("mean_low", "mean_high", "mean_method") if by_mean else ("low", "high", "interval_method")
            names = ("share_low", "share_high", "share_method") if held else names
            low, high, method = (row[name] for name in names)
            value = clipped_mean if held else _ratio
            reach = self._reach(row["dimension"])
            found.append(Entrant(row["candidate"], sums, value, low, high, method, None, NOTHING_SCORED, reach))
        return found

    def _reach(self, dimension: str) -> float:
        """How far two candidates can lie apart; points below 0 leave a share of points without a lowest."""
        own = [d for d in self.coded.rubric.dimensions if dimension in (TOTAL, d.id)]
        if dimension == TOTAL:
            return inf if self.codes is None and any(d.points < 0 for d in own) else 1.0
        return own[0].values[-1] - own[0].values[0] if dimension in self.means else 1.0

    def _of_responses(self, members: Mask) -> tuple[Floats, Floats]:
        assert self.codes is not None  # noqa: S101 - for the type checker: the only caller has looked
        columns = share_columns(self.coded, self.codes, members)
        return columns[:, 0], columns[:, 1]


def corrected_entrants(question: Question, corrections: Sequence[Correction], n_clusters: int) -> list[Entrant]:
    """The candidates of *question* with their corrected rates, in its order; one that has none cannot be compared."""
    found = []
    for candidate, c in enumerate(corrections):
        if not c.found.defined:
            columns, value = np.zeros((n_clusters, 1)), _never
        elif c.carried:
            columns, value = _carried_columns(question, candidate, n_clusters), _carried
        else:
            columns, value = _own_columns(question, candidate, c.found.method, n_clusters), _stratified
        name, method = question.candidates[candidate], c.found.method or None
        ends = (c.found.low, c.found.high, method)
        found.append(Entrant(name, columns, value, *ends, method, c.found.reason))
    return found


def _own_columns(question: Question, candidate: int, method: str, n_clusters: int) -> Floats:
    """For each kind of verdict: items, weight of the labelled, weight of those that pass."""
    items = question.own(candidate)
    kind = np.eye(3)[merged_strata(items)]
    w = np.ones(items.truth.size) if items.weights is None or method != DOUBLY_ROBUST else items.weights
    seen = np.where(items.labelled, w, 0.0)
    passing = seen * np.nan_to_num(items.truth)
    columns = np.concatenate([kind, kind * seen[:, None], kind * passing[:, None]], axis=1)
    return sum_by_cluster(columns, items.clusters, n_clusters)


def _carried_columns(question: Question, candidate: int, n_clusters: int) -> Floats:
    """The candidate's passes and items; of the labelled the failing that failed of all failing, the same of passing."""
    items, known = question.own(candidate), question.carrying_to(candidate).calibration()
    judged = np.stack([items.passed, np.ones(items.passed.size)], axis=1)
    failing, passing = known.classes
    labelled = np.stack([failing * (1 - known.verdicts), failing, passing * known.verdicts, passing], axis=1)
    parts = (judged, items.clusters), (labelled, known.clusters)
    return np.concatenate([sum_by_cluster(*part, n_clusters) for part in parts], axis=1)


def _ratio(sums: Floats) -> Floats:
    return np.asarray(sums[..., 0] / sums[..., 1])


def _stratified(sums: Floats) -> Floats:
    """The post-stratified rate; a kind of verdict that does not occur has no part in it."""
    items, seen, passing = sums[..., :3], sums[..., 3:6], sums[..., 6:]
    mean = np.where(items > 0, passing / seen, 0.0)
    return np.asarray((items * mean).sum(axis=-1) / items.sum(axis=-1))


def _carried(sums: Floats) -> Floats:
    """Rogan and Gladen's rate, cut to 0..1; undefined where the verdicts say nothing."""
    p, q0, q1 = (sums[..., i] / sums[..., i + 1] for i in (0, 2, 4))
    gained = q0 + q1 - 1
    return np.where(gained > 0, np.clip((p + q0 - 1) / gained, 0, 1), np.nan)


def _never(sums: Floats) -> Floats:
    return np.full(sums.shape[:-1], np.nan)
