"""What a run says, as tables: candidates' scores, agreement with experts, what differs between two runs."""

from collections.abc import Sequence
from typing import Any

from judge import scoring
from judge.results.canaries import canaries_among
from judge.results.labelling import Labels, LabelsLike
from judge.results.noting import about_run
from judge.scoring.coding import Coded
from judge.scoring.guards import same_family
from judge.scoring.raters.adjudicating import adjudicator_notes
from judge.scoring.raters.costing import read_costs
from judge.scoring.voting import Panels
from judge.stats.resampling import REPLICATES
from judge.store.run import Run
from judge.table import Table


def scores(
    run: Run,
    *,
    labels: LabelsLike | Labels | None = None,
    by: str | None = None,
    cluster: str | None = None,
    replicates: int = REPLICATES,
    seed: int = 0,
) -> Table:
    """How candidates fared, per judge and dimension, with coverage and worst and best bounds beside each rate.

    With *labels* the corrected rate stands beside, by the method that fits how the labels were drawn. ``about`` holds
    the ``ranking``: who can be told apart from whom, and how often each comes first.

    Args:
        run: Whose candidates.
        labels: The experts'.
        by: A tag: each of its values has rows of its own.
        cluster: What was drawn independently: see `Run.coded`.
        replicates: How often the clusters are drawn again for a difference.
        seed: Of these draws.

    Raises:
        InputError: No response has the tag *by* or *cluster*, or the labels cannot be read.
    """
    read = labels if labels is None or isinstance(labels, Labels) else Labels(run, labels)
    coded = run.coded(read.matched if read else (), cluster=cluster)
    table = scoring.scores(coded, by=by, replicates=replicates, seed=seed)
    table = scoring.corrected(coded, table, by=by, replicates=replicates, seed=seed)
    _caution_kin(table, run)
    return about_run(table, run, [*read.notes, *coded.notes] if read else ())


def _caution_kin(table: Table, run: Run) -> None:
    """Say beside a rate that its judge and its candidate are of one family."""
    models = {judge: str(spec.get("model", judge)) for judge, _, spec in run.panels()}
    for row in table.rows:
        kin = same_family(row["judge"], models[row["judge"]], [row["candidate"]])
        row["cautions"] = [*row.get("cautions", ()), *([kin] if kin else ())]


def agreement(
    run: Run,
    labels: LabelsLike | Labels,
    *,
    by: str | None = None,
    cluster: str | None = None,
    replicates: int = REPLICATES,
    seed: int = 0,
    panels: Panels | None = None,
    costs: Sequence[str] = (),
    pool: bool = False,
) -> Table:
    """How far judges agree with experts, beside how far experts agree among themselves.

    Args:
        run: Whose judges.
        labels: The experts'.
        by: A tag: each of its values has rows of its own.
        cluster: What was drawn independently: see `Run.coded`.
        replicates: How often the clusters are drawn again for an interval.
        seed: Of these draws.
        panels: Votes that count as judges of their own: a name and its members.
        costs: What a miss and a false alarm cost, e.g. ``miss=10``; nothing is weighed without it.
        pool: Whether all dimensions together have rows too, as ``pooled``.

    Raises:
        DatasetError: The labels cannot be read, or none belongs to a response of the run.
        InputError: No response has the tag *by* or *cluster*, labels contradict each other about an item, or a panel or
            a cost names what is not there.
    """
    read = labels if isinstance(labels, Labels) else Labels(run, labels)
    coded = run.coded(read.matched, cluster=cluster)
    weights = read_costs(costs, [d.id for d in run.rubric.dimensions]) if costs else None
    return agreement_of(
        run, read, coded, by=by, replicates=replicates, seed=seed, panels=panels, costs=weights, pool=pool
    )


def agreement_of(run: Run, labels: Labels, coded: Coded, **options: Any) -> Table:  # options of `scoring.agreement`
    """The same of a run that was read already."""
    table = scoring.agreement(coded, **options)
    about = {"labels": labels.source, "coverage": scoring.coverage(coded)}
    notes = [*labels.notes, *coded.notes, *adjudicator_notes(coded), *_kin(run, coded)]
    return about_run(Table({**table.about, **about}, table.rows, table.notes), run, notes)


def _kin(run: Run, coded: Coded) -> list[str]:
    """Judges that judged models of their own family."""
    candidates = list(dict.fromkeys(u.candidate for u in coded.units))
    models = {judge: str(spec.get("model", judge)) for judge, _, spec in run.panels()}
    found = (same_family(judge, model, candidates) for judge, model in models.items())
    return [note for note in found if note is not None]


def diff(run_a: Run, run_b: Run) -> Table:
    """The verdicts that differ between two runs, with the cases."""
    table = scoring.diff(run_a.ratings(), run_b.ratings())
    statuses, known = canaries_among([run_a, run_b])
    about = {"run_a": str(run_a.folder), "run_b": str(run_b.folder), "canaries": statuses, **table.about}
    return Table(about, table.rows, [*known, *table.notes])
