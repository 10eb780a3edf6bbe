"""Question and answer on the wire: paid once, kept raw."""

from collections.abc import Sequence
from dataclasses import field
from typing import Any, Literal

from judge.case import Case
from judge.record import dataclass

ReplyForm = Literal["json", "lines", "label", "trailing_dict"]
Poses = Literal["class", "each", "all"]
"""What a way of asking puts into one call: for the class, for each question, or for all of them."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat request."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """The exact messages a judge gets about one case."""

    messages: tuple[Message, ...]
    form: ReplyForm
    case: Case
    """What it asks about; its token is the six digits the reply must repeat."""
    schema: dict[str, Any] | None
    """JSON Schema of the reply, for providers that enforce one."""
    sha256: str
    """Fingerprint of the messages with the token masked."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model sent back, as far as it was sent: nothing is filled in."""

    content: str | None
    finish_reason: str | None = None
    refusal: str | None = None
    """Text of a refusal field, where the provider has one."""
    hidden_reasoning: str | None = None
    shape: str | None = None
    """Set when the envelope is not one text message: ``no_choices``, ``two_choices``, ``tool_call``, ``content_parts``,
    ``audio``, ``wrong_role``, ``null_message``."""
    model_returned: str | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    cached_tokens: int | None = None
    """Of the prompt's, those the provider had in its cache."""
    reasoning_tokens: int | None = None
    """Of the completion's, those of hidden thinking."""
    cache_written_tokens: int | None = None
    """Of the prompt's, those the provider put into its cache, at a price of their own; not stored."""
    cost_usd: float | None = None
    """``None`` is unknown, never free."""
    logprobs: Sequence[Any] | None = None
    """The log-probabilities of the answer's tokens, as they came; ``None`` where there were none. Not stored."""
    structured_requested: bool = False
    params_sent: dict[str, Any] = field(default_factory=dict)
    http_attempts: int = 1


@dataclass(frozen=True, slots=True)
class Call:
    """One question put to a model and what came back; several judgments may be read from it."""

    call_id: str
    judge: str
    ask: str
    model: str
    route: str
    endpoint_host: str | None
    response_id: str
    repeat: int
    attempt: int
    dimensions: tuple[str, ...]
    prompt_sha256: str
    asked_at: str
    latency_s: float
    reply: Reply
    error: str | None = None
    """``state:reason`` when no reply came."""
    flags: tuple[str, ...] = ()
    """What is odd about it: ``model_mismatch``, ``prompt_cut``, ``context_cut``, ``hidden_characters``, ..."""
