"""Keys out of every text that is kept or shown."""

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from judge.call import Reply

MAX_CHARS = 300
"""How much of a foreign message is kept."""

_HIDDEN = "[redacted]"
_TOLD = ("content", "refusal", "hidden_reasoning", "finish_reason", "model_returned")
# What of a reply is a server's own words.
_SECRET_NAME = re.compile(r"(?:KEY|TOKEN|SECRET|PASSWORD)$", re.IGNORECASE)
_SHORTEST = 8  # a shorter value is a setting, and would hide ordinary words
_PATTERNS = re.compile(
    r"""
    \b(?:sk|pk|rk|ak|xai|gsk|hf|nvapi|ghp|gho|github_pat|fw|pplx|tgp_v1|r8)[-_][A-Za-z0-9*._\-]{6,}
    | \bAIza[A-Za-z0-9_\-]{10,}
    | \b(?:AKIA|ASIA)[A-Z0-9]{12,}
    | \beyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-.]+
    | (?i:\b(?:bearer|basic)\s+)[A-Za-z0-9._~+/=\-]{8,}
    | (?i:\b(?:api[-_ ]?key|x-api-key|authorization|access[-_]token|secret)["']?\s*[:=]\s*["']?)[^\s"',}&]{6,}
    """,
    re.VERBOSE,
)


def secrets_in(environment: Mapping[str, str]) -> list[str]:
    """Values of the environment variables that hold secrets, by their names; the longest first."""
    found = {v for name, v in environment.items() if _SECRET_NAME.search(name) and len(v) >= _SHORTEST}
    return sorted(found, key=len, reverse=True)


def redact(text: str, secrets: Iterable[str] | None = None, *, limit: int = MAX_CHARS) -> str:
    """*text* without keys, on one line, cut to *limit* characters.

    Hidden are the actual *secrets* (``None``: what the environment holds now) and whatever looks like a key. The cut
    comes last, so that no half of a key survives it.
    """
    for secret in secrets_in(os.environ) if secrets is None else secrets:
        text = text.replace(secret, _HIDDEN)
    text = " ".join(_PATTERNS.sub(_HIDDEN, text).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def without_secrets(reply: Reply, secrets: Sequence[str]) -> Reply:
    """*reply* with the actual *secrets* hidden wherever a server echoed one; the same object where it did not.

    Only the values themselves: what merely looks like a key is somebody's words, and stays.
    """
    told = {name: text for name in _TOLD if (text := getattr(reply, name)) is not None}
    if not any(secret in text for text in told.values() for secret in secrets):
        return reply
    for secret in secrets:
        told = {name: text.replace(secret, _HIDDEN) for name, text in told.items()}
    return replace(reply, **told)


def wiped(content: bytes, secrets: Iterable[str] | None = None) -> bytes:
    """*content*, some file of JSON, without the actual *secrets*, plain or as JSON may write them.

    ``None``: what the environment holds now.
    """
    for secret in secrets_in(os.environ) if secrets is None else secrets:
        for form in sorted(_written(secret), key=len, reverse=True):
            content = content.replace(form.encode("utf-8", "surrogateescape"), _HIDDEN.encode("ascii"))
    return content


def _written(secret: str) -> set[str]:
    forms = {secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
    return forms | {form.replace("/", "\\/") for form in forms}
