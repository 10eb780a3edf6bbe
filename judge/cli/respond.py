"""``judge respond``: candidates' responses, resumable."""

from pathlib import Path
from typing import Annotated

import typer

from judge.cli import options as o
from judge.errors import SettingsError


def respond(
    scenarios: Annotated[str, typer.Argument(help="The file of scenarios; - reads JSONL from standard input.")],
    model: Annotated[
        list[str] | None, typer.Option("--model", "-m", help="Ask this candidate; repeatable.", metavar="[NAME=]MODEL")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write the responses to this JSONL file.")] = None,
    system: Annotated[Path | None, typer.Option("--system", help="Open with the system message in this file.")] = None,
    repeats: o.Repeats = None,
    concurrency: o.Concurrency = None,
    rpm: o.Rpm = None,
    tpm: o.Tpm = None,
    max_cost: o.MaxCost = None,
    max_refusals: o.MaxRefusals = None,
    min_coverage: o.MinCoverage = None,
    egress: o.Egress = None,
    limit: o.Limit = None,
    api_base: o.ApiBase = None,
    params: o.Set = None,
    route: o.Route = None,
    engine: o.Engine = None,
    workers: o.Workers = None,
    join: o.Join = False,
    address: o.Address = None,
    batch_files: o.BatchFiles = False,
    poll: o.Poll = None,
    settings: o.Settings = None,
    dry_run: o.DryRun = False,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Have candidate models answer scenarios; run it again to resume."""
    from judge.cli.jobs import dry_run_evaluation  # noqa: PLC0415 - --help must not load the engine
    from judge.cli.responding import run_generation  # noqa: PLC0415
    from judge.cli.showing import Screen  # noqa: PLC0415
    from judge.generation import prepare_generation  # noqa: PLC0415
    from judge.readers import read_scenarios  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    flags = {
        "repeats": repeats, "concurrency": concurrency, "rpm": rpm, "tpm": tpm, "max_cost": max_cost,
        "max_refusals": max_refusals, "min_coverage": min_coverage, "egress": egress, "limit": limit,
        "route": route, "engine": engine, "workers": workers, "join": join or None, "address": address,
        "batch_files": batch_files or None, "poll": poll,
        "canaries": False,
    }  # fmt: skip
    run = o.run_settings(settings, flags)
    named = o.models_given(model or [], api_base, params or [], kind="model")
    if named:
        run = run.model_copy(update={"models": ()})
    if out is None:
        raise SettingsError("no file was named for the responses", hint="add -o responses.jsonl")
    notes: list[str] = []
    read = read_scenarios(scenarios, notes=notes)
    screen.notes(notes)
    job = prepare_generation(read, named, path=out, system=text_of(system), keys=not dry_run, run_settings=run)
    return dry_run_evaluation(job.job, job.folder, screen) if dry_run else run_generation(job, screen)


def text_of(file: Path | None) -> str | None:
    """What the file of a system message says; ``None`` where there is none, or nothing in it.

    Raises:
        SettingsError: It cannot be read.
    """
    if file is None:
        return None
    try:
        return file.read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: cannot be read as UTF-8 text ({error})", hint="check --system") from None
