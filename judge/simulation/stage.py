"""Conversations held side by side: each goes on as soon as the other side has spoken, none waits for another."""

import asyncio
import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

from judge.engines.base import Panel, Purse, Stop, Watcher
from judge.engines.breaking import Breaker
from judge.engines.manner import Manner
from judge.judges.base import AskingJudge, way_of
from judge.judges.candidate import Candidate
from judge.judges.client import SPEECH, Client
from judge.judgment import State
from judge.models.base import Model
from judge.models.opening import Endpoints, open_model
from judge.models.routing import routed
from judge.playing import note_to_candidate
from judge.scenario import Turn
from judge.settings import JudgeSettings
from judge.simulation import keeping
from judge.simulation.dialogue import Dialogue, Said
from judge.simulation.guarding import Guard, client_turn, guard_folder
from judge.simulation.seats import Place, Seat
from judge.store import planning
from judge.store.dockets import count_done, count_planned
from judge.store.schema import connect, whole
from judge.store.writing import Record, Writer

if TYPE_CHECKING:
    from judge.simulation.job import Simulation


class Stage:
    """One start of a simulation, with its store open and its models at hand."""

    def __init__(
        self, job: "Simulation", db: sqlite3.Connection, watcher: Watcher, *, stop: Stop, purse: Purse
    ) -> None:
        self._job = job
        self._watcher, self._stop, self._purse = watcher, stop, purse
        self._opened: list[Model] = []
        self._endpoints = Endpoints(job.settings.rpm, job.settings.tpm)
        self._look = connect(job.folder)
        self._plan, panels = self._admit(db)
        self._known: dict[Place, Said] = keeping.spoken(db)
        self._writer = Writer(db)
        self._seats = {name: self._seat(panel) for name, panel in panels.items()}
        self._guards: dict[str, Guard] = {}
        self.dialogues = [Dialogue(sitting, job.wishes.turns) for sitting in job.sittings]

    @property
    def broken(self) -> dict[str, str]:
        """Who could not be used, with the reason."""
        panels = [*(s.panel for s in self._seats.values()), *(g.panel for g in self._guards.values())]
        return {p.judge.name: p.broken[1] for p in panels if p.broken and p.broken[0] == State.FAILED_CONFIG}

    async def play(self) -> None:
        """Hold every conversation to its end, or until it is asked to stop.

        Raises:
            StorageError: The disk failed; what was acknowledged is safe.
        """
        self._guards = {name: self._guard(name) for name in self._job.guards}
        self._watcher.started(*self._measure())
        waiting = iter(self.dialogues)
        at_once = self._job.settings.concurrency * len(self._seats)
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(at_once, len(self.dialogues))):
                    group.create_task(self._hold_all(waiting))
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from None

    async def close(self) -> None:
        """Wait until everything is safe, and close what is open."""
        await self._writer.close()
        for guard in self._guards.values():
            await guard.close()
        for model in self._opened:
            await model.aclose()
        self._look.close()

    async def _hold_all(self, waiting: Iterator[Dialogue]) -> None:
        for dialogue in waiting:
            await self._hold(dialogue)

    async def _hold(self, dialogue: Dialogue) -> None:
        while (speaker := dialogue.speaker) is not None:
            if speaker == "guard":
                await self._look_on(dialogue)
            else:
                await self._speak(dialogue, dialogue.sitting.candidate if speaker == "candidate" else None)
        if dialogue.ended is not None:
            await self._finish(dialogue)

    async def _speak(self, dialogue: Dialogue, name: str | None) -> None:
        """Have the next turn said, unless it was before."""
        sitting, number = dialogue.sitting, dialogue.at + 1
        slot = self._plan.slot(sitting, number)
        if slot is None:  # removed on request
            dialogue.waits = True
            return
        said = self._known.get((slot.seq, sitting.repeat)) or await self._ask(dialogue, name, slot)
        if said is None:
            dialogue.waits = True
            return
        if said.final:
            self._known[slot.seq, sitting.repeat] = said
        dialogue.hear(said)

    async def _ask(self, dialogue: Dialogue, name: str | None, slot: keeping.Slot) -> Said | None:
        if self._stop.asked or self._hopeless(dialogue, name):
            return None
        turns = tuple(dialogue.turns) if name is None else self._before(dialogue)
        docket = keeping.docket_for(self._look, slot, dialogue.sitting, turns, self._job.settings.repeats)
        return None if docket is None else keeping.heard_of(await self._seats[name].put(docket))

    def _hopeless(self, dialogue: Dialogue, name: str | None) -> bool:
        """Whether nobody will ever answer: then a candidate's first words would be paid for nothing."""
        guard = dialogue.sitting.guard
        sides = [self._seats[None].panel, *([self._guards[guard].panel] if guard else [])]
        return name is not None and any(panel.broken for panel in sides)

    def _before(self, dialogue: Dialogue) -> tuple[Turn, ...]:
        if not any(dialogue.alarms.values()):
            return tuple(dialogue.turns)
        note = note_to_candidate(self._job.part, dialogue.sitting.persona.language)
        return dialogue.before_candidate(note, first=self._job.wishes.note_at == "first")

    async def _look_on(self, dialogue: Dialogue) -> None:
        guard = self._guards[str(dialogue.sitting.guard)]
        unit = client_turn(dialogue)
        known = guard.known(unit)
        if known is None and (self._stop.asked or guard.panel.broken):
            dialogue.waits = True
            return
        alarm, final = known if known is not None else await guard.look_at(unit)
        dialogue.hear_guard(alarm, final=final)

    async def _finish(self, dialogue: Dialogue) -> None:
        """Enter that the rest of the plan will not be spoken."""
        sitting = dialogue.sitting
        entries = keeping.never_spoken(self._plan, sitting, self._known)
        by_panel = {entry.panel: [e for e in entries if e.panel == entry.panel] for entry in entries}
        seats = {seat.panel.number: seat for seat in self._seats.values()}
        for number, own in by_panel.items():
            record = Record(own)
            await self._writer.put(record)
            self._watcher.recorded(seats[number].panel, record)
        for entry in entries:
            self._known[entry.seq, sitting.repeat] = Said(entry.judgment.state, final=True)

    def _admit(self, db: sqlite3.Connection) -> tuple[keeping.Plan, dict[str | None, Panel]]:
        """Everything on the run's plan, all of it or nothing, and a panel for each side."""
        job = self._job
        sides: dict[str | None, Candidate | Client] = {c.name: c for c in job.candidates}
        sides[None] = job.client
        with whole(db):
            planning.freeze(db, "rubric", SPEECH.model_dump(mode="json"), what="this file's kind")
            for persona in job.cast.values():
                what = f"persona {persona.id!r}"
                planning.freeze(db, keeping.persona_key(persona.id), persona.model_dump(mode="json"), what=what)
            rules = {"note_at": job.wishes.note_at, "turns": job.wishes.turns}
            planning.freeze(db, keeping.RULES, rules, what="this simulation")
            secret = planning.run_secret(db)
            numbers = {
                name: planning.admit_panel(
                    db, side.name, way_of(side), side.identity(), noun="candidate" if name is not None else "client"
                )
                for name, side in sides.items()
            }
            plan = keeping.lay_out(db, job.sittings, numbers, most=job.wishes.turns, repeats=job.settings.repeats)
        manner = Manner(rubric=SPEECH, reasks=job.settings.reasks, secret=secret, silence_fails=False)
        return plan, {
            name: Panel(number, sides[name], way_of(sides[name]), manner, iter(()), breaker=Breaker())
            for name, number in numbers.items()
        }

    def _seat(self, panel: Panel) -> Seat:
        self._open(panel)
        return Seat(
            panel,
            self._writer,
            self._watcher,
            stop=self._stop,
            purse=self._purse,
            concurrency=self._job.settings.concurrency,
        )

    def _guard(self, name: str) -> Guard:
        guard = Guard(
            self._job.guards[name],
            guard_folder(self._job.folder, name),
            self._watcher,
            first=[d for d in self.dialogues if d.sitting.guard == name],
            stop=self._stop,
            purse=self._purse,
        )
        self._open(guard.panel)
        return guard

    def _open(self, panel: Panel) -> None:
        judge = panel.judge
        if not isinstance(judge, AskingJudge):
            return
        given = self._job.models.get(judge.name)
        if given is None:
            own: JudgeSettings | None = getattr(judge, "settings", None)
            rpm, tpm = (own.rpm, own.tpm) if own else (None, None)
            given = open_model(routed(judge.spec, self._job.settings.route), rpm, tpm, self._endpoints)
            self._opened.append(given)
        panel.model = given

    def _measure(self) -> tuple[int, int]:
        """How many turns there may be at most, and how many of them are settled."""
        most = self._job.settings.repeats
        by_panel: dict[int, list[tuple[int, int]]] = {}
        for slot in self._plan.slots.values():
            by_panel.setdefault(slot.panel, []).append((slot.seq, slot.seq + 1))
        asked = sum(count_planned(self._look, panel, spans, most) for panel, spans in by_panel.items())
        done = sum(count_done(self._look, panel, spans, most) for panel, spans in by_panel.items())
        return asked, done
