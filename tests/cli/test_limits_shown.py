"""Whoever waits for an endpoint is told that they do, for whom, and for how long, in their language."""

from types import SimpleNamespace

import pytest

from judge.cli.limits import limits_shown, standings
from judge.errors import CallError
from judge.models import Limiter, Retrying, ScriptedModel, Turnstile
from judge.models.faults import failure


def panel(turnstile):
    """As much of a panel as is looked at."""
    return SimpleNamespace(model=Retrying(ScriptedModel(["yes"]), limiter=Limiter(turnstile=turnstile)))


def refused(turnstile, seconds):
    error: CallError = failure("rate_limit", "too many")
    error.retry_after = seconds
    turnstile.failed(turnstile.sent(), error)


def test_while_nothing_holds_anybody_back_it_is_said_how_many_are_asked_at_once():
    turnstile = Turnstile("api.example")
    turnstile.sent()

    assert limits_shown(standings([panel(turnstile)]), "en") == " · in flight 1 of 1"
    assert limits_shown(standings([SimpleNamespace(model=None)]), "en") == "", "nobody is asked"


@pytest.mark.parametrize(
    ("ui", "said"),
    [
        ("en", " · in flight 3 of 3 · limit 78/s at api.example · paused 4 s by api.example"),
        ("zh", " · 在途 3/3 · api.example 限速 78 次/秒 · api.example 要求暂停 4 秒"),
    ],
)
def test_what_is_in_flight_the_limit_and_the_pause_are_said_once_for_judges_that_share_them(ui, said):
    turnstile = Turnstile("api.example")
    refused(turnstile, 3.9)
    for _ in range(3):
        turnstile.sent()

    assert limits_shown(standings([panel(turnstile), panel(turnstile), SimpleNamespace(model=None)]), ui) == said


def test_a_pause_without_a_limit_is_said_too():
    turnstile = Turnstile("api.example")
    turnstile.pause(1.5)

    assert limits_shown(standings([panel(turnstile)]), "en") == " · in flight 0 of 0 · paused 2 s by api.example"
