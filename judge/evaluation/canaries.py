"""Known cases judged beside the data, in a store of their own: RUN/canaries.

They are asked of every judge that asks a model, in the run's own way, from the same purse and through the same model,
while the run's first questions are under way. Nothing in the run's own tables can count them.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Container, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judge.engines.base import Engine, Lending, Panel, Purse, Silent, Stop
from judge.engines.local import LocalEngine
from judge.errors import StorageError
from judge.evaluation.beside import CANARIES
from judge.judges.base import AskingJudge
from judge.known_cases import KnownCase, canaries
from judge.models.base import Model
from judge.rubric import Rubric
from judge.store.folder import MANIFEST, make_folder, read_manifest, write_manifest
from judge.store.locking import locked
from judge.store.schema import connect
from judge.store.writing import Writer

if TYPE_CHECKING:
    from judge.evaluation.job import Evaluation

AT_ONCE = 4
"""So many of them are in flight at most: they are few, and the data have the right of way."""


def canary_job(job: "Evaluation", folder: Path) -> "Evaluation | None":
    """The job that judges *job*'s known cases beside the run in *folder*; ``None`` where nobody is asked any.

    They are asked directly whatever the engine. Where the run only leaves files behind, nobody is.
    """
    asking = [judge for judge in job.judges if isinstance(judge, AskingJudge)]
    if not (job.settings.canaries and job.noun == "judge" and asking) or job.settings.batch_files:
        return None
    cases = canaries(job.rubric, spoken(job, folder))
    if not cases:
        return None
    alone = {"canaries": False, "repeats": 1, "limit": None, "max_refusals": None}
    here = {"engine": "local", "workers": 1, "join": False}
    settings = job.settings.model_copy(update=alone | here)
    return replace(
        job,
        responses=[case.response for case in cases],
        surveyed=None,
        judges=asking,
        settings=settings,
        notes=(),
        silence_fails=False,
    )


def spoken(job: "Evaluation", folder: Path | None = None) -> list[str]:
    """The languages the run is judged in, in the rubric's order, two at most.

    Those of its known cases so far stay, so that a smaller job on the run in *folder* asks nothing new.
    """
    before = folder / CANARIES if folder is not None else None
    stood = read_manifest(before).get("languages", []) if before and (before / MANIFEST).is_file() else []
    return spoken_of(job.rubric, {*job.survey.languages, *stood})


def spoken_of(rubric: Rubric, found: Container[str]) -> list[str]:
    """Of the languages *found* in the data those that known cases are asked in: two at most, one at least."""
    return [language for language in rubric.languages if language in found][:2] or [rubric.languages[0]]


@asynccontextmanager
async def canaries_beside(
    job: "Evaluation", engine: Engine, folder: Path, panels: Sequence[Panel], *, stop: Stop, purse: Purse
) -> AsyncIterator[None]:
    """Judge *job*'s known cases while the caller judges its data with *engine* and *panels*, and wait for them.

    They are asked within the job's concurrency: *engine* makes so many calls fewer until they are judged.

    Where another process that works on the same run judges them already, nothing is done here.

    Raises:
        StorageError: Their store cannot be written.
    """
    known = canary_job(job, folder)
    if known is None:
        yield
        return
    models = {panel.judge.name: panel.model for panel in panels if panel.model is not None}
    cases = canaries(job.rubric, spoken(job, folder))
    at_once = min(AT_ONCE, -(-job.share.calls(job.settings.concurrency) // 2))
    work = asyncio.create_task(_judge(known, cases, folder / CANARIES, models, at_once=at_once, stop=stop, purse=purse))
    if isinstance(engine, Lending):
        given_back = engine.lend(at_once)
        work.add_done_callback(lambda _: given_back.set())
    try:
        yield
    except BaseException:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        raise
    await work


async def _judge(
    job: "Evaluation",
    cases: Sequence[KnownCase],
    folder: Path,
    models: Mapping[str, Model],
    *,
    at_once: int,
    stop: Stop,
    purse: Purse,
) -> None:
    with ExitStack() as open_:
        ready = await asyncio.to_thread(_prepared, job, cases, folder, open_)
        if ready is None:
            return
        db, panels = ready
        for panel in panels:
            panel.model = models.get(panel.judge.name)
        writer = Writer(db)
        try:
            engine = LocalEngine(writer, Silent(), concurrency=at_once, stop=stop, purse=purse)
            await engine.run([panel for panel in panels if panel.model is not None])
        finally:
            await writer.close()


def _prepared(
    job: "Evaluation", cases: Sequence[KnownCase], folder: Path, open_: ExitStack
) -> tuple[sqlite3.Connection, list[Panel]] | None:
    """Their store with everything on its plan; ``None`` where somebody else has it open for writing."""
    make_folder(folder)
    try:
        open_.enter_context(locked(folder))
    except StorageError:
        return None
    db = open_.enter_context(closing(connect(folder, write=True)))
    look = open_.enter_context(closing(connect(folder)))
    panels = job.admit(db, look)
    languages = sorted({str(case.response.language) for case in cases if case.kind != "own"})
    told = {"canaries": [_as_stored(case) for case in cases], "languages": languages}
    write_manifest(folder, job.manifest(db) | told)
    return db, panels


def _as_stored(case: KnownCase) -> dict[str, Any]:  # JSON-ready values
    given = (case.answers or {}).items()
    answers = {d: right if isinstance(right, str) else list(right) for d, right in given} if case.answers else None
    return {"response_id": case.response.id, "kind": case.kind, "name": case.name, "answers": answers}
