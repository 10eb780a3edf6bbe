"""How a prompt reaches a model.

:class:`LiteLLMModel` puts one question over one HTTP request and turns every way it can fail into one
:class:`~judge.errors.CallError`; :class:`Retrying` stands above it and is the only place that asks again, within what a
:class:`Limiter` allows; :class:`ScriptedModel` answers without a socket. All are a :class:`Model`, and so is whatever
has those few methods.

Where prompts would go, what they would cost and which key is missing is known from a :class:`ModelSpec` alone, without
importing LiteLLM and before anything is sent; so is the route it is reached by (:func:`route_of`). :class:`DirectModel`
speaks OpenAI's protocol itself and never imports LiteLLM.
"""

from judge.models.base import Model, ModelSpec
from judge.models.direct import DirectModel
from judge.models.endpoints import endpoint_host, missing_key
from judge.models.limiting import Limiter
from judge.models.litellm import LiteLLMModel
from judge.models.prices import known_price
from judge.models.retrying import Retrying
from judge.models.routing import Way, route_of
from judge.models.scripted import ScriptedModel
from judge.models.tokens import estimate_prompt, estimate_tokens, prompt_was_cut
from judge.models.turnstile import Turnstile

__all__ = [
    "DirectModel",
    "Limiter",
    "LiteLLMModel",
    "Model",
    "ModelSpec",
    "Retrying",
    "ScriptedModel",
    "Turnstile",
    "Way",
    "endpoint_host",
    "estimate_prompt",
    "estimate_tokens",
    "known_price",
    "missing_key",
    "prompt_was_cut",
    "route_of",
]
