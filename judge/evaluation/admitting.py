"""What a job asks, put on its run's plan: all of it or nothing, and nothing that is there already is changed."""

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from judge.engines.base import Panel
from judge.engines.breaking import Breaker
from judge.errors import InputError
from judge.evaluation.surveying import judged, keep
from judge.judges.base import way_of
from judge.readers.material import ResponsesFile
from judge.rubric import Rubric
from judge.store import planning
from judge.store.claiming import Span
from judge.store.dockets import dockets
from judge.store.imported import refuse_imported
from judge.store.schema import whole

if TYPE_CHECKING:
    from judge.evaluation.job import Evaluation


def admit(job: "Evaluation", db: sqlite3.Connection, look: sqlite3.Connection) -> list[Panel]:
    """Put what *job* asks on the plan of the run in *db*; *look* reads the dockets back.

    Raises:
        InputError: The run holds another rubric, other texts or other parameters under the same names.
        StorageError: The plan could not be written.
    """
    with whole(db):
        same_rubric(db, job.rubric)
        planning.freeze(db, "rubric", job.rubric.model_dump(mode="json"), what=f"rubric {job.rubric.id!r}")
        spans = _responses(job, db)
        refuse_imported(db, [judge.name for judge in job.judges])
        numbers = []
        for judge in job.judges:
            numbers.append(planning.admit_panel(db, judge.name, way_of(judge), job.identity(judge), noun=job.noun))
            planning.plan(db, numbers[-1], spans, job.settings.repeats)
        secret = planning.run_secret(db)
    dimensions, most = frozenset(d.id for d in job.rubric.dimensions), job.settings.repeats
    return [
        Panel(
            *(n, j, way_of(j), job.manner(j, secret), dockets(look, n, dimensions, spans, most), tuple(spans)),
            breaker=Breaker(job.settings.max_refusals),
        )
        for n, j in zip(numbers, job.judges, strict=True)
    ]


def _responses(job: "Evaluation", db: sqlite3.Connection) -> Sequence[Span]:
    """Where the job's responses stand in the run; those of a file that was admitted before are not read again."""
    found = job.survey
    if found.digest is not None:
        known = planning.admitted_before(db, found.digest)
        if known is not None:
            return known
    spans = planning.admit_responses(db, found.to_store(judged(job.responses, job.rubric, job.settings.limit)))
    keep(db, found, spans)
    if isinstance(job.responses, ResponsesFile):
        job.responses.release()
    return spans


def same_rubric(db: sqlite3.Connection, rubric: Rubric) -> None:
    """Refuse to judge by another rubric than the run was made with.

    Raises:
        InputError: It has another id.
    """
    made_with = planning.frozen(db, "rubric")
    if made_with is not None and made_with["id"] != rubric.id:
        raise InputError(
            f"this run was made with rubric {made_with['id']!r}, not {rubric.id!r}",
            hint="give this its own folder: -o ANOTHER_FOLDER",
        )
