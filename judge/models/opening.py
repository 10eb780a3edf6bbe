"""From a model's settings to something that can be asked: transport below, limits and retries above, each once."""

from judge.models.base import Model, ModelSpec
from judge.models.limiting import Limiter
from judge.models.litellm import LiteLLMModel
from judge.models.retrying import Retrying


def open_model(spec: ModelSpec, rpm: float | None, tpm: float | None) -> Model:
    """A model ready to be asked by any number of tasks, within *rpm* requests and *tpm* tokens a minute."""
    return Retrying(LiteLLMModel(spec), limiter=Limiter(rpm=rpm, tpm=tpm))
