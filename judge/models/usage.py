"""How many tokens an answer says it took, as far as it says so."""

from typing import Any, NamedTuple

_WRITTEN = ("cache_creation_tokens", "cache_write_tokens")


class Usage(NamedTuple):
    """Counts of tokens; ``None`` where none was sent that is one. Fields as in :class:`~judge.call.Reply`."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    cached_tokens: int | None = None
    reasoning_tokens: int | None = None
    cache_written_tokens: int | None = None


_NONE = Usage()


def usage_in(usage: object) -> Usage:
    """What stands in a body's field ``usage``, in OpenAI's words or DeepSeek's."""
    if not isinstance(usage, dict):
        return _NONE
    prompt, written = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    cached, stored = _count(usage.get("prompt_cache_hit_tokens")), None
    thought = _count(usage.get("reasoning_tokens"))
    details = usage.get("prompt_tokens_details")
    if isinstance(details, dict):
        told = _count(details.get("cached_tokens"))
        cached = cached if told is None else told
        stored = next((n for name in _WRITTEN if (n := _count(details.get(name))) is not None), None)
    details = usage.get("completion_tokens_details")
    if isinstance(details, dict):
        told = _count(details.get("reasoning_tokens"))
        thought = thought if told is None else told
    if thought and written is not None and prompt is not None:
        written = _whole(usage, prompt, written, thought)
    return Usage(prompt, written, cached, thought, stored)


def _whole(usage: dict[str, Any], prompt: int, written: int, thought: int) -> int:  # JSON values
    """Tokens of the answer with those of hidden thinking, which xAI counts beside it and everybody else in it."""
    return written + thought if usage.get("total_tokens") == prompt + written + thought else written


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
