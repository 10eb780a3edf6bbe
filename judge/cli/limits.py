"""How the endpoints of a job stand, for the end of its progress line."""

from collections.abc import Iterable, Sequence
from math import ceil

from judge.engines.base import Panel
from judge.models.retrying import Retrying
from judge.models.turnstile import Standing
from judge.views.words import Ui, say


def limits_shown(stands: Sequence[Standing], ui: Ui) -> str:
    """How much is in flight, and which endpoints hold it back; nothing where nothing is asked over a wire.

    >>> limits_shown([], "en")
    ''
    """
    if not stands:
        return ""
    in_flight = sum(s.in_flight for s in stands)
    parts = [say("jobs.in_flight", ui, n=in_flight, most=in_flight + sum(s.waiting for s in stands))]
    for s in stands:
        if s.limit is not None:
            parts.append(say("jobs.limit", ui, host=s.host or "–", rate=f"{s.limit:.3g}"))
        if s.paused:
            parts.append(say("jobs.paused", ui, host=s.host or "–", seconds=ceil(s.paused)))
    return "".join(f" · {part}" for part in parts)


def standings(panels: Iterable[Panel]) -> list[Standing]:
    """Of each endpoint once, however many judges share it."""
    turnstiles = {id(p.model.turnstile): p.model.turnstile for p in panels if isinstance(p.model, Retrying)}
    return [turnstile.standing for turnstile in turnstiles.values()]
