"""What a job says about its batches while it waits for them."""

import shlex
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from judge.cli.options import this_command
from judge.cli.showing import Screen
from judge.store.batches import Batch
from judge.views.words import Ui, say, say_code

EVERY_S = 60.0
"""Seconds after which an unchanged batch is spoken of again."""


class BatchNews:
    """Says what is new about batches, on stderr."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._said: dict[str, tuple[tuple[str | None, int], float]] = {}
        self._helped = False

    def waiting(self, judge: str, batch: Batch, completed: int) -> None:
        """*batch* was looked at."""
        news, now = (batch.status, completed), time.monotonic()
        before, at = self._said.get(batch.name, (None, 0.0))
        if news == before and now - at < EVERY_S:
            return
        self._said[batch.name] = (news, now)
        common = {"batch": batch.name, "judge": judge, "lines": batch.lines, "completed": completed}
        self._say("batches.waiting", **common, status=batch.status or "–", time=_since(batch.submitted_at))

    def going_on(self, judge: str, batch: Batch) -> None:
        """The run stops before *batch* has ended."""
        self._say("batches.going_on", batch=batch.name, judge=judge)

    def collected(self, judge: str, batch: Batch) -> None:
        """*batch* was read."""
        self._say("batches.collected", batch=batch.name, judge=judge, counts=counts_in_words(batch.counts, self._ui))

    def left(self, judge: str, batch: Batch, folder: Path) -> None:
        """*batch* is left for the user: what to do with it, word for word."""
        file, answers = batch.file(folder), batch.answers(folder)[0]
        _, _, model = batch.model.partition("/")
        vllm = shlex.join(["vllm", "run-batch", "-i", str(file), "-o", str(answers), "--model", model])
        self._say("batches.left", batch=batch.name, judge=judge, n=batch.lines, file=file)
        self._say("batches.run_vllm", command=vllm)
        self._say("batches.run_elsewhere", command=f"judge batch collect {shlex.quote(str(folder))} FILE")
        self._say("batches.then", command=this_command())

    def _say(self, key: str, **values: object) -> None:
        self._screen.note(say(key, self._ui, **values))

    @property
    def _ui(self) -> Ui:
        return self._screen.ui


def counts_in_words(counts: Mapping[str, int], ui: Ui) -> str:
    """How many answers of each kind a batch had."""
    return " · ".join(f"{n} {say_code('found', kind, ui)}" for kind, n in counts.items()) or "0"


def _since(submitted_at: str | None) -> str:
    if submitted_at is None:
        return "–"
    seconds = max(0, round((datetime.now(UTC) - datetime.fromisoformat(submitted_at)).total_seconds()))
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
