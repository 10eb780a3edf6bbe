"""Whether a run's judges may be relied on: what was required of them, held against the experts' labels."""

from collections.abc import Sequence

from judge import scoring
from judge.errors import InputError, near_miss
from judge.results.canaries import canaries_of, canary_notes
from judge.results.labelling import Labels, LabelsLike
from judge.scoring.coding import Coded, Panel
from judge.scoring.requirements.checking import Evidence, check, left_out_notes
from judge.scoring.requirements.requiring import read_requirement, requirement_notes
from judge.scoring.voting import Panels, with_panels
from judge.stats.resampling import REPLICATES
from judge.store.run import Run
from judge.table import Table

_BASELINE = "baseline/"


def gate(
    run: Run,
    labels: LabelsLike,
    *,
    require: Sequence[str],
    judges: Sequence[str] | None = None,
    panels: Panels | None = None,
    cluster: str | None = None,
    replicates: int = REPLICATES,
    seed: int = 0,
) -> Table:
    """Hold judges to requirements such as ``sensitivity.low >= 0.8``; ``about["passed"]`` says whether all hold.

    ``about["canaries"]`` says what these judges made of the known cases beside the data.

    A row for each requirement, dimension, judge and repeat, with ``holds`` and the reason where it does not. The worse
    end of the interval counts unless another is written. Every repeat must hold: a judge is deployed once, not as the
    mean of several. What is undefined, has no interval or was never labelled does not hold.

    Args:
        run: The run.
        labels: The experts' labels.
        require: The requirements: `judge.scoring.requirements.requiring` has their grammar.
        judges: Names of the judges to hold to them; all but the baselines by default.
        panels: Judges that vote, by the name of their vote: then the vote is the judge, and by default the only one.
        cluster: What was drawn independently: see `Run.coded`.
        replicates: How often the clusters are drawn again for an interval.
        seed: Of these draws.

    Raises:
        InputError: A requirement cannot be read or names what is not there, or there is no judge to check.
        DatasetError: The labels cannot be read, or none belongs to a response of the run.
    """
    if not require:
        raise InputError("nothing is required", hint="add --require 'sensitivity.low >= 0.8'")
    requirements = [read_requirement(text) for text in require]
    read = Labels(run, labels)
    coded = with_panels(run.coded(read.matched, cluster=cluster), panels or {})
    chosen = _chosen(run, coded, [*(judges or ()), *(panels or ())])
    table = scoring.agreement(coded, replicates=replicates, seed=seed)
    evidence = Evidence(coded, table.rows, chosen)
    rows = check(requirements, evidence)
    held = sum(row["holds"] for row in rows)
    about = {"run": str(run.folder), **table.about, "labels": read.source}
    counts = {"passed": held == len(rows), "checks": len(rows), "held": held}
    said = [*requirement_notes(requirements), *left_out_notes(requirements, evidence)]
    voting = {member for name, members in (panels or {}).items() for member in (name, *members)}
    known = canaries_of(run, {judge for judge, _ in chosen} | voting)
    notes = [*said, *canary_notes(known), *table.notes, *read.notes, *coded.notes]
    return Table({**about, **counts, "canaries": known}, rows, notes)


def _chosen(run: Run, coded: Coded, wanted: Sequence[str]) -> list[Panel]:
    """The judges *wanted*, in every way they were asked; all but the baselines when nobody is."""
    models = {judge: str(spec.get("model", judge)) for judge, _, spec in run.panels()}
    names = dict.fromkeys(judge for judge, _ in coded.judges)
    if not wanted:
        wanted = [n for n in names if not (n.startswith(_BASELINE) or models[n].startswith(_BASELINE))]
        if not wanted:
            raise InputError("this run has no judge but baselines", hint="name one of them with --judge")
    for name in wanted:
        if name not in names:
            raise InputError(f"this run has no judge {name!r}", hint=near_miss(name, names))
    return [panel for panel in coded.judges if panel[0] in wanted]
