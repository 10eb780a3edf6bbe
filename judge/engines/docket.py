"""One response before one judge: what to ask next, and when it is over. Pure bookkeeping, no waiting."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from judge.case import Case
from judge.choosing import chosen_in_silence, said
from judge.completing import completed
from judge.dimension import Dimension
from judge.engines.ledger import RESUMED, Ledger
from judge.engines.manner import Manner
from judge.gating import Settled, applies
from judge.judgment import EMPTY_CANDIDATE, GATED, NOT_REACHED, REASKED, Judgment, State
from judge.store.dockets import Docket
from judge.store.writing import Entry


class Walk:
    """Leads one docket through gates, questions, re-asks and the split to single dimensions."""

    def __init__(self, docket: Docket, manner: Manner) -> None:
        self.docket = docket
        self.manner = manner
        self._book = Ledger(docket, manner)
        self.response = docket.response
        self._given_up: set[str] = set()
        self._order = manner.order

    def settle(self) -> list[Entry]:
        """Decide everything that needs no asking: gates, and a candidate's silence.

        Called before the first question and after each answer, because answers open and close gates.
        """
        entries: list[Entry] = []
        if not (self.manner.gated or self._book.is_silent):
            return entries
        for dimension in self._order:
            if self._done(dimension) or not self._decidable(dimension):
                continue
            attempt = self._attempt([dimension])
            entries += [self._book.enter(j, None, attempt, final=True) for j in self._without_asking(dimension)]
        return entries

    def next_case(self) -> Case | None:
        """The next question, or ``None`` when nothing is left that this run may ask."""
        if self.manner.per == "rubric" and not (self._book.known or self._given_up):  # nobody has asked anything yet
            return self._book.case(self.manner.rubric.asked) if self._order else None
        open_ = [d for d in self._order if not self._done(d) and d.id not in self._given_up]
        if not open_:
            return None
        if self.manner.per == "rubric" and not self._splitting(open_):
            if len(open_) == len(self._order):
                return self._book.case(self.manner.rubric.asked)
            left = {d.id for d in open_}
            asked = [d for d in self.manner.rubric.asked if d.id in left]
        else:
            ready = [d for d in open_ if applies(d, self.response, self._settled()) is True]
            asked = ready[:1]
        return self._book.case(asked) if asked else None

    def cases_at_once(self) -> list[Case]:
        """Every question that waits for no other's answer: what a batch can ask in one go."""
        first = self.next_case()
        if first is None or len(first.dimensions) > 1:
            return [] if first is None else [first]
        open_ = [d for d in self._order if not self._done(d) and d.id not in self._given_up]
        return [self._book.case([d]) for d in open_ if applies(d, self.response, self._settled()) is True] or [first]

    def case_on(self, dimensions: Sequence[str]) -> Case | None:
        """The question about exactly these, as it was asked before; ``None`` when one of them is settled or unknown."""
        by_id = {d.id: d for d in self._order}
        asked = [by_id[d] for d in dimensions if d in by_id and not self._done(by_id[d])]
        return self._book.case(asked) if len(asked) == len(dimensions) else None

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
                (sure if applicable else waiting).append(self._book.case([dimension]))
        return sure, waiting

    def take(
        self, case: Case, judgments: Sequence[Judgment], call_id: str | None, *, again: bool = False
    ) -> list[Entry]:
        """Enter what came back for *case*; *again* marks a failure that a resume may ask once more."""
        attempt = self._attempt(case.dimensions)
        by_id = {j.dimension: j for j in judgments}
        asked = {d.id for d in case.dimensions}
        entries = []
        for question in self._order if len(asked) > 1 else case.dimensions:
            if question.id not in asked:
                continue
            for judgment in completed(question, by_id, self._not_answered):
                kept = self._gated_after(question, judgment)
                final = self._book.ends(kept, again=again)
                entries.append(self._book.enter(kept, call_id, attempt, final=final))
                if not final and kept.state not in REASKED:
                    self._given_up.add(question.id)
        return entries

    def give_up(self, state: State, reason: str) -> list[Entry]:
        """Enter *state* for everything that is left, without asking: the endpoint is broken. A resume may ask again."""
        entries = []
        for dimension in self._order:
            if not self._done(dimension) and dimension.id not in self._given_up:
                attempt = self._attempt([dimension])
                entries += [
                    self._book.enter(j, None, attempt, final=False) for j in self._all(dimension, state, reason)
                ]
                self._given_up.add(dimension.id)
        return entries

    def _done(self, question: Dimension) -> bool:
        """Whether every row of its answer has its final state."""
        return self._settled_all(question.id)

    def _settled_all(self, question: str) -> bool:
        for row in self.manner.rows[question]:  # a loop: this is looked at for every question of every response
            known = self._book.known.get(row)
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
        return self._in_silence(question) if self._book.is_silent else []

    def _in_silence(self, question: Dimension) -> list[Judgment]:
        """The failing answer; of a fault the passing one; nothing that can be said where no answer fails."""
        if question.choose == "any":
            answers = said(question, chosen_in_silence(question))
            return [self._book.scored(row, answers[row.id], EMPTY_CANDIDATE) for row in question.rated]
        answer = (question.passes_on if question.is_harm else question.failing)[:1]
        if not answer:
            return self._all(question, State.ABSTAINED, EMPTY_CANDIDATE)
        return [self._book.scored(question, answer[0], EMPTY_CANDIDATE)]

    def _gated_after(self, question: Dimension, judgment: Judgment) -> Judgment:
        """What was asked together with the dimension its gate looks at may turn out not to apply."""
        if question.applies_when is None:
            return judgment
        applicable = applies(question, self.response, self._settled())
        if applicable is False:
            return self._book.unread(judgment.dimension, State.NOT_APPLICABLE, GATED)
        if applicable is None and judgment.state not in REASKED | RESUMED:
            return self._book.unread(judgment.dimension, State.WITHHELD, NOT_REACHED)
        return judgment

    def _splitting(self, open_: Sequence[Dimension]) -> bool:
        return self._book.splits(row for d in open_ for row in self.manner.rows[d.id])

    def _settled(self) -> Mapping[str, Settled]:
        return self._book.settled()

    def _all(self, question: Dimension, state: State, reason: str) -> list[Judgment]:
        return [self._book.unread(row, state, reason) for row in self.manner.rows[question.id]]

    def _not_answered(self, row: Dimension) -> Judgment:
        return self._book.unread(row.id, State.MALFORMED, "not_answered")

    def _attempt(self, questions: Sequence[Dimension]) -> int:
        return self._book.attempt(row for d in questions for row in self.manner.rows[d.id])

    def case_about(self, names: Collection[str]) -> Case:
        """The question about the dimensions of these *names* as it was, or would be, asked: the token included."""
        return self._book.case([d for d in self.manner.rubric.asked if d.id in names])

    def attempt_of(self, case: Case) -> int:
        """The number the next attempt at *case* has."""
        return self._attempt(case.dimensions)
