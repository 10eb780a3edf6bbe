"""Ray itself: found if it is installed, connected to, and kept from telling anybody."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from judge.errors import SettingsError

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def check_ray() -> None:
    """Find out early whether Ray is there.

    Raises:
        SettingsError: It is not installed.
    """
    if find_spec("ray") is None:
        raise SettingsError("--engine ray needs Ray, which is not installed", hint="pip install 'psyjudge[ray]'")


def import_ray() -> Any:  # the module, which has no types
    """Ray, loaded when a run wants it: that takes a second.

    Raises:
        SettingsError: It is not installed.
    """
    check_ray()
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # read at import, and by every process it starts
    try:
        return import_module("ray")
    except ImportError:
        raise SettingsError(
            "--engine ray needs Ray, which is not installed", hint="pip install 'psyjudge[ray]'"
        ) from None


def cluster_at(address: str | None) -> str | None:
    """The address of the cluster that is there, given or by ``RAY_ADDRESS``; ``None``: one is made for the run."""
    there = address or os.environ.get("RAY_ADDRESS")
    return None if there == "local" else there


@contextmanager
def connected(ray: Any, address: str | None) -> Iterator[None]:  # the module, which has no types
    """Be connected to the cluster at *address*, to the one ``RAY_ADDRESS`` names, or to one made here for this run.

    Whoever is connected already stays so. Nothing is reported, no page is served, and Ctrl-C stays ours.

    Raises:
        SettingsError: There is no cluster at the address, or none can be made.
    """
    if ray.is_initialized():
        yield
        return
    there = cluster_at(address)
    # What only a new cluster can be told: no page, and no port that another machine could reach.
    own: dict[str, Any] = {} if there else {"include_dashboard": False, "_node_ip_address": "127.0.0.1"}
    with _own_signals():
        try:
            ray.init(address=there or "local", log_to_driver=False, logging_level="ERROR", **own)
        except (ConnectionError, ValueError, RuntimeError, OSError) as error:
            raise SettingsError(
                f"no Ray cluster at {there or 'this machine'}: {str(error).splitlines()[0]}",
                hint="ray start --head starts one: --address HOST:6379; where it wants a token: RAY_AUTH_MODE=token",
            ) from None
    try:
        yield
    finally:
        with _own_signals():
            ray.shutdown()


@contextmanager
def _own_signals() -> Iterator[None]:
    """Keep our answers to signals, which Ray replaces by its own."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            with suppress(TypeError):
                signal.signal(number, handler)
