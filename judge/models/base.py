"""What a model is to the rest of the house, and how one is named."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any, Literal, Protocol, runtime_checkable

from judge.call import Message, Reply
from judge.errors import SettingsError
from judge.record import dataclass

Structured = Literal["auto", "always", "never"]
Route = Literal["auto", "direct", "litellm"]
"""How a model is reached: by our own client where it is known to send the same, by LiteLLM, or by whichever fits."""

_OURS = {
    "api_key": "keys come from the environment only",
    "headers": "headers may carry keys, which come from the environment only",
    "extra_headers": "headers may carry keys, which come from the environment only",
    "api_base": "give it as the judge's api_base",
    "base_url": "give it as the judge's api_base",
    "timeout": "give it as the judge's timeout",
    "response_format": "the reply's schema is sent by us, see the judge's reply form",
    **dict.fromkeys(("model", "messages", "custom_llm_provider", "client", "shared_session"), "psyjudge fills it in"),
    **dict.fromkeys(("stream", "stream_options"), "replies are read whole"),
    **dict.fromkeys(("num_retries", "max_retries", "retry_strategy"), "psyjudge retries, in one place"),
    **dict.fromkeys(("fallbacks", "context_window_fallback_dict"), "another model is another judge with its own rows"),
    **dict.fromkeys(("caching", "cache", "mock_response"), "a verdict must come from the model, freshly"),
    **dict.fromkeys(("drop_params", "additional_drop_params"), "nothing that was set is dropped silently"),
    **dict.fromkeys(("callbacks", "success_callback", "failure_callback", "logger_fn"), "no third party is told"),
}


class Model(Protocol):
    """A way to put a prompt to one model."""

    @property
    def name(self) -> str:
        """What it is called in tables and files."""

    @property
    def route(self) -> str:
        """The protocol or provider it is reached by."""

    @property
    def endpoint_host(self) -> str | None:
        """The host that will be contacted; ``None`` when there is none or it cannot be known."""

    async def ask(self, messages: Sequence[Message], *, schema: dict[str, Any] | None, repeat: int = 0) -> Reply:
        """Put one prompt and return what came back, as far as it came.

        *schema* is the JSON Schema of the reply, for providers that enforce one. *repeat* tells independent repeats of
        the same prompt apart.

        Raises:
            CallError: No reply came.
        """

    async def aclose(self) -> None:
        """Close what is open."""


@runtime_checkable
class Hearing(Protocol):
    """A model that passes on the headers of every HTTP answer, whatever its status, so that limits can be obeyed."""

    heard: Callable[[Mapping[str, str]], None] | None
    """Who listens, set from outside; ``None``: nobody. Names are in lower case, or in a mapping that ignores case."""


@dataclass(frozen=True)
class ModelSpec:
    """One model and how to reach it, as the settings have it; it holds no secret.

    Raises:
        SettingsError: A parameter is not the user's to set, or a number makes no sense.
    """

    model: str
    """LiteLLM's name for it: ``openai/gpt-5``, ``hosted_vllm/...``, ``ollama_chat/...``."""
    api_base: str | None = None
    api_key_env: str | None = None
    """The environment variable that holds the key, when it is not the provider's usual one."""
    params: Mapping[str, Any] = field(default_factory=dict)  # JSON values, as the settings have them
    """Sampling parameters; nothing else of that kind is sent."""
    structured: Structured = "auto"
    """Whether a reply's schema is sent: ``auto`` where LiteLLM knows that the model takes one."""
    price: tuple[float, float] | None = None
    """USD per million prompt and completion tokens; ``None``: what LiteLLM's price list says."""
    cached_price: float | None = None
    """USD per million prompt tokens that the provider had in its cache, where *price* is given; ``None``: as others."""
    timeout: float = 120.0
    """Seconds one HTTP attempt may take, by our own clock."""
    route: Route = "auto"

    def __post_init__(self) -> None:
        for name in self.params:
            if name in _OURS:
                raise SettingsError(f"judge {self.model!r}: the parameter {name!r} cannot be set", hint=_OURS[name])
        if self.timeout <= 0:
            raise SettingsError(f"judge {self.model!r}: a timeout of {self.timeout!r} s leaves no time to answer")
        if self.price is not None and min(*self.price, self.cached_price or 0) < 0:
            raise SettingsError(f"judge {self.model!r}: the price {self.price!r} is negative")
