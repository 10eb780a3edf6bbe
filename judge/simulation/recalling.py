"""Conversations made again from what was kept of them, whoever asked for them and when."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import Any

from judge.persona import Persona
from judge.scenario import Scenario, Turn
from judge.simulation import keeping
from judge.simulation.dialogue import Dialogue, Said
from judge.simulation.guarding import Verdict, client_turn, guard_folder, verdicts
from judge.simulation.seats import Place
from judge.simulation.sittings import PERSONA, UNGUARDED, Sitting
from judge.store.planning import frozen
from judge.store.schema import connect

_PLANNED = """
SELECT r.seq, r.response_id, r.body, p.repeats FROM responses r JOIN planned p USING (seq) ORDER BY r.seq
"""


def recalled(folder: Path) -> Iterator[Dialogue]:
    """Every conversation that was ever planned in *folder*, as far as it came, in the order they were planned."""
    with closing(connect(folder)) as db:
        rows = db.execute(_PLANNED).fetchall()
        spoken = keeping.spoken(db)
        rules = frozen(db, keeping.RULES) or {}
        seqs = {name: seq for seq, name, *_ in rows}
        said_by: dict[str, Mapping[str, Verdict]] = {}
        for sitting in _sittings(db, rows):
            guard = sitting.guard
            if guard is not None and guard not in said_by:
                said_by[guard] = verdicts(guard_folder(folder, guard))
            dialogue = Dialogue(sitting, int(rules["turns"]))
            _replay(dialogue, seqs, spoken, said_by.get(guard or "", {}))
            yield dialogue


def _sittings(db: sqlite3.Connection, rows: list[tuple[int, str, str, int]]) -> Iterator[Sitting]:
    cast: dict[str, Persona] = {}
    seen: set[str] = set()
    for _, name, body, repeats in rows:
        key = name.rpartition("#")[0]
        if key in seen:
            continue
        seen.add(key)
        data: dict[str, Any] = json.loads(body)  # JSON of ours
        tags = data["tags"]
        persona = cast.setdefault(tags[PERSONA], _persona(db, tags[PERSONA]))
        turns = tuple(Turn(role, content) for role, content in data["turns"])
        scenario = Scenario(data["scenario_id"], turns, data["language"], MappingProxyType(tags))
        guard = None if tags["guard"] == UNGUARDED else tags["guard"]
        yield from (Sitting(scenario, persona, data["candidate"], guard, repeat) for repeat in range(repeats))


def _persona(db: sqlite3.Connection, name: str) -> Persona:
    return Persona.model_validate(frozen(db, keeping.persona_key(name)))


def _replay(
    dialogue: Dialogue, seqs: Mapping[str, int], spoken: Mapping[Place, Said], verdict_of: Mapping[str, Verdict]
) -> None:
    """Take what was said, turn by turn, until something is missing."""
    while dialogue.speaker is not None:
        if dialogue.speaker == "guard":
            alarm, final = verdict_of.get(client_turn(dialogue).id, (None, False))
            dialogue.hear_guard(alarm, final=final)
            continue
        seq = seqs.get(keeping.slot_id(dialogue.sitting, dialogue.at + 1), -1)
        said = spoken.get((seq, dialogue.sitting.repeat))
        if said is None:
            return
        dialogue.hear(said)
