"""``judge report``: the run as one page."""

from pathlib import Path
from typing import Annotated

import typer

from judge.cli import options as o


def report(
    run: o.RunFolder,
    labels: o.Labels = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write the page here; RUN/report.html by default.")
    ] = None,
    redacted: Annotated[bool, typer.Option("--redacted", help="Leave every case's text out, for sharing.")] = False,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Write the run as one self-contained page that needs no network and no scripts."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the statistics
    from judge.results import write_report  # noqa: PLC0415
    from judge.store.run import read_run  # noqa: PLC0415
    from judge.views.words import say  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    path = write_report(read_run(run), labels=labels or None, path=out, redacted=redacted, ui=screen.ui)
    screen.result({"report": str(path)}, say("jobs.report", screen.ui, path=path))
    return 0
