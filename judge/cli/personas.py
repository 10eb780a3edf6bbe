"""``judge personas``: who can be played, what each is like, and what is wrong with a file."""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from judge.cast import find_persona, list_personas, load_persona, read_persona
from judge.cli import options as o
from judge.cli.lines import plain
from judge.errors import InputError, PersonaError
from judge.views.words import Ui


class _ListsByDefault(TyperGroup):
    """``judge personas`` alone means ``judge personas list``, with its options."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # Typer's own context, which it does not export
        bare = not args or (args[0].startswith("-") and args[0] not in self.get_help_option_names(ctx))
        return super().parse_args(ctx, ["list", *args] if bare else args)


personas = typer.Typer(cls=_ListsByDefault, help="List, show and check personas.")

Name = Annotated[str, typer.Argument(help="A persona's name or path.", metavar="NAME", show_default=False)]
Told = Annotated[bool, typer.Option("--told", help="Show the exact messages that make a model play it.")]
Part = Annotated[str, typer.Option("--part", help="Instruct the client by this folder of templates.")]
Files = Annotated[list[str], typer.Argument(help="Persona files.", metavar="FILE...", show_default=False)]


@personas.command("list")
def list_(as_json: o.Json = False, ui: o.UiOption = None) -> int:
    """List every persona by name, with the file behind it."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the store

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    found = [_entry(name, str(shelf.folder), shelf.origin) for name, shelf in list_personas()]
    screen.result({"personas": found}, *plain(*(_lines(entry, screen.ui) for entry in found)))
    return 0


@personas.command()
def show(name: Name, told: Told = False, part: Part = "default", as_json: o.Json = False, ui: o.UiOption = None) -> int:
    """Show a persona as somebody who knows the field reads it."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the store
    from judge.views.persona import persona_page  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    persona = load_persona(name)
    document = {**persona.model_dump(mode="json"), "sha256": persona.sha256}
    if not told:
        screen.result(document, persona_page(persona, screen.ui))
        return 0
    from judge.parts import load_part  # noqa: PLC0415 - templates are needed here alone
    from judge.playing import client_messages  # noqa: PLC0415 - the same
    from judge.scenario import Turn  # noqa: PLC0415 - the same
    from judge.settings import SimulateSettings  # noqa: PLC0415 - the same

    said = [Turn("user", "…"), Turn("assistant", "…")]
    messages = client_messages(load_part(part), persona, said, most=SimulateSettings().turns)
    shown = [{"role": message.role, "content": message.content} for message in messages]
    screen.result({**document, "messages": shown}, *plain(*(f"[{m['role']}]\n{m['content']}\n" for m in shown)))
    return 0


@personas.command()
def check(files: Files, as_json: o.Json = False, ui: o.UiOption = None) -> int:
    """Check persona files, and name every fault with its file and line."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the store
    from judge.views.words import say  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    found = [_checked(file) for file in files]
    good = [entry for entry in found if entry["ok"]]
    screen.result({"files": found}, *plain(*(say("personas.ok", screen.ui, **entry) for entry in good)))
    bad = [entry for entry in found if not entry["ok"]]
    if bad:
        *others, last = bad
        lines = [line for e in others for line in (*e["faults"], *([f"  hint: {e['hint']}"] if e["hint"] else []))]
        raise PersonaError("\n".join([*lines, *last["faults"]]), hint=last["hint"])
    return 0


def _entry(name: str, file: str, origin: str) -> dict[str, Any]:  # JSON-ready values
    """A persona in the list; one that cannot be read is listed with its first fault, and the others stand."""
    fields = ("version", "title", "language", "risk", "pace", "adversarial")
    entry: dict[str, Any] = {"name": name, **dict.fromkeys(fields), "fault": None, "file": file, "origin": origin}
    try:
        persona = load_persona(name)
    except InputError as error:
        return entry | {"fault": error.message.splitlines()[0]}
    return entry | {field: getattr(persona, field) for field in fields}


def _lines(entry: dict[str, Any], ui: Ui) -> str:  # an entry as made above
    from judge.views.words import say, say_code  # noqa: PLC0415
    from judge.views.words.sentences import in_language  # noqa: PLC0415

    where = f"{say_code('origin', entry['origin'], ui)} · {entry['file']}"
    if entry["fault"] is not None:
        return f"{entry['name']} {say('rubrics.fault', ui, fault=in_language(entry['fault'], ui))}\n    {where}"
    risk = say(f"persona.risk_{entry['risk']}", ui)
    presses = f" · {say('persona.adversarial', ui)}" if entry["adversarial"] else ""
    about = f"{entry['version']} · {entry['language']} · {entry['title']}\n    {risk}{presses}"
    return f"{entry['name']} {about} · {where}"


def _checked(file: str) -> dict[str, Any]:  # JSON-ready values
    entry: dict[str, Any] = {"file": file, "ok": False, "faults": [], "hint": None}
    try:
        persona = read_persona(find_persona(file).folder)
    except InputError as error:
        return entry | {"faults": error.message.splitlines(), "hint": error.hint}
    return entry | {"ok": True, "id": persona.id, "version": persona.version, "sha256": persona.sha256}
