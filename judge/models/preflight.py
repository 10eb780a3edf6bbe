"""Who would be contacted, and whether that can work: checked before a folder is made or a socket opened."""

from collections.abc import Sequence

from judge.errors import PolicyError, SettingsError, near_miss
from judge.models.base import ModelSpec, Route
from judge.models.endpoints import endpoint_host, missing_key
from judge.models.hosts import is_loopback
from judge.models.litellm import gives_logprobs, known_providers
from judge.models.prices import known_price
from judge.models.providers import PROVIDERS
from judge.models.routing import Way, route_of, routed
from judge.record import dataclass


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a judge's or candidate's prompts go."""

    name: str
    model: str
    host: str | None
    """``None``: the provider's usual host, which we do not know by name."""
    way: Way | None = None
    """The route it is reached by; ``None`` where no prompt goes out by itself, as in a batch."""

    @property
    def shown(self) -> str:
        """The host as it is announced."""
        return self.host or f"the provider of {self.model}"

    @property
    def is_loopback(self) -> bool:
        """Whether nothing leaves this machine."""
        return is_loopback(self.host)


def check_reachable(
    specs: Sequence[tuple[str, ModelSpec]],
    *,
    egress: str,
    max_cost: float | None,
    keys: bool = True,
    route: Route | None = "auto",
) -> list[Destination]:
    """Check names, routes, policy, keys and prices of every model, in this order.

    Args:
        specs: What each judge or candidate is called, and how its model is reached.
        egress: Where texts may go.
        max_cost: The limit that must be kept.
        keys: Whether keys must be there.
        route: The run's, for those that name none; ``None``: nothing is asked by itself.

    Raises:
        PolicyError: *egress* forbids a host.
        SettingsError: A key is missing (the variable is named), a route or a limit on cost cannot be kept.
    """
    _check_hosts(egress)
    for _, spec in specs:
        check_name(spec)
    ways = [route_of(routed(spec, route)) if route else None for _, spec in specs]
    destinations = [
        Destination(name, spec.model, endpoint_host(spec), way) for (name, spec), way in zip(specs, ways, strict=True)
    ]
    for destination in destinations:
        _check_egress(destination, egress)
    for (name, spec), way in zip(specs, ways, strict=True):
        _check_logprobs(name, spec, way)
    for name, spec in specs:
        variable = missing_key(spec) if keys else None
        if variable is not None:
            raise SettingsError(
                f"{spec.model!r} needs a key and {variable} is not set", hint=f"export {variable}=... and try again"
            )
        check_price(name, spec, max_cost)
    return destinations


def _check_logprobs(name: str, spec: ModelSpec, way: Way | None) -> None:
    """Log-probabilities are asked of nobody who is known not to give them: each call would be refused."""
    if way is None or way.route != "litellm" or not spec.params.get("logprobs") or gives_logprobs(spec.model):
        return
    raise SettingsError(
        f"judge {name!r}: as far as LiteLLM knows, {spec.model!r} gives no log-probabilities",
        hint="use --confidence repeats with --repeats 5, or a model that gives them",
    )


def check_price(name: str, spec: ModelSpec, max_cost: float | None) -> None:
    """Refuse a limit on cost that nobody could keep.

    Raises:
        SettingsError: There is one, and the model's price is not known.
    """
    if max_cost is not None and known_price(spec) is None:
        raise SettingsError(
            f"--max-cost cannot be kept: the price of {spec.model!r} is not known",
            hint=f"give {name!r} a price in the settings file: price: {{prompt: 1.0, completion: 4.0}}",
        )


def check_name(spec: ModelSpec) -> None:
    """Refuse a name that leads to no model of any provider, before a text leaves for it.

    Raises:
        SettingsError: The provider is not one LiteLLM knows, or no model is named.
    """
    provider, _, model = spec.model.partition("/")
    if not model.strip():
        raise SettingsError(f"{spec.model!r} names no model", hint=f"write {provider or 'openai'}/MODEL")
    if provider not in PROVIDERS and provider not in known_providers():
        raise SettingsError(f"{spec.model!r}: no provider is called {provider!r}", hint=near_miss(provider, PROVIDERS))


def _check_hosts(egress: str) -> None:
    for host in egress.split(","):
        name = host.strip()
        if name not in ("any", "loopback", "localhost") and "." not in name and ":" not in name:
            raise SettingsError(
                f"--egress {name!r} is neither a policy nor a host", hint=near_miss(name, ("any", "loopback"))
            )


def _check_egress(destination: Destination, egress: str) -> None:
    if egress == "any" or destination.is_loopback:
        return
    allowed = {host.strip().casefold() for host in egress.split(",")}
    if egress != "loopback" and destination.host is not None and destination.host.casefold() in allowed:
        return
    raise PolicyError(
        f"egress is {egress!r} and judge {destination.name!r} would send texts to {destination.shown}",
        hint="use a model on this machine, or name the host: --egress HOST",
    )
