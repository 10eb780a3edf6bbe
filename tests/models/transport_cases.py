"""Every fault of a provider that is known to us, the state it must end in, and how to meet it on either route.

The cells are those measured on LiteLLM 1.106.2; each is sent by a real server and costs exactly one request. Whatever
reaches a provider of OpenAI's shape is met on the direct route too, and must end in the same state there.
"""

import asyncio
import json
from dataclasses import dataclass
from functools import cache

from judge.call import Message
from judge.errors import CallError, ReplyError
from judge.judgment import State
from judge.models import LiteLLMModel, ModelSpec
from judge.parsing import read_reply
from judge.rubric import Rubric
from judge.testing import Canned, LoopbackServer

ROUTES = ("openai", "hosted_vllm", "anthropic", "ollama_chat")
FIVE = (*ROUTES, "azure")
LIKE_OPENAI = ("openai", "hosted_vllm", "azure")
PROMPT = (Message("system", "Be brief."), Message("user", "Is this reply kind?"))
KEY_NAME = "JUDGE_TEST_KEY"
KEY = "sk-planted-1234567890abcdef"
TOKEN = "482913"
RUBRIC = Rubric.model_validate({
    "id": "tiny",
    "version": "1",
    "title": {"en": "Tiny"},
    "dimensions": [
        {"id": "kind", "name": {"en": "Kind"}, "question": {"en": "Is it kind?"}, "passes_on": ["yes"]}
    ],
})  # fmt: skip
VERDICT = json.dumps({"token": TOKEN, "answers": [{"dimension": "kind", "rationale": "It is.", "answer": "yes"}]})
DEADLINE = 0.4


@dataclass(frozen=True)
class Fault:
    """One thing a server can do, and what must come of it."""

    name: str
    canned: Canned
    state: str
    reason: str | None = None
    """``None``: a reply came; its state is the reader's."""
    retryable: bool = False
    endpoint_wide: bool = False
    only: tuple[str, ...] = FIVE


def _retry(name, canned, reason, *only):
    return Fault(name, canned, "failed_transport", reason, retryable=True, only=only or FIVE)


def _ends(name, canned, reason, *only):
    return Fault(name, canned, "failed_config", reason, endpoint_wide=True, only=only or FIVE)


def _filtered(name, message, *, status=400, **more):
    return Fault(
        name,
        Canned.failure(status, message, **more),
        "refused_provider",
        "content_filter",
        only=LIKE_OPENAI,
    )


def _reply(name, canned, state, *only):
    return Fault(name, canned, state, only=only or LIKE_OPENAI)


def _envelope(**fields):
    whole = {"id": "x", "object": "chat.completion", "created": 1, "model": "m", **fields}
    return json.dumps(whole).encode()


def _message(**message):
    return [{"index": 0, "finish_reason": "stop", "message": message}]


_TOOL = {"id": "1", "type": "function", "function": {"name": "verdict", "arguments": VERDICT}}
_ZHIPU = "系统检测到输入或生成内容可能包含不安全或敏感内容，请您避免输入易产生敏感内容的提示语。"
_RISK = "The request was rejected because it was considered high risk"
_ECHO = f"Incorrect API key provided: {KEY}."
_GOOD = _message(role="assistant", content=VERDICT)
_PARTS = {"role": "assistant", "content": [{"type": "text", "text": VERDICT}]}
_NAN = _envelope(choices=_GOOD, usage="#").replace(b'"#"', b"NaN")
_OUT_OF_WINDOW = Canned.ok(VERDICT, finish_reason="model_context_window_exceeded")
_UPSTREAM = {"message": "Provider returned error", "code": 502}

FAULTS = [
    _retry("429 with Retry-After", Canned.rate_limited(7), "rate_limit"),
    _retry("429 without a header", Canned.rate_limited(), "rate_limit"),
    _ends("429 insufficient_quota", Canned.out_of_quota(), "quota", *LIKE_OPENAI),
    _ends("402", Canned.failure(402, "Insufficient Balance"), "quota"),
    _ends("400 credit balance", Canned.failure(400, "Your credit balance is too low to access the API."), "quota"),
    _retry("408", Canned.failure(408, "Request timed out"), "timeout"),
    _retry("409", Canned.failure(409, "Conflict"), "conflict"),
    _retry("500", Canned.failure(500), "server_error"),
    _retry("502 HTML", Canned.html(502), "bad_gateway"),
    _retry("503", Canned.failure(503, "The engine is overloaded"), "unavailable"),
    _retry("504", Canned.html(504), "timeout"),
    _retry("529", Canned.failure(529, "Overloaded"), "overloaded"),
    _ends("401 that echoes the key", Canned.failure(401, _ECHO, code="invalid_api_key"), "auth"),
    _ends("403", Canned.failure(403, "You are not allowed to sample from this model"), "forbidden"),
    _ends("404", Canned.failure(404, "The model `nope` does not exist", code="model_not_found"), "not_found"),
    Fault("400 context length", Canned.too_long(), "failed_config", "context_window"),
    Fault("400 of another kind", Canned.failure(400, "messages[1].role is wrong"), "failed_config", "bad_request"),
    Fault("400 content filter", Canned.filter_error(), "refused_provider", "content_filter"),
    _filtered("DeepSeek's filter", "Content Exists Risk", type="invalid_request_error", code="invalid_request_error"),
    _filtered("DashScope's filter", "Input data may contain inappropriate content.", code="data_inspection_failed"),
    _filtered("Zhipu's filter", _ZHIPU, code="1301"),
    _filtered("Moonshot's filter", _RISK, type="content_filter"),
    _filtered("xAI's filter", "Content violates usage guidelines.", status=403),
    _ends("a parameter refused", Canned.unsupported("temperature"), "unsupported_parameter", *LIKE_OPENAI),
    _retry("200 without choices", Canned(body=_envelope()), "bad_envelope", *LIKE_OPENAI),
    _retry("200 HTML", Canned.html(200), "bad_envelope"),
    _retry("200 cut JSON", Canned(body=_envelope(choices=_GOOD)[:90]), "bad_envelope"),
    _retry("200 wrong types", Canned(body=_envelope(choices="none")), "bad_envelope", *LIKE_OPENAI),
    _retry("200 NaN", Canned(body=_NAN), "bad_envelope", *LIKE_OPENAI),
    _retry("200 empty body", Canned(body=b""), "bad_envelope"),
    _retry("a body shorter than announced", Canned.ok(VERDICT, cut=40), "connection"),
    _retry("a reset", Canned(drop=True), "connection"),
    _retry("an error in a 200", Canned(error=_UPSTREAM), "bad_gateway", *LIKE_OPENAI),
    _retry("a rate limit in a 200", Canned(error={"message": "Slow down", "code": 429}), "rate_limit", *LIKE_OPENAI),
    Fault("a redirect to itself", Canned.redirected("/v1/chat/completions"), "failed_transport", "redirect"),
    _retry("no header ever", Canned(stall=True), "deadline"),
    _retry("a slow drip", Canned.ok(VERDICT, drip=0.02), "deadline"),
    _reply("a good verdict", Canned.ok(VERDICT), State.SCORED, *FIVE),
    _reply("another model answers", Canned.ok(VERDICT, model="somebody-else"), State.SCORED, *FIVE),
    _reply("200 content_filter", Canned.filtered(), State.REFUSED_PROVIDER, *LIKE_OPENAI, "anthropic"),
    _reply("200 refusal field", Canned.refused("I can't help with that."), State.REFUSED_MODEL),
    _reply("length", Canned.truncated(VERDICT), State.TRUNCATED, *FIVE),
    _reply("Anthropic's window", _OUT_OF_WINDOW, State.TRUNCATED, *FIVE),
    _reply("thinking ate the budget", Canned(reasoning="hm " * 9, finish_reason="length"), State.TRUNCATED, *FIVE),
    _reply("finish reason unknown", Canned.ok(VERDICT, finish_reason="eos"), State.SCORED, *FIVE),
    _reply("finish reason null", Canned.ok(VERDICT, finish_reason=None), State.SCORED, *FIVE),
    _reply("unknown finish, cut verdict", Canned.ok(VERDICT[:-9], finish_reason="eos"), State.TRUNCATED, *FIVE),
    _reply("empty string", Canned.ok(""), State.EMPTY, *FIVE),
    _reply("null content", Canned.ok(None), State.EMPTY, *FIVE),
    _reply("choices empty", Canned(choices=[]), State.EMPTY),
    _reply("thinking in the content", Canned.ok(f"<think>It is kind.</think>\n{VERDICT}"), State.SCORED, *FIVE),
    _reply("thinking in the middle", Canned.ok(f"So: <think>It is.</think>\n{VERDICT}"), State.MALFORMED, *FIVE),
    _reply("hidden thinking", Canned.ok(VERDICT, reasoning="It is kind."), State.SCORED, *FIVE),
    _reply("a lone surrogate", Canned.ok(VERDICT.replace("It is.", "\ud83d")), State.MALFORMED),
    _reply("20 MB", Canned.ok("kind " * 4_000_000), State.MALFORMED, "openai"),
    _reply("two choices", Canned(choices=_GOOD * 2), State.MALFORMED),
    _reply("a tool call", Canned(tool_calls=[_TOOL], finish_reason="tool_calls"), State.MALFORMED),
    _reply("content in parts", Canned(message=_PARTS), State.MALFORMED, "openai"),
    _reply("the wrong role", Canned.ok(VERDICT, role="user"), State.MALFORMED),
]  # fmt: skip

_BLOCKED = {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "usageMetadata": {"promptTokenCount": 9}}
_POLICY = "The response was filtered due to the prompt triggering the content management policy."
_INNER = {"code": "ResponsibleAIPolicyViolation"}
_EXPIRED = "API key not valid. Please pass a valid API key."

OWN_SHAPES = [
    _reply("Anthropic's refusal", Canned.filtered(), State.REFUSED_PROVIDER, "anthropic"),
    _reply("Gemini's verdict", Canned.ok(VERDICT), State.SCORED, "gemini"),
    _reply("Gemini's SAFETY", Canned.filtered(), State.REFUSED_PROVIDER, "gemini"),
    _reply("Gemini's blocked prompt", Canned(body=json.dumps(_BLOCKED).encode()), State.REFUSED_PROVIDER, "gemini"),
    _reply("Gemini's MAX_TOKENS", Canned.truncated(VERDICT), State.TRUNCATED, "gemini"),
    _ends("Gemini's bad key is a 400", Canned.failure(400, _EXPIRED, code=400), "auth", "gemini"),
    _retry("Gemini's overload", Canned.failure(503, "The model is overloaded.", code=503), "unavailable", "gemini"),
    Fault(
        "Azure's filter",
        Canned.failure(400, _POLICY, code="content_filter", innererror=_INNER),
        "refused_provider",
        "content_filter",
        only=("azure",),
    ),
    _reply("a provider LiteLLM stumbles over", Canned.ok(VERDICT), State.SCORED, "groq"),
]

CELLS = [(fault, route) for fault in FAULTS for route in FIVE if route in fault.only]
CELLS += [(fault, route) for fault in OWN_SHAPES for route in fault.only]

DIRECT = ("openai", "hosted_vllm", "deepseek", "dashscope", "groq")
"""Providers at which the table is met on the direct route; what one of them is known for, the others may do too."""
DIRECT_CELLS = [(fault, provider) for fault in FAULTS if "openai" in fault.only for provider in DIRECT]


def spec_for(server, route, **more):
    """The settings by which a model behind *server* is reached on *route*."""
    base = server.root if route in ("anthropic", "azure", "ollama_chat", "ollama") else server.url
    return ModelSpec(**{"model": f"{route}/tiny", "api_base": base, "timeout": 10.0, **more})


def ask(spec, *, schema=None, repeat=0, wrap=lambda model: model, kind=LiteLLMModel):
    """One question to a model that is closed afterwards."""

    async def asking():
        model = wrap(kind(spec))
        try:
            return await model.ask(PROMPT, schema=schema, repeat=repeat)
        finally:
            await model.aclose()

    return asyncio.run(asking())


def outcome(spec, **more):
    """What becomes of one question: a reply or the error in its place."""
    try:
        return ask(spec, **more)
    except CallError as error:
        return error


def state_of(reply):
    """The state a reader gives the one judgment of *reply*."""
    try:
        read_reply(reply, form="json", dimensions=RUBRIC.dimensions, token=TOKEN)
    except ReplyError as error:
        return error.state
    return State.SCORED


@cache
def warm(route):
    """Let LiteLLM load what it loads at its first call on a route, so that no deadline is spent on it."""
    with LoopbackServer(Canned.ok(VERDICT)) as server:
        ask(spec_for(server, route, api_key_env=KEY_NAME, timeout=60.0))
