"""Every way a call can fail, told apart by what came over the wire.

Decided by HTTP status, the provider's own code, words in its message and the shape of the body, never by the class of
an exception alone: LiteLLM's classes and status codes are partly made up. Needles come before the status, because
providers send filters and quotas under the most different numbers.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from json import JSONDecodeError, loads
from typing import Any

from judge.errors import CallError
from judge.models.exchange import Exchange
from judge.models.needles import first_match, may_refuse_parameters, refused_parameter
from judge.models.redaction import redact
from judge.models.waiting import retry_after_of
from judge.record import dataclass

_OK = range(200, 300)
_REDIRECT = range(300, 400)
_FAILED = 400
_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a failure means for the judgments of the call and for the calls after it."""

    state: str
    retryable: bool = False
    endpoint_wide: bool = False
    hint: str | None = None


_RETRY = Verdict("failed_transport", retryable=True)
_CASE = Verdict("failed_config")


def _judge_ends(hint: str) -> Verdict:
    return Verdict("failed_config", endpoint_wide=True, hint=hint)


MEANING: Mapping[str, Verdict] = {
    "auth": _judge_ends("check the key in the environment"),
    "bad_envelope": _RETRY,
    "bad_gateway": _RETRY,
    "bad_request": _CASE,
    "conflict": _RETRY,
    "connection": _RETRY,
    "content_filter": Verdict("refused_provider"),
    "context_window": Verdict("failed_config", hint="the prompt is too long for this model"),
    "deadline": _RETRY,
    "forbidden": _judge_ends("this key may not use this model or address"),
    "foreign_host": _judge_ends("the model's provider contacts another host than was announced"),
    "not_sent": Verdict("failed_config", hint="the request could not be built"),
    "not_found": _judge_ends("check the model's name and its api_base"),
    "overloaded": _RETRY,
    "quota": _judge_ends("the account has run out of credit or quota"),
    "rate_limit": _RETRY,
    "redirect": Verdict("failed_transport", hint="give the address it redirects to as the judge's api_base"),
    "server_error": _RETRY,
    "timeout": _RETRY,
    "unavailable": _RETRY,
    "unknown_provider": _judge_ends("write PROVIDER/MODEL, with a provider that LiteLLM knows"),
    "unsupported_parameter": _judge_ends("take it out of the judge's parameters"),
}
"""Each reason a call can fail for, and what follows from it."""

_BY_STATUS: Mapping[int, str] = {
    401: "auth",
    402: "quota",
    403: "forbidden",
    404: "not_found",
    405: "not_found",
    408: "timeout",
    409: "conflict",
    413: "context_window",
    425: "unavailable",
    429: "rate_limit",
    502: "bad_gateway",
    503: "unavailable",
    504: "timeout",
    529: "overloaded",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What a failed call says about itself."""

    status: int | None
    codes: tuple[str, ...] = ()
    """The provider's own code, type and status words."""
    parameter: str | None = None
    """The parameter the provider blames, as it calls it."""
    message: str = ""


def classify(error: BaseException, *, provider: str, seen: Exchange | None = None) -> CallError:
    """From a failed call to the one state its judgments take.

    *seen* is the raw exchange, where there was one; without it the exception's own word is taken. The message is
    redacted and short, and the provider's exception is not chained to it.
    """
    if isinstance(error, TimeoutError):
        return failure("deadline", f"{provider} did not finish its answer in time", seen=seen)
    if seen is not None and seen.refused:
        return failure("foreign_host" if not seen.attempts else "redirect", seen.refused, seen=seen)
    problem = _problem(error, seen)
    reason, parameter = _reason(problem, seen)
    sent = seen is None or seen.attempts
    answered = (
        f"answered {problem.status}" if problem.status and sent else "gave no answer" if sent else "was not asked"
    )
    about = f" ({parameter!r})" if parameter else ""
    told = redact(problem.message) or "no message"
    return failure(reason, f"{provider} {answered}, {reason}{about}: {told}", seen=seen)


def failure(reason: str, message: str, *, seen: Exchange | None = None) -> CallError:
    """The error for one *reason*, with what it means."""
    meaning = MEANING[reason]
    error = CallError(
        message,
        state=meaning.state,
        reason=reason,
        retryable=meaning.retryable,
        endpoint_wide=meaning.endpoint_wide,
        retry_after=retry_after_of(seen.headers) if seen and meaning.retryable else None,
        hint=meaning.hint,
    )
    if seen is not None:
        error.http_attempts = seen.attempts
    return error


def _problem(error: BaseException, seen: Exchange | None) -> Problem:
    if seen is None or not seen.attempts:
        status = getattr(error, "status_code", None)
        return Problem(status if isinstance(status, int) else None, message=_told(error))
    if seen.received is None:
        return Problem(None, message=_told(error))
    told = read_problem(seen.received) or Problem(None)
    return replace(told, status=seen.status)


def _told(error: BaseException) -> str:
    message = getattr(error, "message", None)
    return message if isinstance(message, str) else str(error)


def read_problem(body: bytes) -> Problem | None:
    """The error object in a body, in any of the shapes providers use; a page of HTML is shortened to its text.

    ``None`` when the body says nothing.
    """
    text = body.decode("utf-8", errors="replace")
    try:
        data = loads(text)
    except (JSONDecodeError, RecursionError):
        plain = re.sub(r"<[^>]*>", " ", text[:2000])
        return Problem(None, message=plain.strip()) if plain.strip() else None
    return _problem_in(data)


def _problem_in(data: object) -> Problem | None:
    if isinstance(data, list) and data:
        return _problem_in(data[0])
    if not isinstance(data, dict):
        return None
    inner = data.get("error") or data.get("base_resp") or data
    if isinstance(inner, str):
        return Problem(_number(data.get("code")), message=inner)
    if not isinstance(inner, dict):
        return None
    words = (inner.get(key) for key in ("code", "type", "status", "status_code"))
    message = next((v for k in ("message", "status_msg", "detail", "msg") if (v := inner.get(k))), None)
    if inner is data and message is None:
        return None
    parameter = inner.get("param") or inner.get("parameter")
    return Problem(
        _number(inner.get("code")),
        tuple(str(word).lower() for word in words if word is not None),
        parameter if isinstance(parameter, str) else None,
        _ECHO.split(message if isinstance(message, str) else str(message or ""))[0],
    )


_ECHO = re.compile(r"""['"]input['"]\s*:""")  # validators repeat what they were given: a person's words


def _number(code: Any) -> int | None:  # whatever stood there
    digits = str(code)
    return int(digits) if re.fullmatch(r"[1-5]\d\d", digits) else None


def _reason(problem: Problem, seen: Exchange | None) -> tuple[str, str | None]:
    unsent = seen is not None and not seen.attempts
    status = 0 if unsent else problem.status  # LiteLLM makes statuses up for what it never sent
    if status in _REDIRECT:
        return "redirect", None
    if status in _OK:
        status = _inner_status(seen)
        if status is None:
            return "bad_envelope", None
    if reason := first_match(problem.codes, problem.message, status):
        return reason, None
    if may_refuse_parameters(status):
        sent = seen.refusable() if seen else ()
        if parameter := refused_parameter(problem.message, problem.parameter, sent):
            return "unsupported_parameter", parameter
    return "not_sent" if unsent else _by_status(status), None


def _inner_status(seen: Exchange | None) -> int | None:
    """The status inside an error object that came with a 200; 0 when it names none; ``None`` when there is none."""
    if seen is None or seen.received is None:
        return None
    try:
        data = loads(seen.received)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not (data.get("error") or data.get("base_resp")):
        return None
    told = _problem_in(data)
    return (told.status or 0) if told else 0


def _by_status(status: int | None) -> str:
    if status is None:
        return "connection"
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    return "bad_request" if _FAILED <= status < _SERVER_ERROR else "server_error"
