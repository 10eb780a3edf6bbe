"""``judge scores``, ``judge agreement`` and ``judge diff``: what a run says, in tables."""

from pathlib import Path
from typing import Annotated

import typer

from judge.cli import options as o
from judge.errors import SettingsError


def scores(
    run: o.RunFolder, labels: o.Labels = None, by: o.By = None, as_json: o.Json = False, ui: o.UiOption = None
) -> int:
    """Show each candidate's scores, with coverage and refusals before any rate."""
    from judge import results  # noqa: PLC0415 - --help must not load the statistics
    from judge.cli.showing import Screen, legend_of  # noqa: PLC0415
    from judge.store.run import read_run  # noqa: PLC0415
    from judge.views.scores import corrected_table, ranking_table  # noqa: PLC0415
    from judge.views.terminal import coverage_table, scores_table  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    opened = read_run(run)
    table = results.scores(opened, labels=labels or None, by=by)
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


def agreement(
    run: o.RunFolder, labels: o.Labels = None, by: o.By = None, as_json: o.Json = False, ui: o.UiOption = None
) -> int:
    """Show what judges miss of what experts flag, and how far they agree, beside the experts' own agreement."""
    from judge import results  # noqa: PLC0415 - --help must not load the statistics
    from judge.cli.showing import Screen, legend_of  # noqa: PLC0415
    from judge.store.run import read_run  # noqa: PLC0415
    from judge.views.terminal import agreement_table, coverage_table, first_table  # noqa: PLC0415

    if not labels:
        raise SettingsError("agreement needs the experts' labels", hint="add --labels experts.csv")
    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    opened = read_run(run)
    table = results.agreement(opened, labels, by=by)
    names = legend_of(opened, screen.ui, table)
    screen.result(
        table.as_json(),
        coverage_table(table, screen.ui, legend=names),
        first_table(table.about["first_table"], screen.ui, legend=names),
        agreement_table(table, screen.ui, legend=names),
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
