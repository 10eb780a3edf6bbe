"""A reply holds what was sent, and nothing that was filled in on the way."""

import asyncio
import json

import pytest
from transport_cases import PROMPT, TOKEN, VERDICT, ask, spec_for

from judge.call import Message
from judge.models import ModelSpec
from judge.models.litellm import LiteLLMModel
from judge.testing import Canned, LoopbackServer

SCHEMA = {
    "type": "object",
    "properties": {"token": {"type": "string"}},
    "required": ["token"],
    "additionalProperties": False,
}
USAGE = {
    "prompt_tokens": 1000,
    "completion_tokens": 200,
    "total_tokens": 1200,
    "prompt_tokens_details": {"cached_tokens": 400},
    "completion_tokens_details": {"reasoning_tokens": 120},
}


def reply_of(canned, route="openai", *, schema=None, repeat=0, **more):
    with LoopbackServer(canned) as server:
        reply = ask(spec_for(server, route, **more), schema=schema, repeat=repeat)
        return reply, server


def test_every_field_of_an_openai_reply_arrives():
    canned = Canned.ok(VERDICT, reasoning="It is kind.", usage=USAGE, model="tiny-2025-01-01")

    reply, _ = reply_of(canned)

    assert reply.content == VERDICT
    assert (reply.finish_reason, reply.refusal, reply.shape) == ("stop", None, None)
    assert reply.hidden_reasoning == "It is kind."
    assert reply.model_returned == "tiny-2025-01-01"
    assert (reply.prompt_tokens, reply.completion_tokens) == (1000, 200)
    assert (reply.cached_tokens, reply.reasoning_tokens) == (400, 120)
    assert reply.http_attempts == 1


@pytest.mark.parametrize("route", ["openai", "hosted_vllm", "anthropic", "gemini", "ollama_chat"])
def test_hidden_thinking_is_kept_apart_on_every_route(route):
    reply, _ = reply_of(Canned.ok(VERDICT, reasoning="It is kind."), route)

    assert reply.content == VERDICT
    assert reply.hidden_reasoning == "It is kind."


@pytest.mark.parametrize("route", ["openai", "hosted_vllm", "ollama_chat"])
def test_what_was_not_sent_is_not_there(route):
    """LiteLLM would fill in ``stop`` and an estimate of the tokens."""
    reply, _ = reply_of(Canned.ok(VERDICT, finish_reason=None, usage={}), route)

    assert reply.finish_reason is None
    assert (reply.prompt_tokens, reply.completion_tokens) == (None, None)
    assert reply.cost_usd is None


@pytest.mark.parametrize("route", ["openai", "hosted_vllm", "ollama_chat"])
def test_thinking_inside_the_text_stays_where_the_model_put_it(route):
    """The strict reader decides about it; LiteLLM would have cut it out."""
    said = f"<think>It is.</think>\n{VERDICT}"

    reply, _ = reply_of(Canned.ok(said), route)

    assert reply.content == said


def test_a_refusal_in_its_own_field_is_found():
    reply, _ = reply_of(Canned.refused("I can't help with that."))

    assert (reply.content, reply.refusal) == (None, "I can't help with that.")


def message(**fields):
    return {"role": "assistant", **fields}


def choice(text):
    return {"index": 0, "finish_reason": "stop", "message": message(content=text)}


THOUGHTLESS = {"chat_template_kwargs": {"enable_thinking": False}}
TOOL = {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
AUDIO = {"id": "a", "data": "", "transcript": "", "expires_at": 1}


@pytest.mark.parametrize(
    ("canned", "shape"),
    [
        (Canned(choices=[]), "no_choices"),
        (Canned(choices=[choice("a"), choice("b")]), "two_choices"),
        (Canned.ok("x", role="user"), "wrong_role"),
        (Canned(message=message(content=[{"type": "text", "text": "x"}])), "content_parts"),
        (Canned(message=message(content=None, audio=AUDIO)), "audio"),
        (Canned(tool_calls=[TOOL]), "tool_call"),
    ],
)  # fmt: skip
def test_an_envelope_that_is_not_one_text_message_has_its_shape_named(canned, shape):
    reply, _ = reply_of(canned)

    assert reply.shape == shape


@pytest.mark.parametrize(
    ("route", "params", "sent"),
    [
        ("openai", {}, {}),
        ("openai", {"temperature": 0, "max_tokens": 50, "seed": 7}, {"temperature": 0, "max_tokens": 50, "seed": 9}),
        ("hosted_vllm", {"top_k": 3, **THOUGHTLESS}, {"top_k": 3, **THOUGHTLESS}),
        ("anthropic", {}, {"max_tokens": 4096}),
        ("anthropic", {"max_tokens": 99, "temperature": 0.5}, {"max_tokens": 99, "temperature": 0.5}),
        ("ollama_chat", {}, {"options": {"num_ctx": 8192}}),
        ("ollama_chat", {"num_ctx": 512, "temperature": 0}, {"options": {"num_ctx": 512, "temperature": 0}}),
        ("ollama", {"seed": 1}, {"options": {"num_ctx": 8192, "seed": 3}}),
    ],
)  # fmt: skip
def test_params_sent_is_what_the_server_saw_and_only_what_was_set_or_needed(route, params, sent):
    reply, server = reply_of(Canned.ok(VERDICT), route, params=params, repeat=2)

    ignored = {"model", "messages", "system", "stream"}
    assert {k: v for k, v in server.seen[0].items() if k not in ignored} == sent
    assert reply.params_sent == sent
    assert reply.structured_requested is False


def test_ollama_is_asked_by_its_chat_route_with_room_for_the_prompt():
    """A window that is too small cuts the prompt without a word."""
    long = (PROMPT[0], Message("user", "这个回答善意吗？" * 4000))
    with LoopbackServer(Canned.ok(VERDICT)) as server:
        model = LiteLLMModel(spec_for(server, "ollama"))

        assert model._parameters(long)["num_ctx"] == 32_768
        assert model._model() == "ollama_chat/tiny"
        assert (model.name, model.provider) == ("ollama/tiny", "ollama_chat")


@pytest.mark.parametrize(
    ("model", "structured", "sent"),
    [
        ("openai/gpt-4o-mini", "auto", True),
        ("openai/gpt-4o-mini", "never", False),
        ("openai/some-local-model", "auto", False),
        ("openai/some-local-model", "always", True),
    ],
)
def test_a_schema_is_sent_where_the_model_is_known_to_take_one_or_as_told(model, structured, sent):
    reply, server = reply_of(Canned.ok(VERDICT), schema=SCHEMA, model=model, structured=structured)

    form = server.seen[0].get("response_format")
    assert (form is not None) == reply.structured_requested == sent
    assert reply.params_sent == ({"response_format": form} if sent else {})
    if sent:
        assert form["json_schema"]["schema"] == SCHEMA


def test_a_schema_sent_on_hearsay_and_refused_is_left_out_from_then_on():
    """Nobody set it, so it must not end the judge; both requests are counted."""
    refusal = Canned.failure(400, "This response_format type is unavailable now", type="invalid_request_error")
    with LoopbackServer([refusal, Canned.ok(VERDICT)]) as server:
        reply = ask(spec_for(server, "openai", model="openai/gpt-4o-mini"), schema=SCHEMA)

    assert ["response_format" in body for body in server.seen] == [True, False]
    assert (reply.content, reply.structured_requested, reply.http_attempts) == (VERDICT, False, 2)


def test_a_price_of_ones_own_is_used_before_the_list():
    reply, _ = reply_of(Canned.ok(VERDICT, usage=USAGE), model="openai/gpt-4o-mini", price=(2.0, 10.0))

    assert reply.cost_usd == pytest.approx((1000 * 2.0 + 200 * 10.0) / 1e6)


def test_a_listed_price_counts_cached_tokens_at_their_own_rate():
    """gpt-4o-mini: 0.15, cached 0.075, completion 0.60 USD per million tokens."""
    reply, _ = reply_of(Canned.ok(VERDICT, usage=USAGE), model="openai/gpt-4o-mini")

    assert reply.cost_usd == pytest.approx((600 * 0.15 + 400 * 0.075 + 200 * 0.60) / 1e6)


@pytest.mark.parametrize(
    ("route", "cost"), [("openai", None), ("hosted_vllm", None), ("anthropic", None), ("ollama_chat", 0.0)]
)
def test_an_unknown_price_is_unknown_and_ones_own_machine_is_free(route, cost):
    reply, _ = reply_of(Canned.ok(VERDICT), route)

    assert reply.cost_usd == cost


def test_the_prompt_arrives_unchanged():
    _, server = reply_of(Canned.ok(VERDICT))

    assert server.seen[0]["messages"] == [{"role": m.role, "content": m.content} for m in PROMPT]


def test_a_model_can_be_asked_by_many_at_once_and_each_gets_its_own_reply():
    """The raw exchange of one call never becomes another's."""

    def echo(body):
        return Canned.ok(body["messages"][0]["content"], usage={"prompt_tokens": int(body["messages"][0]["content"])})

    async def all_of_them(spec):
        model = LiteLLMModel(spec)
        replies = await asyncio.gather(*(model.ask([Message("user", str(n))], schema=None) for n in range(60)))
        await model.aclose()
        return replies

    with LoopbackServer(echo, latency=0.01) as server:
        replies = asyncio.run(all_of_them(spec_for(server, "openai")))

    assert [(r.content, r.prompt_tokens) for r in replies] == [(str(n), n) for n in range(60)]


def test_a_closed_model_can_be_opened_again_in_another_loop():
    with LoopbackServer(Canned.ok(VERDICT)) as server:
        for _ in range(3):
            assert json.loads(ask(spec_for(server, "openai")).content)["token"] == TOKEN
        assert ask(ModelSpec("hosted_vllm/tiny", server.url)).content == VERDICT
