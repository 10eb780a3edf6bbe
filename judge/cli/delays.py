"""``judge delays``: how late alarms come in conversations judged turn by turn."""

from pathlib import Path
from typing import Annotated

import typer

from judge.cli import options as o
from judge.errors import SettingsError


def delays(
    run: o.RunFolder,
    labels: o.Labels = None,
    dimension: Annotated[
        list[str] | None, typer.Option("--dimension", "-d", help="Only this dimension; repeatable.")
    ] = None,
    reference: Annotated[
        str,
        typer.Option("--reference", help="Count from what any expert flags, most, or all.", metavar="any|majority|all"),
    ] = "any",
    cluster: o.Cluster = None,
    replicates: o.Replicates = 1000,
    seed: o.Seed = 0,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write every row to this file: csv, jsonl, xlsx or parquet.")
    ] = None,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Show how many turns after the first flagged one judges raise an alarm, and how many alarms there are."""
    from judge.cli.showing import Screen, legend_of  # noqa: PLC0415 - --help must not load the statistics
    from judge.results.delaying import delays as delays_of  # noqa: PLC0415
    from judge.store.run import read_run  # noqa: PLC0415
    from judge.views.delays import delays_tables  # noqa: PLC0415

    if not labels:
        raise SettingsError("delays need the experts' labels, with their turns", hint="add --labels experts.csv")
    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    opened = read_run(run)
    table = delays_of(
        opened,
        labels,
        dimensions=dimension or (),
        reference=reference,
        cluster=cluster,
        replicates=replicates,
        seed=seed,
    )
    if out is not None:
        from judge.exports import write_table  # noqa: PLC0415 - few ask for it
        from judge.views.words import say  # noqa: PLC0415

        screen.note(say("export.done", screen.ui, n=write_table(table, out), path=out))
    screen.result(table.as_json(), *delays_tables(table, screen.ui, legend=legend_of(opened, screen.ui)))
    if not as_json:
        screen.notes(table.notes)
    return 0
