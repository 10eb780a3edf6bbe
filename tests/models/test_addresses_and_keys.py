"""What is announced is what is contacted, and a key goes only where it belongs."""

import pytest
from transport_cases import KEY, VERDICT, ask, outcome, spec_for

from judge.errors import SettingsError
from judge.models import ModelSpec, endpoint_host, missing_key
from judge.models.endpoints import api_key, provider_of, resolved_base
from judge.models.providers import PROVIDERS
from judge.testing import Canned, LoopbackServer


@pytest.mark.parametrize(
    ("spec", "environment", "host"),
    [
        (ModelSpec("openai/gpt-5"), {}, "api.openai.com"),
        (ModelSpec("gpt-4o"), {}, "api.openai.com"),
        (ModelSpec("claude-sonnet-4-5"), {}, "api.anthropic.com"),
        (ModelSpec("openai/m", "http://127.0.0.1:8000/v1"), {}, "127.0.0.1"),
        (ModelSpec("openai/m", "http://[::1]:8000/v1"), {}, "::1"),
        (ModelSpec("openai/m"), {"OPENAI_BASE_URL": "http://one.example/v1"}, "one.example"),
        (ModelSpec("openai/m"), {"OPENAI_API_BASE": "http://two.example/v1"}, "two.example"),
        (ModelSpec("openai/m", "http://mine.example/v1"), {"OPENAI_BASE_URL": "http://one.example/v1"}, "mine.example"),
        (ModelSpec("anthropic/m"), {"ANTHROPIC_BASE_URL": "https://gate.example"}, "gate.example"),
        (ModelSpec("hosted_vllm/m"), {"HOSTED_VLLM_API_BASE": "http://gpu.example/v1"}, "gpu.example"),
        (ModelSpec("ollama/m"), {}, "localhost"),
        (ModelSpec("ollama_chat/m"), {"OLLAMA_API_BASE": "http://10.0.0.5:11434"}, "10.0.0.5"),
        (ModelSpec("gemini/m"), {}, "generativelanguage.googleapis.com"),
        (ModelSpec("gemini/m"), {"GEMINI_API_BASE": "https://gate.example"}, "gate.example"),
        (ModelSpec("dashscope/qwen-max"), {}, "dashscope.aliyuncs.com"),
        (ModelSpec("bedrock/m"), {}, None),
    ],
)
def test_the_host_is_known_before_anything_is_sent(spec, environment, host, monkeypatch):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert endpoint_host(spec) == host


@pytest.mark.parametrize("provider", sorted(PROVIDERS))
def test_litellm_contacts_the_address_it_is_given_once_and_no_other(provider, monkeypatch):
    """The wire refuses any other host, so a call that goes through went where it was announced."""
    monkeypatch.setenv("JUDGE_TEST_KEY", KEY)
    with LoopbackServer(Canned.ok(VERDICT)) as server:
        spec = spec_for(server, provider, api_key_env="JUDGE_TEST_KEY")

        reply = ask(spec)

    assert endpoint_host(spec) == "127.0.0.1"
    assert reply.content == VERDICT
    assert server.paths.total() == server.requests == 1


@pytest.mark.parametrize("provider", [p for p, known in PROVIDERS.items() if known.bases])
def test_an_address_in_the_environment_is_the_one_that_is_contacted(provider, monkeypatch):
    monkeypatch.setenv("JUDGE_TEST_KEY", KEY)
    with LoopbackServer(Canned.ok(VERDICT)) as server:
        base = spec_for(server, provider).api_base
        monkeypatch.setenv(PROVIDERS[provider].bases[0], base)

        reply = ask(ModelSpec(f"{provider}/tiny", api_key_env="JUDGE_TEST_KEY", timeout=10))

    assert reply.content == VERDICT
    assert server.requests == 1


def test_a_host_that_was_not_announced_is_not_contacted(monkeypatch):
    """Should LiteLLM ever send elsewhere, the request stops at our wire."""
    with LoopbackServer(Canned.ok(VERDICT)) as server:
        spec = spec_for(server, "openai")
        monkeypatch.setattr("judge.models.litellm.endpoint_host", lambda _: "announced.example")

        error = outcome(spec)

    assert (error.state, error.reason, error.endpoint_wide) == ("failed_config", "foreign_host", True)
    assert "announced.example" in error.message
    assert server.requests == error.http_attempts == 0


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        (ModelSpec("my-model"), "no provider"),
        (ModelSpec("hosted_vllm/m"), "no address"),
        (ModelSpec("azure/m"), "no address"),
        (ModelSpec("openai/m", "localhost:8000/v1"), "not an address"),
    ],
)
def test_a_name_or_address_that_leads_nowhere_is_found_before_the_first_call(spec, says):
    with pytest.raises(SettingsError, match=says) as raised:
        endpoint_host(spec)

    assert raised.value.hint


@pytest.mark.parametrize(
    ("spec", "environment", "missing"),
    [
        (ModelSpec("openai/gpt-5"), {}, "OPENAI_API_KEY"),
        (ModelSpec("openai/gpt-5"), {"OPENAI_API_KEY": KEY}, None),
        (ModelSpec("openai/gpt-5"), {"OPENAI_API_KEY": ""}, "OPENAI_API_KEY"),
        (ModelSpec("openai/m", "http://127.0.0.1:8000/v1"), {}, None),
        (ModelSpec("openai/m", "https://eu.api.openai.com/v1"), {}, "OPENAI_API_KEY"),
        (ModelSpec("openai/m", "http://127.0.0.1:8000/v1", api_key_env="MINE_KEY"), {}, "MINE_KEY"),
        (ModelSpec("moonshot/k", "https://api.moonshot.cn/v1"), {}, "MOONSHOT_API_KEY"),
        (ModelSpec("gemini/m"), {"GOOGLE_API_KEY": KEY}, None),
        (ModelSpec("hosted_vllm/m", "http://gpu.example/v1"), {}, None),
        (ModelSpec("ollama/m"), {}, None),
        (ModelSpec("cohere/command-r"), {}, "COHERE_API_KEY"),
    ],
)
def test_a_missing_key_is_named(spec, environment, missing, monkeypatch):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert missing_key(spec) == missing


@pytest.mark.parametrize("route", [p for p, known in PROVIDERS.items() if known.keys and known.base])
def test_a_providers_key_never_goes_to_a_foreign_address(route, monkeypatch):
    for name in PROVIDERS[route].keys:
        monkeypatch.setenv(name, KEY)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with LoopbackServer(Canned.ok(VERDICT)) as server:
        ask(spec_for(server, route))

    assert KEY not in str(server.received[0])


@pytest.mark.parametrize("route", ["hosted_vllm", "ollama_chat", "llamafile", "lm_studio"])
def test_openais_key_never_goes_to_a_server_of_ones_own(route, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    with LoopbackServer(Canned.ok(VERDICT)) as server:
        ask(spec_for(server, route))

    assert KEY not in str(server.received[0])


def test_a_key_that_is_named_for_an_address_goes_there(monkeypatch):
    monkeypatch.setenv("MINE_KEY", KEY)
    with LoopbackServer(Canned.ok(VERDICT)) as server:
        ask(spec_for(server, "openai", api_key_env="MINE_KEY"))

    assert server.received[0].headers["authorization"] == f"Bearer {KEY}"


def test_an_address_from_the_environment_gets_the_key_that_stands_beside_it(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with LoopbackServer(Canned.ok(VERDICT)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        ask(ModelSpec("openai/tiny"))

    assert server.received[0].headers["authorization"] == f"Bearer {KEY}"


def test_a_named_key_that_is_not_there_ends_the_judge_before_anything_is_sent():
    with LoopbackServer(Canned.ok(VERDICT)) as server:
        error = outcome(spec_for(server, "openai", api_key_env="MINE_KEY"))

    assert (error.state, error.reason, error.endpoint_wide) == ("failed_config", "auth", True)
    assert "MINE_KEY" in error.message
    assert server.requests == 0


def test_the_providers_own_address_gets_no_placeholder(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)

    assert api_key(ModelSpec("openai/gpt-5")) is None
    assert resolved_base(ModelSpec("openai/gpt-5")) == "https://api.openai.com/v1"
    assert provider_of(ModelSpec("ollama/m")) == "ollama_chat"


@pytest.mark.parametrize(
    "name", ["api_key", "extra_headers", "api_base", "num_retries", "fallbacks", "mock_response", "stream", "model"]
)
def test_what_is_not_the_users_to_set_is_refused_with_a_reason(name):
    with pytest.raises(SettingsError, match=name) as raised:
        ModelSpec("openai/m", params={name: "x"})

    assert raised.value.hint


@pytest.mark.parametrize("wrong", [{"timeout": 0}, {"price": (-1.0, 1.0)}])
def test_numbers_that_make_no_sense_are_refused(wrong):
    with pytest.raises(SettingsError):
        ModelSpec("openai/m", **wrong)


def test_litellm_is_handed_a_parameter_it_will_not_pass_on():
    """Refused by LiteLLM itself: still a refusal that names the parameter, and nothing was sent."""
    with LoopbackServer(Canned.ok(VERDICT)) as server:
        error = outcome(spec_for(server, "anthropic", params={"seed": 1}))

    assert (error.reason, error.endpoint_wide) == ("unsupported_parameter", True)
    assert "'seed'" in error.message
    assert server.requests == error.http_attempts == 0


def test_a_provider_nobody_knows_ends_the_judge():
    with LoopbackServer(Canned.ok(VERDICT)) as server:
        error = outcome(ModelSpec("nobody/m", server.url))

    assert (error.state, error.reason, error.endpoint_wide) == ("failed_config", "unknown_provider", True)
