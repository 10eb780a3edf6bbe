"""Stored replies read again with today's reader: no call, no table changed, the differences listed."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from judge.call import Reply
from judge.case import Case
from judge.completing import completed
from judge.dimension import Dimension
from judge.engines.manner import Manner
from judge.engines.walking import Walking, walk_of
from judge.errors import JudgeError, ReplyError
from judge.evaluation.rebuilding import rebuild
from judge.judges.base import AskingJudge
from judge.judges.llm import read_judgments
from judge.judgment import Judgment, State, unread
from judge.parsing import READER_VERSION
from judge.record import dataclass
from judge.store import reading, rescoring
from judge.store.dockets import Docket
from judge.store.imported import is_imported
from judge.store.locking import locked
from judge.store.planning import run_secret
from judge.store.rescoring import Kept, Reread, Standing
from judge.store.run import Run
from judge.store.schema import connect

_GROUP = 1000

Read = Callable[[Case, str, Reply], Sequence[Judgment]]
"""From the case of a call, the fingerprint of its prompt and its reply to judgments."""
End = tuple[str, str | None]
"""A state, and an answer where there is one."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A judgment that today's reader reads otherwise."""

    response_id: str
    dimension: str
    judge: str
    ask: str
    repeat: int
    before: End
    now: End


@dataclass
class Rescored:
    """What came of reading a run's replies again."""

    reader_version: str = READER_VERSION
    replies: int = 0
    judgments: int = 0
    gated: int = 0
    """Judgments left out because a gate decided them: gates are not decided anew."""
    differences: list[Difference] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    """Judges whose replies cannot be read again here, with the reason."""

    @property
    def changes(self) -> Counter[tuple[End, End]]:
        """How many judgments went from one end to another."""
        return Counter((d.before, d.now) for d in self.differences)


def rescore(folder: str | Path) -> Rescored:
    """Read the stored replies of the run in *folder* again, and keep what differs beside what there is.

    Only judgments that count are read: of several attempts the highest.

    Raises:
        NotFoundError: There is no run.
        StorageError: The folder cannot be written, or somebody else is writing it.
    """
    run = Run(folder)
    found = Rescored()
    with locked(run.folder), closing(connect(run.folder, write=True)) as db, closing(connect(run.folder)) as look:
        readers = _readers(look, found, by_step=run.rubric.decide != "each")
        manners = {
            number: Manner(
                run.rubric,
                spec.get("per", "rubric"),
                str(spec.get("language", "auto")),
                ladder=False,
                secret=run_secret(db),
            )
            for number, _, _, spec in reading.panels(look)
        }
        names = {number: (judge, ask) for number, judge, ask, _ in reading.panels(look)}
        rescoring.begin(db, READER_VERSION)
        reread = _reread(look, readers, manners, names, found)
        while group := list(islice(reread, _GROUP)):
            db.execute("BEGIN IMMEDIATE")
            rescoring.save(db, READER_VERSION, group)
            db.execute("COMMIT")
        rescoring.conclude(db, _about(found))
    return found


def _about(found: Rescored) -> dict[str, Any]:  # JSON-ready values
    return {
        "reader_version": found.reader_version,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "replies": found.replies,
        "judgments": found.judgments,
        "differ": len(found.differences),
    }


def _reread(
    look: sqlite3.Connection,
    readers: Mapping[int, Read],
    manners: Mapping[int, Manner],
    names: Mapping[int, tuple[str, str]],
    found: Rescored,
) -> Iterator[Reread]:
    for kept in rescoring.kept_replies(look):
        if kept.panel not in readers:
            continue
        walk = walk_of(Docket(kept.panel, kept.seq, kept.repeat, kept.response, {}), manners[kept.panel])
        case = walk.case_about(kept.dimensions)
        given = readers[kept.panel](case, kept.prompt_sha256, kept.reply)
        whole = _is_whole(case, manners[kept.panel])
        now = _decided_anew(walk, case, given) if whole else _completed(case, given)
        found.replies += 1
        for before in kept.judgments:
            if before.dimension not in now or (before.by_gate and not whole):
                found.gated += 1
                continue
            found.judgments += 1
            judgment = now[before.dimension]
            if (judgment.state, judgment.answer) != (before.state, before.answer):
                found.differences.append(_difference(kept, before, judgment, *names[kept.panel]))
                yield Reread(before.judgment, judgment)


def _difference(kept: Kept, before: Standing, now: Judgment, judge: str, ask: str) -> Difference:
    was, is_ = (before.state.value, before.answer), (now.state.value, now.answer)
    return Difference(kept.response.id, before.dimension, judge, ask, kept.repeat, was, is_)


def _is_whole(case: Case, manner: Manner) -> bool:
    """Whether the one reply decides a tree or a flow to its end."""
    asked = {d.id for d in case.dimensions}
    return manner.flow is not None and (case.rubric.id in asked or len(asked) == len(case.rubric.asked))


def _decided_anew(walk: Walking, case: Case, given: Sequence[Judgment]) -> dict[str, Judgment]:
    """What the run would have entered for this reply: with what follows from its answers, by row."""
    return {entry.judgment.dimension: entry.judgment for entry in walk.take(case, given, None)}


def _completed(case: Case, given: Sequence[Judgment]) -> dict[str, Judgment]:
    """What a table may count of them, as the run itself would have entered it, by row."""

    def missing(row: Dimension) -> Judgment:
        return Judgment(case.response.id, row.id, case.repeat, State.MALFORMED, "not_answered")

    by_id = {j.dimension: j for j in given}
    return {j.dimension: j for question in case.dimensions for j in completed(question, by_id, missing)}


_ELSEWHERE = "its answers were imported as they were read elsewhere"
_BY_STEP = "it was asked from question to question: another reading may lead to questions that nobody asked"


def _readers(look: sqlite3.Connection, found: Rescored, *, by_step: bool) -> dict[int, Read]:
    """How each panel's replies are read: by us where the prompts are ours, else by the judge that was asked."""
    readers: dict[int, Read] = {}
    for number, judge, ask, spec in reading.panels(look):
        if by_step and spec.get("per") == "dimension":
            found.left_out[judge] = _BY_STEP
            continue
        if "ask_sha256" in spec:
            readers[number] = _by_form(spec["reply"])
            continue
        if is_imported(spec):
            if "read_as" in spec:
                readers[number] = _as_imported(spec["read_as"])
            else:
                found.left_out[judge] = _ELSEWHERE
            continue
        try:
            made = rebuild(look, judge, ask, spec)
        except JudgeError as error:
            found.left_out[judge] = error.message
            continue
        if isinstance(made, AskingJudge):
            readers[number] = _by_judge(made)
    return readers


def _by_form(form: Any) -> Read:  # one of ours: the run was made with it
    return lambda case, _, reply: read_judgments(case, form, reply)


def _as_imported(form: Any) -> Read:  # one of ours: the import has checked it
    """Replies from elsewhere repeat the token of their own call, which was kept with them."""
    return lambda case, _, reply: read_judgments(replace(case, token=reply.params_sent.get("token", "")), form, reply)


def _by_judge(judge: AskingJudge) -> Read:
    def read(case: Case, sha256: str, reply: Reply) -> Sequence[Judgment]:
        prompts = judge.ask(case)
        asked = next((p for p in prompts if p.sha256 == sha256), prompts[0])
        try:
            return judge.read(asked, reply)
        except ReplyError as error:
            return unread(case, State(error.state), error.reason)

    return read
