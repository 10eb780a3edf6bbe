"""Both routes make the same of whatever comes back with a 200."""

import json
from dataclasses import asdict

import pytest
from transport_cases import spec_for
from two_routes import by_both

from judge.errors import CallError
from judge.testing import Canned, LoopbackServer

CHOICE = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "x"}}


def whole(**fields):
    return json.dumps({"id": "x", "object": "chat.completion", "created": 1, "model": "m", **fields}).encode()


def with_message(**message):
    return whole(choices=[{"finish_reason": "stop", "message": message}])


ODD = {
    "no content beside a tool call": with_message(role="assistant", tool_calls=[{"id": "1", "type": "function"}]),
    "a role and nothing else": with_message(role="assistant"),
    "a refusal and nothing else": with_message(role="assistant", refusal="no"),
    "a number for content": with_message(role="assistant", content=5),
    "an object for content": with_message(role="assistant", content={"a": 1}),
    "an older protocol": whole(choices=[{"text": "x"}]),
    "a stream's piece": whole(choices=[{"delta": {"content": "x"}}]),
    "no message": whole(choices=[{}]),
    "a null message": whole(choices=[{"message": None}]),
    "a null choice": whole(choices=[None]),
    "a null after a choice": whole(choices=[CHOICE, None]),
    "choices that are an object": whole(choices={"a": 1}),
    "null choices": whole(choices=None),
    "an error beside choices": whole(choices=[CHOICE], error={"message": "boom", "code": 500}),
    "a word of error beside choices": whole(choices=[CHOICE], error="boom"),
    "a null error": whole(choices=[CHOICE], error=None),
    "MiniMax's error": whole(choices=None, base_resp={"status_code": 1002, "status_msg": "rate limit"}),
    "choices and nothing else": json.dumps({"choices": [CHOICE]}).encode(),
    "a list": json.dumps([CHOICE]).encode(),
    "null": b"null",
    "an empty object": b"{}",
    "Ollama's shape": b'{"model": "m", "message": {"role": "assistant", "content": "x"}, "done": true}',
    "usage in words": whole(choices=[CHOICE], usage="x"),
    "usage below nothing": whole(choices=[CHOICE], usage={"prompt_tokens": -1, "completion_tokens": "3"}),
    "usage of 10**30": whole(choices=[CHOICE], usage={"prompt_tokens": 10**30, "completion_tokens": 3}),
    "a doubled key": b'{"choices": [], "choices": ' + json.dumps([CHOICE]).encode() + b"}",
    "infinity": b'{"choices": [], "x": Infinity}',
    "a nest of 3,000": b'{"choices": [], "x": ' + b"[" * 3000 + b"]" * 3000 + b"}",
    "a byte order mark": b"\xef\xbb\xbf" + whole(choices=[CHOICE]),
    "UTF-16": whole(choices=[CHOICE]).decode().encode("utf-16"),
    "bytes that are no UTF-8": whole(choices=[CHOICE]).replace(b'"x"}', b'"\xff"}'),
    "a raw tab in a string": whole(choices=[CHOICE]).replace(b'"x"}', b'"a\tb"}'),
    "words after the object": whole(choices=[CHOICE]) + b" x",
    "server-sent events": b'data: {"choices": []}\n\ndata: [DONE]\n\n',
}


@pytest.mark.parametrize("provider", ["openai", "hosted_vllm"])
def test_an_odd_answer_is_read_the_same(provider):
    """The same reply, or the same failure for the same reason, after one request."""
    bodies = list(ODD.values())
    answers = iter([Canned(body=body) for body in bodies for _ in range(2)])
    with LoopbackServer(lambda _: next(answers)) as server:
        outcomes = {name: by_both(server, spec_for(server, provider)) for name in ODD}

    for name, ((theirs, first), (ours, second)) in outcomes.items():
        assert told(ours) == told(theirs), name
        assert len(first) == len(second) == 1, name


def told(outcome):
    if isinstance(outcome, CallError):
        return outcome.state, outcome.reason, outcome.retryable, outcome.endpoint_wide, outcome.http_attempts
    return asdict(outcome)


def test_an_empty_message_is_the_one_answer_openais_own_client_lets_through():
    """``openai/`` by LiteLLM fills it in and it ends as malformed; all others, and the direct route, ask again."""
    with LoopbackServer(Canned(body=with_message())) as server:
        (theirs, _), (ours, _) = by_both(server, spec_for(server, "openai"))
        (vllm, _), (also, _) = by_both(server, spec_for(server, "hosted_vllm"))

    assert theirs.shape == "null_message"
    assert {ours.reason, vllm.reason, also.reason} == {"bad_envelope"}
