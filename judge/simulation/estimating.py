"""What conversations would ask, cost and take at most, without asking anything.

How long they get nobody knows before: so this reckons with full length, and with answers as long as judges' are.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from math import ceil

from judge.evaluation.estimating import FIRST_WORD_S, TOKENS_A_SECOND, Estimate
from judge.judges.base import AskingJudge
from judge.judges.candidate import Candidate
from judge.judges.client import Client
from judge.models.base import ModelSpec
from judge.models.endpoints import endpoint_host
from judge.models.prices import rates, thinks
from judge.models.tokens import REPLY_TOKENS, THINKING_TOKENS, estimate_prompt, estimate_tokens
from judge.playing import client_messages
from judge.simulation import keeping
from judge.simulation.dialogue import Dialogue, Said
from judge.simulation.guarding import client_turn
from judge.simulation.job import Simulation
from judge.simulation.seats import Place
from judge.simulation.sittings import Sitting
from judge.store.schema import connect, is_begun

_TALK = REPLY_TOKENS[1]
"""Tokens of a turn at most, in the context of the next one."""
_WRAPPING = 300
"""Tokens of a rubric's question around a turn, where a guard is a model that is asked."""


def estimate_simulation(job: Simulation) -> list[Estimate]:
    """A row for each candidate, for the client and for each guard that asks a model; what is there is not counted."""
    left = {sitting.id: turns for sitting, turns in _left(job)}
    rows = [_side(job, c, [s for s in job.sittings if s.candidate == c.name], left) for c in job.candidates]
    rows.append(_side(job, job.client, job.sittings, left))
    rows += [
        _row(name, judge.spec, _guard_prompts([s for s in job.sittings if s.guard == name], left), job)
        for name, guard in job.guards.items()
        if isinstance(judge := guard.judges[0], AskingJudge)
    ]
    return rows


def _left(job: Simulation) -> Iterator[tuple[Sitting, int]]:
    """Each conversation with the number of candidate's replies it may still get."""
    said = _kept(job)
    for sitting in job.sittings:
        dialogue = Dialogue(sitting, job.wishes.turns)
        while dialogue.speaker is not None:
            if dialogue.speaker == "guard":
                dialogue.hear_guard(None, final=True)  # what it said changes nothing here
                continue
            known = said.get(keeping.slot_id(sitting, dialogue.at + 1) + f":{sitting.repeat}")
            if known is None:
                break
            dialogue.hear(known)
        yield sitting, 0 if dialogue.ended is not None else job.wishes.turns - dialogue.replies


def _kept(job: Simulation) -> Mapping[str, Said]:
    if not is_begun(job.folder):
        return {}
    with closing(connect(job.folder)) as db:
        names: dict[int, str] = dict(db.execute("SELECT seq, response_id FROM responses"))
        places: dict[Place, Said] = keeping.spoken(db)
    return {f"{names[seq]}:{repeat}": said for (seq, repeat), said in places.items() if seq in names}


def _side(job: Simulation, side: Candidate | Client, held: Sequence[Sitting], left: Mapping[str, int]) -> Estimate:
    prompts: list[int] = []
    for sitting in held:
        replies = left[sitting.id]
        done = job.wishes.turns - replies
        if isinstance(side, Client):
            opening = estimate_prompt(client_messages(job.part, job.cast[sitting.persona.id], sitting.opening, most=1))
            prompts += [opening + 2 * _TALK * step for step in range(done + 1, job.wishes.turns)]
        else:
            opening = estimate_tokens(side.system or "") + sum(estimate_tokens(t.content) for t in sitting.opening)
            prompts += [opening + 2 * _TALK * step for step in range(done, job.wishes.turns)]
    return _row(side.name, side.spec, prompts, job, way=side.way, texts=sum(left[s.id] > 0 for s in held))


def _guard_prompts(held: Sequence[Sitting], left: Mapping[str, int]) -> list[int]:
    return [
        _WRAPPING + estimate_tokens(client_turn(Dialogue(s, 1)).response) + 2 * _TALK * step
        for s in held
        for step in range(left[s.id])
    ]


def _row(
    name: str,
    spec: ModelSpec,
    prompts: Sequence[int],
    job: Simulation,
    *,
    way: str = "",
    texts: int | None = None,
) -> Estimate:
    calls, tokens = len(prompts), sum(prompts)
    thinking = THINKING_TOKENS if thinks(spec.model) else 0
    replies = calls * REPLY_TOKENS[0], calls * (REPLY_TOKENS[1] + thinking)
    shortest, longest = REPLY_TOKENS[0] / TOKENS_A_SECOND[1], REPLY_TOKENS[1] / TOKENS_A_SECOND[0]
    each = FIRST_WORD_S[0] + shortest, FIRST_WORD_S[1] + longest
    rounds = ceil(calls / job.settings.concurrency)
    price = rates(spec, prompt_tokens=tokens // max(1, calls))
    cost = (
        None
        if price is None
        else (0.0, (tokens * price.prompt + replies[1] * max(price.completion, price.reasoning)) / 1e6)
    )
    host = next((d.shown for d in job.destinations if d.name == name), endpoint_host(spec))
    return Estimate(
        judge=name,
        ask=way,
        host=host,
        calls=0,
        calls_at_most=calls,
        texts=calls if texts is None else texts,
        prompt_tokens=tokens,
        completion_tokens=(0, replies[1]),
        cost_usd=cost,
        seconds=(0.0, rounds * each[1]),
        reply_seconds=each if calls else (0.0, 0.0),
    )
