"""Which OpenAI-shaped providers our own client speaks to, and what each takes exactly as LiteLLM would send it.

Read from LiteLLM 1.106 and held to it by a test that sends the same by both routes. A parameter that LiteLLM refuses,
drops or turns into something else for a provider is not in its dialect, nor is a provider that LiteLLM sends more to
than was set (OpenRouter), translates for (Anthropic, Gemini, Ollama), or signs for.
"""

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from judge.record import dataclass

_SAMPLING = frozenset({"temperature", "top_p", "stop", "seed"})
_LENGTH = frozenset({"max_tokens", "max_completion_tokens"})
_PENALTIES = frozenset({"presence_penalty", "frequency_penalty"})
_LIKELIHOODS = frozenset({"logprobs", "top_logprobs"})
_USUAL = _SAMPLING | _LENGTH | _PENALTIES | _LIKELIHOODS | {"logit_bias"}
_FURTHER = frozenset({
    "top_k", "min_p", "repetition_penalty", "length_penalty", "min_tokens", "ignore_eos", "chat_template_kwargs",
    "enable_thinking", "thinking_budget", "include_reasoning", "extra_body",
})  # fmt: skip
# Names that OpenAI does not have: LiteLLM hands them on as they are, and what `extra_body` holds beside them.
_EFFORT = frozenset({"reasoning_effort"})
_SHORT: Mapping[str, str] = {"max_completion_tokens": "max_tokens"}
_LONG: Mapping[str, str] = {"max_tokens": "max_completion_tokens"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """What one provider, or one family of its models, is sent as it stands."""

    carries: frozenset[str]
    """Parameters that may be set."""
    renames: Mapping[str, str] = field(default_factory=dict)
    """Those that LiteLLM sends by another name."""
    schema: Literal["any", "undenied", "known", "never"] = "any"
    """To which models a reply's schema goes out by order: any, those of which LiteLLM's list does not say otherwise,
    those of which it says so, or none."""
    models: re.Pattern[str] = re.compile(r".")
    """The models it holds for, by what their names begin with."""
    addresses: re.Pattern[str] = re.compile(r"(?!.*/chat/completions/?$)")
    """The addresses it holds for; a slash at their end does not count."""


_VERSIONED = re.compile(r".*/v1$")  # LiteLLM adds the version to others
_ALL = Dialect(_USUAL | _FURTHER)
_SHORT_ALL = Dialect(_USUAL | _FURTHER, _SHORT)

DIALECTS: Mapping[str, tuple[Dialect, ...]] = {
    "cerebras": (Dialect(_SAMPLING | _LENGTH | _FURTHER, _SHORT),),
    "custom_openai": (Dialect(_USUAL | {"extra_body"}, _SHORT),),
    "dashscope": (Dialect(_USUAL | _FURTHER | _EFFORT),),
    "deepinfra": (
        Dialect(
            (_SAMPLING - {"seed"}) | _LENGTH | _PENALTIES | {"logit_bias"} | _FURTHER,
            _SHORT,
            models=re.compile(r"(?!mistralai/Mistral-7B-Instruct-v0\.1)"),  # its temperature 0 is changed
        ),
    ),
    "deepseek": (Dialect(_USUAL | _FURTHER, addresses=re.compile(r".*[^/]$")),),
    "fireworks_ai": (
        Dialect(
            _USUAL | {"top_k", "min_p", "repetition_penalty"}, _SHORT, models=re.compile(r"accounts/")
        ),  # other names are completed
    ),
    "groq": (Dialect(_USUAL | _FURTHER, _SHORT, schema="known"),),
    "hosted_vllm": (Dialect(_USUAL | _FURTHER | _EFFORT),),
    "llamafile": (_ALL,),
    "lm_studio": (_ALL,),
    "minimax": (Dialect(_USUAL | _FURTHER, addresses=_VERSIONED),),
    "mistral": (
        Dialect(
            (_SAMPLING | _LENGTH | _FURTHER) - {"extra_body"}, {**_SHORT, "seed": "random_seed"}, addresses=_VERSIONED
        ),
    ),
    "modelscope": (_ALL,),
    "moonshot": (
        Dialect((_USUAL | _FURTHER) - {"temperature"}, _SHORT),  # it is cut to 1, or dropped
    ),
    "nebius": (_SHORT_ALL,),
    "novita": (_ALL,),
    "openai": (
        Dialect(
            _LENGTH | _EFFORT | {"seed"} | _FURTHER,
            _LONG,
            schema="undenied",
            models=re.compile(r"gpt-[56](?!-chat|.*(?:search|codex|chat-latest|-pro))"),
        ),
        Dialect(
            _USUAL | _FURTHER,
            schema="undenied",
            models=re.compile(r"(?!.*gpt-[56](?!-chat)|(?:ft:)?o\d|responses/)"),  # the o-series has other messages
        ),
    ),
    "sambanova": (
        Dialect((_SAMPLING - {"seed"}) | _LENGTH | _FURTHER, _SHORT),
    ),
    "tencent": (_ALL,),
    "together_ai": (_ALL,),
    "volcengine": (Dialect(_USUAL | _FURTHER, _SHORT, schema="never"),),
    "xai": (Dialect(_LENGTH | _LIKELIHOODS | {"temperature", "top_p", "seed"} | _FURTHER, _SHORT),),
    "zai": (Dialect(frozenset({"temperature", "top_p", "stop", "max_tokens"}) | _FURTHER, schema="never"),),
}  # fmt: skip
"""The dialects of each provider; of several the first whose models match."""


def dialect_of(provider: str, model: str) -> Dialect | None:
    """What a provider's model is sent as it stands; *model* is the name the provider gets. ``None``: not known."""
    return next((dialect for dialect in DIALECTS.get(provider, ()) if dialect.models.match(model)), None)
