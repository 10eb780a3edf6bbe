"""What a model costs, by the price list that comes with LiteLLM, read without importing it.

One reckoning serves every route, so that a run costs the same however its model was reached.
"""

import re
from collections.abc import Iterator
from functools import cache

from judge.call import Reply
from judge.errors import SettingsError
from judge.models.base import ModelSpec
from judge.models.endpoints import endpoint_host
from judge.models.hosts import is_loopback
from judge.models.price_list import Entry, entry_of
from judge.models.usage import Usage
from judge.record import dataclass

_MILLION = 1_000_000
_LOCAL = frozenset({"ollama", "ollama_chat", "llamafile", "lm_studio"})  # the user's own machine
_BATCH = "batches"
_BATCH_SHARE = 0.5
"""What a batch costs of the plain price, where the list does not say: half, as OpenAI, Azure, Mistral and others have
it."""
_TIERS = ("flex", "priority")
"""Service tiers that have prices of their own in the list."""
_SEARCHING = re.compile(r"^perplexity/|-search-")
"""Models that search whenever they are asked: each request costs more than its tokens, and the list cannot say how
much."""
_STEP = re.compile(r"^input_cost_per_token_above_(\d+)(k?)_tokens$")


@dataclass(frozen=True, slots=True)
class Rates:
    """What tokens cost, in USD per million of each kind."""

    prompt: float
    completion: float
    cached: float
    """Of the prompt's tokens, those the provider had in its cache; the prompt's own price where it has no other."""
    written: float
    """Those it put there."""
    reasoning: float
    """Of the completion's tokens, those of hidden thinking."""

    def times(self, share: float) -> "Rates":
        """The same, all at a *share*."""
        return Rates(*(share * r for r in (self.prompt, self.completion, self.cached, self.written, self.reasoning)))


def known_price(spec: ModelSpec) -> tuple[float, float] | None:
    """USD per million prompt and completion tokens of a short prompt; ``None`` is unknown. See `rates`."""
    found = rates(spec)
    return None if found is None else (found.prompt, found.completion)


def rates(spec: ModelSpec, *, prompt_tokens: int = 0, batch: bool = False) -> Rates | None:
    """What a model's tokens cost: the settings' own price, else the list's; ``None`` is unknown.

    Free is a price: a model run on this machine by Ollama, llamafile or LM Studio costs nothing, unless its name says
    that it is passed on to a cloud. A server that may stand anywhere (``hosted_vllm``) is not assumed to be free, and a
    provider's model at another address, a gateway's say, is reckoned at the list's price. Zeros in the list stand for
    prices nobody entered.

    Args:
        spec: The model; its parameter ``service_tier`` counts.
        prompt_tokens: Of the whole prompt, for the many models at which long prompts cost more per token.
        batch: Whether it is asked by a batch, at half the price where the list names no other.
    """
    if spec.price is not None:
        return _own(spec, batch=batch)
    if spec.model.partition("/")[0] in _LOCAL:
        return Rates(0.0, 0.0, 0.0, 0.0, 0.0) if _stays_here(spec) else None
    wanted = spec.params.get("service_tier")
    tier = _BATCH if batch else wanted if wanted in _TIERS else ""
    found = None
    for above, step in _steps(spec.model, str(tier)):
        if found is None or prompt_tokens > above:
            found = step
    return found


def cost_of(spec: ModelSpec, reply: Reply | Usage, *, batch: bool = False) -> float | None:
    """What a call cost, in USD; ``None`` when its price or a count of its tokens is unknown, never 0 for that.

    Tokens read from the provider's cache and written to it have their own prices. Tokens of hidden thinking are a part
    of the completion.
    """
    if reply.prompt_tokens is None or reply.completion_tokens is None:
        return None
    price = rates(spec, prompt_tokens=reply.prompt_tokens, batch=batch)
    if price is None:
        return None
    cached = min(reply.cached_tokens or 0, reply.prompt_tokens)
    written = min(reply.cache_written_tokens or 0, reply.prompt_tokens - cached)
    thought = min(reply.reasoning_tokens or 0, reply.completion_tokens)
    prompt = (reply.prompt_tokens - cached - written) * price.prompt + cached * price.cached + written * price.written
    completion = (reply.completion_tokens - thought) * price.completion + thought * price.reasoning
    return (prompt + completion) / _MILLION


def smallest_cached(model: str) -> int | None:
    """Tokens a prompt's beginning must have at least for the provider to cache it, where the list says so."""
    found = (entry_of(model) or {}).get("prompt_cache_min_tokens")
    return found if isinstance(found, int) else None


def thinks(model: str) -> bool:
    """Whether a model may spend tokens on hidden thinking, by the list."""
    return bool((entry_of(model) or {}).get("supports_reasoning"))


def _stays_here(spec: ModelSpec) -> bool:
    try:
        return is_loopback(endpoint_host(spec)) and not spec.model.endswith("-cloud")
    except SettingsError:  # no address: where it goes is found wrong elsewhere
        return False


def _own(spec: ModelSpec, *, batch: bool) -> Rates:
    assert spec.price is not None  # noqa: S101 - the caller has looked
    prompt, completion = spec.price
    cached = prompt if spec.cached_price is None else spec.cached_price
    own = Rates(prompt, completion, cached, prompt, completion)
    return own.times(_BATCH_SHARE) if batch else own


@cache
def _steps(model: str, tier: str) -> tuple[tuple[int, Rates], ...]:
    """Prices from the shortest prompt on: above so many tokens, these."""
    entry = entry_of(model)
    if entry is None or "input_cost_per_request" in entry or _SEARCHING.search(model):
        return ()
    if entry.get("tiered_pricing"):
        return tuple(_ranged(entry, tier))
    if not (entry.get("input_cost_per_token") or entry.get("output_cost_per_token")):
        return ()
    if "input_cost_per_token" not in entry or "output_cost_per_token" not in entry:
        return ()
    steps = sorted(
        (int(m[1]) * (1000 if m[2] else 1), f"_above_{m[1]}{m[2]}_tokens") for m in map(_STEP.match, entry) if m
    )
    return tuple((above, _priced(entry, suffix, tier)) for above, suffix in [(0, ""), *steps])


def _ranged(entry: Entry, tier: str) -> Iterator[tuple[int, Rates]]:
    for part in entry["tiered_pricing"]:
        if "input_cost_per_token" in part and {"output_cost_per_token"} & (part.keys() | entry.keys()):
            whole = {"output_cost_per_token": entry.get("output_cost_per_token"), **part}
            yield int(part.get("range", [0])[0]), _priced(whole, "", tier)


def _priced(entry: Entry, above: str, tier: str) -> Rates:
    prompt, completion = (_rate(entry, f"{kind}_cost_per_token", above, tier) or 0.0 for kind in ("input", "output"))
    others = ("cache_read_input_token_cost", "cache_creation_input_token_cost", "output_cost_per_reasoning_token")
    cached, written, thought = (_rate(entry, name, above, tier) for name in others)
    return Rates(
        prompt,
        completion,
        prompt if cached is None else cached,
        prompt if written is None else written,
        completion if thought is None else thought,
    ).times(_MILLION)


def _rate(entry: Entry, name: str, above: str, tier: str) -> float | None:
    base = name + above if entry.get(name + above) is not None else name
    plain, own = entry.get(base), entry.get(f"{base}_{tier}") if tier else None
    if own is not None:
        return float(own)
    return None if plain is None else float(plain) * (_BATCH_SHARE if tier == _BATCH else 1)
