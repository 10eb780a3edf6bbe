"""Responses that fail whatever their sum says, and where a number puts them."""

from collections.abc import Collection, Mapping

import numpy as np

from judge.scoring.coding import as_flags
from judge.scoring.study import Study
from judge.stats.intervals import clustered_wilson
from judge.stats.resampling import Floats
from judge.table import Row


def vetoed(study: Study) -> dict[str, bool]:
    """By response: whether more than half of its experts give a failing answer to one critical question.

    Only responses that some expert answered a critical question about.
    """
    found: dict[str, bool] = {}
    for items in study.labelled:
        if not items.dimension.critical or not items.at.size:
            continue
        flags = np.stack([as_flags(codes, items.dimension) for codes in items.codes])
        known = ~np.isnan(flags)
        failing = np.where(known, flags, 0).sum(axis=0) * 2 > known.sum(axis=0)
        answered = known.sum(axis=0) > 0
        for i in np.flatnonzero(answered):
            name = study.coded.units[items.at[i]].response_id
            found[name] = found.get(name, False) or bool(failing[i])
    return found


def above_the_middle(metric: str, values: Mapping[str, float], known: Mapping[str, bool], study: Study) -> Row:
    """How many of the vetoed responses have a value above the median of all that were labelled.

    Half of them would, if the value knew nothing of harm. With Wilson's interval on the effective number of responses.
    """
    here = {name: values[name] for name in known if name in values}
    middle = float(np.median(list(here.values()))) if here else 0.0
    cluster = {unit.response_id: unit.cluster for unit in study.coded.units}
    struck = [name for name in here if known[name]]
    row = {"metric": metric, "vetoed": len(struck), "above": None, "share": None, "low": None, "high": None}
    if not struck:
        return {**row, "interval_method": None, "n_labelled": len(here)}
    hits, trials = _by_cluster(struck, {name for name in struck if here[name] > middle}, cluster)
    low, high, method = clustered_wilson(hits, trials, len(struck))
    above = int(hits.sum())
    row |= {"above": above, "share": above / len(struck), "low": low, "high": high}
    return {**row, "interval_method": method, "n_labelled": len(here)}


def _by_cluster(names: Collection[str], hits: Collection[str], cluster: Mapping[str, str]) -> tuple[Floats, Floats]:
    place: dict[str, int] = {}
    at = np.array([place.setdefault(cluster[name], len(place)) for name in names], np.int64)
    over = np.array([float(name in hits) for name in names])
    hit, tried = np.bincount(at, over, len(place)), np.bincount(at, minlength=len(place))
    return hit.astype(np.float64), tried.astype(np.float64)
