"""What a job says of its run when it ends: what was covered, and what to know of it; no scores, and no statistics."""

from judge.results.noting import about_run
from judge.scoring.covering import rubric_notes, unsuitable_notes
from judge.store.run import Run
from judge.table import Table


def ended(run: Run) -> Table:
    """Coverage of every judge of *run*, in ``about``, with the notes that belong to it; there are no rows."""
    coverage = run.coverage()
    table = Table({"coverage": coverage}, [], [*rubric_notes(run.rubric), *unsuitable_notes(coverage)])
    return about_run(table, run)
