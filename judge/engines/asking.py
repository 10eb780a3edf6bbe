"""One case before one model: the question, its price, the answer, and what is entered for it."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from judge.call import Call, Prompt, Reply
from judge.case import Case
from judge.engines.base import Panel, Purse, Stop, Watcher
from judge.engines.breaking import Broken
from judge.engines.walking import Walking
from judge.errors import CallError, InputError, ReplyError
from judge.hiding import hiding
from judge.judges.base import AskingJudge
from judge.judgment import REFUSED, Judgment, State, unread
from judge.models.base import Model
from judge.models.prices import rates, thinks
from judge.models.tokens import REPLY_TOKENS, THINKING_TOKENS, estimate_prompt, prompt_was_cut, tokens_at_most
from judge.store.writing import Record

JUDGE_ERROR = "judge_error"
"""Reason code of what a judge of the user's broke down over; a resume asks it again."""


@dataclass(slots=True)
class Asked:
    """What came of one question."""

    reply: Reply
    judgments: list[Judgment]
    error: CallError | None
    asked_at: str
    latency_s: float


class Asker:
    """Puts the cases of one panel before its model."""

    def __init__(
        self,
        panel: Panel,
        judge: AskingJudge,
        model: Model,
        *,
        keep: Callable[[Panel, Record], Awaitable[None]],
        watcher: Watcher,
        stop: Stop,
        purse: Purse,
        batch: bool = False,
    ) -> None:
        self.panel = panel
        self.judge = judge
        self.model = model
        self._keep = keep
        self.watcher = watcher
        self.stop = stop
        self.purse = purse
        self._price = rates(judge.spec, batch=batch) if purse.limit is not None else None
        self._wanted = judge.spec.model.rpartition("/")[2]
        self._cuts_silently = judge.spec.model.startswith("ollama")
        self._odd = getattr(judge, "flags", None)

    async def ask(self, walk: Walking, case: Case) -> bool:
        """Put *case* and keep what came, with everything it settles; ``False`` when the purse does not allow it."""
        try:
            prompts = self.judge.ask(case)
        except InputError:  # a text no template can take, e.g. one of many megabytes: this case alone fails
            entries = walk.take(case, unread(case, State.FAILED_CONFIG, "no_prompt"), None)
            await self._keep(self.panel, Record([*entries, *walk.settle()]))
            return True
        attempt = walk.attempt_of(case)
        for part, prompt in enumerate(prompts, 1):
            if (reserved := self.purse.reserve(self.cost_at_most(prompt))) is None:
                self.stop.ask("max_cost")
                return False
            asked = await self._put(prompt, case.repeat)
            maybe_billed = asked.error is None or asked.error.reason in ("deadline", "timeout")
            self.purse.settle(reserved, asked.reply.cost_usd if maybe_billed else 0.0)
            await self.enter(walk, case, prompt, asked, attempt=attempt, part=part - 1, last=part == len(prompts))
        return True

    async def enter(
        self, walk: Walking, case: Case, prompt: Prompt, asked: Asked, *, attempt: int, part: int, last: bool
    ) -> None:
        """Keep what came of one *part* of a question, with what its *last* part settles."""
        call = self._call(case, prompt, asked, attempt, part)
        again = asked.error is not None and asked.error.endpoint_wide
        entries = walk.take(prompt.case, asked.judgments, call.call_id, again=again)
        if last:
            entries += walk.settle()
        await self._keep(self.panel, Record(entries, call, self.panel.number, walk.docket.seq))

    async def _put(self, prompt: Prompt, repeat: int) -> Asked:
        asked_at, started = datetime.now(UTC).isoformat(timespec="milliseconds"), time.monotonic()
        outcome: Reply | CallError
        try:
            outcome = await self.model.ask(prompt.messages, schema=prompt.schema, repeat=repeat)
        except CallError as failure:
            outcome = failure
        return self.judged(prompt, outcome, asked_at=asked_at, latency_s=round(time.monotonic() - started, 4))

    def judged(self, prompt: Prompt, outcome: Reply | CallError, *, asked_at: str, latency_s: float) -> Asked:
        """What a reply says about the prompt's case, or what follows from there being none."""
        if isinstance(outcome, CallError):
            reply = Reply(content=None, http_attempts=outcome.http_attempts)
            judgments = unread(prompt.case, State(outcome.state), outcome.reason)
            breaker = self.panel.breaker
            self._break(breaker.judged_as(judgments) if outcome.state in REFUSED else breaker.failed(outcome))
            return Asked(reply, judgments, outcome, asked_at, latency_s)
        judgments = self._read(prompt, outcome)
        self._break(self.panel.breaker.judged_as(judgments))
        return Asked(outcome, judgments, None, asked_at, latency_s)

    def _read(self, prompt: Prompt, reply: Reply) -> list[Judgment]:
        """What the judge reads from *reply*; a judge that breaks down over it breaks down over this case alone."""
        try:
            return list(self.judge.read(prompt, reply))
        except ReplyError as error:
            return unread(prompt.case, State(error.state), error.reason)
        except Exception as error:  # noqa: BLE001 - somebody's own judge may raise anything
            self.watcher.stopped_judge(self.panel, f"it raised {type(error).__name__}")
            return unread(prompt.case, State.FAILED_CONFIG, JUDGE_ERROR)

    def _break(self, end: Broken | None) -> None:
        if end is not None and self.panel.breaker.give_up(end.state, end.reason):
            self.watcher.stopped_judge(self.panel, end.why)

    def cost_at_most(self, prompt: Prompt) -> float:
        """What a call will hardly exceed, in USD; 0 where nobody set a limit."""
        if self._price is None:
            return 0.0
        params = self.judge.spec.params
        limit = params.get("max_tokens") or params.get("max_completion_tokens")
        thinking = THINKING_TOKENS if thinks(self.judge.spec.model) else 0
        out = limit if isinstance(limit, int) else REPLY_TOKENS[1] * len(prompt.case.dimensions) + thinking
        return (tokens_at_most(prompt.messages) * self._price.prompt + out * self._price.completion) / 1e6

    def _call(self, case: Case, prompt: Prompt, asked: Asked, attempt: int, part: int) -> Call:
        error = asked.error
        return Call(
            call_id=call_id(self.panel, case, attempt, part),
            judge=self.judge.name,
            ask=self.panel.ask,
            model=self.judge.spec.model,
            route=self.model.route,
            endpoint_host=self.model.endpoint_host,
            response_id=case.response.id,
            repeat=case.repeat,
            attempt=attempt,
            dimensions=tuple([d.id for d in prompt.case.dimensions]),
            prompt_sha256=prompt.sha256,
            asked_at=asked.asked_at,
            latency_s=asked.latency_s,
            reply=asked.reply,
            error=f"{error.state}:{error.reason}: {error.message}" if error else None,
            flags=self._flags(prompt, asked.reply),
        )

    def _flags(self, prompt: Prompt, reply: Reply) -> tuple[str, ...]:
        flags = tuple(self._odd(prompt, reply)) if self._odd is not None else ()
        if self._cuts_silently and prompt_was_cut(estimate_prompt(prompt.messages), reply.prompt_tokens):
            flags += ("prompt_cut",)
        told = reply.model_returned
        if told and self._wanted not in told and told not in self._wanted:
            flags += ("model_mismatch",)
        return flags + hiding(_texts(prompt.case))


def _texts(case: Case) -> list[str]:
    """Everything in *case* that somebody else wrote."""
    said = case.response
    texts = [said.response, *[turn.content for turn in said.turns]]
    if said.context is not None:
        texts.append(said.context)
    if said.criterion is not None:
        texts.append(said.criterion.text)
    return texts


def call_id(panel: Panel, case: Case, attempt: int, part: int) -> str:
    """The same for the same question at the same attempt, so that an interrupted run ends as an undisturbed one."""
    what = "\0".join([
        panel.judge.name, panel.ask, case.response.id, str(case.repeat), *[d.id for d in case.dimensions], str(attempt),
        str(part),
    ])  # fmt: skip
    return sha256(what.encode("utf-8", "surrogatepass")).hexdigest()[:24]
