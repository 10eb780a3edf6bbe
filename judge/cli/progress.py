"""How far a job is: a live line on a terminal, a plain line now and then elsewhere. Always on stderr."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from judge.cli.batching import BatchNews
from judge.cli.limits import limits_shown, standings
from judge.cli.probes import finding_sentence
from judge.cli.showing import Screen
from judge.engines.base import Panel
from judge.engines.tally import Tally
from judge.evaluation.findings import CASES, Finding
from judge.models.preflight import Destination
from judge.models.turnstile import Standing
from judge.store.batches import Batch
from judge.store.writing import Record
from judge.views.words import Ui, say
from judge.views.words.sentences import in_language

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

EVERY_S = 10.0
"""Seconds between two plain lines."""
LIVE_S = 0.1
"""Seconds between two states of a live line."""


class Progressing:
    """A watcher that shows what it is told."""

    def __init__(self, screen: Screen, destinations: Sequence[Destination] = ()) -> None:
        self.screen = screen
        self.destinations = destinations
        self._batches = BatchNews(screen)
        self.asked = self._done_before = 0
        self._now = Tally()
        self._panels: dict[int, Panel] = {}
        self._elsewhere: Sequence[Standing] = ()
        self._began = self._said = time.monotonic()
        self._announced = False
        self._bar = _bar(screen) if sys.stderr.isatty() else None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        if self.asked > self._done_before:
            self.screen.note(self.line())

    def started(self, asked: int, done: int) -> None:
        """Set the measure, and say who receives texts, before the first call."""
        if done < asked:
            self._announce()
        self.asked, self._done_before = asked, done
        self._began = self._said = time.monotonic()
        if self._bar is not None:
            self._task = self._bar.add_task("", total=asked, completed=done)

    def probing(self, judges: Sequence[str]) -> None:
        """Say that known cases are sent, and where, before the first is."""
        self._announce()
        for judge in dict.fromkeys(judges):
            self.screen.note(say("probe.begins", self._ui, judge=judge, n=CASES))

    def found(self, finding: Finding) -> None:
        """Say how a judge will be asked, and what that was decided by."""
        self.screen.note(finding_sentence(finding, self._ui))

    def _announce(self) -> None:
        if self._announced:
            return
        self._announced = True
        for d in dict.fromkeys(self.destinations):
            self.screen.note(say("jobs.goes_to", self._ui, host=d.shown, judge=d.name))
            if d.way is not None:
                why = say(f"route.why.{d.way.why}", self._ui, about=d.way.about)
                self.screen.note(say(f"route.{d.way.route}", self._ui, judge=d.name, why=why))
        if all(d.is_loopback for d in self.destinations):
            self.screen.note(say("jobs.stays", self._ui))

    def recorded(self, panel: Panel, record: Record) -> None:
        """Count, and show when it is time."""
        self._panels[panel.number] = panel
        self._now.add(record)
        self._show()

    def tallied(self, tally: Tally) -> None:
        """Count what workers have recorded, and show when it is time."""
        self._now.merge(tally)
        self._show()

    def limits(self, standings: Sequence[Standing]) -> None:
        """Show how the endpoints stand that workers ask."""
        self._elsewhere = standings
        self._show()

    @property
    def done(self) -> int:
        """Judgments that have their state, from before or by now."""
        return self._done_before + self._now.done

    @property
    def did_nothing(self) -> bool:
        """Whether there was nothing to do."""
        return self.asked == self.done and not self._now.calls and not self._now.done

    def stopped_judge(self, panel: Panel, message: str) -> None:
        """Say it at once: the user may want to stop."""
        why = in_language(message, self._ui)
        self.screen.note(say("jobs.judge_stopped", self._ui, judge=panel.judge.name, why=why))

    def waiting(self, judge: str, batch: Batch, completed: int) -> None:
        """Say how a batch stands, when that is new."""
        self._batches.waiting(judge, batch, completed)

    def going_on(self, judge: str, batch: Batch) -> None:
        """Say that a batch outlasts the run."""
        self._batches.going_on(judge, batch)

    def left(self, judge: str, batch: Batch, folder: Path) -> None:
        """Say what to do with a batch."""
        self._batches.left(judge, batch, folder)

    def collected(self, judge: str, batch: Batch) -> None:
        """Say what became of a batch."""
        self._batches.collected(judge, batch)

    def line(self) -> str:
        """Where it stands, in one line."""
        now = self._now.done
        elapsed = max(time.monotonic() - self._began, 1e-6)
        left = (self.asked - self.done) * elapsed / now if now else None
        known = self._now.unpriced == 0
        return say(
            "jobs.progress",
            self._ui,
            done=self.done,
            asked=self.asked,
            read=f"{self._now.read / now:.0%}" if now else "–",
            refused=self._now.refused,
            rate=f"{self._now.calls / elapsed:.1f}",
            cost=say("jobs.cost", self._ui, usd=f"{self._now.cost:.4f}")
            if known
            else say("jobs.cost_unknown", self._ui),
            left=say("jobs.left", self._ui, time=_clock(left)),
        )

    @property
    def _ui(self) -> Ui:
        return self.screen.ui

    def _show(self) -> None:
        now = time.monotonic()
        if now - self._said < (EVERY_S if self._task is None else LIVE_S):
            return
        self._said = now
        line = self.line() + limits_shown([*standings(self._panels.values()), *self._elsewhere], self._ui)
        if self._task is None or self._bar is None:
            self.screen.note(line)
        else:
            self._bar.update(self._task, completed=self.done, description=line, refresh=True)


def _bar(screen: Screen) -> "Progress":
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415 - only a terminal needs it

    # Drawn when there is news, not by a thread of its own: a process with threads is not forked for workers.
    columns = BarColumn(), TextColumn("{task.description}")
    return Progress(*columns, console=screen.aside, transient=True, auto_refresh=False)


def _clock(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
