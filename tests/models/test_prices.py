"""Prices are known before the first call, from the list that comes with LiteLLM, or they are unknown."""

import subprocess
import sys

import pytest

from judge.call import Reply
from judge.models import ModelSpec, known_price
from judge.models.price_list import listed_provider
from judge.models.prices import cost_of, rates


@pytest.mark.parametrize(
    ("spec", "price"),
    [
        (ModelSpec("openai/gpt-4o-mini"), (0.15, 0.60)),
        (ModelSpec("gpt-4o-mini"), (0.15, 0.60)),
        (ModelSpec("anthropic/claude-sonnet-4-5"), (3.0, 15.0)),
        (ModelSpec("openai/gpt-4o-mini", price=(1.0, 2.0)), (1.0, 2.0)),
        (ModelSpec("openai/my-own", price=(0.0, 0.0)), (0.0, 0.0)),
        (ModelSpec("ollama/qwen3"), (0.0, 0.0)),
        (ModelSpec("ollama_chat/anything"), (0.0, 0.0)),
        (ModelSpec("hosted_vllm/qwen3", "http://gpu.example/v1"), None),
        (ModelSpec("openai/my-own"), None),
        (ModelSpec("groq/gpt-4o-mini"), None),
        (ModelSpec("nobody/nothing"), None),
        (ModelSpec("dashscope/qwen-flash"), (0.05, 0.40)),
        (ModelSpec("perplexity/sonar"), None),
        (ModelSpec("openai/gpt-4o-search-preview"), None),
    ],
)
def test_a_price_is_known_free_or_unknown_and_these_are_three_things(spec, price):
    assert known_price(spec) == (price if price is None else pytest.approx(price))


@pytest.mark.parametrize(
    "model", ["openai/gpt-4o", "deepseek/deepseek-chat", "dashscope/qwen-max", "gemini/gemini-2.5-flash"]
)
def test_the_list_says_what_litellm_itself_says(model):
    """The file is LiteLLM's own, found without importing it; should it move, this fails."""
    from litellm import get_model_info  # noqa: PLC0415 - only here

    info = get_model_info(model)

    assert known_price(ModelSpec(model)) == pytest.approx(
        (info["input_cost_per_token"] * 1e6, info["output_cost_per_token"] * 1e6)
    )


@pytest.mark.parametrize(
    ("model", "provider"), [("gpt-5", "openai"), ("claude-sonnet-4-5", "anthropic"), ("nothing", None)]
)
def test_a_bare_name_leads_to_the_provider_that_lists_it(model, provider):
    assert listed_provider(model) == provider


def test_prices_hosts_and_keys_are_found_without_importing_litellm():
    code = (
        "import sys; from judge.models import ModelSpec, endpoint_host, known_price, missing_key;"
        "spec = ModelSpec('gpt-4o-mini'); known_price(spec), endpoint_host(spec), missing_key(spec);"
        "print({'litellm', 'httpx', 'aiohttp', 'openai'} & set(sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


REPLIES = [
    Reply("x", prompt_tokens=1000, completion_tokens=200),
    Reply("x", prompt_tokens=3000, completion_tokens=200, cached_tokens=2000),
    Reply("x", prompt_tokens=3000, completion_tokens=900, cached_tokens=0, reasoning_tokens=700),
    Reply("x", prompt_tokens=3000, completion_tokens=200, cached_tokens=1000, cache_written_tokens=1500),
    Reply("x", prompt_tokens=300_000, completion_tokens=100, cached_tokens=100_000),
]
"""Plain, from the cache, with hidden thinking, into the cache, and longer than where prices rise."""
PRICED = [
    "openai/gpt-4o-mini", "openai/gpt-5", "openai/gpt-5.4", "deepseek/deepseek-chat", "dashscope/qwen-plus",
    "dashscope/qwen-flash", "anthropic/claude-sonnet-4-5", "gemini/gemini-2.5-pro", "gemini/gemini-2.5-flash",
    "groq/openai/gpt-oss-120b", "mistral/mistral-large-latest", "moonshot/kimi-k2.5",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _own_list(monkeypatch):
    """LiteLLM would else ask the network for a newer list."""
    monkeypatch.setenv("LITELLM_LOCAL_MODEL_COST_MAP", "True")


def litellms_own_sum(model, reply):
    """What LiteLLM would call the call's cost."""
    from litellm.litellm_core_utils.llm_cost_calc.utils import generic_cost_per_token  # noqa: PLC0415 - only here
    from litellm.types.utils import CompletionTokensDetailsWrapper, PromptTokensDetailsWrapper, Usage  # noqa: PLC0415

    cached, written = reply.cached_tokens or 0, reply.cache_written_tokens or 0
    usage = Usage(
        prompt_tokens=reply.prompt_tokens,
        completion_tokens=reply.completion_tokens,
        total_tokens=reply.prompt_tokens + reply.completion_tokens,
        prompt_tokens_details=PromptTokensDetailsWrapper(cached_tokens=cached, cache_creation_tokens=written),
        completion_tokens_details=CompletionTokensDetailsWrapper(reasoning_tokens=reply.reasoning_tokens or 0),
    )
    provider, _, name = model.partition("/")
    return sum(generic_cost_per_token(model=name, usage=usage, custom_llm_provider=provider))


@pytest.mark.parametrize("model", PRICED)
def test_a_call_costs_what_litellm_would_say_whatever_the_route(model):
    """Our own sum is used on every route, so it must be theirs to the last digit."""
    assert known_price(ModelSpec(model)) is not None
    for reply in REPLIES:
        assert cost_of(ModelSpec(model), reply) == pytest.approx(litellms_own_sum(model, reply)), reply


@pytest.mark.parametrize(
    "reply", [Reply("x"), Reply("x", prompt_tokens=10), Reply("x", completion_tokens=10)], ids=["none", "half", "half"]
)
def test_tokens_nobody_counted_cost_nobody_knows_what(reply):
    assert cost_of(ModelSpec("openai/gpt-4o-mini"), reply) is None


def test_a_model_without_a_price_costs_nobody_knows_what_and_a_free_one_nothing():
    assert cost_of(ModelSpec("openai/my-own"), REPLIES[0]) is None
    assert cost_of(ModelSpec("ollama/qwen3"), REPLIES[0]) == 0.0


def test_the_settings_price_counts_before_the_list_and_may_name_one_for_cached_tokens():
    with_cache = ModelSpec("openai/gpt-4o-mini", price=(10.0, 100.0), cached_price=1.0)
    without = ModelSpec("openai/gpt-4o-mini", price=(10.0, 100.0))

    assert cost_of(with_cache, REPLIES[1]) == pytest.approx((1000 * 10 + 2000 * 1 + 200 * 100) / 1e6)
    assert cost_of(without, REPLIES[1]) == pytest.approx((3000 * 10 + 200 * 100) / 1e6)


@pytest.mark.parametrize(
    "spec",
    [
        ModelSpec("openai/gpt-4o-mini"),
        ModelSpec("openai/my-own", price=(3.0, 5.0)),
        ModelSpec("deepseek/deepseek-chat"),
        ModelSpec("anthropic/claude-sonnet-4-5"),
    ],
    ids=lambda spec: spec.model,
)
def test_a_batch_costs_half(spec):
    """As the list has it, and where it has nothing."""
    assert cost_of(spec, REPLIES[0], batch=True) == pytest.approx(cost_of(spec, REPLIES[0]) / 2)


def test_a_service_tier_has_its_own_price():
    plain, flex = ModelSpec("openai/gpt-5"), ModelSpec("openai/gpt-5", params={"service_tier": "flex"})

    assert rates(flex).prompt < rates(plain).prompt


def test_more_cached_tokens_than_tokens_are_no_refund():
    """Providers have miscounted before."""
    odd = Reply("x", prompt_tokens=10, completion_tokens=0, cached_tokens=99, cache_written_tokens=99)

    assert cost_of(ModelSpec("openai/my-own", price=(1.0, 1.0), cached_price=0.0), odd) == 0.0
