"""``judge rationales``: what judges' reasons are worth, as far as that shows without a model."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from judge.cli import options as o
from judge.cli.lines import plain

if TYPE_CHECKING:
    from judge.cli.showing import Screen
    from judge.store.run import Run


def rationales(
    run: o.RunFolder,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write the reasons as responses for a second judge to this file: jsonl."),
    ] = None,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Check judges' reasons: do quotes occur, do conclusions fit answers, do the steps appear."""
    from judge.cli.showing import Screen, legend_of  # noqa: PLC0415 - --help must not load the statistics
    from judge.results.rationales import rationales as checked  # noqa: PLC0415
    from judge.store.run import read_run  # noqa: PLC0415
    from judge.views.rationales import rationales_table  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    opened = read_run(run)
    written = None if out is None else _write(opened, out, screen)
    table = checked(opened)
    document = table.as_json() | ({"file": str(out), "responses": written} if out is not None else {})
    screen.result(document, rationales_table(table, screen.ui, legend=legend_of(opened, screen.ui)))
    if not as_json:
        screen.notes(table.notes)
    return 0


def _write(run: "Run", out: Path, screen: "Screen") -> int:
    from judge.results.reassessing import write_reasons  # noqa: PLC0415 - few ask for it
    from judge.views.words import say  # noqa: PLC0415

    count = write_reasons(run, out)
    if not screen.as_json:
        screen.aside.print(*plain(say("rationales.written", screen.ui, n=count, path=out)), sep="\n")
    return count
