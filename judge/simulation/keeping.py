"""The turns of all conversations in one run of ours: planned at the start, kept as they come, read back on a resume."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from judge.call import Reply
from judge.judges.candidate import response_text
from judge.judges.client import SPEECH
from judge.judgment import Judgment, State
from judge.parsing import READER_VERSION
from judge.record import dataclass
from judge.scenario import Response, Turn
from judge.simulation.dialogue import Said
from judge.simulation.seats import Place
from judge.simulation.sittings import Sitting
from judge.store import planning
from judge.store.dockets import Docket, dockets
from judge.store.stored import stored
from judge.store.writing import Entry, Record

TURN = SPEECH.asked[0].id
RULES = "simulation"
"""Under what the store keeps how conversations are held."""
ENDED = "conversation_ended"
"""Reason code of turns that nobody spoke because the conversation was over."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one turn: which side speaks there, and where it is kept."""

    seq: int
    panel: int


@dataclass(frozen=True)
class Plan:
    """Where every turn of every conversation is kept."""

    slots: Mapping[str, Slot]
    """By conversation and turn: ``KEY#TURN``."""

    def slot(self, sitting: Sitting, turn: int) -> Slot | None:
        """That of one turn; ``None`` where it is not planned, or was removed on request."""
        return self.slots.get(slot_id(sitting, turn))

    def all_of(self, sitting: Sitting) -> Iterator[tuple[str, Slot]]:
        """Those of one conversation, in order."""
        number = len(sitting.opening)
        while (slot := self.slot(sitting, number)) is not None:
            yield slot_id(sitting, number), slot
            number += 1


def persona_key(name: str) -> str:
    """Under what the store keeps who was played."""
    return f"persona {name}"


def slot_id(sitting: Sitting, turn: int) -> str:
    """What one turn is called in the store."""
    return f"{sitting.key}#{turn}"


def lay_out(
    db: sqlite3.Connection, sittings: Sequence[Sitting], panels: Mapping[str | None, int], *, most: int, repeats: int
) -> Plan:
    """Put every turn that may be spoken on the run's plan, within a transaction; what is there stays as it is.

    Args:
        db: The store.
        sittings: The conversations.
        panels: The number of each candidate's panel by name, and under ``None`` the client's.
        most: Replies of a candidate at most.
        repeats: How often each conversation is held.

    Raises:
        InputError: A scenario or a persona's tags changed under the same name.
    """
    owners = {
        slot_id(sitting, turn): (sitting, panels[sitting.candidate if speaks else None])
        for sitting in sittings
        if not sitting.repeat
        for turn, speaks in _turns(sitting, most)
    }
    planning.admit_responses(db, (stored(_as_response(name, s)) for name, (s, _) in owners.items()))
    seqs = dict(db.execute("SELECT response_id, seq FROM responses"))
    slots = {name: Slot(seqs[name], panel) for name, (_, panel) in owners.items() if name in seqs}
    for slot in slots.values():
        planning.plan(db, slot.panel, [(slot.seq, slot.seq + 1)], repeats)
    return Plan(slots)


def _turns(sitting: Sitting, most: int) -> Iterator[tuple[int, bool]]:
    """The number of each turn that may be spoken, and whether it is the candidate's: both sides in turn."""
    first = len(sitting.opening)
    yield from ((first + step, step % 2 == 0) for step in range(2 * most - 1))


def _as_response(name: str, sitting: Sitting) -> Response:
    """A turn's place as the store knows responses: what is certain of it before anybody speaks."""
    return Response(
        id=name,
        scenario_id=sitting.scenario.id,
        candidate=sitting.candidate,
        turns=sitting.opening,
        response="",
        language=sitting.persona.language,
        tags=MappingProxyType(sitting.tags),
    )


_SPOKEN = """
SELECT j.seq, j.repeat, j.state, j.final AND o.attempt IS NULL, c.raw_reply, c.refusal
FROM judgments j LEFT JOIN calls c ON c.call_id = j.call_id
LEFT JOIN reopened o ON o.panel = j.panel AND o.seq = j.seq AND o.repeat = j.repeat AND o.dimension = j.dimension
    AND o.attempt >= j.attempt
WHERE j.final = 1 ORDER BY j.seq, j.repeat, j.attempt
"""


def spoken(db: sqlite3.Connection) -> dict[Place, Said]:
    """Everything that was said for good."""
    return {
        (seq, repeat): said_of(State(state), Reply(content=content, refusal=refusal), final=True)
        for seq, repeat, state, final, content, refusal in db.execute(_SPOKEN)
        if final
    }


def said_of(state: State, reply: Reply | None, *, final: bool) -> Said:
    """What one side said, by what was kept of it."""
    if reply is None or state is not State.SCORED:
        return Said(state, final)
    declined = reply.content is None and reply.refusal is not None
    return Said(state, final, response_text(reply), declined)


def heard_of(records: Iterable[Record]) -> Said | None:
    """What one side said, by what was just recorded; ``None``: it was not asked."""
    said = None
    for record in records:
        for entry in record.entries:
            reply = record.call.reply if record.call is not None else None
            said = said_of(entry.judgment.state, reply, final=entry.final)
    return said


def docket_for(
    look: sqlite3.Connection, slot: Slot, sitting: Sitting, turns: tuple[Turn, ...], most: int
) -> Docket | None:
    """The question to whoever speaks next, with what was said so far; ``None`` where that is settled already."""
    found = dockets(look, slot.panel, frozenset({TURN}), [(slot.seq, slot.seq + 1)], most)
    for docket in found:
        if docket.repeat == sitting.repeat:
            response = docket.response
            now = Response(
                response.id, response.scenario_id, response.candidate, turns, "", None, response.language, response.tags
            )
            return Docket(docket.panel, docket.seq, docket.repeat, now, docket.known)
    return None


def never_spoken(plan: Plan, sitting: Sitting, known: Mapping[Place, Said]) -> list[Entry]:
    """What is entered for the turns that a conversation which is over will not have."""
    return [
        Entry(
            slot.panel,
            slot.seq,
            1,
            Judgment(name, TURN, sitting.repeat, State.NOT_APPLICABLE, ENDED),
            None,
            READER_VERSION,
            final=True,
        )
        for name, slot in plan.all_of(sitting)
        if (slot.seq, sitting.repeat) not in known
    ]
