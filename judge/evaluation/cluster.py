"""A cluster that judges receives the texts as well: it is announced, and ``egress`` is asked about it."""

from urllib.parse import urlsplit

from judge.engines.ray_cluster import cluster_at
from judge.errors import PolicyError
from judge.models.preflight import Destination
from judge.settings import RunSettings


def check_cluster(run: RunSettings) -> list[Destination]:
    """Where a cluster's head is, which passes texts on to its machines; nowhere where one is made for the run.

    Ray itself is not needed for it, so that a policy is kept before anything is loaded.

    Raises:
        PolicyError: ``egress`` forbids the host.
    """
    address = cluster_at(run.address) if run.engine == "ray" else None
    if address is None:
        return []
    head = Destination("--engine ray", "ray", _host(address))
    named = {host.strip().casefold() for host in run.egress.split(",")} - {"loopback"}
    if not (run.egress == "any" or head.is_loopback or head.shown.casefold() in named):
        raise PolicyError(
            f"egress is {run.egress!r} and --engine ray would send texts to {head.shown}",
            hint="use a model on this machine, or name the host: --egress HOST",
        )
    return [head]


def _host(address: str) -> str:
    """An address's host; where there is none, as in ``auto``, what was said."""
    try:
        found = urlsplit(address if "://" in address else f"//{address}").hostname
    except ValueError:
        found = None
    return found or address
