"""Most of a prompt is the same for every case: providers are helped to keep it, and what they kept is counted."""

import asyncio
import json
from dataclasses import replace

import pytest
from transport_cases import VERDICT, spec_for

from judge.call import Message
from judge.case import Case
from judge.library import list_rubrics, load_ask, load_rubric
from judge.models.caching import marks
from judge.models.litellm import LiteLLMModel
from judge.prompting import render
from judge.scenario import Response, Turn
from judge.testing import Canned, LoopbackServer
from judge.ways import list_asks

LONG = (Message("system", "Judge with care. " * 400), Message("user", "Is it kind?"))
SHORT = (Message("system", "Judge with care."), Message("user", "Is it kind?"))
TURNS = {"en": "I have not slept well since the move.", "zh": "搬家以后我一直睡不好。"}


def response(number, language):
    said = TURNS[language] * (number + 1)
    return Response(f"r{number}", f"s{number}", "c", (Turn("user", said),), f"{said} {number}", language=language)


def ways_that_fit():
    """Every shipped rubric with every way of asking that goes with it: one asks for a class, which comes of a tree."""
    rubrics, ways = [load_rubric(name) for name, _ in list_rubrics()], [load_ask(name) for name in list_asks()]
    return [(r, way) for r in rubrics for way in ways if way.poses != "class" or r.decide == "first"]


def questions_asked(rubric, way):
    """All at once and one alone; or the class alone."""
    return [rubric.dimensions[-1:]] if way.poses == "class" else [rubric.asked, rubric.asked[:1]]


@pytest.mark.parametrize(("rubric", "way"), ways_that_fit(), ids=lambda of: getattr(of, "id", None) or of.name)
def test_prompts_are_the_same_byte_for_byte_up_to_the_case(rubric, way):
    """The system message is one and the same; the user's message names the case, and the token stands last of all."""
    for language in rubric.languages:
        for dimensions in questions_asked(rubric, way):
            case = Case(response(0, language), rubric, dimensions, language, token="111111")
            prompts = [
                render(replace(case, response=response(n, language), token=f"{n}" * 6, repeat=n), way) for n in range(3)
            ]
            assert len({p.messages[0] for p in prompts}) == 1
            assert prompts[0].messages[0].role == "system"
            for n, prompt in enumerate(prompts):
                last = prompt.messages[-1].content
                assert tokens_of(last, f"{n}" * 6) == (0 if way.form == "label" else 1)
                assert common(last, prompts[n - 1].messages[-1].content) >= last.index("{")


def tokens_of(said, token):
    """How often *token* stands in what was said: once, and last of all, or never; a bare label has no place for one."""
    before, found, after = said.rpartition(token)
    assert not (found and after.strip())
    return before.count(token) + bool(found)


def common(one, other):
    """Characters that two texts begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def ask(spec, messages):
    async def asking():
        model = LiteLLMModel(spec)
        try:
            return await model.ask(messages, schema=None)
        finally:
            await model.aclose()

    return asyncio.run(asking())


def asked(messages, provider="anthropic", **canned):
    """The reply, and the request as the server saw it."""
    with LoopbackServer(Canned.ok(VERDICT, **canned)) as server:
        return ask(spec_for(server, provider), messages), server.seen[0]


def test_anthropic_is_asked_to_keep_a_long_system_message():
    """The words are the same; the mark is told in what was sent."""
    reply, body = asked(LONG)

    assert body["system"] == [{"type": "text", "text": LONG[0].content, "cache_control": {"type": "ephemeral"}}]
    assert reply.params_sent["cache_control"] == {"type": "ephemeral"}


@pytest.mark.parametrize(("model", "marked"), [("anthropic/claude-sonnet-4.5", True), ("openai/gpt-5", False)])
def test_so_is_openrouter_for_anthropics_models(model, marked):
    with LoopbackServer(Canned.ok(VERDICT)) as server:
        reply = ask(replace(spec_for(server, "openrouter"), model=f"openrouter/{model}"), LONG)
    first = server.seen[0]["messages"][0]
    kept = [{"type": "text", "text": LONG[0].content, "cache_control": {"type": "ephemeral"}}]

    assert first == {"role": "system", "content": kept if marked else LONG[0].content}
    assert ("cache_control" in reply.params_sent) == marked


def test_what_is_too_short_to_be_kept_is_not_marked():
    reply, body = asked(SHORT)

    assert "cache_control" not in json.dumps(body)
    assert "cache_control" not in reply.params_sent


@pytest.mark.parametrize("provider", ["openai", "hosted_vllm"])
def test_who_keeps_it_unasked_is_told_nothing(provider):
    reply, body = asked(LONG, provider)

    assert body["messages"][0] == {"role": "system", "content": LONG[0].content}
    assert "cache_control" not in json.dumps(reply.params_sent)


def test_a_candidate_without_a_system_message_is_never_marked():
    assert not marks("anthropic", "anthropic/claude-sonnet-4-5", LONG[1:])
    assert not marks("anthropic", "anthropic/claude-sonnet-4-5", LONG[:1])


CACHED = {
    "openai": {"prompt_tokens": 2000, "completion_tokens": 10, "prompt_tokens_details": {"cached_tokens": 1536}},
    "deepseek": {"prompt_tokens": 2000, "completion_tokens": 10, "prompt_cache_hit_tokens": 1536,
                 "prompt_cache_miss_tokens": 464},
    "anthropic": {"input_tokens": 464, "output_tokens": 10, "cache_read_input_tokens": 1536,
                  "cache_creation_input_tokens": 0},
    "gemini": {"promptTokenCount": 2000, "candidatesTokenCount": 10, "totalTokenCount": 2010,
               "cachedContentTokenCount": 1536},
}  # fmt: skip


@pytest.mark.parametrize("provider", CACHED)
def test_cached_tokens_are_read_in_every_providers_words(provider):
    reply, _ = asked(LONG, provider, usage=CACHED[provider])

    assert (reply.prompt_tokens, reply.completion_tokens, reply.cached_tokens) == (2000, 10, 1536)


def test_tokens_written_to_anthropics_cache_are_counted_and_priced_as_such():
    usage = {"input_tokens": 464, "output_tokens": 0, "cache_creation_input_tokens": 1536}
    with LoopbackServer(Canned.ok(VERDICT, usage=usage)) as server:
        spec = replace(spec_for(server, "anthropic"), model="anthropic/claude-sonnet-4-5")
        reply = ask(spec, LONG)

    assert (reply.prompt_tokens, reply.cache_written_tokens) == (2000, 1536)
    assert reply.cost_usd == pytest.approx((464 * 3.0 + 1536 * 3.75) / 1e6)


def test_hidden_thinking_that_is_counted_apart_belongs_to_the_completion():
    """As xAI does; everybody else counts it in."""
    usage = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 150,
             "completion_tokens_details": {"reasoning_tokens": 40}}  # fmt: skip
    apart, _ = asked(SHORT, "openai", usage=usage)
    within, _ = asked(SHORT, "openai", usage={**usage, "total_tokens": 110})

    assert (apart.completion_tokens, within.completion_tokens) == (50, 10)
