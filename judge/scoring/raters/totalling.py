"""A response's points by each expert and each judge, so that totals can be compared as numbers."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from judge.condition import Gate
from judge.dimension import Dimension
from judge.gating import in_order
from judge.ratings import Unit
from judge.rubric import Rubric
from judge.scoring.coding import ABSENT, GATED, Codes, Weights, failing
from judge.scoring.raters.scaled import Scaled, candidates_of
from judge.scoring.rows import TOTAL
from judge.scoring.study import Study
from judge.stats.resampling import Floats

Truth = NDArray[np.int8]
"""1 yes, -1 no, 0 cannot be told: "and" is the least of several, "or" the greatest."""
Columns = Mapping[str, Codes]


def total(study: Study) -> Scaled | None:
    """The responses that hold a label, each with its points; ``None`` when the rubric gives none, or nobody labelled.

    Passing a dimension earns its points. A response has a total by a rater when that rater answered every dimension
    that carries points and applies, and at least one: *unclear*, *not applicable* or nothing at all leaves it without
    one, for half a sum is a number about the gaps. Which dimensions apply a judge was asked; for an expert the gates
    decide, from the response's tags and that expert's own answers. Where dimensions were chosen for labelling with
    different probabilities, the response counts by the rarest.
    """
    worth = [d for d in study.coded.rubric.dimensions if d.points and d.has_sides]
    at = np.unique(np.concatenate([items.at for items in study.labelled])) if study.labelled else np.empty(0, np.intp)
    if not worth or not at.size or study.coded.rubric.dimensions_from == "scenario":
        return None
    coded = study.coded
    experts = {
        name: _points(worth, _applied(coded.rubric, study, columns, at)) for name, columns in coded.experts.items()
    }
    experts = {name: points for name, points in experts.items() if not np.isnan(points).all()}
    judges = {
        panel: {r: _points(worth, {d.id: coded.column(panel, r, d.id)[at] for d in worth}) for r in repeats}
        for panel, repeats in coded.judges.items()
    }
    return Scaled(
        dimension=TOTAL,
        names=tuple(experts),
        experts=np.array(list(experts.values())).reshape(len(experts), at.size),
        judges=judges,
        candidates=candidates_of(study, at),
        clusters=coded.clusters[at],
        weights=_weights(study, worth, at),
        plan=study.plan,
        group=study.group,
    )


def _points(worth: list[Dimension], columns: Columns) -> Floats:
    codes = np.stack([columns[d.id] for d in worth])
    open_ones = (codes < 0) & (codes != GATED)
    passed = np.stack([(c >= 0) & ~np.isin(c, failing(d)) for c, d in zip(codes, worth, strict=True)])
    known = ~open_ones.any(axis=0) & (codes >= 0).any(axis=0)
    return np.where(known, np.array([d.points for d in worth]) @ passed, np.nan)


def _weights(study: Study, worth: list[Dimension], at: NDArray[np.intp]) -> Weights | None:
    weights = study.coded.weights
    return None if weights is None else np.max([weights[d.id][at] for d in worth], axis=0)


def _applied(rubric: Rubric, study: Study, columns: Columns, at: NDArray[np.intp]) -> Columns:
    """An expert's codes, `GATED` where a gate takes the dimension out whatever was written there."""
    units = [study.coded.units[i] for i in at]
    nothing = np.full(at.size, ABSENT, np.int16)
    applied: dict[str, Codes] = {}
    for d in in_order(rubric):
        out = (
            np.less(_holds(d.applies_when, units, applied, rubric), 0)
            if d.applies_when
            else np.zeros(at.size, np.bool_)
        )
        for row in d.rated:
            given = columns[row.id][at] if row.id in columns else nothing
            applied[row.id] = np.where(out, GATED, given).astype(np.int16)
    return applied | {d: columns[d][at] if d in columns else nothing for d in rubric.derived}


def _holds(gate: Gate, units: list[Unit], known: Columns, rubric: Rubric) -> Truth:
    """What `judge.gating.applies` says, of all units at once."""
    parts = [
        np.array([1 if tag not in u.tags or u.tags[tag] in allowed else -1 for u in units], np.int8)
        for tag, allowed in gate.tags.items()
    ]
    if gate.dimension is not None:
        parts.append(_answered(known[gate.dimension], gate, rubric))
    for inner, combined in ((gate.any, np.max), (gate.all, np.min)):
        if inner is not None:
            parts.append(combined([_holds(g, units, known, rubric) for g in inner], axis=0))
    holds: Truth = np.min(parts, axis=0)
    return holds


def _answered(codes: Codes, gate: Gate, rubric: Rubric) -> Truth:
    dimension = next(d for d in rubric.dimensions if d.id == gate.dimension)
    wanted = [i for i, answer in enumerate(dimension.answer_ids) if answer in (gate.answer or ())]
    said = np.where(np.isin(codes, wanted), 1, -1)
    return np.where((codes >= 0) | (codes == GATED), said, 0).astype(np.int8)
