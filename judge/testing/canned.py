"""One answer of the loopback server: a good reply, or a fault on demand."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, Self

from judge.record import dataclass

_POLICY = "The response was filtered due to the prompt triggering the provider's content management policy."


@dataclass(frozen=True, kw_only=True)
class Canned:
    """What the server does with one request.

    The same answer is written in the shape of whichever protocol was spoken. ``body`` replaces the whole body,
    ``error`` makes it an error object, ``choices`` and ``message`` replace parts of the OpenAI shape. What happens to
    the connection (``stall``, ``drop``, ``drip``, ``cut``) comes on top.
    """

    text: str | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    finish_reason: str | None = "stop"
    refusal: str | None = None
    reasoning: str | None = None
    """Hidden thinking: ``reasoning_content``, a thinking block, or ``thinking``, as the protocol has it."""
    role: str = "assistant"
    model: str | None = None
    """The model the reply names; ``None``: the one that was asked for."""
    usage: Mapping[str, Any] | None = None
    """``None``: a plausible count; an empty mapping: no usage at all."""
    tool_calls: Sequence[Mapping[str, Any]] | None = None
    logprobs: Sequence[Mapping[str, Any]] | None = None
    """The tokens with their log-probabilities (:func:`~judge.testing.spelled`), for requests that want them."""
    message: Mapping[str, Any] | None = None
    choices: Sequence[Any] | None = None
    error: Mapping[str, Any] | None = None
    body: bytes | None = None
    content_type: str = "application/json"
    delay: float = 0.0
    """Seconds before the answer, on top of the server's latency."""
    retry_date: float | None = None
    """Seconds from the moment of answering, sent as a ``Retry-After`` date (in whole seconds) beside ``Date``."""
    stall: bool = False
    """Never answer, and keep the connection open."""
    drop: bool = False
    """Reset the connection instead of answering."""
    drip: float | None = None
    """Seconds between single bytes of the body."""
    cut: int | None = None
    """Close the connection after so many bytes of the body, though its announced length is the whole."""

    @classmethod
    def ok(cls, text: str | None, **more: Any) -> Self:  # any field of this class
        """A normal reply."""
        return cls(text=text, **more)

    @classmethod
    def truncated(cls, text: str) -> Self:
        """A reply that ran into the token limit."""
        return cls(text=text, finish_reason="length")

    @classmethod
    def refused(cls, text: str) -> Self:
        """A refusal in the field OpenAI has for it, with no content."""
        return cls(refusal=text)

    @classmethod
    def filtered(cls) -> Self:
        """A 200 whose output the provider's filter removed."""
        return cls(finish_reason="content_filter")

    @classmethod
    def failure(
        cls,
        status: int = 500,
        message: str = "Internal server error",
        *,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> Self:  # more: whatever a provider puts into its error object
        """An error object with this HTTP status; *more* (``code``, ``type``, ``param``) goes into it."""
        return cls(status=status, error={"message": message, **more}, headers=headers or {})

    @classmethod
    def rate_limited(cls, retry_after: float | str | None = None, *, date: float | None = None) -> Self:
        """A 429, with ``Retry-After`` in seconds (or any text), as a *date* so many seconds ahead, or not at all."""
        headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        error = {"message": "Rate limit reached for requests", "type": "requests", "code": "rate_limit_exceeded"}
        return cls(status=429, headers=headers, error=error, retry_date=date)

    @classmethod
    def out_of_quota(cls) -> Self:
        """A 429 that waiting does not cure."""
        return cls.failure(429, "You exceeded your current quota", type="insufficient_quota", code="insufficient_quota")

    @classmethod
    def filter_error(cls) -> Self:
        """A 400 whose code says that a content filter stopped the prompt."""
        return cls.failure(400, _POLICY, code="content_filter", param="prompt")

    @classmethod
    def too_long(cls) -> Self:
        """A 400 that says the prompt does not fit the context window."""
        said = "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens."
        return cls.failure(400, said, type="invalid_request_error", code="context_length_exceeded", param="messages")

    @classmethod
    def unsupported(cls, param: str) -> Self:
        """A 400 that says the model does not take a parameter."""
        said = f"Unsupported parameter: '{param}' is not supported with this model."
        return cls.failure(400, said, type="invalid_request_error", code="unsupported_parameter", param=param)

    @classmethod
    def html(cls, status: int = 502) -> Self:
        """A gateway's page instead of JSON."""
        page = b"<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"
        return cls(status=status, body=page, content_type="text/html")

    @classmethod
    def redirected(cls, location: str, status: int = 307) -> Self:
        """A redirect."""
        return cls(status=status, headers={"Location": location}, body=b"")
