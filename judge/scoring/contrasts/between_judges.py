"""Judges among themselves: how often they say the same, and whether any of them is right more often than another."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from judge.dimension import Dimension
from judge.scoring.coding import Coded, Mask, Panel
from judge.scoring.guards import Grounds, cautions_for
from judge.scoring.references import Labelled, any_expert, majority
from judge.scoring.study import Study
from judge.scoring.tallying import answer_cells
from judge.stats.comparison import cochran_q
from judge.stats.family import Ledger
from judge.stats.multiplicity import holm
from judge.stats.panel import ORDERED_PAIR, PAIR
from judge.stats.resampling import Plan
from judge.table import Row

IN_MATRIX = ("percent_agreement", "cohen_kappa", "gwet_ac1")
ON_A_SCALE = ("cohen_kappa_quadratic", "gwet_ac2_quadratic")
WEIGHTED = "Cochran's Q counts items: these count by their weights"


def matrix_rows(coded: Coded, panels: Sequence[Panel], members: Mask, plan: Plan) -> list[Row]:
    """How far each two judges agree on everything both answered, labelled or not, by dimension.

    Of the first repeat both have. Two judges of one family that agree have not confirmed each other.

    Args:
        coded: The table.
        panels: Which judges.
        members: Which units.
        plan: Over *all* clusters, not only those that hold a label.
    """
    return [row for d in coded.rubric.dimensions for row in _matrix(coded, d, panels, members, plan)]


def _matrix(coded: Coded, dimension: Dimension, panels: Sequence[Panel], members: Mask, plan: Plan) -> Iterator[Row]:
    ledger, width = Ledger(plan, coded.clusters), len(dimension.answers)
    pairs: dict[str, tuple[Panel, Panel, int]] = {}
    for first, second in combinations(panels, 2):
        shared = [r for r in coded.judges[first] if r in coded.judges[second]]
        if shared:
            columns = [coded.column(panel, shared[0], dimension.id) for panel in (first, second)]
            cells = np.where(members, answer_cells(columns[0], columns[1], width), -1)
            pairs[f"{len(pairs)}"] = (first, second, len(np.unique(coded.clusters[cells >= 0])))
            ledger.count(f"{len(pairs) - 1}", cells, (width, width))
    families = ledger.close()
    for key, (first, second, clusters) in pairs.items():
        for name in (*IN_MATRIX, *(() if dimension.scale == "nominal" else ON_A_SCALE)):
            found = families[key].estimate({**PAIR, **ORDERED_PAIR}[name])
            yield {
                "dimension": dimension.id,
                "judge_a": first[0],
                "ask_a": first[1],
                "judge_b": second[0],
                "ask_b": second[1],
                "statistic": name,
                "value": found.value,
                "status": found.status,
                "reason": found.reason,
                "low": found.low,
                "high": found.high,
                "interval_method": found.interval_method,
                "interval_reason": found.interval_reason,
                "n_items": found.n_items,
                "n_clusters": clusters,
            }


def cochran_rows(study: Study, panels: Sequence[Panel]) -> list[Row]:
    """Whether any of three judges or more is right more often than another, on items all of them answered.

    Of the first repeat all have; p-values are adjusted by Holm over dimensions, for each share by itself.
    """
    if len(panels) < 3:  # noqa: PLR2004 - of two it is McNemar's test
        return []
    rows = [row for items in study.labelled for row in _cochran(study, items, panels)]
    for statistic in dict.fromkeys(row["statistic"] for row in rows):
        own = [row for row in rows if row["statistic"] == statistic]
        for row, p in zip(own, holm([np.nan if r["p"] is None else r["p"] for r in own]), strict=True):
            row["p_holm"] = None if np.isnan(p) else float(p)
    return rows


def _cochran(study: Study, items: Labelled, panels: Sequence[Panel]) -> Iterator[Row]:
    shared = set.intersection(*(set(study.coded.judges[panel]) for panel in panels))
    repeat = min(shared, default=0)
    if not shared:
        return
    codes = np.stack([study.coded.column(panel, repeat, items.dimension.id)[items.at] for panel in panels])
    flags, read = items.flags_of(codes), (codes >= 0).all(axis=0)
    most, any_ = majority(items), any_expert(items)
    assert most.answers is not None  # noqa: S101 - for the type checker: a majority has answers
    on_flags = {
        ("sensitivity", "any"): (any_.flags == 1, flags == 1),
        ("specificity", "majority"): (most.flags == 0, flags == 0),
    }
    shares = {
        **(on_flags if items.dimension.has_sides else {}),
        ("percent_agreement", "majority"): (~np.isnan(most.answers), codes == most.answers),
    }
    grounds = Grounds.of(items)
    for (statistic, reference), (decided, right) in shares.items():
        used = decided & read
        size, clusters = int(used.sum()), items.n_clusters(used)
        found = None if items.weights is not None else cochran_q(right[:, used])
        yield {
            "dimension": items.dimension.id,
            "statistic": statistic,
            "reference": reference,
            "n_judges": len(panels),
            "n_items": size,
            "n_clusters": clusters,
            "repeat_tested": repeat,
            "q": None if found is None else found.statistic,
            "degrees": len(panels) - 1,
            "p": None if found is None else found.p,
            "p_holm": None,
            "reason": WEIGHTED if found is None else found.reason,
            "cautions": [*cautions_for(statistic, grounds, reference=reference, clusters=clusters, denominator=size)],
        }
