"""By which route a model is reached: our own client, where it is known to send what LiteLLM would, else LiteLLM.

Decided from the settings alone, so that it is said before anything is sent. `litellm` overrules it, always; `direct` is
an order too, and sends what was set as it was set.
"""

import os
import re
from dataclasses import replace
from typing import Any, Literal

from judge.errors import SettingsError
from judge.models.abilities import facts, is_guessed, takes_schema
from judge.models.base import ModelSpec, Route
from judge.models.dialects import DIALECTS, Dialect, dialect_of
from judge.models.endpoints import provider_of, resolved_base
from judge.record import dataclass

_PLAIN_ADDRESS = re.compile(
    r"https?://[\w.\-]+(?::\d+)?(?:/[\w.\-~]+)*/?|https?://\[[\da-fA-F:]+\](?::\d+)?(?:/[\w.\-~]+)*/?"
)
_SWITCHES = ("SSL_VERIFY", "SSL_SECURITY_LEVEL", "SSL_ECDH_CURVE", "SSL_CERTIFICATE", "OPENAI_CUSTOM_HEADERS")
_EFFORTS = frozenset({"low", "medium", "high"})


Why = Literal["ordered", "same", "protocol", "model", "parameter", "schema", "guess", "address", "switch"]
"""What decided a route; each has its words (``route.*`` in :mod:`judge.views.words`)."""


@dataclass(frozen=True, slots=True)
class Way:
    """The route a model is reached by, and what decided it."""

    route: Literal["direct", "litellm"]
    why: Why
    about: str = ""
    """The provider, parameter or variable that decided it."""


def route_of(spec: ModelSpec) -> Way:
    """The route for *spec*.

    Raises:
        SettingsError: It is to be reached directly, and does not speak OpenAI's protocol as far as we know.
    """
    if spec.route == "litellm":
        return Way("litellm", "ordered")
    provider = provider_of(spec)
    if provider not in DIALECTS:
        if spec.route == "direct":
            raise SettingsError(
                f"judge {spec.model!r}: {provider!r} cannot be reached by the direct route",
                hint="leave the route to auto, or reach it as openai/MODEL where it speaks OpenAI's protocol",
            )
        return Way("litellm", "protocol", provider)
    if spec.route == "direct":
        return Way("direct", "ordered")
    return _difference(spec, provider) or Way("direct", "same")


def routed(spec: ModelSpec, route: Route) -> ModelSpec:
    """*spec* with the run's *route*, where it has none of its own."""
    return replace(spec, route=route) if spec.route == "auto" else spec


def name_sent(spec: ModelSpec) -> str:
    """The model's name as its provider gets it."""
    _, slash, name = spec.model.partition("/")
    return name if slash else spec.model


def _difference(spec: ModelSpec, provider: str) -> Way | None:
    """LiteLLM's way, where it might send something else than our own client would; ``None``: it would not."""
    dialect = dialect_of(provider, name_sent(spec))
    if dialect is None or not _is_plain(spec, provider):
        return Way("litellm", "model")
    name = next((n for n, v in spec.params.items() if not _is_carried(n, v, dialect)), None)
    if name is not None:
        return Way("litellm", "parameter", name)
    if spec.structured == "always" and not _schema_goes(dialect, spec.model):
        return Way("litellm", "schema")
    if spec.structured == "auto" and is_guessed(spec.model):
        return Way("litellm", "guess")
    address = resolved_base(spec) or ""
    if not (_PLAIN_ADDRESS.fullmatch(address) and dialect.addresses.match(address)):
        return Way("litellm", "address")
    switch = next((name for name in _SWITCHES if os.environ.get(name)), None)
    return Way("litellm", "switch", switch) if switch else None


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
