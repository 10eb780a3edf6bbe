"""``judge evaluate``: the main job."""

from pathlib import Path
from typing import Annotated

import typer

from judge.cli import options as o
from judge.errors import SettingsError


def evaluate(
    responses: Annotated[str, typer.Argument(help="The file of responses; - reads JSONL from standard input.")],
    rubric: Annotated[
        str | None, typer.Option("--rubric", "-r", help="Judge by this rubric: a name or a path.")
    ] = None,
    unit: o.UnitOption = None,
    judge: Annotated[
        list[str] | None, typer.Option("--judge", "-j", help="Ask this judge; repeatable.", metavar="[NAME=]MODEL")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Keep the run in this folder.", metavar="RUN")] = None,
    ask: Annotated[list[str] | None, typer.Option("--ask", help="Ask in this way; repeatable.")] = None,
    per: Annotated[str | None, typer.Option("--per", help="Ask once per rubric or per dimension.")] = None,
    reply: Annotated[
        str | None, typer.Option("--reply", help="Expect json, lines, label or trailing_dict, or find out: auto.")
    ] = None,
    confidence: Annotated[
        str | None,
        typer.Option(
            "--confidence",
            help="Get probabilities from tokens' log-probabilities, or from repeats.",
            metavar="logprobs|repeats|none",
        ),
    ] = None,
    context_tokens: Annotated[
        int | None,
        typer.Option("--context-tokens", help="Show at most so many tokens of what was said before a turn.", min=1),
    ] = None,
    language: o.Language = None,
    reasks: Annotated[int | None, typer.Option("--reasks", help="Ask an unreadable reply again so often.")] = None,
    shots: o.Shots = None,
    shots_from: o.ShotsFrom = None,
    shots_seed: o.ShotsSeed = None,
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
    no_canaries: o.NoCanaries = False,
    settings: o.Settings = None,
    dry_run: o.DryRun = False,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Judge responses by a rubric; run it again to resume or to extend."""
    from judge.cli.jobs import dry_run_evaluation, run_evaluation  # noqa: PLC0415 - --help must not load the engine
    from judge.cli.showing import Screen  # noqa: PLC0415
    from judge.evaluation import prepare  # noqa: PLC0415
    from judge.library import hidden_by, load_rubric  # noqa: PLC0415
    from judge.readers import ResponsesFile  # noqa: PLC0415
    from judge.unfolding import of_unit  # noqa: PLC0415
    from judge.views.words import say  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    flags = {
        "rubric": rubric, "unit": unit, "context_tokens": context_tokens,
        "ask": ask or None, "per": per, "reply": reply, "language": language, "reasks": reasks,
        "shots": shots, "shots_from": shots_from, "shots_seed": shots_seed,
        "confidence": confidence, "repeats": repeats, "concurrency": concurrency, "rpm": rpm, "tpm": tpm,
        "max_cost": max_cost, "max_refusals": max_refusals, "min_coverage": min_coverage, "egress": egress,
        "limit": limit, "route": route, "engine": engine, "workers": workers, "join": join or None, "address": address,
        "batch_files": batch_files or None, "poll": poll,
        "canaries": False if no_canaries else None,
    }  # fmt: skip
    run = o.run_settings(settings, flags)
    named = o.models_given(judge or [], api_base, params or [], kind="judge")
    if named:
        run = run.model_copy(update={"judges": ()})
    if run.rubric is None:
        raise SettingsError("no rubric was named", hint="add -r psycrisis; judge rubrics lists them")
    if out is None:
        raise SettingsError("no folder was named for the run", hint="add -o results/first")
    hidden = hidden_by(run.rubric)
    if hidden is not None:
        screen.note(say("jobs.hidden", screen.ui, found=run.rubric))
    by = of_unit(load_rubric(run.rubric), run.unit)
    job = prepare(ResponsesFile(responses, by.unit), by, named, folder=out, keys=not dry_run, run_settings=run)
    screen.notes(job.notes)
    return dry_run_evaluation(job, out, screen) if dry_run else run_evaluation(job, out, screen)
