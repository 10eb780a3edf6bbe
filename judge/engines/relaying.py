"""What one of several processes learns about a judge, and the others should know.

Processes that share a job keep a judge's limits together only if they talk. Each tells whoever started it that an
endpoint asks to wait, that a judge cannot be used, and what its judges answered; and hears what the others told.
Nothing of this is needed for a run to come out right: what is told late costs a few calls more.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, replace
from functools import partial
from typing import Any, Literal

from judge.engines.base import Overlooking, Panel, Watcher
from judge.engines.breaking import NOBODY, Count
from judge.models.retrying import Retrying
from judge.models.turnstile import Standing, Turnstile, together

Kind = Literal["rest", "broken", "answers", "stands"]
"""Nobody asks for so many seconds; a judge is given up; a judge has answered; how its endpoint stands."""
Word = tuple[Kind, Sequence[Any]]
"""What is told, and of it first the panel's number: JSON values."""


class Member:
    """One of the processes: tells what it learns, and heeds what it hears.

    Args:
        panels: Its own.
        tell: How it tells something.
    """

    def __init__(self, panels: Sequence[Panel], tell: Callable[[Word], None]) -> None:
        self._panels = {panel.number: panel for panel in panels}
        self._told = {panel.number: Count() for panel in panels}
        self._tell = tell
        self._turnstiles: dict[int, Turnstile] = {}
        self._stood: dict[int, Standing] = {}
        for panel in panels:
            breaker = panel.breaker
            breaker.weighs, breaker.answers_others, breaker.count = False, bool(breaker.count.answered), Count()

    def opened(self, panels: Sequence[Panel]) -> None:
        """The models of *panels* are open: what their endpoints say about waiting is told from now on."""
        for panel in panels:
            if isinstance(panel.model, Retrying):
                panel.model.turnstile.told = partial(self._rest, panel.number)
                self._turnstiles[panel.number] = panel.model.turnstile

    def _rest(self, number: int, seconds: float) -> None:
        self._tell(("rest", [number, seconds]))

    def gave_up(self, panel: Panel) -> None:
        """Tell that *panel* is not asked any more here, where that is so."""
        if panel.broken is not None:
            self._tell(("broken", [panel.number, *map(str, panel.broken)]))

    def report(self) -> None:
        """Tell what was answered since the last time, and how the endpoints stand, where that is new."""
        for number, told in self._told.items():
            now = self._panels[number].breaker.count
            if now != told:
                self._tell(("answers", [number, *astuple(now.since(told))]))
                self._told[number] = replace(now)
        for number, turnstile in {id(t): (number, t) for number, t in self._turnstiles.items()}.values():
            if (stands := turnstile.standing) != self._stood.get(number):
                self._stood[number] = stands
                self._tell(("stands", [number, *astuple(stands)]))

    def hear(self, word: Word) -> None:
        """Heed what another has told."""
        kind, (number, *what) = word
        panel = self._panels[number]
        if kind == "rest":
            if number in self._turnstiles:
                self._turnstiles[number].pause(*what)
        elif kind == "broken":
            panel.breaker.give_up(*what)
        else:
            panel.breaker.answers_others = True


class Relay:
    """Whoever started the processes: hears all of them, weighs what only all of them together show, and passes on.

    Args:
        panels: Of the whole job.
        watcher: Who is told of a judge that is given up for what all of them have met.
        tell: How all processes are told something, or all but one.
    """

    def __init__(self, panels: Sequence[Panel], watcher: Watcher, tell: Callable[[Word, object | None], None]) -> None:
        self._panels = {panel.number: panel for panel in panels}
        self._watcher = watcher
        self._tell = tell
        self._stands: dict[int, dict[int, Standing]] = {}
        """How an endpoint stands by whom, by panel."""

    def so_far(self) -> Iterator[Word]:
        """What somebody should know who joins late."""
        for number, panel in self._panels.items():
            if panel.broken is not None:
                yield "broken", [number, *map(str, panel.broken)]
            if panel.breaker.count.answered:
                yield "answers", [number]

    def hear(self, word: Word, sender: object) -> None:
        """Take what *sender* has told, and tell the others what they should know of it."""
        kind, (number, *what) = word
        panel = self._panels[number]
        if kind == "rest":
            self._tell(word, sender)
        elif kind == "broken":
            self._broken(panel, word, sender)
        elif kind == "answers":
            self._answers(panel, Count(*what))
        elif isinstance(self._watcher, Overlooking):
            self._stands.setdefault(number, {})[id(sender)] = Standing(*what)
            self._watcher.limits([together(list(those.values())) for those in self._stands.values()])

    def gone(self, sender: object) -> None:
        """*sender* is not there any more."""
        for those in self._stands.values():
            those.pop(id(sender), None)

    def _broken(self, panel: Panel, word: Word, sender: object) -> None:
        _, (_, state, reason) = word
        if reason == NOBODY and panel.breaker.count.answered:
            return  # it was that process that could not reach it
        if panel.breaker.give_up(state, reason):
            self._tell(word, sender)

    def _answers(self, panel: Panel, count: Count) -> None:
        breaker, first = panel.breaker, not panel.breaker.count.answered
        breaker.count.add(count)
        if first and breaker.count.answered:
            self._tell(("answers", [panel.number]), None)
        end = breaker.weighed()
        if end is not None and breaker.give_up(end.state, end.reason):
            self._watcher.stopped_judge(panel, end.why)
            self._tell(("broken", [panel.number, str(end.state), end.reason]), None)
