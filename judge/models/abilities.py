"""What a model can do by the price list that comes with LiteLLM, read without importing it."""

import re
from collections.abc import Iterator

from judge.models.price_list import Entry, listed

_ALL_TAKE_A_SCHEMA = frozenset({"fireworks_ai", "lm_studio", "nebius"})
_GUESSED = re.compile(r"claude|gemini|gpt-\d|(?:^|[/:.-])o\d", re.IGNORECASE)
"""Families of models about which LiteLLM guesses from the name, where its list is silent."""


def takes_schema(model: str) -> bool:
    """Whether LiteLLM knows that a model takes the JSON Schema of its reply; the same answer, without its guesses."""
    provider, slash, name = model.partition("/")
    if slash and provider in _ALL_TAKE_A_SCHEMA:
        return True
    entry = facts(model)
    if entry is None:
        return False
    said = entry.get("supports_response_schema")
    if said is None and slash:
        said = (listed(name) or {}).get("supports_response_schema")
    return said is True


def facts(model: str) -> Entry | None:
    """What the list says of a model, under any of the names it may have there; ``None``: nothing."""
    provider, slash, _ = model.partition("/")
    return next((e for e in _entries(model) if not slash or e.get("litellm_provider") in (None, provider)), None)


def is_guessed(model: str) -> bool:
    """Whether LiteLLM would go by the looks of the name."""
    return facts(model) is None and _GUESSED.search(model) is not None


def _entries(model: str) -> Iterator[Entry]:
    provider, slash, name = model.partition("/")
    for key in (model, name, f"{provider}/{model}") if slash else (model,):
        entry = listed(key)
        if entry is not None:
            yield entry
