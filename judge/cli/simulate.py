"""``judge simulate``: conversations between simulated clients and candidates, resumable turn by turn."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from judge.cli import options as o
from judge.errors import SettingsError

if TYPE_CHECKING:
    from judge.settings import JudgeSettings, RunSettings

_PLACES = ("last", "first")


def simulate(
    scenarios: Annotated[str, typer.Argument(help="The file of scenarios; - reads JSONL from standard input.")],
    persona: Annotated[
        list[str] | None,
        typer.Option("--persona", "-p", help="Play this persona, a name or a path; repeatable. All by default."),
    ] = None,
    model: Annotated[
        list[str] | None, typer.Option("--model", "-m", help="Ask this candidate; repeatable.", metavar="[NAME=]MODEL")
    ] = None,
    client: Annotated[
        str | None, typer.Option("--client", help="Have this model play the clients.", metavar="[NAME=]MODEL")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write the conversations to this JSONL file.")] = None,
    guard: Annotated[
        list[str] | None,
        typer.Option(
            "--guard",
            help="Hold each conversation again with this judge looking on; repeatable.",
            metavar="[NAME=]JUDGE",
        ),
    ] = None,
    guard_rubric: Annotated[
        str | None, typer.Option("--guard-rubric", help="Have guards judge by this rubric; risk_turns by default.")
    ] = None,
    guarded_only: Annotated[
        bool, typer.Option("--guarded-only", help="Hold no conversations without a guard.")
    ] = False,
    note_at: Annotated[
        str | None,
        typer.Option(
            "--note-at",
            help="Tell a candidate of an alarm after the turn, or in the first message.",
            metavar="last|first",
        ),
    ] = None,
    turns: Annotated[
        int | None, typer.Option("--turns", help="End after so many replies of the candidate.", min=1, max=100)
    ] = None,
    part: Annotated[str | None, typer.Option("--part", help="Instruct the client by this folder of templates.")] = None,
    system: Annotated[Path | None, typer.Option("--system", help="Open with the system message in this file.")] = None,
    api_base: Annotated[
        str | None, typer.Option("--api-base", help="Reach every model that is named here at this URL.")
    ] = None,
    repeats: o.Repeats = None,
    concurrency: o.Concurrency = None,
    rpm: o.Rpm = None,
    tpm: o.Tpm = None,
    max_cost: o.MaxCost = None,
    min_coverage: o.MinCoverage = None,
    egress: o.Egress = None,
    limit: o.Limit = None,
    route: o.Route = None,
    settings: o.Settings = None,
    dry_run: o.DryRun = False,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Have a model play clients, and candidates answer them; run it again to resume."""
    from judge.cli.respond import text_of  # noqa: PLC0415 - one function
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the engine
    from judge.cli.simulating import dry_run_simulation, run_simulation  # noqa: PLC0415
    from judge.readers import read_scenarios  # noqa: PLC0415
    from judge.simulation import prepare_simulation  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    flags = {
        "repeats": repeats, "concurrency": concurrency, "rpm": rpm, "tpm": tpm, "max_cost": max_cost,
        "min_coverage": min_coverage, "egress": egress, "limit": limit, "route": route, "canaries": False,
    }  # fmt: skip
    wishes = {
        "personas": tuple(persona or ()), "client": _named(client, api_base),
        "guards": tuple(_named(g, api_base) for g in guard or ()),
        "guard_rubric": guard_rubric, "guarded_only": guarded_only, "note_at": _place(note_at), "turns": turns,
        "part": part,
    }  # fmt: skip
    run = _with_wishes(o.run_settings(settings, flags), wishes)
    named = [o.at_address(given, api_base) for given in o.models_given(model or [], None, [], kind="model")]
    if named:
        run = run.model_copy(update={"models": ()})
    if out is None:
        raise SettingsError("no file was named for the conversations", hint="add -o conversations.jsonl")
    notes: list[str] = []
    read = read_scenarios(scenarios, notes=notes)
    job = prepare_simulation(read, named, path=out, system=text_of(system), keys=not dry_run, run_settings=run)
    screen.notes([*notes, *job.notes])
    return dry_run_simulation(job, screen) if dry_run else run_simulation(job, screen)


def _named(text: str | None, api_base: str | None) -> "JudgeSettings | None":
    from judge.settings import parse_judge  # noqa: PLC0415 - only where one was named

    return None if text is None else o.at_address(parse_judge(text), api_base)


def _place(given: str | None) -> str | None:
    from judge.cli.choosing import one_of  # noqa: PLC0415 - only where one was named

    return None if given is None else one_of("--note-at", given, _PLACES)


def _with_wishes(run: "RunSettings", given: Mapping[str, Any]) -> "RunSettings":  # fields of `simulate`
    """The file's own wishes, with every flag that was given on top."""
    from judge.settings import SimulateSettings  # noqa: PLC0415 - only here

    named = {name: value for name, value in given.items() if value not in (None, (), False)}
    own = run.simulate or SimulateSettings()
    return run.model_copy(update={"simulate": own.model_copy(update=named)})
