"""Requests and replies in the shapes of the protocols the loopback server speaks."""

from collections.abc import Mapping
from json import dumps
from typing import Any, Literal

from judge.testing.canned import Canned

Protocol = Literal["openai", "anthropic", "gemini", "ollama"]
_STOP_REASONS = {"stop": "end_turn", "length": "max_tokens", "content_filter": "refusal", "tool_calls": "tool_use"}
_FINISH_REASONS = {"stop": "STOP", "length": "MAX_TOKENS", "content_filter": "SAFETY"}
_SUFFIXES: dict[str, Protocol] = {
    "/chat/completions": "openai",
    "/messages": "anthropic",
    ":generateContent": "gemini",
    "/api/chat": "ollama",
}
CHARS_PER_TOKEN = 4


def protocol_of(path: str) -> Protocol | None:
    """The protocol a request path belongs to, whatever stands before its end; ``None``: nothing that judges."""
    bare = path.partition("?")[0]
    return next((protocol for suffix, protocol in _SUFFIXES.items() if bare.endswith(suffix)), None)


def messages_of(body: Mapping[str, Any]) -> list[tuple[str, str]]:  # a request body, as it came
    """Role and text of every message in a request of any shape; a system prompt beside them comes first."""
    beside = body.get("system") or body.get("system_instruction") or body.get("systemInstruction")
    system = [("system", _text(beside))] if beside else []
    turns = body.get("messages") or body.get("contents") or ()
    return system + [(str(m.get("role")), _text(m.get("content", m))) for m in turns]


def _text(content: object) -> str:
    if isinstance(content, dict):
        content = content.get("parts")
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def written(canned: Canned, body: Mapping[str, Any], protocol: Protocol) -> bytes:  # a request body, as it came
    """The bytes of the answer's body."""
    if canned.body is not None:
        return canned.body
    if canned.error is not None:
        return dumps(_error(canned.error, protocol)).encode("ascii")
    shape = {"openai": _openai, "anthropic": _anthropic, "gemini": _gemini, "ollama": _ollama}[protocol]
    return dumps(shape(canned, body, _usage(canned, body))).encode("ascii")


def _error(error: Mapping[str, Any], protocol: Protocol) -> dict[str, Any]:  # JSON-ready
    if protocol == "ollama":
        return {"error": error["message"]}
    return {"type": "error", "error": {"type": "error", **error}} if protocol == "anthropic" else {"error": dict(error)}


def _usage(canned: Canned, body: Mapping[str, Any]) -> tuple[int, int]:  # a request body, as it came
    prompt = sum(len(text) for _, text in messages_of(body))
    written_out = (canned.text or "") + (canned.reasoning or "")
    return prompt // CHARS_PER_TOKEN, len(written_out) // CHARS_PER_TOKEN


def _openai(canned: Canned, body: Mapping[str, Any], counts: tuple[int, int]) -> dict[str, Any]:  # JSON-ready
    message: dict[str, Any] = {"role": canned.role, "content": canned.text}  # JSON-ready
    optional = {
        "refusal": canned.refusal,
        "reasoning_content": canned.reasoning,
        "tool_calls": list(canned.tool_calls) if canned.tool_calls is not None else None,
    }
    message |= {key: value for key, value in optional.items() if value is not None}
    if canned.message is not None:
        message = dict(canned.message)
    choice = {"index": 0, "message": message, "finish_reason": canned.finish_reason}
    if canned.logprobs is not None and body.get("logprobs"):
        choice["logprobs"] = {"content": [dict(token) for token in canned.logprobs], "refusal": None}
    prompt, completion = counts
    usage = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
    envelope: dict[str, Any] = {  # JSON-ready
        "id": "chatcmpl-loopback",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": canned.model or body.get("model"),
        "choices": [choice] if canned.choices is None else list(canned.choices),
        "usage": usage if canned.usage is None else dict(canned.usage),
    }
    return envelope if envelope["usage"] else {k: v for k, v in envelope.items() if k != "usage"}


def _anthropic(canned: Canned, body: Mapping[str, Any], counts: tuple[int, int]) -> dict[str, Any]:  # JSON-ready
    thinking = [{"type": "thinking", "thinking": canned.reasoning, "signature": "none"}] if canned.reasoning else []
    text = [{"type": "text", "text": canned.text}] if canned.text is not None else []
    reason = canned.finish_reason
    return {
        "id": "msg_loopback",
        "type": "message",
        "role": canned.role,
        "model": canned.model or body.get("model"),
        "content": thinking + text,
        "stop_reason": _STOP_REASONS.get(reason, reason) if reason else None,
        "stop_sequence": None,
        "usage": {"input_tokens": counts[0], "output_tokens": counts[1]}
        if canned.usage is None
        else dict(canned.usage),
    }


def _gemini(canned: Canned, body: Mapping[str, Any], counts: tuple[int, int]) -> dict[str, Any]:  # JSON-ready
    thought = [{"text": canned.reasoning, "thought": True}] if canned.reasoning else []
    parts = thought + ([{"text": canned.text}] if canned.text is not None else [])
    candidate: dict[str, Any] = {"index": 0}  # JSON-ready
    if parts:
        candidate["content"] = {"role": "model", "parts": parts}
    if canned.finish_reason:
        candidate["finishReason"] = _FINISH_REASONS.get(canned.finish_reason, canned.finish_reason)
    usage = {"promptTokenCount": counts[0], "candidatesTokenCount": counts[1], "totalTokenCount": sum(counts)}
    return {
        "candidates": [candidate],
        "usageMetadata": usage if canned.usage is None else dict(canned.usage),
        "modelVersion": canned.model or body.get("model") or "loopback",
    }


def _ollama(canned: Canned, body: Mapping[str, Any], counts: tuple[int, int]) -> dict[str, Any]:  # JSON-ready
    message = {"role": canned.role, "content": canned.text or ""}
    if canned.reasoning:
        message["thinking"] = canned.reasoning
    usage = {"prompt_eval_count": counts[0], "eval_count": counts[1]} if canned.usage is None else dict(canned.usage)
    return {
        "model": canned.model or body.get("model"),
        "created_at": "2024-01-01T00:00:00Z",
        "message": message,
        "done": True,
        "done_reason": canned.finish_reason,
        **usage,
    }


def model_list() -> dict[str, Any]:  # JSON-ready
    """The answer to ``GET /v1/models``."""
    return {"object": "list", "data": [{"id": "loopback", "object": "model", "created": 0, "owned_by": "psyjudge"}]}


def ollama_card() -> dict[str, Any]:  # JSON-ready
    """The answer to ``POST /api/show``."""
    info = {"general.architecture": "loopback", "loopback.context_length": 131_072}
    return {"modelfile": "", "template": "{{ .Prompt }}", "model_info": info, "capabilities": ["completion"]}
