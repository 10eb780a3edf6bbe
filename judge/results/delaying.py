"""A run's detection delays: its judges' alarms beside the turns experts flag."""

from collections.abc import Sequence

from judge.results.labelling import Labels, LabelsLike
from judge.results.noting import about_run
from judge.scoring.delaying import delays as delays_of
from judge.stats.resampling import REPLICATES
from judge.store.run import Run
from judge.table import Table


def delays(
    run: Run,
    labels: LabelsLike | Labels,
    *,
    dimensions: Sequence[str] = (),
    reference: str = "any",
    cluster: str | None = None,
    replicates: int = REPLICATES,
    seed: int = 0,
) -> Table:
    """How long after the first flagged turn judges raise an alarm, and how many alarms a conversation costs.

    Args:
        run: Whose judges; it judges turns.
        labels: The experts', with their turns.
        dimensions: Only these.
        reference: A turn is flagged where ``any`` expert flags it, most do (``majority``), or ``all``.
        cluster: What was drawn independently: see `Run.coded`.
        replicates: How often the clusters are drawn again for an interval.
        seed: Of these draws.

    Raises:
        DatasetError: The labels cannot be read, or none belongs to a turn of the run.
        InputError: The run judges no turns, or what is asked for is not there.
    """
    read = labels if isinstance(labels, Labels) else Labels(run, labels)
    coded = run.coded(read.matched, cluster=cluster)
    table = delays_of(coded, dimensions=dimensions, reference=reference, replicates=replicates, seed=seed)
    return about_run(
        Table({**table.about, "labels": read.source}, table.rows, table.notes), run, [*read.notes, *coded.notes]
    )
