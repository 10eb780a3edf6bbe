"""One response before one judge, where answers lead from question to question: a tree, or a flow.

A question that the answers lead past is ``not_applicable`` with the reason ``gate``. Behind one that gave no answer all
that might still have been asked is ``withheld``, and what the answers would have come to takes its state.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from judge.case import Case
from judge.completing import counted
from judge.dimension import Dimension
from judge.engines.ledger import Ledger
from judge.engines.manner import Manner
from judge.flowing import Come, Course, Ending, Flow, answers_before, come_to, follow, is_off
from judge.gating import Settled
from judge.judgment import DERIVED, EMPTY_CANDIDATE, GATED, MASKED, NOT_REACHED, REASKED, Judgment, State
from judge.store.dockets import Docket
from judge.store.writing import Entry

_NOTHING: Mapping[str, Judgment] = {}


class StepWalk:
    """Leads one docket from question to question, as far as the answers lead."""

    def __init__(self, docket: Docket, manner: Manner, flow: Flow) -> None:
        self.docket = docket
        self.manner = manner
        self.response = docket.response
        self._flow = flow
        self._book = Ledger(docket, manner)
        self._given_up: set[str] = set()

    def settle(self) -> list[Entry]:
        """Decide everything that needs no asking: where answers lead past, and a candidate's silence."""
        return self._in_silence() if self._book.is_silent else self._derive(None)

    def next_case(self) -> Case | None:
        """The next question, or ``None`` when nothing is left that this run may ask."""
        if self.manner.per == "class":
            whole = self._whole
            return self._book.case([whole]) if self._is_open(whole.id) else None
        open_ = [d for d in self.manner.rubric.asked if self._is_open(d.id)]
        if self.manner.per == "rubric" and not self._book.splits(d.id for d in open_):
            return self._book.case(open_) if open_ else None
        here = self._course().current
        return self._book.case([d for d in open_ if d.id == here]) if here in {d.id for d in open_} else None

    def cases_at_once(self) -> list[Case]:
        """What a batch can ask in one go: every further question waits for the answer."""
        first = self.next_case()
        return [] if first is None else [first]

    def case_on(self, dimensions: Sequence[str]) -> Case | None:
        """The question about exactly these, as it was asked before; ``None`` when one of them is settled or unknown."""
        case = self.case_about(dimensions)
        is_whole = len(case.dimensions) == len(dimensions)
        return case if is_whole and not any(self._book.is_final(d) for d in dimensions) else None

    def set_aside(self, dimensions: Iterable[str]) -> None:
        """Ask nothing of these any more: they failed in this run already."""
        self._given_up.update(dimensions)

    def open_cases(self) -> tuple[list[Case], list[Case]]:
        """One case a question that is left: those that will be asked for sure, and those an answer may lead to."""
        here = self._course().current
        if here is None or self._book.is_final(here):
            return [], []
        sure, perhaps = self._flow.left(here)
        return [self.case_about([d]) for d in sure], [self.case_about([d]) for d in perhaps]

    def take(
        self, case: Case, judgments: Sequence[Judgment], call_id: str | None, *, again: bool = False
    ) -> list[Entry]:
        """Enter what came back for *case*; *again* marks a failure that a resume may ask once more.

        Whoever answers with the class, whatever was asked, is taken to have answered every node of the tree.
        """
        by_id = {j.dimension: j for j in judgments}
        asked = {d.id for d in case.dimensions}
        whole = self._whole
        if whole.id in asked or (whole.id in by_id and not asked & by_id.keys()):
            return self._take_class(by_id.get(whole.id), call_id, again=again)
        attempt = self._book.attempt(asked)
        missing = {d: self._book.unread(d, State.MALFORMED, "not_answered") for d in asked}
        own = [d for d in self._flow.questions if d.id in asked]
        came = {d.id: counted(d, by_id.get(d.id, missing[d.id])) for d in own}
        last = {name: self._book.ends(judgment, again=again) for name, judgment in came.items()}
        now = {name: Settled(j.state, j.reason_code, j.answer) for name, j in came.items() if last[name]}
        course = follow(self._flow, {**self._book.settled(), **now})
        entries = []
        for name, judgment in came.items():
            kept = self._on_course(course, judgment)
            entries.append(self._book.enter(kept, call_id, attempt, final=last[name]))
            if not last[name] and kept.state not in REASKED:
                self._given_up.add(name)
        return entries + self._derive(call_id, came, attempt=attempt)

    def give_up(self, state: State, reason: str) -> list[Entry]:
        """Enter *state* for everything that is left, without asking: the endpoint is broken. A resume may ask again."""
        rows = [d.id for d in self.manner.rubric.dimensions if self._is_open(d.id)]
        self._given_up.update(rows)
        left = [self._book.unread(row, state, reason) for row in rows]
        return [self._book.enter(j, None, self._book.attempt([j.dimension]), final=False) for j in left]

    def case_about(self, names: Collection[str]) -> Case:
        """The question about the dimensions of these *names* as it was, or would be, asked: the token included."""
        asked = [d for d in self.manner.rubric.asked if d.id in names]
        return self._book.case(asked or [d for d in [self._whole] if d.id in names])

    def attempt_of(self, case: Case) -> int:
        """The number the next attempt at *case* has."""
        return self._book.attempt(d.id for d in case.dimensions)

    @property
    def _whole(self) -> Dimension:
        return self._flow.endings[-1].row

    def _course(self) -> Course:
        return follow(self._flow, self._book.settled())

    def _is_open(self, row: str) -> bool:
        return not self._book.is_final(row) and row not in self._given_up

    def _on_course(self, course: Course, judgment: Judgment) -> Judgment:
        """What was asked together with the questions before it may turn out to be past, or behind what is unread."""
        name = judgment.dimension
        if is_off(self._flow, course, name):
            if judgment.state is not State.SCORED:
                return self._book.unread(name, State.NOT_APPLICABLE, GATED)
            return self._book.scored_as(judgment, MASKED)
        if course.stuck is not None and name not in {*course.passed, course.current}:
            return self._book.unread(name, State.WITHHELD, NOT_REACHED)
        return judgment

    def _derive(self, call_id: str | None, came: Mapping[str, Judgment] = _NOTHING, *, attempt: int = 1) -> list[Entry]:
        """Enter what now follows from the answers so far; *came*: those that the call has brought, at its *attempt*."""
        course = self._course()
        found: list[tuple[Judgment, str | None]] = []
        for question in self._flow.questions:
            if not self._book.is_final(question.id):
                if is_off(self._flow, course, question.id):
                    found.append((self._book.unread(question.id, State.NOT_APPLICABLE, GATED), None))
                elif course.stuck is not None:
                    found.append((self._book.unread(question.id, State.WITHHELD, NOT_REACHED), None))
        for ending in self._flow.endings:
            if not self._book.is_final(ending.row.id):
                come = come_to(self._flow, course, ending)
                if come is not None or course.stuck is not None:
                    found.append((self._ended(ending, come, course, came), call_id))
        return [self._book.enter(j, by, max(attempt, self._book.attempt([j.dimension])), final=True) for j, by in found]

    def _ended(self, ending: Ending, come: Come | None, course: Course, came: Mapping[str, Judgment]) -> Judgment:
        """The judgment on a derived row, with the reasons of the answer that decided it."""
        row = ending.row
        if come is None:
            assert course.stuck is not None  # noqa: S101 - whoever calls looks for this
            return self._book.unread(row.id, course.stuck.state, course.stuck.reason_code)
        if come.outcome is None:
            return self._book.unread(row.id, State.NOT_APPLICABLE, GATED)
        decided = came.get(come.by) if come.by is not None else None
        return self._book.reasoned(self._book.scored(row, come.outcome, None), decided)

    def _take_class(self, judgment: Judgment | None, call_id: str | None, *, again: bool) -> list[Entry]:
        """Enter the class, and what every node must have been answered for it."""
        whole = self._whole
        attempt = self._book.attempt([whole.id])
        kept = counted(whole, judgment or self._book.unread(whole.id, State.MALFORMED, "not_answered"))
        last = self._book.ends(kept, again=again)
        entries = [self._book.enter(kept, call_id, attempt, final=last)]
        if not last:
            if kept.state not in REASKED:
                self._given_up.add(whole.id)
            return entries
        for node in self.manner.rubric.asked:
            if not self._book.is_final(node.id):
                later = max(attempt, self._book.attempt([node.id]))
                entries.append(self._book.enter(self._node_of(node, kept), call_id, later, final=True))
        return entries

    def _node_of(self, node: Dimension, kept: Judgment) -> Judgment:
        if kept.answer is None:
            return self._book.unread(node.id, kept.state, kept.reason_code)
        answers = answers_before(self._flow, kept.answer)
        if answers is None:
            return self._book.unread(node.id, State.WITHHELD, NOT_REACHED)
        answer = answers[node.id]
        if answer is None:
            return self._book.unread(node.id, State.NOT_APPLICABLE, GATED)
        return self._book.scored(node, answer, DERIVED)

    def _in_silence(self) -> list[Entry]:
        """The way of the failing answers, of a fault the passing one; the worst of all where no answer fails."""
        settled = dict(self._book.settled())
        silent = []
        while (here := follow(self._flow, settled).current) is not None and here not in settled:
            question = next(d for d in self._flow.questions if d.id == here)
            answer = (question.passes_on if question.is_harm else question.failing)[:1]
            if not answer:
                break
            judgment = self._book.scored(question, answer[0], EMPTY_CANDIDATE)
            settled[here] = Settled(judgment.state, judgment.reason_code, judgment.answer)
            silent.append(judgment)
        course = follow(self._flow, settled)
        for row in self.manner.rubric.dimensions:
            ending = next((e for e in self._flow.endings if e.row.id == row.id), None)
            if ending is not None:
                silent.append(self._silent_end(ending, course))
            elif row.id not in settled:
                silent.append(self._book.unread(row.id, State.NOT_APPLICABLE, GATED))
        left = [j for j in silent if not self._book.is_final(j.dimension)]
        return [self._book.enter(j, None, self._book.attempt([j.dimension]), final=True) for j in left]

    def _silent_end(self, ending: Ending, course: Course) -> Judgment:
        come = come_to(self._flow, course, ending)
        if come is not None and come.outcome is None:
            return self._book.unread(ending.row.id, State.NOT_APPLICABLE, GATED)
        outcome = ending.worst if come is None or come.outcome is None else come.outcome
        return self._book.scored(ending.row, outcome, EMPTY_CANDIDATE)
