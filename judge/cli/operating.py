"""``judge operating``: thresholds of judges that say how sure they are."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from judge.cli import options as o
from judge.errors import SettingsError

if TYPE_CHECKING:
    from judge.cli.showing import Screen
    from judge.table import Table
    from judge.views.names import Legend


def operating(
    run: o.RunFolder,
    labels: o.Labels = None,
    dimension: Annotated[
        list[str] | None, typer.Option("--dimension", "-d", help="Only this dimension; repeatable.")
    ] = None,
    recall: Annotated[float, typer.Option("--recall", help="Choose a threshold that finds this share.")] = 0.95,
    reference: Annotated[
        str,
        typer.Option("--reference", help="Hold scores against most experts, any, or all.", metavar="majority|any|all"),
    ] = "majority",
    choose_on: Annotated[
        str | None,
        typer.Option(
            "--choose-on", help="Choose it on responses with this tag, try it on the others.", metavar="TAG=VALUE"
        ),
    ] = None,
    split: Annotated[
        float | None, typer.Option("--split", help="Choose it on this share of the clusters, drawn by the seed.")
    ] = None,
    cluster: o.Cluster = None,
    replicates: o.Replicates = 1000,
    seed: o.Seed = 0,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Draw the curves into this .svg, or write every row: csv, jsonl, ..."),
    ] = None,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Show what thresholds of a judge's score find and cost, and whether its probabilities mean what they say."""
    from judge.cli.showing import Screen, legend_of  # noqa: PLC0415 - --help must not load the statistics
    from judge.results.operating import operating as points_of  # noqa: PLC0415
    from judge.store.run import read_run  # noqa: PLC0415
    from judge.views.operating import operating_tables  # noqa: PLC0415

    if not labels:
        raise SettingsError("operating points need the experts' labels", hint="add --labels experts.csv")
    if out is not None:
        _check_ending(out)
    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    opened = read_run(run)
    table = points_of(
        opened,
        labels,
        recall=recall,
        reference=reference,
        dimensions=dimension or (),
        choose_on=choose_on,
        split=split,
        cluster=cluster,
        replicates=replicates,
        seed=seed,
    )
    legend = legend_of(opened, screen.ui)
    if out is not None:
        _write(table, out, screen, legend)
    screen.result(table.as_json(), *operating_tables(table, screen.ui, legend=legend))
    if not as_json:
        screen.notes(table.notes)
    return 0


def _check_ending(out: Path) -> None:
    from judge.exports import FORMATS  # noqa: PLC0415 - few ask for it

    endings = ("svg", *FORMATS)
    if out.suffix.lower().removeprefix(".") not in endings:
        raise SettingsError(f"{str(out)!r} does not name a format", hint=f"end it in one of .{', .'.join(endings)}")


def _write(table: "Table", out: Path, screen: "Screen", legend: "Legend") -> None:
    from judge.store.folder import write_private  # noqa: PLC0415 - few ask for it
    from judge.views.words import say  # noqa: PLC0415

    if out.suffix.lower() != ".svg":
        from judge.exports import write_table  # noqa: PLC0415 - the same

        screen.note(say("export.done", screen.ui, n=write_table(table, out), path=out))
        return
    from judge.views.operating_page import curves_svg  # noqa: PLC0415 - it needs the page's templates

    drawing = curves_svg(table, screen.ui, legend=legend)
    if drawing is None:
        screen.note(say("operating.no_curve", screen.ui))
        return
    write_private(out, drawing)
    screen.note(say("operating.written", screen.ui, file=out))
