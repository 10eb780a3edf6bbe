"""A job that is ready to run: it puts what is asked on the run's plan and works until nothing is left."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, ExitStack, closing, nullcontext
from dataclasses import asdict, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from judge.drawing import Shots
from judge.engines.base import Engine, Opened, Panel, Purse, Silent, Stop, Watcher
from judge.engines.claims import Claims
from judge.engines.local import LocalEngine
from judge.engines.manner import Manner, Per
from judge.engines.pool import Pool, clear_pool
from judge.engines.shares import Ending, Share
from judge.engines.waiting import run_here
from judge.engines.workers import Crew
from judge.evaluation.admitting import admit
from judge.evaluation.beside import spent_beside
from judge.evaluation.canaries import canaries_beside
from judge.evaluation.findings import Finding
from judge.evaluation.posing import per_of
from judge.evaluation.probing import as_recorded, settled
from judge.evaluation.rebuilding import remember
from judge.evaluation.surveying import Survey, survey
from judge.judges.base import AskingJudge, Judge
from judge.judgment import State
from judge.models.base import Model, ModelSpec
from judge.models.opening import Endpoints, open_model
from judge.models.preflight import Destination
from judge.models.routing import routed
from judge.parsing import READER_VERSION
from judge.provenance import versions
from judge.record import dataclass
from judge.rubric import Rubric
from judge.scenario import Response
from judge.settings import JudgeSettings, RunSettings
from judge.store import claiming, reading
from judge.store.batches import refuse_unread
from judge.store.claiming import Span
from judge.store.counting import keep_counts
from judge.store.dockets import count_done, count_planned
from judge.store.folder import make_folder, write_manifest
from judge.store.imported import sources
from judge.store.locking import Hold, joined, locked
from judge.store.run import Run
from judge.store.schema import LOG, connect
from judge.store.writing import Writer

PLANNING_S = 600
"""So long a process that joins a run waits while another one puts a million responses on its plan."""


@dataclass
class Outcome:
    """How a job ended, beside the run it filled."""

    run: Run
    stopped: str | None
    """Why it was asked to stop: ``interrupted`` or ``max_cost``; ``None`` when it ran to its end."""
    broken: dict[str, str] = field(default_factory=dict)
    """Judges whose endpoint could not be used, with the reason."""
    spent: float = 0.0
    unpriced_calls: int = 0
    asked: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    """What this job was about, by panel; the folder may hold more."""


@dataclass(frozen=True)
class Evaluation:
    """A job with nothing left that could be wrong about it: what would be asked, of whom, where it goes."""

    responses: Collection[Response]
    rubric: Rubric
    judges: Sequence[Judge]
    settings: RunSettings
    destinations: Sequence[Destination]
    surveyed: Survey | None = None
    """What is known of the responses; found out when needed."""
    notes: Sequence[str] = ()
    models: Mapping[str, Model] = field(default_factory=dict)
    """Models already open, by judge name: tests, and endpoints of your own."""
    given: Mapping[str, JudgeSettings] = field(default_factory=dict)
    """What judges were named by, by judge name: how one that came from a module is made again."""
    noun: str = "judge"
    """What messages call those who are asked: judges, or candidates."""
    silence_fails: bool = True
    """Whether an empty or symbol-only response is decided without asking anybody."""
    asks_again: bool = True
    """Whether a reply that cannot be read is asked for again."""
    found: Sequence[Finding] = ()
    """Which reply forms were found to suit its judges."""
    shots: Shots | None = None
    """Labelled responses shown as worked examples."""
    share: Share = field(default_factory=Share)
    """What this process does of it, where several share the work."""

    def run(self, folder: str | Path, *, watcher: Watcher | None = None, stop: Stop | None = None) -> Outcome:
        """Ask what is missing in *folder*, and return when everything has a state or *stop* was asked for.

        Raises:
            InputError: The folder holds another rubric, other texts or other parameters under the same names.
            StorageError: The folder cannot be written, or somebody else is writing it.
        """
        return run_here(self.arun(folder, watcher=watcher, stop=stop))

    async def arun(self, folder: str | Path, *, watcher: Watcher | None = None, stop: Stop | None = None) -> Outcome:
        """The same inside a running event loop."""
        at, stop, watcher = Path(folder), stop or Stop(), watcher or Silent()
        make_folder(at)
        with (joined if self.settings.join else locked)(at) as hold:
            job = await settled(self, at, watcher=watcher, stop=stop)
            panels, left = job.planned(at, hold, watcher)
            if job.crew > 1 and left:
                ending = await Crew(job, at, panels, watcher, stop, job.crew, shut=hold.handles).work()
            else:
                ending = await job.work(at, panels, watcher, stop)
            asked = {panel.number: panel.spans for panel in panels}
            with closing(connect(at, write=True)) as db:
                keep_counts(db, len(self.rubric.dimensions), asked, self.settings.repeats)
                spent = reading.spent(db) + spent_beside(at)
        return Outcome(Run(at), ending.stopped, ending.broken, spent, ending.unpriced, asked)

    def planned(self, at: Path, hold: Hold, watcher: Watcher) -> tuple[list[Panel], int]:
        """What is asked, on the run's plan, and how many judgments of it are left."""
        with closing(connect(at, write=True)) as db, closing(connect(at)) as look:
            if self.settings.join:
                db.execute(f"PRAGMA busy_timeout = {PLANNING_S * 1000}")
            if hold.is_alone:
                claiming.clear(db)
                clear_pool(at)
                if self.settings.engine != "batch":
                    hold.let_in()
            panels = self.admit(db, look)
            if hold.is_main:
                write_manifest(at, self.manifest(db))
            most = self.settings.repeats
            asked = sum(count_planned(db, p.number, p.spans, most) for p in panels) * len(self.rubric.dimensions)
            done = sum(count_done(db, p.number, p.spans, most) for p in panels)
            watcher.started(asked, done)
        return panels, asked - done

    @property
    def crew(self) -> int:
        """So many processes share the work; none has less than one call in flight."""
        return min(self.settings.workers, self.settings.concurrency) if self.settings.engine == "local" else 1

    def with_share(self, share: Share) -> "Evaluation":
        """The same job, of which one process does *share*."""
        return replace(self, share=share, responses=(), surveyed=self.survey)

    def admit(self, db: sqlite3.Connection, look: sqlite3.Connection) -> list[Panel]:
        """Put what is asked on the run's plan, all of it or nothing; *look* reads the dockets back."""
        return admit(self, db, look)

    @cached_property
    def survey(self) -> Survey:
        """What there is to know of the responses."""
        return self.surveyed or survey(self.responses, self.rubric, self.settings)

    def identity(self, judge: Judge) -> dict[str, Any]:  # JSON-ready values
        """Everything that decides what *judge* would answer in this job."""
        asked = {"per": self._per(judge), "language": self.settings.language} if isinstance(judge, AskingJudge) else {}
        shown = {"shots": self.shots.identity} if self.shots is not None and self._per(judge) == "class" else {}
        return {**judge.identity(), **asked, **shown}

    def _per(self, judge: Judge) -> Per:
        return per_of(judge, self.rubric, self.settings)

    def manner(self, judge: Judge, secret: bytes) -> Manner:
        """How *judge* is asked."""
        return Manner(
            rubric=self.rubric,
            per=self._per(judge),
            language=self.settings.language,
            reasks=self.settings.reasks,
            ladder=isinstance(judge, AskingJudge) and self.asks_again,
            secret=secret,
            silence_fails=self.silence_fails,
            shots=self.shots if self._per(judge) == "class" else None,
        )

    async def work(self, folder: Path, panels: Sequence[Panel], watcher: Watcher, stop: Stop) -> Ending:
        """Do this process's share of what is left of *panels* in *folder*, which is held already.

        Raises:
            StorageError: The folder cannot be written.
        """
        with ExitStack() as stack:
            db = stack.enter_context(closing(connect(folder, write=True)))
            pool = stack.enter_context(closing(Pool(folder, reading.spent(db) + spent_beside(folder))))
            purse = Purse(self.settings.max_cost, pool=pool)
            opened = self.open_models(panels)
            if isinstance(watcher, Opened):
                watcher.opened(panels)
            writer = Writer(db, folder / LOG if self.share.of > 1 else None)
            try:
                engine = self._engine(folder, writer, watcher, stop, purse)
                async with self._canaries(engine, folder, panels, stop, purse):
                    await self._run(engine, folder, panels, stop)
            finally:
                await writer.close()
                for model in opened.values():
                    await model.aclose()
        broken = {p.judge.name: p.broken[1] for p in panels if p.broken and p.broken[0] == State.FAILED_CONFIG}
        return Ending(stop.reason, broken, purse.unknown_calls)

    def open_models(self, panels: Sequence[Panel]) -> dict[str, Model]:
        """Give each panel that asks its model, and return those that were opened."""
        opened: dict[str, Model] = {}
        endpoints = Endpoints(self.share.rate(self.settings.rpm), self.share.rate(self.settings.tpm))
        for panel in panels:
            if isinstance(panel.judge, AskingJudge) and not self.settings.batch_files:
                panel.model = self.models.get(panel.judge.name) or opened.setdefault(
                    panel.judge.name, open_model(self._spec(panel.judge), *self._limits(panel.judge), endpoints)
                )
        return opened

    def _canaries(
        self, engine: Engine, folder: Path, panels: Sequence[Panel], stop: Stop, purse: Purse
    ) -> AbstractAsyncContextManager[None]:
        if not self.share.is_first:
            return nullcontext()
        return canaries_beside(self, engine, folder, panels, stop=stop, purse=purse)

    async def _run(self, engine: Engine, folder: Path, panels: Sequence[Panel], stop: Stop) -> None:
        """Batches are one process's; everything else is claimed, so that others may help."""
        if self.settings.engine == "batch":
            await engine.run(panels)
            return
        of = self.share.of
        with closing(Claims(folder, most=self.settings.repeats, among=of, outlive=of == 1)) as claims:
            await claims.work_through(engine.run, panels, stop)

    def _engine(self, folder: Path, writer: Writer, watcher: Watcher, stop: Stop, purse: Purse) -> Engine:
        if self.settings.engine == "batch":
            from judge.engines.batch import BatchEngine  # noqa: PLC0415 - most runs need none of it

            return BatchEngine(writer, watcher, folder=folder, settings=self.settings, stop=stop, purse=purse)
        refuse_unread(folder)
        if self.settings.engine == "ray":
            from judge.engines.ray_engine import RayEngine  # noqa: PLC0415 - an extra that most have not installed

            given = self.settings.model_fields_set
            return RayEngine(
                writer,
                watcher,
                job=self,
                folder=folder,
                repeats=self.settings.repeats,
                size=self.settings.workers if "workers" in given else None,
                address=self.settings.address,
                stop=stop,
                purse=purse,
            )
        return LocalEngine(writer, watcher, concurrency=self.concurrency, stop=stop, purse=purse)

    @property
    def concurrency(self) -> int:
        """Calls a judge may have in flight, within this process's share."""
        return self.share.calls(self.settings.concurrency)

    def _spec(self, judge: AskingJudge) -> ModelSpec:
        """How its model is reached: by the judge's own route, else by the run's."""
        return routed(judge.spec, self.settings.route)

    def _limits(self, judge: Judge) -> tuple[float | None, float | None]:
        """Its own, which are kept beside those of the endpoint."""
        own: JudgeSettings | None = getattr(judge, "settings", None)
        return (self.share.rate(own.rpm), self.share.rate(own.tpm)) if own else (None, None)

    def manifest(self, db: sqlite3.Connection) -> dict[str, Any]:  # JSON-ready values
        """What ``run.json`` says: settings, fingerprints, versions; never a key, never a person's words."""
        return {
            "rubric": {
                "id": self.rubric.id,
                "version": self.rubric.version,
                "sha256": self.rubric.sha256,
                "title": self.rubric.title,
                "reviewed": self.rubric.reviewed,
            },
            "settings": self.settings.model_dump(mode="json", exclude={"judges", "models"}),
            "judges": [{"judge": j, "ask": a, **spec} for _, j, a, spec in reading.panels(db)],
            "reached": remember(db, self.judges, self.given),
            "routes": {d.name: asdict(d.way) for d in self.destinations if d.way is not None},
            "responses": db.execute("SELECT count(*) FROM responses").fetchone()[0],
            "reader_version": READER_VERSION,
            "notes": list(self.notes),
            "replies_found": as_recorded(self.found),
            "versions": versions(),
            **({"imported": list(came)} if (came := sources(db)) else {}),
        }
