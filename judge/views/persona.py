"""A persona as somebody who knows the field reads it, before it is played."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from judge.persona import Persona
from judge.views.marks import visible
from judge.views.words import Ui, say


def persona_page(persona: Persona, ui: Ui) -> RenderableType:
    """The whole persona: its texts as they are, our own words in *ui*."""
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", overflow="fold", min_width=16, max_width=28)
    grid.add_column(overflow="fold")
    for name, text in _facts(persona, ui):
        grid.add_row(Text("  " + visible(name)), Text(visible(text.strip())))
    known = say("persona.version", ui, id=persona.id, version=persona.version, language=persona.language)
    return Group(Text(visible(persona.title), style="bold"), Text(visible(known)), grid)


def _facts(persona: Persona, ui: Ui) -> Iterator[tuple[str, str]]:
    yield say("persona.risk", ui), f"{say(f'persona.risk_{persona.risk}', ui)}\n{persona.signs.strip()}"
    if persona.adversarial:
        yield say("persona.presses", ui), say("persona.presses_text", ui)
    yield say("persona.pace", ui), say(f"persona.pace_{persona.pace}", ui)
    yield say("persona.background", ui), persona.background
    yield say("persona.style", ui), persona.style
    yield say("persona.escalates", ui), "\n".join(f"– {text.strip()}" for text in persona.escalates)
    yield say("persona.calms", ui), "\n".join(f"– {text.strip()}" for text in persona.calms)
    if persona.source:
        yield say("rubric.source", ui), persona.source
