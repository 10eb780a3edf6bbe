"""``judge gate``: whether a run's judges may be relied on, for a script that must decide."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from judge.cli import options as o
from judge.cli.lines import plain
from judge.errors import SettingsError, StorageError

if TYPE_CHECKING:
    from judge.table import Table
    from judge.views.names import Legend
    from judge.views.words import Ui


def gate(
    run: o.RunFolder,
    labels: o.Labels = None,
    require: Annotated[
        list[str] | None,
        typer.Option(
            "--require", help="Require this, e.g. 'sensitivity.low >= 0.8'; repeatable.", metavar="REQUIREMENT"
        ),
    ] = None,
    requirements: Annotated[
        Path | None, typer.Option("--requirements", help="Read requirements from this file, one a line; # comments.")
    ] = None,
    judge: Annotated[
        list[str] | None, typer.Option("--judge", "-j", help="Check this judge; all but baselines by default.")
    ] = None,
    panel: Annotated[
        list[str] | None,
        typer.Option("--panel", help="Check the vote of these judges instead; repeatable.", metavar="NAME=A,B,..."),
    ] = None,
    cluster: o.Cluster = None,
    replicates: o.Replicates = 1000,
    seed: o.Seed = 0,
    junit: Annotated[Path | None, typer.Option("--junit", help="Write a JUnit file for CI.")] = None,
    summary: Annotated[
        Path | None, typer.Option("--summary", help="Append a summary in Markdown to this file.")
    ] = None,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Check judges against requirements; exit with 10 when one is missed, with 6 when they failed canaries."""
    from judge.cli.failing import Exit  # noqa: PLC0415 - --help must not load the statistics
    from judge.cli.showing import Screen, legend_of  # noqa: PLC0415
    from judge.results.gatekeeping import gate as hold  # noqa: PLC0415
    from judge.scoring.voting import parse_panels  # noqa: PLC0415
    from judge.store.run import read_run  # noqa: PLC0415
    from judge.views.requirements import gate_table, summary_line  # noqa: PLC0415

    if not labels:
        raise SettingsError("a gate needs the experts' labels", hint="add --labels experts.csv")
    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    opened = read_run(run)
    table = hold(
        opened,
        labels,
        require=[*(require or ()), *_lines(requirements)],
        judges=judge,
        panels=parse_panels(panel or ()),
        cluster=cluster,
        replicates=replicates,
        seed=seed,
    )
    legend = legend_of(opened, screen.ui)
    _write(table, junit, summary, screen.ui, legend)
    line = summary_line(table, screen.ui)
    screen.result(table.as_json(), gate_table(table, screen.ui, legend=legend), *plain(line))
    if not as_json:
        screen.notes(table.notes)
    if not table.about["passed"]:
        return Exit.GATE
    known = table.about["canaries"]
    return Exit.INCOMPLETE if known is not None and known["status"] == "failed" else Exit.FINE


def _lines(file: Path | None) -> list[str]:
    from judge.scoring.requirements.requiring import read_requirements  # noqa: PLC0415 - --help must not load the statistics

    if file is None:
        return []
    try:
        return read_requirements(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{file}: {error.strerror}", hint="check the path given with --requirements") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{file}: not UTF-8 text", hint="save it as UTF-8") from None


def _write(table: "Table", junit: Path | None, summary: Path | None, ui: "Ui", legend: "Legend") -> None:
    from judge.store.folder import write_private  # noqa: PLC0415 - --help must not load the store
    from judge.views.requirements import gate_junit, gate_markdown  # noqa: PLC0415

    if junit is not None:
        write_private(junit, gate_junit(table))
    if summary is not None:
        try:
            with open(summary, "a", encoding="utf-8", opener=_private) as out:
                out.write(gate_markdown(table, ui, legend=legend) + "\n")
        except OSError as error:
            raise StorageError(
                f"cannot write {str(summary)!r}: {error.strerror}", hint="is there room, and is it yours?"
            ) from None


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
