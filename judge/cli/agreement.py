"""``judge agreement``: what judges miss, and how far they agree with experts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from judge.cli import options as o
from judge.cli.choosing import one_of
from judge.cli.lines import plain
from judge.errors import SettingsError

if TYPE_CHECKING:
    from judge.cli.showing import Screen
    from judge.results import Labels
    from judge.store.run import Run
    from judge.table import Table
    from judge.views.words import Ui


def agreement(
    run: o.RunFolder,
    labels: o.Labels = None,
    by: o.By = None,
    cluster: o.Cluster = None,
    panel: o.Panels = None,
    cost: Annotated[
        list[str] | None,
        typer.Option("--cost", help="Weigh errors, for all dimensions or one.", metavar="[DIM:]miss=N,false_alarm=N"),
    ] = None,
    pool: Annotated[bool, typer.Option("--pool", help="Add rows over all dimensions, under the name pooled.")] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Print replaceability, soft labels, stability and ranking too.")
    ] = False,
    replicates: o.Replicates = 1000,
    seed: o.Seed = 0,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write every row to this file: csv, jsonl, xlsx or parquet.")
    ] = None,
    methods: Annotated[
        str | None,
        typer.Option("--methods", help="Print a paper's methods paragraph, in en or zh.", metavar="en|zh"),
    ] = None,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Show what judges miss of what experts flag, and how far they agree, beside the experts' own agreement."""
    from judge import results  # noqa: PLC0415 - --help must not load the statistics
    from judge.cli.showing import Screen  # noqa: PLC0415
    from judge.scoring.voting import parse_panels  # noqa: PLC0415
    from judge.store.run import read_run  # noqa: PLC0415

    if not labels:
        raise SettingsError("agreement needs the experts' labels", hint="add --labels experts.csv")
    language = cast("Ui | None", one_of("--methods", methods, ("en", "zh")) if methods else None)
    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    opened = read_run(run)
    read = results.Labels(opened, labels)
    table = results.agreement(
        opened,
        read,
        by=by,
        cluster=cluster,
        panels=parse_panels(panel or ()),
        costs=cost or (),
        pool=pool,
        replicates=replicates,
        seed=seed,
    )
    if out is not None:
        _write(table, out, screen)
    if language is not None:
        _describe(opened, read, table, cluster, language, screen)
    else:
        _show(opened, table, screen, full=full)
    if not as_json:
        screen.notes(table.notes)
    return 0


def _write(table: "Table", out: Path, screen: "Screen") -> None:
    from judge.exports import write_table  # noqa: PLC0415 - few ask for it
    from judge.views.words import say  # noqa: PLC0415

    count = write_table(table, out)
    screen.note(say("export.done", screen.ui, n=count, path=out))


def _describe(run: "Run", labels: "Labels", table: "Table", cluster: str | None, ui: "Ui", screen: "Screen") -> None:
    """The paragraph for a paper, in the language asked for."""
    from judge.results.methods import methods_facts  # noqa: PLC0415 - few ask for it
    from judge.views.methods import methods_paragraph  # noqa: PLC0415

    text = methods_paragraph(methods_facts(run, run.coded(labels.matched, cluster=cluster), labels, table), ui)
    screen.result({"run": str(run.folder), "language": ui, "methods": text}, *plain(text))


def _show(run: "Run", table: "Table", screen: "Screen", *, full: bool) -> None:
    from judge.cli.showing import legend_of  # noqa: PLC0415 - --help must not load the statistics
    from judge.views.agreement_blocks import agreement_blocks, missed_table  # noqa: PLC0415
    from judge.views.terminal import agreement_table, coverage_table, first_table  # noqa: PLC0415
    from judge.views.words import say  # noqa: PLC0415

    names = legend_of(run, screen.ui, table)
    blocks = agreement_blocks(table, screen.ui, legend=names) if full else ()
    screen.result(
        table.as_json(),
        coverage_table(table, screen.ui, legend=names),
        first_table(table.about["first_table"], screen.ui, legend=names),
        missed_table(table, screen.ui, legend=names),
        agreement_table(table, screen.ui, legend=names),
        *blocks,
    )
    if not full and not screen.as_json:
        screen.note(say("agreement.full", screen.ui))
