"""What is known of one docket, and what is entered about it: the book that every way through it keeps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from judge.case import Case
from judge.dimension import Dimension
from judge.engines.language import language_for
from judge.engines.manner import Manner
from judge.gating import Settled
from judge.judgment import REASKED, Judgment, State
from judge.parsing import READER_VERSION
from judge.store.dockets import Docket, Known
from judge.store.writing import Entry

RESUMED = frozenset({State.FAILED_TRANSPORT, State.CANCELLED})
"""States that a resume asks again; a failed configuration only where it concerned the whole endpoint."""


class Ledger:
    """Keeps the highest attempt of every row, numbers attempts, and writes down questions and what came of them."""

    def __init__(self, docket: Docket, manner: Manner) -> None:
        self.docket = docket
        self.manner = manner
        self.response = docket.response
        self.language = language_for(docket.response, manner.rubric, manner.language)
        self.known: dict[str, Known] = dict(docket.known)
        self.is_silent = manner.silence_fails and manner.rubric.unit != "user_turn" and docket.response.is_silence

    def is_final(self, row: str) -> bool:
        """Whether *row* has its final state."""
        known = self.known.get(row)
        return known is not None and known.final

    def settled(self) -> Mapping[str, Settled]:
        """What has its final state, by row."""
        return {d: Settled(k.state, k.reason_code, k.answer) for d, k in self.known.items() if k.final}

    def attempt(self, rows: Iterable[str]) -> int:
        """The number that the next attempt at *rows* has."""
        if not self.known:
            return 1
        return 1 + max((self.known[row].attempt for row in rows if row in self.known), default=0)

    def ends(self, judgment: Judgment, *, again: bool) -> bool:
        """Whether *judgment* is the last on its row: not to be asked again by this run, nor by a resume."""
        if again or judgment.state in RESUMED:
            return False
        if not self.manner.ladder or judgment.state not in REASKED:
            return True
        known = self.known.get(judgment.dimension)
        unread_now = (known.unread_attempts if known else 0) + 1
        return unread_now >= self.manner.reasks + (2 if self.manner.splittable else 1)

    def splits(self, rows: Iterable[str]) -> bool:
        """Whether one of *rows* was asked for together with others, and not read, as often as is tried."""
        if not self.known or not self.manner.splittable:
            return False
        return any(row in self.known and self.known[row].unread_attempts > self.manner.reasks for row in rows)

    def enter(self, judgment: Judgment, call_id: str | None, attempt: int, *, final: bool) -> Entry:
        """Write *judgment* down."""
        before = self.known.get(judgment.dimension)
        unread_attempts = (before.unread_attempts if before else 0) + (judgment.state in REASKED)
        self.known[judgment.dimension] = Known(
            judgment.state, judgment.reason_code, judgment.answer, attempt, final, unread_attempts
        )
        return Entry(self.docket.panel, self.docket.seq, attempt, judgment, call_id, READER_VERSION, final)

    def unread(self, row: str, state: State, reason: str | None) -> Judgment:
        """A judgment on *row* without an answer."""
        return Judgment(self.response.id, row, self.docket.repeat, state, reason)

    def scored(self, row: Dimension, answer: str, reason: str | None) -> Judgment:
        """A judgment on *row* that follows from a rule and was not given by anybody."""
        passed = row.passed(answer)
        return Judgment(self.response.id, row.id, self.docket.repeat, State.SCORED, reason, answer, passed)

    def scored_as(self, judgment: Judgment, reason: str) -> Judgment:
        """*judgment* with a reason why it stands beside what counts."""
        return replace(judgment, reason_code=reason)

    def reasoned(self, judgment: Judgment, by: Judgment | None) -> Judgment:
        """*judgment* with the reasons given for the answer *by* which it was decided, where they are at hand."""
        if by is None:
            return judgment
        return replace(judgment, rationale=by.rationale, evidence=by.evidence, evidence_found=by.evidence_found)

    def case(self, dimensions: Sequence[Dimension]) -> Case:
        """The question about *dimensions*."""
        shots = self.manner.shots
        return Case(
            self.response,
            self.manner.rubric,
            tuple(dimensions),
            self.language,
            self.docket.repeat,
            self._token(dimensions),
            shots=() if shots is None else shots.of(self.docket.repeat),
        )

    def _token(self, dimensions: Sequence[Dimension]) -> str:
        """Six digits nobody but the run can foresee, the same whenever the same question is asked again."""
        what = "\0".join([self.response.id, str(self.docket.repeat), *[d.id for d in dimensions]])
        made = blake2b(what.encode("utf-8", "surrogatepass"), key=self.manner.secret, digest_size=8).digest()
        return f"{int.from_bytes(made, 'big') % 1_000_000:06d}"
