"""The lines of a batch: a question as OpenAI's batches and ``vllm run-batch`` take it, and what an answer says."""

from collections.abc import Mapping
from dataclasses import replace
from json import dumps, loads
from typing import Any

from judge.call import Reply
from judge.errors import CallError
from judge.models.base import ModelSpec
from judge.models.envelope import is_chat_reply, reply_from
from judge.models.exchange import Exchange
from judge.models.faults import classify
from judge.models.prices import cost_of

MISSING, EXPIRED, CANCELLED, FAILED = "batch_missing", "batch_expired", "batch_cancelled", "batch_failed"
"""Reason codes of questions that a batch left without an answer; a resume asks them again."""
UNFINISHED = frozenset({EXPIRED, CANCELLED})
_SAID = {
    MISSING: "the batch's answers hold none for it",
    EXPIRED: "the batch expired before it was asked",
    CANCELLED: "the batch was cancelled before it was asked",
}
_OK = range(200, 300)
_NAMELESS = 200  # an error that names no status is read as one inside a 200

Json = dict[str, Any]  # JSON values


def question_line(custom_id: str, body: bytes, *, url: str) -> bytes:
    """One line of a file of questions; *body* is a whole request, as it would go over the wire."""
    head = dumps({"custom_id": custom_id, "method": "POST", "url": url})
    return head[:-1].encode("ascii") + b', "body": ' + body + b"}\n"


def answer_in(line: bytes, question: bytes, *, spec: ModelSpec, host: str | None, provider: str) -> Reply:
    """The reply in a line of answers, read as one that came over the wire.

    Args:
        line: A JSON object, as a batch or ``vllm run-batch`` writes it.
        question: The line it answers.
        spec: The model, for its price.
        host: Where it was asked; ``None``: by the user, wherever that was.
        provider: Who is said to have answered.

    Raises:
        CallError: It tells of a failure, classified as everywhere.
    """
    found, sent = loads(line), body_in(question)
    response, error = found.get("response"), found.get("error")
    if isinstance(error, Mapping) and error.get("code") in UNFINISHED:
        raise unanswered(str(error["code"]))
    status, body = _answered(response) if isinstance(response, Mapping) else (_NAMELESS, {"error": error or "none"})
    if not isinstance(body, Mapping) and error:
        body = {"error": error}
    seen = Exchange(host, attempts=1, status=status, sent=dumps(sent).encode("ascii"), received=_bytes(body))
    if status not in _OK or not is_chat_reply(seen.envelope()):
        raise classify(Exception(), provider=provider, seen=seen)
    reply = reply_from({}, seen)
    return replace(
        reply,
        cost_usd=cost_of(spec, reply, batch=True),
        structured_requested="response_format" in sent,
        params_sent=seen.parameters(),
    )


def body_in(question: bytes) -> Json:
    """The body of a question."""
    return dict(loads(question)["body"])


def _answered(response: Mapping[str, Any]) -> tuple[int, object]:  # a line's own fields
    """Status and body; some write the body where both should stand."""
    if "body" not in response and "status_code" not in response:
        return _NAMELESS, response
    told = str(response.get("status_code", _NAMELESS))
    return int(told) if told.isdigit() else _NAMELESS, response.get("body")


def _bytes(body: object) -> bytes:
    return dumps(body).encode("ascii")


def unanswered(reason: str, told: CallError | None = None) -> CallError:
    """The error of a question that a batch left without an answer, in the words of what was *told* if anything was.

    A resume asks it again.
    """
    return CallError(told.message if told else _SAID[reason], state="failed_transport", reason=reason)
