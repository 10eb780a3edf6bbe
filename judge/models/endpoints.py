"""Where a model's prompts will go, and with which key: known before anything is sent, and without LiteLLM.

What is resolved here is what LiteLLM is given, so that the host we announce is the host that is contacted.
"""

import os
from urllib.parse import urlsplit

from judge.errors import SettingsError
from judge.models.base import ModelSpec
from judge.models.price_list import listed_provider
from judge.models.providers import PROVIDERS, Provider

PLACEHOLDER = "no-key"
"""Sent where a protocol wants a key and the server, being the user's own, does not."""


def provider_of(spec: ModelSpec) -> str:
    """The provider a model's name leads to: what stands before its first slash, else what the price list says.

    Raises:
        SettingsError: The name leads to no provider.
    """
    prefix, slash, _ = spec.model.partition("/")
    provider = prefix if slash else listed_provider(spec.model)
    if not provider:
        raise SettingsError(
            f"judge {spec.model!r}: the name leads to no provider",
            hint=f"write PROVIDER/MODEL, for example 'openai/{spec.model}' or 'hosted_vllm/{spec.model}'",
        )
    return "ollama_chat" if provider == "ollama" else provider


def resolved_base(spec: ModelSpec) -> str | None:
    """The address LiteLLM is to be given: the judge's own, else the environment's, else the provider's usual one.

    ``None`` leaves it to LiteLLM: an unknown provider, or one whose usual address it wants to build by itself.

    Raises:
        SettingsError: The provider has no usual address, and none is given.
    """
    provider = PROVIDERS.get(provider_of(spec), Provider())
    if spec.api_base:
        return spec.api_base
    from_environment = _first_set(provider.bases)
    if from_environment:
        return os.environ[from_environment] if provider.passed else None
    if provider.base is None and provider.bases:
        raise SettingsError(
            f"judge {spec.model!r}: no address is known for it",
            hint=f"give it an api_base, or set {provider.bases[0]}",
        )
    return provider.base if provider.passed else None


def endpoint_host(spec: ModelSpec) -> str | None:
    """The host the prompts will be sent to; ``None``: LiteLLM alone knows.

    Raises:
        SettingsError: The address is missing or is not one.
    """
    provider = PROVIDERS.get(provider_of(spec), Provider())
    chosen = _first_set(provider.bases)
    base = resolved_base(spec) or (os.environ[chosen] if chosen else provider.base)
    if base is None:
        return None
    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(
            f"judge {spec.model!r}: {base!r} is not an address", hint="write it with http:// or https:// and a host"
        )
    return parts.hostname


def is_foreign(spec: ModelSpec) -> bool:
    """Whether the prompts go to another host than the provider's own, so that its key has no business there."""
    provider = PROVIDERS.get(provider_of(spec), Provider())
    if provider.base is None or not provider.keys:
        return False
    host = endpoint_host(spec) or ""
    own = (urlsplit(provider.base).hostname or "", *provider.also)
    return not any(host == name or host.endswith(f".{name}") for name in own)


def api_key(spec: ModelSpec) -> str | None:
    """The key LiteLLM is to be given; ``None`` leaves it to what the environment holds for the provider.

    A key of the provider's never goes to a foreign address that the settings name, unless ``api_key_env`` says so; an
    address from the environment stands beside the key there, and was meant for it.
    """
    if spec.api_key_env:
        return os.environ.get(spec.api_key_env) or PLACEHOLDER
    provider = PROVIDERS.get(provider_of(spec), Provider())
    if is_foreign(spec) and (spec.api_base or not _first_set(provider.keys)):
        return PLACEHOLDER
    return PLACEHOLDER if provider.optional and not _first_set(provider.optional) else None


def key_sent(spec: ModelSpec) -> str | None:
    """The key itself, which the environment holds now; ``None``: one is needed and not there."""
    provider = PROVIDERS.get(provider_of(spec), Provider())
    held = _first_set((*provider.keys, *provider.optional))
    return api_key(spec) or (os.environ[held] if held else None)


def missing_key(spec: ModelSpec) -> str | None:
    """The environment variable a key is expected in and not found; ``None``: nothing is missing."""
    if spec.api_key_env:
        return None if os.environ.get(spec.api_key_env) else spec.api_key_env
    provider = PROVIDERS.get(provider_of(spec))
    if provider is None:
        from judge.models.litellm import missing_by_litellm  # noqa: PLC0415 - it imports us

        return missing_by_litellm(spec.model)
    if not provider.keys or is_foreign(spec) or _first_set(provider.keys):
        return None
    return provider.keys[0]


def key_variable(spec: ModelSpec) -> str | None:
    """The environment variable whose key is sent; ``None`` when none is, or LiteLLM alone knows which."""
    if spec.api_key_env:
        return spec.api_key_env
    return _first_set(PROVIDERS.get(provider_of(spec), Provider()).keys)


def _first_set(names: tuple[str, ...]) -> str | None:
    return next((name for name in names if os.environ.get(name)), None)
