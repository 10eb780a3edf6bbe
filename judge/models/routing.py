"""By which route a model is reached: our own client, where it is known to send what LiteLLM would, else LiteLLM.

Decided from the settings alone, so that it is said before anything is sent. `litellm` overrules it, always; `direct` is
an order too, and sends what was set as it was set.
"""

import os
import re
from dataclasses import dataclass
from typing import Any, Literal

from judge.errors import SettingsError
from judge.models.abilities import facts, is_guessed, takes_schema
from judge.models.base import ModelSpec
from judge.models.dialects import DIALECTS, Dialect, dialect_of
from judge.models.endpoints import provider_of, resolved_base

_PLAIN_ADDRESS = re.compile(
    r"https?://[\w.\-]+(?::\d+)?(?:/[\w.\-~]+)*/?|https?://\[[\da-fA-F:]+\](?::\d+)?(?:/[\w.\-~]+)*/?"
)
_SWITCHES = ("SSL_VERIFY", "SSL_SECURITY_LEVEL", "SSL_ECDH_CURVE", "SSL_CERTIFICATE", "OPENAI_CUSTOM_HEADERS")
_EFFORTS = frozenset({"low", "medium", "high"})


@dataclass(frozen=True, slots=True)
class Way:
    """The route a model is reached by, and why not the other one."""

    route: Literal["direct", "litellm"]
    why: str
    """A sentence without its full stop; empty where the settings name the route."""


def route_of(spec: ModelSpec) -> Way:
    """The route for *spec*.

    Raises:
        SettingsError: It is to be reached directly, and does not speak OpenAI's protocol as far as we know.
    """
    if spec.route == "litellm":
        return Way("litellm", "")
    provider = provider_of(spec)
    if provider not in DIALECTS:
        if spec.route == "direct":
            raise SettingsError(
                f"judge {spec.model!r}: {provider!r} cannot be reached by the direct route",
                hint="leave the route to auto, or reach it as openai/MODEL where it speaks OpenAI's protocol",
            )
        return Way("litellm", f"{provider} does not speak OpenAI's protocol, or not quite")
    if spec.route == "direct":
        return Way("direct", "")
    reason = _difference(spec, provider)
    return Way("litellm", reason) if reason else Way("direct", f"LiteLLM would send {provider} the same")


def name_sent(spec: ModelSpec) -> str:
    """The model's name as its provider gets it."""
    _, slash, name = spec.model.partition("/")
    return name if slash else spec.model


def _difference(spec: ModelSpec, provider: str) -> str | None:
    """Why LiteLLM might send something else than our own client would; ``None``: it would not."""
    model = name_sent(spec)
    dialect = dialect_of(provider, model)
    if dialect is None or not _is_plain(spec, provider):
        return "LiteLLM knows this model by a protocol of its own"
    name = next((n for n, v in spec.params.items() if not _is_carried(n, v, dialect)), None)
    if name is not None:
        return f"LiteLLM changes or checks the parameter {name!r}"
    if spec.structured == "always" and not _schema_goes(dialect, spec.model):
        return "LiteLLM changes or checks the reply's schema"
    if spec.structured == "auto" and is_guessed(spec.model):
        return "LiteLLM guesses what this model can do"
    address = resolved_base(spec) or ""
    if not (_PLAIN_ADDRESS.fullmatch(address) and dialect.addresses.match(address)):
        return "LiteLLM may read this address in its own way"
    switch = next((name for name in _SWITCHES if os.environ.get(name)), None)
    return f"{switch} is set, which LiteLLM alone obeys" if switch else None


def _is_plain(spec: ModelSpec, provider: str) -> bool:
    """Whether the model is asked by chat completions, and a name without a provider means what LiteLLM takes it for."""
    mode = (facts(spec.model) or {}).get("mode", "chat")
    return mode in ("chat", "completion") and ("/" in spec.model or provider == "openai")


def _is_carried(name: str, value: Any, dialect: Dialect) -> bool:  # any JSON value
    if name not in dialect.carries or value is None:
        return False
    if name == "reasoning_effort":
        return value in _EFFORTS
    return name != "extra_body" or isinstance(value, dict)


def _schema_goes(dialect: Dialect, model: str) -> bool:
    if dialect.schema in ("any", "never"):
        return dialect.schema == "any"
    return takes_schema(model) or (dialect.schema == "undenied" and facts(model) is None)
