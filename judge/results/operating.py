"""A run's operating points: its judges' scores held against the experts, on parts of the labels that may be used."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from judge.errors import InputError
from judge.results.labelling import Labels, LabelsLike
from judge.results.noting import about_run
from judge.scoring.coding import Coded, Mask
from judge.scoring.operating.parts import Parts, by_tag, drawn
from judge.scoring.operating.table import Wish
from judge.scoring.operating.table import operating as operating_points
from judge.stats.resampling import REPLICATES
from judge.store.run import Run
from judge.table import Table


def operating(
    run: Run,
    labels: LabelsLike | Labels,
    *,
    recall: float = 0.95,
    reference: str = "majority",
    dimensions: Sequence[str] = (),
    choose_on: str | None = None,
    split: float | None = None,
    cluster: str | None = None,
    replicates: int = REPLICATES,
    seed: int = 0,
) -> Table:
    """What thresholds of the judges' scores find and cost, the threshold for a wished *recall*, and calibration.

    A threshold is chosen on one part of the labels and tried on the other: by their column ``split``, by *choose_on* or
    by *split*. Without any of them there is none. Numbers that need no chosen threshold are counted on everything that
    is not set apart for tuning.

    Args:
        run: Whose judges.
        labels: The experts'.
        recall: The share of flagged items the threshold must find.
        reference: What most experts flag (``majority``), any of them, or all.
        dimensions: Only these.
        choose_on: ``TAG=VALUE``: responses that have it choose, the others try.
        split: The share of the clusters that chooses, drawn by *seed*.
        cluster: What was drawn independently: see `Run.coded`.
        replicates: How often the clusters are drawn again for an interval.
        seed: Of these draws, and of the split.

    Raises:
        DatasetError: The labels cannot be read, or none belongs to a response of the run.
        InputError: A dimension, tag or share cannot be had, or the labels contradict each other.
    """
    if choose_on is not None and split is not None:
        raise InputError("--choose-on and --split both say where a threshold is chosen", hint="leave one of them out")
    read = labels if isinstance(labels, Labels) else Labels(run, labels)
    by_column = bool(read.tuned) and choose_on is None and split is None
    coded, parts = _by_column(run, read, cluster) if by_column else (run.coded(read.matched, cluster=cluster), None)
    if choose_on is not None:
        parts = by_tag(coded, choose_on)
    if split is not None:
        parts = drawn(coded, split, seed)
    wish = Wish(
        recall=recall, reference=reference, dimensions=dimensions, parts=parts, replicates=replicates, seed=seed
    )
    table = operating_points(coded, run.likelihoods(), wish)
    kept = filter(lambda said: not (by_column and "dev split" in said), read.notes)
    return about_run(Table({**table.about, "labels": read.source}, table.rows, table.notes), run, [*kept, *coded.notes])


def says_how_sure(run: Run, labels: Labels) -> Table | None:
    """The operating points of a run whose judges say how sure they are; ``None`` where none of them does.

    Nor are there any where no answer passes. Shares of repeats are looked at where the run was made for that
    (``--confidence repeats``).
    """
    by_repeats = run.manifest.get("settings", {}).get("confidence") == "repeats"
    sided = any(d.has_sides for d in run.rubric.dimensions)
    return operating(run, labels) if sided and (by_repeats or run.likelihoods()) else None


def _by_column(run: Run, labels: Labels, cluster: str | None) -> tuple[Coded, Parts]:
    """Responses labelled for tuning choose; those labelled for the test try, and everything else is counted on them."""
    if not labels.matched:
        raise InputError("every label is of the dev split: none is left to try a threshold on")
    coded = run.coded([*labels.matched, *(replace(label, split=None) for label in labels.tuned)], cluster=cluster)
    choose, report = (_units(coded, {label.response_id for label in part}) for part in (labels.tuned, labels.matched))
    if (choose & report).any():
        both = coded.units[int(np.flatnonzero(choose & report)[0])].response_id
        raise InputError(
            f"labels of response {both!r} are of both splits", hint="write one split in all rows of a response"
        )
    return coded, Parts("labels", "split", choose, report, report)


def _units(coded: Coded, ids: set[str]) -> Mask:
    return np.array([u.response_id in ids for u in coded.units], np.bool_)
