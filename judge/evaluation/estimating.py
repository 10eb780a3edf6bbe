"""What a job would ask, cost, take and send where, without asking anything."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judge.engines.base import Panel
from judge.evaluation.beside import CANARIES, PROBES
from judge.evaluation.canaries import canary_job
from judge.evaluation.counted import ENOUGH, Counted, look_at
from judge.evaluation.job import Evaluation
from judge.evaluation.probing import decided, probe_job, still_open
from judge.evaluation.reckoning import Reckoned, reckon
from judge.judges.base import AskingJudge
from judge.models.batch_providers import HANDED_IN
from judge.models.endpoints import provider_of
from judge.models.preflight import Destination
from judge.models.prices import Rates, rates, smallest_cached, thinks
from judge.models.tokens import REPLY_TOKENS, THINKING_TOKENS
from judge.record import dataclass
from judge.settings import JudgeSettings
from judge.store import reopening
from judge.store.dockets import count_planned
from judge.store.schema import connect, connect_aside, is_begun

if TYPE_CHECKING:
    from judge.evaluation.asking_again import Retry

TOKENS_A_SECOND = (30, 100)
"""What a slow and a fast provider write."""
BATCH_S = 86_400.0
"""Within which providers answer a batch."""
FIRST_WORD_S = (0.5, 2.0)
"""Seconds a fast and a slow provider take before that."""
SMALLEST_PREFIX = 1024
"""Tokens of a common beginning that most providers want before they keep it."""
_SLACK = 0.1
"""By how much replies are let differ from those counted before."""

Range = tuple[float, float]


@dataclass(frozen=True)
class Estimate:
    """What one judge with one way of asking would be asked."""

    judge: str
    ask: str
    host: str | None
    calls: int
    calls_at_most: int
    """More than *calls* where a gate waits for an answer; re-asks are not counted."""
    texts: int
    """Responses that would leave for the host."""
    prompt_tokens: int
    """In all these calls at most."""
    completion_tokens: tuple[int, int]
    cost_usd: Range | None
    """Least and most; ``None``: the price is not known. The least has all beginnings in the provider's cache."""
    prompt_tokens_at_least: int = 0
    prefix_tokens: int = 0
    """Of *prompt_tokens*, what the prompts have in common at their beginning; 0 where that is too short to be kept."""
    seconds: Range = (0.0, 0.0)
    """At the limits given."""
    reply_seconds: Range = (0.0, 0.0)
    """What is assumed of one call, or was measured in this run."""
    batch_cost_usd: Range | None = None
    """The same by ``--engine batch``, where the provider has batches and a price is known."""
    within: float = 0.0
    """The share by which tokens may be off, because not every prompt was written out."""
    learned_from: int = 0
    """Calls of this run that tokens and times were learned from; 0: they are the usual ones."""
    by_batch: bool = False
    """Whether providers answer in their own time, within a day for each round, and not at the limits given."""
    part: str = "data"
    """``canaries`` for the known cases beside the data, ``probe`` for finding out which reply form suits a judge."""

    def as_row(self) -> dict[str, Any]:  # plain values
        """The estimate as a row of a table."""
        return asdict(self)


def estimate(job: Evaluation, folder: str | Path, *, part: str = "data") -> list[Estimate]:
    """Plan *job* on a copy of what *folder* holds, and count what is missing; nothing is written there.

    Raises:
        InputError: The folder holds another rubric, other texts or other parameters under the same names.
    """
    with closing(connect_aside()) as copy:
        _copied(Path(folder), copy)
        return _estimates(decided(job, Path(folder)), copy, part)


def estimate_probes(job: Evaluation, folder: str | Path) -> list[Estimate]:
    """The same of finding out which reply form suits a judge: one way for sure, the others where it is not enough."""
    found: list[Estimate] = []
    for arm, judges in still_open(job, Path(folder)):
        sure = not any(e.judge in {j.name for j in judges} for e in found)
        probe = probe_job(job, arm, judges, Path(folder))
        each = estimate(probe, Path(folder) / PROBES / arm.name, part="probe")
        found += each if sure else [_perhaps(e) for e in each]
    return found


def _perhaps(found: Estimate) -> Estimate:
    cost = found.cost_usd and (0.0, found.cost_usd[1])
    most, seconds = (0, found.completion_tokens[1]), (0.0, found.seconds[1])
    return replace(found, calls=0, prompt_tokens_at_least=0, completion_tokens=most, cost_usd=cost, seconds=seconds)


def estimate_canaries(job: Evaluation, folder: str | Path) -> list[Estimate]:
    """The same of the known cases beside the data; nothing where there are none."""
    known = canary_job(decided(job, Path(folder)), Path(folder))
    return [] if known is None else estimate(known, Path(folder) / CANARIES, part="canaries")


def estimate_retry(retry: "Retry") -> list[Estimate]:
    """The same of what is asked again."""
    from judge.evaluation.asking_again import gates_of  # noqa: PLC0415 - it needs what stands here

    with closing(connect_aside()) as copy:
        _copied(retry.run.folder, copy)
        reopening.reopen(copy, retry.picked, gates_of(retry.run.rubric))
        return [found for job in retry.jobs for found in _estimates(job, copy, "data")]


def _copied(folder: Path, copy: sqlite3.Connection) -> None:
    if is_begun(folder):
        with closing(connect(folder)) as stored:
            stored.backup(copy)


def _estimates(job: Evaluation, copy: sqlite3.Connection, part: str) -> list[Estimate]:
    panels = job.admit(copy, copy)
    hosts = {d.name: d for d in job.destinations}
    return [_panel(panel, job, copy, hosts.get(panel.judge.name), part) for panel in panels]


def _panel(
    panel: Panel, job: Evaluation, copy: sqlite3.Connection, destination: Destination | None, part: str
) -> Estimate:
    judge = panel.judge
    if not isinstance(judge, AskingJudge):
        return Estimate(judge.name, panel.ask, None, 0, 0, 0, 0, (0, 0), None, part=part)
    about = count_planned(copy, panel.number, panel.spans, job.settings.repeats)
    asks = reckon(judge, panel.manner, panel.dockets, about=about)
    learned = look_at(copy, panel.number, judge, job.rubric, panel.manner.language, shots=panel.manner.shots)
    learned = learned if learned is not None and learned.calls >= ENOUGH else None
    factor = learned.factor if learned else 1.0
    sure, most, prefix = (round(factor * tokens) for tokens in asks.scaled())
    replies = _replies(judge, asks, learned)
    each = _each(asks, replies, learned)
    kept = prefix if asks.calls and prefix / asks.calls >= _smallest(judge) else 0
    by_batch = job.settings.engine == "batch"
    return Estimate(
        judge=judge.name,
        ask=panel.ask,
        host=destination.shown if destination else None,
        calls=asks.sure,
        calls_at_most=asks.calls,
        texts=asks.texts,
        prompt_tokens=most,
        completion_tokens=replies,
        cost_usd=_cost(judge, asks, (sure, most, kept), replies, batch=by_batch),
        prompt_tokens_at_least=sure,
        prefix_tokens=kept,
        seconds=(0.0, BATCH_S if asks.calls else 0.0)
        if by_batch
        else _seconds(judge, job, asks, (sure + replies[0], most + replies[1]), each),
        by_batch=by_batch,
        reply_seconds=each,
        batch_cost_usd=_cost(judge, asks, (sure, most, kept), replies, batch=True) if _has_batches(judge) else None,
        within=asks.within,
        learned_from=learned.calls if learned else 0,
        part=part,
    )


def _replies(judge: AskingJudge, asks: Reckoned, learned: Counted | None) -> tuple[int, int]:
    """Tokens of all replies, at least and at most."""
    limit = judge.spec.params.get("max_tokens") or judge.spec.params.get("max_completion_tokens")
    if learned is not None and learned.dimensions:
        each = learned.completion_tokens / learned.dimensions
        low, high = asks.dimensions_sure * each * (1 - _SLACK), asks.dimensions * each * (1 + _SLACK)
    else:
        thinking = THINKING_TOKENS if thinks(judge.spec.model) else 0
        low = float(asks.dimensions_sure * REPLY_TOKENS[0])
        high = float(asks.dimensions * REPLY_TOKENS[1] + asks.calls * thinking)
    if isinstance(limit, int):
        low, high = min(low, asks.sure * limit), min(high, asks.calls * limit)
    return round(low), round(high)


def _each(asks: Reckoned, replies: tuple[int, int], learned: Counted | None) -> Range:
    """Seconds of one call, as a fast and a slow provider take them."""
    if not asks.calls:
        return 0.0, 0.0
    if learned is not None:
        mean = learned.latency_s / learned.calls
        return mean * (1 - _SLACK), mean * (1 + _SLACK)
    shortest, longest = replies[0] / max(1, asks.sure), replies[1] / asks.calls
    return FIRST_WORD_S[0] + shortest / TOKENS_A_SECOND[1], FIRST_WORD_S[1] + longest / TOKENS_A_SECOND[0]


def _seconds(judge: AskingJudge, job: Evaluation, asks: Reckoned, tokens: Range, each: Range) -> Range:
    """What the calls take at the job's concurrency, or at the limit that holds them back more."""
    rpm, tpm = _limits(judge, job)
    least, most = (
        max(
            calls * seconds / min(job.settings.concurrency, max(1, calls)),
            60 * calls / rpm if rpm else 0.0,
            60 * total / tpm if tpm else 0.0,
        )
        for calls, seconds, total in zip((asks.sure, asks.calls), each, tokens, strict=True)
    )
    return least, most


def _limits(judge: AskingJudge, job: Evaluation) -> tuple[float | None, float | None]:
    own: JudgeSettings | None = getattr(judge, "settings", None)
    rpm, tpm = (own.rpm, own.tpm) if own else (None, None)
    return _lower(rpm, job.settings.rpm), _lower(tpm, job.settings.tpm)


def _lower(own: float | None, all_of_them: float | None) -> float | None:
    return min((limit for limit in (own, all_of_them) if limit), default=None)


def _smallest(judge: AskingJudge) -> int:
    return smallest_cached(judge.spec.model) or SMALLEST_PREFIX


def _has_batches(judge: AskingJudge) -> bool:
    return provider_of(judge.spec) in HANDED_IN


def _cost(
    judge: AskingJudge, asks: Reckoned, prompt: tuple[int, int, int], replies: tuple[int, int], *, batch: bool
) -> Range | None:
    sure, most, kept = prompt
    price = rates(judge.spec, prompt_tokens=most // max(1, asks.calls), batch=batch)
    if price is None:
        return None
    cached = min(kept, sure)
    least = (sure - cached) * price.prompt + cached * min(price.cached, price.prompt) + replies[0] * price.completion
    return least / 1e6, (most * _dearest(price) + replies[1] * max(price.completion, price.reasoning)) / 1e6


def _dearest(price: Rates) -> float:
    return max(price.prompt, price.written) if price.written <= 2 * price.prompt else price.prompt


def judges_seconds(estimates: Sequence[Estimate]) -> Range:
    """What the whole takes: judges work side by side, ways of asking of one judge one after the other."""
    by_judge: dict[str, list[Range]] = {}
    for found in estimates:
        by_judge.setdefault(found.judge, []).append(found.seconds)
    sums = [(sum(low for low, _ in own), sum(high for _, high in own)) for own in by_judge.values()]
    return max((low for low, _ in sums), default=0.0), max((high for _, high in sums), default=0.0)
