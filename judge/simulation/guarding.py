"""A guard in the loop: a judge of ours that looks at each turn of a client, in a run of its own beside the turns.

The run is one like any other: its rates, its agreement with experts and its cost can be looked at.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any

from judge.engines.base import Panel, Purse, Stop, Watcher
from judge.engines.tally import Tally
from judge.evaluation import Evaluation
from judge.judges.classifier import NOT_TRAINED_ON
from judge.judgment import GATED, State
from judge.scenario import Response
from judge.simulation.dialogue import Dialogue
from judge.simulation.seats import Seat
from judge.store.folder import make_folder, write_manifest
from judge.store.run import Run
from judge.store.schema import connect, is_begun
from judge.store.writing import Record, Writer

FOLDER = "guards"
Verdict = tuple[bool | None, bool]
"""Whether there is an alarm (``None``: no verdict could be read), and whether that is the last word."""
_AS_IT_IS = re.compile(r"[A-Za-z0-9][\w.-]{0,63}", re.ASCII)


def guard_folder(folder: Path, name: str) -> Path:
    """Where a guard's run is kept, beside the turns in *folder*."""
    safe = re.sub(r"[^\w.-]", "_", name, flags=re.ASCII)[:48]
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return folder / FOLDER / (name if _AS_IT_IS.fullmatch(name) else f"{safe}-{digest}")


class Guard:
    """One guard at work, with its store open."""

    def __init__(
        self, job: Evaluation, folder: Path, watcher: Watcher, *, first: Sequence[Dialogue], stop: Stop, purse: Purse
    ) -> None:
        make_folder(folder)
        self.folder = folder
        self._job = job
        self._plan = connect(folder, write=True)
        self._look, self._kept = connect(folder), connect(folder, write=True)
        self._writer = Writer(self._kept)
        self._run = Run(folder)
        self._seat = Seat(
            self._admit([client_turn(dialogue) for dialogue in first]),
            self._writer,
            OnlyItsCost(watcher),
            stop=stop,
            purse=purse,
            concurrency=job.settings.concurrency,
        )
        self._known = verdicts(folder)

    @property
    def panel(self) -> Panel:
        """The judge at work."""
        return self._seat.panel

    def known(self, unit: Response) -> Verdict | None:
        """What it said of a turn for good; ``None`` where it has not."""
        verdict = self._known.get(unit.id)
        return verdict if verdict is not None and verdict[1] else None

    async def look_at(self, unit: Response) -> Verdict:
        """Have one turn judged.

        Raises:
            StorageError: The disk failed.
        """
        for docket in self._admit([unit]).dockets:
            await self._seat.put(docket)
        return _verdict(list(self._run.judgment_rows(only=[unit.id])))

    def _admit(self, units: Sequence[Response]) -> Panel:
        """The guard's panel, with *units* on its plan, and what is not settled of them as its dockets."""
        return replace(self._job, responses=units, surveyed=None).admit(self._plan, self._look)[0]

    async def close(self) -> None:
        """Write what is open, and say in the folder what the run is."""
        await self._writer.close()
        with closing(self._plan):
            write_manifest(self.folder, self._job.manifest(self._plan))
        self._look.close()
        self._kept.close()


def verdicts(folder: Path) -> dict[str, Verdict]:
    """What the guard whose run is in *folder* said so far, by turn; nothing where it has none."""
    if not is_begun(folder):
        return {}
    rows = groupby(Run(folder).judgment_rows(), key=lambda row: str(row["response_id"]))
    return {unit: _verdict(list(own)) for unit, own in rows}


def _verdict(rows: Sequence[Mapping[str, Any]]) -> Verdict:  # rows of ours
    """An alarm is any answer that does not pass; no verdict is neither an alarm nor silence.

    What a classifier was never trained on says nothing either way, and is left aside; so are answers that are values.
    """
    if any(row["passed"] is False for row in rows):
        return True, True
    if not rows or any(row["state"] in _UNSETTLED for row in rows):
        return None, False
    asked = [row for row in rows if row["reason_code"] not in (GATED, NOT_TRAINED_ON)]
    read = all(row["state"] == State.SCORED for row in asked)
    return (False if read and any(row["passed"] for row in asked) else None), True


_UNSETTLED = frozenset({State.FAILED_TRANSPORT, State.CANCELLED, State.FAILED_CONFIG})


def client_turn(dialogue: Dialogue) -> Response:
    """The client's last turn as a judge of turns gets it: all that was said before is its context."""
    sitting = dialogue.sitting
    *before, last = dialogue.turns
    return Response(
        id=f"{sitting.id}#{dialogue.at}",
        scenario_id=sitting.scenario.id,
        candidate=sitting.candidate,
        turns=tuple(before),
        response=last.content,
        language=sitting.persona.language,
        tags=MappingProxyType(sitting.tags),
        of=sitting.id,
        turn=dialogue.at,
    )


class OnlyItsCost:
    """Tells a watcher what a guard's calls cost, and nothing of its judgments: they are not what was asked for."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher

    def started(self, asked: int, done: int) -> None:
        """Nothing: the measure is the turns."""

    def recorded(self, panel: Panel, record: Record) -> None:  # noqa: ARG002 - a watcher's own signature
        """Count the call alone."""
        tally = Tally()
        tally.add(record)
        self._watcher.tallied(Tally(calls=tally.calls, unpriced=tally.unpriced, cost=tally.cost))

    def tallied(self, tally: Tally) -> None:
        """Pass it on."""
        self._watcher.tallied(tally)

    def stopped_judge(self, panel: Panel, message: str) -> None:
        """Pass it on."""
        self._watcher.stopped_judge(panel, message)
