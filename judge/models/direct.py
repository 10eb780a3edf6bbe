"""A model reached directly, over OpenAI's protocol: the same requests as LiteLLM's, at a small part of the cost.

One call is one HTTP request, within a deadline by our own clock. What failed is told apart by the same rules as on the
other route, and an answer is read by the same reader.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from judge.call import Message, Reply
from judge.errors import CallError
from judge.models.abilities import takes_schema
from judge.models.base import ModelSpec
from judge.models.bodies import Bodies, Tail
from judge.models.dialects import DIALECTS, dialect_of
from judge.models.endpoints import PLACEHOLDER, endpoint_host, key_sent, provider_of, resolved_base
from judge.models.envelope import is_chat_reply, read_envelope
from judge.models.exchange import Exchange
from judge.models.faults import classify, failure
from judge.models.prices import cost_of
from judge.models.providers import PROVIDERS
from judge.models.redaction import secrets_in, without_secrets
from judge.models.routing import name_sent, route_of
from judge.models.structured import SchemaUse, counting
from judge.models.usage import usage_in

if TYPE_CHECKING:
    from judge.models.connecting import Line, Target

_PATH = "/chat/completions"
_OURS: Mapping[str, str] = {"Content-Type": "application/json", "User-Agent": "psyjudge"}
_NO_REPLY = ValueError()
_ACCOUNT: Mapping[str, tuple[str, ...]] = {
    "OpenAI-Organization": ("OPENAI_ORGANIZATION", "OPENAI_ORG_ID"),
    "OpenAI-Project": ("OPENAI_PROJECT_ID",),
}


class DirectModel:
    """One model of a provider that speaks OpenAI's protocol.

    Each question is one HTTP request, except when a server turns out not to take a reply's schema that was sent on
    hearsay (``structured="auto"``): then the question goes out once more without it, and so do all later ones. All
    models in one event loop share their connections.

    Raises:
        SettingsError: The model's name or address leads nowhere, or to a provider that is not known to speak it.
    """

    route = "direct"

    def __init__(self, spec: ModelSpec) -> None:
        route_of(replace(spec, route="direct"))
        self.spec = spec
        self.name = spec.model
        self.provider = provider_of(spec)
        self.endpoint_host = endpoint_host(spec)
        dialect = dialect_of(self.provider, name_sent(spec)) or DIALECTS[self.provider][-1]
        self._bodies = Bodies(name_sent(spec), spec.params, dialect.renames)
        self._schema = SchemaUse(spec.structured, lambda: dialect.schema != "never" and takes_schema(spec.model))
        self._address = _address(resolved_base(spec) or "")
        self.heard: Callable[[Mapping[str, str]], None] | None = None
        self._target: Target | None = None
        self._line: Line | None = None
        self._secrets = secrets_in(os.environ)

    async def ask(self, messages: Sequence[Message], *, schema: dict[str, Any] | None, repeat: int = 0) -> Reply:
        """Put one prompt to the model.

        Raises:
            CallError: No reply came, or not in time.
        """
        structured = self._schema.sent(schema)
        try:
            return await self._once(messages, self._bodies.tail(structured, repeat))
        except CallError as error:
            if not self._schema.gives_up(error, structured):
                raise
            before = error.http_attempts
        return counting(await self._once(messages, self._bodies.tail(None, repeat)), before)

    async def aclose(self) -> None:
        """Close the connections when no other model in this event loop uses them."""
        line, self._line = self._line, None
        if line is not None:
            await line.release()

    async def _once(self, messages: Sequence[Message], tail: Tail) -> Reply:
        seen = Exchange(self.endpoint_host, sent=self._bodies.body(messages, tail))
        line, target = self._connected()
        problem: Exception = _NO_REPLY
        try:
            await line.post(target, seen)
        except Exception as error:  # noqa: BLE001 - a client raises many things; all of them are classified
            problem = error
        if self.heard is not None:
            self.heard(seen.headers)
        if seen.succeeded:
            envelope = seen.envelope()
            if is_chat_reply(envelope):
                return without_secrets(self._read(envelope, tail), self._secrets)
        raise classify(problem, provider=self.provider, seen=seen) from None

    def _connected(self) -> tuple["Line", "Target"]:
        """The running loop's connections, and where requests go.

        Raises:
            CallError: There is no key to send.
        """
        if self._line is None or self._target is None or not self._line.is_here():
            from judge.models.connecting import line, target  # noqa: PLC0415 - it imports an HTTP client

            self._line, self._target = line(), target(self._address, self._headers(), self.spec.timeout)
        return self._line, self._target

    def _headers(self) -> dict[str, str]:
        key = key_sent(self.spec)
        wanted = self.spec.api_key_env or next(iter(PROVIDERS[self.provider].keys), "the key")
        if key is None or (self.spec.api_key_env and key == PLACEHOLDER):
            raise failure("auth", f"{wanted} is not set", seen=Exchange(self.endpoint_host))
        account = _ACCOUNT if self.provider in ("openai", "custom_openai") else {}
        held = {header: next(filter(None, map(os.environ.get, names)), "") for header, names in account.items()}
        return {**_OURS, "Authorization": f"Bearer {key}", **{name: value for name, value in held.items() if value}}

    def _read(self, envelope: dict[str, Any], tail: Tail) -> Reply:  # JSON values
        usage = usage_in(envelope.get("usage"))
        return read_envelope(
            envelope,
            usage,
            cost_usd=cost_of(self.spec, usage),
            structured_requested=tail.structured,
            params_sent=tail.params,
        )


def _address(base: str) -> str:
    base = base.rstrip("/")
    return base if base.endswith(_PATH) else base + _PATH
