"""By which route a model is reached is known from its settings alone, and said with its reason."""

from pathlib import Path

import pytest

from judge.errors import SettingsError
from judge.models import DirectModel, LiteLLMModel, ModelSpec, route_of
from judge.models.dialects import DIALECTS
from judge.models.opening import bare_model
from judge.models.routing import Why, routed
from judge.views.words import CATALOGUE, say

HERE = "http://127.0.0.1:8000/v1"


@pytest.mark.parametrize(
    ("spec", "route", "why"),
    [
        (ModelSpec("openai/gpt-4o"), "direct", "same"),
        (ModelSpec("gpt-4o"), "direct", "same"),
        (ModelSpec("openai/my-model", HERE), "direct", "same"),
        (ModelSpec("openai/my-model", HERE + "/"), "direct", "same"),
        (ModelSpec("hosted_vllm/Qwen/Qwen3-8B", HERE, params={"top_k": 3, "seed": 1}), "direct", "same"),
        (ModelSpec("deepseek/deepseek-chat", params={"temperature": 0}), "direct", "same"),
        (ModelSpec("dashscope/qwen-max", structured="always"), "direct", "same"),
        (ModelSpec("openai/gpt-5", params={"reasoning_effort": "low", "max_tokens": 9}), "direct", "same"),
        (ModelSpec("groq/openai/gpt-oss-20b", structured="always"), "direct", "same"),
        (ModelSpec("openai/gpt-4o", route="litellm"), "litellm", "ordered"),
        (ModelSpec("openai/gpt-4o", params={"user": "u"}, route="direct"), "direct", "ordered"),
        (ModelSpec("anthropic/claude-sonnet-4-5"), "litellm", "protocol"),
        (ModelSpec("gemini/gemini-2.5-pro"), "litellm", "protocol"),
        (ModelSpec("ollama/llama3"), "litellm", "protocol"),
        (ModelSpec("azure/mine", "https://mine.openai.azure.com"), "litellm", "protocol"),
        (ModelSpec("openrouter/openai/gpt-4o"), "litellm", "protocol"),
        (ModelSpec("openai/o3"), "litellm", "model"),
        (ModelSpec("openai/ft:o4-mini-2025-04-16:org::1"), "litellm", "model"),
        (ModelSpec("openai/gpt-5-pro"), "litellm", "model"),
        (ModelSpec("openai/responses/gpt-4o"), "litellm", "model"),
        (ModelSpec("deepseek-chat"), "litellm", "model"),
        (ModelSpec("fireworks_ai/kimi-k2p5"), "litellm", "model"),
        (ModelSpec("openai/gpt-5", params={"temperature": 0}), "litellm", "parameter"),
        (ModelSpec("openai/gpt-5", params={"reasoning_effort": "minimal"}), "litellm", "parameter"),
        (ModelSpec("openai/gpt-4o", params={"user": "u"}), "litellm", "parameter"),
        (ModelSpec("openai/gpt-4o", params={"seed": None}), "litellm", "parameter"),
        (ModelSpec("openai/gpt-4o", params={"extra_body": "x"}), "litellm", "parameter"),
        (ModelSpec("zai/glm-4.6", params={"seed": 1}), "litellm", "parameter"),
        (ModelSpec("groq/llama-guard-3-8b", structured="always"), "litellm", "schema"),
        (ModelSpec("openai/gpt-4", structured="always"), "litellm", "schema"),
        (ModelSpec("openai/claude-sonnet-4-5", HERE), "litellm", "guess"),
        (ModelSpec("openai/claude-sonnet-4-5", HERE, structured="never"), "direct", "same"),
        (ModelSpec("openai/m", "http://127.0.0.1:8000/v1?version=2"), "litellm", "address"),
        (ModelSpec("openai/m", "http://me:secret@127.0.0.1:8000/v1"), "litellm", "address"),
        (ModelSpec("openai/m", HERE + "/chat/completions"), "litellm", "address"),
        (ModelSpec("mistral/m", "http://127.0.0.1:8000"), "litellm", "address"),
    ],
)
def test_the_direct_route_is_taken_only_where_it_sends_what_litellm_would(spec, route, why):
    way = route_of(spec)

    assert (way.route, way.why) == (route, why)
    assert type(bare_model(spec)) is (DirectModel if route == "direct" else LiteLLMModel)


@pytest.mark.parametrize("name", ["SSL_VERIFY", "SSL_SECURITY_LEVEL", "OPENAI_CUSTOM_HEADERS"])
def test_what_only_litellm_reads_in_the_environment_leads_to_it(name, monkeypatch):
    monkeypatch.setenv(name, "1")

    way = route_of(ModelSpec("openai/gpt-4o"))

    assert (way.route, way.why, way.about) == ("litellm", "switch", name)


def test_a_provider_that_does_not_speak_the_protocol_cannot_be_reached_directly():
    with pytest.raises(SettingsError, match="anthropic") as raised:
        route_of(ModelSpec("anthropic/claude-sonnet-4-5", route="direct"))

    assert "openai/MODEL" in raised.value.hint


def test_a_judges_own_route_is_taken_before_the_runs():
    spec, own = ModelSpec("openai/gpt-4o"), ModelSpec("openai/gpt-4o", route="direct")

    assert routed(spec, "litellm").route == "litellm"
    assert routed(own, "litellm").route == "direct"


@pytest.mark.parametrize("ui", ["en", "zh"])
def test_every_reason_has_its_words(ui):
    for why in Why.__args__:
        assert f"route.why.{why}" in CATALOGUE
        assert say(f"route.why.{why}", ui, about="temperature")


def test_the_documentation_names_every_provider_that_is_reached_directly():
    text = (Path(__file__).parents[2] / "docs" / "routes.md").read_text(encoding="utf-8")

    assert [provider for provider in DIALECTS if f"`{provider}`" not in text] == []
