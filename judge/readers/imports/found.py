"""What a file says about judgments made elsewhere, before anybody has read a verdict in it."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path

from judge.call import ReplyForm
from judge.judgment import State
from judge.readers.row import RawRow
from judge.record import dataclass
from judge.rubric import Rubric
from judge.scenario import Response


@dataclass(frozen=True, slots=True)
class Found:
    """One judge's word on one response: a reply to be read, or an answer that somebody has read already."""

    row: RawRow
    """Where it stands: what errors name."""
    response: Response
    judge: str
    repeat: int = 0
    dimension: str | None = None
    """The question it answers, by whatever name the source has; ``None``: all that a reply of its form answers."""
    criterion: int | None = None
    """Which of the response's own criteria it is about."""
    turn: int | None = None
    """Which turn of the conversation it is about."""
    reply: str | None = None
    """What the judge wrote, byte for byte; ``None``: nobody kept it."""
    column: str = ""
    """Where the answer stands in the row, where there is no reply; empty: there is none, and nothing was obtained."""
    rationale: str | None = None
    evidence: str | None = None
    token: str | None = None
    """The echo token that the judge was given, where it is known."""
    model: str | None = None
    asked_at: str | None = None
    meanings: Mapping[str, str] = field(default_factory=dict)
    """What the source's own words come to, in small letters, where the rubric has no such word."""
    state: State | None = None
    """How it ended, where the source says that there is no verdict; a reply is kept all the same."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Columns that stand side by side, one a repeat of one judge."""

    judge: str | None
    columns: Sequence[str]


@dataclass(frozen=True)
class Wanted:
    """What is to be found in a file, and where."""

    rubric: Rubric
    columns: Mapping[str, str] = field(default_factory=dict)
    """The column of each part of a judgment, or of each dimension, that is called otherwise there."""
    replies: Sequence[Beside] = ()
    """Raw replies, a column each."""
    verdicts: Sequence[Beside] = ()
    """Answers that were read already, a column each."""
    form: ReplyForm | None = None
    """How replies are to be read here; ``None``: answers are taken as the source has read them."""
    judge: str | None = None
    """What a judge is called whom the source does not name."""
    candidate: str | None = None
    responses: Path | None = None
    """Where the texts lie that were judged, if not beside the judgments."""
    by_row: bool = False
    """Whether its rows go with those of the judgments by their place, not by their id."""
    texts: bool = True
    """Whether texts are wanted at all."""
