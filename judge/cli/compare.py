"""``judge compare``: which of several judges, or ways of asking, agrees better with experts."""

from pathlib import Path
from typing import Annotated

import typer

from judge.cli import options as o
from judge.errors import SettingsError


def compare(
    runs: Annotated[list[Path], typer.Argument(help="The runs' folders.", metavar="RUN...", show_default=False)],
    labels: o.Labels = None,
    family: Annotated[
        list[str] | None,
        typer.Option(
            "--family", help="Count these candidates as the judge's own family.", metavar="JUDGE=CANDIDATE,..."
        ),
    ] = None,
    cluster: o.Cluster = None,
    replicates: o.Replicates = 1000,
    seed: o.Seed = 0,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Compare judges, or ways of asking, by how far each agrees with experts, in pairs and all at once."""
    from judge.cli.showing import Screen, legend_of  # noqa: PLC0415 - --help must not load the statistics
    from judge.results.comparing import compare as compared  # noqa: PLC0415
    from judge.results.comparing import families_given  # noqa: PLC0415
    from judge.store.run import read_run  # noqa: PLC0415
    from judge.views.comparison import compare_table  # noqa: PLC0415

    if not labels:
        raise SettingsError("compare needs the experts' labels", hint="add --labels experts.csv")
    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    opened = [read_run(run) for run in runs]
    own = families_given(family or [])
    table = compared(opened, labels, family=own, cluster=cluster, replicates=replicates, seed=seed)
    screen.result(table.as_json(), compare_table(table, screen.ui, legend=legend_of(opened[0], screen.ui)))
    if not as_json:
        screen.notes(table.notes)
    return 0
