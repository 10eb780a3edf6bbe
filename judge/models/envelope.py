"""From an answer's body to a Reply: every field as far as it was sent, nothing filled in.

Bodies in OpenAI's shape, and Ollama's after a change of names, are read as they came; of the others LiteLLM's
translation is read. Its translation of the former is not used: it turns missing finish reasons into ``stop``, missing
usage into estimates, and edits the text.
"""

import os
from collections.abc import Mapping
from typing import Any

from judge.call import Reply
from judge.models.exchange import Exchange
from judge.models.redaction import secrets_in, without_secrets
from judge.models.usage import Usage, usage_in

_KNOWN_STOPS = frozenset({"end_turn", "stop_sequence", "max_tokens", "tool_use", "refusal"})

Json = Mapping[str, Any]  # a decoded JSON object
_NOTHING: Json = {}


def is_chat_reply(envelope: Json) -> bool:
    """Whether a body is a whole reply in OpenAI's shape: it was paid for, and counts whatever LiteLLM makes of it."""
    choices = envelope.get("choices")
    if not isinstance(choices, list) or envelope.get("error"):
        return False
    if not choices:
        return True
    message = _object(_object(choices[0]).get("message"))
    return bool(message) and isinstance(message.get("content"), str | list | None)


def reply_from(translated: Json, seen: Exchange) -> Reply:
    """The reply in what was received, or in LiteLLM's translation of it where the protocol is not read here.

    A key that the server echoed is hidden in it.
    """
    raw = seen.envelope()
    whole: Json
    if isinstance(raw.get("choices"), list):
        whole = raw
    elif "done_reason" in raw or ("done" in raw and "message" in raw):
        whole = _from_ollama(raw)
    else:
        whole = _with_true_stop(translated, raw)
    return without_secrets(read_envelope(whole, usage_in(whole.get("usage"))), secrets_in(os.environ))


def _from_ollama(raw: Json) -> Json:
    message = _object(raw.get("message"))
    usage = {"prompt_tokens": raw.get("prompt_eval_count"), "completion_tokens": raw.get("eval_count")}
    choice = {
        "message": {**message, "reasoning_content": message.get("thinking")},
        "finish_reason": raw.get("done_reason"),
    }
    return {"model": raw.get("model"), "choices": [choice], "usage": usage}


def _with_true_stop(translated: Json, raw: Json) -> Json:
    """LiteLLM calls every stop reason it does not know ``stop``; Anthropic's own word is put back in its place."""
    stop = raw.get("stop_reason")
    choices = translated.get("choices")
    if "stop_reason" not in raw or stop in _KNOWN_STOPS or not isinstance(choices, list) or not choices:
        return translated
    return {**translated, "choices": [{**_object(choices[0]), "finish_reason": stop}, *choices[1:]]}


def read_envelope(
    envelope: Json,
    usage: Usage,
    *,
    cost_usd: float | None = None,
    structured_requested: bool = False,
    params_sent: dict[str, Any] | None = None,
) -> Reply:  # JSON values
    """The reply in a body of OpenAI's shape that took *usage*, to a request that was sent so."""
    choices = envelope.get("choices")
    first = _object(choices[0]) if isinstance(choices, list) and choices else _NOTHING
    message = _object(first.get("message"))
    content, refusal = message.get("content"), _text(message.get("refusal"))
    if not refusal and "provider_specific_fields" in message:
        refusal = _text(_object(message["provider_specific_fields"]).get("refusal"))
    return Reply(
        content=content if isinstance(content, str) else None,
        finish_reason=_text(first.get("finish_reason")),
        refusal=refusal,
        hidden_reasoning=_text(message.get("reasoning_content")) or _text(message.get("reasoning")),
        shape=_shape(choices, message),
        model_returned=_text(envelope.get("model")),
        prompt_tokens=usage.prompt_tokens,
        completion_tokens=usage.completion_tokens,
        cached_tokens=usage.cached_tokens,
        reasoning_tokens=usage.reasoning_tokens,
        cache_written_tokens=usage.cache_written_tokens,
        cost_usd=cost_usd,
        logprobs=_tokens(first.get("logprobs")),
        structured_requested=structured_requested,
        params_sent={} if params_sent is None else params_sent,
    )


def _tokens(given: object) -> list[Any] | None:  # JSON values
    """What was told of each token, in OpenAI's shape."""
    tokens = _object(given).get("content")
    return tokens if isinstance(tokens, list) and tokens else None


def _shape(choices: object, message: Json) -> str | None:
    """What keeps the envelope from being one text message; ``None`` when nothing does."""
    if not isinstance(choices, list) or not choices:
        return "no_choices"
    if len(choices) > 1:
        return "two_choices"
    if not message:
        return "null_message"
    if message.get("role") not in ("assistant", None):
        return "wrong_role"
    if message.get("tool_calls") or message.get("function_call"):
        return "tool_call"
    if message.get("audio"):
        return "audio"
    return None if isinstance(message.get("content"), str | None) else "content_parts"


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else _NOTHING


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
