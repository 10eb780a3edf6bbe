"""One judge's reasons for one answer, and what the checks make of them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from judge.dimension import Dimension
from judge.record import dataclass
from judge.scoring.rationales.concluding import Concluded, conclude
from judge.scoring.rationales.quoting import Quoted, how_quoted
from judge.scoring.rationales.stepping import Step, appearing, steps_of

Panel = tuple[str, str]
"""A judge and its way of asking."""
Why = Literal["not_asked", "not_shown", "not_known", "no_chain", "shared", "several"]
"""Why a check says nothing of some reasons: evidence was not asked for; the way of asking shows no steps, or nobody
knows whether it does; the question has no steps; one text gives the reasons of several questions; several answers may
be given."""


@dataclass(frozen=True, slots=True)
class Reasoned:
    """What a judge answered to one question about one unit, and why."""

    panel: Panel
    unit: str
    cluster: str
    repeat: int
    dimension: str
    """The question's id."""
    answer: str | None
    """An answer's id, ``unclear`` or ``not_applicable``; ``None`` where several could be given."""
    reason: str
    evidence: str | None
    text: str
    """What was judged: where evidence must stand."""


@dataclass(frozen=True, slots=True)
class Panels:
    """What must be known of each judge and way of asking."""

    shows_steps: Mapping[Panel, bool | None]
    """Whether its prompts show the steps; ``None`` where they cannot be had any more."""
    separate: Mapping[Panel, bool]
    """Whether its reply form has a place for each question's own reasons and evidence; else they stand together."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks say of one reason; where one says nothing, why."""

    given: Reasoned
    evidence: Quoted | Why
    conclusion: Concluded | Why
    steps: tuple[bool, ...] | Why
    """For each step looked for, whether it has left a trace."""


def check(reasons: Iterable[Reasoned], questions: Iterable[Dimension], panels: Panels) -> Iterator[Checked]:
    """Check every reason; those of one unit, judge and repeat must follow each other."""
    known = {d.id: d for d in questions}
    chains = {name: steps_of(d) for name, d in known.items()}
    for together in _together(reasons):
        texts = [r.reason for r in together]
        for r in together:
            shared = not panels.separate[r.panel] and texts.count(r.reason) > 1
            d, chain = known[r.dimension], chains[r.dimension]
            steps: tuple[bool, ...] | Why = "shared" if shared and chain else _steps(r, chain, panels)
            yield Checked(r, _evidence(r, d, panels), _conclusion(r, d, shared=shared), steps)


def _together(reasons: Iterable[Reasoned]) -> Iterator[list[Reasoned]]:
    """The reasons of one unit, judge, way of asking and repeat."""
    block: list[Reasoned] = []
    for r in reasons:
        if block and (r.unit, r.panel, r.repeat) != (block[0].unit, block[0].panel, block[0].repeat):
            yield block
            block = []
        block.append(r)
    if block:
        yield block


def _evidence(r: Reasoned, dimension: Dimension, panels: Panels) -> Quoted | Why:
    if dimension.evidence == "none" or not panels.separate[r.panel]:
        return "not_asked"
    return how_quoted(r.evidence, r.text, spans=dimension.evidence == "spans")


def _conclusion(r: Reasoned, dimension: Dimension, *, shared: bool) -> Concluded | Why:
    if r.answer is None:
        return "several"
    return "shared" if shared else conclude(r.reason, dimension, r.answer)


def _steps(r: Reasoned, chain: tuple[Step, ...], panels: Panels) -> tuple[bool, ...] | Why:
    shows = panels.shows_steps[r.panel]
    if not chain:
        return "no_chain"
    if not shows:
        return "not_known" if shows is None else "not_shown"
    return appearing(r.reason, chain)
