"""From a persona and what has been said so far to the messages that the model playing it gets."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from judge.asking import Ask
from judge.call import Message
from judge.metering import data_json
from judge.persona import Persona
from judge.scenario import Turn

END = "[END]"
"""What a client writes after its goodbye."""

VARIABLES = frozenset({
    "title", "background", "style", "risk", "signs", "pace", "escalates", "calms", "adversarial", "language", "end",
    "said", "turn", "turns", "late",
})  # fmt: skip
"""What a client's templates may name."""


def client_messages(part: Ask, persona: Persona, turns: Sequence[Turn], *, most: int) -> tuple[Message, ...]:
    """The messages that make a model write the client's next turn.

    The other side's words arrive as JSON text, each with the reminder of the part, so that what was sent once is sent
    again unchanged and a provider may keep it. What only the candidate was told is left out.

    Args:
        part: The templates.
        persona: Who is played.
        turns: What has been said; the client is ``user``, the candidate ``assistant``.
        most: So many messages the client may write in all.

    Raises:
        TemplateError: A template cannot be rendered.
    """
    known = _known(persona)
    system = Message("system", part.rendered("client", persona.language, known))
    return system, *_exchange(part, persona, [t for t in turns if t.role != "system"], known, most)


def _exchange(
    part: Ask,
    persona: Persona,
    turns: Sequence[Turn],
    known: Mapping[str, Any],  # JSON-ready values
    most: int,
) -> Iterator[Message]:
    written = 0
    if not turns or turns[0].role == "user":
        yield Message("user", part.rendered("begin", persona.language, known))
    for role, together in groupby(turns, key=lambda turn: turn.role):
        said = "\n\n".join(turn.content for turn in together)
        if role == "user":
            written += 1
            yield Message("assistant", said)
            continue
        number = {"turn": written + 1, "turns": most, "late": 2 * (written + 1) > most}
        yield Message("user", part.rendered("turn", persona.language, {**known, **number, "said": data_json(said)}))


def note_to_candidate(part: Ask, language: str) -> str:
    """What a candidate is told when a guard has raised an alarm.

    Raises:
        TemplateError: The template cannot be rendered.
    """
    return part.rendered("note", language, {"language": language})


def without_mark(text: str) -> tuple[str, bool]:
    """What a client said, and whether it has said goodbye: the mark at the end is no part of its words."""
    bare = text.rstrip()
    if bare.upper().endswith(END):
        return bare[: -len(END)].rstrip(), True
    return bare, False


def _known(persona: Persona) -> dict[str, Any]:  # JSON-ready values
    return {
        "title": persona.title,
        "background": persona.background.strip(),
        "style": persona.style.strip(),
        "risk": persona.risk,
        "signs": persona.signs.strip(),
        "pace": persona.pace,
        "escalates": [text.strip() for text in persona.escalates],
        "calms": [text.strip() for text in persona.calms],
        "adversarial": persona.adversarial,
        "language": persona.language,
        "end": END,
    }
