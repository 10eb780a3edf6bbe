"""One round of questions: everything that waits for no other answer, written to files."""

import asyncio
from datetime import UTC, datetime

from judge.engines.asking import Asker, call_id
from judge.engines.batch.desk import Desk
from judge.engines.walking import Walking, walk_of
from judge.errors import InputError
from judge.judgment import State, unread
from judge.models.batch_lines import question_line
from judge.models.batches import BatchEndpoint
from judge.store import batches
from judge.store.batches import Batch, Writing
from judge.store.writing import Record

_YIELD = 64
"""After so many responses, others may work."""


class Round:
    """Writes what one judge is to be asked next."""

    def __init__(self, desk: Desk, endpoint: BatchEndpoint, askers: list[Asker]) -> None:
        self._desk = desk
        self._endpoint = endpoint
        self._askers = askers
        self._full = False
        self._handed_in = {(*line[:3],) for batch in batches.unread(desk.folder) for line in batch.asked}
        spec = askers[0].judge.spec
        self._out = Writing(
            desk.folder,
            judge=askers[0].judge.name,
            model=spec.model,
            host=endpoint.host,
            written_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    async def write(self) -> list[Batch]:
        """The batches of this round; none when nothing is left to ask, or may be.

        A run that is asked to stop meanwhile writes none: nothing of it has been paid for.
        """
        for asker in self._askers:
            for n, docket in enumerate(self._desk.dockets(asker.panel, asker.panel.spans, self._desk.repeats)):
                if self._desk.stop.asked or self._full:
                    break
                if (docket.panel, docket.seq, docket.repeat) not in self._handed_in:
                    await self._docket(asker, walk_of(docket, asker.panel.manner))
                if n % _YIELD == 0:
                    await asyncio.sleep(0)
        await self._desk.settled()
        written = self._out.close()
        if self._full and not written:
            self._desk.stop.ask("max_cost")
        if self._desk.stop.asked:
            for batch in written:
                self._desk.purse.settle(batch.reserved, 0.0)
                batches.discard(self._desk.folder, batch)
            return []
        return written

    async def _docket(self, asker: Asker, walk: Walking) -> None:
        docket = walk.docket
        walk.set_aside(self._desk.failed.get((docket.panel, docket.seq, docket.repeat), ()))
        await self._desk.keep(asker.panel, Record(walk.settle()))
        if asker.panel.broken is not None:
            state, reason = asker.panel.broken
            await self._desk.keep(asker.panel, Record(walk.give_up(State(state), reason)))
            return
        for case in walk.cases_at_once():
            attempt = walk.attempt_of(case)
            try:
                prompts = asker.judge.ask(case)
            except InputError:  # a text no template can take: this case alone fails
                failed = walk.take(case, unread(case, State.FAILED_CONFIG, "no_prompt"), None)
                await self._desk.keep(asker.panel, Record([*failed, *walk.settle()]))
                continue
            for part, prompt in enumerate(prompts):
                reserved = self._desk.purse.reserve(asker.cost_at_most(prompt))
                if reserved is None:
                    self._full = True
                    return
                body = self._endpoint.body(prompt.messages, prompt.schema, case.repeat)
                line = question_line(call_id(asker.panel, case, attempt, part), body, url=self._endpoint.url)
                place = (docket.panel, docket.seq, docket.repeat)
                self._out.add(line, place, [d.id for d in case.dimensions], part, reserved)
