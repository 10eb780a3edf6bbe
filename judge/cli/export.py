"""``judge export``: a run's rows for other programs."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from judge.cli import options as o
from judge.cli.choosing import one_of
from judge.cli.lines import plain
from judge.errors import SettingsError

if TYPE_CHECKING:
    from judge.cli.showing import Screen
    from judge.exports import What

WHATS = ("judgments", "calls")


def export(
    run: o.RunFolder,
    what: Annotated[str, typer.Option("--what", help="Write judgments or calls.")] = "judgments",
    form: Annotated[
        str | None,
        typer.Option("--format", help="Write jsonl, csv, parquet, xlsx or label-studio; the suffix of -o by default."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write to this file; to standard output by default.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Write every attempt, not only the one that counts.")] = False,
    excel_safe: Annotated[
        bool, typer.Option("--excel-safe/--no-excel-safe", help="Keep a spreadsheet from running texts in a csv.")
    ] = False,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Write a run's judgments or calls for other programs, a row each."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the store
    from judge.exports import LABEL_STUDIO, format_for, write_document, write_file, write_stream  # noqa: PLC0415
    from judge.store.run import read_run  # noqa: PLC0415
    from judge.views.words import say  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    kind = cast("What", one_of("--what", what, WHATS))
    path = None if out is None or str(out) == "-" else out
    if form == LABEL_STUDIO:
        return _to_label_studio(run, path, screen, whole=kind == "judgments" and not every, excel_safe=excel_safe)
    written = format_for(path, form)
    if path is None and as_json and written != "jsonl":
        raise SettingsError(
            f"--json and --format {written} contradict each other", hint="leave one out, or add -o FILE"
        )
    opened = read_run(run)
    if path is None and as_json:
        write_document(opened, sys.stdout.buffer, kind, every=every)
        return 0
    if path is None:
        write_stream(opened, sys.stdout.buffer, kind, written, every=every, excel_safe=excel_safe)
        return 0
    count = write_file(opened, path, kind, written, every=every, excel_safe=excel_safe)
    document = {"run": str(run), "what": kind, "format": written, "file": str(path), "rows": count}
    screen.result(document, *plain(say("export.done", screen.ui, n=count, path=path)))
    return 0


def _to_label_studio(run: Path, path: Path | None, screen: "Screen", *, whole: bool, excel_safe: bool) -> int:
    """Write tasks and the labelling config: two files, so never to standard output."""
    from judge.exports import LABEL_STUDIO, write_tasks  # noqa: PLC0415 - --help must not load the store
    from judge.store.run import read_run  # noqa: PLC0415
    from judge.views.words import say  # noqa: PLC0415

    if path is None:
        raise SettingsError(f"{LABEL_STUDIO} cannot be written to standard output", hint="add -o FILE.json")
    if not whole:
        raise SettingsError(
            f"{LABEL_STUDIO} holds the judgments that count, and nothing else",
            hint="leave --what and --all out, or export as jsonl",
        )
    if excel_safe:
        raise SettingsError(f"--excel-safe is for csv, not for {LABEL_STUDIO}", hint="leave it out")
    count, config = write_tasks(read_run(run), path, ui=screen.ui)
    about = {"run": str(run), "what": "judgments", "format": LABEL_STUDIO}
    document = {**about, "file": str(path), "config": str(config), "rows": count}
    screen.result(document, *plain(say("export.tasks", screen.ui, n=count, path=path, config=config)))
    return 0
