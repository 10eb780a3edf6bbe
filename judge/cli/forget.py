"""``judge forget``: a person's text out of a run, with everything made from it."""

from typing import Annotated

import typer

from judge.cli import options as o
from judge.cli.lines import plain


def forget(
    run: o.RunFolder,
    response: Annotated[
        str, typer.Option("--response", help="Remove this response.", metavar="ID", show_default=False)
    ],
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Remove a response and everything made from it from a run, leaving a count."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the store
    from judge.store.forgetting import forget as remove  # noqa: PLC0415
    from judge.views.words import say  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    count = remove(run, response)
    screen.result({"run": str(run), "forgotten": count}, *plain(say("forget.done", screen.ui, n=count)))
    screen.note(say("forget.elsewhere", screen.ui, run=run))
    return 0
