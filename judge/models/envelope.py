"""From an answer's body to a Reply: every field as far as it was sent, nothing filled in.

Bodies in OpenAI's shape, and Ollama's after a change of names, are read as they came; of the others LiteLLM's
translation is read. Its translation of the former is not used: it turns missing finish reasons into ``stop``, missing
usage into estimates, and edits the text.
"""

import os
from collections.abc import Mapping
from typing import Any, cast

from judge.call import Reply
from judge.models.exchange import Exchange
from judge.models.redaction import secrets_in, without_secrets

_WRITTEN = ("cache_creation_tokens", "cache_write_tokens")
_KNOWN_STOPS = frozenset({"end_turn", "stop_sequence", "max_tokens", "tool_use", "refusal"})

Json = Mapping[str, Any]  # a decoded JSON object


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
    return without_secrets(read_envelope(whole), secrets_in(os.environ))


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
    envelope: Json, *, structured_requested: bool = False, params_sent: dict[str, Any] | None = None
) -> Reply:  # JSON values
    """The reply in a body of OpenAI's shape, to a request that was sent so."""
    choices = envelope.get("choices")
    first = _object(choices[0]) if isinstance(choices, list) and choices else {}
    message = _object(first.get("message"))
    own = _object(message.get("provider_specific_fields"))
    content = message.get("content")
    usage = _object(envelope.get("usage"))
    prompt_details = _object(usage.get("prompt_tokens_details"))
    completion_details = _object(usage.get("completion_tokens_details"))
    thought = _first_count(completion_details.get("reasoning_tokens"), usage.get("reasoning_tokens"))
    return Reply(
        content=content if isinstance(content, str) else None,
        finish_reason=_text(first.get("finish_reason")),
        refusal=_text(message.get("refusal")) or _text(own.get("refusal")),
        hidden_reasoning=_text(message.get("reasoning_content")) or _text(message.get("reasoning")),
        shape=_shape(choices, message),
        model_returned=_text(envelope.get("model")),
        prompt_tokens=_count(usage.get("prompt_tokens")),
        completion_tokens=_completion(usage, thought),
        cached_tokens=_first_count(prompt_details.get("cached_tokens"), usage.get("prompt_cache_hit_tokens")),
        cache_written_tokens=_first_count(*(prompt_details.get(name) for name in _WRITTEN)),
        reasoning_tokens=thought,
        structured_requested=structured_requested,
        params_sent={} if params_sent is None else params_sent,
    )


def _completion(usage: Json, thought: int | None) -> int | None:
    """Tokens of the answer with those of hidden thinking, which xAI counts beside it and everybody else in it."""
    written = _count(usage.get("completion_tokens"))
    prompt, total = _count(usage.get("prompt_tokens")), _count(usage.get("total_tokens"))
    if written is None or prompt is None or not thought or total != prompt + written + thought:
        return written
    return written + thought


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
    return cast("Json", value) if isinstance(value, Mapping) else {}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _first_count(*values: object) -> int | None:
    return next((count for value in values if (count := _count(value)) is not None), None)
