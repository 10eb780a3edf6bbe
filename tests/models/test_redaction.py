"""No key survives into any text that is kept or shown."""

import json

import pytest
from transport_cases import CELLS, KEY, outcome, spec_for, warm

from judge.models.redaction import MAX_CHARS, redact, secrets_in
from judge.testing import Canned, LoopbackServer

PLANTED = {
    "OPENAI_API_KEY": "sk-proj-AbCdEf1234567890",
    "ANTHROPIC_API_KEY": "sk-ant-api03-zzzzYYYY1111",
    "HF_TOKEN": "hf_abcdefghijklmnop",
    "MY_GATEWAY_SECRET": "correct horse battery",
    "ZHIPU_KEY": "0123456789abcdef.GHIJKLMN",
    "DB_PASSWORD": "hunter2hunter2",
}


@pytest.mark.parametrize("value", PLANTED.values())
@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "Incorrect API key provided: {}.",
        '{{"api_key": "{}"}}',
        "Authorization: Bearer {}",
        "http://x/?key={}&a=1",
        "x{}x",
    ],
)
def test_what_the_environment_holds_is_never_shown(value, around, monkeypatch):
    for name, secret in PLANTED.items():
        monkeypatch.setenv(name, secret)

    assert value not in redact(around.format(value))


@pytest.mark.parametrize(
    "leaked",
    [
        "sk-abc123DEF456ghi789",
        "sk-ant-oat01-abcdefghij",
        "AIzaSyA1234567890abcdefghijk",
        "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
        "gsk_1234567890abcdef",
        "AKIAIOSFODNN7EXAMPLE",
        "api_key=abcdef123456",
        "'x-api-key': 'deadbeefdeadbeef'",
        "Authorization: Basic dXNlcjpwYXNz",
        "sk-ab12****************cd34",
    ],
)
def test_what_looks_like_a_key_is_hidden_even_when_nobody_knows_it(leaked):
    shown = redact(f"the server says {leaked} is wrong", secrets=())

    assert leaked.split()[-1].strip("'") not in shown
    assert "[redacted]" in shown
    assert shown.startswith("the server says")


@pytest.mark.parametrize(
    "harmless", ["task-based asking of max_tokens", "the risk-assessment token: see 3.2", "输入过长"]
)
def test_ordinary_words_stay(harmless):
    assert redact(harmless, secrets=()) == harmless


def test_short_values_are_settings_not_secrets():
    """Hiding ``true`` or ``1`` would hide half of every message."""
    environment = {
        "SORT_KEY": "id",
        "A_TOKEN": "long-enough",
        "PATH": "/usr/bin/somewhere",
        "B_TOKEN": "long-enough-too",
    }

    assert secrets_in(environment) == ["long-enough-too", "long-enough"]


def test_messages_are_short_and_on_one_line_and_no_half_of_a_key_is_left():
    text = "line one\nline two " + "x" * (MAX_CHARS - 30) + " " + KEY

    shown = redact(text, secrets=[KEY])

    assert len(shown) <= MAX_CHARS
    assert "\n" not in shown
    assert KEY[:8] not in shown


def echoing(body, received):
    """A server that repeats everything it knows in its error."""
    return json.dumps(
        {"error": {"message": f"bad request, headers {received[-1].headers}, key {KEY}, body {body}"}}
    ).encode()


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 429, 500, 503])
@pytest.mark.parametrize("route", ["openai", "hosted_vllm", "anthropic", "gemini", "ollama_chat", "azure"])
def test_a_server_that_echoes_the_whole_request_leaks_no_key(route, status, monkeypatch):
    monkeypatch.setenv("JUDGE_TEST_KEY", KEY)
    warm(route)

    def reply(body):
        return Canned(status=status, body=echoing(body, server.received))

    with LoopbackServer(reply) as server:
        error = outcome(spec_for(server, route, api_key_env="JUDGE_TEST_KEY"))

    assert KEY in str(server.received[0]), "the key was really sent"
    shown = f"{error} {error.message} {error.hint} {error.args} {error.__cause__!r} {vars(error)}"
    assert KEY not in shown
    assert error.__cause__ is None
    assert error.__suppress_context__


def test_a_validators_echo_of_the_prompt_is_cut_off():
    """Whoever wrote the text under assessment must not be quoted in a log."""
    detail = [{"type": "extra_forbidden", "loc": ["body", "foo"], "msg": "Extra inputs", "input": "I feel so low"}]
    with LoopbackServer(Canned(status=422, body=json.dumps({"detail": detail}).encode())) as server:
        error = outcome(spec_for(server, "openai", params={"foo": 1}))

    assert (error.reason, error.endpoint_wide) == ("unsupported_parameter", True)
    assert "'foo'" in error.message
    assert "I feel so low" not in error.message


def test_every_fault_was_met_with_the_key_in_the_environment():
    """The table of faults looks for the key in each of its messages; this counts that it has any."""
    assert sum(1 for fault, _ in CELLS if fault.reason) > 100
