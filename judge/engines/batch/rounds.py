"""One judge's batches from the first question to the last answer: round after round, until nothing is left to ask."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from judge.engines.asking import Asker
from judge.engines.base import Panel
from judge.engines.batch.collecting import Collecting
from judge.engines.batch.desk import Desk, Waiting
from judge.engines.batch.writing import Round
from judge.errors import CallError
from judge.judges.base import AskingJudge
from judge.models.batches import BatchEndpoint, Standing
from judge.models.redaction import wiped
from judge.store import batches
from judge.store.batches import Batch
from judge.store.folder import write_private

_MARK = "psyjudge"


class Rounds:
    """Leads one judge, with all its ways of asking, through its batches."""

    def __init__(self, desk: Desk, panels: Sequence[Panel], endpoint: BatchEndpoint) -> None:
        self._desk = desk
        self._panels = list(panels)
        self._endpoint = endpoint
        self._leave = desk.leave
        self._judge = panels[0].judge.name
        self._askers = [self._asker(panel) for panel in panels]

    def _asker(self, panel: Panel) -> Asker:
        desk, judge = self._desk, panel.judge
        assert isinstance(judge, AskingJudge)  # noqa: S101 - the engine sorts panels by this
        panel.model = self._endpoint
        return Asker(
            panel, judge, self._endpoint, keep=desk.keep, watcher=desk.watcher, stop=desk.stop, purse=desk.purse,
            batch=True,
        )  # fmt: skip

    async def run(self) -> None:
        """Finish what an earlier start handed in, then ask what is left.

        Raises:
            StorageError: The disk failed; what was acknowledged is safe.
        """
        before = [b for b in batches.unread(self._desk.folder) if b.judge == self._judge]
        for batch in before:
            self._desk.purse.reserve(batch.reserved)
        try:
            await self._see_whether_offered()
            going_on = await self._finish(before)
            while going_on and not self._desk.stop.asked:
                written = await Round(self._desk, self._endpoint, self._askers).write()
                going_on = bool(written) and await self._finish(written)
        except CallError as error:
            self._desk.break_off(self._panels, error)
            await Round(self._desk, self._endpoint, self._askers).write()

    async def _see_whether_offered(self) -> None:
        """Leave files to the user where there is no batch API."""
        if not self._leave:
            self._leave = not await self._endpoint.offered()

    async def _finish(self, written: Sequence[Batch]) -> bool:
        """See *written* batches through to the store; ``False`` when one has to be waited for elsewhere.

        Raises:
            CallError: One cannot be handed in or looked at; what was handed in is still to be read.
        """
        going, all_read = [], True
        for batch in written:
            if batch.stage == "ended" or (batch.file_id is None and self._lies_there(batch)):
                await self._collect(batch, _told(batch.problem))
            elif batch.batch_id or not self._leave:
                going.append(batch if batch.batch_id else await self._hand_in(batch))
            else:
                all_read = False
                self._tell_left(batches.note(self._desk.folder, batch, stage="left"))
        return await self._wait(going) and all_read

    def _lies_there(self, batch: Batch) -> bool:
        """Whether the user has put answers beside the questions."""
        return any(file.exists() for file in batch.answers(self._desk.folder))

    async def _hand_in(self, batch: Batch) -> Batch:
        """Upload and submit; a batch that was certainly not taken is removed, and its questions are free again."""
        folder = self._desk.folder
        try:
            if batch.file_id is None:
                file_id = await self._endpoint.upload(batch.file(folder))
                batch = batches.note(folder, batch, stage="uploaded", file_id=file_id)
            assert batch.file_id is not None  # noqa: S101 - for the type checker
            marks = {_MARK: batch.name, "sha256": batch.sha256}
            standing = await self._endpoint.create(batch.file_id, marks)
        except CallError as error:
            if batch.file_id is None or not error.retryable:
                self._desk.purse.settle(batch.reserved, 0.0)
                batches.discard(folder, batch)
            raise
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        changes = {"batch_id": standing.batch_id, "status": standing.status, "submitted_at": now}
        return batches.note(folder, batch, stage="submitted", **changes)

    async def _wait(self, going: list[Batch]) -> bool:
        """Look at batches until all have ended and are read; ``False`` when the run is to stop before."""
        while going:
            for batch in tuple(going):
                if self._desk.stop.asked:
                    self._tell_going_on(going)
                    return False
                standing = await self._look(batch)
                if standing is not None and standing.ended:
                    going.remove(batch)
                    await self._collect(await self._fetch(batch, standing), standing.problem)
            if going:
                await asyncio.to_thread(self._desk.stop.event.wait, self._desk.poll)
        return True

    async def _look(self, batch: Batch) -> Standing | None:
        """How a batch stands; ``None`` when its provider cannot say just now: it is looked at again."""
        assert batch.batch_id is not None  # noqa: S101 - only what was submitted is waited for
        try:
            standing = await self._endpoint.look(batch.batch_id)
        except CallError as error:
            if error.retryable:
                return None
            raise
        if isinstance(self._desk.watcher, Waiting):
            looked_at = replace(batch, status=standing.status)
            self._desk.watcher.waiting(self._judge, looked_at, standing.completed + standing.failed)
        return standing

    async def _fetch(self, batch: Batch, standing: Standing) -> Batch:
        """Put the answers into the folder; a file the provider no longer has leaves its questions unanswered.

        What is not of the batch's own questions, such as an answer about a response that was forgotten meanwhile, is
        counted and not kept.
        """
        known = batches.ids_of(self._desk.folder, batch)
        strange: Counter[str] = Counter()
        for file_id, place in zip(standing.files, batch.answers(self._desk.folder), strict=True):
            if file_id is None:
                continue
            try:
                own, more = batches.own_lines(await self._endpoint.fetch(file_id), known)
                write_private(place, wiped(own))
                strange += more
            except CallError as error:
                if error.reason != "not_found":
                    raise
        problem = standing.problem
        return batches.note(
            self._desk.folder, batch, stage="ended", status=standing.status, seconds=standing.seconds,
            problem=_kept(problem), counts=dict(strange),
        )  # fmt: skip

    async def _collect(self, batch: Batch, problem: CallError | None) -> None:
        read = await Collecting(self._desk, self._endpoint, self._askers, batch, problem).collect()
        if isinstance(self._desk.watcher, Waiting):
            self._desk.watcher.collected(self._judge, read)

    def _tell_going_on(self, going: Sequence[Batch]) -> None:
        for batch in going:
            if isinstance(self._desk.watcher, Waiting):
                self._desk.watcher.going_on(self._judge, batch)

    def _tell_left(self, batch: Batch) -> None:
        if isinstance(self._desk.watcher, Waiting):
            self._desk.watcher.left(self._judge, batch, self._desk.folder)


def _kept(problem: CallError | None) -> dict[str, str] | None:
    """What a batch's record keeps of why questions have no answer."""
    if problem is None:
        return None
    wide = {"endpoint_wide": "yes"} if problem.endpoint_wide else {}
    return {"state": problem.state, "reason": problem.reason, "message": problem.message, **wide}


def _told(kept: dict[str, str] | None) -> CallError | None:
    if kept is None:
        return None
    wide = "endpoint_wide" in kept
    return CallError(kept["message"], state=kept["state"], reason=kept["reason"], endpoint_wide=wide)
