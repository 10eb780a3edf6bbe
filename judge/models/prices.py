"""What a model costs, by the price list that comes with LiteLLM, read without importing it."""

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from json import loads
from pathlib import Path
from typing import Any

from judge.models.base import ModelSpec

_FILE = "model_prices_and_context_window_backup.json"
_MILLION = 1_000_000
_LOCAL = frozenset({"ollama", "ollama_chat", "llamafile", "lm_studio"})  # the user's own machine


def known_price(spec: ModelSpec) -> tuple[float, float] | None:
    """USD per million prompt and completion tokens: the settings' own, else the list's; ``None`` is unknown.

    Free is a price: a model run on one's own machine by Ollama, llamafile or LM Studio costs nothing. A server that
    may stand anywhere (``hosted_vllm``, ``openai`` with another address) is not assumed to be free.
    """
    if spec.price is not None:
        return spec.price
    provider, slash, name = spec.model.partition("/")
    if slash and provider in _LOCAL:
        return (0.0, 0.0)
    entry = _entry(spec.model) or (_entry(name, provider) if slash else None)
    if entry is None or "input_cost_per_token" not in entry or "output_cost_per_token" not in entry:
        return None
    return entry["input_cost_per_token"] * _MILLION, entry["output_cost_per_token"] * _MILLION


def listed_provider(model: str) -> str | None:
    """The provider the price list names for a model written without one."""
    entry = _entry(model)
    return str(entry["litellm_provider"]) if entry and entry.get("litellm_provider") else None


def _entry(model: str, provider: str | None = None) -> Mapping[str, Any] | None:  # the list's own fields
    entry = _price_list().get(model)
    return entry if entry and provider in (None, entry.get("litellm_provider")) else None


@cache
def _price_list() -> Mapping[str, Mapping[str, Any]]:  # the list's own fields
    found = find_spec("litellm")
    if found is None or not found.submodule_search_locations:
        return {}
    path = Path(found.submodule_search_locations[0]) / _FILE
    return dict(loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}
