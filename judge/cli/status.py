"""``judge status``: where a run stands."""

from judge.cli import options as o


def status(run: o.RunFolder, as_json: o.Json = False, ui: o.UiOption = None) -> int:
    """Show where a run stands: what was asked and read, what it took, and what a resume would do."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the store
    from judge.evaluation.counted import counted_beside_estimated  # noqa: PLC0415
    from judge.results.canaries import canaries_of  # noqa: PLC0415
    from judge.store.folder import MANIFEST  # noqa: PLC0415
    from judge.store.run import read_run  # noqa: PLC0415
    from judge.store.telling import status_of  # noqa: PLC0415
    from judge.views.standing import standing_view  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    opened = read_run(run)
    document = {
        **status_of(opened),
        "canaries": canaries_of(opened) if (run / MANIFEST).is_file() else None,
        "estimated": counted_beside_estimated(opened),
    }
    screen.result(document, *standing_view(document, screen.ui))
    return 0
