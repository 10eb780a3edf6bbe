"""Both routes send the same and read the same, wherever `auto` takes the direct one.

Compared are method, path, the JSON object in the body, and the headers that matter to a provider; the order of keys and
how characters are escaped are free, and so are headers that name the client. Of a reply everything is compared.
"""

import json

import pytest
from transport_cases import KEY, KEY_NAME, PROMPT, RUBRIC, VERDICT, spec_for
from two_routes import ANSWER, assert_alike, by_both

from judge.call import Message
from judge.models import ModelSpec, route_of
from judge.models.abilities import takes_schema
from judge.models.dialects import DIALECTS
from judge.models.litellm import _litellm
from judge.models.providers import PROVIDERS
from judge.prompting import reply_schema
from judge.testing import LoopbackServer

SCHEMA = reply_schema(RUBRIC.dimensions)
CLAIMED = sorted(DIALECTS)
MODELS = {"fireworks_ai": "accounts/fireworks/models/tiny", "groq": "openai/gpt-oss-20b"}
"""Names a provider's dialect holds for, where ``tiny`` is none."""
VALUES = {
    "temperature": 0, "top_p": 0.9, "stop": ["END", "完"], "seed": 7, "max_tokens": 50, "max_completion_tokens": 60,
    "presence_penalty": 0.1, "frequency_penalty": -0.2, "logprobs": True, "top_logprobs": 2,
    "logit_bias": {"50256": -100},
    "top_k": 3, "min_p": 0.05, "repetition_penalty": 1.1, "length_penalty": 1.0, "min_tokens": 1, "ignore_eos": False,
    "chat_template_kwargs": {"enable_thinking": False, "note": "先想"}, "enable_thinking": False,
    "thinking_budget": 128, "include_reasoning": True, "reasoning_effort": "low",
    "extra_body": {"guided_choice": ["是", "否"], "priority": 1},
}  # fmt: skip
"""Each parameter that any dialect carries, with a value one would set."""
WORDS = 'I hear you. 我在听。🙂 \u0000\u2028 "quoted" \\ back/slash\ttab\nline é — ﷽ 👩‍👩‍👧'
PROMPTS = {
    "a system message and a question": PROMPT,
    "a question alone": (Message("user", "这个回答善意吗？"),),
    "a conversation": (
        Message("system", "Be brief."),
        Message("user", WORDS),
        Message("assistant", "好的。"),
        Message("user", "And now?"),
    ),
    "every kind of character": (Message("system", WORDS), Message("user", WORDS * 40)),
}


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv(KEY_NAME, KEY)
    with LoopbackServer(ANSWER) as running:
        yield running


def name_at(provider):
    return f"{provider}/{MODELS.get(provider, 'tiny')}"


@pytest.mark.parametrize("provider", CLAIMED)
def test_any_prompt_goes_out_the_same(provider, server):
    """Messages, characters, path and key; and the reply is read the same, field by field."""
    spec = spec_for(server, provider, model=name_at(provider), api_key_env=KEY_NAME)
    assert route_of(spec).route == "direct"

    for prompt in PROMPTS.values():
        assert_alike(server, spec, prompt=prompt)


@pytest.mark.parametrize("provider", CLAIMED)
def test_every_parameter_that_a_dialect_carries_goes_out_the_same(provider, server):
    """All at once, with either name for the length; with a repeat, which raises the seed."""
    carried = {name: VALUES[name] for name in sorted(DIALECTS[provider][-1].carries)}
    lengths = {"max_tokens", "max_completion_tokens"}
    for other in lengths if lengths <= carried.keys() else {None}:
        params = {name: value for name, value in carried.items() if name != other}
        spec = spec_for(server, provider, model=name_at(provider), api_key_env=KEY_NAME, params=params)
        assert route_of(spec).route == "direct", params

        assert_alike(server, spec, repeat=2)


@pytest.mark.parametrize("provider", CLAIMED)
@pytest.mark.parametrize("structured", ["auto", "always", "never"])
def test_a_replys_schema_goes_out_the_same(provider, structured, server):
    spec = spec_for(
        server,
        provider,
        model=name_at(provider),
        api_key_env=KEY_NAME,
        structured=structured,
        params={"temperature": 0},
    )
    if route_of(spec).route == "litellm":
        assert provider == "moonshot" or (structured == "always" and DIALECTS[provider][-1].schema == "never")
        return

    request, reply = assert_alike(server, spec, schema=SCHEMA)

    assert reply.structured_requested == ("response_format" in json.loads(request.content))


GPT = [
    "gpt-4o",
    "gpt-4o-mini",
    "gpt-4.1",
    "gpt-4",
    "gpt-3.5-turbo",
    "gpt-5",
    "gpt-5-mini",
    "gpt-5.1",
    "gpt-5.4",
    "gpt-5-chat-latest",
    "gpt-6-sol",
]


@pytest.mark.parametrize("model", [*(f"openai/{name}" for name in GPT), "gpt-4o"])
def test_openais_own_models_are_asked_the_same_where_auto_asks_them_directly(model, server):
    """What LiteLLM refuses or changes for a model is left to LiteLLM, and what it renames is renamed."""
    direct = 0
    for name in ("temperature", "top_p", "stop", "seed", "max_tokens", "max_completion_tokens", "reasoning_effort"):
        spec = spec_for(server, "openai", model=model, api_key_env=KEY_NAME, params={name: VALUES[name]})
        if route_of(spec).route == "direct":
            direct += 1
            assert_alike(server, spec, schema=SCHEMA)
    assert direct >= 3


@pytest.mark.parametrize("provider", CLAIMED)
def test_the_same_key_goes_to_the_same_place(provider, server, monkeypatch):
    """None at all, every one the environment may hold, and an address from the environment with a slash at its end."""
    known = PROVIDERS[provider]
    monkeypatch.setenv(known.bases[0], server.url)
    spec = ModelSpec(name_at(provider), timeout=10)
    assert_alike(server, spec)

    for number, name in enumerate((*known.keys, *known.optional)):
        monkeypatch.setenv(name, f"sk-planted-{number}-1234567890")
        assert_alike(server, spec)
    assert_alike(server, ModelSpec(name_at(provider), server.url, timeout=10))
    for name in reversed(known.keys[1:]):
        monkeypatch.delenv(name)
        assert_alike(server, spec)
    slashed = ModelSpec(name_at(provider), server.url + "/", timeout=10)
    if route_of(slashed).route == "direct":
        assert_alike(server, slashed)


def test_an_account_named_in_the_environment_is_named_to_openai(server, monkeypatch):
    monkeypatch.setenv("OPENAI_ORG_ID", "org-1")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-1")

    (_, (first,)), (_, (second,)) = by_both(server, spec_for(server, "openai"))

    for name in ("openai-organization", "openai-project"):
        assert second.headers[name] == first.headers[name]


def test_half_a_character_goes_out_escaped():
    """Where LiteLLM's own client sends, so does ours; where OpenAI's stands between (``openai/``), nothing is sent."""
    prompt = (Message("user", "broken \ud83d"),)
    with LoopbackServer(ANSWER) as server:
        assert_alike(server, spec_for(server, "hosted_vllm"), prompt=prompt)
        (theirs, none), (ours, (request,)) = by_both(server, spec_for(server, "openai"), prompt=prompt)

    assert (theirs.reason, none) == ("not_sent", [])
    assert ours.content == VERDICT
    assert json.loads(request.content)["messages"][0]["content"] == "broken \ud83d"


def test_numbers_beyond_64_bits_go_out_as_they_are(server):
    spec = spec_for(server, "hosted_vllm", params={"top_k": 2**70})

    assert_alike(server, spec)


def test_what_models_are_known_to_take_a_schema_is_known_without_litellm():
    """The price list says it; LiteLLM itself says the same of every name that `auto` does not leave to it."""
    module = _litellm().module
    modes = ("chat", "completion", "responses")
    listed = [n for n, e in list(module.model_cost.items()) if e.get("mode") in modes][::50]
    names = {f"{p}/{n.removeprefix(f'{p}/')}" for n in listed for p in ("openai", "groq")}
    names |= {n for n in listed if n.partition("/")[0] in DIALECTS} | {f"openai/{n}" for n in GPT}
    names |= {f"{p}/{n}" for p in CLAIMED for n in ("tiny", "Qwen/Qwen3-8B", "deepseek-v3.2", "glm-4.6", "my-ft")}

    asked = 0
    for name in sorted(names):
        if route_of(ModelSpec(name, "http://127.0.0.1:1/v1")).route == "direct":
            asked += 1
            assert takes_schema(name) == bool(module.supports_response_schema(name)), name
    assert asked > 60
