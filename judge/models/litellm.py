"""A model reached by LiteLLM: the only file that imports it.

LiteLLM translates and sends, and nothing more: it retries nothing, caches nothing, drops nothing, calls nobody back,
reads no ``.env`` and no price list from the network, prints nothing. One call is one HTTP request, within a deadline by
our own clock.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from ssl import SSLContext
from typing import Any

from judge.call import Message, Reply
from judge.errors import CallError
from judge.models.base import ModelSpec
from judge.models.caching import MARK, chat_messages, marks
from judge.models.endpoints import PLACEHOLDER, api_key, endpoint_host, provider_of, resolved_base
from judge.models.envelope import is_chat_reply, reply_from
from judge.models.exchange import CURRENT, Exchange
from judge.models.faults import classify, failure
from judge.models.prices import cost_of
from judge.models.structured import SchemaUse, counting, response_format
from judge.models.tokens import estimate_prompt

_BY_HANDLER = frozenset({
    "anthropic", "cohere_chat", "deepseek", "fireworks_ai", "gemini", "groq", "hosted_vllm", "minimax", "mistral",
    "ollama_chat", "openrouter", "together_ai", "xai",
})  # fmt: skip
# Routes on which LiteLLM takes an HTTP client per call; on the others it takes the one for OpenAI's own library.
_MAX_TOKENS = 4096  # Anthropic wants a number
_SMALLEST_WINDOW = 8192
_ROOM_TO_ANSWER = 2048


@dataclass(eq=False)
class _Library:
    module: Any  # LiteLLM has no types of its own worth checking against
    handler: Any  # its HTTP client, over our wire
    wire: Any
    users: int = 0


class LiteLLMModel:
    """One model of any provider LiteLLM knows.

    Each question is one HTTP request, except when a server turns out not to take a reply's schema that was sent on
    LiteLLM's word alone (``structured="auto"``): then the question goes out once more without it, and so do all later
    ones.

    Raises:
        SettingsError: The model's name or address leads nowhere.
    """

    route = "litellm"

    def __init__(self, spec: ModelSpec) -> None:
        self.spec = spec
        self.name = spec.model
        self.provider = provider_of(spec)
        self.endpoint_host = endpoint_host(spec)
        self._base = resolved_base(spec)
        self._schema = SchemaUse(spec.structured, self._takes_schema)
        self._opened: _Library | None = None
        self.heard: Callable[[Mapping[str, str]], None] | None = None

    async def ask(self, messages: Sequence[Message], *, schema: dict[str, Any] | None, repeat: int = 0) -> Reply:
        """Put one prompt to the model.

        Raises:
            CallError: No reply came, or not in time.
        """
        library = self._library()
        structured = self._schema.sent(schema)
        try:
            return await self._once(library, messages, structured, repeat)
        except CallError as error:
            if not self._schema.gives_up(error, structured):
                raise
            before = error.http_attempts
        return counting(await self._once(library, messages, None, repeat), before)

    async def aclose(self) -> None:
        """Close the connections when no other model uses them."""
        library, self._opened = self._opened, None
        if library is None:
            return
        library.users -= 1
        if not library.users:
            await library.wire.aclose()

    def _library(self) -> _Library:
        if self._opened is None:
            self._opened = _litellm()
            self._opened.users += 1
            if self.provider == "ollama_chat":
                _know_locally(self._opened.module, self._model())
        return self._opened

    async def _once(
        self, library: _Library, messages: Sequence[Message], schema: dict[str, Any] | None, repeat: int
    ) -> Reply:
        if self.spec.api_key_env and api_key(self.spec) == PLACEHOLDER:
            raise failure("auth", f"{self.spec.api_key_env} is not set", seen=Exchange(self.endpoint_host))
        seen = Exchange(self.endpoint_host)
        arguments = self._arguments(messages, schema, repeat)
        if self.provider in _BY_HANDLER:
            arguments["client"] = library.handler
        marked = CURRENT.set(seen)
        try:
            response = await self._answer(library, arguments, seen)
        finally:
            CURRENT.reset(marked)
            if self.heard is not None:
                self.heard(seen.headers)
        if seen.succeeded and not seen.envelope():
            raise failure("bad_envelope", f"{self.provider} answered {seen.status} with no JSON object", seen=seen)
        return self._reply(response, seen, arguments)

    async def _answer(self, library: _Library, arguments: Mapping[str, Any], seen: Exchange) -> Any:
        """LiteLLM's response; ``None`` where it stumbled over an answer that is whole.

        Raises:
            CallError: Whatever else it raised, and the deadline.
        """
        clock = asyncio.timeout(self.spec.timeout)
        try:
            async with clock:
                return await library.module.acompletion(**arguments)
        except Exception as error:  # noqa: BLE001 - LiteLLM raises anything; all of it is classified
            _let_go(clock)
            if seen.succeeded and is_chat_reply(seen.envelope()) and not clock.expired():
                return None
            raise self._classified(TimeoutError() if clock.expired() else error, seen) from None

    def _classified(self, error: Exception, seen: Exchange) -> CallError:
        """What became of the call; on a route that may go past our wire, the exception's own word counts."""
        watched = seen.attempts or seen.refused or self.provider in _BY_HANDLER or self.endpoint_host is not None
        return classify(error, provider=self.provider, seen=seen if watched else None)

    def _reply(self, response: Any, seen: Exchange, arguments: Mapping[str, Any]) -> Reply:
        reply = reply_from(response.model_dump() if response is not None else {}, seen)
        sent = seen.parameters() if seen.attempts else {k: v for k, v in arguments.items() if k in self._parameters(())}
        if isinstance(arguments["messages"][0]["content"], list):
            sent["cache_control"] = MARK  # beside the system message, and so not among the parameters
        return replace(
            reply,
            cost_usd=cost_of(self.spec, reply),
            structured_requested="response_format" in arguments,
            params_sent=sent,
            http_attempts=max(seen.attempts, 1),
        )

    def _arguments(
        self, messages: Sequence[Message], schema: dict[str, Any] | None, repeat: int
    ) -> dict[str, Any]:  # LiteLLM's keyword arguments
        arguments = {
            "model": self._model(),
            "messages": chat_messages(messages, marked=marks(self.provider, self.name, messages)),
            "api_base": self._base,
            "api_key": api_key(self.spec),
            "timeout": 2 * self.spec.timeout + 10,  # later than ours, so that one clock decides
            "num_retries": 0,
            "max_retries": 0,
            **self._parameters(messages, repeat),
        }
        if schema is not None:
            arguments["response_format"] = response_format(schema)
        return arguments

    def _parameters(self, messages: Sequence[Message], repeat: int = 0) -> dict[str, Any]:  # JSON values
        """What was set, and what the transport cannot do without."""
        params = dict(self.spec.params)
        if isinstance(params.get("seed"), int):
            params["seed"] += repeat
        if self.provider == "anthropic" and not params.keys() & {"max_tokens", "max_completion_tokens"}:
            params["max_tokens"] = _MAX_TOKENS
        if self.provider == "ollama_chat" and "num_ctx" not in params:
            needed = estimate_prompt(messages) + _ROOM_TO_ANSWER
            params["num_ctx"] = max(_SMALLEST_WINDOW, 1 << (needed - 1).bit_length())
        return params

    def _model(self) -> str:
        """LiteLLM's name; Ollama's plain route knows no messages, so its chat route is taken."""
        return f"ollama_chat/{self.name.removeprefix('ollama/')}" if self.name.startswith("ollama/") else self.name

    def _takes_schema(self) -> bool:
        return bool(self._library().module.supports_response_schema(self._model()))


def _let_go(clock: asyncio.Timeout) -> None:
    """Go on being cancelled: some routes of LiteLLM turn a cancellation into an error of their own.

    Raises:
        asyncio.CancelledError: Somebody wants this task to end.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling() and not clock.expired():
        raise asyncio.CancelledError


def missing_by_litellm(model: str) -> str | None:
    """The environment variable LiteLLM misses for a provider that we have no entry for."""
    missing = _litellm().module.validate_environment(model)["missing_keys"]
    return str(missing[0]) if missing else None


def known_providers() -> frozenset[str]:
    """Every provider LiteLLM knows by name."""
    return frozenset(str(getattr(p, "value", p)) for p in _litellm().module.provider_list)


def gives_logprobs(model: str) -> bool:
    """Whether LiteLLM knows how to ask this model's provider for the log-probabilities of its tokens."""
    return "logprobs" in (_litellm().module.get_supported_openai_params(model) or ())


def _know_locally(module: Any, model: str) -> None:
    """Tell LiteLLM about an Ollama model: else it asks the default port about it, whatever address was given."""
    free = {
        "litellm_provider": "ollama_chat",
        "mode": "chat",
        "input_cost_per_token": 0.0,
        "output_cost_per_token": 0.0,
    }
    module.model_cost.setdefault(model, free)


@cache
def _litellm() -> _Library:
    """Import LiteLLM (seconds), once, and take from it everything but translating and sending."""
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    os.environ["LITELLM_MODE"] = "PRODUCTION"  # in its other mode it reads .env files on import
    import httpx  # noqa: PLC0415 - only needed here
    import litellm  # noqa: PLC0415 - takes seconds, and most commands ask no model
    from litellm.llms.custom_httpx import http_handler  # noqa: PLC0415 - the same

    from judge.models.wire import Wire  # noqa: PLC0415 - it needs httpx

    _silence(litellm)
    tls = http_handler.get_ssl_configuration()
    maker = http_handler.AsyncHTTPHandler
    make = getattr(maker, "create_aiohttp_transport", None) or maker._create_aiohttp_transport  # noqa: SLF001 - its name before 1.100
    inner = make(
        ssl_context=tls if isinstance(tls, SSLContext) else None, ssl_verify=tls if isinstance(tls, bool) else None
    )
    wire = Wire(inner, inner.proxy_cache)
    litellm.aclient_session = httpx.AsyncClient(transport=wire, follow_redirects=False)
    handler = http_handler.AsyncHTTPHandler()
    handler.client = litellm.aclient_session
    return _Library(litellm, handler, wire)


def _silence(module: Any) -> None:
    """No callbacks, no logs, no cache, no retries, no changed requests."""
    for name in ("LiteLLM", "LiteLLM Proxy", "LiteLLM Router"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = False
        logger.setLevel(logging.CRITICAL + 1)
    for name in ("set_verbose", "telemetry", "drop_params", "modify_params"):
        setattr(module, name, False)
    module.suppress_debug_info = True
    module.turn_off_message_logging = True
    module.cache = None
    module.num_retries = 0
    lists = ("callbacks", "input_callback", "success_callback", "failure_callback", "service_callback")
    for name in (*lists, "_async_input_callback", "_async_success_callback", "_async_failure_callback"):
        setattr(module, name, [])
