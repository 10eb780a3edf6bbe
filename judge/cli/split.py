"""``judge split``: the part of the labels on which rubrics and prompts may be tuned, kept apart from the rest."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from judge.cli import options as o
from judge.cli.lines import plain
from judge.errors import SettingsError

if TYPE_CHECKING:
    from judge.rubric import Rubric
    from judge.scenario import Response


def split(
    labels: Annotated[Path, typer.Argument(help="The file of labels.", metavar="LABELS", show_default=False)],
    dev: Annotated[float, typer.Option("--dev", help="Give this share of the clusters to the dev side.")] = 0.3,
    by: Annotated[
        str, typer.Option("--by", help="Keep together by scenario, cluster, response, or a tag.", metavar="WHAT")
    ] = "scenario",
    responses: Annotated[
        str | None, typer.Option("--responses", help="Look up scenarios and tags in this file of responses.")
    ] = None,
    run: Annotated[Path | None, typer.Option("--run", help="Look them up, and the rubric, in this run.")] = None,
    rubric: Annotated[
        str | None, typer.Option("--rubric", "-r", help="Count what is flagged by this rubric: a name or a path.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write the copy here; LABELS.split beside it by default.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Divide from this seed.")] = 0,
    force: Annotated[bool, typer.Option("--force", help="Divide anew what is divided already.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Assign only clusters that have no side yet.")] = False,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Write a copy of the labels with a column split, dev or test, so that no cluster stands on both sides."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the readers
    from judge.results.partition import split_labels  # noqa: PLC0415
    from judge.views.terminal import rows_table  # noqa: PLC0415
    from judge.views.words import say  # noqa: PLC0415

    if force and keep:
        raise SettingsError("--force and --keep contradict each other", hint="leave one of them out")
    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    held, by_rubric = _looked_up(responses, run, rubric)
    table = split_labels(
        labels, out, dev=dev, by=by, seed=seed, responses=held, rubric=by_rubric, force=force, keep=keep
    )
    sides = [row for row in table.rows if row["dimension"] is None]
    counted = [row for row in table.rows if row["dimension"] is not None]
    views = [rows_table(sides, ("split", "clusters", "responses", "rows"), screen.ui)]
    views += [rows_table(counted, ("dimension", "split", "flagged_any", "cleared_all"), screen.ui)] if counted else []
    screen.result(table.as_json(), *views, *plain(say("split.done", screen.ui, file=table.about["file"])))
    if not as_json:
        screen.notes(table.notes)
    return 0


def _looked_up(
    responses: str | None, run: Path | None, rubric: str | None
) -> "tuple[list[Response] | None, Rubric | None]":
    """The responses and the rubric, from where each was named."""
    from judge.library import load_rubric  # noqa: PLC0415 - --help must not load the readers
    from judge.readers import read_responses  # noqa: PLC0415
    from judge.store.run import read_run  # noqa: PLC0415

    opened = read_run(run) if run is not None else None
    read = load_rubric(rubric) if rubric is not None else opened.rubric if opened else None
    unit = read.unit if read is not None else "response"
    held = read_responses(responses, unit=unit) if responses is not None else opened.responses() if opened else None
    return held, read
