"""``judge simulated``: what a study with simulated clients shows."""

from pathlib import Path
from typing import Annotated

import typer

from judge.cli import options as o


def simulated(
    run: o.RunFolder,
    fidelity: Annotated[
        Path | None, typer.Option("--fidelity", help="Add this run by persona_fidelity.", metavar="RUN")
    ] = None,
    simulation: Annotated[
        Path | None,
        typer.Option("--simulation", help="Count what this file of conversations lacks as unread.", metavar="FILE"),
    ] = None,
    by: o.By = None,
    replicates: o.Replicates = 1000,
    seed: o.Seed = 0,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Show how often candidates failed simulated clients, without a guard and with."""
    from judge.cli.showing import Screen, legend_of  # noqa: PLC0415 - --help must not load the statistics
    from judge.results.simulated import simulated as table_of  # noqa: PLC0415
    from judge.store.run import read_run  # noqa: PLC0415
    from judge.views.simulated import simulated_table  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    opened = read_run(run)
    beside = None if fidelity is None else read_run(fidelity)
    table = table_of(opened, fidelity=beside, simulation=simulation, by=by, replicates=replicates, seed=seed)
    screen.result(table.as_json(), simulated_table(table, screen.ui, legend=legend_of(opened, screen.ui)))
    if not as_json:
        screen.notes(table.notes)
    return 0
