"""What the paragraph on methods must say about a run, gathered from the run and its table."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from judge.provenance import versions
from judge.results.labelling import Labels
from judge.scoring.coding import ABSENT, Coded, labelled_units
from judge.store.imported import is_imported
from judge.store.run import Run
from judge.table import Table
from judge.views.methods import DescribedJudge, Facts

_RULES = ("any", "all", "majority", "pairs")


def methods_facts(run: Run, coded: Coded, labels: Labels | None = None, table: Table | None = None) -> Facts:
    """Everything `judge.views.methods.methods_paragraph` needs.

    Args:
        run: The run.
        coded: The same with the labels.
        labels: The experts' labels, if there are any.
        table: Its agreement table: only the statistics in it are named.
    """
    rubric = run.rubric
    rows = table.rows if table is not None else []
    resampling: dict[str, Any] = table.about.get("resampling", {}) if table is not None else {}  # ours, plain values
    least, most, given = _labels_per_item(coded)
    return Facts(
        responses=len(coded.units),
        candidates=len({u.candidate for u in coded.units}),
        scenarios=len({u.scenario_id for u in coded.units}),
        dimensions=len(rubric.dimensions),
        title=rubric.title,
        version=rubric.version,
        sha256=rubric.sha256,
        reviewed=rubric.reviewed,
        judges=_judges(run),
        repeats=max((len(repeats) for repeats in coded.judges.values()), default=1),
        experts=len(coded.experts) if labels is not None else 0,
        labelled=int(labelled_units(coded.experts, len(coded.units)).sum()),
        labels=given,
        least=least,
        most=most,
        clusters=coded.labelled_clusters,
        weighted=coded.weights is not None,
        statistics=_distinct([row["statistic"] for row in rows]),
        references=[r for r in _distinct([row["reference"] for row in rows]) if r in _RULES],
        interval_methods=_distinct([row["interval_method"] for row in rows]),
        replicates=resampling.get("replicates"),
        seed=resampling.get("seed"),
        versions=versions(),
    )


def _judges(run: Run) -> list[DescribedJudge]:
    """The judges with all their ways of asking and what was set for them."""
    found: dict[str, tuple[dict[str, Any], list[str]]] = {}  # settings as the store has them
    for judge, ask, spec in run.panels():
        found.setdefault(judge, (spec, []))[1].append(ask)
    return [
        DescribedJudge(
            name,
            str(spec.get("model", name)),
            tuple(filter(None, asks)),
            spec.get("params") or {},
            is_imported=is_imported(spec),
        )
        for name, (spec, asks) in found.items()
    ]


def _labels_per_item(coded: Coded) -> tuple[int, int, int]:
    """The fewest and the most labels of an item with a label, and all of them."""
    counts = [
        np.sum([columns[d.id] != ABSENT for columns in coded.experts.values() if d.id in columns], axis=0)
        for d in coded.rubric.dimensions
    ]
    given = np.concatenate([np.atleast_1d(count) for count in counts])
    given = given[given > 0]
    return (int(given.min()), int(given.max()), int(given.sum())) if given.size else (0, 0, 0)


def _distinct(values: Sequence[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value is not None))
