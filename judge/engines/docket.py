"""One response before one judge: what to ask next, and when it is over. Pure bookkeeping, no waiting."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Literal

from judge.case import Case
from judge.choosing import chosen_in_silence, completed, said
from judge.dimension import Dimension
from judge.engines.language import language_for
from judge.gating import Settled, applies, in_order
from judge.judgment import EMPTY_CANDIDATE, GATED, NOT_REACHED, REASKED, Judgment, State
from judge.parsing import READER_VERSION
from judge.rubric import Rubric
from judge.store.dockets import Docket, Known
from judge.store.writing import Entry

RESUMED = frozenset({State.FAILED_TRANSPORT, State.CANCELLED})
"""States that a resume asks again; a failed configuration only where it concerned the whole endpoint."""


@dataclass(frozen=True)
class Manner:
    """How a judge is asked: what every docket of a panel has in common."""

    rubric: Rubric
    per: Literal["rubric", "dimension"] = "rubric"
    language: str = "auto"
    reasks: int = 2
    ladder: bool = True
    """Whether an unreadable reply is asked again: for models, not for judges that decide by themselves."""
    secret: bytes = b""
    silence_fails: bool = True
    """Whether an empty or symbol-only response is decided without asking."""

    @cached_property
    def order(self) -> tuple[Dimension, ...]:
        """The questions, each after those its gate looks at."""
        return in_order(self.rubric)

    @cached_property
    def rows(self) -> Mapping[str, Sequence[str]]:
        """What each question is rated as, by its id: the ids of its rows."""
        return {d.id: tuple(row.id for row in d.rated) for d in self.rubric.asked}

    @cached_property
    def gated(self) -> bool:
        """Whether any dimension has a gate."""
        return any(d.applies_when is not None for d in self.rubric.asked)

    @cached_property
    def splittable(self) -> bool:
        """Whether there is something to split a question into."""
        return self.per == "rubric" and len(self.rubric.asked) > 1


class Walk:
    """Leads one docket through gates, questions, re-asks and the split to single dimensions."""

    def __init__(self, docket: Docket, manner: Manner) -> None:
        self.docket = docket
        self.manner = manner
        self.response = docket.response
        self.language = language_for(docket.response, manner.rubric, manner.language)
        self._known: dict[str, Known] = dict(docket.known)
        self._given_up: set[str] = set()
        self._order = manner.order
        self._silent = manner.silence_fails and manner.rubric.unit != "user_turn" and docket.response.is_silence

    def settle(self) -> list[Entry]:
        """Decide everything that needs no asking: gates, and a candidate's silence.

        Called before the first question and after each answer, because answers open and close gates.
        """
        entries: list[Entry] = []
        if not (self.manner.gated or self._silent):
            return entries
        for dimension in self._order:
            if self._done(dimension) or not self._decidable(dimension):
                continue
            attempt = self._attempt([dimension])
            entries += [self._enter(j, None, attempt, final=True) for j in self._without_asking(dimension)]
        return entries

    def next_case(self) -> Case | None:
        """The next question, or ``None`` when nothing is left that this run may ask."""
        open_ = [d for d in self._order if not self._done(d) and d.id not in self._given_up]
        if not open_:
            return None
        if self.manner.per == "rubric" and not self._splitting(open_):
            if len(open_) == len(self._order):
                return self._case(self.manner.rubric.asked)
            asked = [d for d in self.manner.rubric.asked if d in open_]
        else:
            ready = [d for d in open_ if applies(d, self.response, self._settled()) is True]
            asked = ready[:1]
        return self._case(asked) if asked else None

    def cases_at_once(self) -> list[Case]:
        """Every question that waits for no other's answer: what a batch can ask in one go."""
        first = self.next_case()
        if first is None or len(first.dimensions) > 1:
            return [] if first is None else [first]
        open_ = [d for d in self._order if not self._done(d) and d.id not in self._given_up]
        return [self._case([d]) for d in open_ if applies(d, self.response, self._settled()) is True] or [first]

    def case_on(self, dimensions: Sequence[str]) -> Case | None:
        """The question about exactly these, as it was asked before; ``None`` when one of them is settled or unknown."""
        by_id = {d.id: d for d in self._order}
        asked = [by_id[d] for d in dimensions if d in by_id and not self._done(by_id[d])]
        return self._case(asked) if len(asked) == len(dimensions) else None

    def set_aside(self, dimensions: Iterable[str]) -> None:
        """Ask nothing of these any more: they failed in this run already."""
        self._given_up.update(dimensions)

    def open_cases(self) -> tuple[list[Case], list[Case]]:
        """One case a dimension that is left: those that apply for sure, and those whose gate waits for an answer."""
        sure: list[Case] = []
        waiting: list[Case] = []
        for dimension in self._order:
            if not self._done(dimension):
                applicable = applies(dimension, self.response, self._settled())
                (sure if applicable else waiting).append(self._case([dimension]))
        return sure, waiting

    def take(
        self, case: Case, judgments: Sequence[Judgment], call_id: str | None, *, again: bool = False
    ) -> list[Entry]:
        """Enter what came back for *case*; *again* marks a failure that a resume may ask once more."""
        attempt = self._attempt(case.dimensions)
        by_id = {j.dimension: j for j in judgments}
        entries = []
        for question in self._order if len(case.dimensions) > 1 else case.dimensions:
            if question not in case.dimensions:
                continue
            for judgment in completed(question, by_id, self._not_answered):
                kept = self._gated_after(question, judgment)
                final = self._final(kept, again=again)
                entries.append(self._enter(kept, call_id, attempt, final=final))
                if not final and kept.state not in REASKED:
                    self._given_up.add(question.id)
        return entries

    def give_up(self, state: State, reason: str) -> list[Entry]:
        """Enter *state* for everything that is left, without asking: the endpoint is broken. A resume may ask again."""
        entries = []
        for dimension in self._order:
            if not self._done(dimension) and dimension.id not in self._given_up:
                attempt = self._attempt([dimension])
                entries += [self._enter(j, None, attempt, final=False) for j in self._all(dimension, state, reason)]
                self._given_up.add(dimension.id)
        return entries

    def _done(self, question: Dimension) -> bool:
        """Whether every row of its answer has its final state."""
        return self._settled_all(question.id)

    def _settled_all(self, question: str) -> bool:
        for row in self.manner.rows[question]:
            known = self._known.get(row)
            if known is None or not known.final:
                return False
        return True

    def _decidable(self, dimension: Dimension) -> bool:
        """Whether every dimension its gate looks at has its final state, in this run or for good."""
        looks_at = dimension.applies_when.looks_at() if dimension.applies_when else frozenset()
        return all(d in self._given_up or self._settled_all(d) for d in looks_at) or (
            applies(dimension, self.response, self._settled()) is False
        )

    def _without_asking(self, question: Dimension) -> list[Judgment]:
        applicable = applies(question, self.response, self._settled())
        if applicable is False:
            return self._all(question, State.NOT_APPLICABLE, GATED)
        if applicable is None:
            waits_for = question.applies_when.looks_at() if question.applies_when else frozenset()
            return [] if waits_for & self._given_up else self._all(question, State.WITHHELD, NOT_REACHED)
        return self._in_silence(question) if self._silent else []

    def _in_silence(self, question: Dimension) -> list[Judgment]:
        """The failing answer; of a fault the passing one; nothing that can be said where no answer fails."""
        if question.choose == "any":
            answers = said(question, chosen_in_silence(question))
            return [self._scored(row, answers[row.id]) for row in question.rated]
        answer = (question.passes_on if question.is_harm else question.failing)[:1]
        return [self._scored(question, *answer)] if answer else self._all(question, State.ABSTAINED, EMPTY_CANDIDATE)

    def _gated_after(self, question: Dimension, judgment: Judgment) -> Judgment:
        """What was asked together with the dimension its gate looks at may turn out not to apply."""
        if question.applies_when is None:
            return judgment
        applicable = applies(question, self.response, self._settled())
        if applicable is False:
            return self._unread(judgment.dimension, State.NOT_APPLICABLE, GATED)
        if applicable is None and judgment.state not in REASKED | RESUMED:
            return self._unread(judgment.dimension, State.WITHHELD, NOT_REACHED)
        return judgment

    def _final(self, judgment: Judgment, *, again: bool) -> bool:
        if again or judgment.state in RESUMED:
            return False
        if not self.manner.ladder or judgment.state not in REASKED:
            return True
        known = self._known.get(judgment.dimension)
        unread_now = (known.unread_attempts if known else 0) + 1
        return unread_now >= self.manner.reasks + (2 if self.manner.splittable else 1)

    def _splitting(self, open_: Sequence[Dimension]) -> bool:
        if not self._known or not self.manner.splittable:
            return False
        rows = (row for d in open_ for row in self.manner.rows[d.id])
        return any(row in self._known and self._known[row].unread_attempts > self.manner.reasks for row in rows)

    def _settled(self) -> Mapping[str, Settled]:
        return {d: Settled(k.state, k.reason_code, k.answer) for d, k in self._known.items() if k.final}

    def _all(self, question: Dimension, state: State, reason: str) -> list[Judgment]:
        return [self._unread(row, state, reason) for row in self.manner.rows[question.id]]

    def _unread(self, row: str, state: State, reason: str) -> Judgment:
        return Judgment(self.response.id, row, self.docket.repeat, state, reason)

    def _not_answered(self, row: Dimension) -> Judgment:
        return self._unread(row.id, State.MALFORMED, "not_answered")

    def _scored(self, row: Dimension, answer: str) -> Judgment:
        passed = row.passed(answer)
        return Judgment(self.response.id, row.id, self.docket.repeat, State.SCORED, EMPTY_CANDIDATE, answer, passed)

    def _attempt(self, questions: Sequence[Dimension]) -> int:
        known = (self._known.get(row) for d in questions for row in self.manner.rows[d.id])
        return 1 + max((k.attempt for k in known if k is not None), default=0)

    def _enter(self, judgment: Judgment, call_id: str | None, attempt: int, *, final: bool) -> Entry:
        before = self._known.get(judgment.dimension)
        unread_attempts = (before.unread_attempts if before else 0) + (judgment.state in REASKED)
        self._known[judgment.dimension] = Known(
            judgment.state, judgment.reason_code, judgment.answer, attempt, final, unread_attempts
        )
        return Entry(self.docket.panel, self.docket.seq, attempt, judgment, call_id, READER_VERSION, final)

    def _case(self, dimensions: Sequence[Dimension]) -> Case:
        return Case(
            self.response,
            self.manner.rubric,
            tuple(dimensions),
            self.language,
            self.docket.repeat,
            self._token(dimensions),
        )

    def _token(self, dimensions: Sequence[Dimension]) -> str:
        """Six digits nobody but the run can foresee, the same whenever the same question is asked again."""
        what = "\0".join([self.response.id, str(self.docket.repeat), *(d.id for d in dimensions)])
        made = blake2b(what.encode("utf-8", "surrogatepass"), key=self.manner.secret, digest_size=8).digest()
        return f"{int.from_bytes(made, 'big') % 1_000_000:06d}"

    def case_about(self, names: Collection[str]) -> Case:
        """The question about the dimensions of these *names* as it was, or would be, asked: the token included."""
        return self._case([d for d in self.manner.rubric.asked if d.id in names])

    def attempt_of(self, case: Case) -> int:
        """The number the next attempt at *case* has."""
        return self._attempt(case.dimensions)
