"""From a model's settings to something that can be asked: transport below, limits and retries above, each once."""

from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from threading import Thread

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


class Endpoints:
    """The endpoints that are asked, each with what all its models share: a turnstile, *rpm* requests, *tpm* tokens.

    What an endpoint takes, and when it says "not before", it means everybody who asks there with one key; and so does
    a user who allows so many a minute.
    """

    def __init__(self, rpm: float | None = None, tpm: float | None = None) -> None:
        self._rpm = rpm
        self._tpm = tpm
        self._shared: dict[Endpoint, Limiter] = {}

    def shared(self, endpoint: Endpoint, host: str | None) -> Limiter:
        """What everybody keeps who asks *endpoint*."""
        if endpoint not in self._shared:
            self._shared[endpoint] = Limiter(rpm=self._rpm, tpm=self._tpm, turnstile=Turnstile(host))
        return self._shared[endpoint]


def open_model(spec: ModelSpec, rpm: float | None, tpm: float | None, endpoints: Endpoints) -> Model:
    """A model ready to be asked by any number of tasks, within *rpm* requests and *tpm* tokens a minute of its own.

    Models at one address with one key share what *endpoints* holds for it.
    """
    model = bare_model(spec)
    endpoint = (resolved_base(spec) or model.endpoint_host or model.provider, key_variable(spec))
    shared = endpoints.shared(endpoint, model.endpoint_host)
    return Retrying(model, limiter=Limiter(rpm=rpm, tpm=tpm, within=shared))


def bare_model(spec: ModelSpec) -> DirectModel | LiteLLMModel:
    """A model by its route, with no retries or limits above it.

    Raises:
        SettingsError: It is to be reached directly, and cannot be.
    """
    return DirectModel(spec) if route_of(spec).route == "direct" else LiteLLMModel(spec)


def import_ahead(specs: Iterable[ModelSpec]) -> None:
    """Have the HTTP client that the direct route needs imported beside whatever comes before the first request.

    Half of that is OpenSSL reading this machine's certificates, which keeps nobody else from working.
    """
    if any(spec.route != "litellm" and route_of(spec).route == "direct" for spec in specs):
        Thread(target=_import_connecting, name="import-ahead").start()


def _import_connecting() -> None:
    with suppress(ImportError):  # said where it is needed
        import_module("judge.models.connecting")
