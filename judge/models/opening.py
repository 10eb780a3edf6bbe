"""From a model's settings to something that can be asked: transport below, limits and retries above, each once."""

from judge.models.base import Model, ModelSpec
from judge.models.direct import DirectModel
from judge.models.endpoints import key_variable, resolved_base
from judge.models.limiting import Limiter
from judge.models.litellm import LiteLLMModel
from judge.models.retrying import Retrying
from judge.models.routing import route_of
from judge.models.turnstile import Turnstile

Endpoint = tuple[str | None, str | None]
"""An address, and the environment variable that holds the key it is asked with."""


def open_model(spec: ModelSpec, rpm: float | None, tpm: float | None, turnstiles: dict[Endpoint, Turnstile]) -> Model:
    """A model ready to be asked by any number of tasks, within *rpm* requests and *tpm* tokens a minute.

    Models at one address with one key share a turnstile: what the endpoint takes, and when it says "not before", it
    means all of them together.
    """
    model = bare_model(spec)
    endpoint = (resolved_base(spec) or model.endpoint_host or model.provider, key_variable(spec))
    turnstile = turnstiles.setdefault(endpoint, Turnstile(model.endpoint_host))
    return Retrying(model, limiter=Limiter(rpm=rpm, tpm=tpm, turnstile=turnstile))


def bare_model(spec: ModelSpec) -> DirectModel | LiteLLMModel:
    """A model by its route, with no retries or limits above it.

    Raises:
        SettingsError: It is to be reached directly, and cannot be.
    """
    return DirectModel(spec) if route_of(spec).route == "direct" else LiteLLMModel(spec)
