"""Conversations as lines of JSON: what ``judge evaluate`` reads."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from judge.simulation.dialogue import Dialogue


def conversation_lines(dialogues: Iterable[Dialogue]) -> Iterator[str]:
    """Every conversation that came to its end, in order; one that one side never finished is no conversation."""
    for dialogue in dialogues:
        if dialogue.complete:
            yield json.dumps(_line(dialogue), ensure_ascii=False)


def _line(dialogue: Dialogue) -> dict[str, Any]:  # JSON-ready values
    sitting = dialogue.sitting
    unread = [turn for turn, alarm in sorted(dialogue.alarms.items()) if alarm is None]
    return {
        "id": sitting.id,
        "scenario_id": sitting.scenario.id,
        "candidate": sitting.candidate,
        "turns": [{"role": turn.role, "content": turn.content} for turn in dialogue.turns],
        "language": sitting.persona.language,
        "tags": {
            **sitting.tags,
            "ended": str(dialogue.ended),
            **({"guard_unread": str(len(unread))} if unread else {}),
        },
        "metadata": {
            "persona_sha256": sitting.persona.sha256,
            "repeat": sitting.repeat,
            "guard": {
                "alarms": [turn for turn, alarm in sorted(dialogue.alarms.items()) if alarm],
                "unread": unread,
            },
        },
    }
