"""Numbers about candidates: what their judges said of them, and how much of it was said at all."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from judge.dimension import Dimension
from judge.ratings import Ratings
from judge.scoring.candidates.totals import Verdicts, totals
from judge.scoring.coding import (
    ABSTAINED,
    FAILED,
    GATED,
    NOT_APPLICABLE,
    REFUSED,
    UNREACHED,
    Coded,
    Mask,
    Panel,
    code,
)
from judge.scoring.covered import coverage
from judge.scoring.grouping import groups
from judge.scoring.notes import score_notes
from judge.stats.intervals import WILSON, clustered_wilson
from judge.table import Row, Table

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

OVER_RESPONSES = "wilson_over_responses"
"""Wilson's interval on the number of responses, not of judgments."""


def scores(given: Ratings | Coded, *, by: str | None = None) -> Table:
    """A row per candidate, judge, way of asking and dimension (and group of the tag *by*), and one of their sum.

    All repeats of a judgment count: ``asked`` is responses x repeats, and ``n_scored + gated + abstained + refused +
    failed`` add up to it. ``rate`` is passed / scored, ``None`` when nothing was scored. ``worst`` and ``best`` take
    everything asked, not gated and not scored for failed, or for passed. The interval of a rate rests on the number of
    responses, for repeats bring no new ones, and on fewer where responses to one scenario come out alike. In the row
    ``total`` the counts are sums over the dimensions and `totals` describes the rest. The judges' coverage stands in
    ``about``.

    Raises:
        InputError: No response has the tag *by*, or a rating does not fit the rubric.
    """
    coded = code(given)
    cells = _Cells.of(coded, by)
    tallies = {panel: _tally(coded, panel, cells) for panel in coded.judges}
    rows = [
        row
        for candidate in dict.fromkeys(name for name, _ in cells.names)
        for (judge, ask), tally in tallies.items()
        for i, (owner, group) in enumerate(cells.names)
        if owner == candidate
        for row in tally.rows(i, {"candidate": candidate, "judge": judge, "ask": ask, "group": group})
    ]
    covered = coverage(coded)
    about = {"rubric": coded.rubric.id, "rubric_version": coded.rubric.version, "coverage": covered}
    return Table(about, rows, score_notes(coded, covered, by=by))


@dataclass(frozen=True)
class _Cells:
    """Which units a row of the table is about: candidate x group."""

    names: list[tuple[str, str | None]]
    of_unit: Counts
    parts: Counts
    """Of each unit, the cluster within its cell: those of one cell stand together."""
    bounds: Counts
    """Where the clusters of each cell begin, and where the last end."""

    @classmethod
    def of(cls, coded: Coded, by: str | None) -> "_Cells":
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


@dataclass(frozen=True)
class _Tally:
    """One judge's counts: dimensions x cells, by what is counted."""

    dimensions: tuple[Dimension, ...]
    counts: dict[str, Counts]
    rates: list[list[Row]]
    """Dimensions x cells."""
    totals: list[Row]

    def rows(self, cell: int, names: Row) -> list[Row]:
        """The dimensions of one cell, in the rubric's order, then their sum."""
        rows = [self._row(names, i, d, cell) for i, d in enumerate(self.dimensions)]
        return [*rows, self._total(names, rows, cell)]

    def _row(self, names: Row, at: int, dimension: Dimension, cell: int) -> Row:
        n = {name: int(column[at, cell]) for name, column in self.counts.items()}
        vetoes = n["n_scored"] - n["n_passed"] if dimension.critical else 0
        put = n["asked"] - n["gated"]
        return {
            "candidate": names["candidate"],
            "judge": names["judge"],
            "ask": names["ask"],
            "dimension": dimension.id,
            "group": names["group"],
            **n,
            **self.rates[at][cell],
            "worst": n["n_passed"] / put if put else None,
            "best": (n["n_passed"] + put - n["n_scored"]) / put if put else None,
            "critical_failures": vetoes,
            "responses_vetoed": vetoes,
        }

    def _total(self, names: Row, rows: list[Row], cell: int) -> Row:
        empty = dict.fromkeys(("rate", "low", "high", "interval_method", "worst", "best"))
        sums = {name: sum(row[name] for row in rows) for name in (*self.counts, "critical_failures")}
        return {**rows[0], **names, "dimension": "total", **empty, **sums, **self.totals[cell]}


def _rates(passed: Mask, scored: Mask, cells: _Cells) -> list[Row]:
    """The rate of one dimension (repeats x units) in each cell, with its interval over clusters."""
    n = int(cells.bounds[-1])
    k, of = (np.bincount(cells.parts, m.sum(axis=0), n).astype(np.float64) for m in (passed, scored))
    seen = np.bincount(cells.of_unit, np.any(scored, axis=0), len(cells.names)).astype(np.int64)
    parts = [slice(*cells.bounds[i : i + 2]) for i in range(len(cells.names))]
    return [_rate(k[part], of[part], int(responses)) for part, responses in zip(parts, seen, strict=True)]


def _rate(passed: Floats, scored: Floats, responses: int) -> Row:
    if not responses:
        return {"rate": None, "low": None, "high": None, "interval_method": None}
    repeated = scored.sum() != responses
    low, high, method = clustered_wilson(passed, scored, responses)
    method = OVER_RESPONSES if repeated and method == WILSON else method
    return {"rate": float(passed.sum() / scored.sum()), "low": low, "high": high, "interval_method": method}


def _tally(coded: Coded, panel: Panel, cells: _Cells) -> _Tally:
    rubric = coded.rubric
    codes = np.stack(
        [np.stack([coded.column(panel, repeat, d.id) for d in rubric.dimensions]) for repeat in coded.judges[panel]]
    )
    verdicts = Verdicts.of(rubric, codes)
    scored = verdicts.passed | verdicts.failed
    abstained = (codes == ABSTAINED) | (codes == NOT_APPLICABLE)
    masks = {
        "asked": scored | verdicts.open | (codes == GATED),
        "gated": codes == GATED,
        "read": scored | abstained,
        "abstained": abstained,
        "refused": codes == REFUSED,
        "failed": (codes == FAILED) | (codes == UNREACHED),
        "n_passed": verdicts.passed,
        "n_scored": scored,
    }
    n = len(cells.names)
    counts = {name: _per_cell(mask, cells.of_unit, n) for name, mask in masks.items()}
    rates = [_rates(verdicts.passed[:, i], scored[:, i], cells) for i in range(len(rubric.dimensions))]
    return _Tally(rubric.dimensions, counts, rates, totals(rubric, verdicts, cells.of_unit, n))


def _per_cell(mask: Mask, cells: Counts, n_cells: int) -> Counts:
    per_unit = mask.sum(axis=0)
    return np.stack([np.bincount(cells, weights=row, minlength=n_cells) for row in per_unit]).astype(np.int64)
