"""Which providers take OpenAI-shaped batches, which take none, and what to do there."""

from judge.errors import SettingsError
from judge.models.base import ModelSpec
from judge.models.endpoints import is_foreign, provider_of
from judge.models.providers import PROVIDERS

HANDED_IN = frozenset({"openai", "azure", "custom_openai", "dashscope", "groq", "hosted_vllm"})
"""Providers with OpenAI's files and batches at the address of their chat; a server of one's own is asked first whether
it has them."""
_OTHER_SHAPES = frozenset({"anthropic", "gemini", "ollama", "ollama_chat"})
_OWN_PATHS = {"azure": "/chat/completions"}


def url_of(provider: str) -> str:
    """What a line names as the address of its question."""
    return _OWN_PATHS.get(provider, "/v1/chat/completions")


def check_batches(spec: ModelSpec, *, leave: bool) -> None:
    """Refuse a model that no batch can reach, before anything is written.

    Args:
        spec: The model.
        leave: Whether the file is only written, for the user to run.

    Raises:
        SettingsError: Its provider has no batches in OpenAI's shape.
    """
    provider = provider_of(spec)
    if provider not in PROVIDERS or provider in _OTHER_SHAPES:
        raise SettingsError(
            f"--engine batch: {provider!r} takes no batches in OpenAI's shape (judge {spec.model!r})",
            hint="ask it at once: leave out --engine batch",
        )
    if not leave and provider not in HANDED_IN:
        raise SettingsError(
            f"--engine batch: {provider!r} is not known to have OpenAI's files and batches (judge {spec.model!r})",
            hint="write the file and run it yourself with --batch-files, or leave out --engine batch",
        )


def runs_elsewhere(spec: ModelSpec) -> bool:
    """Whether the user's own vLLM is the likely reader of a file that is left for them."""
    return provider_of(spec) == "hosted_vllm" or is_foreign(spec)
