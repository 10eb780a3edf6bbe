"""Whether a judge thinks better of what models of its own family wrote than experts do."""

from collections.abc import Collection, Iterator, Mapping

import numpy as np

from judge.scoring.coding import Panel
from judge.scoring.raters.verdicts import FEW_CLUSTERS, FEWEST_CLUSTERS, NO_DIFFERENCE, TOO_FEW
from judge.scoring.references import Labelled
from judge.scoring.study import Study
from judge.scoring.tallying import ledger_of
from judge.stats.resampling import Floats
from judge.stats.tables import divide
from judge.table import Row

PREFERS_OWN, PREFERS_OTHERS = "prefers_own", "prefers_others"
MARGIN = 0.1
"""A difference of pass rates this large would change a ranking: an interval that cannot rule it out says nothing."""

ONE_SIDE = "no item of its own family, or none of another, that experts and the judge decided"
NO_INTERVAL = "the difference has no interval"
WIDE = "the interval cannot rule out a difference of 0.1"

Own = Mapping[str, Collection[str]]
"""The candidates of each judge's own family, by the judge's name; judges without any are absent."""


def self_preference_rows(study: Study, own: Own) -> list[Row]:
    """A row for each judge with a candidate of its family, and each dimension that has labels.

    The judge's pass rate of its own family less the experts' (the mean share of experts who pass a response), minus the
    same for all other candidates: 0 where it errs alike on both. Labelled items the judge answered; over its repeats
    the mean of each item. The interval is of one plan, so that judge and experts stand on the same responses. It tells
    leniency towards a family, not why: a family whose responses err in a way that the judge overlooks looks the same.
    """
    panels = [panel for panel in study.coded.judges if own.get(panel[0])]
    return [row for panel in panels for items in study.labelled for row in _rows(study, items, panel, own[panel[0]])]


def _rows(study: Study, items: Labelled, panel: Panel, own: Collection[str]) -> Iterator[Row]:
    repeats = study.coded.judges[panel]
    codes = np.stack([study.coded.column(panel, r, items.dimension.id)[items.at] for r in repeats])
    read = (codes >= 0).any(axis=0)
    known = np.asarray(read & (~np.isnan(items.flags)).any(axis=0))
    if not known.any():
        return
    candidates = np.array([study.coded.units[at].candidate for at in items.at])
    mine = np.isin(candidates, list(own))
    judge, experts = (_passes(flags, known) for flags in (items.flags_of(codes), items.flags))
    sides = [np.where(known & side, 1.0, 0.0) for side in (mine, ~mine)]
    ledger = ledger_of(items, study.plan)
    columns = np.stack([s * column for s in sides for column in (judge, experts, np.ones(judge.size))], axis=1)
    ledger.add("preference", columns, items=int(known.sum()))
    family = ledger.close()["preference"]
    difference = family.sampled(_difference)
    interval = difference.interval()
    rates = divide(family.sums.totals[[0, 1, 3, 4]], family.sums.totals[[2, 2, 5, 5]])
    n_clusters = items.n_clusters(known)
    yield {
        "dimension": items.dimension.id,
        "judge": panel[0],
        "ask": panel[1],
        "candidates": sorted(set(candidates[mine & known].tolist())),
        "n_own": int((mine & known).sum()),
        "n_other": int((~mine & known).sum()),
        "n_clusters": n_clusters,
        **dict(zip(("judge_own", "experts_own", "judge_other", "experts_other"), map(_plain, rates), strict=True)),
        "difference": _plain(difference.value),
        "status": "ok" if difference.defined else "undefined",
        "reason": None if difference.defined else ONE_SIDE,
        "low": interval.low,
        "high": interval.high,
        "interval_method": interval.method,
        "interval_reason": interval.reason,
        "replicates_undefined": interval.undefined,
        **_word(interval.low, interval.high, interval.reason, n_clusters, defined=difference.defined),
    }


def _passes(flags: Floats, known: np.ndarray) -> Floats:
    """Each item's mean share of passes over the rows; 0 where it is not used."""
    passed, answered = (flags == 0).sum(axis=0), (~np.isnan(flags)).sum(axis=0)
    return np.where(known, divide(passed, answered), 0.0)


def _difference(sums: Floats) -> Floats:
    own, other = (divide(sums[..., i] - sums[..., i + 1], sums[..., i + 2]) for i in (0, 3))
    return own - other


def _word(low: float | None, high: float | None, reason: str | None, clusters: int, *, defined: bool) -> Row:
    word, why = NO_DIFFERENCE, None
    if not defined:
        word, why = TOO_FEW, ONE_SIDE
    elif clusters < FEWEST_CLUSTERS:
        word, why = TOO_FEW, FEW_CLUSTERS
    elif low is None or high is None:
        word, why = TOO_FEW, reason or NO_INTERVAL
    elif low > 0 or high < 0:
        word = PREFERS_OWN if low > 0 else PREFERS_OTHERS
    elif low < -MARGIN or high > MARGIN:
        word, why = TOO_FEW, WIDE
    return {"verdict": word, "verdict_reason": why}


def _plain(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
