"""Cases to judges by the batch: judges side by side, each round by round."""

import asyncio
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from judge.engines.base import Panel, Purse, Stop, Watcher
from judge.engines.batch.desk import Desk
from judge.engines.batch.rounds import Rounds
from judge.engines.local import LocalEngine
from judge.judges.base import AskingJudge
from judge.models.base import ModelSpec
from judge.models.batches import BatchEndpoint
from judge.settings import RunSettings
from judge.store.emptying import tidy
from judge.store.schema import connect
from judge.store.writing import Writer


class BatchEngine:
    """Runs panels to their end by batches, or until it is asked to stop; batches that were handed in go on.

    A round asks everything that waits for no other answer. What its answers leave to ask (dimensions behind a gate,
    unreadable replies) makes the next one. A judge that decides by itself does so here.
    """

    def __init__(
        self, writer: Writer, watcher: Watcher, *, folder: Path, settings: RunSettings, stop: Stop, purse: Purse
    ) -> None:
        self._desk = Desk(
            folder, writer, watcher, stop, purse, settings.poll, leave=settings.batch_files, repeats=settings.repeats
        )

    async def run(self, panels: Sequence[Panel]) -> None:
        """Judge every docket of *panels*.

        Raises:
            StorageError: The disk failed; what was acknowledged is safe.
        """
        desk = self._desk
        tidy(desk.folder)
        deciding = [p for p in panels if not isinstance(p.judge, AskingJudge)]
        by_judge: dict[str, list[Panel]] = {}
        for panel in panels:
            if isinstance(panel.judge, AskingJudge):
                by_judge.setdefault(panel.judge.name, []).append(panel)
        here = LocalEngine(desk.writer, desk.watcher, concurrency=1, stop=desk.stop, purse=desk.purse)
        try:
            with closing(connect(desk.folder)) as desk.look:
                async with asyncio.TaskGroup() as group:
                    group.create_task(here.run(deciding))
                    for own in by_judge.values():
                        group.create_task(self._judge(own))
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from None

    async def _judge(self, own: Sequence[Panel]) -> None:
        spec = getattr(own[0].judge, "spec", None)
        assert isinstance(spec, ModelSpec)  # noqa: S101 - run() sorts panels by this
        endpoint = BatchEndpoint(spec, left=self._desk.leave)
        try:
            await Rounds(self._desk, own, endpoint).run()
        finally:
            await endpoint.aclose()
