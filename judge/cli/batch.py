"""``judge batch``: a run's batches, and answers brought to it from elsewhere."""

from pathlib import Path
from typing import Annotated

import typer

from judge.cli import options as o
from judge.cli.lines import plain

batch = typer.Typer(
    no_args_is_help=True, help="Show a run's batches, or bring answers to them.", rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip


@batch.command("status")
def status(run: o.RunFolder, as_json: o.Json = False, ui: o.UiOption = None) -> int:
    """Show how far each batch of a run is; nobody is asked."""
    from dataclasses import asdict  # noqa: PLC0415 - --help must not load anything

    from rich.table import Table as Grid  # noqa: PLC0415

    from judge.cli.batching import counts_in_words  # noqa: PLC0415
    from judge.cli.showing import Screen  # noqa: PLC0415
    from judge.store.batches import read_batches  # noqa: PLC0415
    from judge.store.schema import connect  # noqa: PLC0415
    from judge.views.words import say, say_code  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    connect(run).close()
    found = read_batches(run)
    rows = [{k: v for k, v in asdict(b).items() if k not in ("asked", "dimensions")} for b in found]
    names = ("batch", "judge", "lines", "stage", "status", "id", "since", "counts")
    grid = Grid(*(say(f"batches.column_{name}", screen.ui) for name in names), box=None, pad_edge=False)
    for b in found:
        stage, counts = say_code("stage", b.stage, screen.ui), counts_in_words(b.counts, screen.ui) if b.counts else ""
        cells = (b.name, b.judge, str(b.lines), stage, b.status or "", b.batch_id or "", b.submitted_at or "", counts)
        grid.add_row(*(line for cell in cells for line in plain(cell)))
    screen.result({"run": str(run), "rows": rows}, *([grid] if found else plain(say("batches.none", screen.ui))))
    return 0


@batch.command("collect")
def collect(
    run: o.RunFolder,
    files: Annotated[
        list[Path],
        typer.Argument(help="Files of answers, as a batch or vllm run-batch writes them.", metavar="FILE..."),
    ],
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Write answers from elsewhere beside the questions they answer; the next judge evaluate reads them."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load anything
    from judge.models.redaction import wiped  # noqa: PLC0415
    from judge.store.batches import bring  # noqa: PLC0415
    from judge.store.locking import locked  # noqa: PLC0415
    from judge.store.schema import connect  # noqa: PLC0415
    from judge.views.words import say  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    connect(run).close()
    rows, lines = [], []
    with locked(run):
        for file in files:
            brought, strange = bring(run, file, wipe=wiped)
            for own, n in brought:
                rows.append({"file": str(file), "batch": own.name, "answers": n})
                lines.append(say("batches.brought", screen.ui, n=n, batch=own.name, file=own.answers(run)[0]))
            if strange:
                screen.note(say("batches.not_brought", screen.ui, n=strange, file=file))
    screen.result({"run": str(run), "rows": rows}, *plain(*lines))
    screen.note(say("batches.read_next", screen.ui))
    return 0
