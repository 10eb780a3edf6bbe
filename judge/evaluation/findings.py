"""What came of trying reply forms: how often each was read, and which suits a judge."""

import json
from collections.abc import Sequence
from pathlib import Path

from judge.call import ReplyForm
from judge.evaluation.beside import PROBES
from judge.judges.llm import LLMJudge
from judge.judgment import GATED, READ
from judge.models.base import Structured
from judge.record import dataclass
from judge.store.run import Run
from judge.store.schema import is_begun


@dataclass(frozen=True, slots=True)
class Arm:
    """One way in which a judge may reply."""

    name: str
    form: ReplyForm
    structured: Structured


ARMS = (Arm("json_schema", "json", "always"), Arm("json", "json", "never"), Arm("lines", "lines", "never"))
"""In the order they are tried."""
CASES = 12
_ABOUT_THE_FORM = frozenset({"unsupported_parameter", "bad_request", "not_sent"})
"""Failures that another form may not meet."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one way."""

    arm: str
    answered: int
    """Cases that a reply came to."""
    read: int
    """Of these, those whose every verdict was read."""
    obeyed: int
    """Of these, those that are exactly the object the schema describes."""
    failure: str | None
    """Why a call failed, where one did."""

    @property
    def share(self) -> float:
        """How much of what came was read."""
        return self.read / self.answered if self.answered else 0.0

    @property
    def is_hopeless(self) -> bool:
        """Whether nothing came for a reason that no other form would change."""
        reason = self.failure.split(":")[1] if self.failure else ""
        return self.answered == 0 and reason not in _ABOUT_THE_FORM

    @property
    def is_full(self) -> bool:
        """Whether nothing can be better."""
        return self.answered == self.read == CASES


@dataclass(frozen=True, slots=True)
class Finding:
    """What suits one judge with one way of asking."""

    judge: str
    ask: str
    reply: ReplyForm
    structured: Structured
    tried: tuple[Tried, ...]

    @property
    def is_settled(self) -> bool:
        """Whether any reply came: without one, the next start tries again."""
        return any(t.answered for t in self.tried)


def arms_of(judge: LLMJudge) -> list[Arm]:
    """The ways to try: with and without the schema, unless the settings say which."""
    barred = {"auto": None, "always": "never", "never": "always"}[judge.settings.structured]
    return [arm for arm in ARMS if arm.form != "json" or arm.structured != barred]


def finding(folder: Path, judge: LLMJudge) -> Finding:
    """What suits *judge*, by what the run in *folder* has tried: the way read most often, of equal ones the first.

    JSON, with the schema where a provider is known to take one, when no reply came at all.
    """
    tried = [(arm, found) for arm in arms_of(judge) if (found := tried_before(folder, arm, judge)) is not None]
    best = max(tried, key=lambda one: one[1].share, default=None)
    results = tuple(found for _, found in tried)
    if best is None or not best[1].answered:
        return Finding(judge.name, judge.way, "json", judge.settings.structured, results)
    return Finding(judge.name, judge.way, best[0].form, best[0].structured, results)


def tried_before(folder: Path, arm: Arm, judge: LLMJudge) -> Tried | None:
    """What came of *arm* for *judge* in the run in *folder*; ``None`` when it was not tried."""
    store = folder / PROBES / arm.name
    if not is_begun(store):
        return None
    run = Run(store)
    calls = [row for row in run.call_rows() if (row["judge"], row["ask"]) == (judge.name, judge.way)]
    replies = {row["response_id"]: row["raw_reply"] for row in calls if row["error"] is None}
    unread = {
        row["response_id"]
        for row in run.judgment_rows()
        if (row["judge"], row["ask"]) == (judge.name, judge.way)
        and row["reason_code"] != GATED
        and row["state"] not in READ
    }
    obeyed = sum(_is_object(reply) for reply in replies.values())
    failures = [row["error"] for row in calls if row["error"] is not None]
    return Tried(arm.name, len(replies), len(replies.keys() - unread), obeyed, failures[-1] if failures else None)


def _is_object(reply: str | None) -> bool:
    """Whether a reply is the bare object that the schema describes, by its fields."""
    try:
        found = json.loads(reply or "")
    except ValueError:
        return False
    return isinstance(found, dict) and found.keys() == {"token", "answers"}


def undecided(judges: Sequence[object]) -> list[LLMJudge]:
    """Those whose reply form is to be found out."""
    return [judge for judge in judges if isinstance(judge, LLMJudge) and judge.undecided]
