"""Conversations that are ready to be held: nothing left that could be wrong about them."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict, field
from pathlib import Path
from typing import Any

from judge.asking import Ask
from judge.engines.base import Purse, Silent, Stop, Watcher
from judge.engines.pool import Pool, clear_pool
from judge.engines.waiting import run_here
from judge.errors import InputError
from judge.evaluation import Evaluation
from judge.judges.candidate import Candidate
from judge.judges.client import Client
from judge.models.base import Model
from judge.models.preflight import Destination
from judge.parsing import READER_VERSION
from judge.persona import Persona
from judge.provenance import versions
from judge.record import dataclass
from judge.settings import RunSettings, SimulateSettings
from judge.simulation.dialogue import Dialogue
from judge.simulation.guarding import FOLDER
from judge.simulation.recalling import recalled
from judge.simulation.sittings import Sitting
from judge.simulation.stage import Stage
from judge.simulation.writing import conversation_lines
from judge.store import reading
from judge.store.folder import make_folder, write_manifest, write_private
from judge.store.locking import locked
from judge.store.schema import connect, is_begun


@dataclass
class Held:
    """How it ended."""

    dialogues: Sequence[Dialogue]
    stopped: str | None
    """Why it was asked to stop: ``interrupted`` or ``max_cost``; ``None`` when it ran to its end."""
    broken: Mapping[str, str] = field(default_factory=dict)
    """Who could not be used, with the reason."""
    spent: float = 0.0
    unpriced_calls: int = 0

    @property
    def unfinished(self) -> int:
        """Conversations that a resume goes on with."""
        return sum(d.ended is None for d in self.dialogues)


@dataclass(frozen=True)
class Simulation:
    """Who meets whom, and everything that is needed for it."""

    sittings: Sequence[Sitting]
    candidates: Sequence[Candidate]
    client: Client
    guards: Mapping[str, Evaluation]
    """By name: a job of one judge, ready but for the turns it will see."""
    part: Ask
    settings: RunSettings
    wishes: SimulateSettings
    destinations: Sequence[Destination]
    path: Path
    notes: Sequence[str] = ()
    models: Mapping[str, Model] = field(default_factory=dict)
    """Models already open, by name: tests, and endpoints of your own."""

    @property
    def folder(self) -> Path:
        """Where the turns are kept."""
        return self.path.with_suffix(".run")

    @property
    def cast(self) -> Mapping[str, Persona]:
        """Who is played, by id."""
        return self.client.cast

    def run(self, *, watcher: Watcher | None = None, stop: Stop | None = None) -> Held:
        """Hold what is missing of the conversations, then write the file: with those of earlier starts too.

        Raises:
            InputError: The file stands there and was not written by this job, or something changed under its name.
            StorageError: The folder or the file cannot be written.
        """
        if self.path.exists() and not self.folder.is_dir():
            raise InputError(f"{str(self.path)!r} exists already", hint="name another file: -o FILE")
        held = run_here(self.arun(watcher=watcher, stop=stop))
        write_private(self.path, "".join(line + "\n" for line in conversation_lines(recalled(self.folder))))
        return held

    async def arun(self, *, watcher: Watcher | None = None, stop: Stop | None = None) -> Held:
        """The same inside a running event loop, without the file."""
        stop, watcher = stop or Stop(), watcher or Silent()
        make_folder(self.folder)
        with locked(self.folder), ExitStack() as opened:
            clear_pool(self.folder)
            db = opened.enter_context(closing(connect(self.folder, write=True)))
            pool = opened.enter_context(closing(Pool(self.folder, self._spent(db))))
            purse = Purse(self.settings.max_cost, pool=pool)
            stage = Stage(self, db, watcher, stop=stop, purse=purse)
            write_manifest(self.folder, self.manifest())
            try:
                await stage.play()
            finally:
                await stage.close()
            spent = self._spent(db)
        return Held(stage.dialogues, stop.reason, stage.broken, spent, purse.unknown_calls)

    def _spent(self, db: sqlite3.Connection) -> float:
        """What turns and guards have cost so far."""
        total = reading.spent(db)
        for folder in (f for f in (self.folder / FOLDER).glob("*") if is_begun(f)):
            with closing(connect(folder)) as beside:
                total += reading.spent(beside)
        return total

    def manifest(self) -> dict[str, Any]:  # JSON-ready values
        """What ``run.json`` says: settings, fingerprints, versions; never a key, never what was said."""
        simulate = self.wishes.model_dump(mode="json", exclude={"client", "guards"})
        return {
            "simulation": {
                "conversations": len(self.sittings),
                "candidates": {c.name: dict(c.identity()) for c in self.candidates},
                "client": {"name": self.client.name, **self.client.identity()},
                "guards": {name: dict(job.judges[0].identity()) for name, job in self.guards.items()},
                "personas": {p.id: {"version": p.version, "sha256": p.sha256} for p in self.cast.values()},
            },
            "settings": {
                **self.settings.model_dump(mode="json", exclude={"judges", "models", "simulate"}),
                "simulate": simulate,
            },
            "routes": {d.name: asdict(d.way) for d in self.destinations if d.way is not None},
            "notes": list(self.notes),
            "reader_version": READER_VERSION,
            "versions": versions(),
        }
