"""What a provider is told so that it keeps the beginning all prompts have in common, which is most of a prompt.

OpenAI, DeepSeek, Gemini, Qwen, vLLM and most others find it by themselves and need no word. Anthropic keeps what it is
asked to keep, and so does OpenRouter for Anthropic's models. The words of a prompt, and so its fingerprint, are the
same either way.
"""

from collections.abc import Sequence
from typing import Any

from judge.call import Message
from judge.models.prices import smallest_cached
from judge.models.vocabularies import estimate_for

MARK = {"type": "ephemeral"}
"""Kept for about five minutes after its last use, which a run renews with every call."""
TOLD = {"anthropic": "", "openrouter": "/anthropic/"}
"""Providers that want to be told, and what stands in the names of their models that do."""
_SMALLEST = 1024
"""Tokens a beginning must have, where the price list does not say."""


def marks(provider: str, model: str, messages: Sequence[Message]) -> bool:
    """Whether the provider is to be asked to keep the system message.

    A shorter one than it keeps is not marked: marking would change nothing but the request.
    """
    if provider not in TOLD or TOLD[provider] not in model:
        return False
    if len(messages) < 2 or messages[0].role != "system":  # noqa: PLR2004 - and a case after it
        return False
    return estimate_for(model, messages[:1]) >= (smallest_cached(model) or _SMALLEST)


def chat_messages(messages: Sequence[Message], *, marked: bool) -> list[dict[str, Any]]:  # JSON values
    """The messages as LiteLLM takes them, the first of them marked as one to keep."""
    plain: list[dict[str, Any]] = [{"role": m.role, "content": m.content} for m in messages]
    if marked:
        plain[0]["content"] = [{"type": "text", "text": messages[0].content, "cache_control": MARK}]
    return plain
