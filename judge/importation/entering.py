"""From what was found about one response to records as a run keeps them: calls with raw replies, judgments by row.

Gates, trees and flows are gone through as if the judge had been asked here. What nobody said anything about is
``withheld`` with the reason ``not_imported``: it lowers coverage, and another import may bring it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from operator import is_

from judge.call import Call
from judge.case import Case
from judge.dimension import Dimension
from judge.engines.ledger import Ledger
from judge.engines.manner import Manner
from judge.engines.walking import walk_of
from judge.errors import InputError
from judge.importation.gathering import twice
from judge.importation.meaning import Meaning, reply_of
from judge.judgment import GATED, READ, Judgment, State
from judge.readers.imports import Found
from judge.record import dataclass
from judge.store.dockets import Docket, Known
from judge.store.imported import ROUTE
from judge.store.writing import Entry, Record

NOT_IMPORTED = "not_imported"
"""Reason code of what nobody said anything about."""


@dataclass(frozen=True)
class _Said:
    """One word of a judge, read."""

    one: Found
    case: Case
    judgments: Sequence[Judgment]
    call: Call | None


_Given = tuple[Judgment, str | None]
"""A judgment, and the call it was read from."""


class Entering:
    """Enters what one judge has said.

    Args:
        judge: What the run calls it.
        manner: How its rubric is gone through.
        meaning: How its words are taken.
        kept: Replies that the run holds already, by the id of their call.
    """

    def __init__(self, judge: str, manner: Manner, meaning: Meaning, kept: Mapping[str, str | None]) -> None:
        self._judge = judge
        self._manner = manner
        self._meaning = meaning
        self._kept = kept
        self._own = {row: d for d in manner.rubric.asked for row in manner.rows[d.id]}
        self._places = {row: place for place, d in enumerate(manner.order) for row in manner.rows[d.id]}

    def records(self, docket: Docket, found: Sequence[Found]) -> Iterator[Record]:
        """What is entered of one response and repeat: all of its rows, in one state each.

        Raises:
            DatasetError: A word that nobody knows.
            InputError: What was imported before reads otherwise now.
        """
        if docket.known:
            docket = replace(docket, known={row: _open_again(known) for row, known in docket.known.items()})
        book = Ledger(docket, self._manner)
        said = [self._read(one, book) for one in found]
        owner: dict[str, _Said] = {}
        for word in said:
            self._refuse_another(word, docket)
            for row in (row for d in word.case.dimensions for row in self._rows(d)):
                if owner.setdefault(row, word) is not word:
                    raise twice(word.one, owner[row].one, docket.response)
        for word in said:
            if word.call is not None and word.call.call_id not in self._kept:
                yield Record((), word.call, docket.panel, docket.seq)
        entries = self._outcomes(docket, said) if self._has_outcomes(said) else self._walked(docket, said)
        if new := [e for e in entries if not (_is_missing(e.judgment) and _was_missing(docket, e.judgment))]:
            # Nobody is asked again, by a resume or otherwise.
            yield Record([entry if entry.final else replace(entry, final=True) for entry in new])

    def _read(self, one: Found, book: Ledger) -> _Said:
        case = replace(book.case(self._meaning.about(one)), token=self._meaning.token(one))
        judgments = self._meaning.judgments(one, case)
        return _Said(one, case, judgments, None if one.reply is None else self._call(one, case))

    def _call(self, one: Found, case: Case) -> Call:
        names = tuple(d.id for d in case.dimensions)
        what = "\0".join([ROUTE, self._judge, case.response.id, str(case.repeat), *names])
        return Call(
            call_id=sha256(what.encode("utf-8", "surrogatepass")).hexdigest()[:24],
            judge=self._judge,
            ask="",
            model=one.model or self._judge,
            route=ROUTE,
            endpoint_host=None,
            response_id=case.response.id,
            repeat=case.repeat,
            attempt=1,
            dimensions=names,
            prompt_sha256="",
            asked_at=one.asked_at or "",
            latency_s=0.0,
            reply=replace(reply_of(one), params_sent={"token": case.token} if case.token else {}),
            flags=self._meaning.flags(one, case),
        )

    def _refuse_another(self, word: _Said, docket: Docket) -> None:
        """What is there already must be what is imported once more."""
        if word.call is not None:
            if word.call.call_id in self._kept and self._kept[word.call.call_id] != word.one.reply:
                raise _changed(word, self._judge)
            return
        for judgment in word.judgments:
            known = docket.known.get(judgment.dimension)
            ruled = known is None or not known.final or known.reason_code is not None
            if known is not None and not ruled and (known.state, known.answer) != (judgment.state, judgment.answer):
                raise _changed(word, self._judge)

    def _walked(self, docket: Docket, said: Sequence[_Said]) -> list[Entry]:
        """Through gates, a tree or a flow, question by question in the rubric's own order."""
        walk = walk_of(docket, self._manner)
        entries = walk.settle()
        for word in self._in_order(said):
            before = {row for row, known in docket.known.items() if known.final}
            final = before | {entry.judgment.dimension for entry in entries}
            open_ = [d for d in word.case.dimensions if not set(self._rows(d)) <= final]
            if open_:
                whole = len(open_) == len(word.case.dimensions)
                asked = word.case if whole else replace(word.case, dimensions=tuple(open_))
                entries += walk.take(asked, word.judgments, word.call.call_id if word.call else None)
                entries += walk.settle()
        return entries + walk.give_up(State.WITHHELD, NOT_IMPORTED)

    def _in_order(self, said: Sequence[_Said]) -> list[_Said]:
        """Each after those its gate looks at; answers to parts of one question, or to questions of a flow, together."""
        last = len(self._places)
        placed = sorted(said, key=lambda word: min(self._places.get(d.id, last) for d in word.case.dimensions))
        together: list[_Said] = []
        for word in placed:
            asked = self._asked(word.case)
            if together and self._belongs(word, together[-1]):
                before = together.pop()
                known = {d.id: d for d in (*before.case.dimensions, *asked)}
                word = replace(before, judgments=(*before.judgments, *word.judgments))  # noqa: PLW2901 - the two as one
                asked = tuple(known.values())
            same = len(asked) == len(word.case.dimensions) and all(map(is_, asked, word.case.dimensions))
            together.append(word if same else replace(word, case=replace(word.case, dimensions=asked)))
        return together

    def _belongs(self, word: _Said, last: _Said) -> bool:
        if word.call is not None or last.call is not None:
            return False
        one, other = ({d.id for d in self._asked(w.case)} for w in (word, last))
        if self._manner.flow is not None:
            return (one | other) <= self._own.keys()
        return one == other

    def _asked(self, case: Case) -> tuple[Dimension, ...]:
        """The questions of which its dimensions are answers, or parts of answers; a class of a tree is itself."""
        asked = [self._own.get(d.id, d) for d in case.dimensions]
        return tuple({d.id: d for d in asked}.values())

    def _rows(self, dimension: Dimension) -> Collection[str]:
        return self._manner.rows.get(dimension.id, (dimension.id,))

    def _has_outcomes(self, said: Sequence[_Said]) -> bool:
        """Whether it holds what a flow's groups came to: nobody can tell by which answers."""
        derived = self._manner.rubric.derived
        return self._manner.rubric.decide == "flow" and any(d.id in derived for w in said for d in w.case.dimensions)

    def _outcomes(self, docket: Docket, said: Sequence[_Said]) -> list[Entry]:
        book = Ledger(docket, self._manner)
        given = {j.dimension: (j, w.call.call_id if w.call else None) for w in said for j in w.judgments}
        whole = self._manner.rubric.dimensions[-1]
        if whole.id not in given and (worst := self._worst(book, given, whole)) is not None:
            given[whole.id] = (worst, None)
        entries = []
        for row in self._manner.rubric.dimensions:
            if not book.is_final(row.id):
                left = (book.unread(row.id, State.WITHHELD, NOT_IMPORTED), None)
                judgment, call_id = given.get(row.id, left)
                entries.append(book.enter(_past(judgment), call_id, book.attempt([row.id]), final=True))
        return entries

    def _worst(self, book: Ledger, given: Mapping[str, _Given], whole: Dimension) -> Judgment | None:
        """The worst of all groups, as far as every one of them was read; else there is none."""
        groups = [name for name in self._manner.rubric.derived if name != whole.id]
        if not all(name in given and given[name][0].state in READ for name in groups):
            return None
        outcomes = [answer for name in groups if (answer := given[name][0].answer) is not None]
        if not outcomes:
            return book.unread(whole.id, State.NOT_APPLICABLE, None)
        return book.scored(whole, max(outcomes, key=whole.answer_ids.index), None)


def _open_again(known: Known) -> Known:
    """What was missing may come with another import."""
    return replace(known, final=False) if known.reason_code == NOT_IMPORTED else known


def _past(judgment: Judgment) -> Judgment:
    """A flow's own *not relevant*: its questions led past the group, as a gate does."""
    return replace(judgment, reason_code=GATED) if judgment.state is State.NOT_APPLICABLE else judgment


def _is_missing(judgment: Judgment) -> bool:
    return judgment.state is State.WITHHELD and judgment.reason_code == NOT_IMPORTED


def _was_missing(docket: Docket, judgment: Judgment) -> bool:
    known = docket.known.get(judgment.dimension)
    return known is not None and known.reason_code == NOT_IMPORTED


def _changed(word: _Said, judge: str) -> InputError:
    return InputError(
        f"{word.one.row.where}: what judge {judge!r} said of {word.case.response.id!r} is not what was imported before",
        hint="give this its own folder: -o ANOTHER_FOLDER",
    )
