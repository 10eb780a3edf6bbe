"""``judge scores`` and ``judge diff``: what a run says of candidates, and what differs between two."""

from pathlib import Path
from typing import Annotated

import typer

from judge.cli import options as o


def scores(
    run: o.RunFolder,
    labels: o.Labels = None,
    by: o.By = None,
    cluster: o.Cluster = None,
    replicates: o.Replicates = 1000,
    seed: o.Seed = 0,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Show each candidate's scores, with coverage and refusals before any rate."""
    from judge import results  # noqa: PLC0415 - --help must not load the statistics
    from judge.cli.showing import Screen, legend_of  # noqa: PLC0415
    from judge.store.run import read_run  # noqa: PLC0415
    from judge.views.scores import corrected_table, ranking_table  # noqa: PLC0415
    from judge.views.terminal import coverage_table, scores_table  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    opened = read_run(run)
    table = results.scores(opened, labels=labels or None, by=by, cluster=cluster, replicates=replicates, seed=seed)
    names = legend_of(opened, screen.ui, table)
    coverage = coverage_table(table, screen.ui, legend=names)
    screen.result(
        table.as_json(),
        coverage,
        scores_table(table, screen.ui, legend=names, coverage=False),
        corrected_table(table, screen.ui, legend=names),
        ranking_table(table, screen.ui, legend=names),
    )
    if not as_json:
        screen.notes(table.notes)
    return 0


def diff(
    run_a: Annotated[Path, typer.Argument(help="A run's folder.", metavar="RUN_A")],
    run_b: Annotated[Path, typer.Argument(help="Another run's folder.", metavar="RUN_B")],
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """List the verdicts that differ between two runs, with the cases."""
    from judge import results  # noqa: PLC0415 - --help must not load the statistics
    from judge.cli.showing import Screen, legend_of  # noqa: PLC0415
    from judge.store.run import read_run  # noqa: PLC0415
    from judge.views.terminal import diff_table  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    opened = read_run(run_a)
    table = results.diff(opened, read_run(run_b))
    screen.result(table.as_json(), diff_table(table, screen.ui, legend=legend_of(opened, screen.ui)))
    if not as_json:
        screen.notes(table.notes)
    return 0
