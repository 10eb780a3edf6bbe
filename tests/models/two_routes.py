"""One question by LiteLLM's route and by the direct one, and what each sent and read."""

import asyncio
import json
from dataclasses import asdict

from transport_cases import PROMPT, VERDICT

from judge.errors import CallError
from judge.models import DirectModel, LiteLLMModel
from judge.testing import Canned

ANSWER = Canned.ok(
    VERDICT,
    reasoning="It is kind.",
    model="tiny-2025",
    usage={
        "prompt_tokens": 1000,
        "completion_tokens": 200,
        "total_tokens": 1200,
        "prompt_tokens_details": {"cached_tokens": 400},
        "completion_tokens_details": {"reasoning_tokens": 120},
    },
)


def by_both(server, spec, *, prompt=PROMPT, schema=None, repeat=0):
    """What LiteLLM's route sent and made of the answer, and what the direct one did."""

    async def asking(kind):
        model = kind(spec)
        try:
            return await model.ask(prompt, schema=schema, repeat=repeat)
        except CallError as error:
            return error
        finally:
            await model.aclose()

    outcomes = []
    for kind in (LiteLLMModel, DirectModel):
        before = len(server.received)
        reply = asyncio.run(asking(kind))
        outcomes.append((reply, server.received[before:]))
    return outcomes


def sent(request):
    """What a provider gets to know of a request."""
    kept = {name: request.headers.get(name) for name in ("authorization", "content-type", "host")}
    return request.method, request.path, kept, json.loads(request.content)


def assert_alike(server, spec, **more):
    (theirs, (first,)), (ours, (second,)) = by_both(server, spec, **more)
    assert sent(second) == sent(first)
    assert asdict(ours) == asdict(theirs)
    return second, ours
