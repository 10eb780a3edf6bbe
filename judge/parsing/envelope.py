"""From what came back on the wire to the one text that may hold a verdict."""

import re
import unicodedata

from judge.call import Reply
from judge.parsing.classes import fault

MAX_BYTES = 2 * 1024 * 1024
"""No verdict is larger; what is larger is not looked at."""

_FILTERED = {
    "content_filter",
    "safety",
    "sensitive",
    "refusal",
    "blocklist",
    "prohibited_content",
    "recitation",
    "spii",
}
_WINDOW = {"model_context_window_exceeded", "context_window_exceeded", "context_length_exceeded", "model_length"}
_LENGTH = {"length", "max_tokens", "max_output_tokens"}
_TOOLS = {"tool_calls", "tool_use", "function_call"}
_SHAPES = {"no_choices", "null_message", "tool_call", "two_choices", "content_parts", "audio", "wrong_role"}

_OPEN, _CLOSE = "<think>", "</think>"
_THINK = re.compile(r"</?think\b", re.IGNORECASE)
_PAGE = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)


def open_reply(reply: Reply) -> str:
    """The text of *reply* that may hold a verdict, hidden reasoning set aside.

    A finish reason nobody knows, or none, passes: providers and libraries rename them, so the form's reader must be
    strict enough without it. ``length`` never passes, whole as the text may look.

    Raises:
        ReplyError: The reply was stopped, refused, is empty, or is no plain text.
    """
    _check_finish(reply)
    content = reply.content
    if content is None or not content:
        raise fault("only_thinking" if _says(reply.hidden_reasoning) else "no_content")
    check_characters(content)
    if is_blank(content):
        raise fault("only_thinking" if _says(reply.hidden_reasoning) else "blank")
    if content.startswith("\ufeff"):
        raise fault("bom")
    text = _without_thinking(content)
    if is_blank(text):
        raise fault("only_thinking")
    if _PAGE.match(text):
        raise fault("html")
    return text


def check_characters(text: str) -> None:
    """Refuse what cannot be stored as text.

    Raises:
        ReplyError: *text* is too large, holds half a surrogate pair, or holds a NUL character.
    """
    if len(text) > MAX_BYTES:
        raise fault("oversize", f"{len(text)} characters")
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        raise fault("bad_unicode", f"at character {error.start}") from None
    if size > MAX_BYTES:
        raise fault("oversize", f"{size} bytes")
    if "\0" in text:
        raise fault("nul", f"at character {text.index(chr(0))}")


def is_blank(text: str) -> bool:
    """Whether *text* shows nothing: only spaces, line ends, zero-width and other invisible characters."""
    if text and " " < text[0] < "\x7f":  # nearly every text begins so, and shows something there
        return False
    return all(c.isspace() or unicodedata.category(c) in ("Cc", "Cf") for c in text)


def _check_finish(reply: Reply) -> None:
    finish = "" if reply.finish_reason is None else reply.finish_reason.strip().casefold()
    if finish in _FILTERED:
        raise fault("content_filter", f"finish reason {reply.finish_reason!r}")
    if _says(reply.refusal):
        raise fault("refusal_field")
    if finish in _WINDOW:
        raise fault("context_window", f"finish reason {reply.finish_reason!r}")
    if finish in _LENGTH:
        raise fault("thinking_budget" if _thought_only(reply) else "length")
    if finish in _TOOLS:
        raise fault("tool_call", f"finish reason {reply.finish_reason!r}")
    if reply.shape in _SHAPES:
        raise fault(reply.shape)
    if reply.shape is not None:
        raise fault("unknown_shape", f"{reply.shape!r:.60}")


def _thought_only(reply: Reply) -> bool:
    if not _says(reply.content):
        return _says(reply.hidden_reasoning) or bool(reply.reasoning_tokens)
    content = "" if reply.content is None else reply.content
    return content.lstrip().startswith(_OPEN) and _CLOSE not in content


def _says(text: str | None) -> bool:
    return text is not None and not is_blank(text)


def _without_thinking(content: str) -> str:
    text = content.lstrip()
    if text.startswith(_OPEN) and _CLOSE in text:
        thought, _, text = text.removeprefix(_OPEN).partition(_CLOSE)
        if _THINK.search(thought):
            raise fault("think")
    if _THINK.search(text):
        raise fault("think")
    return text
