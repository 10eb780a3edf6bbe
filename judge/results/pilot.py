"""How many labels a further study needs, from what a run and its labels show already."""

from collections.abc import Sequence

from judge.results.labelling import Labels, LabelsLike
from judge.scoring.covering import rubric_notes
from judge.scoring.plans.piloting import MORE_REPEATS, pilot_rows
from judge.scoring.study import studies
from judge.store.run import Run
from judge.table import Table


def plan_from(
    run: Run,
    labels: LabelsLike,
    half_width: float,
    *,
    statistics: Sequence[str] = (),
    experts: int | None = None,
    repeats: int | None = None,
    cluster: str | None = None,
) -> Table:
    """Items, conversations, experts and repeats for intervals of a wished width, by dimension and judge.

    Prevalence, the judge's quality, the resemblance within conversations and the noise of asking again are the run's
    own; with few labels they are rough, and so is the plan.

    Raises:
        DatasetError: The labels cannot be read, or none belongs to a response of the run.
        InputError: A statistic cannot be planned for, or the half-width is not between 0 and 1.
    """
    read = Labels(run, labels)
    coded = run.coded(read.matched, cluster=cluster)
    (study,) = studies(coded, replicates=1)
    rows = pilot_rows(
        study, half_width, statistics, experts=experts, repeats=MORE_REPEATS if repeats is None else (repeats,)
    )
    about = {
        "run": str(run.folder),
        "rubric": run.rubric.id,
        "rubric_version": run.rubric.version,
        "labels": read.source,
        "plan": "half_width",
        "half_width": half_width,
        "reviewed": run.rubric.reviewed,
    }
    return Table(about, rows, [*rubric_notes(run.rubric), *coded.notes, *read.notes])
