"""From a model's settings to something that can be asked: transport below, limits and retries above, each once."""

from judge.models.base import Model, ModelSpec
from judge.models.limiting import Limiter, Pause
from judge.models.litellm import LiteLLMModel
from judge.models.retrying import Retrying


def open_model(spec: ModelSpec, rpm: float | None, tpm: float | None, pauses: dict[str | None, Pause]) -> Model:
    """A model ready to be asked by any number of tasks, within *rpm* requests and *tpm* tokens a minute.

    Models at one host share its pause: when the host says "not before", it means all of them.
    """
    model = LiteLLMModel(spec)
    pause = pauses.setdefault(model.endpoint_host, Pause())
    return Retrying(model, limiter=Limiter(rpm=rpm, tpm=tpm, pause=pause))
