"""Prices are known before the first call, from the list that comes with LiteLLM, or they are unknown."""

import subprocess
import sys

import pytest

from judge.models import ModelSpec, known_price
from judge.models.prices import listed_provider


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
