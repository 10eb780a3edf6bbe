"""Whether a run's judges may be relied on: what was required of them, held against the experts' labels."""

from collections.abc import Sequence

from judge import results
from judge.errors import InputError, near_miss
from judge.labelling import LabelsLike
from judge.scoring.checking import Evidence, check
from judge.scoring.coding import Panel
from judge.scoring.requiring import read_requirement, requirement_notes
from judge.store.run import Run
from judge.table import Table

_BASELINE = "baseline/"


def gate(run: Run, labels: LabelsLike, *, require: Sequence[str], judges: Sequence[str] | None = None) -> Table:
    """Hold judges to requirements such as ``sensitivity.low >= 0.8``; ``about["passed"]`` says whether all hold.

    A row for each requirement, dimension, judge and repeat, with ``holds`` and the reason where it does not. The worse
    end of the interval counts unless another is written. Every repeat must hold: a judge is deployed once, not as the
    mean of several. What is undefined, has no interval or was never labelled does not hold.

    Args:
        run: The run.
        labels: The experts' labels.
        require: The requirements: `judge.scoring.requiring` has their grammar.
        judges: Names of the judges to hold to them; all but the baselines by default.

    Raises:
        InputError: A requirement cannot be read or names what is not there, or there is no judge to check.
    """
    if not require:
        raise InputError("nothing is required", hint="add --require 'sensitivity.low >= 0.8'")
    requirements = [read_requirement(text) for text in require]
    table = results.agreement(run, labels)
    coded = run.coded()
    panels = _chosen(run, list(coded.judges), judges)
    rows = check(requirements, Evidence(coded, table.rows, panels))
    held = sum(row["holds"] for row in rows)
    about = {name: table.about[name] for name in ("run", "rubric", "rubric_version", "labels")}
    about |= {"passed": held == len(rows), "checks": len(rows), "held": held}
    return Table(about, rows, [*requirement_notes(requirements), *table.notes])


def _chosen(run: Run, panels: Sequence[Panel], wanted: Sequence[str] | None) -> list[Panel]:
    models = {judge: str(spec.get("model", judge)) for judge, _, spec in run.panels()}
    if not wanted:
        found = [p for p in panels if not (p[0].startswith(_BASELINE) or models[p[0]].startswith(_BASELINE))]
        if not found:
            raise InputError("this run has no judge but baselines", hint="name one of them with --judge")
        return found
    for name in wanted:
        if name not in models:
            raise InputError(f"this run has no judge {name!r}", hint=near_miss(name, models))
    return [panel for panel in panels if panel[0] in wanted]
