"""A batch read back, whatever became of it: every question of it ends in one state."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from judge.call import Prompt, Reply
from judge.engines.asking import Asked, Asker, call_id
from judge.engines.batch.desk import EVERY_REPEAT, Desk, Place
from judge.engines.walking import Walking, walk_of
from judge.errors import CallError, InputError
from judge.models.batch_lines import MISSING, answer_in, body_in, unanswered
from judge.models.batches import BatchEndpoint
from judge.store import batches
from judge.store.batches import Batch, id_in, kind_of, lines_of
from judge.store.claiming import spans_of
from judge.store.writing import Record

Span = tuple[int, int, int]
"""Which file, where in it, how many bytes."""


@dataclass
class Found:
    """Where the answers lie, by the id of their question, and what else lies there."""

    answers: dict[str, Span] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


def find_answers(files: Sequence[Path], questions: Mapping[str, Span]) -> Found:
    """Look through files of answers in any order: of several answers to one question the first counts.

    Lines that are cut, and answers to questions nobody asked, are counted and left.
    """
    found = Found()
    for number, file in enumerate(files):
        for at, line in lines_of(file):
            named = id_in(line)
            kind = kind_of(named, questions)
            if not kind and named in found.answers:
                kind = "doubled"
            if kind:
                found.counts[kind] += 1
            elif named is not None:
                found.answers[named] = (number, at, len(line))
    return found


@dataclass
class _Line:
    """One line of the batch: the dimensions it asks about, and its part of their question."""

    about: Sequence[str]
    part: int
    id: str
    question: Span


class Collecting:
    """Reads one batch into the store."""

    def __init__(
        self, desk: Desk, endpoint: BatchEndpoint, askers: list[Asker], batch: Batch, problem: CallError | None
    ) -> None:
        self._desk = desk
        self._endpoint = endpoint
        self._askers = {asker.panel.number: asker for asker in askers}
        self._batch = batch
        self._problem = problem or unanswered(MISSING)
        self._files = (*batch.answers(desk.folder), batch.file(desk.folder))
        self._counts: Counter[str] = Counter()
        self._opened: list[BinaryIO | None] = []
        self._found = Found()

    async def collect(self) -> Batch:
        """Give every question of the batch its state, and record that it has been read.

        Done twice, because the first time was interrupted, it enters nothing twice: what is settled, or was asked
        again since, is left.
        """
        self._endpoint.endpoint_host = self._endpoint.host if self._batch.batch_id else None
        asked = self._asked()
        own = {line.id: line.question for lines in asked.values() for line in lines}
        self._found = find_answers(self._files[:2], own)
        with ExitStack() as stack:
            self._opened = [stack.enter_context(f.open("rb")) if f.exists() else None for f in self._files]
            for number, asker in self._askers.items():
                spans = spans_of({seq for panel, seq, _ in asked if panel == number})
                for docket in self._desk.dockets(asker.panel, spans, EVERY_REPEAT):
                    if lines := asked.get((number, docket.seq, docket.repeat)):
                        await self._docket(asker, walk_of(docket, asker.panel.manner), lines)
        await self._desk.settled()
        entered = self._counts["answered"] + self._counts["unanswered"] + self._counts["failed"]
        late = {"late": len(own) - entered - self._counts["schema"]}
        self._desk.purse.settle(self._batch.reserved, 0.0)
        strange_ones = self._found.counts + Counter(self._batch.counts)
        counts = {kind: n for kind, n in {**self._counts, **strange_ones, **late}.items() if n}
        return batches.note(self._desk.folder, self._batch, stage="read", counts=counts)

    def _asked(self) -> dict[Place, list[_Line]]:
        """The batch's lines by their place; the id of each is its question's."""
        asked: dict[Place, list[_Line]] = {}
        lines = lines_of(self._batch.file(self._desk.folder))
        for (at, line), (panel, seq, repeat, about, part) in zip(lines, self._batch.asked, strict=False):
            own = _Line(self._batch.dimensions[about], part, id_in(line) or "", (2, at, len(line)))
            asked.setdefault((panel, seq, repeat), []).append(own)
        return asked

    async def _docket(self, asker: Asker, walk: Walking, lines: Sequence[_Line]) -> None:
        await self._desk.keep(asker.panel, Record(walk.settle()))
        for group in _questions(lines):
            case = walk.case_on(group[0].about)
            attempt = walk.attempt_of(case) if case is not None else 0
            if case is None or call_id(asker.panel, case, attempt, group[0].part) != group[0].id:
                continue  # settled since, or asked again
            try:
                prompts = asker.judge.ask(case)
            except InputError:  # it could be asked when the batch was written: somebody's own judge
                continue
            for line in group:
                if line.part < len(prompts) and (asked := self._taken(asker, prompts[line.part], line)) is not None:
                    prompt, last = prompts[line.part], line is group[-1]
                    await asker.enter(walk, case, prompt, asked, attempt=attempt, part=line.part, last=last)

    def _taken(self, asker: Asker, prompt: Prompt, line: _Line) -> Asked | None:
        """What came of a line; ``None`` when it is to be asked once more, without a schema."""
        outcome = self._outcome(asker, line)
        if isinstance(outcome, CallError) and outcome.reason == "unsupported_parameter":
            sent = body_in(self._line_at(line.question))
            if self._endpoint.gives_up_schema(outcome, sent):
                self._counts["schema"] += 1
                return None
        kind = "answered" if isinstance(outcome, Reply) else "unanswered" if outcome is self._problem else "failed"
        self._counts[kind] += 1
        if isinstance(outcome, Reply) or outcome.reason == MISSING:  # what is missing may have been run, and paid for
            self._desk.purse.settle(0.0, outcome.cost_usd if isinstance(outcome, Reply) else None)
        asked_at = self._batch.submitted_at or self._batch.written_at
        return asker.judged(prompt, outcome, asked_at=asked_at, latency_s=self._batch.seconds)

    def _outcome(self, asker: Asker, line: _Line) -> Reply | CallError:
        span = self._found.answers.get(line.id)
        if span is None:
            return self._problem
        try:
            return answer_in(
                self._line_at(span),
                self._line_at(line.question),
                spec=asker.judge.spec,
                host=self._endpoint.host,
                provider=self._endpoint.provider,
            )
        except CallError as error:
            return error

    def _line_at(self, span: Span) -> bytes:
        number, at, length = span
        opened = self._opened[number]
        assert opened is not None  # noqa: S101 - a span is of a file that was there
        opened.seek(at)
        return opened.read(length)


def _questions(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Lines that are parts of one question, together."""
    by_question: dict[tuple[str, ...], list[_Line]] = {}
    for line in lines:
        by_question.setdefault(tuple(line.about), []).append(line)
    yield from by_question.values()
