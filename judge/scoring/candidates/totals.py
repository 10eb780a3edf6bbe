"""The sum over a rubric's dimensions, response by response."""

import numpy as np
from numpy.typing import NDArray

from judge.record import dataclass
from judge.rubric import Rubric
from judge.scoring.coding import ABSENT, GATED, Codes, Mask, failing
from judge.table import Row

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Verdicts:
    """What one judge said: repeats x dimensions x units, each mask exclusive of the others."""

    passed: Mask
    failed: Mask
    """Scored with a failing answer."""
    open: Mask
    """Asked, applicable and without a verdict: it could have gone either way."""
    scored: Mask
    """Answered: passed, failed, or where no answer passes simply answered."""

    @classmethod
    def of(cls, rubric: Rubric, codes: Codes, turned: Mask | None = None) -> "Verdicts":
        """From *codes*, repeats x dimensions x units in the rubric's order; on *turned* units what passes fails."""
        bad = np.stack([np.isin(codes[:, i], failing(d)) for i, d in enumerate(rubric.dimensions)], axis=1)
        scored = codes >= 0
        sided = np.array([d.has_sides for d in rubric.dimensions])[None, :, None]
        good = scored & ~bad & sided
        if turned is not None:
            good, bad = np.where(turned, bad, good), np.where(turned, good, bad)
        return cls(good, bad, (codes < ABSENT) & (codes != GATED), scored)


@dataclass(frozen=True)
class Points:
    """The sum of points of each response in each repeat: repeats x units."""

    counted: Mask
    """Some dimension applies."""
    complete: Mask
    """Every applicable dimension was scored, those worth 0 points included."""
    shared: Mask
    """Complete, with points to be reached: these have a share."""
    earned: Floats
    share: Floats
    """Points / reachable points; 0 where there is none."""
    worst: Floats
    best: Floats
    worth: bool
    """Whether anything is worth points at all."""

    @classmethod
    def of(cls, rubric: Rubric, verdicts: Verdicts) -> "Points":
        """Passing a dimension earns its points; an open verdict may cost or pay them."""
        points = np.array([d.points for d in rubric.dimensions], np.float64)
        applicable = verdicts.scored | verdicts.open
        counted: Mask = np.any(applicable, axis=1)
        complete: Mask = counted & ~np.any(verdicts.open, axis=1)
        earned = _weigh(verdicts.passed, points)
        reachable = _weigh(applicable, np.maximum(points, 0))
        return cls(
            counted,
            complete,
            complete & (reachable > 0),
            earned,
            np.divide(earned, reachable, out=np.zeros_like(earned), where=reachable > 0),
            earned + _weigh(verdicts.open, np.minimum(points, 0)),
            earned + _weigh(verdicts.open, np.maximum(points, 0)),
            bool((points != 0).any()),
        )


def totals(rubric: Rubric, verdicts: Verdicts, cells: NDArray[np.int64], n_cells: int) -> list[Row]:
    """The sum of points for each cell of units; one response in one repeat is one sum.

    Passing a dimension earns its points. ``mean_points`` and ``mean_share`` (points / reachable points) speak of
    complete responses only: every applicable dimension scored, those worth 0 points included, and at least one of them.
    ``worst_points`` and ``best_points`` speak of all, each open verdict taken as it costs or pays most. A response with
    a failing critical dimension is vetoed and stays in; ``responses_vetoed_worst`` takes open ones for failing. With no
    points anywhere there is no sum, and these are ``None``.
    """
    critical = np.array([d.critical for d in rubric.dimensions])[None, :, None]
    points = Points.of(rubric, verdicts)

    def per_cell(values: Floats | Mask) -> Floats:
        return np.bincount(cells, values.sum(axis=0, dtype=np.float64), n_cells).astype(np.float64)

    columns = {
        "n_responses": per_cell(points.counted),
        "n_complete": per_cell(points.complete),
        "responses_vetoed": per_cell(np.any(verdicts.failed & critical, axis=1)),
        "responses_vetoed_worst": per_cell(np.any((verdicts.failed | verdicts.open) & critical, axis=1)),
    }
    means = {
        "mean_points": (per_cell(points.earned * points.complete), columns["n_complete"]),
        "mean_share": (per_cell(points.share * points.shared), per_cell(points.shared)),
        "worst_points": (per_cell(points.worst * points.counted), columns["n_responses"]),
        "best_points": (per_cell(points.best * points.counted), columns["n_responses"]),
    }
    return [
        {name: int(column[i]) for name, column in columns.items()}
        | {name: float(s[i] / n[i]) if points.worth and n[i] else None for name, (s, n) in means.items()}
        for i in range(n_cells)
    ]


def _weigh(mask: Mask, points: Floats) -> Floats:
    weighed: Floats = np.einsum("rdu,d->ru", mask, points)
    return weighed
