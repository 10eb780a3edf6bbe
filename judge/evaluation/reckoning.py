"""How many calls and tokens the dockets of a panel take: calls exactly, tokens on a sample where there are many."""

from collections.abc import Callable, Iterable
from dataclasses import field
from math import sqrt

from judge.call import Message
from judge.case import Case
from judge.engines.manner import Manner
from judge.engines.walking import walk_of
from judge.errors import InputError
from judge.judges.base import AskingJudge
from judge.models.vocabularies import estimate_for
from judge.record import dataclass
from judge.store.dockets import Docket

LOOKED_AT = 5_000
"""Up to so many dockets every prompt is written out; of more, every second, third, ... so that it is about as many."""
_SURE = 1.96  # standard errors on either side: 19 times out of 20


@dataclass(frozen=True, slots=True)
class Asks:
    """What one docket takes: for sure, and with what waits for another answer."""

    sure: int = 0
    all: int = 0
    dimensions_sure: int = 0
    dimensions: int = 0


@dataclass
class Reckoned:
    """Sums over a panel's dockets."""

    texts: int = 0
    sure: int = 0
    calls: int = 0
    """With those that wait for another answer."""
    dimensions_sure: int = 0
    dimensions: int = 0
    prompt_sure: float = 0.0
    prompt: float = 0.0
    prefix: float = 0.0
    """Of *prompt*, what stands at the beginning of all prompts with the same questions."""
    sampled: int = 0
    dockets: int = 0
    squares: float = field(default=0.0, repr=False)

    @property
    def within(self) -> float:
        """The share by which *prompt* may be off because not every docket was looked at; 0 where all were."""
        if self.sampled in (0, self.dockets) or not self.prompt:
            return 0.0
        mean = self.prompt / self.sampled
        spread = sqrt(max(0.0, self.squares / self.sampled - mean**2))
        return _SURE * spread / sqrt(self.sampled) / mean * sqrt(1 - self.sampled / self.dockets)

    def scaled(self) -> tuple[float, float, float]:
        """Tokens for sure, in all, and in prefixes, for all dockets."""
        share = self.dockets / self.sampled if self.sampled else 0.0
        return share * self.prompt_sure, share * self.prompt, share * self.prefix


def reckon(judge: AskingJudge, manner: Manner, dockets: Iterable[Docket], *, about: int) -> Reckoned:
    """Add up what *dockets*, *about* so many, take.

    Re-asks are not foreseen.
    """
    found = Reckoned()
    every = max(1, about // LOOKED_AT)
    asks_of = _remembering(manner)
    before = -1
    for docket in dockets:
        asks = asks_of(docket)
        if not asks.all:
            continue
        found.texts += docket.seq != before
        before = docket.seq
        found.sure += asks.sure
        found.calls += asks.all
        found.dimensions_sure += asks.dimensions_sure
        found.dimensions += asks.dimensions
        if found.dockets % every == 0:
            _look(found, judge, *_cases(docket, manner))
        found.dockets += 1
    return found


def _remembering(manner: Manner) -> Callable[[Docket], Asks]:
    """Dockets of which nothing is known yet take the same if their gates see the same."""
    gates = [d.applies_when for d in manner.rubric.asked if d.applies_when]
    tags = sorted(set().union(*(gate.tag_names() for gate in gates))) if gates else []
    known: dict[tuple[object, ...], Asks] = {}

    def asks_of(docket: Docket) -> Asks:
        if docket.known:
            return _asks(docket, manner)
        key = (docket.response.is_silence, *(docket.response.tags.get(tag) for tag in tags))
        if key not in known:
            known[key] = _asks(docket, manner)
        return known[key]

    return asks_of


def _asks(docket: Docket, manner: Manner) -> Asks:
    sure, waiting = _cases(docket, manner)
    for_sure = sum(len(case.dimensions) for case in sure)
    return Asks(len(sure), len(sure) + len(waiting), for_sure, for_sure + sum(len(case.dimensions) for case in waiting))


def _cases(docket: Docket, manner: Manner) -> tuple[list[Case], list[Case]]:
    """The cases that will be asked for sure, and those that wait for an answer."""
    walk = walk_of(docket, manner)
    walk.settle()
    first = walk.next_case()
    if first is None:
        return [], []
    if manner.per != "dimension":
        return [first], []
    return walk.open_cases()


def _look(found: Reckoned, judge: AskingJudge, sure: list[Case], waiting: list[Case]) -> None:
    model, whole = judge.spec.model, 0.0
    for cases, is_sure in ((sure, True), (waiting, False)):
        for case in cases:
            for prompt in _prompts(judge, case):
                tokens = estimate_for(model, prompt)
                whole += tokens
                found.prompt_sure += tokens if is_sure else 0
                found.prefix += estimate_for(model, prompt[:1]) if len(prompt) > 1 else 0
    found.prompt += whole
    found.squares += whole**2
    found.sampled += 1


def _prompts(judge: AskingJudge, case: Case) -> list[tuple[Message, ...]]:
    try:
        return [prompt.messages for prompt in judge.ask(case)]
    except InputError:  # the run enters it as wrongly configured, without a call
        return []
