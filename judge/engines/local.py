"""Cases to judges on this machine: a bounded number of workers for each judge, one shared stream of dockets.

Nothing is queued beyond what the workers hold, so memory does not grow with the run. A failure becomes the state of the
judgments it concerns; only the disk can end a run.
"""

import asyncio
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from itertools import chain, islice

from judge.call import Call, Prompt, Reply
from judge.case import Case
from judge.engines.base import Panel, Purse, Stop, Watcher
from judge.engines.docket import Walk
from judge.errors import CallError, InputError, ReplyError
from judge.judges.base import AskingJudge, DecidingJudge
from judge.judgment import Judgment, State, unread
from judge.models.prices import known_price
from judge.models.tokens import REPLY_TOKENS, estimate_prompt, prompt_was_cut
from judge.store.reading import Docket
from judge.store.writing import Record, Writer

JUDGE_ERROR = "judge_error"
"""Reason code of what a judge of the user's broke down over; a resume asks it again."""
BATCH = 64
"""Dockets a judge that decides by itself gets at once."""
BREAKER = 5
"""So many configuration failures, or calls to nobody, in a row and without one success: the judge is given up."""


class LocalEngine:
    """Runs panels to their end, or until it is asked to stop."""

    def __init__(self, writer: Writer, watcher: Watcher, *, concurrency: int, stop: Stop, purse: Purse) -> None:
        self.writer = writer
        self.watcher = watcher
        self.concurrency = concurrency
        self.stop = stop
        self.purse = purse

    async def run(self, panels: Sequence[Panel]) -> None:
        """Judge every docket of *panels*; judges work side by side, each at most *concurrency* calls at a time.

        Raises:
            StorageError: The disk failed; what was acknowledged is safe.
        """
        by_judge: dict[str, list[Panel]] = {}
        for panel in panels:
            by_judge.setdefault(panel.judge.name, []).append(panel)
        try:
            async with asyncio.TaskGroup() as group:
                for own in by_judge.values():
                    self._start(own, group)
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from None

    def _start(self, own: Sequence[Panel], group: asyncio.TaskGroup) -> None:
        if not isinstance(own[0].judge, AskingJudge):
            group.create_task(self._decider(own))
            return
        stream = chain.from_iterable(((p, d) for d in p.dockets) for p in own)
        for _ in range(self.concurrency):
            group.create_task(self._worker(stream))

    async def _worker(self, stream: Iterator[tuple[Panel, Docket]]) -> None:
        for panel, docket in stream:
            if self.stop.asked:
                return
            await self._judge(panel, Walk(docket, panel.manner))

    async def _judge(self, panel: Panel, walk: Walk) -> None:
        await self._record(panel, Record(walk.settle()))
        while (case := walk.next_case()) is not None:
            if panel.broken is not None:
                state, reason = panel.broken
                await self._record(panel, Record(walk.give_up(State(state), reason)))
                return
            if self.stop.asked:
                return
            if not await self._ask(panel, walk, case):
                return
            await self._record(panel, Record(walk.settle()))

    async def _ask(self, panel: Panel, walk: Walk, case: Case) -> bool:
        """Put one case before a model; ``False`` when the purse does not allow it."""
        judge, model = panel.judge, panel.model
        assert isinstance(judge, AskingJudge)  # noqa: S101 - run() sorts panels by this
        assert model is not None  # noqa: S101 - evaluation gives every asking judge one
        attempt = walk.attempt_of(case)
        try:
            prompts = judge.ask(case)
        except InputError:  # a text no template can take, e.g. one of many megabytes: this case alone fails
            await self._record(panel, Record(walk.take(case, unread(case, State.FAILED_CONFIG, "no_prompt"), None)))
            return True
        for part, prompt in enumerate(prompts):
            tokens = estimate_prompt(prompt.messages)
            if (reserved := self.purse.reserve(_cost_at_most(judge, prompt, tokens))) is None:
                self.stop.ask("max_cost")
                return False
            asked_at, started = datetime.now(UTC).isoformat(timespec="milliseconds"), time.monotonic()
            try:
                reply = await model.ask(prompt.messages, schema=prompt.schema, repeat=case.repeat)
                judgments, error = self._read(panel, prompt, reply), None
                panel.failures, panel.answered = 0, True
            except CallError as failure:
                reply, error = Reply(content=None, http_attempts=failure.http_attempts), failure
                judgments = unread(prompt.case, State(failure.state), failure.reason)
                self._break(panel, failure)
            maybe_billed = error is None or error.reason in ("deadline", "timeout")
            self.purse.settle(reserved, reply.cost_usd if maybe_billed else 0.0)
            call = Call(
                call_id=_call_id(panel, case, attempt, part),
                judge=judge.name,
                ask=panel.ask,
                model=judge.spec.model,
                route=model.route,
                endpoint_host=model.endpoint_host,
                response_id=case.response.id,
                repeat=case.repeat,
                attempt=attempt,
                dimensions=tuple(d.id for d in prompt.case.dimensions),
                prompt_sha256=prompt.sha256,
                asked_at=asked_at,
                latency_s=round(time.monotonic() - started, 4),
                reply=reply,
                error=f"{error.state}:{error.reason}: {error.message}" if error else None,
                flags=_flags(judge, prompt, reply, tokens),
            )
            entries = walk.take(prompt.case, judgments, call.call_id, again=bool(error and error.endpoint_wide))
            await self._record(panel, Record(entries, call, panel.number, walk.docket.seq))
        return True

    def _read(self, panel: Panel, prompt: Prompt, reply: Reply) -> list[Judgment]:
        """What the judge reads from *reply*; a judge that breaks down over it breaks down over this case alone."""
        assert isinstance(panel.judge, AskingJudge)  # noqa: S101 - run() sorts panels by this
        try:
            return list(panel.judge.read(prompt, reply))
        except ReplyError as error:
            return unread(prompt.case, State(error.state), error.reason)
        except Exception as error:  # noqa: BLE001 - somebody's own judge may raise anything
            self.watcher.stopped_judge(panel, f"it raised {type(error).__name__}")
            return unread(prompt.case, State.FAILED_CONFIG, JUDGE_ERROR)

    def _break(self, panel: Panel, failure: CallError) -> None:
        nobody_there = failure.reason == "connection" and not panel.answered
        if failure.state != State.FAILED_CONFIG and not nobody_there:
            return
        panel.failures += 1
        if panel.broken is None and (failure.endpoint_wide or panel.failures >= BREAKER):
            panel.broken = (failure.state, failure.reason)
            self.watcher.stopped_judge(panel, failure.message)

    async def _decider(self, panels: Sequence[Panel]) -> None:
        for panel in panels:
            judge = panel.judge
            assert isinstance(judge, DecidingJudge)  # noqa: S101 - run() sorts panels by this
            while (dockets := list(islice(panel.dockets, BATCH))) and not self.stop.asked:
                walks = [Walk(docket, panel.manner) for docket in dockets]
                await self._record(panel, Record([entry for walk in walks for entry in walk.settle()]))
                while asked := [(walk, case) for walk in walks if (case := walk.next_case()) is not None]:
                    decided, whole = await self._decided(panel, [case for _, case in asked])
                    entries = []
                    for walk, case in asked:
                        own = decided.get((case.response.id, case.repeat), [])
                        missing = [] if whole else unread(case, State.FAILED_CONFIG, JUDGE_ERROR)
                        entries += walk.take(case, [*missing, *own], None, again=not whole)
                        entries += walk.settle()
                    await self._record(panel, Record(entries))

    async def _decided(self, panel: Panel, cases: Sequence[Case]) -> tuple[dict[tuple[str, int], list[Judgment]], bool]:
        """What a judge decided by response and repeat, and whether it came to its end."""
        assert isinstance(panel.judge, DecidingJudge)  # noqa: S101 - run() sorts panels by this
        decided: dict[tuple[str, int], list[Judgment]] = {}
        try:
            async for judgment in panel.judge.decide(cases):
                decided.setdefault((judgment.response_id, judgment.repeat), []).append(judgment)
        except Exception as error:  # noqa: BLE001 - somebody's own judge may raise anything
            self.watcher.stopped_judge(panel, f"it raised {type(error).__name__}")
            return decided, False
        return decided, True

    async def _record(self, panel: Panel, record: Record) -> None:
        if record.entries or record.call is not None:
            await self.writer.put(record)
            self.watcher.recorded(panel, record)


def _cost_at_most(judge: AskingJudge, prompt: Prompt, tokens: int) -> float:
    """What a call will hardly exceed, in USD; 0 where no price is known, for then no limit was accepted either."""
    price = known_price(judge.spec)
    if price is None:
        return 0.0
    limit = judge.spec.params.get("max_tokens") or judge.spec.params.get("max_completion_tokens")
    out = limit if isinstance(limit, int) else REPLY_TOKENS[1] * len(prompt.case.dimensions)
    return (tokens * price[0] + out * price[1]) / 1e6


def _call_id(panel: Panel, case: Case, attempt: int, part: int) -> str:
    """The same for the same question at the same attempt, so that an interrupted run ends as an undisturbed one."""
    what = "\0".join([
        panel.judge.name, panel.ask, case.response.id, str(case.repeat), *(d.id for d in case.dimensions), str(attempt),
        str(part),
    ])  # fmt: skip
    return sha256(what.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _flags(judge: AskingJudge, prompt: Prompt, reply: Reply, tokens: int) -> tuple[str, ...]:
    flags = list(getattr(judge, "flags", lambda *_: ())(prompt, reply))
    cuts_silently = judge.spec.model.startswith("ollama")
    if cuts_silently and prompt_was_cut(tokens, reply.prompt_tokens):
        flags.append("prompt_cut")
    wanted = judge.spec.model.rpartition("/")[2]
    if reply.model_returned and wanted not in reply.model_returned and reply.model_returned not in wanted:
        flags.append("model_mismatch")
    return tuple(flags)
