"""``judge demo``: the main job on the bundled example, without a key and without a network."""

from pathlib import Path
from typing import Annotated

import typer

from judge.cli import options as o


def demo(
    out: Annotated[Path, typer.Option("--out", "-o", help="Keep the run in this folder.")] = Path("results/demo"),
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Run the main job on the bundled example: three baselines against illustrative labels."""
    from judge.cli.demonstration import demonstrate  # noqa: PLC0415 - --help must not load the engine
    from judge.cli.showing import Screen  # noqa: PLC0415

    return demonstrate(out, Screen(as_json=as_json, ui=o.ui_of(ui)))
