"""``judge rubrics``: what there is, how an expert reads it, and what is wrong with it."""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from judge.cli import options as o
from judge.cli.lines import plain
from judge.errors import InputError, NotFoundError, RubricError, near_miss
from judge.library import Shelf, find_rubric, hidden_by, list_rubrics, read_rubric
from judge.rubric import Rubric
from judge.views.words import Ui


class _ListsByDefault(TyperGroup):
    """``judge rubrics`` alone means ``judge rubrics list``, with its options."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # Typer's own context, which it does not export
        bare = not args or (args[0].startswith("-") and args[0] not in self.get_help_option_names(ctx))
        return super().parse_args(ctx, ["list", *args] if bare else args)


rubrics = typer.Typer(cls=_ListsByDefault, help="List, show and check rubrics.")

Name = Annotated[str, typer.Argument(help="A rubric's name or path.", metavar="NAME", show_default=False)]
Files = Annotated[list[str], typer.Argument(help="Rubric files.", metavar="FILE...", show_default=False)]
TextLanguage = Annotated[str | None, typer.Option("--language", help="Show the rubric's texts in this language.")]


@rubrics.command("list")
def list_(as_json: o.Json = False, ui: o.UiOption = None) -> int:
    """List every rubric by name, with the file behind it."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the store
    from judge.views.words import say  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    found = [_entry(name, shelf) for name, shelf in list_rubrics()]
    screen.result({"rubrics": found}, *plain(*(_lines(entry, screen.ui) for entry in found)))
    if not found:
        screen.note(say("rubrics.none", screen.ui))
    screen.notes([say("jobs.hidden", screen.ui, found=e["file"]) for e in found if e["hides"]])
    return 0


@rubrics.command()
def show(name: Name, language: TextLanguage = None, as_json: o.Json = False, ui: o.UiOption = None) -> int:
    """Show a rubric as an expert reads it."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the store
    from judge.views.rubric import rubric_page  # noqa: PLC0415
    from judge.views.words import say  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    rubric = read_rubric(find_rubric(name).folder)
    page = rubric_page(rubric, language_shown(rubric, language, screen.ui), screen.ui)
    if hidden_by(name) is not None:
        screen.note(say("jobs.hidden", screen.ui, found=find_rubric(name).folder))
    canaries = [canary.model_dump(mode="json") for canary in rubric.canaries]
    screen.result({**rubric.model_dump(mode="json"), "canaries": canaries}, page)
    return 0


@rubrics.command()
def check(files: Files, as_json: o.Json = False, ui: o.UiOption = None) -> int:
    """Check rubric files, and name every fault with its file and line."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the store
    from judge.views.words import say  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    found = [_checked(file) for file in files]
    good = [entry for entry in found if entry["ok"]]
    screen.result({"files": found}, *plain(*(say("rubrics.ok", screen.ui, **_counts(entry)) for entry in good)))
    screen.notes([say("rubrics.misnamed", screen.ui, **e) for e in good if e["name"] != e["id"]])
    _refuse([entry for entry in found if not entry["ok"]])
    return 0


@rubrics.command()
def schema(as_json: o.Json = True, ui: o.UiOption = None) -> int:
    """Print the JSON Schema of a rubric file, for editors that check it while it is typed."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the store
    from judge.views.rubric_schema import rubric_schema  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    screen.json(rubric_schema(screen.ui))
    return 0


@rubrics.command("import")
def import_(
    file: Annotated[str, typer.Argument(help="The rubric's file.", metavar="FILE", show_default=False)],
    kind: Annotated[str, typer.Option("--from", help="Read it as one of this kind: vera-mh.", metavar="KIND")],
    out: Annotated[str | None, typer.Option("--out", "-o", help="Write the rubric here.", metavar="FILE")] = None,
    language: Annotated[str, typer.Option("--language", help="Its texts are in this language.")] = "en",
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Read a rubric that others have written, check it, and write it as one of ours."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the store
    from judge.rubric_files import imported_rubric  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    text, rubric, notes = imported_rubric(file, kind, language=language, out=out)
    about = {"id": rubric.id, "dimensions": len(rubric.asked), "languages": list(rubric.languages)}
    document = {"from": kind, "file": out, "notes": notes, **about, "rubric": rubric.model_dump(mode="json")}
    written = _counts(about | {"file": out, "version": rubric.version})
    screen.result(document, *plain(_written(written, screen.ui) if out else text.rstrip("\n")))
    screen.notes(notes)
    return 0


def _written(about: dict[str, Any], ui: Ui) -> str:  # what was counted of it
    from judge.views.words import say  # noqa: PLC0415 - --help must not load the views

    return say("rubrics.ok", ui, **about)


def language_shown(rubric: Rubric, wanted: str | None, ui: str) -> str:
    """The language of the rubric's texts: the one *wanted*, else that of the tool, else English, else its first.

    Raises:
        NotFoundError: The rubric has no text in the language wanted.
    """
    if wanted is not None and wanted not in rubric.languages:
        hint = near_miss(wanted, rubric.languages)
        raise NotFoundError(f"rubric {rubric.id!r} has no text in {wanted!r}", hint=hint)
    return wanted or next((known for known in (ui, "en") if known in rubric.languages), rubric.languages[0])


def _entry(name: str, shelf: Shelf) -> dict[str, Any]:  # JSON-ready values
    """A rubric in the list; one that cannot be read is listed with its first fault, and the others stand."""
    hides = hidden_by(name)
    entry = {
        "name": name, "version": None, "title": None, "languages": None, "reviewed": None, "fault": None,
        "file": str(shelf.folder), "origin": shelf.origin, "hides": None if hides is None else str(hides),
    }  # fmt: skip
    try:
        rubric = read_rubric(shelf.folder)
    except InputError as error:
        return entry | {"fault": error.message.splitlines()[0]}
    about = {"version": rubric.version, "title": rubric.title, "languages": list(rubric.languages)}
    return entry | about | {"reviewed": rubric.reviewed}


def _lines(entry: dict[str, Any], ui: Ui) -> str:  # an entry as made above
    from judge.views.names import in_language  # noqa: PLC0415 - --help must not load the views
    from judge.views.words import say, say_code  # noqa: PLC0415
    from judge.views.words.sentences import in_language as sentence_in  # noqa: PLC0415

    if entry["fault"] is not None:
        about, review = say("rubrics.fault", ui, fault=sentence_in(entry["fault"], ui)), "–"
    else:
        about = f"{entry['version']} · {in_language(entry['title'], ui)[0]}"
        review = say("rubric.reviewed" if entry["reviewed"] else "rubrics.unreviewed", ui)
    where = f"{review} · {say_code('origin', entry['origin'], ui)} · {entry['file']}"
    return f"{entry['name']} {about}\n    {where}"


def _checked(file: str) -> dict[str, Any]:  # JSON-ready values
    entry: dict[str, Any] = {"file": file, "ok": False, "faults": [], "hint": None}  # JSON-ready values
    try:
        found = find_rubric(file).folder
        rubric = read_rubric(found)
    except InputError as error:
        return entry | {"faults": error.message.splitlines(), "hint": error.hint}
    about = {"id": rubric.id, "version": rubric.version, "sha256": rubric.sha256, "languages": list(rubric.languages)}
    counted = {"dimensions": len(rubric.asked), "name": found.stem}
    return entry | {"ok": True, "file": str(found)} | about | counted


def _counts(entry: dict[str, Any]) -> dict[str, Any]:  # an entry as made above
    return entry | {"n": entry["dimensions"], "languages": ", ".join(entry["languages"])}


def _refuse(bad: list[dict[str, Any]]) -> None:  # entries as made above
    """Raise one error for all *bad* files; each file's hint stands under its faults, as a single file's would."""
    if not bad:
        return
    *others, last = bad
    lines = [line for e in others for line in (*e["faults"], *([f"  hint: {e['hint']}"] if e["hint"] else []))]
    raise RubricError("\n".join([*lines, *last["faults"]]), hint=last["hint"])
