"""Numbers about candidates: what their judges said of them, and how much of it was said at all."""

import numpy as np
from numpy.typing import NDArray

from judge.dimension import Dimension
from judge.ratings import Ratings
from judge.record import dataclass
from judge.scoring.candidates.cells import Cells
from judge.scoring.candidates.held import held_totals
from judge.scoring.candidates.rates import RATE_FIELDS, rates
from judge.scoring.candidates.totals import Verdicts, totals
from judge.scoring.candidates.values import FIELDS, Values
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
from judge.scoring.notes import score_notes
from judge.stats.resampling import REPLICATES, Plan
from judge.table import Row, Table

Counts = NDArray[np.int64]


def scores(given: Ratings | Coded, *, by: str | None = None, replicates: int = REPLICATES, seed: int = 0) -> Table:
    """A row per candidate, judge, way of asking and dimension (and group of the tag *by*), and one of their sum.

    All repeats of a judgment count: ``asked`` is responses x repeats, and ``n_scored + gated + abstained + refused +
    failed`` add up to it. ``rate`` is passed / scored, ``None`` when nothing was scored. ``worst`` and ``best`` take
    everything asked, not gated and not scored for failed, or for passed. The interval of a rate rests on the number of
    responses, for repeats bring no new ones, and on fewer where responses to one scenario come out alike. Where no
    answer passes there is no rate and ``n_passed`` is ``None``; of a scale there is a mean, and there and where none
    passes ``answers`` says how often each was given: see `Values`. In the row ``total`` the counts are sums over the
    dimensions and `totals` describes the rest, or `held_totals` where criteria come with each scenario. The judges'
    coverage stands in ``about``.

    Args:
        given: The ratings.
        by: A tag: each of its values has rows of its own.
        replicates: How often the clusters are drawn again for the interval of a mean.
        seed: Of these draws.

    Raises:
        InputError: No response has the tag *by*, or a rating does not fit the rubric.
    """
    coded = code(given)
    cells = Cells.of(coded, by)
    plan = Plan(int(coded.clusters.max(initial=-1)) + 1, replicates, seed)
    tallies = {panel: _tally(coded, panel, cells, plan) for panel in coded.judges}
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
class _Tally:
    """One judge's counts: dimensions x cells, by what is counted."""

    dimensions: tuple[Dimension, ...]
    counts: dict[str, Counts]
    rates: list[list[Row]]
    """Dimensions x cells."""
    values: list[list[Row]]
    """Dimensions x cells."""
    totals: list[Row]

    def rows(self, cell: int, names: Row) -> list[Row]:
        """The dimensions of one cell, in the rubric's order, then their sum."""
        rows = [self._row(names, i, d, cell) for i, d in enumerate(self.dimensions)]
        return [*rows, self._total(names, rows, cell)]

    def _row(self, names: Row, at: int, dimension: Dimension, cell: int) -> Row:
        n: Row = {name: int(column[at, cell]) for name, column in self.counts.items()}
        vetoes = n["n_scored"] - n["n_passed"] if dimension.critical else 0
        put = n["asked"] - n["gated"]
        ends = {"worst": n["n_passed"], "best": n["n_passed"] + put - n["n_scored"]}
        return {
            "candidate": names["candidate"],
            "judge": names["judge"],
            "ask": names["ask"],
            "dimension": dimension.id,
            "group": names["group"],
            **(n if dimension.has_sides else n | {"n_passed": None}),
            **self.rates[at][cell],
            **{name: k / put if put and dimension.has_sides else None for name, k in ends.items()},
            "critical_failures": vetoes,
            "responses_vetoed": vetoes,
            **self.values[at][cell],
        }

    def _total(self, names: Row, rows: list[Row], cell: int) -> Row:
        empty = dict.fromkeys((*RATE_FIELDS, "worst", "best", *FIELDS))
        sums = {name: sum(row[name] or 0 for row in rows) for name in (*self.counts, "critical_failures")}
        passed = {} if any(d.has_sides for d in self.dimensions) else {"n_passed": None}
        return {**rows[0], **names, "dimension": "total", **empty, **sums, **passed, **self.totals[cell]}


def _tally(coded: Coded, panel: Panel, cells: Cells, plan: Plan) -> _Tally:
    rubric = coded.rubric
    codes = np.stack(
        [np.stack([coded.column(panel, repeat, d.id) for d in rubric.dimensions]) for repeat in coded.judges[panel]]
    )
    verdicts = Verdicts.of(rubric, codes, coded.turned)
    scored = verdicts.scored
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
    found = [
        rates(verdicts.passed[:, i], scored[:, i], cells)
        if d.has_sides
        else [dict.fromkeys(RATE_FIELDS) for _ in cells.names]
        for i, d in enumerate(rubric.dimensions)
    ]
    values = [Values(d, codes[:, i], cells, coded.clusters, plan).rows() for i, d in enumerate(rubric.dimensions)]
    sums = (
        held_totals(coded, codes, cells, plan)
        if rubric.dimensions_from == "scenario"
        else totals(rubric, verdicts, cells.of_unit, n)
    )
    return _Tally(rubric.dimensions, counts, found, values, sums)


def _per_cell(mask: Mask, cells: Counts, n_cells: int) -> Counts:
    per_unit = mask.sum(axis=0)
    return np.stack([np.bincount(cells, weights=row, minlength=n_cells) for row in per_unit]).astype(np.int64)
